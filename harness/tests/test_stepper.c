/*
 * Tests of taking one step after the other: the same verdict as a case that is written, and the trail as a case.
 */
#include "stepper.h"

#include <stdlib.h>
#include <string.h>

#include "case_kit.h"

static struct arena *arena;
static const struct adapter *adapter;
static struct session *session;
static const struct people *people;
static char reason[LIMIT_REASON];

static void open_iut(const char *name)
{
    const struct adapter_options options = { .step_ms = 1000 };
    const char *rest = NULL, *build = getenv("IMC_BUILD");
    adapter = registry_find(arena_printf(arena, "library:%s/iuts/%s.so", build ? build : ".build", name), &rest);
    ck_assert_msg(adapter->open(rest, &options, &session, reason) == ADAPTER_OK, "%s", reason);
    ck_assert_int_eq(adapter->reset(session, cast_wanted(), &people, reason), ADAPTER_OK);
}

static void setup(void) { arena = arena_new(); }

static void teardown(void)
{
    if (session != NULL) adapter->close(session, reason);
    session = NULL;
    arena_free(arena);
}

static const char forgotten[] = "  - client.signIn\n"
                                "  - instantMessage: {to: alice, as: w1, expect: [S_OK]}\n"
                                "  - instantMessage: {to: alice, as: w2, expect: [S_OK]}\n"
                                "  - release: w1\n"
                                "  - instantMessage: {to: alice, as: w3, expect: [S_OK]}\n"
                                "  - client.windows\n";

/* Takes the steps, without what the case expects of them, until it does not go on; returns how many were taken. */
static size_t take_all(struct stepper *stepper, const struct suite *suite)
{
    const struct test_case *test = &suite->cases[0];
    const struct exec exec = { .adapter = adapter, .session = session, .people = people };
    stepper_begin(stepper, &exec);
    size_t at = 0;
    for (bool on = true; on && at < test->step_count; at++) {
        struct step bare = test->steps[at];
        bare.expect.given = false;
        bare.written = NULL;
        on = stepper_take(stepper, &bare);
    }
    return at;
}

START_TEST(goes_on_while_all_is_well)
{
    struct stepper stepper;
    struct suite *suite = load_steps(forgotten);
    open_iut("desk");
    ck_assert_uint_eq(take_all(&stepper, suite), 6);
    ck_assert_int_eq(stepper.result.outcome.verdict, VERDICT_PASS);
    ck_assert_uint_eq(stepper.run->world.model.state.objects[0].refs, 2);
    ck_assert_uint_eq(stepper.test.step_count, 6);
    ck_assert_str_eq(stepper.test.steps[2].written, "instantMessage alice as w2");
    ck_assert_str_eq(stepper.test.steps[3].written, "release w1");
    stepper_end(&stepper);
    suite_free(suite);
}
END_TEST

START_TEST(stops_at_what_is_not_allowed)
{
    struct stepper stepper;
    struct suite *suite = load_steps(forgotten);
    open_iut("wrong/references_forgotten_at_one");
    ck_assert_uint_eq(take_all(&stepper, suite), 5);
    ck_assert_int_eq(stepper.result.outcome.verdict, VERDICT_FAIL);
    ck_assert_uint_eq(stepper.result.outcome.at, 5);
    ck_assert_str_eq(im_rules[stepper.result.outcome.blame[0]].id, "REUSE");
    ck_assert_uint_eq(stepper.test.step_count, 5);
    stepper_end(&stepper);
    suite_free(suite);
}
END_TEST

START_TEST(its_trail_is_a_case)
{
    struct stepper stepper;
    struct exec_result again;
    struct suite *suite = load_steps(forgotten);
    open_iut("wrong/references_forgotten_at_one");
    take_all(&stepper, suite);
    ck_assert_int_eq(adapter->reset(session, cast_wanted(), &people, reason), ADAPTER_OK);
    const struct exec exec = { .adapter = adapter, .session = session, .people = people };
    exec_case(&exec, &stepper.test, &again);
    ck_assert_int_eq(again.outcome.verdict, VERDICT_FAIL);
    ck_assert_uint_eq(again.outcome.at, stepper.result.outcome.at);
    ck_assert_uint_eq(again.outcome.blame[0], stepper.result.outcome.blame[0]);
    stepper_end(&stepper);
    suite_free(suite);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stepper");
    TCase *steps = tcase_create("steps");
    tcase_add_checked_fixture(steps, setup, teardown);
    tcase_add_test(steps, goes_on_while_all_is_well);
    tcase_add_test(steps, stops_at_what_is_not_allowed);
    tcase_add_test(steps, its_trail_is_a_case);
    suite_add_tcase(suite, steps);
    return run_suite(suite);
}
