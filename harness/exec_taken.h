/*
 * What the parts of exec share: a step while it is taken, and how it is judged and decided.  Internal to exec*.c.
 */
#ifndef IMCONFORM_EXEC_TAKEN_H
#define IMCONFORM_EXEC_TAKEN_H

#include "exec.h"

struct taken {
    struct event event;
    struct observation obs;
    struct im_event asked;
    struct im_observation seen;
    struct im_allowed_set allowed;
    struct im_judgement judgement;
    const char *note;
    enum im_waited waited;
    bool full;     /* the kit has no room for what came back */
    bool blind;    /* the kit has nothing to look closer with */
    bool unjudged; /* it came back, and what it would be worth was never asked */
};

/* Judges what came back to `asked` in the world as it is now. */
void exec_judge(struct run *run, struct taken *taken);
/* Would a rejected answer be allowed if a closer look had shown it at its best?  Then it is not the IUT's fault that there
 * was none. */
bool exec_for_want_of_a_look(struct run *run, const struct taken *taken);
/* Decides after a step that was judged, and goes on to the next state; true while the case goes on. */
bool exec_decide(struct run *run, const struct step *step, const struct taken *taken, uint32_t n,
                 struct exec_result *result);
/* The IUT did not answer as the protocol says: decides what that is. */
void exec_not_done(const struct test_case *test, const struct taken *taken, uint32_t at, struct outcome *outcome);
/* Tells the watch of a step. */
void exec_report(const struct run *run, const struct step *step, const struct taken *taken, uint32_t n,
                 const struct testimony *testimony, const struct together_told *together, bool after);
void exec_note(struct exec_result *result, uint32_t n, const char *text);

/* --- exec_worlds.c: what else the state may be --- */

/* Where a closer look showed nothing, or an earlier one: goes on with each state that it could have shown. */
void exec_advance_unseen(struct run *run, const struct taken *taken);
/* Is the answer wrong in the world as it is, and would it be right, or be excused, in one of those? */
bool exec_follows_from_unseen(struct run *run, const struct taken *taken);

/* ... where an order of calls is not known: */

/* Puts another world where the run looks for it, and the one that was there in its place. */
void exec_swap_world(struct run *run, size_t other);
/* If the answer is not allowed in the world as it is, goes over to another one in which it is. */
void exec_judge_others(struct run *run, struct taken *taken);
/* Goes on with those other worlds in which the answer is allowed. */
void exec_advance_others(struct run *run, const struct taken *taken);

/* --- exec_together.c --- */

/* Takes all the calls of several callers at once that stand at `steps`; true while the case goes on. */
bool exec_together(struct run *run, const struct step *steps, size_t count, struct exec_result *result);

#endif
