/* The core of the COM server by itself: names, windows, reuse, references, what is told when. */
#include "core_fixture.h"

#include <stdlib.h>

START_TEST(names_that_cannot_be_called)
{
    static const uint16_t nul_first[] = { 0, 'a' };
    static const char *const bad[] = { "", " ", " a@b", "a\rb", "a\n", "\n" };
    struct window *window = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(call(bad[i], &window), DESK_BAD_ARGUMENT);
        ck_assert_ptr_null(window);
    }
    ck_assert(!name_can_be_called((struct name){ NULL, 0 }));
    ck_assert(!name_can_be_called((struct name){ nul_first, 2 }));
    ck_assert_uint_eq(paper.opened, 0);
}
END_TEST

START_TEST(the_longest_name)
{
    char text[131];
    memset(text, 'a', sizeof text);
    text[130] = 0;
    struct window *window = NULL;
    ck_assert_int_eq(call(text, &window), DESK_BAD_ARGUMENT);
    text[129] = 0;
    window_release(opened(text));
    ck_assert_uint_eq(paper.opened, 1);
}
END_TEST

START_TEST(odd_names_that_can)
{
    static const char *const odd[] = { "a", "a b", "a ", "@", "a@b@c", "\tx", "mailto:a@b", "\x7f" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        window_release(opened(odd[i]));
    }
    ck_assert_uint_eq(paper.opened, sizeof odd / sizeof *odd);
}
END_TEST

START_TEST(names_are_equal_whatever_the_case_of_letters)
{
    ck_assert(name_equal(name_of("Al@Z.example"), name_of("aL@z.EXAMPLE")));
    ck_assert(!name_equal(name_of("al@"), name_of("al`")));
    ck_assert(!name_equal(name_of("al"), name_of("al ")));
    ck_assert(!name_equal(name_of("[x"), name_of("{x")));
}
END_TEST

START_TEST(the_order_of_refusals)
{
    const struct target refused = { .kind = TARGET_REFUSED };
    struct window *window = NULL;
    ck_assert_int_eq(desk_instant_message(desk, &refused, NULL), DESK_NULL_POINTER);
    ck_assert_int_eq(desk_instant_message(desk, &refused, &window), DESK_BAD_ARGUMENT);
    ck_assert_int_eq(call(" me@example.com", &window), DESK_BAD_ARGUMENT);
    ck_assert_int_eq(call("me@example.com", &window), DESK_NOT_LOGGED_ON);
    ck_assert(desk_sign_in(desk, SERVICE_PRIMARY));
    ck_assert_int_eq(call("ME@example.com", &window), DESK_FAILED);
    ck_assert_ptr_null(window);
    ck_assert_uint_eq(paper.opened, 0);
    const struct target elsewhere = { TARGET_NAME, name_of("me@example.com"), SERVICE_SECONDARY };
    ck_assert_int_eq(desk_instant_message(desk, &elsewhere, &window), DESK_OK);
    window_release(window);
}
END_TEST

START_TEST(an_open_window_is_found_again)
{
    struct window *first = opened("alice@example.com");
    first->face = &paper;
    struct window *second = opened("Alice@Example.com");
    ck_assert_ptr_eq(first, second);
    ck_assert_uint_eq(first->references, 2);
    ck_assert_str_eq(paper.told, "c");
    ck_assert_uint_eq(window_release(first), 1);
    ck_assert_uint_eq(paper.let_go, 0);
    ck_assert_uint_eq(window_release(first), 0);
    ck_assert_uint_eq(paper.let_go, 1);
    ck_assert_uint_eq(paper.on_screen, 1);
    struct window *third = opened("alice@example.com");
    ck_assert_uint_eq(paper.opened, 1);
    ck_assert_ptr_null(third->face);
    window_release(third);
}
END_TEST

START_TEST(services_have_windows_of_their_own)
{
    const struct target elsewhere = { TARGET_NAME, name_of("alice@example.com"), SERVICE_SECONDARY };
    struct window *first = opened("alice@example.com");
    struct window *other = NULL;
    ck_assert_int_eq(desk_instant_message(desk, &elsewhere, &other), DESK_OK);
    ck_assert_ptr_ne(first, other);
    window_release(first);
    window_release(other);
}
END_TEST

START_TEST(a_closed_window_stays_closed)
{
    struct window *old = opened("alice@example.com");
    ck_assert_int_eq(window_close(old), DESK_OK);
    ck_assert_int_eq(window_close(old), DESK_ALREADY);
    ck_assert_uint_eq(paper.on_screen, 0);
    struct window *fresh = opened("alice@example.com");
    ck_assert_ptr_ne(old, fresh);
    ck_assert(!old->open && fresh->open);
    ck_assert_str_eq(paper.told, "cdc");
    ck_assert_uint_eq(window_add_reference(old), 2);
    window_release(old);
    ck_assert_uint_eq(window_release(old), 0);
    window_release(fresh);
}
END_TEST

START_TEST(sign_out_closes_every_window)
{
    struct window *held = opened("alice@example.com");
    window_release(opened("bob@example.com"));
    memset(paper.told, 0, sizeof paper.told);
    ck_assert(desk_sign_in(desk, SERVICE_SECONDARY));
    desk_sign_out_all(desk);
    ck_assert_str_eq(paper.told, "sddos");
    ck_assert(!held->open);
    ck_assert_uint_eq(paper.on_screen, 0);
    ck_assert(!desk->signed_in[SERVICE_SECONDARY]);
    desk_sign_out_all(desk);
    ck_assert_str_eq(paper.told, "sddos");
    struct window *window = NULL;
    ck_assert_int_eq(call("alice@example.com", &window), DESK_NOT_LOGGED_ON);
    window_release(held);
}
END_TEST

START_TEST(a_lost_connection_closes_and_refuses)
{
    struct window *held = opened("alice@example.com");
    struct window *window = NULL;
    ck_assert_int_eq(desk_status(desk), STATUS_ONLINE);
    desk_go_offline(desk);
    ck_assert_int_eq(desk_status(desk), STATUS_OFFLINE);
    ck_assert_str_eq(paper.told, "cds");
    ck_assert(!held->open);
    ck_assert(!desk_sign_in(desk, SERVICE_PRIMARY));
    ck_assert_int_eq(call("alice@example.com", &window), DESK_NOT_LOGGED_ON);
    desk_go_online(desk);
    ck_assert_str_eq(paper.told, "cdss");
    window_release(opened("alice@example.com"));
    ck_assert(!held->open);
    window_release(held);
}
END_TEST

START_TEST(a_status_of_the_online_family_can_be_chosen)
{
    ck_assert(desk_choose_status(desk, 0x0006));
    ck_assert_int_eq(desk_status(desk), 0x0006);
    window_release(opened("alice@example.com"));
    ck_assert(!desk_choose_status(desk, STATUS_OFFLINE));
    ck_assert(!desk_choose_status(desk, 0x0302));
    desk_sign_out(desk, SERVICE_PRIMARY);
    ck_assert(!desk_choose_status(desk, STATUS_ONLINE));
    ck_assert(desk_sign_in(desk, SERVICE_PRIMARY));
    ck_assert_int_eq(desk_status(desk), STATUS_ONLINE);
}
END_TEST

START_TEST(without_focus_a_new_window_is_a_lesser_success)
{
    struct window *window = NULL;
    paper.no_focus = true;
    ck_assert_int_eq(call("alice@example.com", &window), DESK_NO_FOCUS);
    window_release(window);
    window_release(opened("alice@example.com"));
    paper.no_focus = false;
    desk->focus_allowed = false;
    ck_assert_int_eq(call("bob@example.com", &window), DESK_NO_FOCUS);
    window_release(window);
}
END_TEST

START_TEST(no_room_on_the_screen)
{
    struct window *window = NULL;
    paper.no_room = true;
    ck_assert_int_eq(call("alice@example.com", &window), DESK_FAILED);
    ck_assert_ptr_null(window);
    ck_assert_str_eq(paper.told, "");
    ck_assert_ptr_null(desk->contacts);
}
END_TEST

START_TEST(a_group_is_the_first_ones_conversation)
{
    struct window *alice = opened("alice@example.com");
    ck_assert(window_add(alice, name_of("bob@example.com"), SERVICE_PRIMARY));
    ck_assert(window_add(alice, name_of("BOB@example.com"), SERVICE_PRIMARY));
    ck_assert_uint_eq(alice->participant_count, 2);
    ck_assert_str_eq(paper.told, "cj");
    struct window *bob = opened("bob@example.com");
    ck_assert_ptr_ne(alice, bob);
    struct window *again = opened("alice@example.com");
    ck_assert_ptr_eq(alice, again);
    char name[] = "x0@example.com";
    for (uint32_t i = 2; i < WINDOW_PARTICIPANTS; i++) {
        name[1] = (char)('a' + i);
        ck_assert(window_add(alice, name_of(name), SERVICE_PRIMARY));
    }
    ck_assert(!window_add(alice, name_of("late@example.com"), SERVICE_PRIMARY));
    window_close(alice);
    ck_assert(!window_add(alice, name_of("late@example.com"), SERVICE_PRIMARY));
    window_release(alice);
    window_release(again);
    window_release(bob);
}
END_TEST

START_TEST(a_call_from_inside_the_news_finds_the_window)
{
    paper.again = to("alice@example.com");
    struct window *window = opened("alice@example.com");
    ck_assert_uint_eq(window->references, 1);
    ck_assert_uint_eq(paper.opened, 1);
    window_release(window);
}
END_TEST

START_TEST(a_contact_is_one_while_anybody_refers_to_it)
{
    struct contact *first = NULL;
    struct contact *second = NULL;
    ck_assert_int_eq(desk_get_contact(desk, name_of("carol@example.com"), NULL, &first), DESK_OK);
    first->face = &paper;
    ck_assert_int_eq(desk_get_contact(desk, name_of("carol@example.com"), NULL, &second), DESK_OK);
    ck_assert_ptr_eq(first, second);
    ck_assert(!first->listed);
    struct window *window = opened("carol@example.com");
    ck_assert_ptr_eq(window->participants[0], first);
    ck_assert_uint_eq(contact_release(first), 1);
    ck_assert_uint_eq(contact_release(first), 0);
    ck_assert_uint_eq(paper.let_go, 1);
    ck_assert_ptr_nonnull(desk->contacts);
    window_close(window);
    ck_assert_ptr_null(desk->contacts);
    window_release(window);
}
END_TEST

START_TEST(contacts_that_cannot_be_looked_up)
{
    struct contact *contact = NULL;
    ck_assert_int_eq(desk_get_contact(desk, name_of("a"), NULL, NULL), DESK_NULL_POINTER);
    ck_assert_int_eq(desk_get_contact(desk, (struct name){ NULL, 0 }, NULL, &contact), DESK_FAILED);
    ck_assert_int_eq(desk_get_contact(desk, name_of("a b"), NULL, &contact), DESK_BAD_ARGUMENT);
    desk_sign_out(desk, SERVICE_PRIMARY);
    ck_assert_int_eq(desk_get_contact(desk, name_of("a"), NULL, &contact), DESK_NOT_LOGGED_ON);
    ck_assert_ptr_null(contact);
}
END_TEST

START_TEST(the_list_tells_the_service)
{
    struct contact *listed = contact_obtain(desk, name_of("dora@example.com"), SERVICE_SECONDARY);
    struct contact *found = NULL;
    const enum service primary = SERVICE_PRIMARY;
    contact_list(listed, true);
    ck_assert_int_eq(desk_get_contact(desk, name_of("dora@example.com"), NULL, &found), DESK_OK);
    ck_assert_ptr_eq(found, listed);
    contact_release(found);
    ck_assert_int_eq(desk_get_contact(desk, name_of("dora@example.com"), &primary, &found), DESK_OK);
    ck_assert_ptr_ne(found, listed);
    contact_release(found);
    contact_release(listed);
    ck_assert_ptr_eq(desk->contacts, listed);
    desk_reset(desk, name_of("me@example.com"));
    ck_assert_ptr_null(desk->contacts);
}
END_TEST

START_TEST(only_the_user_of_this_client_is_its_own)
{
    ck_assert(desk_is_own(desk, name_of("me@EXAMPLE.com"), SERVICE_PRIMARY));
    ck_assert(!desk_is_own(desk, name_of("me@example.com"), SERVICE_SECONDARY));
    ck_assert(!desk_is_own(desk, name_of("me@example.com "), SERVICE_PRIMARY));
    desk_go_offline(desk);
    ck_assert(!desk_is_own(desk, name_of("me@example.com"), SERVICE_PRIMARY));
}
END_TEST

START_TEST(a_reset_leaves_nothing_alive)
{
    struct window *held = opened("alice@example.com");
    struct contact *kept = contact_obtain(desk, name_of("alice@example.com"), SERVICE_PRIMARY);
    desk->focus_allowed = false;
    desk->dialogs = 2;
    desk_go_offline(desk);
    desk_reset(desk, name_of("you@example.com"));
    ck_assert(!held->open && desk->focus_allowed && desk->connected && desk->dialogs == 0);
    ck_assert_int_eq(desk_status(desk), STATUS_OFFLINE);
    window_release(held);
    contact_release(kept);
    ck_assert_ptr_null(desk->contacts);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("com core");
    TCase *signed_in = tcase_create("signed in");
    TCase *signed_out = tcase_create("signed out");
    tcase_add_checked_fixture(signed_in, make_signed_in_desk, free_desk);
    tcase_add_checked_fixture(signed_out, make_desk, free_desk);
    tcase_add_test(signed_out, the_order_of_refusals);
    const TTest *const tests[] = {
        names_that_cannot_be_called,
        the_longest_name,
        odd_names_that_can,
        names_are_equal_whatever_the_case_of_letters,
        an_open_window_is_found_again,
        services_have_windows_of_their_own,
        a_closed_window_stays_closed,
        sign_out_closes_every_window,
        a_lost_connection_closes_and_refuses,
        a_status_of_the_online_family_can_be_chosen,
        without_focus_a_new_window_is_a_lesser_success,
        no_room_on_the_screen,
        a_group_is_the_first_ones_conversation,
        a_call_from_inside_the_news_finds_the_window,
        a_contact_is_one_while_anybody_refers_to_it,
        contacts_that_cannot_be_looked_up,
        the_list_tells_the_service,
        only_the_user_of_this_client_is_its_own,
        a_reset_leaves_nothing_alive,
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        tcase_add_test(signed_in, tests[i]);
    }
    suite_add_tcase(suite, signed_in);
    suite_add_tcase(suite, signed_out);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
