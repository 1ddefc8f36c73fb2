/*
 * Contact objects and the own name.
 */
#include "fixture.h"

/* --- the own name: R-49, R-50 ----------------------------------------------------------------------------------- */

START_TEST(the_own_name)
{
    struct im_event made = event(IM_EV_MY_SIGNIN_NAME);
    GRADE("preferred", made, name_of(ME));
    GRADE("rejected", made, name_of(ME_UPPER));
    GRADE("noted", made, name_of(ME_SIP));
    GRADE("rejected", made, name_of(ALICE));
    GRADE("rejected", made, result(S_OK));
    GRADE("rejected", made, result(E_FAIL));
    BLAMES("MY_NAME", made, name_of(ALICE));
    control(IM_EV_GO_OFFLINE);
    GRADE("rejected", made, name_of(ME));
    GRADE("preferred", made, result(NOT_LOGGED_ON));
    GRADE("accepted", made, result(E_FAIL));
    control(IM_EV_SIGN_OUT);
    GRADE("rejected", made, name_of(ME));
    GRADE("preferred", made, result(NOT_LOGGED_ON));
}
END_TEST

/* --- GetContact: R-42 to R-45 ----------------------------------------------------------------------------------- */

START_TEST(arguments_of_get_contact)
{
    static const im_name bad[] = { SPACE_FIRST, SPACE_INSIDE, SPACE_LAST, SPACES,        CR_INSIDE,
                                   LF_FIRST,    LF_LAST,      LONG_130,   NUL_AFTER_130, PAIRS_130 };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        GRADE("preferred", get_contact(bad[i], IM_SERVICE_PRIMARY), result(E_INVALIDARG));
        GRADE("rejected", get_contact(bad[i], IM_SERVICE_PRIMARY), contact(1));
        GRADE("rejected", get_contact(bad[i], IM_SERVICE_NONE), result(E_FAIL));
    }
    static const im_name good[] = { ALICE, LONG_129, NO_AT, MAILTO };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        GRADE("preferred", get_contact(good[i], IM_SERVICE_PRIMARY), contact(1));
        GRADE("rejected", get_contact(good[i], IM_SERVICE_PRIMARY), result(E_INVALIDARG));
    }
    static const im_name doubtful[] = { PAIR_AFTER_128, NUL_SHORT, NEXT_LINE, FORM_FEED, TAB_FIRST, NOBODY, ABOVE_127 };
    for (size_t i = 0; i < sizeof doubtful / sizeof doubtful[0]; i++) {
        GRADE("preferred", get_contact(doubtful[i], IM_SERVICE_PRIMARY), contact(1));
        GRADE("accepted", get_contact(doubtful[i], IM_SERVICE_PRIMARY), result(E_INVALIDARG));
    }
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(0));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(IM_CONTACTS_HELD + 1));
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(IM_CONTACTS_HELD));
}
END_TEST

START_TEST(a_null_name)
{
    struct im_event made = get_contact(ALICE, IM_SERVICE_PRIMARY);
    made.flag = 1;
    GRADE("preferred", made, result(E_FAIL));
    GRADE("rejected", made, result(E_INVALIDARG));
    GRADE("rejected", made, contact(1));
    happens(made, result(E_FAIL));
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("rejected", made, contact(1));
}
END_TEST

START_TEST(get_contact_needs_a_connection)
{
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), result(NOT_LOGGED_ON));
    GRADE("noted", get_contact(ALICE, IM_SERVICE_PRIMARY), result(DISCONNECTED));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_NONE), result(NOT_LOGGED_ON));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), result(DISCONNECTED));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("preferred", get_contact(SPACE_FIRST, IM_SERVICE_PRIMARY), result(E_INVALIDARG));
    GRADE("preferred", get_contact(SPACE_FIRST, IM_SERVICE_PRIMARY), result(NOT_LOGGED_ON));
}
END_TEST

/* with a service in that one, without only on the contact list. */
START_TEST(where_get_contact_looks)
{
    GRADE("preferred", get_contact(LISTED, IM_SERVICE_NONE), contact(1));
    GRADE("rejected", get_contact(LISTED, IM_SERVICE_NONE), result(E_FAIL));
    GRADE("accepted", get_contact(ALICE, IM_SERVICE_NONE), result(E_FAIL));
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_NONE), contact(1));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), result(E_FAIL));
    GRADE("accepted", get_contact(SECOND, IM_SERVICE_SECONDARY), result(INVALID_SERVICE));
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), result(INVALID_SERVICE));
    set_service(IM_EV_SERVICE_SIGN_IN);
    GRADE("rejected", get_contact(SECOND, IM_SERVICE_SECONDARY), result(INVALID_SERVICE));
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    happens(get_contact(SECOND, IM_SERVICE_NONE), contact(2));
    happens(get_contact(BOTH, IM_SERVICE_NONE), contact(3));
    happens(get_contact(LISTED, IM_SERVICE_NONE), contact(4));
    happens(get_contact(ALICE, IM_SERVICE_NONE), contact(5));
    static const uint8_t secondary[] = { 1, 1, 0, 0, 0 };
    for (int i = 0; i < 5; i++) ck_assert_int_eq(model.state.contacts[i].secondary, secondary[i]);
}
END_TEST

/* the same object while one is held; handles that are tokens do not show it. */
START_TEST(the_same_contact_object)
{
    world.contact_identity = true;
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    GRADE("preferred", get_contact(ALICE_UPPER, IM_SERVICE_PRIMARY), contact(2));
    GRADE("preferred", get_contact(ALICE_UPPER, IM_SERVICE_PRIMARY), contact(1));
    GRADE("rejected", get_contact(BOB, IM_SERVICE_PRIMARY), contact(1));
    BLAMES("GET_CONTACT_SAME", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    BLAMES("GET_CONTACT", get_contact(BOB, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    happens(of_contact(IM_EV_CONTACT_RELEASE, 1), result(S_OK));
    GRADE("rejected", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    happens(of_contact(IM_EV_CONTACT_RELEASE, 1), result(S_OK));
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    ck_assert(unspecified(of_contact(IM_EV_CONTACT_RELEASE, 1)));
    ck_assert(unspecified(of_contact(IM_EV_CONTACT_RELEASE, 0)));
    ck_assert(unspecified(of_contact(IM_EV_CONTACT_RELEASE, IM_CONTACTS_HELD + 1)));
    world.contact_identity = false;
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("noted", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
}
END_TEST

START_TEST(a_contact_from_before_a_sign_out_need_not_come_again)
{
    world.contact_identity = true;
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    GRADE("preferred", get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("noted", of_contact(IM_EV_SIGNIN_NAME, 1), result(E_FAIL));
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("rejected", of_contact(IM_EV_SIGNIN_NAME, 1), result(E_FAIL));
}
END_TEST

START_TEST(names_are_unique_within_a_service_only)
{
    world.contact_identity = true;
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    GRADE("preferred", get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    happens(get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    GRADE("rejected", get_contact(BOTH, IM_SERVICE_SECONDARY), contact(3));
}
END_TEST

/* nor is it one object on two services, also where tokens do not show that it is the same one. */
START_TEST(one_object_is_of_one_service)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    GRADE("rejected", get_contact(BOTH, IM_SERVICE_SECONDARY), contact(1));
    BLAMES("GET_CONTACT", get_contact(BOTH, IM_SERVICE_SECONDARY), contact(1));
    happens(get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    GRADE("rejected", get_contact(BOTH, IM_SERVICE_PRIMARY), contact(2));
    GRADE("preferred", get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    GRADE("preferred", get_contact(BOTH, IM_SERVICE_NONE), contact(1));
}
END_TEST

/* --- IsSelf: R-36, R-37 ----------------------------------------------------------------------------------------- */

START_TEST(is_self)
{
    struct im_event mine = of_contact(IM_EV_IS_SELF, 1), other = of_contact(IM_EV_IS_SELF, 2);
    struct im_event alike = of_contact(IM_EV_IS_SELF, 3), elsewhere = of_contact(IM_EV_IS_SELF, 4);
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(ME, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(2));
    happens(get_contact(ME_UPPER, IM_SERVICE_PRIMARY), contact(3));
    happens(get_contact(ME, IM_SERVICE_SECONDARY), contact(4));
    GRADE("preferred", mine, number(1));
    GRADE("rejected", mine, number(0));
    GRADE("rejected", mine, result(E_FAIL));
    GRADE("preferred", other, number(0));
    GRADE("rejected", other, number(1));
    GRADE("preferred", alike, number(0));
    GRADE("accepted", alike, number(1));
    GRADE("preferred", elsewhere, number(0));
    GRADE("rejected", elsewhere, number(1));
    BLAMES("IS_SELF", mine, number(0));
    BLAMES("IS_SELF", elsewhere, number(1));
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", mine, number(0));
    GRADE("rejected", mine, number(1));
    GRADE("rejected", mine, result(E_FAIL));
    BLAMES("IS_SELF_OFFLINE", mine, number(1));
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", mine, number(0));
    GRADE("rejected", mine, number(1));
    GRADE("noted", mine, result(E_FAIL));
    BLAMES("IS_SELF_OFFLINE", mine, number(1));
    control(IM_EV_SIGN_IN);
    GRADE("preferred", mine, number(1));
    GRADE("preferred", mine, number(0));
    ck_assert(unspecified(of_contact(IM_EV_IS_SELF, 5)));
}
END_TEST

/* --- SigninName: R-40, R-41 ------------------------------------------------------------------------------------- */

START_TEST(signin_name)
{
    struct im_event made = of_contact(IM_EV_SIGNIN_NAME, 1);
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    GRADE("preferred", made, name_of(ALICE));
    GRADE("rejected", made, name_of(ALICE_UPPER));
    GRADE("rejected", made, name_of(BOB));
    GRADE("rejected", made, result(S_OK));
    happens(get_contact(LISTED, IM_SERVICE_PRIMARY), contact(3));
    GRADE("preferred", of_contact(IM_EV_SIGNIN_NAME, 3), name_of(LISTED));
    GRADE("rejected", of_contact(IM_EV_SIGNIN_NAME, 3), name_of(ALICE));
    GRADE("rejected", made, result(E_FAIL));
    BLAMES("SIGNIN_NAME", made, name_of(BOB));
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", made, name_of(ALICE));
    GRADE("accepted", made, name_of(ALICE_UPPER));
    GRADE("noted", made, result(E_FAIL));
    GRADE("rejected", made, name_of(BOB));
    GRADE("rejected", of_contact(IM_EV_SIGNIN_NAME, 2), name_of(ALICE));
    ck_assert(unspecified(of_contact(IM_EV_SIGNIN_NAME, 2)));
}
END_TEST

/* the caller's contact stays usable after it was passed. */
START_TEST(a_passed_contact_is_kept)
{
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(BOB, IM_SERVICE_PRIMARY), contact(2));
    happens(message_contact(1), window(1));
    ck_assert(may_blame(of_contact(IM_EV_SIGNIN_NAME, 1), result(E_FAIL), IM_RULE_ARG_KEPT));
    ck_assert(!may_blame(of_contact(IM_EV_SIGNIN_NAME, 2), result(E_FAIL), IM_RULE_ARG_KEPT));
    struct im_event text = message(CAROL);
    text.contact = 2; /* no member of this event */
    happens(text, window(2));
    ck_assert(!may_blame(of_contact(IM_EV_SIGNIN_NAME, 2), result(E_FAIL), IM_RULE_ARG_KEPT));
}
END_TEST

/* --- room ------------------------------------------------------------------------------------------------------- */

START_TEST(no_room_for_contacts)
{
    struct im_event made = get_contact(ALICE, IM_SERVICE_PRIMARY);
    happens(made, contact(1));
    model.state.contacts[0].refs = UINT16_MAX;
    struct im_state before = model.state;
    struct im_observation again = contact(1), none = contact(0), beyond = contact(IM_CONTACTS_HELD + 1);
    ck_assert(!oracle_advance(&model, &made, &again));
    ck_assert(!oracle_advance(&model, &made, &none));
    ck_assert(!oracle_advance(&model, &made, &beyond));
    ck_assert_mem_eq(&before, &model.state, sizeof before);
}
END_TEST

int main(void)
{
    return RUN("contacts", the_own_name, arguments_of_get_contact, a_null_name, get_contact_needs_a_connection,
               where_get_contact_looks, the_same_contact_object, a_contact_from_before_a_sign_out_need_not_come_again,
               names_are_unique_within_a_service_only, one_object_is_of_one_service, is_self, signin_name,
               a_passed_contact_is_kept, no_room_for_contacts);
}
