/*
 * All states of a model: see explore_states.h.
 */
#include "explore_states.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "common.h"
#include "explore_benchmark.h"
#include "explore_graph.h"
#include "explore_model.h"
#include "kit.h"

/* A model to explore: how it is made, and what is told of it. */
struct config {
    const char *name, *title;
    unsigned contacts, references;
    unsigned most_contacts, most_references, most_together; /* of both, multiplied */
    bool (*make)(const struct states_options *options, const struct config *config, struct machine *machine);
    void (*unmake)(struct machine *machine);
    const char *const *invariants; /* ends with NULL */
};

static enum im_grade worst_of(const char *answers)
{
    int grade = IM_PREFERRED;
    while (grade < IM_REJECTED && strcmp(im_grade_name((enum im_grade)grade), answers) != 0) grade++;
    return (enum im_grade)grade;
}

static bool make_model(const struct states_options *options, const struct config *config, struct machine *machine)
{
    (void)config;
    const struct explore_model_options of = { .contacts = options->contacts,
                                              .references = options->references,
                                              .worst = worst_of(options->answers),
                                              .profile = im_profile_find(options->profile) };
    return explore_model(&of, machine);
}

static const char wrong_name[] = "benchmark-wrong";

static bool make_benchmark(const struct states_options *options, const struct config *config, struct machine *machine)
{
    const struct benchmark_size size = { .contacts = options->contacts, .references = options->references };
    return explore_benchmark(&size, config->name == wrong_name, machine);
}

static const char *const of_benchmark[] = { "a client that is not signed in shows no window",
                                            "no contact has more than R references", NULL };

static const struct config configs[] = {
    { "messenger", "the model of the messenger", 1, 1, EXPLORE_CONTACTS, EXPLORE_WINDOWS, EXPLORE_WINDOWS, make_model,
      explore_model_free, explore_model_invariants },
    { "benchmark", "the common benchmark model", 4, 3, BENCHMARK_CONTACTS, BENCHMARK_REFERENCES,
      BENCHMARK_CONTACTS *BENCHMARK_REFERENCES, make_benchmark, explore_benchmark_free, of_benchmark },
    { wrong_name, "the common benchmark model, in which going offline leaves windows open", 4, 3, BENCHMARK_CONTACTS,
      BENCHMARK_REFERENCES, BENCHMARK_CONTACTS *BENCHMARK_REFERENCES, make_benchmark, explore_benchmark_free,
      of_benchmark },
};

static const struct config *find_config(const char *name)
{
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
        if (strcmp(configs[i].name, name) == 0) return &configs[i];
    }
    return NULL;
}

/* --- telling --- */

static void progress(void *context, unsigned level, uint64_t states)
{
    (void)context;
    fprintf(stderr, "\r\033[K%u steps from the beginning: %" PRIu64 " states", level, states);
}

static void tell_path(const struct machine *machine, const struct explore_path *path)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < path->length; i++) {
        const uint8_t *state = path->states + i * machine->size;
        printf("  %3zu  %s\n", i + 1, machine->step_words(machine->context, arena, state, path->labels[i]));
    }
    const uint8_t *last = path->states + path->length * machine->size;
    printf("       then: %s\n", machine->state_words(machine->context, arena, last));
    arena_free(arena);
}

static enum status tell(const struct config *config, const struct states_options *options,
                        const struct machine *machine, const struct explored *found)
{
    printf("%s: K = %u contacts, R = %u references for each\n", config->title, options->contacts, options->references);
    size_t invariants = 0;
    while (config->invariants[invariants] != NULL) invariants++;
    if (found->broken != NULL) {
        printf("an invariant does not hold after %zu steps: %s\n", found->path.length, found->broken);
        tell_path(machine, &found->path);
        printf("%" PRIu64 " states were found until then; no shorter sequence breaks an invariant\n", found->states);
        return STATUS_FAILED;
    }
    printf("  states       %" PRIu64 "\n  transitions  %" PRIu64 "\n  diameter     %u\n", found->states,
           found->transitions, found->diameter);
    printf("  invariants   %zu, checked in each of %" PRIu64 " states: all hold\n", invariants, found->states);
    for (size_t i = 0; i < invariants; i++) printf("               - %s\n", config->invariants[i]);
    printf("the longest shortest path, %zu steps:\n", found->path.length);
    tell_path(machine, &found->path);
    return STATUS_GOOD;
}

/* Writes the graph to a file; false after a message. */
static bool write_graph(const char *path, bool (*write)(const struct machine *, const struct explored *, FILE *),
                        const struct machine *machine, const struct explored *found)
{
    if (path == NULL) return true;
    if (found->states > EXPLORE_DRAWN) {
        fprintf(stderr,
                "%s explore: %s: %" PRIu64 " states are no graph to look at, the limit is %d; take fewer contacts or "
                "references\n",
                KIT_NAME, path, found->states, EXPLORE_DRAWN);
        return false;
    }
    FILE *to = fopen(path, "w");
    bool written = to != NULL && write(machine, found, to);
    const int error = errno;
    if (to != NULL) written = fclose(to) == 0 && written;
    if (!written) fprintf(stderr, "%s explore: %s: %s\n", KIT_NAME, path, strerror(error));
    return written;
}

static enum status look(const struct config *config, const struct states_options *options,
                        const struct machine *machine)
{
    const bool terminal = isatty(STDERR_FILENO) && isatty(STDOUT_FILENO);
    const struct explore_options how = { .jobs = options->jobs,
                                         .memory = (uint64_t)options->memory_mb << 20,
                                         .graph = options->dot != NULL || options->json != NULL,
                                         .progress = terminal ? progress : NULL };
    struct explored found;
    const enum explore_result result = explore(machine, &how, &found);
    if (terminal) fprintf(stderr, "\r\033[K");
    enum status status = STATUS_CANNOT;
    if (result == EXPLORE_NO_MEMORY) {
        fprintf(stderr,
                "%s explore: after %" PRIu64 " states more memory is needed: %" PRIu64
                " MiB, and %u MiB may be used; take fewer contacts or references, or say --memory MIB\n",
                KIT_NAME, found.states, (found.needed >> 20) + 1, options->memory_mb);
    } else {
        status = tell(config, options, machine, &found);
        const bool written = write_graph(options->dot, explore_write_dot, machine, &found) &&
                             write_graph(options->json, explore_write_json, machine, &found);
        if (!written) status = STATUS_CANNOT;
    }
    explored_free(&found);
    return status;
}

enum status explore_states(const struct command *command, const struct states_options *options)
{
    const struct config *config = find_config(options->config);
    if (config == NULL) {
        return misuse(command, "there is no configuration \"%s\"; there are %s, %s and %s", options->config,
                      configs[0].name, configs[1].name, configs[2].name);
    }
    if (known_profile(command, options->profile) == NULL) return STATUS_CANNOT;
    if (worst_of(options->answers) == IM_REJECTED) {
        return misuse(command, "--answers %s: expected preferred, accepted or noted", options->answers);
    }
    struct states_options of = *options;
    if (of.contacts == 0) of.contacts = config->contacts;
    if (of.references == 0) of.references = config->references;
    const bool too_many = of.contacts > config->most_contacts || of.references > config->most_references ||
                          of.contacts * of.references > config->most_together;
    struct machine machine;
    if (too_many || !config->make(&of, config, &machine)) {
        return misuse(command, "%s has at most %u contacts, %u references for each and %u references in all",
                      config->name, config->most_contacts, config->most_references, config->most_together);
    }
    const enum status status = look(config, &of, &machine);
    config->unmake(&machine);
    return status;
}
