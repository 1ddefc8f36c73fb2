/*
 * What else the state may be: calls of several callers at once may have been made in more than one order, and each may
 * have led to another state; and what nothing shows may be so or otherwise.  All are kept until an answer tells them
 * apart.
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
static void swap_with(struct run *run, struct world *other)
{
    const struct world now = run->world;
    run->world = *other;
    share_names(&run->world, &now);
    *other = now;
}

void exec_swap_world(struct run *run, size_t other) { swap_with(run, &run->others[other]); }

static bool is_allowed(const struct taken *taken)
{
    return !taken->full && !taken->judgement.unspecified && taken->judgement.grade != IM_REJECTED;
}

/* As it would have been judged in the other world, which is there afterwards. */
static struct taken in_other(struct run *run, struct world *other, const struct taken *taken)
{
    struct taken again = *taken;
    swap_with(run, other);
    again.asked = world_event(&run->world, &taken->event);
    oracle_allowed(&run->world.model, &again.asked, &again.allowed);
    exec_judge(run, &again);
    return again;
}

void exec_judge_others(struct run *run, struct taken *taken)
{
    for (size_t i = 0; i < run->other_count && !is_allowed(taken); i++) {
        struct taken again = in_other(run, &run->others[i], taken);
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
        struct taken again = in_other(run, &run->others[i], taken);
        bool good = is_allowed(&again) && world_advance(&run->world, &again.asked, &again.obs, &again.seen);
        exec_swap_world(run, i);
        if (good) run->others[kept++] = run->others[i];
    }
    run->other_count = kept;
}

/* --- what nothing showed --- */

enum { MOST_UNSEEN = 16 };

static void keep(struct run *run, struct unseen *unseen)
{
    for (size_t i = 0; i < unseen->count; i++) {
        if (memcmp(&unseen->worlds[i].model.state, &run->world.model.state, sizeof run->world.model.state) == 0) return;
    }
    if (unseen->count == MOST_UNSEEN)
        unseen->anything = true;
    else
        unseen->worlds[unseen->count++] = run->world;
}

/* Goes on from the world as it is, which stays, with whatever could have been seen there. */
static void branch(struct run *run, const struct taken *taken, struct unseen *unseen)
{
    const uint8_t could_be[] = { taken->seen.seen, IM_SEEN_YES, IM_SEEN_NO, IM_SEEN_SECOND };
    const struct world before = run->world;
    for (size_t i = 0; i < (taken->blind ? sizeof could_be / sizeof could_be[0] : 1); i++) {
        struct im_observation seen = taken->seen;
        seen.seen = could_be[i];
        const struct im_judgement judgement = oracle_judge(&run->world.model, &taken->asked, &seen);
        bool allowed = !taken->full && !judgement.unspecified && judgement.grade != IM_REJECTED;
        if (allowed && world_advance(&run->world, &taken->asked, &taken->obs, &seen)) keep(run, unseen);
        run->world = before;
    }
}

void exec_advance_unseen(struct run *run, const struct taken *taken)
{
    struct unseen *now = &run->unseen, next = { .anything = now->anything };
    /* of calls that were made at once there are several worlds already */
    next.anything |= taken->blind && (run->other_count > 0 || run->looks != NULL);
    if (!next.anything && (taken->blind || now->count > 0)) {
        next.worlds = arena_alloc(run->arena, MOST_UNSEEN * sizeof *next.worlds);
        if (taken->blind) branch(run, taken, &next);
        for (size_t i = 0; i < now->count; i++) {
            const struct taken again = in_other(run, &now->worlds[i], taken);
            branch(run, &again, &next);
            swap_with(run, &now->worlds[i]);
        }
    }
    *now = next;
}

bool exec_follows_from_unseen(struct run *run, const struct taken *taken)
{
    if (is_allowed(taken)) return false;
    bool follows = run->unseen.anything || taken->judgement.unspecified;
    for (size_t i = 0; i < run->unseen.count && !follows; i++) {
        const struct taken again = in_other(run, &run->unseen.worlds[i], taken);
        follows = is_allowed(&again) || again.judgement.unspecified || exec_for_want_of_a_look(run, &again) ||
                  exec_other_code(run, &again.asked, &again.seen, &again.obs.alike) != NULL;
        swap_with(run, &run->unseen.worlds[i]);
    }
    return follows;
}
