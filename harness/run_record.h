/*
 * The records of the journal: header, cases, footer.  Internal to the runner.
 */
#ifndef IMCONFORM_RUN_RECORD_H
#define IMCONFORM_RUN_RECORD_H

#include "runner.h"

/* `digest` is that of the case files, or of what else chose the cases. */
json_t *run_header(const struct run_options *options, const char digest[HEX_DIGEST], const struct iut_identity *iut,
                   const struct people *people);
/* Members of a case record, without its steps; `lacks` is what it needs and the implementation does not have. */
json_t *run_case_members(const struct test_case *test, const struct exec_result *result, ics_set lacks, size_t n,
                         long duration_us);
json_t *run_footer(const struct run_totals *totals, const struct run_blame *blame, size_t cases);
/* The digest of everything that rules and readings say. */
void run_rules_digest(char hex[HEX_DIGEST]);

#endif
