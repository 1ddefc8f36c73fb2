/*
 * Checking of a journal: a changed, removed, reordered or cut line is found and named.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal.h"
#include "wire_text.h"

struct check {
    journal_complaint complain;
    void (*each)(void *context, const json_t *record);
    void *context;
    unsigned line;
    char prev[HEX_DIGEST];
    struct digest *whole;
    json_int_t next_case;
    json_int_t counts[VERDICT_COUNT];
    bool header, footer, broken;
};

static void found(struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void found(struct check *check, const char *format, ...)
{
    char message[LIMIT_REASON];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    check->broken = true;
    check->complain(check->context, check->line, message);
}

static const char *string_of(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text != NULL ? text : "";
}

static void check_case(struct check *check, const json_t *record)
{
    json_int_t n = json_integer_value(json_object_get(record, "n"));
    if (n != check->next_case) {
        found(check, "this is case number %lld where %lld is due: a line was removed or moved", (long long)n,
              (long long)check->next_case);
    }
    check->next_case = n + 1;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        if (strcmp(string_of(record, "verdict"), verdict_name((enum verdict)verdict)) != 0) continue;
        check->counts[verdict]++;
        return;
    }
    found(check, "\"%.40s\" is no verdict", string_of(record, "verdict"));
}

static void check_footer(struct check *check, const json_t *record)
{
    char digest[HEX_DIGEST];
    digest_end(check->whole, digest);
    check->whole = digest_new();
    check->footer = true;
    if (strcmp(digest, string_of(record, "digest")) != 0) {
        found(check, "the footer's digest is not that of the lines before it: one of them was changed");
    }
    const json_t *counts = json_object_get(record, "counts");
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        json_int_t said = json_integer_value(json_object_get(counts, verdict_name((enum verdict)verdict)));
        if (said == check->counts[verdict]) continue;
        found(check, "the footer counts %lld %s, but there are %lld", (long long)said,
              verdict_name((enum verdict)verdict), (long long)check->counts[verdict]);
    }
}

static void check_record(struct check *check, const json_t *record)
{
    const char *kind = string_of(record, "record");
    if (check->footer) found(check, "a line stands behind the footer");
    if (strcmp(kind, "header") == 0) {
        if (check->header) found(check, "a second header");
        json_int_t format = json_integer_value(json_object_get(record, "format"));
        if (format != JOURNAL_FORMAT)
            found(check, "format %lld, this kit reads format %d", (long long)format, JOURNAL_FORMAT);
        check->header = true;
    } else if (!check->header) {
        found(check, "a \"%.40s\" where the header is due: the first line was removed", kind);
        check->header = true;
    } else if (strcmp(kind, "case") == 0) {
        check_case(check, record);
    } else if (strcmp(kind, "footer") == 0) {
        check_footer(check, record);
    } else {
        found(check, "\"%.40s\" is no record of a journal", kind);
    }
}

static void check_line(struct check *check, const char *line, size_t size)
{
    size_t translated_size = size;
    char *translated = wire_text_received(line, size, &translated_size);
    json_error_t error;
    json_t *record = json_loadb(translated != NULL ? translated : line, translated_size,
                                JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    free(translated);
    if (!json_is_object(record)) {
        found(check, "no JSON object: %s", record == NULL ? error.text : "another kind of value");
    } else {
        if (strcmp(string_of(record, "prev"), check->prev) != 0) {
            found(check,
                  "its \"prev\" is not the digest of the line before: that line was changed, or one is missing here");
        }
        check_record(check, record);
        if (check->each != NULL) check->each(check->context, record);
    }
    json_decref(record);
    digest_of(line, size, check->prev);
    digest_add(check->whole, line, size);
    digest_add(check->whole, "\n", 1);
}

enum journal_state journal_verify(const char *path, journal_complaint complain,
                                  void (*each)(void *context, const json_t *record), void *context)
{
    struct check check = { .complain = complain, .each = each, .context = context, .whole = digest_new() };
    memset(check.prev, '0', HEX_DIGEST - 1);
    struct arena *arena = arena_new();
    size_t size = 0, from = 0;
    const char *bytes = read_file(arena, path, SIZE_MAX / 2, &size);
    enum journal_state state = JOURNAL_UNREADABLE;
    if (bytes == NULL) {
        found(&check, "%s: %s", path, strerror(errno));
    } else {
        for (size_t i = 0; i < size; i++) {
            if (bytes[i] != '\n') continue;
            check.line++;
            check_line(&check, bytes + from, i - from);
            from = i + 1;
        }
        check.line++;
        if (size == 0) found(&check, "the file is empty: no journal");
        if (check.footer && from < size) found(&check, "something stands behind the footer");
        if (!check.footer && from < size) complain(context, check.line, "the last line is cut off");
        state = check.broken || !check.header ? JOURNAL_BROKEN : check.footer ? JOURNAL_WHOLE : JOURNAL_INTERRUPTED;
        if (state == JOURNAL_BROKEN && !check.broken) found(&check, "there is no header: no journal");
    }
    char digest[HEX_DIGEST];
    digest_end(check.whole, digest);
    arena_free(arena);
    return state;
}
