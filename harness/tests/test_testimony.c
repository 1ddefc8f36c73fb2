/*
 * Whom a step speaks against and for: in which manner it goes wrong, and what it clears where it goes right.
 */
#include "suspect_kit.h"

/* --- in which manner it goes wrong --- */

static const struct {
    enum manner manner;
    enum wrong wrong;
    const char *steps;
} manners[] = {
    { MANNER_OPENING, FAILS, IN CALL("alice") },
    { MANNER_OPENING, SILENT, IN CALL("alice") },
    { MANNER_OPENING, EMPTY, IN CALL("alice") CALL("alice") },
    { MANNER_REFUSAL, SUCCEEDS, CALL("alice") },
    { MANNER_REFUSAL, POINTER, CALL("alice") },
    { MANNER_REFUSAL, SILENT, CALL("alice") },
    { MANNER_REFUSAL, LEAVES, IN CALL("me") },
    { MANNER_TWIN, TWIN, IN CALL("alice") CALL("alice") },
    { MANNER_OTHER, OTHERS, IN CALL("alice") CALL("bob") },
    { MANNER_CLOSED, CLOSED, IN AS("w1", "alice") CLOSE("w1") CALL("alice") },
    { MANNER_LIVE, POINTER, IN AS("w1", "alice") HANDLE("w1") },
    { MANNER_LIVE, WRONG, IN AS("w1", "alice") HANDLE("w1") HANDLE("w1") },
    { MANNER_DEAD, WRONG, IN AS("w1", "alice") CLOSE("w1") HANDLE("w1") },
    { MANNER_PEOPLE, NOBODY, IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK },
    { MANNER_MISSING, EMPTY, IN CALL("alice") SCREEN },
    { MANNER_EXTRA, WINDOW, IN SCREEN },
    { MANNER_EVENTS, EMPTY, IN CALL("alice") "- events.take: {created: 1}\n" },
    { MANNER_ANSWER, FAILS, IN "- mySigninName: {value: me" OK },
};

START_TEST(test_manner)
{
    struct play play;
    play_steps(&play, manners[_i].steps, manners[_i].wrong);
    ck_assert_str_eq(manner_name((enum manner)play.testimony.manner), manner_name(manners[_i].manner));
    end(&play);
}
END_TEST

static const struct {
    const char *rule;
    enum wrong wrong;
    const char *steps;
    bool is;
} general[] = {
    { "OPENS", ARGUMENT, IN CALL("alice"), true },
    { "ARG_LENGTH", ARGUMENT, IN CALL("alice"), false },
    { "ARG_LENGTH", ARGUMENT, IN CALL("{bstr: {repeat: a, times: 129}}"), true },
    { "ANY_NAME", ARGUMENT, IN CALL("alice"), false },
    { "ANY_NAME", ARGUMENT, IN CALL("unlisted"), true },
    { "ARG_CRLF", ARGUMENT, IN CALL("alice"), true }, /* no situation speaks of it */
    { "SELF_STRING", FAILS, IN CALL("unlisted"), false },
    { "REUSE_REFERENCES", TWIN, IN CALL("alice") CALL("alice"), false },
    { "REUSE_REFERENCES", TWIN, IN CALL("alice") CALL("alice") CALL("alice"), true },
    { "SHOW", POINTER, IN AS("w1", "alice") HANDLE("w1"), false },
    { "OUT_WINDOW", POINTER, IN AS("w1", "alice") HANDLE("w1"), true },
    { "EVENT_NONE more_than_opened", TOLD_ADDED, IN CALL("alice") CALL("alice") "- events.take: {created: 1}\n",
      false },
    { "RETURN_OPENS", POINTER, IN AS("w1", "alice") HANDLE("w1"), false },
    { "RETURN_OPENS", POINTER, IN OFF_AND_ON AS("w1", "alice") HANDLE("w1"), true },
};

/* A rule that situations speak of is suspected where one of them holds. */
START_TEST(test_general_suspect)
{
    struct play play;
    play_steps(&play, general[_i].steps, general[_i].wrong);
    ck_assert_int_eq(names(&play.testimony.suspects, general[_i].rule), general[_i].is);
    end(&play);
}
END_TEST

START_TEST(test_first_rule_is_always_suspected)
{
    struct play play;
    begin(&play, IN CALL("alice"));
    good_step(&play, &play.suite->cases[0].steps[0]);
    const struct im_event asked = event_of(&play, &play.suite->cases[0].steps[1]);
    const struct im_observation obs = { .hresult = 0x80070057u, .out = IM_OUT_NULL };
    const uint8_t blame[] = { IM_RULE_ARG_LENGTH, IM_RULE_ANY_NAME, IM_RULE_OPENS };
    suspect_accuse(&play.testimony, &play.run->world, &play.run->trail, &asked, &obs, IM_SHAPE_OUT_NULL, blame, 3);
    ck_assert(names(&play.testimony.suspects, "ARG_LENGTH"));
    ck_assert(!names(&play.testimony.suspects, "ANY_NAME"));
    ck_assert(names(&play.testimony.suspects, "OPENS"));
    end(&play);
}
END_TEST

START_TEST(test_one_rule_of_a_changed_answer)
{
    struct play play;
    begin(&play, IN CALL("alice"));
    good_step(&play, &play.suite->cases[0].steps[0]);
    const struct im_event asked = event_of(&play, &play.suite->cases[0].steps[1]);
    const struct im_observation obs = { .hresult = 0x80070057u, .out = IM_OUT_NULL };
    const uint8_t blame[] = { IM_RULE_CONSISTENT };
    suspect_accuse(&play.testimony, &play.run->world, &play.run->trail, &asked, &obs, IM_SHAPE_OUT_NULL, blame, 1);
    for (unsigned i = 1; i < SUSPECTS; i++)
        ck_assert_int_eq(suspect_in(&play.testimony.suspects, i), i == IM_RULE_CONSISTENT);
    end(&play);
}
END_TEST

/* --- what goes right --- */

static const struct {
    const char *steps, *cleared;
    enum manner manner;
    bool is;
} clearances[] = {
    { IN CALL("alice"), "OPENS", MANNER_OPENING, true },
    { IN CALL("alice"), "OPENS a_call", MANNER_OPENING, true },
    { IN CALL("alice"), "SELF_STRING", MANNER_OPENING, true },
    { IN CALL("alice"), "OUT_WINDOW", MANNER_OPENING, true },
    { IN CALL("alice"), "ANY_NAME named_unlisted", MANNER_OPENING, false },
    { IN CALL("unlisted"), "ANY_NAME named_unlisted", MANNER_OPENING, true },
    { IN CALL("alice"), "REUSE", MANNER_TWIN, false },
    { IN CALL("alice") CALL("alice"), "REUSE", MANNER_TWIN, true },
    { IN CALL("alice") CALL("alice"), "REUSE open_already", MANNER_TWIN, true },
    { IN CALL("alice") CALL("alice"), "DISTINCT_WINDOWS", MANNER_OTHER, false },
    { IN CALL("alice") CALL("bob"), "DISTINCT_WINDOWS", MANNER_OTHER, true },
    { IN AS("w1", "alice") CLOSE("w1") CALL("alice"), "REOPEN_AFTER_CLOSE", MANNER_CLOSED, true },
    { CALL("alice"), "NOT_SIGNED_IN", MANNER_REFUSAL, true },
    { CALL("alice"), "OUT_CLEARED", MANNER_REFUSAL, true },
    { CALL("alice"), "OPENS", MANNER_OPENING, false },
    { CALL("alice"), "SIGN_IN_NOW out_again", MANNER_REFUSAL, false },
    { IN "- client.signOut\n" CALL("alice"), "SIGN_IN_NOW out_again", MANNER_REFUSAL, true },
    { IN "- instantMessage: {to: alice, out: \"null\"" OK, "OUT_NULL", MANNER_REFUSAL, true },
    { IN AS("w1", "alice") HANDLE("w1"), "HWND", MANNER_LIVE, true },
    { IN AS("w1", "alice") HANDLE("w1"), "DEAD_OBJECT", MANNER_DEAD, false },
    { IN AS("w1", "alice") CLOSE("w1") HANDLE("w1"), "DEAD_OBJECT", MANNER_DEAD, true },
    { IN AS("w1", "alice") CLOSE("w1") "- contacts: {window: w1, value: []" OK, "DEAD_OBJECT", MANNER_DEAD, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "PARTICIPANT", MANNER_LIVE, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "PARTICIPANT", MANNER_PEOPLE, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "DISTINCT_WINDOWS", MANNER_PEOPLE, false },
    { IN CALL("bob") AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "DISTINCT_WINDOWS", MANNER_PEOPLE,
      true },
    { IN CALL("alice") SCREEN, "WINDOW_SHOWN", MANNER_EXTRA, true },
    { IN CALL("alice") SCREEN, "WINDOW_SHOWN", MANNER_MISSING, true },
    { SCREEN, "WINDOW_SHOWN", MANNER_MISSING, false },
    { IN CALL("alice") SCREEN, "ANY_NAME named_unlisted", MANNER_MISSING, false },
    { IN CALL("unlisted") SCREEN, "ANY_NAME named_unlisted", MANNER_MISSING, true },
    { SCREEN, "WINDOW_SHOWN", MANNER_EXTRA, true },
    { IN CALL("alice") "- events.take: {created: 1}\n", "EVENT_CREATED", MANNER_EVENTS, true },
    { "- events.take: {created: 0}\n", "EVENT_NONE", MANNER_EVENTS, true },
    { IN AS("w1", "alice") CLOSE("w1") "- events.take: {destroyed: 1}\n", "EVENT_DESTROYED", MANNER_EVENTS, true },
    { IN "- mySigninName: {value: me" OK, "MY_NAME", MANNER_ANSWER, true },
};

START_TEST(test_clearance)
{
    struct play play;
    begin(&play, clearances[_i].steps);
    const struct test_case *test = &play.suite->cases[0];
    for (size_t i = 0; i < test->step_count; i++) {
        play.testimony = (struct testimony){ 0 }; /* what the last one clears */
        good_step(&play, &test->steps[i]);
    }
    ck_assert_int_eq(names(&play.testimony.cleared[clearances[_i].manner], clearances[_i].cleared), clearances[_i].is);
    end(&play);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("testimony");
    TCase *tests = tcase_create("manners and clearances");
    tcase_add_loop_test(tests, test_manner, 0, sizeof manners / sizeof manners[0]);
    tcase_add_loop_test(tests, test_general_suspect, 0, sizeof general / sizeof general[0]);
    tcase_add_test(tests, test_first_rule_is_always_suspected);
    tcase_add_test(tests, test_one_rule_of_a_changed_answer);
    tcase_add_loop_test(tests, test_clearance, 0, sizeof clearances / sizeof clearances[0]);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
