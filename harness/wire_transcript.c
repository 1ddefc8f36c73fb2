/*
 * Keeps what went over the wire in a file, for tests that check every message against the schemas.  Knows nothing of
 * what the lines mean.
 */
#include "wire.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base.h"

int wire_transcript_open(void)
{
    const char *path = getenv("IMCONFORM_TRANSCRIPT");
    if (!path || !*path) return -1;
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0) perror(path);
    return file;
}

/* Bytes of well-formed UTF-8 that begin here, or 0. */
static size_t well_formed(const char *at, size_t left)
{
    unsigned char lead = (unsigned char)at[0];
    size_t size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || size > left) return 0;
    json_t *piece = json_stringn(at, size); /* NULL unless it is UTF-8 */
    json_decref(piece);
    return piece ? size : 0;
}

static char *put_byte(char *to, const char *at)
{
    unsigned char byte = (unsigned char)*at;
    if (byte == '"' || byte == '\\') *to++ = '\\';
    if (byte >= 0x20)
        *to++ = *at;
    else
        to += snprintf(to, 7, "\\u%04x", byte);
    return to;
}

void wire_transcript_add(int transcript, const char *dir, const char *line, size_t size)
{
    enum { WIDEST = 6, FRAME = 64 }; /* "\u0000" for one byte */
    if (transcript < 0) return;
    char *text = must_realloc(NULL, size * WIDEST + FRAME);
    char *to = text + snprintf(text, FRAME, "{\"dir\":\"%s\",\"line\":\"", dir);
    for (size_t i = 0; i < size;) {
        size_t taken = well_formed(line + i, size - i);
        if (taken == 1)
            to = put_byte(to, line + i);
        else if (taken > 1)
            to = mempcpy(to, line + i, taken);
        else
            to = mempcpy(to, "\xEF\xBF\xBD", 3);
        i += taken ? taken : 1;
    }
    to = mempcpy(to, "\"}\n", 3);
    if (!write_all(transcript, text, (size_t)(to - text))) perror("IMCONFORM_TRANSCRIPT");
    free(text);
}
