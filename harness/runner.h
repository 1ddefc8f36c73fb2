/*
 * A run: cases in a row, each a Check test and in a process of its own, judged, written to the journal.
 */
#ifndef IMCONFORM_RUNNER_H
#define IMCONFORM_RUNNER_H

#include "adapter.h"
#include "case.h"
#include "exec.h"
#include "ics.h"
#include "journal.h"
#include "run_blame.h"

struct run_options {
    const char *locator;
    const char *profile; /* the id of an im_profile */
    const char *out;     /* folder for the journal and Check's logs; it exists */
    unsigned grace_ms, step_ms, case_ms;
    unsigned start_ms; /* 0: the default, see adapter.h */
    unsigned jobs;     /* cases at a time; 0: as many as there are processors, where that is always possible */
    bool allow_remote;
    bool resume;
    uint64_t seed;
    json_t *selection; /* what chose the cases, for the header; borrowed */
    size_t suite_size; /* cases before the selection */
};

/* Cases that were told of when they ended. */
struct case_report {
    const struct test_case *test;
    const struct exec_result *result;
    const json_t *steps; /* array, as in the journal; NULL if the case passed */
    size_t index, count; /* of the selection */
};

struct run_totals {
    size_t verdicts[VERDICT_COUNT];
    size_t cases;                           /* judged in this run and in the one it goes on with */
    size_t shown[IM_RULE_COUNT];            /* cases that passed or failed by their own first rule */
    size_t broken[IM_RULE_COUNT];           /* failed cases of which the rule is the likeliest reason */
    struct culprit culprits[IM_RULE_COUNT]; /* those rules, the most telling first */
    size_t culprit_count;
    uint32_t readings[IM_READING_COUNT];         /* cases that took each */
    const char *reading_cases[IM_READING_COUNT]; /* the first of them, or NULL */
    struct ics_tally ics;                        /* what it declares, and what became of that */
    size_t with_notes;
    char shutdown[LIMIT_REASON]; /* how the IUT failed to end properly, or "" */
    bool stopped;                /* the IUT stopped answering: the rest was not run */
};

enum run_status {
    RUN_DONE,   /* every case of the selection has a verdict */
    RUN_CANNOT, /* the IUT could not be started, or the journal not be written: status 2; reason says why */
};

/* Runs the cases and tells `each` of every one of them.  `test_list[i]` are borrowed. */
enum run_status run_cases(const struct run_options *options, const struct suite *suite,
                          const struct test_case *const *selection, size_t count,
                          void (*each)(void *context, const struct case_report *report), void *context,
                          struct run_totals *totals, char reason[LIMIT_REASON]);

#endif
