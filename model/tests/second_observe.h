/*
 * What the exploration offers to both models after an event: every observation that it could give.
 */
#ifndef IM_SECOND_OBSERVE_H
#define IM_SECOND_OBSERVE_H

#include <assert.h>

#include "fixture.h"
#include "second_model.h"

enum { CANDIDATES = 1024 };

struct candidate {
    struct im_observation seen;
    uint8_t with[IM_LOOK_WITH], look;
};

struct candidates {
    struct candidate list[CANDIDATES];
    size_t count;
    bool every_code;
};

/* Foreign to the documentation: a success and two failures. */
static const uint32_t foreign_codes[] = { 2u, 0x8BADF00Du, 0x80040111u };
/* Of each kind of answer one. */
static const uint32_t few_codes[] = { S_OK, S_FALSE, OTHER_SUCCESS, E_FAIL, E_INVALIDARG, NOT_LOGGED_ON, E_UNEXPECTED };

static inline size_t code_count(const struct candidates *made)
{
    if (!made->every_code) return sizeof few_codes / sizeof few_codes[0];
    return IM_CODE_COUNT + sizeof foreign_codes / sizeof foreign_codes[0];
}

static inline uint32_t code_at(const struct candidates *made, size_t i)
{
    if (!made->every_code) return few_codes[i];
    return i < IM_CODE_COUNT ? im_codes[i].value : foreign_codes[i - IM_CODE_COUNT];
}

static inline struct candidate *offer(struct candidates *made, struct im_observation seen)
{
    assert(made->count < CANDIDATES);
    made->list[made->count] = (struct candidate){ .seen = seen };
    return &made->list[made->count++];
}

/* A pointer to a window, with each thing that looking closer could tell. */
static inline void offer_window(struct candidates *made, const struct im_model *asked, const struct im_event *about,
                                uint32_t hresult, int handle)
{
    struct im_observation seen = { .hresult = hresult, .out = IM_OUT_WINDOW, .handle = (uint8_t)handle };
    uint8_t with[IM_LOOK_WITH] = { 0 };
    uint8_t look = (uint8_t)oracle_look(asked, about, &seen, with);
    static const uint8_t told[] = { IM_NOT_LOOKED, IM_SEEN_YES, IM_SEEN_NO, IM_SEEN_SECOND };
    for (size_t i = 0; i < sizeof told; i++) {
        if ((look == IM_LOOK_NOTHING) != (told[i] == IM_NOT_LOOKED)) continue;
        if (told[i] == IM_SEEN_SECOND && (look != IM_LOOK_SAME_WINDOW || with[1] == 0)) continue;
        seen.seen = told[i];
        struct candidate *one = offer(made, seen);
        one->look = look;
        memcpy(one->with, with, sizeof with);
    }
}

static inline void offer_calls(struct candidates *made, const struct im_model *asked, const struct second *known,
                               const struct im_event *about)
{
    for (size_t i = 0; i < code_count(made); i++) {
        uint32_t hresult = code_at(made, i);
        static const uint8_t outs[] = { IM_OUT_NONE, IM_OUT_NULL, IM_OUT_UNTOUCHED };
        for (size_t o = 0; o < sizeof outs; o++) {
            if ((outs[o] == IM_OUT_NONE) != (about->out_null != 0)) continue;
            offer(made, (struct im_observation){ .hresult = hresult, .out = outs[o] });
        }
        if (about->out_null || (im_failed(hresult) && hresult != E_FAIL)) continue;
        bool fresh = false;
        for (int h = 1; h <= SECOND_HANDLES; h++) {
            if (known->refs[h - 1] == 0 && fresh) continue;
            fresh |= known->refs[h - 1] == 0;
            offer_window(made, asked, about, hresult, h);
        }
    }
}

static inline void offer_values(struct candidates *made, const struct im_event *about)
{
    static const int64_t numbers[] = { 0, 1, 7, -5000 };
    for (size_t i = 0; i < code_count(made); i++) {
        uint32_t hresult = code_at(made, i);
        offer(made, result(hresult));
        if (im_failed(hresult)) continue;
        size_t count = about->kind == IM_EV_GET && about->property != IM_PROPERTY_IS_CLOSED ? 4 : 2;
        for (size_t n = 0; n < count; n++) {
            offer(made, (struct im_observation){ .hresult = hresult, .has_value = 1, .number = numbers[n] });
        }
    }
}

static inline void offer_names(struct candidates *made, const im_name *people, size_t count)
{
    for (size_t i = 0; i < code_count(made); i++) {
        offer(made, result(code_at(made, i)));
        if (im_failed(code_at(made, i))) continue;
        for (size_t n = 0; n < count; n++) {
            offer(made, (struct im_observation){ .hresult = code_at(made, i), .has_value = 1, .name = people[n] });
        }
    }
}

static inline void offer_contacts(struct candidates *made)
{
    for (size_t i = 0; i < code_count(made); i++) {
        offer(made, result(code_at(made, i)));
        if (im_failed(code_at(made, i))) continue;
        for (int h = 1; h <= SECOND_CONTACTS; h++) {
            struct im_observation seen = contact((uint8_t)h);
            seen.hresult = code_at(made, i);
            offer(made, seen);
        }
    }
}

static const im_name lists[][3] = { { ALICE },       { BOB }, { ALICE, BOB }, { BOB, ALICE }, { ALICE, ME },
                                    { ALICE_UPPER }, { EVE }, { ME },         { ALICE, EVE }, { ALICE, BOB, ME },
                                    { SECOND },      { BOTH } };
static const uint8_t list_length[] = { 1, 1, 2, 2, 2, 1, 1, 1, 2, 3, 1, 1 };
enum { LISTS = sizeof list_length };

static inline void offer_participants(struct candidates *made)
{
    for (size_t i = 0; i < code_count(made); i++) {
        offer(made, result(code_at(made, i)));
        if (im_failed(code_at(made, i))) continue;
        offer(made, (struct im_observation){ .hresult = code_at(made, i), .has_value = 1 });
        for (size_t n = 0; n < LISTS; n++) {
            offer(made,
                  (struct im_observation){
                      .hresult = code_at(made, i), .has_value = 1, .names = lists[n], .name_count = list_length[n] });
        }
    }
}

/* Up to three windows on the screen, each with one of the first lists. */
static inline void offer_screens(struct candidates *made)
{
    enum { KINDS = 7 };
    static struct im_screen_window screens[1 + KINDS + KINDS * KINDS + KINDS * KINDS * KINDS][3];
    size_t used = 0;
    for (int count = 0; count <= 3; count++) {
        for (int a = 0; a < (count > 0 ? KINDS : 1); a++) {
            for (int b = a; b < (count > 1 ? KINDS : a + 1); b++) {
                for (int c = b; c < (count > 2 ? KINDS : b + 1); c++) {
                    int chosen[] = { a, b, c };
                    struct im_screen_window *screen = screens[used++];
                    for (int i = 0; i < count; i++) {
                        screen[i] = (struct im_screen_window){ lists[chosen[i]], list_length[chosen[i]] };
                    }
                    offer(made, (struct im_observation){ .windows = screen, .window_count = (uint32_t)count });
                }
            }
        }
    }
}

/* So many of each kind of event. */
static inline void offer_events(struct candidates *made)
{
    enum { MOST = 4 };
    for (int created = 0; created <= MOST; created++) {
        for (int destroyed = 0; destroyed <= MOST; destroyed++) {
            for (int more = 0; more < 36; more++) {
                struct im_observation seen = { .hresult = S_OK };
                seen.told[IM_TOLD_CREATED] = (uint8_t)created;
                seen.told[IM_TOLD_DESTROYED] = (uint8_t)destroyed;
                seen.told[IM_TOLD_SIGNED_IN] = (uint8_t)(more % 3);
                seen.told[IM_TOLD_SIGNED_OUT] = (uint8_t)(more / 3 % 3);
                seen.told[IM_TOLD_ADDED] = (uint8_t)(more / 9);
                offer(made, seen);
            }
        }
    }
}

/* The same once more, as the answer to a question that was asked again. */
static inline void offer_again(struct candidates *made)
{
    for (size_t i = 0, count = made->count; i < count; i++) {
        if (made->list[i].seen.hresult != S_OK) continue;
        for (int waited = IM_AFTER_ANOTHER; waited <= IM_AFTER_FAILURE; waited++) {
            offer(made, made->list[i].seen)->seen.waited = (uint8_t)waited;
        }
    }
}

static inline void observe(struct candidates *made, const struct im_model *asked, const struct second *known,
                           const struct im_event *about)
{
    static const im_name people[] = { ME, ME_UPPER, ALICE, ALICE_UPPER, BOB, SECOND };
    made->count = 0;
    switch (about->kind) {
    case IM_EV_INSTANT_MESSAGE: offer_calls(made, asked, known, about); break;
    case IM_EV_GET:
        offer_values(made, about);
        offer_again(made);
        break;
    case IM_EV_IS_SELF: offer_values(made, about); break;
    case IM_EV_MY_SIGNIN_NAME:
    case IM_EV_SIGNIN_NAME: offer_names(made, people, sizeof people / sizeof people[0]); break;
    case IM_EV_GET_CONTACT: offer_contacts(made); break;
    case IM_EV_CONTACTS:
        offer_participants(made);
        offer_again(made);
        break;
    case IM_EV_WINDOWS: offer_screens(made); break;
    case IM_EV_EVENTS: offer_events(made); break;
    case IM_EV_PUT:
    case IM_EV_SHOW:
    case IM_EV_CLOSE:
        for (size_t i = 0; i < code_count(made); i++) offer(made, result(code_at(made, i)));
        break;
    default: offer(made, result(S_OK)); break;
    }
}

#endif
