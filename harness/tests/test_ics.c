/*
 * Tests of the conformance statement: what a case lacks, in words too, and what a run makes of it.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cast.h"
#include "ics.h"

static struct arena *arena;
static void setup(void) { arena = arena_new(); }
static void teardown(void) { arena_free(arena); }

static ics_set of(enum im_event_kind kind) { return (ics_set)1 << ics_of_event(kind); }
static ics_set of_role(enum role role) { return (ics_set)1 << (ICS_ROLE + role); }

/* A case for REUSE that needs two events of one method, one that everybody has, a binding and two people. */
static struct test_case demanding(void)
{
    struct test_case test = { .rules = { IM_RULE_REUSE, IM_RULE_OPENS }, .rule_count = 2 };
    test.needs[IM_EV_INSTANT_MESSAGE] = test.needs[IM_EV_RELEASE] = true;
    test.needs[IM_EV_SHOW] = test.needs[IM_EV_CLOSE] = test.needs[IM_EV_EVENTS] = true;
    test.needs_binding[IM_BINDING_SCRIPT] = true;
    test.needs_role[ROLE_ALICE] = test.needs_role[ROLE_SECONDARY] = true;
    return test;
}

START_TEST(a_method_is_one_capability)
{
    ck_assert_int_eq(ics_of_event(IM_EV_SHOW), ics_of_event(IM_EV_CLOSE));
    ck_assert_int_eq(ics_of_event(IM_EV_INSTANT_MESSAGE), ICS_COUNT);
    ck_assert_int_eq(ics_of_event(IM_EV_RELEASE), ICS_COUNT);
    ck_assert_int_ne(ics_of_event(IM_EV_CONTACT_RELEASE), ICS_COUNT);
    char room[ICS_NAME];
    for (int i = 0; i < ICS_COUNT; i++) {
        if (i == ICS_BINDING || i == ICS_ROLE) continue; /* the numbers of none */
        ck_assert_uint_gt(strlen(ics_name(i, room)), 0);
    }
    ck_assert_str_eq(ics_name(ics_of_event(IM_EV_CLOSE), room), "window.call");
    ck_assert_str_eq(ics_name(ICS_BINDING + IM_BINDING_DISPATCH, room), "binding dispatch");
    ck_assert_str_eq(ics_name(ICS_ROLE + ROLE_UNLISTED, room), "role unlisted");
}
END_TEST

START_TEST(a_case_lacks_what_it_needs_and_the_iut_has_not)
{
    const struct test_case test = demanding();
    struct people nobody = { .me = cast_wanted()->me };
    struct iut_identity iut = { .capable = { [IM_EV_SHOW] = true, [IM_EV_CLOSE] = true } };
    const ics_set script = (ics_set)1 << (ICS_BINDING + IM_BINDING_SCRIPT);
    ck_assert_uint_eq(ics_needs(&test),
                      of(IM_EV_SHOW) | of(IM_EV_EVENTS) | script | of_role(ROLE_ALICE) | of_role(ROLE_SECONDARY));
    ics_set lacks = ics_lacks(&iut, &nobody, &test);
    ck_assert_uint_eq(lacks, of(IM_EV_EVENTS) | script | of_role(ROLE_ALICE) | of_role(ROLE_SECONDARY));
    ck_assert_str_eq(
        ics_why_not(NULL, &iut, &nobody, &test, &lacks, arena),
        "the IUT does not declare events.take and binding script, and has nobody who could play role alice "
        "and role secondary");
    ck_assert_uint_eq(lacks, ics_lacks(&iut, &nobody, &test));
    iut.capable[IM_EV_EVENTS] = iut.bindings[IM_BINDING_SCRIPT] = true;
    ck_assert_str_eq(ics_why_not(NULL, &iut, &nobody, &test, &lacks, arena),
                     "the IUT has nobody who could play role alice and role secondary");
    ck_assert_ptr_null(ics_why_not(NULL, &iut, cast_wanted(), &test, &lacks, arena));
    ck_assert_uint_eq(lacks, 0);
    ck_assert_str_eq(ics_names(of(IM_EV_GET) | of(IM_EV_PUT) | of(IM_EV_EVENTS), arena),
                     "window.get, window.put and events.take");
}
END_TEST

START_TEST(several_callers_need_a_way_to_them)
{
    struct test_case test = demanding();
    struct iut_identity iut = { .capable = { [IM_EV_SHOW] = true, [IM_EV_CLOSE] = true, [IM_EV_EVENTS] = true } };
    ics_set lacks = 0;
    test.needs_together = iut.bindings[IM_BINDING_SCRIPT] = true;
    ck_assert_str_eq(ics_why_not(NULL, &iut, cast_wanted(), &test, &lacks, arena),
                     "it is reached by one caller at a time");
    ck_assert_uint_eq(lacks, (ics_set)1 << ICS_TOGETHER);
    iut.capable[IM_EV_EVENTS] = false;
    ck_assert_str_eq(ics_why_not(NULL, &iut, cast_wanted(), &test, &lacks, arena),
                     "the IUT does not declare events.take, and it is reached by one caller at a time");
    iut.capable[IM_EV_EVENTS] = iut.together = true;
    ck_assert_ptr_null(ics_why_not(NULL, &iut, cast_wanted(), &test, &lacks, arena));
}
END_TEST

START_TEST(a_rule_that_the_profile_lacks_comes_first)
{
    struct test_case test = demanding();
    const struct iut_identity iut = { 0 };
    const struct im_profile *profile = im_profile_find("communicator-2007");
    ics_set lacks = 1;
    test.rules[0] = IM_RULE_SECONDARY_OBJECT;
    ck_assert_str_eq(ics_why_not(profile, &iut, cast_wanted(), &test, &lacks, arena),
                     "the profile communicator-2007 does not have the rule SECONDARY_OBJECT");
    ck_assert_uint_eq(lacks, 0);
    ck_assert_ptr_nonnull(strstr(ics_why_not(NULL, &iut, cast_wanted(), &test, &lacks, arena), "does not declare"));
}
END_TEST

START_TEST(declarations_that_are_odd_are_listed)
{
    static const char *const names[] = { "events.take", "window.fly",  "reset",      "events.take",
                                         "window.fly",  "window.sing", "events.take" };
    const struct iut_identity iut = { .capable = { [IM_EV_EVENTS] = true, [IM_EV_RELEASE] = true },
                                      .capabilities = names,
                                      .capability_count = 7 };
    struct ics_tally tally;
    ics_begin(&tally, &iut);
    ck_assert_str_eq(tally.unknown, "window.fly, window.sing");
    ck_assert_str_eq(tally.twice, "events.take, window.fly");
    ck_assert_uint_eq(tally.declared, of(IM_EV_EVENTS));
}
END_TEST

START_TEST(many_odd_names_are_cut)
{
    enum { MANY = 60 };
    const char *names[MANY];
    for (int i = 0; i < MANY; i++) names[i] = arena_printf(arena, "strange.name%02d", i);
    names[MANY - 1] = arena_printf(arena, "%0*d", 2 * LIMIT_REASON, 0);
    const struct iut_identity iut = { .capabilities = names, .capability_count = MANY };
    struct ics_tally tally;
    ics_begin(&tally, &iut);
    size_t length = strlen(tally.unknown);
    ck_assert_uint_lt(length, LIMIT_REASON);
    ck_assert_uint_gt(length, LIMIT_REASON - 40);
    ck_assert_str_eq(tally.unknown + length - 5, ", ...");
    ck_assert_ptr_eq(strstr(tally.unknown, ", ..."), tally.unknown + length - 5);
}
END_TEST

START_TEST(the_least_ways_are_kept)
{
    const struct iut_identity iut = { 0 };
    const struct test_case test = demanding();
    const ics_set events = of(IM_EV_EVENTS), screen = of(IM_EV_WINDOWS), get = of(IM_EV_GET);
    struct ics_tally tally;
    ics_begin(&tally, &iut);
    ics_not_applicable(&tally, &test, events | screen | get);
    ics_not_applicable(&tally, &test, events | screen);
    ics_not_applicable(&tally, &test, events | screen);
    ics_not_applicable(&tally, &test, events | get);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].count, 2);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].set[0], events | screen);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].set[1], events | get);
    ck_assert_uint_eq(tally.ways[IM_RULE_OPENS].count, 0); /* the case is not for it */
    ck_assert_uint_eq(tally.not_applicable[ics_of_event(IM_EV_EVENTS)], 4);
    ck_assert_uint_eq(tally.not_applicable[ics_of_event(IM_EV_WINDOWS)], 3);
    ics_not_there(&tally, &test, IM_EV_EVENTS);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].count, 1);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].set[0], events);
    ck_assert_uint_eq(tally.not_there[ics_of_event(IM_EV_EVENTS)], 1);
    ics_used(&tally, events | get);
    ck_assert_uint_eq(tally.used[ics_of_event(IM_EV_GET)], 1);
    ck_assert_uint_eq(tally.used[ics_of_event(IM_EV_WINDOWS)], 0);
}
END_TEST

START_TEST(more_ways_than_there_is_room_for_do_no_harm)
{
    const struct iut_identity iut = { 0 };
    const struct test_case test = demanding();
    struct ics_tally tally;
    ics_begin(&tally, &iut);
    for (int i = 0; i < ICS_WAYS + 3; i++) ics_not_applicable(&tally, &test, (ics_set)3 << (2 * i));
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].count, ICS_WAYS);
    ics_not_applicable(&tally, &test, 1);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].count, ICS_WAYS);
    ck_assert_uint_eq(tally.ways[IM_RULE_REUSE].set[ICS_WAYS - 1], 1); /* in place of the one that it is a part of */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ics");
    TCase *tests = tcase_create("ics");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_method_is_one_capability);
    tcase_add_test(tests, a_case_lacks_what_it_needs_and_the_iut_has_not);
    tcase_add_test(tests, several_callers_need_a_way_to_them);
    tcase_add_test(tests, a_rule_that_the_profile_lacks_comes_first);
    tcase_add_test(tests, declarations_that_are_odd_are_listed);
    tcase_add_test(tests, many_odd_names_are_cut);
    tcase_add_test(tests, the_least_ways_are_kept);
    tcase_add_test(tests, more_ways_than_there_is_room_for_do_no_harm);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
