/*
 * imconform adequacy: leaves out, turns round and moves each thing that the model says, one at a time: which case
 * notices?
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "adequacy.h"
#include "base.h"
#include "common.h"
#include "kit.h"
#include "tell_machine.h"

static const char *only;
static bool list, machine;
static unsigned jobs;

static const struct option_row options[] = {
    { .name = "list", .help = "print every mutation, and the case that notices it", .flag = &list },
    { .name = "only", .value = "GLOB", .help = "only the mutations with such ids", .text = &only },
    { .name = "jobs", .value = "N", .help = "mutations at a time (one for each processor)", .number = &jobs },
    { .name = "machine", .help = "print what of the machine the cases do not go through, instead", .flag = &machine },
    { 0 },
};

struct tally {
    size_t tried, of[ADEQUACY_COUNT];
};

static void count(struct tally *tally, enum adequacy outcome)
{
    tally->tried++;
    tally->of[outcome]++;
}

static void tell(const struct adequacy_result *result)
{
    if (!list && (result->outcome == ADEQUACY_NOTICED || result->outcome == ADEQUACY_EQUIVALENT)) return;
    printf("%s:", result->file);
    if (result->line > 0) printf("%u:", result->line);
    printf(" %s: ", result->id);
    switch (result->outcome) {
    case ADEQUACY_NOTICED: printf("noticed by "); break;
    case ADEQUACY_LISTED: printf("listed in model/equivalents.def, and noticed by "); break;
    case ADEQUACY_EQUIVALENT: printf("equivalent: %s\n", result->reason); return;
    default: printf("not noticed\n"); return;
    }
    printf("%s (%s:%u)\n", result->by->id, result->by->file, result->by->line);
}

static void tell_tally(const char *title, const struct tally *tally)
{
    printf("%s%zu mutations: %zu noticed, %zu equivalent for a reason, %zu not noticed\n", title, tally->tried,
           tally->of[ADEQUACY_NOTICED] + tally->of[ADEQUACY_LISTED], tally->of[ADEQUACY_EQUIVALENT],
           tally->of[ADEQUACY_UNNOTICED]);
}

/* Entries of the list of equivalents that no mutation has; returns how many. */
static size_t tell_stale(const struct im_profile *profile)
{
    size_t count = 0;
    bool stale;
    const char *ids;
    for (size_t n = 0; (ids = adequacy_equivalent(profile, n, &stale)) != NULL; n++) {
        if (!stale) continue;
        printf("model/equivalents.def: there is no mutation \"%s\"; --list prints those that there are\n", ids);
        count++;
    }
    return count;
}

static void tell_progress(size_t at) { fprintf(stderr, "\r\033[K[%zu]", at + 1); }

static unsigned processors(void)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}

static enum status try_all(const struct suite *suite, const struct im_profile *profile)
{
    bool terminal = isatty(STDERR_FILENO) && isatty(STDOUT_FILENO);
    struct tally total = { 0 }, of_kind[IM_MUTATION_KINDS] = { { 0 } };
    size_t mutations;
    struct im_mutation *all = adequacy_mutations(profile, &mutations);
    struct arena *arena = arena_new();
    struct adequacy_result *results = arena_alloc(arena, (mutations + 1) * sizeof *results);
    bool *wanted = arena_alloc(arena, (mutations + 1) * sizeof *wanted);
    for (size_t i = 0; i < mutations; i++) {
        char id[IM_MUTATION_ID];
        im_mutation_id(profile->book, &all[i], id);
        wanted[i] = only == NULL || matches(only, id);
    }
    adequacy_try_each(suite, profile, all, wanted, mutations, jobs > 0 ? jobs : processors(),
                      terminal ? tell_progress : NULL, results);
    if (terminal) fprintf(stderr, "\r\033[K");
    for (size_t i = 0; i < mutations; i++) {
        if (!wanted[i]) continue;
        tell(&results[i]);
        count(&total, results[i].outcome);
        count(&of_kind[all[i].kind], results[i].outcome);
    }
    free(all);
    arena_free(arena);
    size_t stale = only == NULL ? tell_stale(profile) : 0;
    for (int kind = 0; kind < IM_MUTATION_KINDS; kind++) {
        char title[32];
        snprintf(title, sizeof title, "  %-20s ", im_mutation_kind_name((enum im_mutation_kind)kind));
        if (of_kind[kind].tried > 0) tell_tally(title, &of_kind[kind]);
    }
    tell_tally("", &total);
    if (total.tried == 0) {
        fprintf(stderr, "%s adequacy: no mutation has such an id\n", KIT_NAME);
        return STATUS_CANNOT;
    }
    return total.of[ADEQUACY_UNNOTICED] + total.of[ADEQUACY_LISTED] + stale == 0 ? STATUS_GOOD : STATUS_FAILED;
}

static enum status cover(const struct suite *suite)
{
    static struct coverage all, done;
    char by[64];
    coverage_of_machine(&all);
    for (size_t i = 0; i < suite->count; i++) coverage_of_case(&done, &suite->cases[i]);
    snprintf(by, sizeof by, "%zu cases", suite->count);
    size_t wrong = tell_machine(&all, &done, SIZE_MAX, by) + tell_unfound(&all, &done);
    return wrong == 0 ? STATUS_GOOD : STATUS_FAILED;
}

static enum status run(int argument_count, const char *const *arguments)
{
    struct suite *suite = load_cases(argument_count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    const struct im_profile *profile = &im_profiles[0];
    const struct test_case *unsound = adequacy_unsound(suite, profile);
    enum status status = STATUS_CANNOT;
    if (unsound == NULL && machine) {
        status = cover(suite);
    } else if (unsound == NULL) {
        status = try_all(suite, profile);
    } else {
        fprintf(stderr, "%s adequacy: %s:%u: %s disagrees with the model as it is; %s lint tells more\n", KIT_NAME,
                unsound->file, unsound->line, unsound->id, program);
    }
    suite_free(suite);
    return status;
}

const struct command command_adequacy = {
    .name = "adequacy",
    .arguments = "[CASES...]",
    .summary = "leaves out and changes each thing that the model says: which case notices?",
    .help =
        "Without CASES the kit's own cases are asked.  What no case notices is listed, with the line of the model, and\n"
        "makes the status 1, unless model/equivalents.def gives a reason why none can.\n",
    .options = options,
    .run = run,
};
