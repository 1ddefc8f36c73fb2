/*
 * Judged random steps on the common benchmark model (K = 4) with an implementation in this process: by the kit's engine
 * (`walks`), or by a bare loop that is written by hand (`walks bare`).  `walks bug` finds the seeded bug and shrinks it,
 * from many seeds, and prints the median of the times.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "benchmark_subject.h"
#include "brisk.h"

enum { LENGTH = 100, STEPS = 50000000, SEEDS = 201, SHORTEST = 5 };
static const struct subject right = BENCHMARK_SUBJECT(NULL), buggy = BENCHMARK_SUBJECT("buggy");

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static uint64_t by_engine(bool *failed)
{
    struct brisk_case one;
    const uint64_t taken = brisk_walk(&right, 1, LENGTH, STEPS, &one);
    *failed = one.length > 0;
    return taken;
}

static uint64_t by_hand(bool *failed)
{
    uint64_t random = 88172645463325252u, taken = 0;
    for (; taken < STEPS && !*failed; taken += LENGTH) {
        uint64_t state = benchmark_start();
        struct benchmark_iut iut = benchmark_iut(false);
        struct benchmark_seen seen = { .last = { 0 } };
        for (unsigned i = 0; i < LENGTH && !*failed; i++) {
            struct benchmark_due due;
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            const unsigned action = (unsigned)(random >> 60);
            state = benchmark_step(&benchmark_four, state, action, &due);
            *failed = !benchmark_allows(&seen, action, due, benchmark_iut_step(&benchmark_four, &iut, action));
        }
    }
    return taken;
}

static int by_number(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static int find_bug(void)
{
    static double taken[SEEDS];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct brisk_case found;
        const double start = now();
        brisk_walk(&buggy, seed, LENGTH, STEPS, &found);
        brisk_shrink(&buggy, &found);
        taken[seed] = now() - start;
        if (found.length != SHORTEST) return 1;
    }
    qsort(taken, SEEDS, sizeof taken[0], by_number);
    printf("bench: found %.9f\nbench: slowest %.9f\n", taken[SEEDS / 2], taken[SEEDS - 1]);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "bug") == 0) return find_bug();
    bool failed = false;
    const double start = now();
    const uint64_t steps = argc > 1 && strcmp(argv[1], "bare") == 0 ? by_hand(&failed) : by_engine(&failed);
    printf("bench: rate %.0f\n", (double)steps / (now() - start));
    return failed ? 1 : 0;
}
