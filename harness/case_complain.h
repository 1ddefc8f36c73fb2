/*
 * What is wrong with one case file, collected: each complaint once, in the order of the lines.
 * Knows nothing of YAML or cases.
 */
#ifndef IMCONFORM_CASE_COMPLAIN_H
#define IMCONFORM_CASE_COMPLAIN_H

#include <stdarg.h>

#include "base.h"
#include "case.h"

struct complaint;

/* Everything is in the arena; nothing has to be freed. */
struct complaints {
    struct arena *arena;
    const char *file;
    struct complaint *first;
    size_t count;
    bool more; /* some were left out: there are more than LIMIT_COMPLAINTS */
};

/* Adds one, unless the same one is there already.  Line and column count from 1. */
void complaint_add(struct complaints *list, unsigned line, unsigned column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void complaint_addv(struct complaints *list, unsigned line, unsigned column, const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));
/* Gives all of them to the caller's function. */
void complaints_send(const struct complaints *list, case_complaint complain, void *context);

/* Text as it can stand in a one-line message: in quotes, controls as \x09, the rest cut off after some characters. */
const char *quoted(struct arena *arena, const char *text, size_t size);
/* "; did you mean alice?" if one of the words (they end with NULL) is close to the text, else "". */
const char *suggestion(struct arena *arena, const char *text, const char *const *words);
/* "me, alice, bob" */
const char *joined(struct arena *arena, const char *const *words);

#endif
