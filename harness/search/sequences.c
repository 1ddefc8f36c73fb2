/*
 * Every sequence, its beginning shared: see sequences.h.
 */
#include "sequences.h"

#include <assert.h>
#include <string.h>

struct walker {
    const struct subject *subject;
    unsigned depth;
    struct sequences *all;
    uint8_t taken[SEQUENCE_DEPTH];
};

static void failed(struct walker *walker, unsigned length)
{
    struct sequences *all = walker->all;
    all->failures++;
    all->sequences++;
    if (all->length > 0 && all->length <= length) return;
    memcpy(all->first, walker->taken, length);
    all->length = length;
}

/* Everything that can follow on `before`, which is not changed. */
static void follow(struct walker *walker, const uint64_t *before, unsigned at)
{
    const struct subject *subject = walker->subject;
    uint64_t value[SEQUENCE_BYTES / sizeof(uint64_t)];
    for (unsigned action = 0; action < subject->actions; action++) {
        memcpy(value, before, subject->size);
        walker->taken[at] = (uint8_t)action;
        walker->all->steps++;
        if (!subject->step(subject->context, value, action)) {
            failed(walker, at + 1);
        } else if (at + 1 < walker->depth) {
            follow(walker, value, at + 1);
        } else {
            walker->all->sequences++;
        }
    }
}

void sequences_all(const struct subject *subject, unsigned depth, struct sequences *all)
{
    uint64_t value[SEQUENCE_BYTES / sizeof(uint64_t)];
    struct walker walker = { .subject = subject, .depth = depth, .all = all };
    assert(depth > 0 && depth <= SEQUENCE_DEPTH && subject->size <= sizeof value && subject->actions <= UINT8_MAX);
    *all = (struct sequences){ 0 };
    subject->begin(subject->context, value);
    follow(&walker, value, 0);
}
