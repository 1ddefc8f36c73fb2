/*
 * Machines from files: see fsm.h.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fsm.h"

enum { FILE_MOST = 256 * 1024 * 1024 };

/* Names in the order in which they were met. */
struct names {
    const char **list;
    uint32_t count, room;
    uint32_t *slot; /* hash table of numbers + 1 */
    uint32_t mask;
};

struct reading {
    const char *path;
    struct arena *arena;
    struct names states, inputs, outputs;
    struct arc {
        uint32_t from, input, output, to;
        unsigned line;
    } * arcs;
    size_t count, room;
    char *reason;
    bool bad;
};

__attribute__((format(printf, 3, 4))) static void refuse(struct reading *reading, unsigned line, const char *format,
                                                         ...)
{
    if (reading->bad) return;
    reading->bad = true;
    char what[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (line > 0) {
        snprintf(reading->reason, LIMIT_REASON, "%.180s:%u: %s", reading->path, line, what);
    } else {
        snprintf(reading->reason, LIMIT_REASON, "%.200s: %s", reading->path, what);
    }
}

/* --- names --- */

static uint32_t hash_of(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static void put(struct names *names, uint32_t number)
{
    uint32_t at = hash_of(names->list[number]);
    while (names->slot[at & names->mask] != 0) at++;
    names->slot[at & names->mask] = number + 1;
}

static uint32_t number_of(struct reading *reading, struct names *names, const char *name)
{
    for (uint32_t at = hash_of(name); names->room > 0 && names->slot[at & names->mask] != 0; at++) {
        uint32_t number = names->slot[at & names->mask] - 1;
        if (strcmp(names->list[number], name) == 0) return number;
    }
    if (names->count == names->room) {
        names->room = names->room > 0 ? 2 * names->room : 32;
        names->list = must_realloc(names->list, names->room * sizeof *names->list);
        names->mask = 2 * names->room - 1;
        free(names->slot);
        names->slot = must_realloc(NULL, 2 * (size_t)names->room * sizeof *names->slot);
        memset(names->slot, 0, 2 * (size_t)names->room * sizeof *names->slot);
        for (uint32_t i = 0; i < names->count; i++) put(names, i);
    }
    names->list[names->count] = arena_strdup(reading->arena, name);
    put(names, names->count);
    return names->count++;
}

static bool good_name(struct reading *reading, unsigned line, const char *what, const char *name)
{
    size_t length = strlen(name);
    bool good = length > 0 && length < FSM_NAME && name[strcspn(name, "/#")] == '\0';
    for (size_t i = 0; i < length; i++) good = good && (unsigned char)name[i] > ' ' && name[i] != 0x7F;
    if (!good)
        refuse(reading, line,
               "found a name that cannot be one; expected %s of 1 to 63 characters without "
               "blanks, / and #",
               what);
    return good;
}

static void add(struct reading *reading, unsigned line, const char *const word[4])
{
    static const char *const parts[] = { "a STATE", "an INPUT", "an OUTPUT", "a NEXT state" };
    for (int i = 0; i < 4; i++) {
        if (!good_name(reading, line, parts[i], word[i])) return;
    }
    if (reading->count == reading->room) {
        reading->room = reading->room > 0 ? 2 * reading->room : 256;
        reading->arcs = must_realloc(reading->arcs, reading->room * sizeof *reading->arcs);
    }
    reading->arcs[reading->count++] = (struct arc){ .from = number_of(reading, &reading->states, word[0]),
                                                    .input = number_of(reading, &reading->inputs, word[1]),
                                                    .output = number_of(reading, &reading->outputs, word[2]),
                                                    .to = number_of(reading, &reading->states, word[3]),
                                                    .line = line };
    if (reading->states.count > FSM_STATES) refuse(reading, line, "found more than %d states", FSM_STATES);
    if (reading->inputs.count > FSM_INPUTS) refuse(reading, line, "found more than %d inputs", FSM_INPUTS);
}

/* --- the two forms --- */

static void read_lines(struct reading *reading, char *text)
{
    unsigned line = 1;
    for (char *at = text; at != NULL && !reading->bad; line++) {
        char *end = strchr(at, '\n'), *rest = NULL;
        if (end != NULL) *end++ = '\0';
        at[strcspn(at, "#")] = '\0';
        const char *word[5] = { NULL };
        size_t count = 0;
        for (char *next = strtok_r(at, " \t\r", &rest); next != NULL && count < 5;
             next = strtok_r(NULL, " \t\r", &rest))
            word[count++] = next;
        if (count == 4) {
            add(reading, line, word);
        } else if (count > 0) {
            refuse(reading, line, "found %s%zu words; expected STATE INPUT OUTPUT NEXT", count == 5 ? "at least " : "",
                   count);
        }
        at = end;
    }
}

static void read_json(struct reading *reading, const char *text)
{
    static const char *const keys[] = { "from", "input", "output", "to" };
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    const json_t *list = json_object_get(root, "transitions");
    const char *initial = json_string_value(json_object_get(root, "initial"));
    if (root == NULL) {
        refuse(reading, (unsigned)error.line, "no JSON: %.200s", error.text);
    } else if (initial == NULL || !json_is_array(list)) {
        refuse(reading, 0, "expected an object with \"initial\", the name of a state, and \"transitions\", a list");
    } else if (good_name(reading, 0, "the initial state", initial)) {
        number_of(reading, &reading->states, initial);
    }
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        const char *word[4];
        bool whole = true;
        for (int i = 0; i < 4; i++) whole = (word[i] = json_string_value(json_object_get(item, keys[i]))) && whole;
        if (reading->bad) break;
        if (whole) add(reading, 0, word);
        if (!whole)
            refuse(reading, 0, "transition %zu: expected \"from\", \"input\", \"output\" and \"to\", each a string",
                   index + 1);
    }
    json_decref(root);
}

/* --- the machine --- */

static struct fsm *build(struct reading *reading)
{
    if (reading->count == 0) refuse(reading, 0, "found no transition; expected lines STATE INPUT OUTPUT NEXT");
    if (reading->bad) return NULL;
    struct fsm *fsm = fsm_new(reading->states.count, reading->inputs.count, reading->outputs.count);
    size_t cells = (size_t)fsm->states * fsm->inputs;
    const struct arc **seen = arena_alloc(reading->arena, cells * sizeof *seen);
    for (size_t i = 0; i < reading->count; i++) {
        const struct arc *arc = &reading->arcs[i];
        size_t cell = (size_t)arc->from * fsm->inputs + arc->input;
        const char *state = reading->states.list[arc->from], *input = reading->inputs.list[arc->input];
        if (seen[cell] != NULL)
            refuse(reading, arc->line,
                   "found a second transition of state %s on input %s; the machine must be deterministic", state,
                   input);
        seen[cell] = arc;
        fsm->next[cell] = arc->to;
        fsm->output[cell] = arc->output;
    }
    for (size_t cell = 0; cell < cells && !reading->bad; cell++) {
        if (seen[cell] == NULL)
            refuse(reading, 0, "found no transition of state %s on input %s; the machine must be complete",
                   reading->states.list[cell / fsm->inputs], reading->inputs.list[cell % fsm->inputs]);
    }
    for (uint32_t i = 0; i < fsm->states; i++) fsm->state_name[i] = arena_strdup(fsm->arena, reading->states.list[i]);
    for (uint32_t i = 0; i < fsm->inputs; i++) fsm->input_name[i] = arena_strdup(fsm->arena, reading->inputs.list[i]);
    for (uint32_t i = 0; i < fsm->outputs; i++)
        fsm->output_name[i] = arena_strdup(fsm->arena, reading->outputs.list[i]);
    if (!reading->bad) return fsm;
    fsm_free(fsm);
    return NULL;
}

struct fsm *fsm_load(const char *path, char reason[LIMIT_REASON])
{
    reason[0] = '\0';
    struct reading reading = { .path = path, .arena = arena_new(), .reason = reason };
    size_t size = 0;
    char *text = read_file(reading.arena, path, FILE_MOST, &size);
    if (text == NULL) {
        refuse(&reading, 0, "%s", strerror(errno));
    } else if (strlen(text) != size) {
        refuse(&reading, 0, "found a NUL byte; expected text");
    } else if (text[strspn(text, " \t\r\n")] == '{') {
        read_json(&reading, text);
    } else {
        read_lines(&reading, text);
    }
    struct fsm *fsm = reading.bad ? NULL : build(&reading);
    struct names *all[] = { &reading.states, &reading.inputs, &reading.outputs };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        free(all[i]->list);
        free(all[i]->slot);
    }
    free(reading.arcs);
    arena_free(reading.arena);
    return fsm;
}
