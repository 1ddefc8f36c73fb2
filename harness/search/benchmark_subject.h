/*
 * The common benchmark model and its implementation as one thing that can be driven, for K = 4 and three references: see
 * benchmark.h and sequences.h.
 */
#ifndef IMCONFORM_BENCHMARK_SUBJECT_H
#define IMCONFORM_BENCHMARK_SUBJECT_H

#include "benchmark.h"
#include "sequences.h"

static const struct benchmark_size benchmark_four = { .contacts = 4, .references = 3 };

struct benchmark_pair {
    uint64_t state;
    struct benchmark_seen seen;
    struct benchmark_iut iut;
};

/* `context` other than NULL: the implementation has the seeded bug. */
static inline void benchmark_begin(const void *context, void *value)
{
    *(struct benchmark_pair *)value =
        (struct benchmark_pair){ .state = benchmark_start(), .iut = benchmark_iut(context != NULL) };
}

static inline bool benchmark_judged_step(const void *context, void *value, unsigned action)
{
    (void)context;
    struct benchmark_pair *pair = value;
    struct benchmark_due due;
    pair->state = benchmark_step(&benchmark_four, pair->state, action, &due);
    return benchmark_allows(&pair->seen, action, due, benchmark_iut_step(&benchmark_four, &pair->iut, action));
}

#define BENCHMARK_SUBJECT(bug)                                                                            \
    {                                                                                                     \
        .context = (bug), .size = sizeof(struct benchmark_pair), .actions = 16, .begin = benchmark_begin, \
        .step = benchmark_judged_step                                                                     \
    }

#endif
