/*
 * Splits a command line into words as command_line.h says, and finds the file that it is about.  Knows nothing of
 * processes or protocols.
 */
#include "command_line.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/* Reads one word from *line to `to` and moves both on.  False: a quote or an escape has no end. */
static bool read_word(const char **line, char **to)
{
    const char *at = *line;
    char quote = '\0';
    for (; *at && (quote || !is_blank(*at)); at++) {
        bool escapes = *at == '\\' && quote != '\'' && (!quote || at[1] == '"' || at[1] == '\\');
        if (escapes && !at[1]) return false;
        if (escapes)
            *(*to)++ = *++at;
        else if (quote ? *at == quote : *at == '\'' || *at == '"')
            quote = quote ? '\0' : *at;
        else
            *(*to)++ = *at;
    }
    *(*to)++ = '\0';
    *line = at;
    return !quote;
}

char **command_line_split(struct arena *arena, const char *line, const char **problem)
{
    size_t size = strlen(line), count = 0;
    char **words = arena_alloc(arena, (size / 2 + 2) * sizeof *words); /* a word and a blank are two bytes */
    char *text = arena_alloc(arena, size + 1);
    for (;;) {
        while (is_blank(*line)) line++;
        if (!*line) break;
        words[count++] = text;
        if (!read_word(&line, &text)) {
            *problem = "a quote or a backslash at the end has nothing to close it";
            return NULL;
        }
    }
    if (count > 0) return words;
    *problem = "there is no command";
    return NULL;
}

static bool is_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static const char *find_in_path(struct arena *arena, const char *name)
{
    const char *at = getenv("PATH");
    if (strchr(name, '/')) return is_file(name) ? name : NULL;
    while (at && *at) {
        size_t length = strcspn(at, ":");
        const char *path = arena_printf(arena, "%.*s%s%s", (int)length, at, length ? "/" : "", name);
        if (is_file(path) && access(path, X_OK) == 0) return path;
        at += length + (at[length] == ':');
    }
    return NULL;
}

/* Programs whose own content says nothing of what they run. */
static bool is_interpreter(const char *program)
{
    static const char *const names[] = { "python", "perl", "ruby", "node", "java",    "mono",    "wine",
                                         "bash",   "dash", "sh",   "env",  "timeout", "taskset", "valgrind" };
    const char *slash = strrchr(program, '/');
    const char *name = slash ? slash + 1 : program;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(name, names[i], length) != 0) continue;
        if (strspn(name + length, "0123456789.") == strlen(name + length)) return true; /* "python3.11", no "shell" */
    }
    return false;
}

const char *command_line_binary(struct arena *arena, char *const *words)
{
    for (size_t i = 1; is_interpreter(words[0]) && words[i]; i++) {
        if (strchr(words[i], '/') || strchr(words[i], '.')) {
            if (is_file(words[i]) && !is_interpreter(words[i])) return words[i];
        }
    }
    return find_in_path(arena, words[0]);
}
