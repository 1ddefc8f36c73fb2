/*
 * The states and steps that an exploration found, as DOT and as JSON: see explore_graph.h.
 */
#include "explore_graph.h"

#include <jansson.h>

#include "base.h"

struct step_list {
    unsigned count;
    uint32_t labels[EXPLORE_SUCCESSORS];
    uint64_t to[EXPLORE_SUCCESSORS];
};

static void steps_of(const struct machine *machine, const struct explored *found, uint64_t index,
                     struct step_list *steps)
{
    uint64_t next[EXPLORE_SUCCESSORS * EXPLORE_STATE / sizeof(uint64_t)];
    const char *broken = NULL;
    steps->count = machine->expand(machine->context, explored_state(found, index), next, steps->labels, &broken);
    for (unsigned i = 0; i < steps->count; i++) {
        steps->to[i] = explored_index(found, (const uint8_t *)next + i * machine->size);
    }
}

static const char *state_words(const struct machine *machine, struct arena *arena, const struct explored *found,
                               uint64_t index)
{
    return machine->state_words(machine->context, arena, explored_state(found, index));
}

static void put_quoted(const char *text, FILE *to)
{
    fputc('"', to);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') fputc('\\', to);
        if ((unsigned char)*c >= ' ') fputc(*c, to);
    }
    fputc('"', to);
}

bool explore_write_dot(const struct machine *machine, const struct explored *found, FILE *to)
{
    struct step_list steps;
    fprintf(to, "digraph model {\n  node [shape=box];\n");
    for (uint64_t i = 0; i < found->states; i++) {
        struct arena *arena = arena_new();
        unsigned stays = 0;
        steps_of(machine, found, i, &steps);
        for (unsigned n = 0; n < steps.count; n++) stays += steps.to[n] == i;
        const char *words = state_words(machine, arena, found, i);
        fprintf(to, "  s%llu [label=", (unsigned long long)i);
        put_quoted(arena_printf(arena, "%llu: %s (%u stay)", (unsigned long long)i, words, stays), to);
        fprintf(to, "%s];\n", i == 0 ? ", penwidth=3" : "");
        for (unsigned n = 0; n < steps.count; n++) {
            if (steps.to[n] == i || steps.to[n] == UINT64_MAX) continue;
            fprintf(to, "  s%llu -> s%llu [label=", (unsigned long long)i, (unsigned long long)steps.to[n]);
            put_quoted(machine->step_words(machine->context, arena, explored_state(found, i), steps.labels[n]), to);
            fprintf(to, "];\n");
        }
        arena_free(arena);
    }
    fprintf(to, "}\n");
    return fflush(to) == 0 && !ferror(to);
}

static json_t *path_json(const struct machine *machine, struct arena *arena, const struct explore_path *path)
{
    json_t *list = json_array();
    for (size_t i = 0; i < path->length; i++) {
        const uint8_t *state = path->states + i * machine->size;
        json_array_append_new(list, json_string(machine->step_words(machine->context, arena, state, path->labels[i])));
    }
    return list;
}

bool explore_write_json(const struct machine *machine, const struct explored *found, FILE *to)
{
    struct step_list steps;
    struct arena *arena = arena_new();
    json_t *states = json_array(), *list = json_array();
    for (uint64_t i = 0; i < found->states; i++) {
        json_array_append_new(states, json_string(state_words(machine, arena, found, i)));
        steps_of(machine, found, i, &steps);
        for (unsigned n = 0; n < steps.count; n++) {
            if (steps.to[n] == UINT64_MAX) continue;
            const char *words = machine->step_words(machine->context, arena, explored_state(found, i), steps.labels[n]);
            json_array_append_new(list, json_pack("[I, s, I]", (json_int_t)i, words, (json_int_t)steps.to[n]));
        }
    }
    json_t *all =
        json_pack("{s:I, s:I, s:I, s:s?, s:o, s:o, s:o}", "states", (json_int_t)found->states, "transitions",
                  (json_int_t)found->transitions, "diameter", (json_int_t)found->diameter, "broken", found->broken,
                  "path", path_json(machine, arena, &found->path), "names", states, "steps", list);
    const bool written = json_dumpf(all, to, JSON_INDENT(1)) == 0 && fputc('\n', to) != EOF && fflush(to) == 0;
    json_decref(all);
    arena_free(arena);
    return written;
}
