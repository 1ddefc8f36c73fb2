/*
 * Tests of the memory of answers over a run: what makes two calls equal, and what is said of answers that are not.
 */
#include "agreement.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "adapter.h"
#include "world.h"

enum { E_INVALIDARG_VALUE = (int)0x80070057, E_FAIL_VALUE = (int)0x80004005 };

static const uint16_t me[] = { 'm', 'e' }, alice[] = { 'a', 'l' }, twin[] = { 'a', 'l' }, bob[] = { 'b', 'o' };
static const struct im_text names[] = { { me, 2 }, { alice, 2 }, { twin, 2 }, { bob, 2 }, { alice, 1 } };
static struct person list[] = { { { alice, 2 }, false } };
static struct people people;
static struct world world;
static struct agreement *agreement;
static struct im_event asked;
static struct outcome outcome;

static void setup(void)
{
    people = (struct people){ { me, 2 }, list, 1 };
    list[0].secondary = false;
    memset(&world, 0, sizeof world);
    static struct im_text room[sizeof names / sizeof names[0]];
    memcpy(room, names, sizeof names);
    world.names = room;
    agreement = calloc(1, sizeof *agreement);
    asked = (struct im_event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = 1 } };
    outcome = (struct outcome){ 0 };
}

static void teardown(void) { free(agreement); }

static bool answers(uint32_t hresult, const char *test)
{
    const struct im_observation seen = { .hresult = hresult };
    return agreement_note(agreement, &world, &people, &asked, &seen, test, 3, &outcome);
}
#define REFUSES(test) answers((uint32_t)E_INVALIDARG_VALUE, test)

START_TEST(equal_calls_get_equal_answers)
{
    ck_assert(REFUSES("X-1"));
    ck_assert(REFUSES("X-2"));
    ck_assert_int_eq(outcome.verdict, VERDICT_PASS);
    ck_assert_uint_eq(agreement->count, 1);
    ck_assert(!answers(0, "X-3"));
    ck_assert_int_eq(outcome.verdict, VERDICT_FAIL);
    ck_assert_uint_eq(outcome.at, 3);
    ck_assert_str_eq(outcome.reason, "the same argument got a success here, and E_INVALIDARG in the case X-1 before");
    ck_assert(!answers((uint32_t)E_FAIL_VALUE, "X-4"));
    ck_assert_str_eq(outcome.reason, "the same argument got E_FAIL here, and E_INVALIDARG in the case X-1 before");
    asked.argument.name = 2;
    ck_assert_msg(!answers(0, "X-5"), "the text counts, and not its number");
}
END_TEST

/* The focus is not the argument's: S_OK and S_FALSE are one answer. */
START_TEST(successes_are_one_answer)
{
    ck_assert(answers(0, "X-1"));
    ck_assert(answers(1, "X-2"));
    ck_assert(!REFUSES("X-3"));
    ck_assert_str_eq(outcome.reason, "the same argument got E_INVALIDARG here, and a success in the case X-1 before");
}
END_TEST

START_TEST(other_calls_are_not_compared)
{
    ck_assert(REFUSES("X-1"));
    asked.argument.name = 3;
    ck_assert(answers(0, "another text"));
    asked.argument.name = 4;
    ck_assert(answers(0, "a shorter text"));
    asked.argument.name = 1;
    asked.argument.form = IM_NUMBER;
    ck_assert(answers(0, "a number"));
    asked.argument.form = IM_STRING;
    asked.argument.reference = IM_BY_TYPED_REFERENCE;
    ck_assert(answers(0, "by reference"));
    asked.argument.reference = IM_BY_VALUE;
    asked.binding = IM_BINDING_SCRIPT;
    ck_assert(answers(0, "by script"));
    asked.binding = IM_BINDING_NONE;
    world.model.state.secondary = IM_YES;
    ck_assert(answers(0, "with another service"));
    world.model.state.secondary = IM_NO;
    world.model.state.returned = 1;
    ck_assert(answers(0, "after coming back"));
    world.model.state.returned = 0;
    world.model.state.focus_refused = 1;
    ck_assert(answers(0, "without focus"));
    world.model.state.focus_refused = 0;
    people.me.units = bob;
    ck_assert(answers(0, "another user"));
    people.me.units = me;
    list[0].secondary = true;
    ck_assert(answers(0, "another service on the list"));
    list[0].secondary = false;
    people.count = 0;
    ck_assert(answers(0, "another list"));
    people.count = 1;
    ck_assert_int_eq(outcome.verdict, VERDICT_PASS);
    ck_assert_uint_eq(agreement->count, 12);
    ck_assert(!answers(0, "the same"));
}
END_TEST

START_TEST(without_a_memory_or_room_nothing_is_compared)
{
    struct agreement *kept = agreement;
    agreement = NULL;
    ck_assert(REFUSES("X-1"));
    ck_assert(answers(0, "X-2"));
    agreement = kept;
    agreement->count = LIMIT_ANSWERS;
    ck_assert(REFUSES("X-1"));
    ck_assert(answers(0, "X-2"));
    ck_assert_uint_eq(agreement->count, LIMIT_ANSWERS);
    agreement->count = LIMIT_ANSWERS - 1;
    ck_assert(REFUSES("X-1"));
    ck_assert(!answers(0, "X-2"));
}
END_TEST

/* What one case answers is compared with what was answered before, and taken over when the case has its turn. */
START_TEST(cases_that_overlap)
{
    struct agreement *all = agreement, *first = calloc(1, sizeof *first), *second = calloc(1, sizeof *second);
    first->before = second->before = all;
    agreement = first;
    ck_assert(REFUSES("X-1"));
    agreement = second;
    ck_assert_msg(answers(0, "X-2"), "the first one has not ended");
    ck_assert(!REFUSES("X-2"));
    ck_assert_uint_eq(all->count, 0);
    ck_assert(agreement_join(all, first));
    ck_assert_uint_eq(all->count, 1);
    ck_assert(!agreement_join(all, second));
    ck_assert_uint_eq(all->count, 1);
    second->count = 0;
    ck_assert_msg(!answers(0, "X-2"), "run again, it is told");
    ck_assert_str_eq(outcome.reason, "the same argument got a success here, and E_INVALIDARG in the case X-1 before");
    ck_assert(REFUSES("X-2"));
    ck_assert_uint_eq(second->count, 0);
    asked.argument.name = 3;
    ck_assert(REFUSES("X-2"));
    all->count = LIMIT_ANSWERS;
    ck_assert_msg(!agreement_join(all, second), "there is no room");
    all->count = 1;
    ck_assert(agreement_join(all, second) && agreement_join(all, second));
    ck_assert_uint_eq(all->count, 2);
    agreement = all;
    free(first);
    free(second);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("agreement");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, equal_calls_get_equal_answers);
    tcase_add_test(all, successes_are_one_answer);
    tcase_add_test(all, other_calls_are_not_compared);
    tcase_add_test(all, cases_that_overlap);
    tcase_add_test(all, without_a_memory_or_room_nothing_is_compared);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
