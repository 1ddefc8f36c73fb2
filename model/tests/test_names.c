/*
 * Names as UTF-16: what the rows about strings look at, and when two names are perhaps one.
 */
#include "fixture.h"

/* --- facts ------------------------------------------------------------------------------------------------------ */

enum {
    HAS_NUL = 1,
    NUL_IS_FIRST = 2,
    LONE = 4,
    LEADING_SPACE = 8,
    LEADING_BLANK = 16,
    OTHER_SPACE = 32,
    HAS_CRLF = 64,
    CRLF_AFTER_NUL = 128,
    CONTROL = 256,
    NON_ASCII = 512
};

static int flags_of(struct im_name_facts facts)
{
    return facts.has_nul * HAS_NUL + facts.nul_first * NUL_IS_FIRST + facts.lone_surrogate * LONE +
           facts.leading_space * LEADING_SPACE + facts.leading_blank * LEADING_BLANK + facts.other_space * OTHER_SPACE +
           facts.crlf * HAS_CRLF + facts.crlf_after_nul * CRLF_AFTER_NUL + facts.control * CONTROL +
           facts.non_ascii * NON_ASCII;
}

static const struct {
    im_name name;
    uint32_t units, points, bytes;
    int flags;
} facts_rows[] = {
    /* lengths */
    { NOBODY, 0, 0, 0, 0 },
    { ALICE, 17, 17, 17, 0 },
    { LONG_129, 129, 129, 129, 0 },
    { LONG_130, 130, 130, 130, 0 },
    { PAIR_AFTER_127, 129, 128, 131, NON_ASCII },
    { PAIR_AFTER_128, 130, 129, 132, NON_ASCII },
    { PAIRS_64, 128, 64, 256, NON_ASCII },
    { PAIRS_65, 130, 65, 260, NON_ASCII },
    { PAIRS_130, 260, 130, 520, NON_ASCII },
    { ABOVE_127, 129, 129, 109 * 2 + 10 * 2 + 10 * 3, NON_ASCII },
    { LONE_HIGH, 2, 2, 4, LONE | NON_ASCII },
    { LONE_LOW, 15, 15, 17, LONE | NON_ASCII },
    { NUL_SHORT, 10, 3, 10, HAS_NUL },
    { NUL_129, 129, 3, 129, HAS_NUL },
    { NUL_130, 130, 3, 130, HAS_NUL },
    { NUL_AFTER_130, 132, 130, 132, HAS_NUL },
    { NUL_AFTER_PAIRS, 132, 65, 262, HAS_NUL | NON_ASCII },
    { NUL_FIRST, 14, 0, 14, HAS_NUL | NUL_IS_FIRST },
    /* which first characters count as a space */
    { SPACE_FIRST, 14, 14, 14, LEADING_SPACE },
    { SPACES, 3, 3, 3, LEADING_SPACE | OTHER_SPACE },
    { SPACE_INSIDE, 15, 15, 15, OTHER_SPACE },
    { SPACE_LAST, 15, 15, 15, OTHER_SPACE },
    { TAB_FIRST, 14, 14, 14, LEADING_BLANK | CONTROL },
    { NO_BREAK_FIRST, 14, 14, 15, LEADING_BLANK | NON_ASCII },
    { EM_SPACE_FIRST, 14, 14, 16, LEADING_BLANK | NON_ASCII },
    { IDEOGRAPHIC_FIRST, 14, 14, 16, LEADING_BLANK | NON_ASCII },
    { ZERO_WIDTH_FIRST, 14, 14, 16, LEADING_BLANK | NON_ASCII },
    /* carriage return and line feed, anywhere */
    { CR_INSIDE, 15, 15, 15, HAS_CRLF },
    { LF_FIRST, 15, 15, 15, HAS_CRLF },
    { LF_LAST, 15, 15, 15, HAS_CRLF },
    { ONLY_CRLF, 2, 2, 2, HAS_CRLF },
    { LF_AFTER_NUL, 15, 13, 15, HAS_NUL | CRLF_AFTER_NUL },
    { LF_AROUND_NUL, 17, 15, 17, HAS_NUL | HAS_CRLF | CRLF_AFTER_NUL },
    { FORM_FEED, 15, 15, 15, CONTROL },
    { VERTICAL_TAB, 15, 15, 15, CONTROL },
    { DELETE, 15, 15, 15, CONTROL },
    { NEXT_LINE, 15, 15, 16, NON_ASCII },
    { LINE_SEPARATOR, 15, 15, 17, NON_ASCII },
    { PARAGRAPH_SEPARATOR, 15, 15, 17, NON_ASCII },
};

START_TEST(facts_of_every_row)
{
    for (size_t i = 0; i < sizeof facts_rows / sizeof facts_rows[0]; i++) {
        struct im_name_facts facts = im_name_facts(names[facts_rows[i].name]);
        ck_assert_msg(facts.units == facts_rows[i].units, "row %zu: %u units", i, facts.units);
        ck_assert_msg(facts.points == facts_rows[i].points, "row %zu: %u code points", i, facts.points);
        ck_assert_msg(facts.bytes == facts_rows[i].bytes, "row %zu: %u bytes", i, facts.bytes);
        ck_assert_msg(flags_of(facts) == facts_rows[i].flags, "row %zu: %#x", i, (unsigned)flags_of(facts));
    }
}
END_TEST

START_TEST(surrogates_stand_alone_unless_high_then_low)
{
    static const struct {
        uint16_t units[2];
        bool lone;
    } rows[] = {
        { { 0xD800, 0xDC00 }, false }, { { 0xDBFF, 0xDFFF }, false }, { { 0xDC00, 0xD800 }, true },
        { { 0xD800, 0xD800 }, true },  { { 0xD7FF, 0xE000 }, false }, { { 0xDC00, 0xDC00 }, true },
        { { 0xD800, 'x' }, true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct im_name_facts facts = im_name_facts((struct im_text){ rows[i].units, 2 });
        ck_assert_msg(facts.lone_surrogate == rows[i].lone, "row %zu", i);
        ck_assert(facts.non_ascii);
    }
}
END_TEST

static struct im_name_facts facts_of_unit(unsigned unit)
{
    uint16_t units[] = { (uint16_t)unit, 'x' };
    return im_name_facts((struct im_text){ units, 2 });
}

/* The characters that Unicode calls space or that show nothing, without U+0020, CR and LF. */
static bool looks_blank(unsigned unit)
{
    static const unsigned blanks[] = { 0x09,   0x0B,   0x0C,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
                                       0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x200B, 0x200C, 0x200D,
                                       0x200E, 0x200F, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF };
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (blanks[i] == unit) return true;
    }
    return false;
}

START_TEST(every_first_unit_is_sorted)
{
    for (unsigned unit = 1; unit <= 0xFFFF; unit++) {
        struct im_name_facts facts = facts_of_unit(unit);
        bool line_end = unit == 0x0D || unit == 0x0A;
        ck_assert_msg(facts.leading_space == (unit == 0x20), "U+%04X", unit);
        ck_assert_msg(facts.crlf == line_end, "U+%04X", unit);
        ck_assert_msg(facts.leading_blank == looks_blank(unit), "U+%04X", unit);
        ck_assert_msg(facts.control == ((unit < 0x20 && !line_end) || unit == 0x7F), "U+%04X", unit);
        ck_assert_msg(facts.non_ascii == (unit >= 0x80), "U+%04X", unit);
        ck_assert_msg(facts.bytes == (unit < 0x80 ? 2u : unit < 0x800 ? 3u : 4u), "U+%04X", unit);
        ck_assert(!facts.has_nul && !facts.crlf_after_nul && !facts.other_space && facts.points == 2);
    }
}
END_TEST

/* --- relations -------------------------------------------------------------------------------------------------- */

static const struct {
    struct im_text a, b;
    enum im_relation relation;
} relation_rows[] = {
    { TEXT("a@b"), TEXT("a@b"), IM_SAME },
    { TEXT(""), TEXT(""), IM_SAME },
    { TEXT("a\0b"), TEXT("a\0b"), IM_SAME },
    { TEXT("\xD800"), TEXT("\xD800"), IM_SAME },
    /* letter case, in the alphabets that people write addresses in */
    { TEXT("a@b.com"), TEXT("A@B.Com"), IM_SAME_CASE },
    { TEXT("az"), TEXT("AZ"), IM_SAME_CASE },
    { TEXT("\u00E0\u00FE"), TEXT("\u00C0\u00DE"), IM_SAME_CASE },
    { TEXT("\u03B1\u03C9"), TEXT("\u0391\u03A9"), IM_SAME_CASE },
    { TEXT("\u0430\u044F"), TEXT("\u0410\u042F"), IM_SAME_CASE },
    { TEXT("@x"), TEXT("`x"), IM_DIFFERENT },
    { TEXT("[x"), TEXT("{x"), IM_DIFFERENT },
    /* blanks around, a prefix, what follows a NUL */
    { TEXT("a@b"), TEXT("a@b "), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT(" a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("\u00A0A@b\u3000"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("\015\012a@b\015\012"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("sip:a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("SIP:a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("mailto:a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("im:a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("msnim:a@b"), IM_SAME_TRIMMED },
    { TEXT("mailto:a@b"), TEXT("sip:a@b"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("a@b\0 more"), IM_SAME_TRIMMED },
    { TEXT("\0a"), TEXT("\0b"), IM_SAME_TRIMMED },
    { TEXT("  "), TEXT("\011"), IM_SAME_TRIMMED },
    { TEXT("a@b"), TEXT("http:a@b"), IM_DIFFERENT },
    /* only one prefix is taken off */
    { TEXT("a@b"), TEXT("sip:im:a@b"), IM_DIFFERENT },
    /* another normal form, full width, look-alikes, invisible characters */
    { TEXT("\u00E9@b"), TEXT("e\u0301@b"), IM_SAME_FORM },
    { TEXT("a@b"), TEXT("\uFF41\uFF20b"), IM_SAME_FORM },
    { TEXT("!~"), TEXT("\uFF01\uFF5E"), IM_SAME_FORM },
    { TEXT("a@b"), TEXT("\u0430@b"), IM_SAME_FORM },
    { TEXT("a@b"), TEXT("\U0001D41A@b"), IM_SAME_FORM },
    { TEXT("a@b"), TEXT("a\u200B@b"), IM_SAME_FORM },
    { TEXT("ab"), TEXT("a\u0300\u036Fb"), IM_SAME_FORM },
    { TEXT("a\001b"), TEXT("\uFF41b"), IM_SAME_FORM },
    { TEXT("a\001@b"), TEXT("a@b"), IM_SAME_FORM },
    { TEXT("\xD800@b"), TEXT("a@b"), IM_SAME_FORM },
    { TEXT("a\xD800"), TEXT("ab"), IM_SAME_FORM },
    { TEXT("\u00D7"), TEXT("\u00F7"), IM_SAME_FORM },
    /* nothing alike */
    { TEXT("a@b"), TEXT("c@b"), IM_DIFFERENT },
    { TEXT("a@b"), TEXT("a@bc"), IM_DIFFERENT },
    { TEXT("a@b"), TEXT(""), IM_DIFFERENT },
    { TEXT("\u0430@b"), TEXT("ab"), IM_DIFFERENT },
    { TEXT("\uFF00b"), TEXT("b"), IM_DIFFERENT },
    { TEXT("\uFF5Fb"), TEXT("b"), IM_DIFFERENT },
    { TEXT("\u02FFb"), TEXT("b"), IM_DIFFERENT },
    { TEXT("\u0370b"), TEXT("b"), IM_DIFFERENT },
    { TEXT("\uFF41b"), TEXT("cb"), IM_DIFFERENT },
    { TEXT("c\xDE00"), TEXT("d\xDE00"), IM_DIFFERENT },
    { TEXT("\xD800"
           "c@b"),
      TEXT("a@b"), IM_DIFFERENT },
};

START_TEST(relation_of_every_row)
{
    for (size_t i = 0; i < sizeof relation_rows / sizeof relation_rows[0]; i++) {
        enum im_relation there = im_name_relation(relation_rows[i].a, relation_rows[i].b);
        enum im_relation back = im_name_relation(relation_rows[i].b, relation_rows[i].a);
        ck_assert_msg(there == relation_rows[i].relation, "row %zu: %d", i, there);
        ck_assert_msg(back == there, "row %zu: %d there, %d back", i, there, back);
    }
}
END_TEST

/* Only the capitals of four alphabets have a small letter 32 above. */
START_TEST(capitals_end_where_the_alphabet_ends)
{
    for (unsigned unit = 0x21; unit < 0x500; unit++) {
        uint16_t upper[] = { (uint16_t)unit, 'x' }, lower[] = { (uint16_t)(unit + 32), 'x' };
        bool capital = (unit >= 'A' && unit <= 'Z') || (unit >= 0xC0 && unit <= 0xDE && unit != 0xD7) ||
                       (unit >= 0x391 && unit <= 0x3A9) || (unit >= 0x410 && unit <= 0x42F);
        enum im_relation relation = im_name_relation((struct im_text){ upper, 2 }, (struct im_text){ lower, 2 });
        ck_assert_msg((relation == IM_SAME_CASE) == capital, "U+%04X: %d", unit, relation);
    }
}
END_TEST

START_TEST(own_names_relate_as_the_table_of_self_says)
{
    static const struct {
        im_name name;
        enum im_relation relation;
    } rows[] = {
        { ME, IM_SAME },
        { ME_UPPER, IM_SAME_CASE },
        { ME_SIP, IM_SAME_TRIMMED },
        { ME_TRAILING, IM_SAME_TRIMMED },
        { ME_LEADING, IM_SAME_TRIMMED },
        { ME_LF, IM_SAME_TRIMMED },
        { ME_ODD, IM_SAME_TRIMMED },
        { ME_FULL_WIDTH, IM_SAME_FORM },
        { FRIENDLY, IM_DIFFERENT },
        { ALICE, IM_DIFFERENT },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ck_assert_msg(im_name_relation(names[rows[i].name], names[ME]) == rows[i].relation, "row %zu", i);
    }
}
END_TEST

/* What lies behind the end of a text in memory is no part of it. */
START_TEST(texts_end_where_their_length_says)
{
    static const struct {
        struct im_text a;
        uint32_t length;
        struct im_text b;
        enum im_relation relation;
    } rows[] = {
        { TEXT("alicex"), 5, TEXT("alicex"), IM_DIFFERENT },
        { TEXT("alicex"), 5, TEXT("alice"), IM_SAME },
        { TEXT("    x"), 3, TEXT("x"), IM_DIFFERENT },
        { TEXT("alice    "), 7, TEXT("alice"), IM_SAME_TRIMMED },
        { TEXT("sip:me@example.com"), 3, TEXT("me@example.com"), IM_DIFFERENT },
        { TEXT("sip:me@example.com"), 6, TEXT("me"), IM_SAME_TRIMMED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct im_text part = { rows[i].a.units, rows[i].length };
        ck_assert_msg(im_name_relation(part, rows[i].b) == rows[i].relation, "row %zu", i);
    }
    static const uint16_t pair[] = { 0xD83D, 0xDE00 };
    ck_assert(im_name_facts((struct im_text){ pair, 1 }).lone_surrogate);
    ck_assert(!im_name_facts((struct im_text){ pair, 2 }).lone_surrogate);
}
END_TEST

int main(void)
{
    return RUN("names", facts_of_every_row, surrogates_stand_alone_unless_high_then_low, every_first_unit_is_sorted,
               relation_of_every_row, capitals_end_where_the_alphabet_ends, own_names_relate_as_the_table_of_self_says,
               texts_end_where_their_length_says);
}
