/*
 * Checks the characters of a case file.  Knows neither YAML nor cases.
 */
#include "case_bytes.h"

/* The code point at `bytes` and its length, or 0 if there is none. */
static size_t decode(const unsigned char *bytes, size_t size, uint32_t *point)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char lead = bytes[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
    if (length == 0 || length > size) return 0;
    uint32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0u) != 0x80u) return 0;
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    *point = value;
    return length;
}

/* Characters that nobody sees, that YAML takes for a line break, or that it refuses. */
static bool must_be_escaped(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 || point == 0xFEFF ||
           point == 0xFFFE || point == 0xFFFF;
}

static void complain_of(struct complaints *complaints, uint32_t point, unsigned line, unsigned column)
{
    if (point == '\t')
        complaint_add(complaints, line, column,
                      "found a tab; indent with spaces, and write a tab of a text as \"\\t\" in double quotes");
    else if (point == '\r')
        complaint_add(
            complaints, line, column,
            "found a carriage return alone; end lines with a line feed, and write one of a text as \"\\r\" in "
            "double quotes");
    else if (point == 0xFEFF && line == 1 && column == 1)
        complaint_add(complaints, line, column, "found a byte order mark; save the file as UTF-8 without one");
    else
        complaint_add(complaints, line, column,
                      "found the character U+%04X itself; write it as \"\\u%04X\" in double quotes", point, point);
}

bool bytes_are_sound(struct complaints *complaints, const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;
    unsigned line = 1, column = 1;
    bool sound = true;
    for (size_t i = 0; i < size;) {
        uint32_t point = 0;
        size_t length = decode(at + i, size - i, &point);
        if (length == 0) {
            complaint_add(complaints, line, column,
                          "found the byte 0x%02X, which is no UTF-8 here; save the file as UTF-8", at[i]);
            return false;
        }
        if (point == 0) {
            complaint_add(
                complaints, line, column,
                "found a NUL byte; a case file is text, and a NUL in a text is written as \"\\0\" in double quotes");
            return false;
        }
        bool breaks = point == '\r' && i + 1 < size && at[i + 1] == '\n';
        i += length;
        if (point == '\n') {
            line++;
            column = 1;
            continue;
        }
        if (!breaks && must_be_escaped(point)) {
            complain_of(complaints, point, line, column);
            sound = false;
        }
        column++;
    }
    return sound;
}
