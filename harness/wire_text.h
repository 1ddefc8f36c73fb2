/*
 * Text between JSON lines and UTF-16, without loss, and text that is safe to show.
 * Knows jansson and nothing of requests, events or IUTs.
 *
 * jansson refuses "\ud800" since UTF-8 cannot hold a lone surrogate, but a BSTR can.  So a line is translated before
 * it is parsed and after it was written: inside the harness's JSON values the code points U+10D800 to U+10DFFF
 * (private use) stand for the code units D800 to DFFF.  A character that is really one of them becomes two such
 * units, which is its UTF-16 form anyway, so nothing is lost and nothing is ambiguous.
 */
#ifndef IMCONFORM_WIRE_TEXT_H
#define IMCONFORM_WIRE_TEXT_H

#include <jansson.h>

#include "base.h"
#include "event.h"

/* Translates a received line.  NULL: there is nothing to translate; otherwise the caller frees the result. */
char *wire_text_received(const char *line, size_t size, size_t *new_size);
/* Translates a line that is to be sent; likewise. */
char *wire_text_to_send(const char *line, size_t size, size_t *new_size);

/* A JSON string of any text, or null for a NULL BSTR; the caller owns it. */
json_t *wire_text_to_json(struct text text);
/* The UTF-16 of a JSON string that came from a translated line. */
struct text wire_text_from_json(struct arena *arena, const json_t *string);

/* Writes an excerpt of any bytes that is safe on a terminal: printable ASCII, everything else as \xNN. */
void wire_show_bytes(char *to, size_t room, const char *bytes, size_t size);
/* The same of a JSON value with its type, "\"abc\" (a string)"; NULL is "nothing". */
void wire_show_json(char *to, size_t room, const json_t *value);

#endif
