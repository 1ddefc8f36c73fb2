/*
 * Every sequence of actions up to a length against an implementation that lives in this process and can be copied: what
 * several sequences begin with is done once.  Knows nothing of what it drives.
 */
#ifndef IMCONFORM_SEQUENCES_H
#define IMCONFORM_SEQUENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEQUENCE_DEPTH = 32, SEQUENCE_BYTES = 1024 }; /* at most */

/* What is driven: a plain value that holds the implementation and whoever judges it. */
struct subject {
    const void *context;
    size_t size; /* bytes of the value, at most SEQUENCE_BYTES */
    unsigned actions;
    void (*begin)(const void *context, void *value);
    /* Performs an action; false if the answer was wrong. */
    bool (*step)(const void *context, void *value, unsigned action);
};

struct sequences {
    uint64_t sequences; /* of the full length, and those that ended before with a wrong answer */
    uint64_t steps;     /* that were performed */
    uint64_t failures;
    uint8_t first[SEQUENCE_DEPTH]; /* the shortest failing sequence, the first of its length */
    unsigned length;               /* of it; 0: none failed */
};

/* All sequences of `depth` actions, in the order of numbers. */
void sequences_all(const struct subject *subject, unsigned depth, struct sequences *all);

#endif
