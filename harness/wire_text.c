/*
 * Text between JSON lines and UTF-16, and excerpts for reasons.  Knows jansson and nothing of requests or events.
 */
#include "wire_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- surrogates in lines --- */

static bool is_high(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
static bool is_low(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/* The code point that stands for one surrogate code unit, as UTF-8. */
static char *put_unit(char *to, unsigned unit)
{
    *to++ = (char)0xF4;
    *to++ = (char)0x8D;
    *to++ = (char)(0x80 | (unit >> 6 & 0x3F));
    *to++ = (char)(0x80 | (unit & 0x3F));
    return to;
}

/* Is this one of U+10D800 to U+10DFFF? */
static bool at_stand_in(const char *at, const char *end)
{
    return end - at >= 4 && (unsigned char)at[0] == 0xF4 && (unsigned char)at[1] == 0x8D &&
           ((unsigned char)at[2] & 0xE0) == 0xA0 && ((unsigned char)at[3] & 0xC0) == 0x80;
}

static unsigned stand_in_unit(const char *at)
{
    return 0xD000u | ((unsigned char)at[2] & 0x3Fu) << 6 | ((unsigned char)at[3] & 0x3Fu);
}

/* The unit of an escape like "\ud83d", or 0x10000 if there is none. */
static unsigned escaped_unit(const char *at, const char *end)
{
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return 0x10000;
    unsigned unit = 0;
    for (int i = 2; i < 6; i++) {
        unsigned digit = (unsigned char)at[i];
        if (digit >= '0' && digit <= '9')
            digit -= '0';
        else if ((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f')
            digit = (digit | 0x20) - 'a' + 10;
        else
            return 0x10000;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* A surrogate pair whose character is one of the stand-ins. */
static bool pair_is_stand_in(unsigned high, unsigned low)
{
    unsigned point = 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
    return point >= 0x10D800 && point <= 0x10DFFF;
}

static char *put_bytes(char *to, const char *bytes, size_t size)
{
    memcpy(to, bytes, size);
    return to + size;
}

/* Copies one escape and moves *at behind it; surrogates that UTF-8 cannot hold become stand-ins. */
static char *copy_escape(char *to, const char **at, const char *end)
{
    unsigned unit = escaped_unit(*at, end);
    unsigned next = is_high(unit) ? escaped_unit(*at + 6, end) : 0;
    size_t size = unit <= 0xFFFF ? 6 : end - *at < 2 ? 1 : 2;
    if (is_high(unit) && is_low(next)) {
        size = 12;
        if (pair_is_stand_in(unit, next))
            to = put_unit(put_unit(to, unit), next);
        else
            to = put_bytes(to, *at, size);
    } else if (is_high(unit) || is_low(unit)) {
        to = put_unit(to, unit);
    } else {
        to = put_bytes(to, *at, size);
    }
    *at += size;
    return to;
}

static bool has_pair(const char *line, size_t size, unsigned char first, unsigned char second)
{
    const char *end = line + size;
    for (const char *at = line; (at = memchr(at, first, (size_t)(end - at))) != NULL && ++at < end;) {
        if ((unsigned char)*at == second) return true;
    }
    return false;
}

char *wire_text_received(const char *line, size_t size, size_t *new_size)
{
    if (!has_pair(line, size, '\\', 'u') && !memchr(line, 0xF4, size)) return NULL;
    char *text = must_realloc(NULL, 2 * size + 1);
    char *to = text;
    const char *at = line, *end = line + size;
    while (at < end) {
        if (*at == '\\') {
            to = copy_escape(to, &at, end);
        } else if (at_stand_in(at, end)) {
            unsigned above = 0xF0000 + stand_in_unit(at); /* the code point less 0x10000 */
            to = put_unit(put_unit(to, 0xD800 + (above >> 10)), 0xDC00 + (above & 0x3FF));
            at += 4;
        } else {
            *to++ = *at++;
        }
    }
    *new_size = (size_t)(to - text);
    return text;
}

char *wire_text_to_send(const char *line, size_t size, size_t *new_size)
{
    if (!has_pair(line, size, 0xF4, 0x8D)) return NULL;
    char *text = must_realloc(NULL, size / 4 * 6 + 7);
    char *to = text;
    for (const char *at = line, *end = line + size; at < end;) {
        if (at_stand_in(at, end)) {
            to += snprintf(to, 7, "\\u%04x", stand_in_unit(at));
            at += 4;
        } else {
            *to++ = *at++;
        }
    }
    *new_size = (size_t)(to - text);
    return text;
}

/* --- text in JSON values --- */

static char *put_point(char *to, unsigned point)
{
    if (point < 0x80) {
        *to++ = (char)point;
        return to;
    }
    if (point < 0x800) {
        *to++ = (char)(0xC0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *to++ = (char)(0xE0 | point >> 12);
        } else {
            *to++ = (char)(0xF0 | point >> 18);
            *to++ = (char)(0x80 | (point >> 12 & 0x3F));
        }
        *to++ = (char)(0x80 | (point >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (point & 0x3F));
    return to;
}

json_t *wire_text_to_json(struct text text)
{
    if (!text.units) return json_null();
    char few[512] = "";
    char *bytes = text.length <= sizeof few / 4 ? few : must_realloc(NULL, text.length * 4);
    char *to = bytes;
    for (size_t i = 0; i < text.length; i++) {
        unsigned unit = text.units[i];
        unsigned next = i + 1 < text.length ? text.units[i + 1] : 0;
        if (is_high(unit) && is_low(next) && !pair_is_stand_in(unit, next)) {
            to = put_point(to, 0x10000 + ((unit & 0x3FF) << 10) + (next & 0x3FF));
            i++;
        } else if (is_high(unit) || is_low(unit)) {
            to = put_unit(to, unit);
        } else {
            to = put_point(to, unit);
        }
    }
    json_t *string = json_stringn_nocheck(bytes, (size_t)(to - bytes));
    if (bytes != few) free(bytes);
    return string;
}

struct text wire_text_from_json(struct arena *arena, const json_t *string)
{
    uint16_t *units = NULL;
    size_t count = 0, kept = 0;
    bool valid = utf16_from_utf8(arena, json_string_value(string), json_string_length(string), &units, &count);
    if (!valid) return (struct text){ arena_alloc(arena, 0), 0 }; /* not from jansson, which checks UTF-8 */
    for (size_t i = 0; i < count; i++) {
        units[kept] = units[i];
        if (i + 1 < count && is_high(units[i]) && is_low(units[i + 1]) && pair_is_stand_in(units[i], units[i + 1])) {
            i++;
            units[kept] = (uint16_t)(0xD800 | (units[i - 1] & 1) << 10 | (units[i] & 0x3FF));
        }
        kept++;
    }
    return (struct text){ units, kept };
}

/* --- excerpts --- */

void wire_show_bytes(char *to, size_t room, const char *bytes, size_t size)
{
    enum { WIDEST = 4, DOTS = 3 };
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        if (used + WIDEST + DOTS >= room) {
            snprintf(to + used, room - used, "%.*s", (int)(room - used - 1), "...");
            return;
        }
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x20 && byte < 0x7F)
            to[used++] = (char)byte;
        else
            used += (size_t)snprintf(to + used, room - used, "\\x%02X", byte);
    }
    to[used] = '\0';
}

static const char *type_words(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER: return "an integer";
    case JSON_REAL: return "a fraction";
    default: return "no number, text or list";
    }
}

void wire_show_json(char *to, size_t room, const json_t *value)
{
    if (!value) {
        snprintf(to, room, "nothing");
        return;
    }
    char *whole = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_ENSURE_ASCII);
    char shown[96];
    wire_show_bytes(shown, sizeof shown, whole ? whole : "?", whole ? strlen(whole) : 1);
    free(whole);
    if (json_is_null(value) || json_is_boolean(value))
        snprintf(to, room, "%s", shown);
    else
        snprintf(to, room, "%s (%s)", shown, type_words(value));
}
