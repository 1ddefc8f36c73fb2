/*
 * Which rules explain an observation that is not allowed: what speaks for a rule, and that nothing else calls it up.
 */
#include "fixture.h"

static const struct im_screen_window of_alice = { .contacts = (const im_name[]){ ALICE }, .count = 1 };
static const struct im_screen_window of_bob = { .contacts = (const im_name[]){ BOB }, .count = 1 };
static const struct im_observation nothing = { .window_count = 0 };
static const struct im_screen_window alice_and_bob[] = { { .contacts = (const im_name[]){ ALICE }, .count = 1 },
                                                         { .contacts = (const im_name[]){ BOB }, .count = 1 } };

static struct im_observation shown(const struct im_screen_window *windows, uint32_t count)
{
    return (struct im_observation){ .windows = windows, .window_count = count };
}

static struct im_observation people(const im_name *names_of, uint32_t count)
{
    return (struct im_observation){ .names = names_of, .name_count = count };
}

#define SUSPECTS(rule, made, obs) ck_assert(may_blame(made, obs, IM_RULE_##rule))
#define CLEARS(rule, made, obs) ck_assert(!may_blame(made, obs, IM_RULE_##rule))

/* --- the screen ------------------------------------------------------------------------------------------------- */

/* Only what was refused or closed can have left a window too many. */
START_TEST(a_window_too_many)
{
    const struct im_event look = event(IM_EV_WINDOWS);
    BLAMES("WINDOW_SHOWN", look, shown(&of_bob, 1));
    CLEARS(FAILURE_NO_WINDOW, look, shown(&of_bob, 1));
    CLEARS(CLOSE, look, shown(&of_bob, 1));
    CLEARS(REUSE_NO_NEW_WINDOW, look, shown(&of_bob, 1));
    happens(message(ME), refused(E_FAIL));
    BLAMES("FAILURE_NO_WINDOW", look, shown(&of_bob, 1));
    opens(ALICE, 1);
    BLAMES("WINDOW_SHOWN", look, shown(alice_and_bob, 2));
    SUSPECTS(FAILURE_NO_WINDOW, look, shown(alice_and_bob, 2));
    CLEARS(CLOSE, look, shown(alice_and_bob, 2));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    SUSPECTS(CLOSE, look, shown(&of_alice, 1));
}
END_TEST

START_TEST(a_window_that_did_not_open_again)
{
    const struct im_event look = event(IM_EV_WINDOWS);
    opens(ALICE, 1);
    CLEARS(REOPEN_AFTER_CLOSE, look, nothing);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    opens(ALICE, 2);
    BLAMES("REOPEN_AFTER_CLOSE", look, nothing);
    CLEARS(RETURN_OPENS, look, nothing);
}
END_TEST

/* --- members ---------------------------------------------------------------------------------------------------- */

/* The people of another window stand there where windows are mixed up, or where a group is. */
START_TEST(people_of_another_window)
{
    static const im_name bob[] = { BOB };
    const struct im_event look = of_window(IM_EV_CONTACTS, 1);
    opens(ALICE, 1);
    CLEARS(DISTINCT_WINDOWS, look, people(bob, 1));
    opens(CAROL, 2);
    CLEARS(DISTINCT_WINDOWS, look, people(bob, 1));
    opens(BOB, 3);
    SUSPECTS(DISTINCT_WINDOWS, look, people(bob, 1));
    CLEARS(DISTINCT_WINDOWS, look, people((const im_name[]){ ALICE, ALICE }, 2));
    SUSPECTS(DISTINCT_WINDOWS, look, people((const im_name[]){ ALICE, BOB }, 2));
    CLEARS(DISTINCT_WINDOWS, look, result(E_FAIL));
    SUSPECTS(REUSE_REFERENCES, look, result(E_FAIL));
    CLEARS(DISTINCT_WINDOWS, get(1, IM_PROPERTY_HWND), number(0));
    SUSPECTS(REUSE_REFERENCES, get(1, IM_PROPERTY_HWND), number(0));
    SUSPECTS(REUSE_REFERENCES, put(1, IM_PROPERTY_TOP, 5), result(E_FAIL));
    CLEARS(REUSE_REFERENCES, of_window(IM_EV_SHOW, 1), result(E_FAIL));
    CLEARS(REUSE_REFERENCES, of_window(IM_EV_CLOSE, 1), result(E_FAIL));
    adds(1, CAROL);
    BLAMES("PARTICIPANT", look, people(bob, 1));
}
END_TEST

/* What ended a window is asked of its members, whichever it is. */
START_TEST(what_ended_a_window)
{
    static const enum im_event_kind kinds[] = { IM_EV_GET, IM_EV_PUT, IM_EV_SHOW, IM_EV_CONTACTS };
    static const im_name alice[] = { ALICE };
    for (int i = 0; i < 4; i++) {
        struct im_event made = of_window(kinds[i], 1);
        made.property = IM_PROPERTY_LEFT;
        begin_signed_in();
        opens(ALICE, 1);
        happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
        SUSPECTS(CLOSE, made, people(alice, 1));
        CLEARS(SIGN_OUT_CLOSES, made, people(alice, 1));
        begin_signed_in();
        opens(ALICE, 1);
        control(IM_EV_SIGN_OUT);
        SUSPECTS(SIGN_OUT_CLOSES, made, people(alice, 1));
        CLEARS(CLOSE, made, people(alice, 1));
    }
}
END_TEST

/* --- the method ------------------------------------------------------------------------------------------------- */

/* A refusal says nothing of which window would have come. */
START_TEST(a_refusal_where_a_window_is_due)
{
    static const enum im_rule cleared[] = { IM_RULE_REUSE, IM_RULE_REUSE_FORMS, IM_RULE_REUSE_REFERENCES };
    opens(ALICE, 1);
    opens(BOB, 2);
    SUSPECTS(REUSE_RESULT, message(ALICE), refused(E_FAIL));
    SUSPECTS(NOT_MODAL, message(ALICE), refused(E_FAIL));
    for (int i = 0; i < 3; i++) ck_assert(!may_blame(message(ALICE), refused(E_FAIL), cleared[i]));
    CLEARS(REUSE_RESULT, message(ALICE), window(3));
}
END_TEST

/* Another window than the open one: the form is at fault where it is new, the reference where it is one. */
START_TEST(another_window_than_the_open_one)
{
    struct im_event by_reference = message(ALICE);
    by_reference.argument.reference = IM_BY_VARIANT_REFERENCE;
    opens(ALICE, 1);
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    BLAMES("REUSE", message(ALICE), window(2));
    CLEARS(REUSE_FORMS, message(ALICE), window(2));
    BLAMES("REUSE_FORMS", message_contact(1), window(2));
    CLEARS(ARG_BYREF, message_contact(1), window(2));
    BLAMES("REUSE_FORMS", by_reference, window(2));
    CLEARS(ARG_BYREF, by_reference, window(2));
    CLEARS(REUSE, by_reference, window(2));
}
END_TEST

/* A code points at the rules that have it. */
START_TEST(a_refusal_by_its_code)
{
    SUSPECTS(ARG_CRLF, message(ALICE), refused(E_INVALIDARG));
    CLEARS(SELF_STRING, message(ALICE), refused(E_INVALIDARG));
    CLEARS(SIGN_IN_NOW, message(ALICE), refused(E_INVALIDARG));
    SUSPECTS(SELF_STRING, message(ALICE), refused(E_FAIL));
    CLEARS(ARG_CRLF, message(ALICE), refused(E_FAIL));
    SUSPECTS(SIGN_IN_NOW, message(ALICE), refused(NOT_LOGGED_ON));
    CLEARS(SELF_STRING, message(ALICE), refused(NOT_LOGGED_ON));
}
END_TEST

/* Whoever is served after a sign-out was remembered; who never signed in was not. */
START_TEST(served_while_signed_out)
{
    control(IM_EV_SIGN_OUT);
    BLAMES("SIGN_IN_NOW", message(ALICE), window(1));
    SUSPECTS(NOT_SIGNED_IN, message(ALICE), window(1));
    CLEARS(SECONDARY_ALONE, message(ALICE), window(1));
    set_service(IM_EV_SERVICE_SIGN_IN);
    SUSPECTS(SECONDARY_ALONE, message(ALICE), window(1));
    begin_signed_out();
    BLAMES("NOT_SIGNED_IN", message(ALICE), window(1));
    CLEARS(SIGN_IN_NOW, message(ALICE), window(1));
    begin_signed_in();
    control(IM_EV_GO_OFFLINE);
    set_service(IM_EV_SERVICE_SIGN_IN);
    SUSPECTS(SECONDARY_ALONE, message(ALICE), window(1));
    control(IM_EV_GO_ONLINE);
    CLEARS(SECONDARY_ALONE, message(ME), window(1));
}
END_TEST

START_TEST(served_by_reference)
{
    struct im_event made = message(SPACE_FIRST);
    CLEARS(ARG_BYREF, made, window(1));
    made.argument.reference = IM_BY_VARIANT_REFERENCE;
    SUSPECTS(ARG_BYREF, made, window(1));
    SUSPECTS(ARG_LEADING_SPACE, made, window(1));
}
END_TEST

int main(void)
{
    return RUN("suspects", a_window_too_many, a_window_that_did_not_open_again, people_of_another_window,
               what_ended_a_window, a_refusal_where_a_window_is_due, another_window_than_the_open_one,
               a_refusal_by_its_code, served_while_signed_out, served_by_reference);
}
