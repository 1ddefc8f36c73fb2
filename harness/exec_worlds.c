/*
 * What else the state may be: calls of several callers at once may have been made in more than one order, and each may
 * have led to another state.  All are kept until an answer tells them apart.
 */
#include "exec_taken.h"

#include <string.h>

/* Names are only ever added, so that the longest list holds for all. */
static void share_names(struct world *to, const struct world *from)
{
    to->names = from->names;
    to->room = from->room;
    to->known.names = from->known.names;
    to->known.name_count = from->known.name_count;
}

/* States point to the place where the run keeps its world, not to each other. */
void exec_swap_world(struct run *run, size_t other)
{
    const struct world now = run->world;
    run->world = run->others[other];
    share_names(&run->world, &now);
    run->others[other] = now;
}

static bool is_allowed(const struct taken *taken)
{
    return !taken->full && !taken->judgement.unspecified && taken->judgement.grade != IM_REJECTED;
}

/* As it would have been judged in the other world, which is there afterwards. */
static struct taken in_other(struct run *run, size_t other, const struct taken *taken)
{
    struct taken again = *taken;
    exec_swap_world(run, other);
    again.asked = world_event(&run->world, &taken->event);
    oracle_allowed(&run->world.model, &again.asked, &again.allowed);
    exec_judge(run, &again);
    return again;
}

void exec_judge_others(struct run *run, struct taken *taken)
{
    for (size_t i = 0; i < run->other_count && !is_allowed(taken); i++) {
        struct taken again = in_other(run, i, taken);
        if (is_allowed(&again)) {
            *taken = again;
        } else {
            exec_swap_world(run, i);
        }
    }
}

void exec_advance_others(struct run *run, const struct taken *taken)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->other_count; i++) {
        struct taken again = in_other(run, i, taken);
        bool good = is_allowed(&again) && world_advance(&run->world, &again.asked, &again.obs, &again.seen);
        exec_swap_world(run, i);
        if (good) run->others[kept++] = run->others[i];
    }
    run->other_count = kept;
}
