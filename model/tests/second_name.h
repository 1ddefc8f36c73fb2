/*
 * What the second model sees in a string: the same person or perhaps so, and what the rows about strings
 * give for it.
 */
#ifndef IM_SECOND_NAME_H
#define IM_SECOND_NAME_H

#include "second.h"

/* How each answer to a call is graded, as far as one condition is concerned. */
struct answers {
    struct span success, invalid, fail, not_logged_on, null_ref, bare_null_ref, disconnected, invalid_service, other;
};

static inline struct answers no_objection(void)
{
    return (struct answers){ .success = GRADED(IM_PREFERRED),
                             .invalid = NEVER,
                             .fail = NEVER,
                             .not_logged_on = NEVER,
                             .null_ref = NEVER,
                             .bare_null_ref = NEVER,
                             .disconnected = NEVER,
                             .invalid_service = NEVER,
                             .other = NEVER };
}

static inline struct span better_of(struct span a, struct span b)
{
    return BETWEEN(a.best < b.best ? a.best : b.best, a.worst < b.worst ? a.worst : b.worst);
}

static inline struct span worse_of(struct span a, struct span b)
{
    return BETWEEN(worse(a.best, b.best), worse(a.worst, b.worst));
}

/* the code of any condition that holds will do; success needs that none forbids it. */
static inline struct answers both_hold(struct answers a, struct answers b)
{
    return (struct answers){ .success = worse_of(a.success, b.success),
                             .invalid = better_of(a.invalid, b.invalid),
                             .fail = better_of(a.fail, b.fail),
                             .not_logged_on = better_of(a.not_logged_on, b.not_logged_on),
                             .null_ref = better_of(a.null_ref, b.null_ref),
                             .bare_null_ref = better_of(a.bare_null_ref, b.bare_null_ref),
                             .disconnected = better_of(a.disconnected, b.disconnected),
                             .invalid_service = better_of(a.invalid_service, b.invalid_service),
                             .other = better_of(a.other, b.other) };
}

/* Every failing code. */
static inline struct answers any_error(struct answers base, struct span span)
{
    base.invalid = better_of(base.invalid, span);
    base.fail = better_of(base.fail, span);
    base.not_logged_on = better_of(base.not_logged_on, span);
    base.null_ref = better_of(base.null_ref, span);
    base.disconnected = better_of(base.disconnected, span);
    base.invalid_service = better_of(base.invalid_service, span);
    base.other = better_of(base.other, span);
    return base;
}

static inline bool high_surrogate(uint16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
static inline bool low_surrogate(uint16_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/* A character as somebody might compare it who is not strict: letter case, full width, the Cyrillic look-alikes. */
static inline uint16_t folded(uint16_t unit)
{
    static const uint16_t twins[][2] = { { 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043E, 'o' },
                                         { 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0445, 'x' } };
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
        if (unit == twins[i][0]) return twins[i][1];
    }
    if (unit >= 0xFF01 && unit <= 0xFF5E) unit = (uint16_t)(unit - 0xFEE0);
    return unit >= 'A' && unit <= 'Z' ? (uint16_t)(unit + 32) : unit;
}

static inline bool blank(uint16_t unit)
{
    return unit == ' ' || unit == '\t' || unit == 0xA0 || unit == 0x2003 || unit == 0x200B || unit == 0x3000;
}

/* The part that somebody might compare who is not strict: before a NUL, without blanks around and without a prefix. */
static inline struct im_text core_of(struct im_text text)
{
    static const char *const prefixes[] = { "sip:", "mailto:" };
    uint32_t end = 0;
    while (end < text.length && text.units[end] != 0) end++;
    uint32_t start = 0;
    while (start < end && blank(text.units[start])) start++;
    while (end > start && blank(text.units[end - 1])) end--;
    for (size_t p = 0; p < sizeof prefixes / sizeof prefixes[0]; p++) {
        uint32_t length = (uint32_t)strlen(prefixes[p]), same = 0;
        if (end - start <= length) continue;
        while (same < length && folded(text.units[start + same]) == (uint16_t)prefixes[p][same]) same++;
        if (same == length) start += length;
    }
    return (struct im_text){ text.units + start, end - start };
}

enum likeness { UNLIKE, PERHAPS, ALIKE };

static inline enum likeness alike_names(const struct im_world *guess, im_name a, im_name b)
{
    if (a == b) return ALIKE;
    struct im_text left = core_of(guess->names[a]), right = core_of(guess->names[b]);
    if (left.length != right.length) return UNLIKE;
    for (uint32_t i = 0; i < left.length; i++) {
        if (folded(left.units[i]) != folded(right.units[i])) return UNLIKE;
    }
    return PERHAPS;
}

/* names are unique within one service only. */
static inline enum likeness alike(const struct im_world *guess, struct somebody a, struct somebody b)
{
    if (!a.there || !b.there) return UNLIKE;
    enum likeness likeness = alike_names(guess, a.name, b.name);
    return likeness == ALIKE && a.secondary != b.secondary ? PERHAPS : likeness;
}

struct string_facts {
    uint32_t units, points, bytes, before_nul;
    bool lone, line_break, line_break_after, odd, pair;
};

static inline struct string_facts facts_of(struct im_text text)
{
    struct string_facts facts = { .units = text.length, .before_nul = text.length };
    for (uint32_t i = text.length; i-- > 0;) {
        if (text.units[i] == 0) facts.before_nul = i;
    }
    for (uint32_t i = 0; i < text.length; i++) {
        uint16_t unit = text.units[i];
        bool before = i < facts.before_nul;
        bool second_half = low_surrogate(unit) && i > 0 && high_surrogate(text.units[i - 1]);
        bool first_half = high_surrogate(unit) && i + 1 < text.length && low_surrogate(text.units[i + 1]);
        if ((high_surrogate(unit) && !first_half) || (low_surrogate(unit) && !second_half)) facts.lone = true;
        if (first_half) facts.pair = true;
        if (before && !second_half) facts.points++;
        facts.bytes += second_half ? 0 : first_half ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        if (unit == '\r' || unit == '\n') *(before ? &facts.line_break : &facts.line_break_after) = true;
        /* spaces inside or at the end, other blanks in front: other control characters. */
        if (blank(unit) || (unit < 0x20 && unit != 0 && unit != '\r' && unit != '\n') ||
            (unit >= 0x7F && unit < 0xA0) || unit == 0x2028 || unit == 0x2029) {
            facts.odd = true;
        }
    }
    return facts;
}

/* What the rows about strings allow. */
static inline struct answers string_answers(struct im_text text)
{
    struct answers answers = no_objection();
    struct string_facts facts = facts_of(text);
    if (facts.units == 0) { /* */
        answers.invalid = GRADED(IM_PREFERRED);
        answers.success = answers.fail = GRADED(IM_NOTED);
        return answers;
    }
    /* C-19, C-20, C-21, C-22: alone, each of these is refused for certain. */
    if (text.units[0] == ' ' || facts.line_break || facts.points > 129) {
        answers.invalid = GRADED(IM_PREFERRED);
        answers.success = NEVER;
        if (facts.lone && facts.points > 129) answers.success = BETWEEN(IM_ACCEPTED, IM_REJECTED);
        return answers;
    }
    if (facts.before_nul == 0) { /* NUL first; to who ends a string there it is a zero-length one, A-10 */
        answers.invalid = GRADED(IM_PREFERRED);
        answers.success = GRADED(IM_NOTED);
        answers.fail = BETWEEN(IM_NOTED, IM_REJECTED);
        return answers;
    }
    /* where countings differ, either. */
    if (facts.lone || facts.before_nul > 129 || facts.before_nul < facts.units || facts.line_break_after) {
        answers.invalid = GRADED(IM_ACCEPTED);
        return answers;
    }
    if (facts.odd) {
        answers.invalid = GRADED(IM_NOTED);
    } else if (facts.bytes > 129) {
        answers.invalid = facts.pair ? BETWEEN(IM_NOTED, IM_REJECTED) : GRADED(IM_NOTED);
    } else if (facts.bytes > facts.units) { /* some services refuse character values above 128 */
        answers.invalid = BETWEEN(IM_NOTED, IM_REJECTED);
    }
    return answers;
}

#endif
