/*
 * Readers of JSON values that check the shape and give reasons.  Knows jansson; nothing of methods or events.
 */
#include "wire_shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "wire_text.h"

struct place place_result(const json_t *result) { return (struct place){ .name = "result", .value = result }; }

struct place place_member(const struct place *object, const char *name)
{
    return (struct place){ .above = object, .name = name, .value = json_object_get(object->value, name) };
}

struct place place_item(const struct place *array, size_t index)
{
    return (struct place){ .above = array, .index = index, .value = json_array_get(array->value, index) };
}

/* "result.windows[2].id" */
static void show_place(const struct place *place, char *to, size_t room)
{
    to[0] = '\0';
    if (place->above) show_place(place->above, to, room);
    size_t used = strlen(to);
    if (place->name)
        snprintf(to + used, room - used, "%s%s", place->above ? "." : "", place->name);
    else
        snprintf(to + used, room - used, "[%zu]", place->index);
}

bool shape_fail(struct shape *shape, const struct place *place, const char *expected)
{
    char path[96], found[128];
    show_place(place, path, sizeof path);
    wire_show_json(found, sizeof found, place->value);
    snprintf(shape->reason, LIMIT_REASON, "%s: %s: found %s; expected %s", shape->method, path, found, expected);
    return false;
}

bool shape_object(struct shape *shape, const struct place *place)
{
    return json_is_object(place->value) || shape_fail(shape, place, "an object");
}

bool shape_array(struct shape *shape, const struct place *place, size_t *count)
{
    char expected[48];
    *count = json_array_size(place->value);
    if (!json_is_array(place->value)) return shape_fail(shape, place, "an array");
    if (*count <= LIMIT_LIST) return true;
    snprintf(expected, sizeof expected, "at most %d items, not %zu", LIMIT_LIST, *count);
    return shape_fail(shape, place, expected);
}

bool shape_integer(struct shape *shape, const struct place *place, int64_t min, int64_t max, int64_t *number)
{
    char expected[80] = "an integer";
    *number = json_integer_value(place->value);
    if (json_is_integer(place->value) && *number >= min && *number <= max) return true;
    if (min == max)
        snprintf(expected, sizeof expected, "%" PRId64, min);
    else if (min != INT64_MIN || max != INT64_MAX)
        snprintf(expected, sizeof expected, "an integer from %" PRId64 " to %" PRId64, min, max);
    return shape_fail(shape, place, expected);
}

bool shape_bool(struct shape *shape, const struct place *place, bool *flag)
{
    *flag = json_is_true(place->value);
    return json_is_boolean(place->value) || shape_fail(shape, place, "true or false");
}

bool shape_text(struct shape *shape, const struct place *place, struct text *text)
{
    if (!json_is_string(place->value)) return shape_fail(shape, place, "a string");
    *text = wire_text_from_json(shape->arena, place->value);
    return true;
}

static bool has_nul(const json_t *string) { return strlen(json_string_value(string)) != json_string_length(string); }

bool shape_string(struct shape *shape, const struct place *place, const char **string)
{
    if (!json_is_string(place->value) || has_nul(place->value)) return shape_fail(shape, place, "a string without NUL");
    *string = arena_strdup(shape->arena, json_string_value(place->value));
    return true;
}

bool shape_token(struct shape *shape, const struct place *place, char token[LIMIT_TOKEN])
{
    char expected[64];
    size_t size = json_string_length(place->value);
    if (json_is_string(place->value) && size > 0 && size < LIMIT_TOKEN && !has_nul(place->value)) {
        memcpy(token, json_string_value(place->value), size + 1);
        return true;
    }
    snprintf(expected, sizeof expected, "a token: a string of 1 to %d bytes without NUL", LIMIT_TOKEN - 1);
    return shape_fail(shape, place, expected);
}

bool shape_word(struct shape *shape, const struct place *place, const char *const *words, size_t *index)
{
    char expected[160] = "";
    size_t used = 0;
    for (*index = 0; words[*index]; ++*index) {
        if (json_is_string(place->value) && strcmp(json_string_value(place->value), words[*index]) == 0 &&
            !has_nul(place->value))
            return true;
    }
    for (size_t i = 0; words[i] && used < sizeof expected; i++)
        used += (size_t)snprintf(expected + used, sizeof expected - used, "%s\"%s\"", i ? " or " : "", words[i]);
    return shape_fail(shape, place, expected);
}

bool shape_texts(struct shape *shape, const struct place *place, const struct text **texts, size_t *count)
{
    if (!shape_array(shape, place, count)) return false;
    struct text *list = arena_alloc(shape->arena, *count * sizeof *list);
    for (size_t i = 0; i < *count; i++) {
        struct place item = place_item(place, i);
        if (!shape_text(shape, &item, &list[i])) return false;
    }
    *texts = list;
    return true;
}
