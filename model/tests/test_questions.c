/*
 * Where a question of the documentation stands, and where it does not: a reading is taken only of the question that an
 * argument raises, and what is said of strings is not said of objects.
 */
#include "fixture.h"

/* Rows of that lie next to each other: the one that speaks is taken, its neighbour is not. */
START_TEST(readings_of_neighbouring_rows)
{
    static const struct {
        im_name name;
        enum im_reading is, is_not;
    } rows[] = {
        { LONE_HIGH, IM_R_LONE_SURROGATE_OPENS, IM_R_NON_ASCII_OPENS },
        { ABOVE_127, IM_R_NON_ASCII_OPENS, IM_R_LONE_SURROGATE_OPENS },
        { PAIR_AFTER_128, IM_R_LENGTH_PAIR_POINTS, IM_R_NUL_LONG_IGNORED },
        { NUL_129, IM_R_NUL_SHORT_OPENS, IM_R_NUL_LONG_IGNORED },
        { NUL_130, IM_R_NUL_LONG_IGNORED, IM_R_NUL_SHORT_OPENS },
        { NUL_130, IM_R_NUL_LONG_IGNORED, IM_R_LENGTH_PAIR_POINTS },
        { NUL_FIRST, IM_R_NUL_FIRST_OPENS, IM_R_NUL_SHORT_OPENS },
        { NUL_FIRST_LONG, IM_R_NUL_FIRST_OPENS, IM_R_NUL_LONG_IGNORED },
        { TAB_FIRST, IM_R_BLANK_FIRST_OPENS, IM_R_SPACE_INSIDE_OPENS },
        { FORM_FEED, IM_R_CONTROL_OPENS, IM_R_BLANK_FIRST_OPENS },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct im_event made = message(rows[i].name);
        ck_assert_msg(takes(made, window(1), rows[i].is), "row %zu: not %s", i, im_readings[rows[i].is].id);
        ck_assert_msg(!takes(made, window(1), rows[i].is_not), "row %zu: %s", i, im_readings[rows[i].is_not].id);
    }
}
END_TEST

/* "Any" length of a string with a lone surrogate: it is graded as a short one. */
START_TEST(a_lone_surrogate_is_graded_alike)
{
    static const im_name lone[] = { LONE_HIGH, LONE_LONG };
    for (int i = 0; i < 2; i++) {
        GRADE("preferred", message(lone[i]), window(1));
        GRADE("accepted", message(lone[i]), refused(E_INVALIDARG));
    }
}
END_TEST

/* Only a name that breaks a rule of strings may be refused as an object (A-17 iii, R-32). */
START_TEST(objects_with_unusual_names_open)
{
    static const im_name unusual[] = { TAB_FIRST, SPACE_INSIDE, SPACE_LAST, FORM_FEED, NEXT_LINE, ABOVE_127, LONG_129 };
    for (size_t i = 0; i < sizeof unusual / sizeof unusual[0]; i++) {
        model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = unusual[i] };
        GRADE("preferred", message_contact(1), window(1));
        GRADE("rejected", message_contact(1), refused(E_INVALIDARG));
        GRADE("rejected", message_contact(1), refused(E_FAIL));
    }
}
END_TEST

/* Which of several conditions comes first is a question only where several hold. */
START_TEST(precedence_of_one_is_none)
{
    ck_assert(!may_blame(message(ME), window(1), IM_RULE_PRECEDENCE));
    ck_assert(!may_blame(message(SPACE_FIRST), window(1), IM_RULE_PRECEDENCE));
    ck_assert(may_blame(message(ME_LF), refused(E_UNEXPECTED), IM_RULE_ARG_CRLF));
    control(IM_EV_SIGN_OUT);
    ck_assert(!may_blame(message(ALICE), window(1), IM_RULE_PRECEDENCE));
    ck_assert(may_blame(message(SPACE_FIRST), refused(E_FAIL), IM_RULE_PRECEDENCE));
}
END_TEST

int main(void)
{
    return RUN("questions", readings_of_neighbouring_rows, a_lone_surrogate_is_graded_alike,
               objects_with_unusual_names_open, precedence_of_one_is_none);
}
