/*
 * Evidence for and against rules, over all cases of a run.  A step that went wrong has suspects: the rules that the model
 * names for it, and situations that point at a rule (suspects.def).  A step that went right clears those suspects that
 * it would have had, had it gone wrong in the same manner.  What fails wherever it is suspected is likelier at fault
 * than what mostly works (run_blame.h).  Knows nothing of adapters, journals or Check.
 */
#ifndef IMCONFORM_SUSPECT_H
#define IMCONFORM_SUSPECT_H

#include "world.h"

/* Manners in which a step can go wrong, each with what can be told only in steps of the same kind. */
enum manner {
    MANNER_NONE,
    MANNER_OPENING, /* a call that should open or return a window is refused, or gives none */
    MANNER_REFUSAL, /* a call that should be refused is not, or not as it should be */
    MANNER_TWIN,    /* a new window where an open one was due */
    MANNER_OTHER,   /* another contact's window */
    MANNER_CLOSED,  /* an object whose window is closed */
    MANNER_LIVE,    /* an open window's object looks dead, or a member of it does not answer as it should */
    MANNER_DEAD,    /* a closed window's object looks alive */
    MANNER_PEOPLE,  /* other participants */
    MANNER_EXTRA,   /* a window too many on the screen */
    MANNER_MISSING, /* a window too few there */
    MANNER_EVENTS,  /* an event too many or too few */
    MANNER_ANSWER,  /* anything else */
    MANNERS
};
const char *manner_name(enum manner manner); /* "opening", ...; "" for MANNER_NONE */

enum {
    SITUATIONS = 96, /* room for suspects.def */
    SUSPECTS = IM_RULE_COUNT + SITUATIONS,
    SUSPECT_WORDS = (SUSPECTS + 63) / 64
};
/* A set of suspects: the rules, by enum im_rule, and behind them the situations. */
struct suspect_set {
    uint64_t word[SUSPECT_WORDS];
};
static inline void suspect_add(struct suspect_set *set, unsigned suspect)
{
    set->word[suspect / 64] |= UINT64_C(1) << suspect % 64;
}
static inline bool suspect_in(const struct suspect_set *set, unsigned suspect)
{
    return (set->word[suspect / 64] >> suspect % 64 & 1) != 0;
}
/* The rule that a suspect points at; IM_RULE_NONE for a number that is not used. */
enum im_rule suspect_rule(unsigned suspect);
/* "REUSE" for a rule, "REUSE open_already" for a situation; "" for a number that is not used. */
const char *suspect_name(unsigned suspect);

/* What one case says for and against rules. */
struct testimony {
    uint8_t manner; /* enum manner in which it failed; MANNER_NONE unless it did */
    struct suspect_set suspects;
    struct suspect_set cleared[MANNERS];
};

/* How often what was done so far. */
struct counts {
    uint8_t calls, calls_since_sign_in, unlisted_calls, opened, returned, refused, sign_ins, sign_outs, back_online;
    uint8_t closed, closed_by_user, shown, moved, dialogs, contacts_released, members_added, focus_refused, released;
    uint8_t abandoned; /* windows whose last reference was given up */
};

/* What went before in the same case; all zero at its beginning. */
struct trail {
    struct counts now;
    struct {
        struct counts then;        /* when it was handed out first */
        struct suspect_set origin; /* the situations in which it was opened */
        uint8_t forms;             /* in which it was asked for, see form_of */
        uint8_t released;          /* references of it that were given up */
    } object[IM_OBJECTS];
    struct counts heard;        /* when the events were taken last */
    struct suspect_set origins; /* of all windows */
};

/* A step that went right and was judged so, with the world as it was before it. */
void suspect_clear(struct testimony *testimony, struct world *world, const struct trail *trail,
                   const struct im_event *event, const struct im_observation *obs);
/* The step that went wrong.  `obs` is NULL if nothing came back; `blame` holds the rules that explain it. */
void suspect_accuse(struct testimony *testimony, const struct world *world, const struct trail *trail,
                    const struct im_event *event, const struct im_observation *obs, uint32_t shape,
                    const uint8_t *blame, uint8_t blames);
/* Goes on behind a step that went right, with the world as it was before it. */
void trail_follow(struct trail *trail, const struct world *world, const struct im_event *event,
                  const struct im_observation *obs);

#endif
