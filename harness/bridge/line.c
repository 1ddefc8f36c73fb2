/*
 * Lines of JSON and the texts in them.
 */
#include "line.h"

#include <stdlib.h>
#include <string.h>

#include "wire_text.h"

char *line_room(char *old, size_t size) { return must_realloc(old, size); }

json_t *line_parse(const char *line, size_t size)
{
    size_t translated_size = size;
    char *translated = wire_text_received(line, size, &translated_size);
    json_t *message = json_loadb(translated ? translated : line, translated_size, JSON_ALLOW_NUL, NULL);
    free(translated);
    return message;
}

char *line_write(const json_t *message, size_t *size)
{
    char *line = json_dumps(message, JSON_COMPACT);
    *size = strlen(line);
    char *translated = wire_text_to_send(line, *size, size);
    if (translated) {
        free(line);
        line = translated;
    }
    line = must_realloc(line, *size + 1);
    line[(*size)++] = '\n';
    return line;
}

json_t *line_text(const uint16_t *units, size_t count) { return wire_text_to_json((struct text){ units, count }); }

uint16_t *line_units(const json_t *string, size_t *count)
{
    struct arena *arena = arena_new();
    struct text text = wire_text_from_json(arena, string);
    uint16_t *units = must_realloc(NULL, (text.length + 1) * sizeof *units);
    if (text.length > 0) memcpy(units, text.units, text.length * sizeof *units);
    units[text.length] = 0;
    *count = text.length;
    arena_free(arena);
    return units;
}
