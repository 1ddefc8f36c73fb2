/* Names as UTF-16 code units with a length.  Only ASCII letters have two cases here. */
#include "text.h"

#include "memory.h"

#include <string.h>

struct imc_bstr text_view(const uint16_t *units, uint32_t length)
{
    return (struct imc_bstr){ .units = units, .length = length };
}

struct imc_bstr text_empty(void)
{
    static const uint16_t no_units[1] = { 0 };
    return text_view(no_units, 0);
}

struct imc_bstr text_copy(struct imc_bstr text)
{
    uint16_t *units = memory_new((size_t)text.length + 1u, sizeof *units);
    if (text.length > 0) {
        memcpy(units, text.units, text.length * sizeof *units);
    }
    return (struct imc_bstr){ .units = units, .length = text.length };
}

struct imc_bstr text_from_ascii(const char *ascii)
{
    const size_t length = strlen(ascii);
    uint16_t *units = memory_new(length + 1u, sizeof *units);
    for (size_t i = 0; i < length; i++) {
        units[i] = (uint16_t)(unsigned char)ascii[i];
    }
    return (struct imc_bstr){ .units = units, .length = (uint32_t)length };
}

void text_free(struct imc_bstr *text)
{
    memory_free((void *)(uintptr_t)text->units);
    *text = (struct imc_bstr){ .units = NULL, .length = 0 };
}

static uint16_t lower(uint16_t unit) { return unit >= 'A' && unit <= 'Z' ? (uint16_t)(unit + ('a' - 'A')) : unit; }

void text_make_lower(struct imc_bstr *owned)
{
    uint16_t *units = (uint16_t *)(uintptr_t)owned->units;
    for (uint32_t i = 0; i < owned->length; i++) {
        units[i] = lower(units[i]);
    }
}

static bool same_units(const uint16_t *left, const uint16_t *right, uint32_t count, bool exact_case)
{
    for (uint32_t i = 0; i < count; i++) {
        if (left[i] != right[i] && (exact_case || lower(left[i]) != lower(right[i]))) {
            return false;
        }
    }
    return true;
}

static bool same(struct imc_bstr left, struct imc_bstr right, bool exact_case)
{
    return left.length == right.length && same_units(left.units, right.units, left.length, exact_case);
}

bool text_equals(struct imc_bstr left, struct imc_bstr right) { return same(left, right, true); }

static struct imc_bstr trimmed(struct imc_bstr text)
{
    while (text.length > 0 && text.units[0] == ' ') {
        text = text_view(text.units + 1, text.length - 1u);
    }
    while (text.length > 0 && text.units[text.length - 1u] == ' ') {
        text.length--;
    }
    return text;
}

static uint32_t scheme_length(struct imc_bstr text)
{
    static const uint16_t sip[] = { 's', 'i', 'p', ':' };
    static const uint16_t mailto[] = { 'm', 'a', 'i', 'l', 't', 'o', ':' };
    if (text.length >= 4 && same_units(text.units, sip, 4, false)) {
        return 4;
    }
    return text.length >= 7 && same_units(text.units, mailto, 7, false) ? 7 : 0;
}

bool text_has_scheme(struct imc_bstr text) { return scheme_length(text) > 0; }

static struct imc_bstr essence(struct imc_bstr text, const struct desk_match *how)
{
    if (how->trim) {
        text = trimmed(text);
    }
    if (how->drop_scheme) {
        const uint32_t skipped = scheme_length(text);
        text = text_view(text.units + skipped, text.length - skipped);
    }
    return text;
}

bool text_matches(struct imc_bstr text, struct imc_bstr name, const struct desk_match *how)
{
    text = essence(text, how);
    name = essence(name, how);
    switch (how->extent) {
    case EXTENT_PREFIX:
        return text.length >= name.length && same_units(text.units, name.units, name.length, how->exact_case);
    case EXTENT_SUFFIX:
        return text.length >= name.length &&
               same_units(text.units + (text.length - name.length), name.units, name.length, how->exact_case);
    case EXTENT_LOCAL_PART: return same(text_before(text, '@'), text_before(name, '@'), how->exact_case);
    case EXTENT_LENGTH: return text.length == name.length;
    case EXTENT_WHOLE: break;
    }
    return same(text, name, how->exact_case);
}

struct imc_bstr text_before(struct imc_bstr text, uint16_t unit)
{
    uint32_t length = 0;
    while (length < text.length && text.units[length] != unit) {
        length++;
    }
    return text_view(text.units, length);
}

uint32_t text_count(struct imc_bstr text, uint16_t unit)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        count += text.units[i] == unit ? 1u : 0u;
    }
    return count;
}

bool text_any(struct imc_bstr text, bool (*test)(uint16_t unit))
{
    for (uint32_t i = 0; i < text.length; i++) {
        if (test(text.units[i])) {
            return true;
        }
    }
    return false;
}

static bool is_high(uint16_t unit) { return unit >= 0xD800u && unit <= 0xDBFFu; }

static bool is_low(uint16_t unit) { return unit >= 0xDC00u && unit <= 0xDFFFu; }

static bool pair_at(struct imc_bstr text, uint32_t i)
{
    return i + 1u < text.length && is_high(text.units[i]) && is_low(text.units[i + 1u]);
}

static uint32_t count_pairs(struct imc_bstr text)
{
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        if (pair_at(text, i)) {
            pairs++;
            i++;
        }
    }
    return pairs;
}

bool text_has_pair(struct imc_bstr text) { return count_pairs(text) > 0; }

bool text_has_lone_surrogate(struct imc_bstr text)
{
    uint32_t surrogates = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        surrogates += is_high(text.units[i]) || is_low(text.units[i]) ? 1u : 0u;
    }
    return surrogates != 2u * count_pairs(text);
}

/* A double-byte code page: one byte for ASCII, two for another character, and "??" for a pair it does not know. */
static uint32_t double_bytes(struct imc_bstr text)
{
    uint32_t bytes = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        const uint16_t unit = text.units[i];
        bytes += unit < 0x80u || is_high(unit) || is_low(unit) ? 1u : 2u;
    }
    return bytes;
}

uint32_t text_length(struct imc_bstr text, enum desk_length_unit unit)
{
    switch (unit) {
    case LENGTH_CODE_POINTS: return text.length - count_pairs(text);
    case LENGTH_DOUBLE_BYTES: return double_bytes(text);
    case LENGTH_LOW_BYTE: return text.length & 0xFFu;
    case LENGTH_UNITS: break;
    }
    return text.length;
}

static bool break_at(struct imc_bstr text, uint32_t i, enum desk_breaks where)
{
    const bool is_cr = text.units[i] == '\r';
    const bool is_lf = text.units[i] == '\n';
    switch (where) {
    case BREAKS_NO_LAST_CR: return is_lf || (is_cr && i + 1u < text.length);
    case BREAKS_NO_FIRST_LF: return is_cr || (is_lf && i > 0);
    case BREAKS_CR_ONLY: return is_cr;
    case BREAKS_LF_ONLY: return is_lf;
    case BREAKS_PAIR: return is_cr && i + 1u < text.length && text.units[i + 1u] == '\n';
    case BREAKS_ANYWHERE: break;
    }
    return is_cr || is_lf;
}

bool text_has_break(struct imc_bstr text, enum desk_breaks where)
{
    for (uint32_t i = 0; i < text.length; i++) {
        if (break_at(text, i, where)) {
            return true;
        }
    }
    return false;
}
