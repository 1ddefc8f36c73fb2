/*
 * Tests of walks and of shrinking on the bundled wrong libraries: each is found, and becomes as short as can be, whatever
 * the seed.  That no step can be dropped is tried here once more, and not by what shrinks.
 */
#include "shrink.h"

#include <stdlib.h>
#include <string.h>

#include "case_kit.h"
#include "case_lint.h"
#include "scribe.h"
#include "walk.h"
#include "yaml_case.h"

/* What is wrong, the rule that is named for it, how many steps show it, and which walks find it soon: from different
 * failures the same length must come.  Why not fewer: the step that fails stands last, nobody is signed in at first, and
 * each one before it is needed to come to the situation in which it fails. */
static const struct {
    const char *name, *rule;
    size_t steps;
    uint64_t seeds[2]; /* 0: none */
} wrong[] = {
    { "references_forgotten_at_one", "REUSE", 5, { 2, 4 } },
    { "references_forgotten_at_third", "REUSE", 7, { 23, 10 } },
    { "reuse_not_third", "REUSE", 4, { 6, 4 } },
    { "modal_fourth_window", "NOT_MODAL", 5, { 2, 1 } },
    { "sign_in_unsaid_second", "EVENT_SIGN", 4, { 1, 4 } },
    { "sign_in_unsaid_third", "EVENT_SIGN", 6, { 6, 1 } },
    { "reuse_result_fifth_fails", "REUSE_RESULT", 6, { 18, 19 } },
    { "distinct_fourth", "DISTINCT_WINDOWS", 5, { 4, 2 } },
    { "close_third_s_ok", "CLOSE_AGAIN", 6, { 20, 18 } },
    { "released_second_time_fails", "RELEASED_THEN_CALLED", 6, { 18 } },
    { "shown_third_hidden", "WINDOW_SHOWN", 5, { 6, 4 } },
    { "reopen_third_dead", "REOPEN_AFTER_CLOSE", 6, { 2, 3 } },
    { "destroyed_missing_second", "EVENT_DESTROYED", 6, { 2, 4 } },
    { "added_missing_second", "EVENT_MEMBERS", 5, { 5, 6 } },
    { "sign_out_keeps_second", "SIGN_OUT_CLOSES", 5, { 21, 15 } },
    { "offline_keeps_second", "OFFLINE_KILLS", 5, { 17, 15 } },
    { "length_130", "ARG_LENGTH", 2, { 6, 5 } },
    { "crlf_lf_missed", "ARG_CRLF", 2, { 2, 3 } },
    { "leading_space_opens", "ARG_LEADING_SPACE", 2, { 2, 4 } },
    { "null_out_claims", "OUT_NULL", 1, { 1, 5 } },
    { "crash_release_dead", "RELEASE_SAFE", 4, { 4, 1 } },
    { "crash_null_bstr", "ARG_NULL_STRING", 1, { 5, 1 } },
    { "self_string_second_time", "SELF_STRING", 3, { 6, 4 } },
    { "my_name_kept", "MY_NAME", 3, { 4, 1 } },
    { "is_self_offline_true", "IS_SELF_OFFLINE", 4, { 3, 4 } },
    { "kept_cut", "ARG_KEPT", 1, { 2, 5 } },
    { "out_pattern_object", "OUT_WINDOW", 3, { 1, 4 } },
    { "byref_object_fails", "ARG_BYREF", 3, { 4, 6 } },
    { "show_second_fails", "SHOW", 4, { 23, 16 } },
    { "reuse_twin_third", "REUSE_NO_NEW_WINDOW", 5, { 3, 4 } },
    { "removed_for_added", "EVENT_MEMBERS", 4, { 6, 4 } },
    { "status_online_out_second", "EVENT_STATUS", 5, { 4, 3 } },
    { "participant_extra", "PARTICIPANT", 3, { 3, 1 } },
    { "sign_out_keeps_objects", "SIGN_OUT_CLOSES", 4, { 3, 5 } },
    { "close_again_s_ok", "CLOSE_AGAIN", 5, { 5, 4 } },
    { "hang_self", "SELF_STRING", 2, { 4, 6 } },
    { "added_twice", "EVENT_MEMBERS", 5, { 3, 5 } },
    { "focus_fails", "FOCUS", 3, { 5, 3 } },
    { "geometry_swapped", "GEOMETRY", 4, { 23, 5 } },
    { "is_self_prefix", "IS_SELF", 3, { 10 } },
    { "reopen_user_dead", "REOPEN_AFTER_CLOSE", 4, { 5, 2 } },
    { "sign_out_unsaid_second", "EVENT_SIGN", 5, { 4, 6 } },
    { "hwnd_fails_third", "HWND", 4, { 1, 5 } },
    { "destroyed_names_open_third", "EVENT_WINDOW", 7, { 1, 2 } },
    { "created_names_other_third", "EVENT_WINDOW", 5, { 4, 1 } },
    { "forms_never_one", "REUSE_FORMS", 3, { 6, 5 } },
    { "crash_release_dead", "RELEASE_SAFE", 4, { 3 } },
    { "distinct_oldest", "DISTINCT_WINDOWS", 3, { 4, 5 } },
};

static struct arena *arena;
static char reason[LIMIT_REASON];
static struct trial trial;
static struct run_options options_of_run;

static void open_wrong(const char *name)
{
    const char *build = getenv("IMC_BUILD");
    const char *locator = arena_printf(arena, "library:%s/iuts/wrong/%s.so", build ? build : ".build", name);
    options_of_run = (struct run_options){
        .locator = locator, .profile = "windows-messenger", .out = "/tmp", .grace_ms = 5, .step_ms = 250, .jobs = 1
    };
    ck_assert_msg(trial_open(&trial, &options_of_run, reason), "%s: %s", name, reason);
}

static void setup(void) { arena = arena_new(); }

static void teardown(void)
{
    trial_close(&trial, reason);
    arena_free(arena);
}

static enum im_rule rule_of(const char *id)
{
    int rule = 1;
    while (rule < IM_RULE_COUNT && strcmp(im_rules[rule].id, id) != 0) rule++;
    ck_assert_msg(rule < IM_RULE_COUNT, "%s is no rule", id);
    return (enum im_rule)rule;
}

/* The sequence without the step `at`, and without those that would speak of what it named. */
static struct test_case dropped(const struct test_case *test, size_t at)
{
    struct step *steps = arena_alloc(arena, test->step_count * sizeof *steps);
    const char *gone[16] = { test->steps[at].as };
    size_t count = 0, names = 1;
    for (size_t i = 0; i < test->step_count; i++) {
        const struct step *step = &test->steps[i];
        const char *uses[] = { step->window, step->contact,
                               step->kind == IM_EV_INSTANT_MESSAGE && step->to.kind == ARG_OBJECT ? step->to.contact
                                                                                                  : NULL };
        bool dangles = i == at;
        for (size_t j = 0; j < 3; j++) {
            for (size_t k = 0; k < names; k++) dangles |= uses[j] && gone[k] && strcmp(uses[j], gone[k]) == 0;
        }
        if (dangles && i != at) gone[names++] = step->as;
        if (!dangles) steps[count++] = *step;
    }
    struct test_case shorter = *test;
    shorter.steps = steps;
    shorter.step_count = count;
    return shorter;
}

static void ck_assert_minimal(const char *name, const struct shrunk *shrunk)
{
    struct exec_result result;
    trial_case(&trial, &shrunk->test, &result);
    ck_assert_msg(same_failure(&result.outcome, &shrunk->outcome), "%s: it does not fail any more", name);
    for (size_t i = 0; i < shrunk->test.step_count; i++) {
        const struct test_case shorter = dropped(&shrunk->test, i);
        trial_case(&trial, &shorter, &result);
        ck_assert_msg(!same_failure(&result.outcome, &shrunk->outcome), "%s: step %zu is not needed", name, i + 1);
    }
}

/* The case that is made of it is what `lint` accepts, and fails for its rule. */
static void ck_assert_is_a_case(const char *name, const struct shrunk *shrunk)
{
    struct test_case written;
    ck_assert_msg(scribe(arena, &shrunk->test, shrunk->outcome.blame, shrunk->outcome.blames, &written, reason),
                  "%s: %s", name, reason);
    const char *yaml = yaml_case(arena, &written, "of a test");
    struct suite *suite = load_sound(yaml);
    static struct said said;
    said = (struct said){ .length = 0 };
    struct lint_totals totals = { 0 };
    lint_suite(suite, say, &said, &totals);
    ck_assert_msg(totals.complaints == 0, "%s:\n%s%s", name, yaml, said.text);
    struct exec_result result;
    trial_case(&trial, &suite->cases[0], &result);
    ck_assert_msg(result.outcome.verdict == VERDICT_FAIL && result.outcome.blame[0] == suite->cases[0].rules[0],
                  "%s:\n%s%s: %s", name, yaml, verdict_name(result.outcome.verdict), result.outcome.reason);
    char digits[9], again[9];
    scribe_digest(&shrunk->test, digits);
    scribe_digest(&suite->cases[0], again);
    ck_assert_str_eq(digits, again);
    suite_free(suite);
}

START_TEST(every_wrong_one_becomes_as_short_as_can_be)
{
    struct walk_report report;
    const char *name = wrong[_i].name;
    open_wrong(name);
    for (size_t i = 0; i < 2 && wrong[_i].seeds[i] > 0; i++) {
        const uint64_t seed = wrong[_i].seeds[i];
        const struct walk_options options = {
            .seed = seed, .steps = 4000, .grace_ms = 5, .run = &options_of_run, .until = rule_of(wrong[_i].rule)
        };
        struct shrunk shrunk = { .from = 0 };
        ck_assert_msg(walk(&trial, &options, &report, reason), "%s", reason);
        size_t at = 0;
        while (at < report.failure_count && report.failures[at].outcome.blame[0] != (uint8_t)options.until) at++;
        ck_assert_msg(at < report.failure_count, "%s: %s is not found", name, wrong[_i].rule);
        ck_assert_int_eq(shrink(&trial, &report.failures[at].test, arena, &shrunk), SHRINK_MINIMAL);
        ck_assert_msg(shrunk.test.step_count == wrong[_i].steps, "%s: %zu steps, seed %d", name, shrunk.test.step_count,
                      (int)seed);
        ck_assert_minimal(name, &shrunk);
        ck_assert_is_a_case(name, &shrunk);
        walk_free(&report);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shrink");
    TCase *shortest = tcase_create("shortest");
    tcase_add_checked_fixture(shortest, setup, teardown);
    tcase_add_loop_test(shortest, every_wrong_one_becomes_as_short_as_can_be, 0, sizeof wrong / sizeof wrong[0]);
    tcase_set_timeout(shortest, 60);
    suite_add_tcase(suite, shortest);
    return run_suite(suite);
}
