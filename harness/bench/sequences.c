/*
 * All 16^5 sequences of five actions of the common benchmark model (K = 4) against the implementation in this process:
 * by the kit's own search (`sequences`), or by a bare loop that is written by hand and begins each one anew
 * (`sequences bare`).  Prints how long it took, without the start of the process, and how many sequences there were.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "benchmark_subject.h"
#include "sequences.h"

enum { DEPTH = 5, ACTIONS = 16 };

static uint64_t by_search(uint64_t *failures)
{
    const struct subject subject = BENCHMARK_SUBJECT(NULL);
    struct sequences all;
    sequences_all(&subject, DEPTH, &all);
    *failures = all.failures;
    return all.sequences;
}

static uint64_t by_hand(uint64_t *failures)
{
    uint64_t count = 0;
    for (uint32_t number = 0; number < 1u << (4 * DEPTH); number++, count++) {
        struct benchmark_pair pair;
        benchmark_begin(NULL, &pair);
        for (unsigned i = 0; i < DEPTH; i++) {
            if (benchmark_judged_step(NULL, &pair, number >> (4 * (DEPTH - 1 - i)) & (ACTIONS - 1))) continue;
            ++*failures;
            break;
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    uint64_t failures = 0;
    const bool bare = argc > 1 && strcmp(argv[1], "bare") == 0;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    const uint64_t count = bare ? by_hand(&failures) : by_search(&failures);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    const double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
    printf("bench: taken %.6f\nbench: sequences %" PRIu64 "\n", seconds, count);
    return count == 1u << (4 * DEPTH) && failures == 0 ? 0 : 1;
}
