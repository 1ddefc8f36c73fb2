/* The right desk, driven through its table: the strict core of the documentation, references, and events. */
#include "fixture.h"
#include "policy.h"

#include <stdlib.h>

/* The desk's objects are linked to this program without a variant: this one is the right desk. */
const struct desk_policy desk_policy = { 0 };

uint32_t desk_debug_blocks(void);

/* --- arguments -------------------------------------------------------------------------------------------- */

static void refused(imc_hresult result, imc_hresult wanted, struct imc_object *const *window)
{
    ck_assert_uint_eq(result, wanted);
    ck_assert_ptr_null(*window);
    ck_assert_uint_eq(windows_on_screen(), 0);
    ck_assert_uint_eq(take_events("OnIMWindowCreated").count, 0);
}

START_TEST(bad_strings_are_invalid)
{
    static const char *const bad[] = {
        "", " ", " alice@example.com", "\r", "\n", "al\rice", "al\nice", "alice\r", "\nalice",
    };
    struct imc_object *window;
    struct name name;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refused(call_name(bad[i], &window), INVALID, &window);
    }
    refused(call_string(NULL, &window), INVALID, &window);
    refused(call_string(name_repeating(&name, 'a', 130), &window), INVALID, &window);
    refused(call_string(name_repeating(&name, 'a', 260), &window), INVALID, &window);
}
END_TEST

START_TEST(odd_strings_open_windows)
{
    static const char *const odd[] = {
        "a", "nobody", "a@b@c", "sip:x@y", "al ice", "alice ", "\talice", "\"A\" <a@b>"
    };
    struct name name;
    struct imc_object *window;
    for (uint32_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        check_live(open_window(odd[i]));
        ck_assert_uint_eq(windows_on_screen(), i + 1u);
    }
    ck_assert_uint_eq(call_string(name_repeating(&name, 'a', 129), &window), OK);
    ck_assert_uint_eq(call_string(name_repeating(&name, 0x4E00, 129), &window), OK);
}
END_TEST

START_TEST(other_variants_are_invalid)
{
    const struct imc_variant others[] = {
        { .vt = IMC_VT_EMPTY },
        { .vt = IMC_VT_NULL },
        { .vt = IMC_VT_ERROR, .u = { .value = 7 } },
        { .vt = IMC_VT_I4, .u = { .value = 7 } },
        { .vt = IMC_VT_BOOL, .u = { .value = -1 } },
        { .vt = IMC_VT_DISPATCH, .u = { .dispatch = NULL } },
        { .vt = IMC_VT_BYREF | IMC_VT_VARIANT, .u = { .p_variant = NULL } },
        { .vt = IMC_VT_BYREF | IMC_VT_BSTR, .u = { .p_bstr = NULL } },
        { .vt = 0x6013 },
    };
    struct imc_object *window;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        refused(call(others[i], &window), INVALID, &window);
    }
}
END_TEST

static void *foreign_query(struct imc_object *object, enum imc_kind kind)
{
    return kind == IMC_KIND_IDENTITY ? object : NULL;
}

static uint32_t foreign_reference(struct imc_object *object)
{
    (void)object;
    ck_abort_msg("the desk counted references of the caller's object");
    return 0;
}

START_TEST(foreign_object_is_invalid)
{
    const struct imc_object_ops ops = { foreign_query, foreign_reference, foreign_reference };
    struct imc_object foreign = { &ops };
    struct imc_object *window;
    refused(call_object(&foreign, &window), INVALID, &window);
    struct imc_object *alice = open_window("alice@example.com");
    ck_assert_uint_eq(call_object(alice, &window), INVALID);
}
END_TEST

START_TEST(null_out_is_null_ref)
{
    struct name name;
    const struct imc_variant valid = { .vt = IMC_VT_BSTR, .u = { .bstr = name_of(&name, "alice@example.com") } };
    ck_assert_uint_eq(desk->instant_message(client, valid, NULL, IMC_BINDING_VTABLE), NULL_REF);
    ck_assert_uint_eq(windows_on_screen(), 0);
}
END_TEST

START_TEST(references_are_like_values)
{
    struct name name;
    struct imc_object *contact = get_contact("alice@example.com", IMC_SERVICE_PRIMARY);
    struct imc_object *alice = open_window("alice@example.com");
    const struct imc_bstr *string = name_of(&name, "alice@example.com");
    const struct imc_variant by_value = { .vt = IMC_VT_BSTR, .u = { .bstr = string } };
    const struct imc_variant forms[] = {
        { .vt = IMC_VT_BYREF | IMC_VT_VARIANT, .u = { .p_variant = &by_value } },
        { .vt = IMC_VT_BYREF | IMC_VT_BSTR, .u = { .p_bstr = &string } },
        { .vt = IMC_VT_BYREF | IMC_VT_DISPATCH, .u = { .p_dispatch = &contact } },
        { .vt = IMC_VT_DISPATCH, .u = { .dispatch = contact } },
    };
    struct imc_object *window;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ck_assert_uint_eq(call(forms[i], &window), OK);
        ck_assert(is_same(window, alice));
    }
    struct name spaced;
    const struct imc_bstr *bad = name_of(&spaced, " x");
    const struct imc_variant refused_form = { .vt = IMC_VT_BYREF | IMC_VT_BSTR, .u = { .p_bstr = &bad } };
    ck_assert_uint_eq(call(refused_form, &window), INVALID);
}
END_TEST

/* --- self and sign-in --------------------------------------------------------------------------------------- */

START_TEST(self_fails)
{
    struct imc_object *window;
    struct imc_object *self = get_contact("me@example.com", IMC_SERVICE_PRIMARY);
    refused(call_name("me@example.com", &window), FAILED, &window);
    refused(call_name("ME@example.com", &window), FAILED, &window);
    refused(call_object(self, &window), FAILED, &window);
    check_live(open_window("me@example.com.au"));
    check_live(open_window("not.me@example.com"));
    ck_assert_uint_eq(call_object(get_contact("me@example.com", IMC_SERVICE_SECONDARY), &window), OK);
}
END_TEST

START_TEST(signed_out_is_not_logged_on)
{
    struct imc_object *window;
    refused(call_name("alice@example.com", &window), NOT_LOGGED_ON, &window);
    refused(call_name("me@example.com", &window), NOT_LOGGED_ON, &window);
    ck_assert_int_eq(desk->service_sign_in(client, IMC_SERVICE_SECONDARY), IMC_DONE);
    refused(call_name("alice@example.com", &window), NOT_LOGGED_ON, &window);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
        check_live(open_window("alice@example.com"));
        ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
        (void)take_events("");
        refused(call_name("alice@example.com", &window), NOT_LOGGED_ON, &window);
    }
}
END_TEST

/* The connection comes back by itself, or because somebody signs in. */
START_TEST(offline_kills_and_return_opens)
{
    struct imc_object *window;
    (void)take_events("");
    struct imc_object *old = open_window("alice@example.com");
    ck_assert_int_eq(desk->go_offline(client), IMC_DONE);
    check_dead(old);
    ck_assert_uint_eq(call_name("bob@example.com", &window), NOT_LOGGED_ON);
    ck_assert_int_eq(_i == 0 ? desk->go_online(client) : desk->sign_in(client), IMC_DONE);
    ck_assert_uint_eq(take_events("OnSignin").count, 0);
    check_dead(old);
    struct imc_object *fresh = open_window("alice@example.com");
    check_live(fresh);
    ck_assert(!is_same(old, fresh));
    ck_assert_uint_eq(old->ops->release(old), 0);
}
END_TEST

START_TEST(sign_out_closes_every_window)
{
    struct imc_object *windows[] = { open_window("alice@example.com"), open_window("bob@example.com"),
                                     open_window("c") };
    ck_assert_uint_eq(windows[2]->ops->release(windows[2]), 0);
    ck_assert_uint_eq(windows_on_screen(), 3);
    ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
    ck_assert_uint_eq(windows_on_screen(), 0);
    check_dead(windows[0]);
    check_dead(windows[1]);
    ck_assert_uint_eq(take_events("OnIMWindowDestroyed").count, 3);
}
END_TEST

START_TEST(secondary_service_needs_an_object)
{
    struct imc_object *window;
    ck_assert_int_eq(desk->service_sign_in(client, IMC_SERVICE_SECONDARY), IMC_DONE);
    struct imc_object *sam = get_contact("sam@other.example", IMC_SERVICE_SECONDARY);
    ck_assert_uint_eq(call_object(sam, &window), OK);
    ck_assert(!is_same(window, open_window("sam@other.example")));
    ck_assert_int_eq(desk->service_sign_out(client, IMC_SERVICE_PRIMARY), IMC_DONE);
    ck_assert_uint_eq(call_object(sam, &window), NOT_LOGGED_ON);
}
END_TEST

/* --- windows ------------------------------------------------------------------------------------------------ */

START_TEST(open_window_is_returned)
{
    struct imc_object *first = open_window("alice@example.com");
    const struct event_count created = take_events("OnIMWindowCreated");
    ck_assert_uint_eq(created.count, 1);
    ck_assert_ptr_eq(created.window, first);
    struct imc_object *second = open_window("alice@example.com");
    ck_assert(is_same(first, second));
    ck_assert_uint_eq(take_events("OnIMWindowCreated").count, 0);
    ck_assert_uint_eq(windows_on_screen(), 1);
    struct imc_object *bob = open_window("bob@example.com");
    ck_assert(!is_same(first, bob));
    ck_assert_int_ne(get(first, IMC_HWND), get(bob, IMC_HWND));
}
END_TEST

START_TEST(each_pointer_is_a_reference)
{
    struct imc_object *window = open_window("alice@example.com");
    ck_assert_ptr_eq(open_window("alice@example.com"), window);
    ck_assert_uint_eq(window->ops->add_ref(window), 3);
    ck_assert_uint_eq(window->ops->release(window), 2);
    ck_assert_uint_eq(window->ops->release(window), 1);
    ck_assert_ptr_eq(open_window("alice@example.com"), window);
    const int64_t handle = get(window, IMC_HWND);
    ck_assert_uint_eq(window->ops->release(window), 1);
    ck_assert_uint_eq(window->ops->release(window), 0);
    ck_assert_uint_eq(windows_on_screen(), 1);
    struct imc_object *fresh = open_window("alice@example.com");
    ck_assert_int_eq(get(fresh, IMC_HWND), handle);
    ck_assert_uint_eq(windows_on_screen(), 1);
}
END_TEST

START_TEST(closed_window_is_opened_again)
{
    struct imc_object *old = open_window("alice@example.com");
    ck_assert_uint_eq(desk->window_close(client, old), OK);
    check_dead(old);
    ck_assert_uint_eq(windows_on_screen(), 0);
    struct imc_object *fresh = open_window("alice@example.com");
    check_live(fresh);
    check_dead(old);
    ck_assert_int_eq(desk->user_close_window(client, fresh), IMC_DONE);
    ck_assert_int_eq(desk->user_close_window(client, fresh), IMC_DONE);
    check_dead(fresh);
    ck_assert_uint_eq(take_events("OnIMWindowDestroyed").count, 2);
    ck_assert_uint_eq(old->ops->release(old), 0);
}
END_TEST

static void check_participant(void *context, const struct imc_bstr *name)
{
    ck_assert_uint_eq(name->length, 15);
    ck_assert_uint_eq(name->units[0], 'b');
    ++*(uint32_t *)context;
}

START_TEST(members_of_an_open_window)
{
    struct imc_object *window = open_window("bob@example.com");
    uint32_t participants = 0;
    ck_assert_uint_eq(desk->window_contacts(client, window, check_participant, &participants), OK);
    ck_assert_uint_eq(participants, 1);
    for (int property = IMC_LEFT; property <= IMC_HEIGHT; property++) {
        ck_assert_uint_eq(desk->window_put(client, window, (enum imc_property)property, 200 + property), OK);
    }
    for (int property = IMC_LEFT; property <= IMC_HEIGHT; property++) {
        ck_assert_int_eq(get(window, (enum imc_property)property), 200 + property);
    }
    ck_assert_uint_eq(desk->window_put(client, window, IMC_LEFT, -40), OK);
    ck_assert_uint_eq(desk->window_put(client, window, IMC_WIDTH, 0), INVALID);
    ck_assert_uint_eq(desk->window_put(client, window, IMC_HEIGHT, -1), INVALID);
    ck_assert_uint_eq(desk->window_get(client, window, IMC_HWND, NULL), NULL_REF);
    ck_assert_uint_eq(desk->window_show(client, window), OK);
}
END_TEST

START_TEST(group_window_is_the_members_window)
{
    struct name name;
    struct imc_object *window = open_window("alice@example.com");
    ck_assert_int_eq(desk->user_add_contact(client, window, name_of(&name, "bob@example.com")), IMC_DONE);
    ck_assert_uint_eq(take_events("OnIMWindowContactAdded").count, 1);
    ck_assert(is_same(open_window("alice@example.com"), window));
    ck_assert(is_same(open_window("bob@example.com"), window));
    ck_assert_int_eq(desk->user_add_contact(client, window, name_of(&name, "me@example.com")), IMC_CANNOT);
}
END_TEST

START_TEST(focus_and_dialogs)
{
    struct imc_object *window;
    ck_assert_int_eq(desk->set_focus_allowed(client, false), IMC_DONE);
    ck_assert_uint_eq(call_name("alice@example.com", &window), OK_WITHOUT_FOCUS);
    check_live(window);
    ck_assert_uint_eq(call_name("alice@example.com", &window), OK);
    ck_assert_int_eq(desk->set_focus_allowed(client, true), IMC_DONE);
    ck_assert_int_eq(desk->user_open_dialog(client, "options"), IMC_DONE);
    ck_assert_int_eq(desk->user_open_dialog(client, "unheard-of"), IMC_CANNOT);
    check_live(open_window("bob@example.com"));
    ck_assert_int_eq(desk->user_close_dialogs(client), IMC_DONE);
}
END_TEST

/* --- contacts and names --------------------------------------------------------------------------------------- */

START_TEST(contacts)
{
    struct name name;
    struct imc_bstr text;
    bool is_self = true;
    struct imc_object *alice = get_contact("Alice@example.com", IMC_SERVICE_PRIMARY);
    ck_assert_ptr_eq(get_contact("Alice@example.com", IMC_SERVICE_PRIMARY), alice);
    ck_assert_uint_eq(alice->ops->release(alice), 1);
    ck_assert_uint_eq(desk->contact_signin_name(client, alice, &text), OK);
    ck_assert_uint_eq(text.length, 17);
    ck_assert_uint_eq(text.units[0], 'A');
    ck_assert_uint_eq(desk->contact_is_self(client, alice, &is_self), OK);
    ck_assert(!is_self);
    struct imc_object *self = get_contact("me@example.com", IMC_SERVICE_PRIMARY);
    ck_assert_uint_eq(desk->contact_is_self(client, self, &is_self), OK);
    ck_assert(is_self);
    ck_assert_int_eq(desk->go_offline(client), IMC_DONE);
    ck_assert_uint_eq(desk->contact_is_self(client, self, &is_self), OK);
    ck_assert(!is_self);
    ck_assert_int_eq(desk->go_online(client), IMC_DONE);
    struct imc_object *none = pattern();
    ck_assert_uint_eq(desk->get_contact(client, NULL, false, IMC_SERVICE_PRIMARY, &none), FAILED);
    ck_assert_ptr_null(none);
    ck_assert_uint_eq(desk->get_contact(client, name_of(&name, "a b"), false, IMC_SERVICE_PRIMARY, &none), INVALID);
    ck_assert_uint_eq(desk->get_contact(client, name_repeating(&name, 'a', 130), false, IMC_SERVICE_PRIMARY, &none),
                      INVALID);
    ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
    ck_assert_uint_eq(desk->get_contact(client, name_of(&name, "a"), false, IMC_SERVICE_PRIMARY, &none), NOT_LOGGED_ON);
}
END_TEST

START_TEST(my_name)
{
    struct imc_bstr text = { 0 };
    ck_assert_uint_eq(desk->my_signin_name(client, &text), NOT_LOGGED_ON);
    ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
    ck_assert_uint_eq(desk->my_signin_name(client, &text), OK);
    ck_assert_uint_eq(text.length, 14);
    ck_assert_int_eq(desk->sign_out(client), IMC_DONE);
    ck_assert_uint_eq(desk->my_signin_name(client, &text), NOT_LOGGED_ON);
}
END_TEST

START_TEST(nothing_is_left)
{
    end_client();
    ck_assert_uint_eq(desk_debug_blocks(), 0);
    make_signed_in_client();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("desk");
    TCase *signed_in = tcase_create("signed in");
    TCase *signed_out = tcase_create("signed out");
    tcase_add_checked_fixture(signed_in, make_signed_in_client, end_client);
    tcase_add_checked_fixture(signed_out, make_client, end_client);
    tcase_add_test(signed_in, bad_strings_are_invalid);
    tcase_add_test(signed_in, odd_strings_open_windows);
    tcase_add_test(signed_in, other_variants_are_invalid);
    tcase_add_test(signed_in, foreign_object_is_invalid);
    tcase_add_test(signed_in, null_out_is_null_ref);
    tcase_add_test(signed_in, references_are_like_values);
    tcase_add_test(signed_in, self_fails);
    tcase_add_loop_test(signed_in, offline_kills_and_return_opens, 0, 2);
    tcase_add_test(signed_in, sign_out_closes_every_window);
    tcase_add_test(signed_in, secondary_service_needs_an_object);
    tcase_add_test(signed_in, open_window_is_returned);
    tcase_add_test(signed_in, each_pointer_is_a_reference);
    tcase_add_test(signed_in, closed_window_is_opened_again);
    tcase_add_test(signed_in, members_of_an_open_window);
    tcase_add_test(signed_in, group_window_is_the_members_window);
    tcase_add_test(signed_in, focus_and_dialogs);
    tcase_add_test(signed_in, contacts);
    tcase_add_test(signed_in, nothing_is_left);
    tcase_add_test(signed_out, signed_out_is_not_logged_on);
    tcase_add_test(signed_out, my_name);
    suite_add_tcase(suite, signed_in);
    suite_add_tcase(suite, signed_out);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
