/* The events of the right desk: what is raised when, in which order, and what it is about. */
#include "fixture.h"
#include "policy.h"

#include <stdio.h>
#include <stdlib.h>

const struct desk_policy desk_policy = { 0 };

/* What was raised, as one text: events are parted by "; ". */
struct told {
    char text[512];
    size_t length;
    struct imc_object *windows[3]; /* "1" to "3" in the text */
    struct imc_object *contact;    /* "c" in the text */
};

static const char *word_of(const struct told *told, struct imc_object *window)
{
    static const char *const words[] = { " 1", " 2", " 3" };
    for (uint32_t i = 0; i < 3; i++) {
        if (window != NULL && told->windows[i] == window) {
            return words[i];
        }
    }
    return window == NULL ? "" : " ?";
}

static void add_event(void *context, const struct imc_event *event)
{
    struct told *told = context;
    char status[16] = "";
    if (event->has_status) {
        (void)snprintf(status, sizeof status, " 0x%04x", (unsigned)event->status);
    }
    const char *contact = event->contact == NULL ? "" : " ?";
    contact = event->contact != NULL && event->contact == told->contact ? " c" : contact;
    const int more = snprintf(told->text + told->length, sizeof told->text - told->length, "%s%s%s%s%s",
                              told->length > 0 ? "; " : "", event->name, status, word_of(told, event->window), contact);
    ck_assert_int_gt(more, 0);
    told->length += (size_t)more;
    ck_assert_uint_lt(told->length, sizeof told->text);
}

/* Empties the queue. */
static void check_told(struct told *told, const char *wanted)
{
    told->length = 0;
    told->text[0] = '\0';
    desk->take_events(client, add_event, told);
    ck_assert_str_eq(told->text, wanted);
}

static const char signed_in[] = "OnMyStatusChange 0x0100; OnMyStatusChange 0x0200; OnSignin; OnMyStatusChange 0x0002";
static const char signed_out[] = "OnMyStatusChange 0x0400; OnSignout; OnMyStatusChange 0x0001";

START_TEST(sign_in_and_out_are_told)
{
    struct told told = { 0 };
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
        check_told(&told, signed_in);
        ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
        check_told(&told, "");
        ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
        check_told(&told, signed_out);
        ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
        check_told(&told, "");
    }
}
END_TEST

START_TEST(secondary_service_is_not_told)
{
    struct told told = { 0 };
    ck_assert_int_eq(desk->service_sign_in(client, IMC_SERVICE_SECONDARY), IMC_DONE);
    check_told(&told, "");
    ck_assert_int_eq(desk->service_sign_in(client, IMC_SERVICE_PRIMARY), IMC_DONE);
    check_told(&told, signed_in);
    ck_assert_int_eq(desk->service_sign_out(client, IMC_SERVICE_SECONDARY), IMC_DONE);
    check_told(&told, "");
    ck_assert_int_eq(desk->service_sign_out(client, IMC_SERVICE_PRIMARY), IMC_DONE);
    check_told(&told, signed_out);
}
END_TEST

START_TEST(losing_the_connection_is_a_status)
{
    struct told told = { 0 };
    ck_assert_int_eq(desk->go_offline(client), IMC_DONE);
    check_told(&told, "");
    ck_assert_int_eq(desk->go_online(client), IMC_DONE);
    ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
    (void)take_events("");
    ck_assert_int_eq(desk->go_offline(client), IMC_DONE);
    check_told(&told, "OnMyStatusChange 0x0001");
    ck_assert_int_eq(desk->go_online(client), IMC_DONE);
    check_told(&told, "OnMyStatusChange 0x0002");
}
END_TEST

START_TEST(window_events_name_the_window)
{
    struct told told = { 0 };
    told.windows[0] = open_window("alice@example.com");
    check_told(&told, "OnIMWindowCreated 1");
    told.windows[1] = open_window("bob@example.com");
    check_told(&told, "OnIMWindowCreated 2");
    told.windows[2] = open_window("carol@example.com");
    check_told(&told, "OnIMWindowCreated 3");
    ck_assert_uint_eq(desk->window_close(client, told.windows[1]), OK);
    check_told(&told, "OnIMWindowDestroyed 2");
    ck_assert_uint_eq(told.windows[0]->ops->release(told.windows[0]), 0);
    check_told(&told, "");
    ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
    check_told(&told, "OnMyStatusChange 0x0400; OnIMWindowDestroyed; OnIMWindowDestroyed 3; OnSignout; "
                      "OnMyStatusChange 0x0001");
}
END_TEST

START_TEST(joining_names_the_contact)
{
    struct name name;
    struct told told = { 0 };
    told.windows[0] = open_window("alice@example.com");
    told.contact = get_contact("bob@example.com", IMC_SERVICE_PRIMARY);
    (void)take_events("");
    ck_assert_int_eq(desk->user_add_contact(client, told.windows[0], name_of(&name, "bob@example.com")), IMC_DONE);
    check_told(&told, "OnIMWindowContactAdded 1 c");
    ck_assert_int_eq(desk->user_add_contact(client, told.windows[0], name_of(&name, "bob@example.com")), IMC_DONE);
    check_told(&told, "");
    ck_assert_int_eq(desk->user_add_contact(client, told.windows[0], name_of(&name, "carol@example.com")), IMC_DONE);
    check_told(&told, "OnIMWindowContactAdded 1");
    (void)open_window("alice@example.com");
    check_told(&told, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("desk events");
    TCase *out = tcase_create("signed out");
    TCase *in = tcase_create("signed in");
    tcase_add_checked_fixture(out, make_client, end_client);
    tcase_add_checked_fixture(in, make_signed_in_client, end_client);
    tcase_add_test(out, sign_in_and_out_are_told);
    tcase_add_test(out, secondary_service_is_not_told);
    tcase_add_test(out, losing_the_connection_is_a_status);
    tcase_add_test(in, window_events_name_the_window);
    tcase_add_test(in, joining_names_the_contact);
    suite_add_tcase(suite, out);
    suite_add_tcase(suite, in);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
