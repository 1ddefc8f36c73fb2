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

static bool is_among(const char *id, int count, const char *const *ids)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(id, ids[i]) == 0) return true;
    }
    return false;
}

static bool is_clause(const char *text)
{
    for (size_t i = 0; i < im_clause_count; i++) {
        if (strcmp(im_clauses[i].id, text) == 0) return true;
    }
    return false;
}

static enum status run(int count, const char *const *arguments)
{
    int ids = 0;
    while (ids < count && is_clause(arguments[ids])) ids++;
    struct suite *suite = load_cases(count - ids, arguments + ids);
    if (suite == NULL) return STATUS_CANNOT;
    struct arena *arena = arena_new();
    size_t told = 0, with_rule = 0, reasoned = 0, open = 0;
    for (size_t i = 0; i < im_clause_count; i++) {
        const struct im_clause_info *clause = &im_clauses[i];
        if (ids > 0 && !is_among(clause->id, ids, arguments)) continue;
        bool cited = clause_cited(clause->id);
        told++;
        with_rule += cited;
        reasoned += !cited && clause->untested[0] != '\0';
        open += !cited && clause->untested[0] == '\0';
        if (!missing || !cited) print_clause(clause, suite, arena);
    }
    printf("%zu clauses: %zu encoded by rules, %zu without a rule for a reason, %zu open\n", told, with_rule, reasoned,
           open);
    arena_free(arena);
    suite_free(suite);
    return STATUS_GOOD;
}

const struct command command_clauses = {
    .name = "clauses",
    .arguments = "[CLAUSE...] [CASES...]",
    .summary = "lists the clauses of the documentation with their rules, cases and lines of the model",
    .help = "CLAUSE is an id like C-30 or R-44; without one all are listed.\n",
    .options = options,
    .run = run,
};
