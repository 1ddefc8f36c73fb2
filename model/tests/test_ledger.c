/*
 * The choice ledger: readings are counted, and arguments on which a reading must not change are remembered.
 */
#include "fixture.h"

static struct im_judgement judge(struct im_event made, struct im_observation obs)
{
    return oracle_judge(&model, &made, &obs);
}
#define JUDGED(is, made, obs) ck_assert_str_eq(im_grade_name(judge(made, obs).grade), is)

START_TEST(readings_are_counted)
{
    judge(message(ALICE), window(1));
    judge(message(ALICE), window(1));
    judge(message(ALICE), seen_window(S_FALSE, 1, IM_SEEN_NO));
    judge(message(ALICE), refused(E_FAIL));
    ck_assert_uint_eq(ledger.taken[IM_R_FOCUS_NEW_S_OK], 2);
    ck_assert_uint_eq(ledger.taken[IM_R_FOCUS_NEW_S_FALSE], 1);
    ck_assert_uint_eq(ledger.taken[IM_R_SELF_CASE_SELF], 0);
    judge(message(ME_UPPER), refused(E_FAIL));
    ck_assert_uint_eq(ledger.taken[IM_R_SELF_CASE_SELF], 1);
    ck_assert_uint_eq(ledger.taken[IM_READING_NONE], 0);
}
END_TEST

START_TEST(the_same_bytes_get_the_same_answer)
{
    JUDGED("preferred", message(PAIR_AFTER_128), refused(E_INVALIDARG));
    JUDGED("preferred", message(PAIR_AFTER_128), refused(E_INVALIDARG));
    JUDGED("rejected", message(PAIR_AFTER_128), window(1));
    ck_assert_int_eq(judge(message(PAIR_AFTER_128), window(1)).rule, IM_RULE_CONSISTENT);
    ck_assert_int_eq(judge(message(PAIR_AFTER_128), window(1)).blames, 1);
    JUDGED("accepted", message(PAIRS_65), window(1));
    JUDGED("rejected", message(PAIRS_65), refused(E_INVALIDARG));
    /* S_OK and S_FALSE are one answer: the focus is not the argument's */
    JUDGED("accepted", message(PAIRS_65), seen_window(S_FALSE, 1, IM_SEEN_NO));
    JUDGED("preferred", message(NUL_SHORT), window(1));
    JUDGED("rejected", message(NUL_SHORT), refused(E_INVALIDARG));
}
END_TEST

START_TEST(other_arguments_are_other_arguments)
{
    struct im_event by_reference = message(PAIR_AFTER_128);
    by_reference.argument.reference = IM_BY_TYPED_REFERENCE;
    JUDGED("preferred", message(PAIR_AFTER_128), refused(E_INVALIDARG));
    JUDGED("accepted", by_reference, window(1));
    JUDGED("rejected", by_reference, refused(E_INVALIDARG));
    struct im_event five = message_form(IM_NUMBER), text = message(NUL_SHORT);
    five.argument.name = NUL_SHORT;
    JUDGED("preferred", five, refused(E_INVALIDARG));
    JUDGED("preferred", text, window(1));
    struct im_event yes = message_form(IM_BOOLEAN);
    yes.argument.name = NUL_SHORT;
    JUDGED("noted", yes, window(1));
}
END_TEST

/* Numbers and booleans are taken one way or another, each always the same. */
START_TEST(other_types_agree_too)
{
    static const enum im_form forms[] = { IM_NUMBER, IM_BOOLEAN };
    for (int i = 0; i < 2; i++) {
        struct im_event made = message_form(forms[i]);
        made.argument.name = NO_AT;
        JUDGED("preferred", made, refused(E_INVALIDARG));
        JUDGED("preferred", made, refused(E_INVALIDARG));
        JUDGED("rejected", made, window(1));
        ck_assert_int_eq(judge(made, window(1)).rule, IM_RULE_CONSISTENT);
    }
}
END_TEST

/* Where the argument has no text, or the situation another say, nothing is remembered. */
START_TEST(only_a_ready_client_is_compared)
{
    JUDGED("preferred", message_form(IM_EMPTY), refused(E_INVALIDARG));
    JUDGED("noted", message_form(IM_EMPTY), refused(E_FAIL));
    JUDGED("preferred", message(ALICE), window(1));
    JUDGED("accepted", message(ALICE), refused(S_FALSE));
    struct im_event made = message(PAIR_AFTER_128);
    JUDGED("preferred", made, refused(E_INVALIDARG));
    made.out_null = 1;
    JUDGED("preferred", made, ((struct im_observation){ .hresult = NULL_REF, .out = IM_OUT_NONE }));
    set_flag(IM_EV_OPEN_DIALOG, 0);
    JUDGED("noted", message(PAIR_AFTER_128), refused(E_UNEXPECTED));
    control(IM_EV_CLOSE_DIALOGS);
    control(IM_EV_SIGN_OUT);
    JUDGED("preferred", message(PAIR_AFTER_128), refused(NOT_LOGGED_ON));
    control(IM_EV_SIGN_IN);
    JUDGED("rejected", message(PAIR_AFTER_128), window(1));
}
END_TEST

/* What demands no agreement, and what is no call of the method, is not remembered at all. */
START_TEST(nothing_else_is_remembered)
{
    judge(message(ALICE), window(1));
    judge(message_form(IM_EMPTY), refused(E_INVALIDARG));
    judge(get_contact(NUL_SHORT, IM_SERVICE_PRIMARY), contact(1));
    struct im_event made = message(PAIR_AFTER_128);
    made.out_null = 1;
    judge(made, (struct im_observation){ .hresult = E_INVALIDARG, .out = IM_OUT_NONE });
    set_flag(IM_EV_OPEN_DIALOG, 0);
    judge(message(PAIR_AFTER_128), window(1));
    control(IM_EV_CLOSE_DIALOGS);
    control(IM_EV_SIGN_OUT);
    judge(message(PAIR_AFTER_128), refused(E_INVALIDARG));
    for (int i = 0; i < IM_LEDGER_MEMORY; i++) ck_assert(!ledger.memory[i].used);
}
END_TEST

START_TEST(the_memory_forgets_the_oldest)
{
    static const im_name many[] = { PAIRS_65,        PAIRS_64,       ABOVE_127,      LONE_HIGH,      LONE_LOW,
                                    LONE_LONG,       NUL_SHORT,      NUL_129,        NEXT_LINE,      PAIR_AFTER_127,
                                    NUL_AFTER_PAIRS, LINE_SEPARATOR, NO_BREAK_FIRST, EM_SPACE_FIRST, ZERO_WIDTH_FIRST };
    JUDGED("preferred", message(PAIR_AFTER_128), refused(E_INVALIDARG));
    for (size_t i = 0; i < sizeof many / sizeof many[0]; i++)
        ck_assert_int_ne(judge(message(many[i]), window(1)).grade, IM_REJECTED);
    ck_assert_int_eq(ledger.next, 0);
    JUDGED("rejected", message(PAIR_AFTER_128), window(1));
    JUDGED("preferred", message(IDEOGRAPHIC_FIRST), window(1));
    JUDGED("accepted", message(PAIR_AFTER_128), window(1));
}
END_TEST

START_TEST(without_a_ledger_nothing_is_compared)
{
    model.ledger = NULL;
    JUDGED("preferred", message(PAIR_AFTER_128), refused(E_INVALIDARG));
    JUDGED("accepted", message(PAIR_AFTER_128), window(1));
    JUDGED("preferred", event(IM_EV_SIGN_IN), result(S_OK));
}
END_TEST

int main(void)
{
    return RUN("ledger", readings_are_counted, the_same_bytes_get_the_same_answer, other_arguments_are_other_arguments,
               other_types_agree_too, only_a_ready_client_is_compared, nothing_else_is_remembered,
               the_memory_forgets_the_oldest, without_a_ledger_nothing_is_compared);
}
