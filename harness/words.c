/*
 * Words for a terminal: see words.h.
 */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

const char *words_safe(struct arena *arena, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    char *safe = arena_alloc(arena, strlen(text) * 4 + 1);
    char *to = safe;
    for (const unsigned char *from = (const unsigned char *)text; *from != '\0'; from++) {
        /* C1 controls and bidirectional marks begin with C2 or E2 in UTF-8 */
        bool plain = (*from >= 0x20 && *from < 0x7F) || (*from > 0x7F && *from != 0xC2 && *from != 0xE2);
        if (plain) {
            *to++ = (char)*from;
            continue;
        }
        *to++ = '\\', *to++ = 'x', *to++ = hex[*from >> 4], *to++ = hex[*from & 15];
    }
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
                codes = arena_printf(arena, "%s%s%s%s", codes, codes[0] != '\0' ? " | " : "", code, pass == 1 ? " (noted)" : "");
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
    const char *words = code[0] != '\0' ? code : "done";
    if (strcmp(out, "window") == 0) {
        words = arena_printf(arena, "%s, window = %s", words, window);
    } else if (strcmp(out, "untouched") == 0) {
        words = arena_printf(arena, "%s, *ppMWindow as it was before", words);
    } else if (strcmp(out, "null") == 0) {
        words = arena_printf(arena, "%s, *ppMWindow = NULL", words);
    }
    const json_t *value = json_object_get(seen, "value");
    if (value != NULL) {
        char *text = record_text(value);
        bool cut = strlen(text) > 160;
        if (cut) text[160] = '\0';
        words = arena_printf(arena, "%s, %s%s", words, text, cut ? "..." : "");
        free(text);
    }
    if (detail[0] != '\0') words = arena_printf(arena, "%s (%s)", words, detail);
    return words_safe(arena, words);
}

const char *words_rule(struct arena *arena, enum im_rule rule)
{
    const struct im_rule_info *info = &im_rules[rule];
    return arena_printf(arena, "%s (%s, %s)  %s", info->id, im_level_name(info->level), info->clauses, info->text);
}
