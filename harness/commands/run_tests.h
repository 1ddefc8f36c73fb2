/*
 * The tests of a suite file on an implementation: run --suite.
 */
#ifndef IMCONFORM_RUN_TESTS_H
#define IMCONFORM_RUN_TESTS_H

#include "command.h"
#include "runner.h"

/* One part of several of a suite: every `of`-th test from the one with that index on, which is less. */
struct shard {
    unsigned index, of;
};

/* Runs the tests of a file that `imconform suite` wrote, judges them by the oracle, keeps a journal in the folder of the
 * options or goes on with it, and prints failures and a summary. */
enum status run_tests(const char *path, const struct run_options *options, struct shard shard, bool quiet);

#endif
