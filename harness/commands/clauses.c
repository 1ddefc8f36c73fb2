/*
 * imconform clauses: every clause of the documentation, the rules that encode it and the cases that exercise those.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "kit.h"
#include "trace.h"

static bool missing;

static const struct option_row options[] = {
    { .name = "open", .help = "only those without a rule", .flag = &missing },
    { 0 },
};

static void print_clause(const struct im_clause_info *clause, const struct suite *suite)
{
    printf("%-5s %s (%s, %s)\n", clause->id, clause->text, clause->strength, clause->testability);
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (!rule_cites((enum im_rule)rule, clause->id)) continue;
        printf("      rule %-22s %zu cases\n", im_rules[rule].id, rule_cases(suite, (enum im_rule)rule));
    }
    if (clause->untested[0] != '\0') printf("      no test of its own: %s\n", clause->untested);
}

static enum status run(int count, const char *const *arguments)
{
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    size_t with_rule = 0, reasoned = 0, open = 0;
    for (size_t i = 0; i < im_clause_count; i++) {
        const struct im_clause_info *clause = &im_clauses[i];
        bool cited = clause_cited(clause->id);
        with_rule += cited;
        reasoned += !cited && clause->untested[0] != '\0';
        open += !cited && clause->untested[0] == '\0';
        if (!missing || !cited) print_clause(clause, suite);
    }
    printf("%zu clauses: %zu encoded by rules, %zu without a rule for a reason, %zu open\n", im_clause_count, with_rule,
           reasoned, open);
    suite_free(suite);
    return STATUS_GOOD;
}

const struct command command_clauses = {
    .name = "clauses",
    .arguments = "[CASES...]",
    .summary = "lists the clauses of the documentation with their rules and cases",
    .help = "",
    .options = options,
    .run = run,
};
