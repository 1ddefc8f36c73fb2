/*
 * Random cases, and shrinking, for whatever lives in this process and is a plain value: the same `struct subject` that
 * sequences.h drives.  Everything is inline, so that a compiler that sees the subject's functions makes one loop of it.
 *
 * The walk on a real implementation (walk.h) shares with this the numbers (prng.h), that a case is a stream of the seed
 * from a reset, and the order in which steps are dropped: halves, quarters, ... single ones, from the end, until none can
 * go.  It does not share the loop: there a step is chosen by what was not seen yet, is performed through an adapter in
 * another process, and is judged by the whole model, which costs some 50 microseconds and not 15 nanoseconds.
 */
#ifndef IMCONFORM_BRISK_H
#define IMCONFORM_BRISK_H

#include <assert.h>
#include <string.h>

#include "prng.h"
#include "sequences.h"

enum { BRISK_STEPS = 256 }; /* of one case, at most */
#define BRISK static inline __attribute__((always_inline))

struct brisk_case {
    uint8_t action[BRISK_STEPS];
    unsigned length;
};

/* Performs a case from the beginning; returns how many steps it took to fail, 0 if it did not. */
BRISK unsigned brisk_replay(const struct subject *subject, const struct brisk_case *tried)
{
    uint64_t value[SEQUENCE_BYTES / sizeof(uint64_t)];
    subject->begin(subject->context, value);
    for (unsigned i = 0; i < tried->length; i++) {
        if (!subject->step(subject->context, value, tried->action[i])) return i + 1;
    }
    return 0;
}

/* Cases of `length` steps until one fails or `steps` were taken; returns how many were.  `failed` is the one that failed, up
 * to where it did; its length is 0 if none did. */
BRISK uint64_t brisk_walk(const struct subject *subject, uint64_t seed, unsigned length, uint64_t steps,
                          struct brisk_case *failed)
{
    uint64_t value[SEQUENCE_BYTES / sizeof(uint64_t)], taken = 0;
    assert(length > 0 && length <= BRISK_STEPS && subject->size <= sizeof value);
    for (uint64_t number = 0; taken < steps; number++) {
        struct prng prng = prng_stream(seed, number);
        /* all drawn before the first is performed: a step that has to wait for its number would cost a tenth more */
        for (unsigned i = 0; i < length; i++) failed->action[i] = (uint8_t)prng_below(&prng, subject->actions);
        subject->begin(subject->context, value);
        for (unsigned i = 0; i < length; i++) {
            if (subject->step(subject->context, value, failed->action[i])) continue;
            failed->length = i + 1;
            return taken + failed->length;
        }
        taken += length;
    }
    failed->length = 0;
    return taken;
}

/* Takes the case without the steps from `from` to below `to`, up to where it fails, if it still fails. */
BRISK bool brisk_drop(const struct subject *subject, struct brisk_case *best, unsigned from, unsigned to)
{
    struct brisk_case tried = { .length = best->length - (to - from) };
    memcpy(tried.action, best->action, from);
    memcpy(tried.action + from, best->action + to, best->length - to);
    tried.length = brisk_replay(subject, &tried);
    if (tried.length == 0) return false;
    *best = tried;
    return true;
}

/* Pieces of that many steps; true if one could go. */
BRISK bool brisk_drop_pieces(const struct subject *subject, struct brisk_case *best, unsigned size)
{
    bool better = false;
    for (unsigned to = best->length; to > 0;) {
        unsigned from = to > size ? to - size : 0;
        better |= brisk_drop(subject, best, from, to);
        to = from < best->length ? from : best->length;
    }
    return better;
}

/* Any two steps; true if they could go. */
BRISK bool brisk_drop_two(const struct subject *subject, struct brisk_case *best)
{
    for (unsigned i = 0; i < best->length; i++) {
        for (unsigned j = i + 1; j < best->length; j++) {
            struct brisk_case tried = *best;
            memmove(tried.action + j, tried.action + j + 1, tried.length - j - 1);
            memmove(tried.action + i, tried.action + i + 1, tried.length - i - 2);
            tried.length -= 2;
            tried.length = brisk_replay(subject, &tried);
            if (tried.length == 0) continue;
            *best = tried;
            return true;
        }
    }
    return false;
}

/* A smaller number for an action; true if there is one. */
BRISK bool brisk_lower(const struct subject *subject, struct brisk_case *best)
{
    for (unsigned i = 0; i < best->length; i++) {
        for (unsigned action = 0; action < best->action[i]; action++) {
            struct brisk_case tried = *best;
            tried.action[i] = (uint8_t)action;
            tried.length = brisk_replay(subject, &tried);
            if (tried.length == 0) continue;
            *best = tried;
            return true;
        }
    }
    return false;
}

/* Makes a failing case minimal: no step and no two steps can be dropped, and no action has a smaller number. */
BRISK void brisk_shrink(const struct subject *subject, struct brisk_case *best)
{
    for (unsigned size = (best->length + 1) / 2; size > 1; size /= 2) brisk_drop_pieces(subject, best, size);
    while (brisk_drop_pieces(subject, best, 1) || brisk_drop_two(subject, best) || brisk_lower(subject, best)) continue;
}

#endif
