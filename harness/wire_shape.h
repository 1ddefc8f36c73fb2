/*
 * Reading a JSON value by its shape: each reader takes what it wants or says where it stands, what was found and
 * what would be right.  Knows jansson; nothing of methods or events.
 */
#ifndef IMCONFORM_WIRE_SHAPE_H
#define IMCONFORM_WIRE_SHAPE_H

#include <jansson.h>
#include <stdbool.h>

#include "base.h"
#include "event.h"

/* Where reading stands: whose reply it is, memory for texts, and the buffer for the reason (LIMIT_REASON bytes). */
struct shape {
    const char *method;
    struct arena *arena;
    char *reason;
};

/* A place in a reply: a member or an item of the place above it.  `value` is NULL where nothing is.  Places stand on
 * the stack and are borrowed by those below them. */
struct place {
    const struct place *above; /* NULL: the result itself */
    const char *name;          /* NULL: an item */
    size_t index;
    const json_t *value;
};
struct place place_result(const json_t *result);
struct place place_member(const struct place *object, const char *name);
struct place place_item(const struct place *array, size_t index);

/* Each gives false with a reason like "window.get: result.value: found "x" (a string); expected an integer". */
bool shape_fail(struct shape *shape, const struct place *place, const char *expected);
bool shape_object(struct shape *shape, const struct place *place);
bool shape_array(struct shape *shape, const struct place *place, size_t *count); /* at most LIMIT_LIST items */
bool shape_integer(struct shape *shape, const struct place *place, int64_t min, int64_t max, int64_t *number);
bool shape_bool(struct shape *shape, const struct place *place, bool *flag);
bool shape_text(struct shape *shape, const struct place *place, struct text *text);
/* A string without NUL, in the arena. */
bool shape_string(struct shape *shape, const struct place *place, const char **string);
/* A non-empty string without NUL that fits into LIMIT_TOKEN. */
bool shape_token(struct shape *shape, const struct place *place, char token[LIMIT_TOKEN]);
/* One of `words`, which ends with NULL; *index is its number. */
bool shape_word(struct shape *shape, const struct place *place, const char *const *words, size_t *index);
/* An array of texts. */
bool shape_texts(struct shape *shape, const struct place *place, const struct text **texts, size_t *count);

#endif
