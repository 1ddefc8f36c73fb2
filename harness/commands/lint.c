/*
 * imconform lint: are the case files sound, and does every written expectation agree with the model?
 */
#include <stdio.h>
#include <string.h>

#include "case_lint.h"
#include "common.h"
#include "kit.h"
#include "trace.h"

static void complain(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context;
    if (line == 0) {
        fprintf(stderr, "%s: %s\n", file, message);
    } else {
        fprintf(stderr, "%s:%u:%u: %s\n", file, line, column, message);
    }
}

static enum status run(int count, const char *const *arguments)
{
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    struct lint_totals totals = { 0 };
    lint_suite(suite, complain, NULL, &totals);
    size_t orphans = count == 0 ? trace_lint(suite, complain, NULL) : 0;
    printf("%zu cases, %zu steps, %zu expectations compared with the model: %zu disagree\n", totals.cases, totals.steps,
           totals.expectations, totals.complaints);
    if (count == 0) {
        printf("%d rules and %zu clauses traced to cases and to lines of the model: %zu without a counterpart\n",
               IM_RULE_COUNT - 1, im_clause_count, orphans);
    }
    suite_free(suite);
    return totals.complaints == 0 && orphans == 0 ? STATUS_GOOD : STATUS_CANNOT;
}

const struct command command_lint = {
    .name = "lint",
    .arguments = "[CASES...]",
    .summary = "proves that each expectation of the cases agrees with the model",
    .help = "Without CASES the kit's own cases are checked, and that rules, clauses and cases cover each other.\n",
    .options = NULL,
    .run = run,
};
