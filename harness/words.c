/*
 * Words for a terminal: see words.h.
 */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* The length of the UTF-8 character that begins here and can be shown as it is, or 0: controls of either kind, marks
 * that turn or hide text, and bytes that are no UTF-8. */
static size_t showable(const unsigned char *at)
{
    if (at[0] < 0x80) return at[0] >= 0x20 && at[0] < 0x7F;
    size_t size = at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF5 ? 4 : 0;
    if (size == 0) return 0;
    uint32_t character = at[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        character = character << 6 | (at[i] & 0x3Fu);
    }
    static const struct {
        uint32_t first, last;
    } hidden[] = { { 0, 0x9F },        { 0xAD, 0xAD },       { 0x61C, 0x61C },        { 0x200B, 0x200F },
                   { 0x2028, 0x202E }, { 0x2060, 0x206F },   { 0xD800, 0xDFFF },      { 0xFEFF, 0xFEFF },
                   { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE0FFF }, { 0x110000, UINT32_MAX } };
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        if (character >= hidden[i].first && character <= hidden[i].last) return 0;
    }
    return size;
}

const char *words_safe(struct arena *arena, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    char *safe = arena_alloc(arena, strlen(text) * 4 + 1);
    char *to = safe;
    const unsigned char *from = (const unsigned char *)text;
    while (*from != '\0') {
        size_t size = showable(from);
        for (size_t i = 0; i < size; i++) *to++ = (char)from[i];
        from += size;
        if (size > 0) continue;
        do { /* with what belongs to it */
            *to++ = '\\', *to++ = 'x', *to++ = hex[*from >> 4], *to++ = hex[*from & 15];
            from++;
        } while ((*from & 0xC0) == 0x80);
    }
    *to = '\0';
    return safe;
}

const char *words_quoted(struct arena *arena, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=@%+";
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') return word;
    char *quoted = arena_alloc(arena, strlen(word) * 4 + 3);
    char *to = quoted;
    *to++ = '\'';
    for (; *word != '\0'; word++) {
        if (*word != '\'') {
            *to++ = *word;
            continue;
        }
        memcpy(to, "'\\''", 4);
        to += 4;
    }
    *to = '\'';
    return quoted;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static bool noted(const json_t *entry) { return strcmp(text_of(entry, "grade"), "noted") == 0; }

/* Is the value of `key` of an entry already that of an earlier one of the same kind? */
static bool said_before(const json_t *list, size_t index, const char *key)
{
    const json_t *entry = json_array_get(list, index);
    for (size_t i = 0; i < index; i++) {
        const json_t *earlier = json_array_get(list, i);
        if (strcmp(text_of(earlier, key), text_of(entry, key)) == 0 && (noted(entry) || !noted(earlier))) return true;
    }
    return false;
}

const char *words_allowed(struct arena *arena, const json_t *step)
{
    const json_t *list = json_object_get(step, "allowed");
    if (json_array_size(list) == 0) return "nothing: the model has no row for this";
    const char *codes = "", *things = "";
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *entry = json_array_get(list, i);
            if (noted(entry) != (pass == 1)) continue;
            const char *code = text_of(entry, "codes"), *thing = text_of(entry, "window");
            if (!said_before(list, i, "codes") && strstr(codes, code) == NULL) {
                codes = arena_printf(arena, "%s%s%s%s", codes, codes[0] != '\0' ? " | " : "", code,
                                     pass == 1 ? " (noted)" : "");
            }
            if (pass == 0 && thing[0] != '\0' && !said_before(list, i, "window")) {
                things = arena_printf(arena, "%s%s%s", things, things[0] != '\0' ? " or " : "", thing);
            }
        }
    }
    return things[0] == '\0' ? codes : arena_printf(arena, "%s, with %s", codes, things);
}

const char *words_observed(struct arena *arena, const json_t *step)
{
    const json_t *seen = json_object_get(step, "observation");
    if (seen == NULL) return "no answer";
    const char *status = text_of(seen, "status"), *detail = text_of(seen, "detail");
    if (strcmp(status, "done") != 0) return words_safe(arena, arena_printf(arena, "%s: %s", status, detail));

    const char *code = text_of(seen, "hresult");
    const char *out = text_of(seen, "out"), *window = text_of(seen, "window");
    const char *words = code[0] != '\0' ? code : "done", *scode = text_of(seen, "scode");
    if (scode[0] != '\0') words = arena_printf(arena, "%s of %s", words, scode);
    if (strcmp(out, "window") == 0) {
        words = arena_printf(arena, "%s, window = %s", words, window);
    } else if (strcmp(out, "untouched") == 0) {
        words = arena_printf(arena, "%s, *ppMWindow as it was before", words);
    } else if (strcmp(out, "null") == 0) {
        words = arena_printf(arena, "%s, *ppMWindow = NULL", words);
    }
    const json_t *value = json_object_get(seen, "value");
    if (json_is_boolean(value) && code[0] == '\0') {
        words = json_is_true(value) ? "the law holds" : "the law is broken";
    } else if (value != NULL) {
        char *text = record_text(value);
        bool cut = strlen(text) > 160;
        if (cut) text[160] = '\0';
        words = arena_printf(arena, "%s, %s%s", words, text, cut ? "..." : "");
        free(text);
    }
    if (detail[0] != '\0') words = arena_printf(arena, "%s (%s)", words, detail);
    return words_safe(arena, words);
}

static int number_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

/* "2  sent 1, answered 4  caller 1: instantMessage alice as w1  S_OK, window = w1". */
static const char *words_call(struct arena *arena, const json_t *step)
{
    const json_t *together = json_object_get(step, "together");
    int answered = number_of(together, "answered");
    return arena_printf(arena, "%d  sent %d, %s  %s  %s", number_of(step, "n"), number_of(together, "sent"),
                        answered > 0 ? arena_printf(arena, "answered %d", answered) : "no answer",
                        words_safe(arena, text_of(step, "did")), words_observed(arena, step));
}

const char *words_together(struct arena *arena, const json_t *steps, const json_t *step, const char *indent)
{
    const json_t *together = json_object_get(step, "together"), *orders = json_object_get(together, "orders");
    const char *words = "";
    for (size_t i = 0; together != NULL && i < json_array_size(steps); i++) {
        const json_t *other = json_array_get(steps, i), *told = json_object_get(other, "together");
        if (told == NULL || number_of(told, "group") != number_of(together, "group")) continue;
        words = arena_printf(arena, "%s%s%-8s %s\n", words, indent, words[0] == '\0' ? "history" : "",
                             words_call(arena, other));
    }
    for (size_t i = 0; i < json_array_size(orders); i++)
        words = arena_printf(arena, "%s%s%-8s %s\n", words, indent, i == 0 ? "orders" : "",
                             words_safe(arena, json_string_value(json_array_get(orders, i))));
    return words;
}

const char *words_rule(struct arena *arena, enum im_rule rule)
{
    const struct im_rule_info *info = &im_rules[rule];
    return arena_printf(arena, "%s (%s, %s)  %s", info->id, im_level_name(info->level), info->clauses, info->text);
}
