/*
 * Complaints about a case file, and the words that they need: quoting, lists, "did you mean".
 * Knows nothing of YAML or cases.
 */
#include "case_complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct complaint {
    unsigned line, column;
    const char *message;
    struct complaint *next;
};

static int compare(const struct complaint *a, unsigned line, unsigned column)
{
    if (a->line != line) return a->line < line ? -1 : 1;
    return a->column == column ? 0 : a->column < column ? -1 : 1;
}

static const char *formatted(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *message = arena_alloc(arena, size + 1);
    vsnprintf(message, size + 1, format, arguments);
    return message;
}

void complaint_addv(struct complaints *list, unsigned line, unsigned column, const char *format, va_list arguments)
{
    if (list->count == LIMIT_COMPLAINTS) {
        list->more = true;
        return;
    }
    const char *message = formatted(list->arena, format, arguments);
    struct complaint **at = &list->first;
    for (; *at != NULL && compare(*at, line, column) <= 0; at = &(*at)->next)
        if (compare(*at, line, column) == 0 && strcmp((*at)->message, message) == 0) return;
    struct complaint *made = arena_alloc(list->arena, sizeof *made);
    *made = (struct complaint){ .line = line, .column = column, .message = message, .next = *at };
    *at = made;
    list->count++;
}

void complaint_add(struct complaints *list, unsigned line, unsigned column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complaint_addv(list, line, column, format, arguments);
    va_end(arguments);
}

void complaints_send(const struct complaints *list, case_complaint complain, void *context)
{
    const struct complaint *last = list->first;
    for (const struct complaint *c = list->first; c != NULL; c = c->next) {
        complain(context, list->file, c->line, c->column, c->message);
        last = c;
    }
    if (last != NULL && list->more)
        complain(context, list->file, last->line, last->column, "there is more that is wrong; mend what is said first");
}

const char *quoted(struct arena *arena, const char *text, size_t size)
{
    enum { SHOWN = 48 };
    size_t end = size;
    if (size > SHOWN)
        for (end = SHOWN; end > 0 && ((unsigned char)text[end] & 0xC0u) == 0x80u; end--)
            ;
    char *out = arena_alloc(arena, end * 4 + 2);
    size_t at = 0;
    out[at++] = '"';
    for (size_t i = 0; i < end; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c == 0x7F)
            at += (size_t)sprintf(out + at, "\\x%02X", c);
        else
            out[at++] = text[i];
    }
    return arena_printf(arena, "%s%s", out, size > end ? "...\"" : "\"");
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

enum { LONGEST_WORD = 48 };

/* How many characters must be changed, added or taken away to get from one word to the other; case does not count. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LONGEST_WORD + 1];
    size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++) row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t above = row[j];
            size_t changed = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            row[j] = smallest(changed, above + 1, row[j - 1] + 1);
            diagonal = above;
        }
    }
    return row[length];
}

const char *suggestion(struct arena *arena, const char *text, const char *const *words)
{
    size_t length = strlen(text), best = 1 + length / 4;
    if (length == 0 || length > LONGEST_WORD) return "";
    const char *found = NULL;
    for (; *words != NULL; words++) {
        if (strlen(*words) > LONGEST_WORD) continue;
        size_t d = distance(text, *words);
        if (d <= best && d < strlen(*words) && (found == NULL || d < best)) {
            best = d;
            found = *words;
        }
    }
    return found == NULL ? "" : arena_printf(arena, "; did you mean %s?", found);
}

const char *joined(struct arena *arena, const char *const *words)
{
    const char *list = *words == NULL ? "" : *words;
    for (size_t i = 1; *words != NULL && words[i] != NULL; i++) list = arena_printf(arena, "%s, %s", list, words[i]);
    return list;
}
