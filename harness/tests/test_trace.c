/*
 * Tests of the trace from clauses to rules to cases and to lines of the model: what lacks a counterpart is named.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

enum { ROOM = 64 * 1024 };
static char said[ROOM];

static void hear(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context, (void)line, (void)column;
    size_t used = strlen(said);
    snprintf(said + used, ROOM - used, "%s: %s\n", file, message);
}

static void setup(void) { said[0] = '\0'; }

/* A suite with one case for each rule but `without`. */
static size_t lint_without(enum im_rule without)
{
    static struct test_case cases[IM_RULE_COUNT];
    size_t count = 0;
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (rule == (int)without) continue;
        cases[count++] = (struct test_case){ .id = "X-1", .rules = { (enum im_rule)rule }, .rule_count = 1 };
    }
    const struct suite suite = { .cases = cases, .count = count };
    return trace_lint(&suite, hear, NULL);
}

START_TEST(everything_has_a_counterpart)
{
    ck_assert_uint_eq(lint_without(IM_RULE_NONE), 0);
    ck_assert_str_eq(said, "");
}
END_TEST

START_TEST(a_rule_without_a_case)
{
    ck_assert_uint_eq(lint_without(IM_RULE_REUSE), 1);
    ck_assert_str_eq(said, "model/rules.def: REUSE has no case\n");
}
END_TEST

START_TEST(each_rule_has_lines)
{
    struct arena *arena = arena_new();
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        const char *lines = rule_lines(arena, (enum im_rule)rule);
        ck_assert_msg(strncmp(lines, "model/", 6) == 0 && strchr(lines, ':') != NULL, "%s", im_rules[rule].id);
    }
    ck_assert_str_eq(rule_lines(arena, IM_RULE_NONE), "");
    arena_free(arena);
}
END_TEST

START_TEST(rules_cite_whole_ids)
{
    ck_assert(rule_cites(IM_RULE_REUSE, "C-30"));
    ck_assert(!rule_cites(IM_RULE_REUSE, "C-3"));
    ck_assert(!rule_cites(IM_RULE_REUSE, "R-3"));
    ck_assert(clause_cited("R-78"));
    ck_assert(!clause_cited("R-91"));
}
END_TEST

START_TEST(an_ambiguity_has_a_question_or_a_reason)
{
    struct im_ambiguity_info lengths = { .id = "A-07", .unasked = "" }, types = { .id = "A-14", .unasked = "" };
    ck_assert_ptr_null(trace_ambiguity(&lengths));
    ck_assert_str_eq(trace_ambiguity(&types), "has neither a question in readings.def nor a reason for having none");
    lengths.unasked = types.unasked = "no choice: one outcome only";
    ck_assert_str_eq(trace_ambiguity(&lengths), "has a question in readings.def, and yet a reason for having none");
    ck_assert_ptr_null(trace_ambiguity(&types));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trace");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, NULL);
    tcase_add_test(all, everything_has_a_counterpart);
    tcase_add_test(all, a_rule_without_a_case);
    tcase_add_test(all, each_rule_has_lines);
    tcase_add_test(all, rules_cite_whole_ids);
    tcase_add_test(all, an_ambiguity_has_a_question_or_a_reason);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
