/*
 * imconform found: adds a case that walk or shrink wrote to the cases.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base.h"
#include "case_lint.h"
#include "common.h"
#include "kit.h"
#include "scribe.h"
#include "yaml_case.h"

static const char *cases_path;

static const struct option_row options[] = {
    { .name = "cases",
      .value = "DIR",
      .help = "the cases; it goes to the folder found in there (the kit's own)",
      .text = &cases_path },
    { 0 },
};

static void complain(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context;
    fprintf(stderr, "%s:%u:%u: %s\n", file, line, column, message);
}

/* The case that has the same id, or does the same steps. */
static const struct test_case *twin(const struct suite *suite, const struct test_case *test)
{
    char digits[9], other[9];
    scribe_digest(test, digits);
    for (size_t i = 0; i < suite->count; i++) {
        if (strcmp(suite->cases[i].id, test->id) == 0) return &suite->cases[i];
        if (suite->cases[i].step_count != test->step_count) continue;
        scribe_digest(&suite->cases[i], other);
        if (strcmp(digits, other) == 0) return &suite->cases[i];
    }
    return NULL;
}

/* A copy, byte for byte, that was not there before. */
static bool copy_file(const char *from, const char *to)
{
    struct arena *arena = arena_new();
    size_t size = 0;
    const char *bytes = read_file(arena, from, LIMIT_CASE_FILE, &size);
    FILE *file = bytes != NULL ? fopen(to, "wx") : NULL;
    bool good = file != NULL && fwrite(bytes, 1, size, file) == size;
    if (file != NULL && fclose(file) != 0) good = false;
    arena_free(arena);
    return good;
}

static enum status add(const char *file, const struct test_case *test, const struct suite *all, const char *folder)
{
    char to[4096 + LIMIT_ID];
    const struct test_case *other = twin(all, test);
    if (other != NULL) {
        fprintf(stderr, "%s found: %s is there already: %s, %s:%u, %s\n", KIT_NAME, test->id, other->id, other->file,
                other->line, strcmp(other->id, test->id) == 0 ? "has that id" : "takes the same steps");
        return STATUS_CANNOT;
    }
    snprintf(to, sizeof to, "%s/%s.yaml", folder, test->id);
    if (!make_folder(folder) || !copy_file(file, to)) {
        fprintf(stderr, "%s found: %s cannot be written: %s\n", KIT_NAME, to, strerror(errno));
        return STATUS_CANNOT;
    }
    printf("%s\n", to);
    return STATUS_GOOD;
}

static enum status run(int count, const char *const *arguments)
{
    if (count != 1) return misuse(&command_found, "expected one FILE, found %d arguments", count);
    const char *cases = cases_path != NULL ? cases_path : data_folder("cases");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/found", cases);
    enum status status = STATUS_CANNOT;
    struct suite *suite = suite_load(arguments, 1, complain, NULL), *all = NULL;
    struct lint_totals totals = { 0 };
    if (suite != NULL) lint_suite(suite, complain, NULL, &totals);
    if (suite != NULL && totals.complaints == 0) all = suite_load(&cases, 1, complain, NULL);
    if (suite != NULL && suite->count != 1) {
        fprintf(stderr, "%s found: %s has %zu cases; expected one, as walk and shrink write it\n", KIT_NAME,
                arguments[0], suite->count);
    } else if (all != NULL) {
        status = add(arguments[0], &suite->cases[0], all, folder);
    }
    suite_free(suite);
    suite_free(all);
    return status;
}

const struct command command_found = {
    .name = "found",
    .arguments = "FILE",
    .summary = "adds a case that walk or shrink wrote to cases/found/",
    .help = "Status 0: it was added; 2: it is no sound case, or the same one is there.\n",
    .options = options,
    .run = run,
};
