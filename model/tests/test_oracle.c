/*
 * The oracle itself: grades, looking closer, the preferred observation, which rules are blamed, events of which no row
 * speaks, and full tables.
 */
#include "fixture.h"

/* --- judging ---------------------------------------------------------------------------------------------------- */

static struct im_observation out(uint32_t hresult, enum im_out what)
{
    return (struct im_observation){ .hresult = hresult, .out = (uint8_t)what };
}

START_TEST(what_is_in_the_out_pointer)
{
    GRADE("rejected", message(ALICE), out(S_OK, IM_OUT_NULL));
    GRADE("rejected", message(ALICE), out(S_OK, IM_OUT_UNTOUCHED));
    GRADE("rejected", message(ALICE), out(S_OK, IM_OUT_NONE));
    GRADE("rejected", message(ALICE), out(S_FALSE, IM_OUT_UNTOUCHED));
    GRADE("accepted", message(ALICE), out(S_FALSE, IM_OUT_NULL));
    GRADE("rejected", message(ALICE), out(OTHER_SUCCESS, IM_OUT_NULL));
    GRADE("rejected", message(SPACE_FIRST), out(E_INVALIDARG, IM_OUT_UNTOUCHED));
    GRADE("rejected", message(SPACE_FIRST), window(1));
    struct im_observation both = window(1);
    both.hresult = E_INVALIDARG;
    GRADE("rejected", message(SPACE_FIRST), both);
    struct im_event made = message(ALICE);
    made.out_null = 1;
    both.hresult = NULL_REF;
    GRADE("rejected", made, both);
    GRADE("preferred", made, out(NULL_REF, IM_OUT_NONE));
}
END_TEST

START_TEST(a_judgement_names_rule_shape_and_readings)
{
    struct im_event made = message(PAIR_AFTER_128);
    struct im_observation obs = window(1);
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_ACCEPTED);
    ck_assert_int_eq(judgement.rule, IM_RULE_OPENS);
    ck_assert_uint_eq(judgement.shape, IM_SHAPE_WINDOW_NEW);
    ck_assert(!judgement.unspecified);
    ck_assert_int_eq(judgement.blames, 0);
    ck_assert_int_eq(judgement.taken[0], IM_R_FOCUS_NEW_S_OK);
    obs = refused(E_FAIL);
    judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_REJECTED);
    ck_assert_int_eq(judgement.takes, 0);
    ck_assert_int_gt(judgement.blames, 0);
    ck_assert_int_eq(judgement.rule, judgement.blame[0]);
}
END_TEST

/* The set decides, so one of another name's call does as well. */
START_TEST(a_judgement_among_what_is_known)
{
    struct im_event made = message(PAIR_AFTER_128), other = message(ALICE);
    struct im_observation obs = window(1);
    struct im_allowed_set set;
    oracle_allowed(&model, &made, &set);
    const struct im_judgement alone = oracle_judge(&model, &made, &obs);
    const struct im_judgement among = oracle_judge_among(&model, &made, &set, &obs);
    ck_assert_int_eq(alone.grade, IM_ACCEPTED);
    ck_assert_int_eq(among.grade, alone.grade);
    ck_assert_int_eq(among.rule, alone.rule);
    ck_assert_uint_eq(among.shape, alone.shape);
    oracle_allowed(&model, &other, &set);
    ck_assert_int_eq(oracle_judge_among(&model, &made, &set, &obs).grade, IM_PREFERRED);
}
END_TEST

START_TEST(more_readings_than_there_is_room_for)
{
    struct im_event made = message(ME_ODD);
    made.argument.reference = IM_BY_TYPED_REFERENCE;
    set_flag(IM_EV_OPEN_DIALOG, 0);
    struct im_observation obs = window(1);
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_ACCEPTED);
    ck_assert_int_eq(judgement.takes, IM_TAKEN_MAX);
}
END_TEST

START_TEST(what_no_row_speaks_of)
{
    struct im_event made = event(IM_EV_SERVICE_SIGN_OUT);
    struct im_observation obs = result(S_OK);
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_REJECTED);
    ck_assert(judgement.unspecified);
    ck_assert_int_eq(judgement.rule, IM_RULE_NONE);
    ck_assert(!oracle_prefer(&model, &made, &obs));
    struct im_state before = model.state;
    ck_assert(oracle_advance(&model, &made, &obs));
    ck_assert_mem_eq(&before, &model.state, sizeof before);
}
END_TEST

/* --- looking closer --------------------------------------------------------------------------------------------- */

static enum im_look look(struct im_event made, struct im_observation obs, uint8_t *with)
{
    uint8_t both[IM_LOOK_WITH];
    enum im_look what = oracle_look(&model, &made, &obs, both);
    *with = both[0];
    return what;
}

START_TEST(what_to_look_at)
{
    uint8_t with = 9;
    ck_assert_int_eq(look(message(ALICE), window(1), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(with, 0);
    opens(ALICE, 2);
    happens(message(ALICE), seen_window(S_OK, 3, IM_SEEN_YES));
    ck_assert_int_eq(look(message(ALICE), window(2), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), window(1), &with), IM_LOOK_SAME_WINDOW);
    ck_assert_int_eq(with, 2);
    ck_assert_int_eq(look(message(ALICE_UPPER), window(1), &with), IM_LOOK_SAME_WINDOW);
    ck_assert_int_eq(look(message(BOB), window(1), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(BOB), window(2), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), refused(E_FAIL), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), seen_window(E_FAIL, 1, IM_NOT_LOOKED), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), refused(S_FALSE), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), window(0), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), window(IM_OBJECTS + 1), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(get(2, IM_PROPERTY_HWND), window(1), &with), IM_LOOK_NOTHING);
    adds(2, BOB);
    ck_assert_int_eq(look(message(BOB), window(1), &with), IM_LOOK_SAME_WINDOW);
    ck_assert_int_eq(with, 2);
}
END_TEST

START_TEST(is_an_old_object_alive_again)
{
    uint8_t with = 9;
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    ck_assert_int_eq(look(message(ALICE), window(1), &with), IM_LOOK_ALIVE);
    ck_assert_int_eq(look(message(BOB), window(1), &with), IM_LOOK_NOTHING);
    ck_assert_int_eq(look(message(ALICE), window(2), &with), IM_LOOK_NOTHING);
    opens(BOB, 2);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    ck_assert_int_eq(look(message(BOB), window(2), &with), IM_LOOK_ALIVE);
    ck_assert_int_eq(look(message(BOB), window(3), &with), IM_LOOK_SAME_WINDOW);
    ck_assert_int_eq(with, 2);
}
END_TEST

/* --- the preferred observation ---------------------------------------------------------------------------------- */

/* It is allowed, with the best grade of the set. */
static struct im_observation preferred(struct im_event made)
{
    struct im_observation obs;
    ck_assert(oracle_prefer(&model, &made, &obs));
    GRADE("preferred", made, obs);
    return obs;
}

START_TEST(the_preferred_observation)
{
    ck_assert_uint_eq(preferred(message(SPACE_FIRST)).hresult, E_INVALIDARG);
    ck_assert_uint_eq(preferred(message(ME)).hresult, E_FAIL);
    ck_assert_int_eq(preferred(message(ALICE)).handle, 1);
    opens(BOB, 1);
    ck_assert_int_eq(preferred(message(ALICE)).handle, 2);
    ck_assert_int_eq(preferred(message(BOB)).handle, 1);
    ck_assert_uint_eq(preferred(event(IM_EV_EVENTS)).told[IM_TOLD_CREATED], 1);
    ck_assert_uint_eq(preferred(event(IM_EV_MY_SIGNIN_NAME)).name, ME);
    ck_assert_int_eq(preferred(get(1, IM_PROPERTY_IS_CLOSED)).number, 0);
    ck_assert_int_ne(preferred(get(1, IM_PROPERTY_HWND)).number, 0);
    preferred(get(1, IM_PROPERTY_TOP));
    happens(put(1, IM_PROPERTY_TOP, 321), result(S_OK));
    ck_assert_int_eq(preferred(get(1, IM_PROPERTY_TOP)).number, 321);
    preferred(of_window(IM_EV_SHOW, 1));
    preferred(put(1, IM_PROPERTY_TOP, 5));
    struct im_event made = message(ALICE);
    made.out_null = 1;
    ck_assert_uint_eq(preferred(made).hresult, NULL_REF);
    ck_assert_int_eq(preferred(made).out, IM_OUT_NONE);
    ck_assert_int_eq(preferred(get_contact(ALICE, IM_SERVICE_PRIMARY)).handle, 1);
    happens(get_contact(CAROL, IM_SERVICE_PRIMARY), contact(1));
    ck_assert_int_eq(preferred(get_contact(ALICE, IM_SERVICE_PRIMARY)).handle, 2);
    ck_assert_uint_eq(preferred(of_contact(IM_EV_SIGNIN_NAME, 1)).name, CAROL);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    ck_assert_uint_eq(preferred(event(IM_EV_EVENTS)).told[IM_TOLD_DESTROYED], 1);
    ck_assert(im_failed(preferred(get(1, IM_PROPERTY_IS_CLOSED)).hresult));
    ck_assert(im_failed(preferred(get(1, IM_PROPERTY_TOP)).hresult));
    ck_assert_int_eq(preferred(message(BOB)).handle, 2);
    control(IM_EV_SIGN_OUT);
    ck_assert_uint_eq(preferred(message(BOB)).hresult, NOT_LOGGED_ON);
    preferred(event(IM_EV_SIGN_IN));
    set_flag(IM_EV_SET_FOCUS, 0);
    control(IM_EV_SIGN_IN);
    ck_assert_uint_eq(preferred(message(ALICE)).hresult, S_FALSE);
}
END_TEST

START_TEST(what_is_hoped_for_is_preferred)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    control(IM_EV_SIGN_OUT);
    ck_assert_uint_eq(preferred(event(IM_EV_EVENTS)).told[IM_TOLD_DESTROYED], 1);
}
END_TEST

/* --- blame ------------------------------------------------------------------------------------------------------ */

START_TEST(blame_by_condition)
{
    BLAMES("ARG_LEADING_SPACE", message(SPACE_FIRST), window(1));
    BLAMES("ARG_CRLF", message(LF_LAST), window(1));
    BLAMES("ARG_LENGTH", message(LONG_130), window(1));
    BLAMES("SELF_STRING", message(ME), window(1));
    BLAMES("ARG_NULL_STRING", message_form(IM_NULL_STRING), window(1));
    BLAMES("ARG_NULL_VARIANT", message_form(IM_EMPTY), window(1));
    BLAMES("ARG_NULL_OBJECT", message_form(IM_NULL_OBJECT), window(1));
    BLAMES("ARG_FOREIGN_OBJECT", message_form(IM_FOREIGN), window(1));
    BLAMES("OUT_CLEARED", message(SPACE_FIRST), out(E_INVALIDARG, IM_OUT_UNTOUCHED));
    struct im_event made = message(SPACE_FIRST);
    made.argument.reference = IM_BY_VARIANT_REFERENCE;
    ck_assert(may_blame(made, window(1), IM_RULE_ARG_BYREF));
    ck_assert(!may_blame(message(SPACE_FIRST), window(1), IM_RULE_ARG_BYREF));
    ck_assert(may_blame(message(SPACE_FIRST), refused(E_FAIL), IM_RULE_ARG_LEADING_SPACE));
    ck_assert(!may_blame(message(SPACE_FIRST), refused(E_FAIL), IM_RULE_SIGN_IN_NOW));
    control(IM_EV_SIGN_OUT);
    BLAMES("SIGN_IN_NOW", message(ALICE), window(1));
    BLAMES("NOT_SIGNED_IN", message(ALICE), refused(E_FAIL));
    ck_assert(may_blame(message(SPACE_FIRST), window(1), IM_RULE_PRECEDENCE));
    begin_signed_out();
    BLAMES("NOT_SIGNED_IN", message(ALICE), window(1));
    ck_assert(!may_blame(message(ALICE), window(1), IM_RULE_SIGN_IN_NOW));
    ck_assert(!may_blame(message(ALICE), window(1), IM_RULE_PRECEDENCE));
}
END_TEST

START_TEST(blame_where_success_was_due)
{
    ck_assert(may_blame(message(NO_AT), refused(E_INVALIDARG), IM_RULE_ANY_NAME));
    ck_assert(may_blame(message(LONG_129), refused(E_INVALIDARG), IM_RULE_ARG_LENGTH));
    ck_assert(may_blame(message(ALICE), refused(E_FAIL), IM_RULE_SELF_STRING));
    ck_assert(may_blame(message(ALICE), refused(NOT_LOGGED_ON), IM_RULE_SIGN_IN_NOW));
    ck_assert(may_blame(message(ALICE), refused(E_UNEXPECTED), IM_RULE_ANY_NAME));
    BLAMES("OUT_WINDOW", message(ALICE), refused(S_OK));
    BLAMES("OUT_WINDOW", message(ALICE), out(S_OK, IM_OUT_UNTOUCHED));
    BLAMES("OUT_WINDOW", message(ALICE), out(S_OK, IM_OUT_NONE));
    BLAMES("OUT_CLEARED", message(SPACE_FIRST), out(E_INVALIDARG, IM_OUT_NONE));
    opens(ALICE, 1);
    GRADE("rejected", message_form(IM_EMPTY), window(1));
    BLAMES("REUSE", message(ALICE), window(2));
    BLAMES("DISTINCT_WINDOWS", message(BOB), window(1));
    ck_assert(may_blame(message(ALICE), refused(E_FAIL), IM_RULE_REUSE_RESULT));
    ck_assert(!may_blame(message(ALICE), refused(E_FAIL), IM_RULE_REUSE_FORMS));
    struct im_event made = message(ALICE);
    made.argument.reference = IM_BY_VARIANT_REFERENCE;
    BLAMES("REUSE_FORMS", made, window(2));
    ck_assert(may_blame(of_window(IM_EV_CONTACTS, 1), result(E_FAIL), IM_RULE_REUSE_REFERENCES));
    ck_assert(may_blame(get(1, IM_PROPERTY_HWND), result(E_FAIL), IM_RULE_OUT_WINDOW));
}
END_TEST

START_TEST(a_secondary_service_does_not_replace_the_primary_one)
{
    control(IM_EV_SIGN_OUT);
    ck_assert(!may_blame(message(ALICE), window(1), IM_RULE_SECONDARY_ALONE));
    set_service(IM_EV_SERVICE_SIGN_IN);
    ck_assert(may_blame(message(ALICE), window(1), IM_RULE_SECONDARY_ALONE));
    ck_assert(may_blame(message(ALICE), refused(E_FAIL), IM_RULE_SECONDARY_ALONE));
}
END_TEST

/* A name that is odd in every way, for which there is a window of every kind. */
static struct im_event everything_at_once(void)
{
    static const im_name whose[] = { ME_ODD, ME_SIP, ME_SIP, ME_ODD, ME_ODD };
    static const enum im_known shown[] = { IM_NO, IM_YES, IM_YES, IM_MAYBE, IM_MAYBE };
    for (uint8_t i = 0; i < 5; i++) {
        model.state.conversations[i] = (struct im_conversation){ .member = { whose[i], BOB },
                                                                 .members = i == 2 ? 2 : 1,
                                                                 .shown = (uint8_t)shown[i] };
        if (i == 3) continue;
        model.state.objects[i] =
            (struct im_object){ .refs = 1, .conversation = (uint8_t)(i + 1), .alive = (uint8_t)shown[i] };
    }
    set_flag(IM_EV_SET_FOCUS, 0);
    model.state.returned = 1;
    struct im_event made = message(ME_ODD);
    made.argument.reference = IM_BY_TYPED_REFERENCE;
    return made;
}

START_TEST(as_many_rules_as_there_is_room_for)
{
    struct im_event made = everything_at_once();
    struct im_observation obs = refused(NOT_LOGGED_ON);
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_REJECTED);
    ck_assert_int_eq(judgement.blames, IM_BLAME_MAX);
    set_flag(IM_EV_OPEN_DIALOG, 0);
    struct im_allowed_set set;
    oracle_allowed(&model, &made, &set);
    ck_assert_int_gt(set.count, 35);
    ck_assert_int_lt(set.count, IM_ALLOWED_MAX * 3 / 4);
}
END_TEST

START_TEST(a_rule_is_blamed_once)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
    struct im_event made = message_contact(1);
    made.argument.reference = IM_BY_NESTED_REFERENCE;
    happens(made, window(1));
    set_flag(IM_EV_SET_FOCUS, 0);
    set_flag(IM_EV_OPEN_DIALOG, 0);
    control(IM_EV_CLOSE_DIALOGS);
    struct im_observation obs = refused(E_FAIL);
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_REJECTED);
    ck_assert_int_le(judgement.blames, IM_BLAME_MAX);
    for (int i = 0; i < judgement.blames; i++) {
        ck_assert_int_ne(judgement.blame[i], IM_RULE_NONE);
        for (int j = 0; j < i; j++) ck_assert_int_ne(judgement.blame[i], judgement.blame[j]);
    }
}
END_TEST

/* --- full tables ------------------------------------------------------------------------------------------------ */

static bool advances(struct im_event made, struct im_observation obs)
{
    struct im_state before = model.state;
    if (oracle_advance(&model, &made, &obs)) return true;
    ck_assert_mem_eq(&before, &model.state, sizeof before);
    return false;
}

START_TEST(no_room_for_objects)
{
    for (int i = 1; i <= IM_OBJECTS; i++) {
        opens(ALICE, (uint8_t)i);
        happens(of_window(IM_EV_USER_CLOSE, (uint8_t)i), result(S_OK));
    }
    struct im_event made = message(ALICE);
    struct im_observation obs;
    ck_assert(oracle_prefer(&model, &made, &obs));
    ck_assert_int_eq(obs.handle, 0);
    GRADE("rejected", made, window(IM_OBJECTS + 1));
}
END_TEST

/* what the model likes best is a handle for each window, and it stays. */
START_TEST(the_handle_that_is_preferred)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    struct im_event first = get(1, IM_PROPERTY_HWND), second = get(2, IM_PROPERTY_HWND);
    struct im_observation one, two;
    ck_assert(oracle_prefer(&model, &first, &one) && oracle_prefer(&model, &second, &two));
    ck_assert_int_ne(one.number, 0);
    ck_assert_int_ne(two.number, 0);
    ck_assert_int_ne(one.number, two.number);
    happens(first, number(17));
    ck_assert(oracle_prefer(&model, &first, &one));
    ck_assert_int_eq(one.number, 17);
}
END_TEST

START_TEST(no_slot_is_free_for_a_contact)
{
    struct im_event made = get_contact(ALICE, IM_SERVICE_PRIMARY);
    struct im_observation obs;
    for (int i = 0; i < IM_CONTACTS_HELD; i++) model.state.contacts[i] = (struct im_contact){ .refs = 1, .name = BOB };
    ck_assert(oracle_prefer(&model, &made, &obs));
    ck_assert_int_eq(obs.handle, 0);
}
END_TEST

START_TEST(no_room_for_conversations)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        model.state.conversations[i] =
            (struct im_conversation){ .member = { (im_name)(BOB + (i % 4)) }, .members = 1, .shown = IM_MAYBE };
    }
    ck_assert(!advances(message(ALICE), window(1)));
    ck_assert(!advances(message(ALICE), refused(S_FALSE)));
    ck_assert(advances(message(BOB), window(1)));
}
END_TEST

START_TEST(no_room_for_members_and_references)
{
    opens(ALICE, 1);
    adds(1, BOB);
    adds(1, CAROL);
    adds(1, DAVE);
    struct im_event made = of_window(IM_EV_USER_ADD_CONTACT, 1);
    made.name = EVE;
    ck_assert(!advances(made, result(S_OK)));
    opens(EVE, 2);
    model.state.objects[1].refs = UINT16_MAX;
    ck_assert(!advances(message(EVE), window(2)));
    ck_assert(advances(message(BOB), seen_window(S_OK, 3, IM_SEEN_YES)));
    ck_assert(!advances(message(LISTED), seen_window(S_OK, 4, IM_SEEN_YES)));
}
END_TEST

/* Counters stop at their end. */
START_TEST(counters_saturate)
{
    for (int i = 0; i < 300; i++) set_flag(IM_EV_OPEN_DIALOG, 0);
    ck_assert_int_eq(model.state.dialogs, UINT8_MAX);
    control(IM_EV_CLOSE_DIALOGS);
    for (int i = 0; i < 300; i++) happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    ck_assert_int_eq(model.state.strays, UINT8_MAX);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
    happens(message(SPACE_FIRST), refused(E_INVALIDARG));
    control(IM_EV_SIGN_OUT);
    ck_assert_int_eq(model.state.stray_destroyed, UINT8_MAX);
}
END_TEST

int main(void)
{
    return RUN("oracle", what_is_in_the_out_pointer, a_judgement_names_rule_shape_and_readings,
               a_judgement_among_what_is_known, more_readings_than_there_is_room_for, what_no_row_speaks_of,
               what_to_look_at, is_an_old_object_alive_again, the_preferred_observation, what_is_hoped_for_is_preferred,
               blame_by_condition, blame_where_success_was_due, a_secondary_service_does_not_replace_the_primary_one,
               as_many_rules_as_there_is_room_for, a_rule_is_blamed_once, no_room_for_objects,
               the_handle_that_is_preferred, no_slot_is_free_for_a_contact, no_room_for_conversations,
               no_room_for_members_and_references, counters_saturate);
}
