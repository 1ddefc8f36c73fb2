/*
 * The tests of a suite file on an implementation: run --suite.
 */
#ifndef IMCONFORM_RUN_TESTS_H
#define IMCONFORM_RUN_TESTS_H

#include "command.h"
#include "subject.h"

/* Runs every test of a file that `imconform suite` wrote, judges it by the oracle, and prints failures and a summary. */
enum status run_tests(const char *path, const struct subject_options *options, unsigned grace_ms, bool quiet);

#endif
