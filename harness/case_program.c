/*
 * The program of a case: its file, and whether it says the steps of the case, each on a line of its own.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base.h"
#include "case_read.h"
#include "program.h"

enum { PROGRAM_BYTES = 64 * 1024 }; /* a script that a person can read */

/* --- the file --- */

/* "drop.vbs": no path, and an ending that says which language it is. */
static const char *kind_of(const char *name)
{
    static const char *const kinds[] = { "vbs", "js" };
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t length = strspn(name, letters);
    for (size_t i = 0; length > 0 && name[length] == '.' && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(name + length + 1, kinds[i]) == 0) return kinds[i];
    }
    return NULL;
}

static const char *read_ascii(struct arena *arena, const char *path, size_t *size, struct program_problem *problem)
{
    unsigned line = 1;
    char *text = read_file(arena, path, PROGRAM_BYTES, size);
    if (text == NULL && errno == EFBIG)
        problem->message = arena_printf(arena, "%s has more than %d bytes, which is the limit", path, PROGRAM_BYTES);
    else if (text == NULL)
        problem->message = arena_printf(arena, "%s cannot be read: %s", path, strerror(errno));
    for (size_t i = 0; text != NULL && i < *size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte >= 0x20 && byte < 0x7F) || byte == '\n') {
            line += byte == '\n';
            continue;
        }
        problem->message = arena_printf(arena,
                                        "%s:%u: found the byte 0x%02X; a program is plain ASCII, with blanks "
                                        "and line feeds",
                                        path, line, byte);
        return NULL;
    }
    return text;
}

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash == NULL ? "" : arena_printf(arena, "%.*s", (int)(slash + 1 - file), file);
}

/* --- what it says --- */

/* Calls that say a line, and the step of those that do not name it. */
static const struct saying {
    const char *call, *step;
} sayings[] = {
    { "Say", NULL },
    { "SayValue", NULL },
    { "SayWindow", "instantMessage" },
    { "SayDropped", "instantMessage" },
    { "SayContact", "getContact" },
};

/* VBScript takes capital letters for small ones; the calls of JScript begin with a small one. */
static bool same_name(const char *text, size_t length, const char *name, bool script_of_java)
{
    if (strlen(name) != length) return false;
    for (size_t i = 0; i < length; i++) {
        int wanted = i == 0 && script_of_java ? tolower((unsigned char)name[i]) : (unsigned char)name[i];
        int found = (unsigned char)text[i];
        if (script_of_java ? found != wanted : tolower(found) != tolower(wanted)) return false;
    }
    return true;
}

/* The step that a line says, in the arena, or NULL: Say "get HWND", say("get HWND"). */
static const char *said_by(struct arena *arena, const char *line, bool script_of_java)
{
    line += strspn(line, " ");
    size_t length = 0;
    while (isalnum((unsigned char)line[length]) || line[length] == '_') length++;
    for (size_t i = 0; i < sizeof sayings / sizeof sayings[0]; i++) {
        if (!same_name(line, length, sayings[i].call, script_of_java)) continue;
        if (sayings[i].step != NULL) return sayings[i].step;
        const char *text = line + length + strspn(line + length, " (");
        const char *end = *text == '"' ? strpbrk(text + 1, "\"\n") : NULL;
        return end == NULL ? "" : arena_printf(arena, "%.*s", (int)(end - text - 1), text + 1);
    }
    return NULL;
}

static void ask_for_roles(const char *text, bool roles[ROLE_COUNT])
{
    for (const char *at = text; (at = strpbrk(at, "Ww")) != NULL; at++) {
        if (strncmp(at + 1, "ho(\"", 4) != 0) continue;
        const char *name = at + 5;
        size_t length = strcspn(name, "\"\n");
        for (int role = ROLE_ME; role < ROLE_COUNT; role++)
            roles[role] =
                roles[role] || (strlen(role_names[role]) == length && !memcmp(role_names[role], name, length));
    }
}

/* Finds the line of each step.  False with a problem. */
static bool follow(struct arena *arena, struct program *program, const char *text, const struct step *steps,
                   size_t count, struct program_problem *problem)
{
    unsigned *lines = arena_alloc(arena, (count + 1) * sizeof *lines);
    unsigned number = 1;
    size_t found = 0;
    program->lines = lines;
    for (const char *line = text; line != NULL; number++) {
        const char *next = strchr(line, '\n'), *said = said_by(arena, line, strcmp(program->kind, "js") == 0);
        line = next == NULL ? NULL : next + 1;
        if (said == NULL) continue;
        const char *wanted = found < count ? program_words(arena, &steps[found]) : "";
        if (found == count)
            problem->message = arena_printf(arena,
                                            "%s:%u says `%s`, and the case has no step %zu for it; expected "
                                            "one line for each step",
                                            program->file, number, said, count + 1);
        else if (wanted == NULL || strcmp(said, wanted) != 0)
            problem->message = arena_printf(arena, "%s:%u says `%s`, expected `%s` for step %zu", program->file, number,
                                            said, wanted, found + 1);
        if (problem->message != NULL) {
            problem->step = found < count ? &steps[found] : NULL;
            return false;
        }
        lines[found++] = number;
    }
    if (found == count) return true;
    problem->step = &steps[found];
    problem->message =
        arena_printf(arena, "%s says %zu steps, and the case has %zu; expected a line of its own that says `%s`",
                     program->file, found, count, program_words(arena, &steps[found]));
    return false;
}

/* A program cannot do everything that an adapter can. */
static bool can_be_done(struct arena *arena, const struct step *step, struct program_problem *problem)
{
    problem->step = step;
    if (program_words(arena, step) == NULL)
        problem->message = arena_printf(arena, "found %s, which no program does; expected calls of documented members",
                                        step_name(step->kind));
    else if (step->binding != IM_BINDING_NONE)
        problem->message = "found `binding` in the case of a program, which is always a script";
    else if (step->out_null)
        problem->message = "found out: \"null\" in the case of a program, which cannot pass a NULL ppMWindow (R-94)";
    else if (step->stays_ms > 0)
        problem->message = "found `stays` in the case of a program, which asks once";
    return problem->message == NULL;
}

const struct program *program_load(struct arena *arena, const char *case_file, const char *name,
                                   const struct step *steps, size_t count, bool roles[ROLE_COUNT],
                                   struct program_problem *problem)
{
    struct program *program = arena_alloc(arena, sizeof *program);
    const char *folder = folder_of(arena, case_file);
    size_t size = 0, more = 0;
    *problem = (struct program_problem){ 0 };
    program->kind = kind_of(name);
    if (program->kind == NULL) {
        problem->message = arena_printf(arena,
                                        "found %s, expected the name of a file in the folder programs, like "
                                        "drop.vbs or drop.js",
                                        quoted(arena, name, strlen(name)));
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (!can_be_done(arena, &steps[i], problem)) return NULL;
    }
    problem->step = NULL;
    program->file = arena_printf(arena, "%sprograms/%s", folder, name);
    const char *text = read_ascii(arena, program->file, &size, problem);
    const char *behind =
        text == NULL
            ? NULL
            : read_ascii(arena, arena_printf(arena, "%sprograms/say.%s", folder, program->kind), &more, problem);
    if (behind == NULL || !follow(arena, program, text, steps, count, problem)) return NULL;
    ask_for_roles(text, roles);
    program->text = arena_printf(arena, "%s\n%s", text, behind);
    program->size = size + 1 + more;
    return program;
}
