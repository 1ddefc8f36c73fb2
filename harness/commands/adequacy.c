/*
 * imconform adequacy: deletes, flips and moves each thing that the model says, one at a time: which case notices?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adequacy.h"
#include "case_lint.h"
#include "common.h"
#include "kit.h"

static const char *only;
static bool list;

static const struct option_row options[] = {
    { .name = "list", .help = "print every mutation with the case that notices it", .flag = &list },
    { .name = "only", .value = "GLOB", .help = "only the mutations with such ids", .text = &only },
    { 0 },
};

static enum status run(int count, const char *const *arguments)
{
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    const struct im_profile *profile = &im_profiles[0];
    for (size_t i = 0; i < suite->count; i++) {
        if (!lint_disagrees(&suite->cases[i], profile)) continue;
        fprintf(stderr, "%s adequacy: %s disagrees with the model as it is; %s lint tells more\n", KIT_NAME,
                suite->cases[i].id, program);
        suite_free(suite);
        return STATUS_CANNOT;
    }
    size_t mutations, noticed = 0, tried = 0;
    struct im_mutation *all = adequacy_mutations(profile, &mutations);
    for (size_t i = 0; i < mutations; i++) {
        struct adequacy_result result;
        char id[IM_MUTATION_ID];
        im_mutation_id(profile->book, &all[i], id);
        if (only != NULL && !matches(only, id)) continue;
        adequacy_try(suite, profile, &all[i], &result);
        tried++;
        noticed += result.by != NULL;
        if (list || result.by == NULL)
            printf("%s:%u: %s: %s%s\n", result.file, result.line, result.id,
                   result.by != NULL ? "noticed by " : "not noticed", result.by != NULL ? result.by->id : "");
    }
    printf("%zu mutations: %zu noticed, %zu not noticed\n", tried, noticed, tried - noticed);
    free(all);
    suite_free(suite);
    return tried == noticed ? STATUS_GOOD : STATUS_FAILED;
}

const struct command command_adequacy = {
    .name = "adequacy",
    .arguments = "[CASES...]",
    .summary = "changes each thing that the model says: which case notices?",
    .help = "",
    .options = options,
    .run = run,
};
