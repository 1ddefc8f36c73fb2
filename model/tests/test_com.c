/*
 * What only COM shows: the laws of object.check and the calls of messenger.invoke.
 */
#include "fixture.h"

#define UNKNOWNNAME 0x80020006u
#define MEMBERNOTFOUND 0x80020003u
#define PARAMNOTFOUND 0x80020004u
#define TYPEMISMATCH 0x80020005u
#define NONAMEDARGS 0x80020007u
#define EXCEPTION 0x80020009u
#define BADPARAMCOUNT 0x8002000Eu
#define PARAMNOTOPTIONAL 0x8002000Fu

static struct im_event check(enum im_law law) { return (struct im_event){ .kind = IM_EV_CHECK, .law = (uint8_t)law }; }

static struct im_event check_window(enum im_law law, uint8_t window)
{
    struct im_event made = check(law);
    made.window = window;
    return made;
}

static struct im_event check_contact(enum im_law law, uint8_t contact)
{
    struct im_event made = check(law);
    made.contact = contact;
    return made;
}

static struct im_event invoke(enum im_invocation call)
{
    struct im_event made = { .kind = IM_EV_INVOKE, .call = (uint8_t)call, .argument = { .form = IM_EMPTY } };
    if (call == IM_INVOKE_REFUSED_NAME) made.argument = (struct im_argument){ .name = SPACE_FIRST };
    if (call == IM_INVOKE_OWN_NAME) made.argument = (struct im_argument){ .name = ME };
    return made;
}

static struct im_observation carries(uint32_t scode)
{
    return (struct im_observation){ .hresult = EXCEPTION, .scode = scode };
}

static struct im_observation member_id(int64_t value)
{
    return (struct im_observation){ .has_value = 1, .number = value };
}

/* --- names --- */

START_TEST(laws_and_invocations_have_names)
{
    ck_assert_str_eq(im_law_name(IM_LAW_IDENTITY), "identity");
    ck_assert_str_eq(im_law_name(IM_LAW_OUT_POINTERS), "outPointers");
    ck_assert_str_eq(im_invocation_name(IM_INVOKE_ID_OF_NAME), "idOfName");
    ck_assert_str_eq(im_invocation_name(IM_INVOKE_OWN_NAME), "ownName");
    for (int i = 0; i < IM_INVOCATION_COUNT; i++) {
        ck_assert_str_ne(im_invocation_text((enum im_invocation)i), "");
        for (int j = 0; j < i; j++) {
            ck_assert_str_ne(im_invocation_name((enum im_invocation)i), im_invocation_name((enum im_invocation)j));
            ck_assert_str_ne(im_invocation_text((enum im_invocation)i), im_invocation_text((enum im_invocation)j));
        }
    }
}
END_TEST

/* --- laws --- */

static const char *const rule_of_law[IM_LAW_COUNT] = { "IDENTITY", "INTERFACES", "REFERENCES", "OUT_CLEARED" };

/* All laws hold of an object, whatever state it is in; a broken one breaks its rule. */
static void laws_hold(uint8_t window, uint8_t contact, bool dead)
{
    for (int law = 0; law < IM_LAW_COUNT; law++) {
        struct im_event made = check_window((enum im_law)law, window);
        made.contact = contact;
        ck_assert(!unspecified(made));
        GRADE("preferred", made, number(1));
        GRADE("rejected", made, number(0));
        GRADE("rejected", made, result(S_OK));
        BLAMES(dead && law == IM_LAW_REFERENCES ? "RELEASE_SAFE" : rule_of_law[law], made, number(0));
        ck_assert_int_eq(may_blame(made, number(0), IM_RULE_RELEASE_SAFE), dead);
        const struct im_state before = model.state;
        happens(made, number(1));
        ck_assert_int_eq(memcmp(&before, &model.state, sizeof before), 0);
        struct im_observation best;
        ck_assert(oracle_prefer(&model, &made, &best));
        ck_assert_int_eq(best.number, 1);
    }
}

START_TEST(the_messenger_keeps_the_laws_in_every_state)
{
    laws_hold(0, 0, false);
    control(IM_EV_GO_OFFLINE);
    laws_hold(0, 0, false);
    control(IM_EV_SIGN_OUT);
    laws_hold(0, 0, false);
    begin_signed_out();
    laws_hold(0, 0, false);
}
END_TEST

START_TEST(contacts_keep_the_laws_in_every_state)
{
    happens(get_contact(ALICE, IM_SERVICE_PRIMARY), contact(1));
    laws_hold(0, 1, false);
    GRADE("preferred", check_contact(IM_LAW_REFERENCES, 1), number(1));
    control(IM_EV_GO_OFFLINE);
    laws_hold(0, 1, false);
    control(IM_EV_SIGN_OUT);
    laws_hold(0, 1, false);
}
END_TEST

START_TEST(windows_keep_the_laws_alive_and_dead)
{
    opens(ALICE, 1);
    laws_hold(1, 0, false);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    laws_hold(1, 0, true);
    opens(ALICE, 2);
    laws_hold(1, 0, true);
    laws_hold(2, 0, false);
    happens(of_window(IM_EV_USER_CLOSE, 2), result(S_OK));
    laws_hold(2, 0, true);
    opens(BOB, 3);
    control(IM_EV_GO_OFFLINE);
    laws_hold(3, 0, true);
    control(IM_EV_GO_ONLINE);
    laws_hold(3, 0, true);
    control(IM_EV_SIGN_OUT);
    laws_hold(3, 0, true);
    laws_hold(0, 0, false);
}
END_TEST

/* No answer at all: what the law says, and on a dead object what keeps it safe. */
START_TEST(no_answer_is_blamed_on_the_law)
{
    struct im_allowed_set set;
    opens(ALICE, 1);
    struct im_event made = check_window(IM_LAW_INTERFACES, 1);
    oracle_allowed(&model, &made, &set);
    ck_assert_uint_eq(set.blames, 1);
    ck_assert_int_eq(set.blame[0], IM_RULE_INTERFACES);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    oracle_allowed(&model, &made, &set);
    ck_assert_uint_eq(set.blames, 2);
    ck_assert_int_eq(set.blame[1], IM_RULE_RELEASE_SAFE);
}
END_TEST

/* --- Invoke's own errors --- */

static const struct {
    enum im_invocation call;
    uint32_t best, fair[3]; /* 0: there is no other */
} own_errors[] = {
    { IM_INVOKE_ID_OF_UNKNOWN_NAME, UNKNOWNNAME, { 0 } },
    { IM_INVOKE_UNKNOWN_MEMBER, MEMBERNOTFOUND, { 0 } },
    { IM_INVOKE_NO_ARGUMENT, BADPARAMCOUNT, { PARAMNOTOPTIONAL } },
    { IM_INVOKE_TOO_MANY, BADPARAMCOUNT, { 0 } },
    { IM_INVOKE_NAMED_ARGUMENT, PARAMNOTFOUND, { NONAMEDARGS, BADPARAMCOUNT, PARAMNOTOPTIONAL } },
    { IM_INVOKE_UNCONVERTIBLE, TYPEMISMATCH, { 0 } },
};

static void invoke_reports_its_errors(void)
{
    static const uint32_t codes[] = { S_OK,          S_FALSE,      E_INVALIDARG,    E_FAIL,        UNKNOWNNAME,
                                      NONAMEDARGS,   EXCEPTION,    TYPEMISMATCH,    PARAMNOTFOUND, MEMBERNOTFOUND,
                                      BADPARAMCOUNT, E_UNEXPECTED, PARAMNOTOPTIONAL };
    for (size_t i = 0; i < sizeof own_errors / sizeof own_errors[0]; i++) {
        struct im_event made = invoke(own_errors[i].call);
        for (size_t j = 0; j < sizeof codes / sizeof codes[0]; j++) {
            bool best = codes[j] == own_errors[i].best, fair = false;
            for (size_t k = 0; k < 3; k++) fair |= codes[j] != S_OK && codes[j] == own_errors[i].fair[k];
            GRADE(best ? "preferred" : fair ? "accepted" : "rejected", made, result(codes[j]));
            if (!best && !fair) BLAMES("INVOKE_ERRORS", made, result(codes[j]));
        }
        const struct im_state before = model.state;
        happens(made, result(own_errors[i].best));
        ck_assert_int_eq(memcmp(&before, &model.state, sizeof before), 0);
    }
}

START_TEST(invoke_reports_its_errors_in_every_state)
{
    invoke_reports_its_errors();
    control(IM_EV_GO_OFFLINE);
    invoke_reports_its_errors();
    begin_signed_out();
    invoke_reports_its_errors();
}
END_TEST

START_TEST(the_dispid_is_the_documented_one)
{
    static const enum im_invocation calls[] = { IM_INVOKE_ID_OF_NAME, IM_INVOKE_ID_OF_OTHER_CASE };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        struct im_event made = invoke(calls[i]);
        GRADE("preferred", made, member_id(1290));
        GRADE("rejected", made, member_id(1289));
        GRADE("rejected", made, result(S_OK));
        GRADE("rejected", made, result(UNKNOWNNAME));
        struct im_observation failed = member_id(1290);
        failed.hresult = UNKNOWNNAME;
        GRADE("rejected", made, failed);
        BLAMES("INVOKE_ERRORS", made, member_id(-1));
        struct im_observation best;
        ck_assert(oracle_prefer(&model, &made, &best));
        ck_assert_int_eq(best.number, 1290);
        ck_assert(best.has_value);
    }
}
END_TEST

/* --- what the method refuses --- */

START_TEST(an_exception_carries_what_the_method_says)
{
    struct im_event refused_name = invoke(IM_INVOKE_REFUSED_NAME), own_name = invoke(IM_INVOKE_OWN_NAME);
    GRADE("preferred", refused_name, carries(E_INVALIDARG));
    GRADE("rejected", refused_name, carries(E_FAIL));
    GRADE("rejected", refused_name, carries(S_OK));
    GRADE("rejected", refused_name, carries(EXCEPTION));
    GRADE("rejected", refused_name, result(E_INVALIDARG));
    GRADE("rejected", refused_name, result(S_OK));
    GRADE("preferred", own_name, carries(E_FAIL));
    GRADE("rejected", own_name, carries(E_INVALIDARG));
    BLAMES("INVOKE_EXCEPTION", refused_name, carries(E_FAIL));
    BLAMES("INVOKE_EXCEPTION", refused_name, result(S_OK));
    ck_assert(may_blame(refused_name, result(S_OK), IM_RULE_ARG_LEADING_SPACE));
    ck_assert(may_blame(own_name, result(S_OK), IM_RULE_SELF_STRING));
    struct im_observation best;
    ck_assert(oracle_prefer(&model, &own_name, &best));
    ck_assert_uint_eq(best.hresult, EXCEPTION);
    ck_assert_uint_eq(best.scode, E_FAIL);
}
END_TEST

/* Before sign-in either code is right for a bad name, and a script need not be told. */
START_TEST(an_exception_follows_the_state)
{
    struct im_event refused_name = invoke(IM_INVOKE_REFUSED_NAME), own_name = invoke(IM_INVOKE_OWN_NAME);
    control(IM_EV_GO_OFFLINE);
    GRADE("preferred", own_name, carries(NOT_LOGGED_ON));
    GRADE("noted", own_name, carries(DISCONNECTED));
    GRADE("noted", own_name, carries(E_FAIL));
    GRADE("noted", own_name, result(S_OK));
    begin_signed_out();
    GRADE("preferred", refused_name, carries(E_INVALIDARG));
    GRADE("preferred", refused_name, carries(NOT_LOGGED_ON));
    GRADE("noted", refused_name, result(S_OK));
    GRADE("rejected", refused_name, result(S_FALSE));
    GRADE("rejected", refused_name, result(NOT_LOGGED_ON));
    GRADE("preferred", own_name, carries(NOT_LOGGED_ON));
    GRADE("rejected", own_name, carries(E_INVALIDARG));
    ck_assert(takes(refused_name, carries(NOT_LOGGED_ON), IM_R_ORDER_STATE_STATE));
    ck_assert(takes(refused_name, carries(E_INVALIDARG), IM_R_ORDER_STATE_ARGUMENT));
    happens(refused_name, result(S_OK));
    ck_assert_int_eq(model.state.refused, 0);
}
END_TEST

/* What another documentation allows beside a code it allows in an exception, too. */
START_TEST(an_exception_carries_what_its_documentation_allows)
{
    GRADE("rejected", invoke(IM_INVOKE_REFUSED_NAME), carries(E_FAIL));
    world.profile = im_profile_find("communicator-2007");
    GRADE("preferred", invoke(IM_INVOKE_REFUSED_NAME), carries(E_INVALIDARG));
    GRADE("accepted", invoke(IM_INVOKE_REFUSED_NAME), carries(E_FAIL));
    GRADE("accepted", invoke(IM_INVOKE_OWN_NAME), carries(E_UNEXPECTED));
    GRADE("rejected", invoke(IM_INVOKE_OWN_NAME), result(E_UNEXPECTED));
}
END_TEST

/* A call that Invoke passed on opens nothing; a refused bad name may leave a window, the own name none. */
START_TEST(a_refused_call_opens_nothing)
{
    happens(invoke(IM_INVOKE_OWN_NAME), carries(E_FAIL));
    ck_assert_int_eq(model.state.refused, 1);
    ck_assert_int_eq(model.state.strays, 0);
    happens(invoke(IM_INVOKE_REFUSED_NAME), carries(E_INVALIDARG));
    ck_assert_int_eq(model.state.strays, 1);
    ck_assert_int_eq(model.state.stray_created, 1);
    for (int i = 0; i < IM_CONVERSATIONS; i++) ck_assert_int_eq(model.state.conversations[i].members, 0);
    opens(ALICE, 1);
    happens(invoke(IM_INVOKE_OWN_NAME), carries(E_FAIL));
    GRADE("preferred", message(ALICE), window(1));
    begin_signed_out();
    happens(invoke(IM_INVOKE_REFUSED_NAME), carries(E_INVALIDARG));
    ck_assert_int_eq(model.state.strays, 0);
}
END_TEST

int main(void)
{
    return RUN("com", laws_and_invocations_have_names, the_messenger_keeps_the_laws_in_every_state,
               contacts_keep_the_laws_in_every_state, windows_keep_the_laws_alive_and_dead,
               no_answer_is_blamed_on_the_law, invoke_reports_its_errors_in_every_state,
               the_dispid_is_the_documented_one, an_exception_carries_what_the_method_says,
               an_exception_follows_the_state, an_exception_carries_what_its_documentation_allows,
               a_refused_call_opens_nothing);
}
