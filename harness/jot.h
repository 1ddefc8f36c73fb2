/*
 * JSON that is written down as it comes, where building values first would cost more than all the rest.  The caller
 * sees to it that what is begun is ended; members and items get their commas here.
 */
#ifndef IMCONFORM_JOT_H
#define IMCONFORM_JOT_H

#include <stddef.h>

/* Begins as { 0 }; the text is NUL-terminated as soon as something was written, and the caller frees it. */
struct jot {
    char *text;
    size_t size, room;
};

void jot_raw(struct jot *jot, const char *text); /* as it is */
/* An item or, where `key` is not NULL, a member with that plain word.  The last one is what is JSON already, or what one begins with: "{". */
void jot_string(struct jot *jot, const char *key, const char *utf8); /* the caller knows that it is UTF-8 */
void jot_number(struct jot *jot, const char *key, long long number);
void jot_json(struct jot *jot, const char *key, const char *json);

#endif
