/*
 * Lines of JSON between the bridge and whoever started it.  Knows text and JSON; nothing of COM, whose headers name
 * things as those of the harness do and so stay in other files.
 */
#ifndef IMCONFORM_BRIDGE_LINE_H
#define IMCONFORM_BRIDGE_LINE_H

#include <jansson.h>
#include <stdint.h>

/* Memory for a line, as realloc gives it; never NULL. */
char *line_room(char *old, size_t size);
/* A request, with any UTF-16 text that JSON can write.  NULL: the line is no JSON.  The caller owns it. */
json_t *line_parse(const char *line, size_t size);
/* The message as a line with its end; the caller frees it. */
char *line_write(const json_t *message, size_t *size);

/* A string of any units, lone surrogates included; units == NULL is null.  The caller owns it. */
json_t *line_text(const uint16_t *units, size_t count);
/* The units of a string of line_parse; the caller frees them. */
uint16_t *line_units(const json_t *string, size_t *count);

#endif
