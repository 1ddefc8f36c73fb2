/*
 * The error decision table: what each condition allows alone, and in the pairs of A-20.
 *
 * An expectation is one letter for each result of RESULTS, in that order: P preferred, A accepted, N noted, - rejected.
 */
#include <stdio.h>

#include "fixture.h"

static const struct {
    uint32_t hresult;
    bool window;
} results[] = {
    { S_OK, true },          { S_FALSE, true },        { OTHER_SUCCESS, true }, { E_INVALIDARG, false },
    { E_FAIL, false },       { NOT_LOGGED_ON, false }, { NULL_REF, false },     { NULL_REF_BARE, false },
    { DISCONNECTED, false }, { E_UNEXPECTED, false },
};
enum { RESULTS = sizeof results / sizeof results[0] };
/*           S_OK S_FALSE other E_INVALIDARG E_FAIL NOT_LOGGED_ON NULL_REF 1780 DISCONNECTED E_UNEXPECTED */
#define OPENS "PAN-------"
#define REFUSED "---P------"

static void expect(const char *what, struct im_event made, const char *expected)
{
    char found[RESULTS + 1] = { 0 };
    for (int i = 0; i < RESULTS; i++) {
        struct im_observation obs = results[i].window ? window(1) : refused(results[i].hresult);
        obs.hresult = results[i].hresult;
        if (made.out_null) obs.out = IM_OUT_NONE;
        const char *grade = graded(made, obs);
        found[i] = (char)(*grade == 'r' ? '-' : *grade - 'a' + 'A');
    }
    ck_assert_msg(strcmp(found, expected) == 0, "%s: found %s, expected %s", what, found, expected);
}

struct name_row {
    im_name name;
    const char *expected;
};

static void expect_names(const struct name_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char what[32];
        snprintf(what, sizeof what, "row %zu", i);
        expect(what, message(rows[i].name), rows[i].expected);
    }
}
#define EXPECT_NAMES(rows) expect_names(rows, sizeof(rows) / sizeof(rows)[0])

static struct im_event scripted(struct im_event made)
{
    made.binding = IM_BINDING_SCRIPT;
    return made;
}

static struct im_event dispatched(struct im_event made)
{
    made.binding = IM_BINDING_DISPATCH;
    return made;
}

static struct im_event null_out(struct im_event made)
{
    made.out_null = 1;
    return made;
}

static struct im_event by_reference(struct im_event made, enum im_reference reference)
{
    made.argument.reference = (uint8_t)reference;
    return made;
}

/* --- strings ---------------------------------------------------------------------------------------------------- */

START_TEST(plain_and_malformed_names_open)
{
    static const struct name_row rows[] = { /* C-53, C-54, A-29 */
                                            { ALICE, OPENS },        { NO_AT, OPENS },  { TWO_AT, OPENS },
                                            { DISPLAY_NAME, OPENS }, { MAILTO, OPENS }, { FRIENDLY, "PANN------" }
    };
    EXPECT_NAMES(rows);
}
END_TEST

START_TEST(length_rows_of_a07)
{
    static const struct name_row rows[] = {
        { LONG_129, OPENS },
        { LONG_130, REFUSED },
        { PAIR_AFTER_127, "PANN------" },
        { PAIR_AFTER_128, "AANP------" }, /* noted as well, as all above U+007F; the better grade counts */
        { PAIRS_65, "AANP------" },
        { PAIRS_130, REFUSED },
        { ABOVE_127, "PANN------" },
        { LONE_HIGH, "PANA------" },
        { LONE_LOW, "PANA------" },
        { LONE_PAIRS, "AANP------" },
        { NUL_SHORT, "PANA------" },
        { NUL_129, "PANA------" },
        { NUL_130, "AANP------" },
        { NUL_AFTER_130, REFUSED },
        { NUL_AFTER_PAIRS, "AANP------" },
        { LF_AFTER_NUL, "AANP------" },
    };
    EXPECT_NAMES(rows);
}
END_TEST

/* The row of a lone surrogate says "any" length: neither answer is rejected. */
START_TEST(a_lone_surrogate_may_be_long)
{
    ck_assert_str_ne(graded(message(LONE_LONG), window(1)), "rejected");
    ck_assert_str_ne(graded(message(LONE_LONG), refused(E_INVALIDARG)), "rejected");
    GRADE("rejected", message(LONE_LONG), refused(E_FAIL));
}
END_TEST

/* E_FAIL is the third answer to a zero-length string, which a name before its first NUL is. */
START_TEST(nothing_before_a_nul)
{
    static const struct name_row rows[] = { { NUL_FIRST, "NNNPN-----" }, { NUL_FIRST_LONG, "NNNPN-----" } };
    EXPECT_NAMES(rows);
}
END_TEST

START_TEST(space_rows_of_a08)
{
    static const struct name_row rows[] = {
        { SPACE_FIRST, REFUSED },           { SPACES, REFUSED },
        { TAB_FIRST, "PANN------" },        { NO_BREAK_FIRST, "PANN------" },
        { EM_SPACE_FIRST, "PANN------" },   { IDEOGRAPHIC_FIRST, "PANN------" },
        { ZERO_WIDTH_FIRST, "PANN------" }, { SPACE_INSIDE, "PANN------" },
        { SPACE_LAST, "PANN------" },
    };
    EXPECT_NAMES(rows);
}
END_TEST

START_TEST(line_rows_of_a09)
{
    static const struct name_row rows[] = {
        { CR_INSIDE, REFUSED },
        { LF_FIRST, REFUSED },
        { LF_LAST, REFUSED },
        { ONLY_CRLF, REFUSED },
        { LF_AROUND_NUL, REFUSED },
        { FORM_FEED, "PANN------" },
        { VERTICAL_TAB, "PANN------" },
        { DELETE, "PANN------" },
        { NEXT_LINE, "PANN------" },
        { LINE_SEPARATOR, "PANN------" },
        { PARAGRAPH_SEPARATOR, "PANN------" },
    };
    EXPECT_NAMES(rows);
}
END_TEST

/* --- forms ------------------------------------------------------------------------------------------------------ */

START_TEST(null_and_empty)
{
    expect("A-10: NULL string", message_form(IM_NULL_STRING), REFUSED);
    expect("A-10: zero length", message(NOBODY), "NNNPN-----");
    expect("A-11: VT_EMPTY", message_form(IM_EMPTY), "---PNNN-NN");
    expect("A-11: VT_NULL", message_form(IM_NULL), "---PNNN-NN");
    expect("A-11: VT_ERROR", message_form(IM_ERROR), "---PNNN-NN");
    expect("A-15: NULL object", message_form(IM_NULL_OBJECT), "---PNNN-NN");
}
END_TEST

START_TEST(other_types)
{
    expect("A-16: an object that is no contact", message_form(IM_FOREIGN), "---PAAA-AA");
    struct im_event five = message_form(IM_NUMBER), yes = message_form(IM_BOOLEAN);
    five.argument.name = NO_AT;
    yes.argument.name = NO_AT;
    expect("A-12: a number", five, "NNNPNNN-NN");
    expect("A-12: a boolean", yes, "NNNPNNN-NN");
}
END_TEST

START_TEST(references)
{
    struct im_event typed = by_reference(message(ALICE), IM_BY_TYPED_REFERENCE);
    struct im_event variant = by_reference(message(ALICE), IM_BY_VARIANT_REFERENCE);
    struct im_event nested = by_reference(message(ALICE), IM_BY_NESTED_REFERENCE);
    expect("typed", typed, "PANN------");
    expect("typed, through Invoke", scripted(typed), "PANN------");
    expect("variant", variant, "PANN------");
    expect("variant, from a script", scripted(variant), OPENS);
    expect("variant, through Invoke", dispatched(variant), OPENS);
    expect("nested", nested, "PANA------");
    expect("by-reference space", by_reference(message(SPACE_FIRST), IM_BY_VARIANT_REFERENCE), REFUSED);
    world.invoke_only = true;
    expect("variant, only Invoke", variant, OPENS);
}
END_TEST

/* --- the own user ----------------------------------------------------------------------------------------------- */

START_TEST(self_rows_of_a18)
{
    static const struct name_row rows[] = {
        { ME, "----P-----" },
        { ME_UPPER, "AAN-P-----" },
        { ME_FULL_WIDTH, "PANNA-----" },
        { ME_TRAILING, "PANNA-----" },
        { ME_LEADING, "---PN-----" },
        { ME_SIP, "PAN-A-----" },
        { ME_LF, REFUSED },
    };
    EXPECT_NAMES(rows);
    set_flag(IM_EV_SET_FOCUS, 0);
    expect("A-20: own name, and no focus", message(ME), "----P-----");
}
END_TEST

START_TEST(self_rows_of_a19)
{
    set_service(IM_EV_SERVICE_SIGN_IN);
    happens(get_contact(ME, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(ME, IM_SERVICE_SECONDARY), contact(2));
    expect("own contact", message_contact(1), "----P-----");
    expect("own name on the other service", message_contact(2), "PAN-A-----");
    expect("no contact that is held", message_contact(3), OPENS);
}
END_TEST

/* --- contact objects -------------------------------------------------------------------------------------------- */

START_TEST(contacts_of_a17)
{
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = ALICE };
    model.state.contacts[1] = (struct im_contact){ .refs = 1, .name = SPACE_FIRST };
    model.state.contacts[2] = (struct im_contact){ .refs = 1, .name = LONG_130 };
    model.state.contacts[3] = (struct im_contact){ .refs = 1, .name = LF_LAST };
    model.state.contacts[4] = (struct im_contact){ .refs = 1, .name = NOBODY };
    model.state.contacts[5] = (struct im_contact){ .refs = 1, .name = BOB, .stale = 1 };
    expect("a contact", message_contact(1), OPENS);
    expect("leading space", message_contact(2), "PANAA-----");
    expect("too long", message_contact(3), "PANAA-----");
    expect("line feed", message_contact(4), "PANAA-----");
    expect("no name", message_contact(5), "PANAA-----");
    expect("from before a sign-out", message_contact(6), "PANNNNN-NN");
}
END_TEST

START_TEST(contact_of_a_service_that_is_out)
{
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = SECOND, .secondary = 1 };
    struct im_event made = message_contact(1);
    expect("A-23", made, "PAN-AA----");
    GRADE("accepted", made, refused(INVALID_SERVICE));
    set_service(IM_EV_SERVICE_SIGN_IN);
    expect("R-40: signed in", made, OPENS);
    GRADE("rejected", made, refused(INVALID_SERVICE));
    control(IM_EV_SIGN_OUT);
    expect("A-23: primary signed out", made, "-----P----");
}
END_TEST

/* --- the state of the client ------------------------------------------------------------------------------------ */

START_TEST(signed_out)
{
    control(IM_EV_SIGN_OUT);
    expect("A-22", message(ALICE), "-----P----");
    expect("A-20: bad argument", message(SPACE_FIRST), "---P-P----");
    expect("A-20: wrong type", message_form(IM_EMPTY), "---PNPN-NN");
    expect("A-20: number", message_form(IM_NUMBER), "---PNPN-NN");
    expect("A-20: foreign", message_form(IM_FOREIGN), "---PAPA-AA");
    expect("A-20: own name", message(ME), "----NP----");
    expect("own name after a space", message(ME_LEADING), "---PNP----");
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = ME, .stale = 1 };
    model.state.contacts[1] = (struct im_contact){ .refs = 1, .name = ALICE, .stale = 1 };
    expect("own contact", message_contact(1), "----NP----");
    expect("old contact", message_contact(2), "-----P----");
    expect("A-18: the own name in capitals", message(ME_UPPER), "----NP----");
    expect("a prefix", message(ME_SIP), "----NP----");
    expect("full width", message(ME_FULL_WIDTH), "---NNP----");
    expect("own name before a space", message(ME_TRAILING), "---NNP----");
    expect("own name before a line feed", message(ME_LF), "---P-P----");
    model.state.contacts[0].secondary = 1;
    expect("A-19: the own name on another service", message_contact(1), "----NP----");
}
END_TEST

START_TEST(offline)
{
    control(IM_EV_GO_OFFLINE);
    expect("A-22", message(ALICE), "----NP--N-");
    expect("own name", message(ME), "----NP--N-");
    expect("bad argument", message(SPACE_FIRST), "---PNP--N-");
}
END_TEST

START_TEST(in_between)
{
    static const enum im_client states[] = { IM_SIGNING_IN, IM_SIGNING_OUT };
    for (size_t i = 0; i < 2; i++) {
        model.state.client = (uint8_t)states[i];
        expect("A-21", message(ALICE), "AAN--P----");
        expect("own name", message(ME), "----PP----");
        model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = ME };
        expect("own contact", message_contact(1), "----PP----");
    }
}
END_TEST

START_TEST(dialogs)
{
    set_flag(IM_EV_OPEN_DIALOG, 0);
    expect("A-25: another dialog", message(ALICE), "PANNNNN-NN");
    set_flag(IM_EV_OPEN_DIALOG, 1);
    expect("A-25: Sign In dialog of who is signed in", message(ALICE), "PANNNNN-NN");
    control(IM_EV_CLOSE_DIALOGS);
    expect("closed again", message(ALICE), OPENS);
    control(IM_EV_SIGN_OUT);
    set_flag(IM_EV_OPEN_DIALOG, 1);
    expect("A-25: Sign In dialog", message(ALICE), "----NP----");
    control(IM_EV_CLOSE_DIALOGS);
    expect("closed again, signed out", message(ALICE), "-----P----");
}
END_TEST

START_TEST(scripts_may_be_told_nothing)
{
    struct im_event made = scripted(message(ALICE));
    GRADE("rejected", made, refused(S_OK));
    control(IM_EV_SIGN_OUT);
    expect("A-46", made, "-----P----");
    GRADE("noted", made, refused(S_OK));
    GRADE("rejected", made, refused(S_FALSE));
    GRADE("rejected", message(ALICE), refused(S_OK));
    GRADE("noted", dispatched(message(ALICE)), refused(S_OK));
    world.invoke_only = true;
    GRADE("noted", message(ALICE), refused(S_OK));
}
END_TEST

START_TEST(focus)
{
    set_flag(IM_EV_SET_FOCUS, 0);
    expect("A-03: refused", message(ALICE), "APN-------");
    set_flag(IM_EV_SET_FOCUS, 1);
    expect("A-03: allowed", message(ALICE), OPENS);
}
END_TEST

/* --- NULL ppMWindow --------------------------------------------------------------------------------------------- */

START_TEST(null_pointer_pairs_of_a20)
{
    expect("A-01: alone", null_out(message(ALICE)), "------PN--");
    expect("bad argument", null_out(message(SPACE_FIRST)), "---A--PN--");
    expect("own name", null_out(message(ME)), "----A-PN--");
    control(IM_EV_SIGN_OUT);
    expect("signed out", null_out(message(ALICE)), "-----APN--");
    expect("all at once", null_out(message(SPACE_FIRST)), "---A-APN--");
    expect("own name, signed out", null_out(message(ME)), "----NAPN--");
}
END_TEST

/* 1780 is a success to who looks at the sign bit alone: it opens nothing. */
START_TEST(a_bare_status_opens_nothing)
{
    struct im_state before = model.state;
    happens(null_out(message(ALICE)), (struct im_observation){ .hresult = NULL_REF_BARE, .out = IM_OUT_NONE });
    ck_assert_mem_eq(&before, &model.state, sizeof before);
}
END_TEST

/* --- which reading ---------------------------------------------------------------------------------------------- */

START_TEST(readings_of_pairs)
{
    ck_assert(takes(message(ME_UPPER), refused(E_FAIL), IM_R_SELF_CASE_SELF));
    ck_assert(takes(message(ME_UPPER), window(1), IM_R_SELF_CASE_OTHER));
    ck_assert(!takes(message(ME_UPPER), refused(E_FAIL), IM_R_SELF_CASE_OTHER));
    ck_assert(takes(message(PAIR_AFTER_128), window(1), IM_R_LENGTH_PAIR_POINTS));
    ck_assert(takes(message(PAIR_AFTER_128), refused(E_INVALIDARG), IM_R_LENGTH_PAIR_UNITS));
    struct im_observation pointer = { .hresult = NULL_REF, .out = IM_OUT_NONE }, other = pointer;
    other.hresult = E_INVALIDARG;
    ck_assert(takes(null_out(message(SPACE_FIRST)), pointer, IM_R_ORDER_OUT_POINTER));
    ck_assert(takes(null_out(message(SPACE_FIRST)), other, IM_R_ORDER_OUT_OTHER));
    ck_assert(!takes(message(SPACE_FIRST), refused(E_INVALIDARG), IM_R_ORDER_STATE_ARGUMENT));
    control(IM_EV_GO_OFFLINE);
    ck_assert(takes(message(SPACE_FIRST), refused(E_INVALIDARG), IM_R_ORDER_STATE_ARGUMENT));
    ck_assert(takes(message(SPACE_FIRST), refused(NOT_LOGGED_ON), IM_R_ORDER_STATE_STATE));
    ck_assert(takes(message(ALICE), refused(DISCONNECTED), IM_R_OFFLINE_OTHER));
    ck_assert(!takes(message(ALICE), refused(NOT_LOGGED_ON), IM_R_ORDER_STATE_STATE));
}
END_TEST

int main(void)
{
    return RUN("conditions", plain_and_malformed_names_open, length_rows_of_a07, a_lone_surrogate_may_be_long,
               nothing_before_a_nul, space_rows_of_a08, line_rows_of_a09, null_and_empty, other_types, references,
               self_rows_of_a18, self_rows_of_a19, contacts_of_a17, contact_of_a_service_that_is_out, signed_out,
               offline, in_between, dialogs, scripts_may_be_told_nothing, focus, null_pointer_pairs_of_a20,
               a_bare_status_opens_nothing, readings_of_pairs);
}
