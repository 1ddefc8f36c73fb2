/*
 * imconform explain: what stands behind an id: a rule, a clause, an ambiguity, a case, an HRESULT.
 */
#include <stdio.h>
#include <string.h>

#include "common.h"
#include "kit.h"
#include "trace.h"

static void cases_of(const struct suite *suite, enum im_rule rule)
{
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_case *test = &suite->cases[i];
        for (size_t j = 0; j < test->rule_count; j++) {
            if (test->rules[j] == rule) printf("  case %-28s %s\n", test->id, test->purpose);
        }
    }
}

static void lines_of(enum im_rule rule)
{
    struct arena *arena = arena_new();
    printf("  model %s\n", rule_lines(arena, rule));
    arena_free(arena);
}

static bool explain_rule(const char *id, const struct suite *suite)
{
    enum im_rule rule = find_rule(id);
    if (rule == IM_RULE_NONE) return false;
    printf("%s (%s): %s\n", id, im_level_name(im_rules[rule].level), im_rules[rule].text);
    for (size_t i = 0; i < im_clause_count; i++) {
        if (rule_cites(rule, im_clauses[i].id)) printf("  %s  %s\n", im_clauses[i].id, im_clauses[i].text);
    }
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        if (rule_cites(rule, im_ambiguities[i].id))
            printf("  %s  %s\n", im_ambiguities[i].id, im_ambiguities[i].question);
    }
    for (size_t i = 0; i < im_profile_count; i++) {
        enum im_standing standing = im_rule_standing(&im_profiles[i], rule);
        if (standing != IM_IN_FORCE) printf("  profile %s: %s\n", im_profiles[i].id, im_standing_name(standing));
    }
    lines_of(rule);
    cases_of(suite, rule);
    return true;
}

static bool explain_clause(const char *id, const struct suite *suite)
{
    for (size_t i = 0; i < im_clause_count; i++) {
        const struct im_clause_info *clause = &im_clauses[i];
        if (strcmp(clause->id, id) != 0) continue;
        printf("%s (%s, %s): %s\n", id, clause->strength, clause->testability, clause->text);
        if (clause->untested[0] != '\0') printf("  no test of its own: %s\n", clause->untested);
        for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
            if (!rule_cites((enum im_rule)rule, id)) continue;
            printf("  rule %s (%s): %s\n", im_rules[rule].id, im_level_name(im_rules[rule].level), im_rules[rule].text);
            lines_of((enum im_rule)rule);
            cases_of(suite, (enum im_rule)rule);
        }
        return true;
    }
    return false;
}

static bool explain_ambiguity(const char *id, const struct suite *suite)
{
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        const struct im_ambiguity_info *a = &im_ambiguities[i];
        if (strcmp(a->id, id) != 0) continue;
        printf("%s: %s\n\nreadings: %s\n\naccepted: %s\n", id, a->question, a->readings, a->accepted);
        if (a->unasked[0] != '\0') printf("\nthe ledger keeps no question of it: %s\n", a->unasked);
        for (int question = 1; question < IM_QUESTION_COUNT; question++) {
            char of[8];
            snprintf(of, sizeof of, "A-%02d", im_questions[question].ambiguity);
            if (strcmp(of, id) != 0) continue;
            printf("\nthe ledger keeps %s%s: %s\n", im_questions[question].id,
                   im_questions[question].must_agree ? " (equal arguments must get equal answers)" : "",
                   im_questions[question].text);
            for (int i2 = 1; i2 < IM_READING_COUNT; i2++) {
                if ((int)im_readings[i2].question == question)
                    printf("  %-14s %s\n", im_readings[i2].id, im_readings[i2].text);
            }
        }
        for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
            if (!rule_cites((enum im_rule)rule, id)) continue;
            printf("\nrule %s (%s): %s\n", im_rules[rule].id, im_level_name(im_rules[rule].level), im_rules[rule].text);
            cases_of(suite, (enum im_rule)rule);
        }
        return true;
    }
    return false;
}

static bool explain_case(const char *id, const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_case *test = &suite->cases[i];
        if (strcmp(test->id, id) != 0) continue;
        printf("%s:%u: %s: %s\n", test->file, test->line, id, test->purpose);
        for (size_t j = 0; j < test->rule_count; j++) {
            const struct im_rule_info *rule = &im_rules[test->rules[j]];
            printf("  rule %s (%s, %s)  %s\n", rule->id, im_level_name(rule->level), rule->clauses, rule->text);
        }
        for (size_t j = 0; j < test->step_count; j++) printf("  %2zu  %s\n", j + 1, test->steps[j].written);
        return true;
    }
    return false;
}

static bool explain_codes(const char *id)
{
    bool all = strcmp(id, "codes") == 0, found = all;
    for (int i = 0; i < IM_CODE_COUNT; i++) {
        if (!all && strcmp(im_codes[i].name, id) != 0) continue;
        printf("0x%08X  %s\n", im_codes[i].value, im_codes[i].name);
        found = true;
    }
    if (all) printf("ERR         every other failing code\nSUCCESS     every other succeeding code\n");
    return found;
}

static enum status run(int count, const char *const *arguments)
{
    if (count < 1) return misuse(&command_explain, "expected an ID: C-30, A-07, REUSE, WIN-REUSE-02, E_FAIL, or codes");
    struct suite *suite = load_cases(count - 1, arguments + 1);
    if (suite == NULL) return STATUS_CANNOT;
    const char *id = arguments[0];
    bool found = explain_rule(id, suite) || explain_clause(id, suite) || explain_ambiguity(id, suite) ||
                 explain_case(id, suite) || explain_codes(id);
    suite_free(suite);
    if (found) return STATUS_GOOD;
    return misuse(&command_explain,
                  "nothing is called \"%s\": expected a clause (C-30, R-82), an ambiguity (A-07), a rule, a case, "
                  "an HRESULT, or codes",
                  id);
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "ID [CASES...]",
    .summary = "tells what stands behind an id",
    .help = "An ID is a clause (C-30, R-82), an ambiguity (A-07), a rule, a case, an HRESULT, or the word codes.\n",
    .options = NULL,
    .run = run,
};
