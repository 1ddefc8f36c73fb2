/*
 * From the cases of a run to the rules that are broken.
 */
#include "case_kit.h"
#include "run_blame.h"

static struct run_blame blame;

static void clean(void) { run_blame_free(&blame); }

/* `count` cases that failed in that manner, each suspecting the same; the first suspect's rule is named first. */
static void add_failures(size_t count, enum manner manner, size_t suspects, const unsigned *suspect)
{
    struct exec_result result = { .outcome = { .verdict = VERDICT_FAIL, .blames = 1 } };
    result.outcome.blame[0] = (uint8_t)suspect_rule(suspect[0]);
    result.testimony.manner = (uint8_t)manner;
    for (size_t i = 0; i < suspects; i++) suspect_add(&result.testimony.suspects, suspect[i]);
    for (size_t i = 0; i < count; i++) run_blame_add(&blame, "T-1", &result);
}
#define FAIL(count, manner, ...) \
    add_failures(count, manner, sizeof((unsigned[]){ __VA_ARGS__ }) / sizeof(unsigned), (unsigned[]){ __VA_ARGS__ })

static void add_passes(size_t count, enum manner manner, unsigned suspect)
{
    struct exec_result result = { .outcome = { .verdict = VERDICT_PASS } };
    suspect_add(&result.testimony.cleared[manner], suspect);
    for (size_t i = 0; i < count; i++) run_blame_add(&blame, "T-1", &result);
}

static void ck_assert_culprits(size_t count, const struct culprit *expected)
{
    struct culprit found[IM_RULE_COUNT];
    ck_assert_uint_eq(run_blame_culprits(&blame, found), count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(im_rules[found[i].rule].id, im_rules[expected[i].rule].id);
        ck_assert_uint_eq(found[i].cases, expected[i].cases);
    }
}
#define CULPRITS(...)                                                                      \
    ck_assert_culprits(sizeof((struct culprit[]){ __VA_ARGS__ }) / sizeof(struct culprit), \
                       (struct culprit[]){ __VA_ARGS__ })

static const enum im_rule OPENS = IM_RULE_OPENS, NAME = IM_RULE_ANY_NAME, SELF = IM_RULE_SELF_STRING,
                          REUSE = IM_RULE_REUSE;

static unsigned situation(const char *name)
{
    unsigned suspect = 1;
    while (suspect < SUSPECTS && strcmp(suspect_name(suspect), name) != 0) suspect++;
    ck_assert_msg(suspect < SUSPECTS, "there is no suspect \"%s\"", name);
    return suspect;
}

START_TEST(test_nothing_failed)
{
    struct culprit found[IM_RULE_COUNT];
    add_passes(3, MANNER_OPENING, OPENS);
    ck_assert_uint_eq(run_blame_culprits(&blame, found), 0);
}
END_TEST

START_TEST(test_who_explains_everything_comes_first)
{
    FAIL(3, MANNER_OPENING, NAME, OPENS);
    FAIL(3, MANNER_OPENING, SELF, OPENS);
    add_passes(8, MANNER_OPENING, OPENS);
    CULPRITS({ OPENS, 6 });
}
END_TEST

START_TEST(test_who_is_cleared_less_comes_first)
{
    FAIL(2, MANNER_OPENING, OPENS, NAME);
    FAIL(2, MANNER_OPENING, NAME, OPENS);
    add_passes(9, MANNER_OPENING, OPENS);
    add_passes(8, MANNER_OPENING, NAME);
    CULPRITS({ NAME, 4 });
}
END_TEST

START_TEST(test_clearing_of_another_manner_counts_for_nothing)
{
    FAIL(4, MANNER_OPENING, SELF, NAME, OPENS);
    add_passes(9, MANNER_OPENING, SELF);
    add_passes(1, MANNER_OPENING, NAME);
    add_passes(90, MANNER_TWIN, OPENS);
    CULPRITS({ OPENS, 4 });
}
END_TEST

START_TEST(test_named_first_decides_between_equals)
{
    FAIL(2, MANNER_OPENING, SELF, OPENS);
    CULPRITS({ SELF, 2 });
    FAIL(3, MANNER_OPENING, OPENS, SELF);
    CULPRITS({ OPENS, 5 });
}
END_TEST

/* What cases were written to show counts where few of them fail, and as good as nothing where many do. */
START_TEST(test_named_first_counts_where_few_fail)
{
    FAIL(3, MANNER_OPENING, SELF, OPENS);
    add_passes(7, MANNER_OPENING, SELF);
    add_passes(4, MANNER_OPENING, OPENS);
    CULPRITS({ SELF, 3 });
    FAIL(97, MANNER_OPENING, SELF, OPENS);
    add_passes(93, MANNER_OPENING, SELF);
    add_passes(56, MANNER_OPENING, OPENS);
    CULPRITS({ OPENS, 100 });
}
END_TEST

START_TEST(test_general_rule_decides_between_equals)
{
    FAIL(2, MANNER_OPENING, SELF, OPENS, NAME);
    FAIL(2, MANNER_OPENING, OPENS, NAME, SELF);
    CULPRITS({ OPENS, 4 });
}
END_TEST

START_TEST(test_every_failure_counts_once)
{
    FAIL(6, MANNER_OPENING, OPENS, NAME);
    FAIL(2, MANNER_OPENING, NAME);
    FAIL(1, MANNER_TWIN, REUSE);
    add_passes(5, MANNER_OPENING, NAME);
    CULPRITS({ NAME, 8 }, { REUSE, 1 });
}
END_TEST

START_TEST(test_each_failure_knows_its_culprit)
{
    static const char *const ids[] = { "A", "B", "C" };
    static const uint8_t rules[] = { IM_RULE_REUSE, IM_RULE_OPENS, IM_RULE_REUSE };
    struct culprit found[IM_RULE_COUNT];
    for (int i = 0; i < 3; i++) {
        const struct exec_result result = { .outcome = {
                                                .verdict = VERDICT_FAIL, .blame = { rules[i] }, .blames = 1 } };
        run_blame_add(&blame, ids[i], &result);
    }
    run_blame_culprits(&blame, found);
    for (int i = 0; i < 3; i++) {
        ck_assert_str_eq(blame.accusations[i].id, ids[i]);
        ck_assert_int_eq(blame.accusations[i].culprit, rules[i]);
    }
    ck_assert_uint_eq(run_blame_culprits(&blame, found), 2); /* asked again, it says the same */
}
END_TEST

START_TEST(test_situation_points_at_its_rule)
{
    unsigned capitals = situation("ANY_NAME named_with_capitals"), unlisted = situation("ANY_NAME named_unlisted");
    FAIL(3, MANNER_OPENING, OPENS, NAME, capitals);
    FAIL(1, MANNER_OPENING, OPENS, NAME, unlisted);
    add_passes(50, MANNER_OPENING, OPENS);
    add_passes(50, MANNER_OPENING, NAME);
    add_passes(20, MANNER_OPENING, unlisted);
    CULPRITS({ NAME, 4 });
}
END_TEST

START_TEST(test_case_without_a_step_blames_as_it_says)
{
    struct exec_result result = { .outcome = { .verdict = VERDICT_FAIL, .blame = { IM_RULE_REUSE }, .blames = 1 } };
    run_blame_add(&blame, "T-1", &result);
    CULPRITS({ REUSE, 1 });
}
END_TEST

START_TEST(test_only_failures_accuse)
{
    struct exec_result result = { .outcome = {
                                      .verdict = VERDICT_INCONCLUSIVE, .blame = { IM_RULE_REUSE }, .blames = 1 } };
    struct culprit found[IM_RULE_COUNT];
    run_blame_add(&blame, "T-1", &result);
    result.outcome = (struct outcome){ .verdict = VERDICT_FAIL };
    run_blame_add(&blame, "T-1", &result);
    ck_assert_uint_eq(run_blame_culprits(&blame, found), 0);
}
END_TEST

START_TEST(test_many_failures)
{
    FAIL(1000, MANNER_OPENING, OPENS);
    CULPRITS({ OPENS, 1000 });
}
END_TEST

static Suite *run_blame_suite(void)
{
    Suite *suite = suite_create("run_blame");
    TCase *tests = tcase_create("culprits");
    tcase_add_checked_fixture(tests, NULL, clean);
    tcase_add_test(tests, test_nothing_failed);
    tcase_add_test(tests, test_who_explains_everything_comes_first);
    tcase_add_test(tests, test_who_is_cleared_less_comes_first);
    tcase_add_test(tests, test_clearing_of_another_manner_counts_for_nothing);
    tcase_add_test(tests, test_named_first_decides_between_equals);
    tcase_add_test(tests, test_named_first_counts_where_few_fail);
    tcase_add_test(tests, test_general_rule_decides_between_equals);
    tcase_add_test(tests, test_every_failure_counts_once);
    tcase_add_test(tests, test_each_failure_knows_its_culprit);
    tcase_add_test(tests, test_situation_points_at_its_rule);
    tcase_add_test(tests, test_case_without_a_step_blames_as_it_says);
    tcase_add_test(tests, test_only_failures_accuse);
    tcase_add_test(tests, test_many_failures);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void) { return run_suite(run_blame_suite()); }
