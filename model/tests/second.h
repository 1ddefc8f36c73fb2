/*
 * A second model of the page, written from its documentation alone, to be held against the first one.
 *
 * It has no table and no "maybe".  A world is one implementation that could be behind what was seen so far: which windows
 * are on its screen, and which of them each pointer of the caller stands for.  Where the documentation leaves a choice,
 * there is a world for each choice; an observation is allowed if one of the worlds can explain it, and those that cannot
 * are dropped.  A choice that is to be noted, but that nothing shows yet, is a debt of its world: it is paid with the
 * observation that only such worlds explain.
 *
 * A grade is a span where the documentation does not say which of several holds.  Events are counted in second_events.h,
 * calls of InstantMessage are in second_call.h, all else in second_members.h.
 */
#ifndef IM_SECOND_H
#define IM_SECOND_H

#include <string.h>

#include "im_model.h"

enum { SECOND_HANDLES = 2, SECOND_WINDOWS = 4, SECOND_CONTACTS = 2, SECOND_WORLDS = 400 };

/* Somebody: a name on one of the two services. */
struct somebody {
    im_name name;
    uint8_t secondary;
    uint8_t there;
};

struct second_window {
    struct somebody who, guest;
    struct somebody also; /* perhaps the same person, and this window was his answer too: A-38 */
};

/* What a pointer of the caller stands for.  Nothing: its window is gone. */
struct second_object {
    struct somebody who, guest;
    uint8_t window;     /* index + 1, 0: gone */
    uint8_t cut;        /* the window may be there, but the object lost it: C-35 */
    uint8_t may_return; /* cut off or closed by leaving, not by the user or by Close: A-42 against R-15 */
    uint8_t dead_close; /* Close gave S_OK though it was dead */
};

/* Events in the queue that belong to this world. */
struct second_queue {
    uint8_t created, destroyed, added;
    uint8_t left;          /* OnIMWindowDestroyed that sign-out ought to raise: A-41 */
    uint8_t maybe_gone;    /* ... and that going offline may raise: A-42 */
    uint8_t perhaps_added; /* OnIMWindowContactAdded of a first recipient: A-44 */
    uint8_t came_back;     /* windows that are there again after the return: A-42 */
    uint8_t again_gone;    /* OnIMWindowDestroyed of such windows */
};

struct second_world {
    struct second_window window[SECOND_WINDOWS];
    struct second_object object[SECOND_HANDLES];
    struct second_queue queue;
    uint8_t debt; /* enum im_grade: what is to be said once it shows */
    uint8_t said; /* it was; whether it is to be said again is open */
};

struct second_contact {
    struct somebody who;
    uint8_t refs, stale;
};

/* What is known, and the worlds that are left. */
struct second {
    uint8_t client;    /* enum im_client */
    uint8_t secondary; /* enum im_known: signed in to the secondary service */
    uint8_t options, signin_dialog, unfocused;
    uint8_t signed_in, signed_out;             /* OnSignin and OnSignout that are due */
    uint8_t maybe_signed_in, maybe_signed_out; /* ... and that a lost connection may have raised */
    uint8_t raises;                            /* it has a connection point: A-44 */
    uint8_t away;                              /* was signed out or offline since it was signed in first */
    uint8_t refs[SECOND_HANDLES];
    struct second_contact contact[SECOND_CONTACTS];
    uint16_t count;
    struct second_world world[SECOND_WORLDS];
};

/* From the best to the worst grade that the documentation can be read to give. */
struct span {
    uint8_t best, worst;
};
#define GRADED(grade) \
    (struct span) { (grade), (grade) }
#define BETWEEN(better, worse) \
    (struct span) { (better), (worse) }
#define NEVER GRADED(IM_REJECTED)

/* One event that is being explained. */
struct inquiry {
    const struct im_world *names;
    const struct second *before;
    const struct im_event *event;
    const struct im_observation *seen;
    uint8_t with[IM_LOOK_WITH]; /* handles that the returned object was compared with */
    uint8_t look;               /* enum im_look */
    struct span verdict;
    struct second *after; /* NULL: nobody asks what is next */
    bool full;            /* more worlds than there is room for */
    bool go_on;           /* from what is perhaps not allowed too */
};

static inline bool same_person(struct somebody a, struct somebody b)
{
    return a.there && b.there && a.name == b.name && a.secondary == b.secondary;
}

static inline bool on_screen(const struct second_window *window) { return window->who.there != 0; }

static inline bool alive(const struct second_world *guess, int handle)
{
    const struct second_object *object = &guess->object[handle - 1];
    return object->window != 0 && !object->cut;
}

/* Does the caller hold a pointer through which the window can be used? */
static inline bool held(const struct second *known, const struct second_world *guess, int window)
{
    for (int h = 1; h <= SECOND_HANDLES; h++) {
        if (known->refs[h - 1] != 0 && alive(guess, h) && guess->object[h - 1].window == window + 1) return true;
    }
    return false;
}

/* ... that did not come back by itself: for such a one a new call gives a new object. */
static inline bool held_anew(const struct second *known, const struct second_world *guess, int window)
{
    for (int h = 1; h <= SECOND_HANDLES; h++) {
        const struct second_object *object = &guess->object[h - 1];
        if (known->refs[h - 1] != 0 && alive(guess, h) && !object->may_return && object->window == window + 1)
            return true;
    }
    return false;
}

static inline int free_window(const struct second_world *guess)
{
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        if (!on_screen(&guess->window[i])) return i;
    }
    return -1;
}

/* The window leaves the screen; whoever stood for it stands for nothing. */
static inline void take_down(struct second_world *guess, int window, bool may_return)
{
    memset(&guess->window[window], 0, sizeof guess->window[window]);
    for (int h = 0; h < SECOND_HANDLES; h++) {
        if (guess->object[h].window != window + 1) continue;
        guess->object[h].window = 0;
        guess->object[h].cut = 0;
        guess->object[h].may_return = may_return;
    }
}

static inline void swap_windows(struct second_world *guess, int a, int b)
{
    struct second_window kept = guess->window[a];
    guess->window[a] = guess->window[b];
    guess->window[b] = kept;
    for (int h = 0; h < SECOND_HANDLES; h++) {
        uint8_t *window = &guess->object[h].window;
        if (*window == a + 1) {
            *window = (uint8_t)(b + 1);
        } else if (*window == b + 1) {
            *window = (uint8_t)(a + 1);
        }
    }
}

/* Which of two windows comes first: those that a pointer stands for, then by their people. */
static inline int window_order(const struct second_world *guess, int a, int b)
{
    int rank[2] = { 9, 9 };
    for (int h = SECOND_HANDLES - 1; h >= 0; h--) {
        if (guess->object[h].window == a + 1) rank[0] = h;
        if (guess->object[h].window == b + 1) rank[1] = h;
    }
    if (rank[0] != rank[1]) return rank[0] - rank[1];
    return memcmp(&guess->window[b], &guess->window[a], sizeof guess->window[a]);
}

/* Worlds that differ only in the order of their windows are one. */
static inline void put_in_order(struct second_world *guess)
{
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        for (int j = i + 1; j < SECOND_WINDOWS; j++) {
            if (window_order(guess, i, j) > 0) swap_windows(guess, i, j);
        }
    }
}

static inline uint8_t worse(uint8_t a, uint8_t b) { return a > b ? a : b; }

/* This world explains what was seen, and would be like that afterwards. */
static inline void explains(struct inquiry *ask, const struct second_world *next, struct span span)
{
    if (span.best == IM_REJECTED) return;
    uint8_t best = worse(span.best, next->debt), last = worse(span.worst, worse(next->debt, next->said));
    if (best < ask->verdict.best) ask->verdict.best = best;
    if (last < ask->verdict.worst) ask->verdict.worst = last;
    struct second *after = ask->after;
    /* What is perhaps not allowed at all is nothing to go on from. */
    if (after == NULL || (span.worst == IM_REJECTED && !ask->go_on)) return;
    struct second_world made = *next;
    put_in_order(&made);
    for (int i = 0; i < after->count; i++) {
        struct second_world *old = &after->world[i];
        uint8_t debt = old->debt;
        old->debt = made.debt;
        bool same = memcmp(old, &made, sizeof made) == 0;
        old->debt = same && made.debt < debt ? made.debt : debt;
        if (same) return;
    }
    if (after->count == SECOND_WORLDS) {
        ask->full = true;
        return;
    }
    after->world[after->count++] = made;
}

#endif
