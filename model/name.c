/*
 * Sign-in names as UTF-16: what the rows about strings look at (C-19 to C-22, A-06 to A-09), and how two names relate
 * .  Knows nothing of states or events.
 */
#include "im_model.h"

static bool is_high(uint16_t unit) { return (unit & 0xFC00u) == 0xD800u; }
static bool is_low(uint16_t unit) { return (unit & 0xFC00u) == 0xDC00u; }

/* Blanks and invisible characters other than U+0020: what a person would take for "a space". */
static bool is_blank(uint32_t unit)
{
    return unit == 0x09 || unit == 0x0B || unit == 0x0C || unit == 0x85 || unit == 0xA0 || unit == 0x1680 ||
           (unit >= 0x2000 && unit <= 0x200F) || unit == 0x2028 || unit == 0x2029 || unit == 0x202F || unit == 0x205F ||
           unit == 0x2060 || unit == 0x3000 || unit == 0xFEFF;
}

static bool is_crlf(uint16_t unit) { return unit == 0x0A || unit == 0x0D; }

static uint32_t utf8_size(uint32_t unit) { return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3; }

/* What one unit, which is no part of a surrogate pair, adds to the facts. */
static void note_unit(struct im_name_facts *facts, uint16_t unit, bool first)
{
    if (unit == 0) {
        facts->nul_first |= first;
        facts->has_nul = true;
    } else if (is_crlf(unit)) {
        facts->crlf |= !facts->has_nul;
        facts->crlf_after_nul |= facts->has_nul;
    } else if (unit == 0x20) {
        facts->leading_space |= first;
        facts->other_space |= !first;
    } else {
        facts->leading_blank |= first && is_blank(unit);
        facts->control |= unit < 0x20 || unit == 0x7F;
    }
    facts->non_ascii |= unit > 0x7F;
    facts->lone_surrogate |= is_high(unit) || is_low(unit);
    facts->bytes += utf8_size(unit);
}

/* Nothing is to be said of printable ASCII but that it is there. */
static bool is_ordinary(uint16_t unit) { return unit > 0x20 && unit < 0x7F; }

struct im_name_facts im_name_facts(struct im_text name)
{
    struct im_name_facts facts = { .units = name.length };
    for (uint32_t i = 0; i < name.length; i++) {
        if (is_ordinary(name.units[i])) {
            facts.bytes++;
        } else if (is_high(name.units[i]) && i + 1 < name.length && is_low(name.units[i + 1])) {
            facts.bytes += 4;
            facts.non_ascii = true;
            i++;
        } else {
            note_unit(&facts, name.units[i], i == 0);
        }
        facts.points += !facts.has_nul;
    }
    return facts;
}

/* --- comparing -------------------------------------------------------------------------------------------------- */

static bool equal_units(struct im_text a, struct im_text b)
{
    if (a.length != b.length) return false;
    for (uint32_t i = 0; i < a.length; i++) {
        if (a.units[i] != b.units[i]) return false;
    }
    return true;
}

static uint16_t lower(uint16_t unit)
{
    if (unit >= 'A' && unit <= 'Z') return (uint16_t)(unit + 32);
    if (unit >= 0xC0 && unit <= 0xDE && unit != 0xD7) return (uint16_t)(unit + 32);
    if (unit >= 0x391 && unit <= 0x3A9) return (uint16_t)(unit + 32);
    if (unit >= 0x410 && unit <= 0x42F) return (uint16_t)(unit + 32);
    return unit;
}

static bool equal_letters(struct im_text a, struct im_text b)
{
    if (a.length != b.length) return false;
    for (uint32_t i = 0; i < a.length; i++) {
        if (lower(a.units[i]) != lower(b.units[i])) return false;
    }
    return true;
}

static bool begins(struct im_text name, const char *prefix, uint32_t length)
{
    if (name.length < length) return false;
    for (uint32_t i = 0; i < length; i++) {
        if (lower(name.units[i]) != (uint16_t)prefix[i]) return false;
    }
    return true;
}

/* Without what follows a NUL, blanks around it, and a prefix that some programs put before an address. */
static struct im_text trimmed(struct im_text name)
{
    static const struct {
        const char *text;
        uint32_t length;
    } prefixes[] = { { "sip:", 4 }, { "mailto:", 7 }, { "im:", 3 }, { "msnim:", 6 } };

    uint32_t end = 0;
    while (end < name.length && name.units[end] != 0) end++;
    name.length = end;
    while (name.length > 0 && (name.units[0] == 0x20 || is_crlf(name.units[0]) || is_blank(name.units[0]))) {
        name.units++;
        name.length--;
    }
    while (name.length > 0) {
        uint16_t last = name.units[name.length - 1];
        if (last != 0x20 && !is_crlf(last) && !is_blank(last)) break;
        name.length--;
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (!begins(name, prefixes[i].text, prefixes[i].length)) continue;
        name.units += prefixes[i].length;
        name.length -= prefixes[i].length;
        break;
    }
    return name;
}

enum { SKELETON_END = 0, SKELETON_ANY = 1 };

/* The next character of a name for a comparison that forgives form: full-width letters are ASCII, combining marks and
 * invisible characters are nothing, every other character above U+007F may look like any. */
static uint32_t skeleton_next(struct im_text name, uint32_t *at)
{
    while (*at < name.length) {
        uint16_t unit = name.units[(*at)++];
        bool pair = is_high(unit) && *at < name.length && is_low(name.units[*at]);
        if (pair) {
            (*at)++;
            return SKELETON_ANY;
        }
        if ((unit >= 0x300 && unit <= 0x36F) || is_blank(unit)) continue;
        if (unit >= 0xFF01 && unit <= 0xFF5E) unit = (uint16_t)(unit - 0xFEE0);
        if (unit > 0x7F) return SKELETON_ANY;
        if (unit != SKELETON_ANY) return lower(unit);
    }
    return SKELETON_END;
}

static bool perhaps_equal(struct im_text a, struct im_text b)
{
    uint32_t at_a = 0, at_b = 0;
    for (;;) {
        uint32_t in_a = skeleton_next(a, &at_a), in_b = skeleton_next(b, &at_b);
        if (in_a == SKELETON_END || in_b == SKELETON_END) return in_a == in_b;
        if (in_a != in_b && in_a != SKELETON_ANY && in_b != SKELETON_ANY) return false;
    }
}

enum im_relation im_name_relation(struct im_text a, struct im_text b)
{
    if (equal_units(a, b)) return IM_SAME;
    if (a.length == 0 || b.length == 0) return IM_DIFFERENT;
    if (equal_letters(a, b)) return IM_SAME_CASE;
    struct im_text short_a = trimmed(a), short_b = trimmed(b);
    if (equal_letters(short_a, short_b)) return IM_SAME_TRIMMED;
    return perhaps_equal(short_a, short_b) ? IM_SAME_FORM : IM_DIFFERENT;
}
