/*
 * imconform clauses: every clause of the documentation, the rules that encode it, the cases that exercise those, and the
 * lines of the model that implement them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "kit.h"
#include "trace.h"

static bool missing, all;

static const struct option_row options[] = {
    { .name = "open", .help = "only those without a rule", .flag = &missing },
    { .name = "all", .help = "every case of each rule, not the first three", .flag = &all },
    { 0 },
};

static void print_cases(const struct suite *suite, enum im_rule rule)
{
    size_t shown = 0, count = rule_cases(suite, rule);
    printf("        %zu cases:", count);
    for (size_t i = 0; i < suite->count && (all || shown < 3); i++) {
        for (size_t j = 0; j < suite->cases[i].rule_count; j++) {
            if (suite->cases[i].rules[j] == rule) printf("%s %s", shown++ > 0 ? "," : "", suite->cases[i].id);
        }
    }
    printf("%s\n", shown < count ? ", ..." : "");
}

static void print_clause(const struct im_clause_info *clause, const struct suite *suite, struct arena *arena)
{
    printf("%-5s %s (%s, %s)\n", clause->id, clause->text, clause->strength, clause->testability);
    for (int i = 1; i < IM_RULE_COUNT; i++) {
        enum im_rule rule = (enum im_rule)i;
        if (!rule_cites(rule, clause->id)) continue;
        printf("      rule %s: %s\n", im_rules[rule].id, rule_lines(arena, rule));
        print_cases(suite, rule);
    }
    if (clause->untested[0] != '\0') printf("      no test of its own: %s\n", clause->untested);
}

static enum status run(int count, const char *const *arguments)
{
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    struct arena *arena = arena_new();
    size_t with_rule = 0, reasoned = 0, open = 0;
    for (size_t i = 0; i < im_clause_count; i++) {
        const struct im_clause_info *clause = &im_clauses[i];
        bool cited = clause_cited(clause->id);
        with_rule += cited;
        reasoned += !cited && clause->untested[0] != '\0';
        open += !cited && clause->untested[0] == '\0';
        if (!missing || !cited) print_clause(clause, suite, arena);
    }
    printf("%zu clauses: %zu encoded by rules, %zu without a rule for a reason, %zu open\n", im_clause_count, with_rule,
           reasoned, open);
    arena_free(arena);
    suite_free(suite);
    return STATUS_GOOD;
}

const struct command command_clauses = {
    .name = "clauses",
    .arguments = "[CASES...]",
    .summary = "lists the clauses of the documentation with their rules, cases and lines of the model",
    .help = "",
    .options = options,
    .run = run,
};
