/*
 * One step in the place of two: see instead.h.
 */
#include "instead.h"

#include <string.h>

/* --- what there is to be put in --- */

static const struct text_part people[] = {
    { .role = ROLE_ALICE, .times = 1 },
    { .role = ROLE_BOB, .times = 1 },
    { .role = ROLE_CAROL, .times = 1 },
    { .role = ROLE_ME, .times = 1 },
    { .role = ROLE_ALICE, .letters = CASE_UPPER, .times = 1 },
    { .role = ROLE_ALICE, .letters = CASE_WIDE, .times = 1 },
};
#define PERSON(n)                  \
    {                              \
        &people[n], 1, true, false \
    }

/* Steps that speak of nothing that is held. */
static const struct step free_steps[] = {
    { .kind = IM_EV_SIGN_OUT },
    { .kind = IM_EV_GO_OFFLINE },
    { .kind = IM_EV_SIGN_IN },
    { .kind = IM_EV_GO_ONLINE },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(0) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(1) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(2) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(3) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(4) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(5) } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(0), .typed_reference = true } },
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = PERSON(0), .variant_depth = 1 } },
    { .kind = IM_EV_EVENTS },
    { .kind = IM_EV_WINDOWS },
    { .kind = IM_EV_SERVICE_SIGN_IN, .service = IM_SERVICE_SECONDARY },
    { .kind = IM_EV_SERVICE_SIGN_OUT, .service = IM_SERVICE_SECONDARY },
    { .kind = IM_EV_OPEN_DIALOG, .dialog = "options" },
    { .kind = IM_EV_SET_FOCUS },
};

/* Steps that speak of a window. */
static const struct step window_steps[] = {
    { .kind = IM_EV_CLOSE },
    { .kind = IM_EV_USER_CLOSE },
    { .kind = IM_EV_RELEASE },
    { .kind = IM_EV_GET, .property = IM_PROPERTY_IS_CLOSED },
    { .kind = IM_EV_GET, .property = IM_PROPERTY_HWND },
    { .kind = IM_EV_SHOW },
    { .kind = IM_EV_CONTACTS },
    { .kind = IM_EV_USER_ADD_CONTACT, .name = PERSON(1) },
};

/* Steps that speak of a contact. */
static const struct step contact_steps[] = {
    { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_OBJECT } },
    { .kind = IM_EV_IS_SELF },
    { .kind = IM_EV_SIGNIN_NAME },
    { .kind = IM_EV_CONTACT_RELEASE },
};

enum { FREE = sizeof free_steps / sizeof *free_steps };
enum { WINDOW = sizeof window_steps / sizeof *window_steps };
enum { CONTACT = sizeof contact_steps / sizeof *contact_steps };

/* --- putting one in --- */

struct place {
    struct arena *arena;
    struct steps kept; /* without the two */
    const bool *capable;
    const char *missing; /* a name that one of the two gave, and that others use: it is given again; or NULL */
    bool missing_window; /* ... to a window */
    steps_taker take;
    void *context;
};

static const char *unused_name(const struct place *place, const struct steps *kept)
{
    for (size_t number = 1;; number++) {
        const char *name = arena_printf(place->arena, "n%zu", number);
        size_t i = 0;
        while (i < kept->count && (kept->step[i].as == NULL || strcmp(kept->step[i].as, name) != 0)) i++;
        if (i == kept->count) return name;
    }
}

static bool put(const struct place *place, const struct step *step, size_t at)
{
    const struct steps *kept = &place->kept;
    const bool window = step->kind == IM_EV_INSTANT_MESSAGE, gives = window || step->kind == IM_EV_GET_CONTACT;
    if (!place->capable[step->kind]) return false;
    if (place->missing != NULL && !(gives && window == place->missing_window)) return false;
    struct steps steps = { arena_alloc(place->arena, (kept->count + 1) * sizeof *steps.step), kept->count + 1 };
    memcpy(steps.step, kept->step, at * sizeof *steps.step);
    memcpy(steps.step + at + 1, kept->step + at, (kept->count - at) * sizeof *steps.step);
    struct step *one = &steps.step[at];
    *one = *step;
    one->as = !gives ? NULL : place->missing != NULL ? place->missing : unused_name(place, kept);
    return place->take(place->context, &steps);
}

/* The steps of a list, for each window or contact that is named before. */
static bool put_held(const struct place *place, const struct step *list, size_t count, bool window, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct step *giver = &place->kept.step[i];
        if (!step_names(giver, window)) continue;
        for (size_t j = 0; j < count; j++) {
            struct step step = list[j];
            if (window) step.window = giver->as;
            if (!window && step.kind == IM_EV_INSTANT_MESSAGE) step.to.contact = giver->as;
            if (!window && step.kind != IM_EV_INSTANT_MESSAGE) step.contact = giver->as;
            if (put(place, &step, at)) return true;
        }
    }
    return false;
}

static bool put_free(const struct place *place, const struct steps *origin, size_t at)
{
    (void)origin;
    for (size_t i = 0; i < FREE; i++) {
        if (put(place, &free_steps[i], at)) return true;
    }
    return false;
}

static bool put_to_held(const struct place *place, const struct steps *origin, size_t at)
{
    (void)origin;
    return put_held(place, window_steps, WINDOW, true, at) || put_held(place, contact_steps, CONTACT, false, at);
}

/* The same once more, or a call for who is named there. */
static bool put_again(const struct place *place, const struct steps *origin, size_t at)
{
    for (size_t i = 0; i < origin->count; i++) {
        const struct step *step = &origin->step[i];
        const struct step call = { .kind = IM_EV_INSTANT_MESSAGE, .to = { .kind = ARG_BSTR, .text = step->name } };
        if (put(place, step, at) || (step->name.given && put(place, &call, at))) return true;
    }
    return false;
}

/* --- leaving two out --- */

typedef bool (*putter)(const struct place *place, const struct steps *origin, size_t at);

/* Is the name used where nobody gives it? */
static bool is_missing(const struct steps *kept, const char *name)
{
    if (name == NULL) return false;
    for (size_t i = 0; i < kept->count; i++) {
        const char **window = step_uses(&kept->step[i], true), **contact = step_uses(&kept->step[i], false);
        if (window != NULL && strcmp(*window, name) == 0) return true;
        if (contact != NULL && strcmp(*contact, name) == 0) return true;
    }
    return false;
}

static bool at_each_place(const struct place *place, const struct steps *steps, putter how)
{
    for (size_t at = 0; at <= place->kept.count; at++) {
        if (how(place, steps, at)) return true;
    }
    return false;
}

static bool in_place_of(struct place *place, const struct steps *steps, size_t one, size_t other, putter how)
{
    const struct steps first = steps_without(place->arena, steps, other, other + 1);
    const struct steps kept = steps_without(place->arena, &first, one, one + 1);
    const struct step *gone[] = { &steps->step[one], &steps->step[other] };
    for (size_t i = 0; i < 2; i++) {
        if (!is_missing(&kept, gone[i]->as)) continue;
        place->kept = kept;
        place->missing = gone[i]->as;
        place->missing_window = step_names(gone[i], true);
        if (at_each_place(place, steps, how)) return true;
    }
    place->missing = NULL;
    place->kept = steps_without_dangling(place->arena, &kept);
    return at_each_place(place, steps, how);
}

bool instead_each(const struct steps *steps, const bool capable[IM_EVENT_COUNT], steps_taker take, void *context)
{
    static const putter order[] = { put_free, put_to_held, put_again };
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        for (size_t one = 0; one < steps->count; one++) {
            for (size_t other = one + 1; other < steps->count; other++) {
                struct arena *arena = arena_new();
                struct place place = { .arena = arena, .capable = capable, .take = take, .context = context };
                bool taken = in_place_of(&place, steps, one, other, order[i]);
                arena_free(arena);
                if (taken) return true;
            }
        }
    }
    return false;
}
