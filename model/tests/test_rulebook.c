/*
 * A documentation as data: what a rulebook changes, and that it changes nothing else.  The books here are made up; what
 * the bundled ones say is tested where their rules are.
 */
#include "fixture.h"

static struct im_rulebook book;
static const struct im_profile profile = { "made-up", "Made up", &book };

/* Signed in, judged by a copy of the default book that a test may change. */
static void begin_with_book(void)
{
    begin_signed_in();
    book = *im_profiles[0].book;
    world.profile = &profile;
}

START_TEST(the_default_book_is_the_first)
{
    struct im_allowed_set by_default, by_name;
    const struct im_event made = message(LONG_130);
    oracle_allowed(&model, &made, &by_default);
    world.profile = &im_profiles[0];
    oracle_allowed(&model, &made, &by_name);
    ck_assert_uint_gt(by_default.count, 0);
    ck_assert_mem_eq(&by_default, &by_name, sizeof by_name);
    begin_with_book();
    book.conditions = &(const struct condition_table){ im_conditions.condition, 0 };
    GRADE("rejected", made, refused(E_INVALIDARG));
    GRADE("preferred", made, window(1));
}
END_TEST

/* A code that is allowed beside another one is allowed where a condition with that rule allows the other, and nowhere
 * else. */
START_TEST(an_amendment_belongs_to_its_rule)
{
    static const struct amendment amendments[] = {
        { IM_RULE_SELF_STRING, IM_E_FAIL, IM_E_UNEXPECTED, IM_NOTED },
        { IM_RULE_ARG_CRLF, IM_E_INVALIDARG, IM_E_UNEXPECTED, IM_ACCEPTED },
        { IM_RULE_ARG_CRLF, IM_E_FAIL, IM_E_NOTIMPL, IM_ACCEPTED },
        { IM_RULE_NONE, IM_NOT_LOGGED_ON, IM_E_NOTIMPL, IM_ACCEPTED },
    };
    const struct im_observation untouched = { .hresult = E_UNEXPECTED, .out = IM_OUT_UNTOUCHED };
    begin_with_book();
    GRADE("rejected", message(ME), refused(E_UNEXPECTED));
    book.amendments = amendments;
    book.amendment_count = sizeof amendments / sizeof amendments[0];
    GRADE("noted", message(ME), refused(E_UNEXPECTED));
    GRADE("preferred", message(ME), refused(E_FAIL));
    GRADE("accepted", message(LF_LAST), refused(E_UNEXPECTED));
    GRADE("preferred", message(LF_LAST), refused(E_INVALIDARG));
    GRADE("rejected", message(ME), untouched);
    GRADE("rejected", message(LONG_130), refused(E_UNEXPECTED));
    GRADE("rejected", message(ALICE), refused(E_UNEXPECTED));
    GRADE("rejected", message(LF_LAST), refused(E_NOTIMPL));
    control(IM_EV_SIGN_OUT);
    GRADE("accepted", message(ALICE), refused(E_NOTIMPL));
    GRADE("accepted", message(LF_LAST), refused(E_NOTIMPL));
}
END_TEST

/* What breaks a rule that is not in force is no failure; what breaks another one still is. */
START_TEST(a_rule_may_not_be_in_force)
{
    static const struct {
        enum im_standing standing;
        const char *grade;
    } rows[] = { { IM_IN_FORCE, "rejected" },
                 { IM_NOTE_LEVEL, "noted" },
                 { IM_NOT_IN_FORCE, "noted" },
                 { IM_DELETED, "preferred" } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_with_book();
        book.standing[IM_RULE_ARG_LENGTH] = (uint8_t)rows[i].standing;
        GRADE(rows[i].grade, message(LONG_130), window(1));
        GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
        GRADE("rejected", message(LF_LAST), window(1));
        const struct im_event made = message(LONG_130);
        const struct im_observation obs = window(1);
        struct im_judgement judgement = oracle_judge(&model, &made, &obs);
        ck_assert_int_eq(judgement.rule, IM_RULE_ARG_LENGTH);
        ck_assert_int_eq(judgement.blames > 0, rows[i].standing == IM_IN_FORCE);
        ck_assert_int_eq(judgement.takes, 0);
    }
}
END_TEST

START_TEST(boundaries_are_the_books)
{
    begin_with_book();
    GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
    book.bound[IM_BOUND_NAME]++;
    GRADE("preferred", message(LONG_130), window(1));
    GRADE("rejected", message(LONG_130), refused(E_INVALIDARG));
    GRADE("rejected", get_contact(LONG_130, IM_SERVICE_NONE), contact(1));
    book.bound[IM_BOUND_CONTACT_NAME]++;
    GRADE("preferred", get_contact(LONG_130, IM_SERVICE_NONE), contact(1));
    opens(ALICE, 1);
    GRADE("preferred", put(1, IM_PROPERTY_WIDTH, 1), result(S_OK));
    book.bound[IM_BOUND_SIZE]++;
    GRADE("preferred", put(1, IM_PROPERTY_WIDTH, 1), result(E_INVALIDARG));
    book.bound[IM_BOUND_SIZE]--;
    happens(put(1, IM_PROPERTY_WIDTH, 100), result(S_OK));
    GRADE("rejected", get(1, IM_PROPERTY_WIDTH), number(99));
    book.bound[IM_BOUND_PLAIN_LEAST]++;
    GRADE("noted", get(1, IM_PROPERTY_WIDTH), number(99));
    happens(put(1, IM_PROPERTY_WIDTH, 1000), result(S_OK));
    GRADE("rejected", get(1, IM_PROPERTY_WIDTH), number(999));
    book.bound[IM_BOUND_PLAIN_MOST]--;
    GRADE("noted", get(1, IM_PROPERTY_WIDTH), number(999));
}
END_TEST

/* A row or condition that is turned round holds where its guard does not. */
START_TEST(what_is_flipped_holds_elsewhere)
{
    static struct row rows[128];
    static struct condition conditions[64];
    static struct row_table row_table = { rows, 0 };
    static struct condition_table condition_table = { conditions, 0 };
    row_table.count = im_rows.count;
    condition_table.count = im_conditions.count;
    ck_assert_uint_le(im_rows.count, sizeof rows / sizeof rows[0]);
    ck_assert_uint_le(im_conditions.count, sizeof conditions / sizeof conditions[0]);
    memcpy(rows, im_rows.row, im_rows.count * sizeof rows[0]);
    memcpy(conditions, im_conditions.condition, im_conditions.count * sizeof conditions[0]);
    begin_with_book();
    book.rows = &row_table;
    book.conditions = &condition_table;
    GRADE("preferred", message(ME), refused(E_FAIL));
    for (size_t i = 0; i < im_conditions.count; i++) {
        conditions[i].flipped = conditions[i].rule == IM_RULE_SELF_STRING && conditions[i].firm &&
                                strcmp(conditions[i].name, "self_string") == 0;
    }
    GRADE("rejected", message(ME), refused(E_FAIL));
    GRADE("preferred", message(ALICE), refused(E_FAIL));
    GRADE("preferred", event(IM_EV_MY_SIGNIN_NAME), name_of(ME));
    for (size_t i = 0; i < im_rows.count; i++) rows[i].flipped = rows[i].event == IM_EV_MY_SIGNIN_NAME;
    GRADE("rejected", event(IM_EV_MY_SIGNIN_NAME), name_of(ME));
    GRADE("preferred", event(IM_EV_MY_SIGNIN_NAME), result(NOT_LOGGED_ON));
}
END_TEST

int main(void)
{
    return RUN("rulebook", the_default_book_is_the_first, an_amendment_belongs_to_its_rule, a_rule_may_not_be_in_force,
               boundaries_are_the_books, what_is_flipped_holds_elsewhere);
}
