/*
 * Tests of the library adapter against a tiny library that does what its argument says (fixtures/tiny.c): opening,
 * tokens, references, and every member but InstantMessage.  Knows the adapter interface; nothing of judging.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tiny_library.h"

/* --- opening --- */

static const struct {
    const char *file, *way, *reason;
} unopened[] = {
    { "absent.so", "", "there is no such file" },
    { "", "", "cannot read file data" },
    { "no_symbol.so", "", "found no symbol imconform_library" },
    { "tiny.so", "no-table", "imconform_library(1) gave NULL" },
    { "tiny.so", "abi-2", "found a table of ABI version 2; expected version 1" },
    { "tiny.so", "no-name", "found NULL for its name" },
    { "tiny.so", "no-reset-function", "found NULL for reset" },
    { "tiny.so", "no-client", "create() gave NULL" },
};

START_TEST(what_cannot_be_opened_says_why)
{
    setenv("IMC_TINY", unopened[_i].way, 1);
    ck_assert_int_eq(open_fixture(unopened[_i].file), ADAPTER_FAILED);
    ck_assert_ptr_null(session);
    ck_assert_msg(strstr(reason, unopened[_i].reason), "\"%s\" has no \"%s\"", reason, unopened[_i].reason);
}
END_TEST

START_TEST(the_identity_is_what_the_table_says)
{
    const struct iut_identity *who = library->identity(session);
    ck_assert(library->in_process);
    ck_assert_str_eq(who->name, "tiny");
    ck_assert_str_eq(who->version, "1");
    ck_assert_ptr_nonnull(strstr(who->binary, "tiny.so"));
    ck_assert(who->capable[IM_EV_INSTANT_MESSAGE] && who->capable[IM_EV_RELEASE] && who->capable[IM_EV_SIGN_IN]);
    ck_assert(who->capable[IM_EV_GET_CONTACT] && who->capable[IM_EV_CONTACT_RELEASE]);
    ck_assert(!who->capable[IM_EV_SIGN_OUT] && !who->capable[IM_EV_PUT]);
    ck_assert(!who->capable[IM_EV_SHOW] && !who->capable[IM_EV_CLOSE]); /* window_close is missing */
    for (int i = 0; i < IM_BINDING_COUNT; i++) ck_assert(who->bindings[i]);
    for (size_t i = 0; i < who->capability_count; i++) {
        ck_assert_str_ne(who->capabilities[i], "window.call");
        for (size_t k = 0; k < i; k++) ck_assert_str_ne(who->capabilities[i], who->capabilities[k]);
    }
}
END_TEST

START_TEST(one_method_is_one_capability)
{
    setenv("IMC_TINY", "both-calls", 1);
    ck_assert_int_eq(open_fixture("tiny.so"), ADAPTER_OK);
    const struct iut_identity *who = library->identity(session);
    size_t seen = 0;
    ck_assert(who->capable[IM_EV_SHOW] && who->capable[IM_EV_CLOSE]);
    for (size_t i = 0; i < who->capability_count; i++) seen += strcmp(who->capabilities[i], "window.call") == 0;
    ck_assert_uint_eq(seen, 1);
}
END_TEST

START_TEST(reset_takes_the_people_that_there_are)
{
    ck_assert_int_eq(open_fixture("tiny.so"), ADAPTER_OK);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
    ck_assert_uint_eq(answered->count, 2);
    setenv("IMC_TINY", "own-people", 1);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
    ck_assert_uint_eq(answered->count, 1);
    ck_assert_uint_eq(answered->me.length, 3);
    ck_assert(answered->contacts[0].secondary);
    setenv("IMC_TINY", "no-reset", 1); /* is made anew */
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
    ck_assert_uint_eq(answered->count, 2);
    setenv("IMC_TINY", "odd-reset", 1);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_BROKE);
    ck_assert_ptr_nonnull(strstr(reason, "found status 7"));
    setenv("IMC_TINY", "nobody", 1);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_BROKE);
}
END_TEST

/* --- events --- */

START_TEST(tokens_follow_identity_and_never_come_back)
{
    struct event release = { .kind = IM_EV_RELEASE, .window = "w1" };
    message("w0");
    ck_assert_str_eq(obs.token, "w1");
    message("W0"); /* another pointer of the same object */
    ck_assert_str_eq(obs.token, "w1");
    message("w2");
    ck_assert_str_eq(obs.token, "w2");
    perform(&release);
    ck_assert(obs.has_refs);
    ck_assert_uint_eq(obs.refs, 1);
    perform(&release);
    ck_assert_uint_eq(obs.refs, 0);
    perform(&release);
    ck_assert_int_eq(obs.status, OBS_CANNOT);
    ck_assert_ptr_nonnull(strstr(obs.reason, "no reference to w1 is held"));
    message("w0");
    ck_assert_str_eq(obs.token, "w3");
    for (int i = 0; i < 40; i++) message("w3"); /* more than the first room */
    ck_assert_str_eq(obs.token, "w4");
}
END_TEST

START_TEST(events_mention_without_a_reference)
{
    perform(&(struct event){ .kind = IM_EV_EVENTS });
    ck_assert_uint_eq(obs.event_count, 2);
    ck_assert_str_eq(obs.events[0].name, "OnIMWindowCreated");
    ck_assert_str_eq(obs.events[0].window, "w1");
    ck_assert_ptr_null(obs.events[0].contact);
    ck_assert(!obs.events[0].has_status);
    ck_assert_str_eq(obs.events[1].contact, "c2");
    ck_assert_int_eq(obs.events[1].status, 2);
    message("w0");
    ck_assert_str_eq(obs.token, "w3"); /* not held then, so a new token now */
    perform(&(struct event){ .kind = IM_EV_EVENTS });
    ck_assert_str_eq(obs.events[0].window, "w3");
    dialog("missing");
    perform(&(struct event){ .kind = IM_EV_EVENTS });
    assert_violation("found NULL in an item");
}
END_TEST

START_TEST(what_was_taken_from_the_table_is_not_there)
{
    setenv("IMC_TINY", "takes-away", 1);
    ck_assert_int_eq(open_fixture("tiny.so"), ADAPTER_OK);
    ck_assert(library->identity(session)->capable[IM_EV_WINDOWS]);
    perform(&(struct event){ .kind = IM_EV_WINDOWS });
    ck_assert_int_eq(obs.status, OBS_DONE);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
    perform(&(struct event){ .kind = IM_EV_WINDOWS });
    ck_assert_int_eq(obs.status, OBS_NO_METHOD);
    ck_assert_str_eq(obs.reason, "client.windows: the library's table has NULL there");
    perform(&(struct event){ .kind = IM_EV_EVENTS });
    ck_assert_int_eq(obs.status, OBS_DONE);
}
END_TEST

START_TEST(the_other_members_answer)
{
    perform(&(struct event){ .kind = IM_EV_MY_SIGNIN_NAME });
    ck_assert_uint_eq(obs.hresult, 0x80004005);
    ck_assert_int_eq(obs.value_kind, VALUE_NONE);
    perform(&(struct event){ .kind = IM_EV_SIGN_IN });
    ck_assert_int_eq(obs.status, OBS_DONE);
    ck_assert(!obs.has_hresult);
    perform(&(struct event){ .kind = IM_EV_MY_SIGNIN_NAME });
    ck_assert_uint_eq(obs.text.length, 3); /* with the NUL in it */
    perform(&(struct event){ .kind = IM_EV_GO_OFFLINE });
    ck_assert_int_eq(obs.status, OBS_CANNOT);
    perform(&(struct event){ .kind = IM_EV_SIGN_OUT });
    ck_assert_int_eq(obs.status, OBS_NO_METHOD);
    perform(&(struct event){ .kind = IM_EV_GO_ONLINE });
    assert_violation("found status 9; expected IMC_DONE or IMC_CANNOT");
    perform(&(struct event){ .kind = IM_EV_GET_CONTACT });
    ck_assert_uint_eq(obs.hresult, 0x80070057);
    perform(&(struct event){ .kind = IM_EV_GET_CONTACT, .name = { (const uint16_t[]){ 0 }, 0 } });
    ck_assert_str_eq(obs.token, "");
    perform(&(struct event){ .kind = IM_EV_GET_CONTACT, .name = TEXT('s'), .service = IM_SERVICE_SECONDARY });
    ck_assert_str_eq(obs.token, "c1");
    perform(&(struct event){ .kind = IM_EV_IS_SELF, .contact = "c1" });
    ck_assert_int_eq(obs.value_kind, VALUE_BOOL);
    ck_assert_int_eq(obs.number, 1);
    perform(&(struct event){ .kind = IM_EV_CONTACT_RELEASE, .contact = "c1" });
    ck_assert_int_eq(obs.status, OBS_DONE);
    perform(&(struct event){ .kind = IM_EV_IS_SELF, .contact = "c1" });
    ck_assert_int_eq(obs.status, OBS_CANNOT);
}
END_TEST

START_TEST(windows_answer)
{
    message("w0");
    perform(&(struct event){ .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_HWND });
    ck_assert_int_eq(obs.number, 0x100000001);
    perform(&(struct event){ .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_IS_CLOSED });
    ck_assert_int_eq(obs.value_kind, VALUE_BOOL);
    ck_assert_int_eq(obs.number, 1);
    perform(&(struct event){ .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_HEIGHT });
    ck_assert_int_eq(obs.value_kind, VALUE_NONE);
    perform(&(struct event){ .kind = IM_EV_USER_ADD_CONTACT, .window = "w1", .name = TEXT('a', 'b') });
    ck_assert_int_eq(obs.status, OBS_DONE);
    perform(&(struct event){ .kind = IM_EV_CONTACTS, .window = "w1" });
    ck_assert_uint_eq(obs.name_count, 2);
    ck_assert_uint_eq(obs.names[1].units[1], 0xD800);
    perform(&(struct event){ .kind = IM_EV_WINDOWS });
    ck_assert_uint_eq(obs.window_count, 2);
    ck_assert_str_eq(obs.windows[0].id, "h1");
    ck_assert_uint_eq(obs.windows[0].count, 2);
    ck_assert_str_eq(obs.windows[1].id, "h2");
}
END_TEST

START_TEST(answers_without_sense_are_violations)
{
    message("w1");
    perform(&(struct event){ .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_IS_CLOSED });
    assert_violation("IsClosed: found 1; expected 0 or -1");
    dialog("many");
    perform(&(struct event){ .kind = IM_EV_CONTACTS, .window = "w1" });
    assert_violation("found more than 256 items");
    dialog("missing");
    perform(&(struct event){ .kind = IM_EV_WINDOWS });
    assert_violation("found NULL in an item");
    dialog("no-name");
    perform(&(struct event){ .kind = IM_EV_MY_SIGNIN_NAME });
    assert_violation("found success without a text");
    dialog("no-contact");
    perform(&(struct event){ .kind = IM_EV_GET_CONTACT, .name = TEXT('a') });
    assert_violation("found a pointer that is no contact");
}
END_TEST

START_TEST(reset_gives_everything_back)
{
    message("w0");
    message("w0");
    message("w1"); /* the library aborts if a reference is held at reset */
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
    perform(&(struct event){ .kind = IM_EV_RELEASE, .window = "w1" });
    ck_assert_int_eq(obs.status, OBS_CANNOT);
    message("w0");
    ck_assert_str_eq(obs.token, "w3");
    ck_assert(library->close(NULL, reason));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("library");
    TCase *opening = tcase_create("opening"), *events = tcase_create("events");
    tcase_add_checked_fixture(opening, tiny_setup, tiny_teardown);
    tcase_add_loop_test(opening, what_cannot_be_opened_says_why, 0, sizeof unopened / sizeof *unopened);
    tcase_add_test(opening, one_method_is_one_capability);
    tcase_add_test(opening, reset_takes_the_people_that_there_are);
    suite_add_tcase(suite, opening);
    tcase_add_checked_fixture(events, tiny_setup_open, tiny_teardown);
    tcase_add_test(events, the_identity_is_what_the_table_says);
    tcase_add_test(events, tokens_follow_identity_and_never_come_back);
    tcase_add_test(events, events_mention_without_a_reference);
    tcase_add_test(opening, what_was_taken_from_the_table_is_not_there);
    tcase_add_test(events, the_other_members_answer);
    tcase_add_test(events, windows_answer);
    tcase_add_test(events, answers_without_sense_are_violations);
    tcase_add_test(events, reset_gives_everything_back);
    suite_add_tcase(suite, events);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
