/*
 * imconform lint: are the case files sound, and does every written expectation agree with the model?
 */
#include <stdio.h>
#include <string.h>

#include "case_lint.h"
#include "common.h"
#include "kit.h"

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
    if (count == 0) lint_lists(suite, complain, NULL, &totals);
    printf("%zu cases, %zu steps, %zu expectations compared with the model: %zu disagree\n", totals.cases, totals.steps,
           totals.expectations, totals.complaints);
    if (totals.open_clauses > 0) {
        printf("%zu clauses could be tested and have no rule yet: %s clauses --open lists them\n", totals.open_clauses,
               program);
    }
    suite_free(suite);
    return totals.complaints == 0 ? STATUS_GOOD : STATUS_CANNOT;
}

const struct command command_lint = {
    .name = "lint",
    .arguments = "[CASES...]",
    .summary = "proves that each expectation of the cases agrees with the model",
    .help = "Without CASES the kit's own cases are checked, and that rules, clauses and cases cover each other.\n",
    .options = NULL,
    .run = run,
};
