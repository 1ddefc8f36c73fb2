/*
 * Suites as text: see suite_file.h.
 */
#include "suite_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 1024 * 1024 * 1024 };

static size_t count_lines(const char *text)
{
    size_t lines = 1;
    for (; (text = strchr(text, '\n')) != NULL; text++) lines++;
    return lines;
}

bool suite_file_read(const char *path, struct arena *arena, struct suite_file *file, char reason[LIMIT_REASON])
{
    *file = (struct suite_file){ 0 };
    size_t size = 0;
    char *text = read_file(arena, path, FILE_MOST, &size);
    if (text == NULL) {
        snprintf(reason, LIMIT_REASON, "%.300s: %s", path, strerror(errno));
        return false;
    }
    digest_of(text, size, file->digest);
    size_t lines = count_lines(text);
    file->tests = arena_alloc(arena, lines * sizeof *file->tests);
    file->lines = arena_alloc(arena, lines * sizeof *file->lines);
    unsigned line = 1;
    for (char *at = text, *end; at != NULL; at = end, line++) {
        end = strchr(at, '\n');
        if (end != NULL) *end++ = '\0';
        unsigned contacts, references;
        if (at[0] == '#' && sscanf(at, SUITE_FILE_MARK, &contacts, &references) == 2) { /* NOLINT(cert-err34-c) */
            file->contacts = contacts;
            file->references = references;
        }
        if (at[0] == '#' || at[strspn(at, " \t\r")] == '\0') continue;
        file->lines[file->count] = line;
        file->tests[file->count++] = at;
    }
    bool marked = file->contacts >= 1 && file->contacts <= ABSTRACT_CONTACTS && file->references >= 1 &&
                  file->references <= ABSTRACT_REFERENCES;
    if (marked && file->count > 0) return true;
    snprintf(reason, LIMIT_REASON,
             "%.300s: found no %s; expected a file that imconform suite wrote for the model, with --out", path,
             marked ? "test" : "line \"# abstraction: N contacts, M references\"");
    return false;
}

size_t suite_file_steps(const struct abstraction *abstraction, char *test, struct suite_step steps[SUITE_STEPS])
{
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(test, " \t\r", &rest); word != NULL; word = strtok_r(NULL, " \t\r", &rest)) {
        char *slash = strchr(word, '/');
        if (slash == NULL || count == SUITE_STEPS) return 0;
        *slash = '\0';
        uint32_t input = 0;
        while (input < abstraction->inputs && strcmp(abstraction->input_name[input], word) != 0) input++;
        steps[count++] = (struct suite_step){ input, slash + 1 };
    }
    return count;
}
