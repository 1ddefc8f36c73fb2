/*
 * JSON as it comes: see jot.h.  Strings look as jansson writes them, so that a text is the same whoever wrote it.
 */
#include "jot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"

static void put(struct jot *jot, const char *bytes, size_t size)
{
    enum { FIRST = 1024 };
    if (jot->size + size >= jot->room) {
        size_t twice = 2 * jot->room, needed = jot->size + size + 1;
        jot->room = twice > needed ? twice : needed > FIRST ? needed : FIRST;
        jot->text = must_realloc(jot->text, jot->room);
    }
    memcpy(jot->text + jot->size, bytes, size);
    jot->size += size;
    jot->text[jot->size] = '\0';
}

void jot_raw(struct jot *jot, const char *text) { put(jot, text, strlen(text)); }

static void quote(struct jot *jot, const char *utf8)
{
    static const char brief[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    put(jot, "\"", 1);
    for (const char *at = utf8, *plain = utf8;; at++) {
        unsigned char unit = (unsigned char)*at;
        if (unit >= 0x20 && unit != '"' && unit != '\\') continue;
        put(jot, plain, (size_t)(at - plain));
        if (unit == '\0') break;
        char escape[8];
        const char *known = strchr(brief, unit);
        if (known != NULL)
            snprintf(escape, sizeof escape, "\\%c", letters[known - brief]);
        else
            snprintf(escape, sizeof escape, "\\u%04X", unit);
        jot_raw(jot, escape);
        plain = at + 1;
    }
    put(jot, "\"", 1);
}

/* What stands in front of a value. */
static void lead(struct jot *jot, const char *key)
{
    char last = '\0';
    if (jot->size > 0) last = jot->text[jot->size - 1];
    if (last != '\0' && last != '{' && last != '[' && last != ':') put(jot, ",", 1);
    if (key == NULL) return;
    put(jot, "\"", 1);
    jot_raw(jot, key);
    put(jot, "\":", 2);
}

void jot_string(struct jot *jot, const char *key, const char *utf8)
{
    lead(jot, key);
    quote(jot, utf8);
}

void jot_number(struct jot *jot, const char *key, long long number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", number);
    jot_json(jot, key, digits);
}

void jot_json(struct jot *jot, const char *key, const char *json)
{
    lead(jot, key);
    jot_raw(jot, json);
}
