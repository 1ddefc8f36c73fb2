/*
 * The common benchmark model as a machine to explore.
 */
#ifndef IMCONFORM_EXPLORE_BENCHMARK_H
#define IMCONFORM_EXPLORE_BENCHMARK_H

#include "benchmark.h"
#include "explore.h"

/* Prepares the machine; false if a state does not fit into a number of the machine.  `wrong`: going offline
 * leaves the windows open, which breaks an invariant.  `machine` refers to memory that the caller frees. */
bool explore_benchmark(const struct benchmark_size *size, bool wrong, struct machine *machine);
void explore_benchmark_free(struct machine *machine);
/* The state behind a code, and the other way round. */
uint64_t explore_benchmark_state(const struct machine *machine, uint64_t code);
uint64_t explore_benchmark_code(const struct machine *machine, uint64_t state);

#endif
