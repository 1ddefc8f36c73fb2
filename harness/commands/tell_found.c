/*
 * Failures that became minimal, for people: see tell_found.h.
 */
#include "tell_found.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "case_lint.h"
#include "common.h"
#include "scribe.h"
#include "words.h"
#include "yaml_case.h"

static void keep_quiet(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context, (void)file, (void)line, (void)column, (void)message;
}

static bool write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    bool good = file != NULL && fputs(text, file) >= 0;
    if (file != NULL && fclose(file) != 0) good = false;
    return good;
}

/* The case as it was written, read again: `lint` must agree, and it must fail as it did, with all patience. */
static const char *not_sound(struct trial *trial, const struct found_in *in, const char *path, struct arena *arena)
{
    struct suite *suite = suite_load(&path, 1, keep_quiet, NULL);
    if (suite == NULL) return "the loader refuses it";
    struct lint_totals totals = { 0 };
    lint_suite(suite, keep_quiet, NULL, &totals);
    const char *why = totals.complaints > 0 ? "the model does not agree to it" : NULL;
    const unsigned hurried = trial->grace_ms;
    struct exec_result result = { 0 };
    trial->grace_ms = in->grace_ms;
    trial_case(trial, &suite->cases[0], &result);
    trial->grace_ms = hurried;
    bool same = result.outcome.verdict == VERDICT_FAIL && result.outcome.blame[0] == (uint8_t)suite->cases[0].rules[0];
    if (why == NULL && !same)
        why =
            arena_printf(arena, "as a case it does not fail for its rule: %s%s%s", verdict_name(result.outcome.verdict),
                         result.outcome.reason[0] != '\0' ? ": " : "", words_safe(arena, result.outcome.reason));
    suite_free(suite);
    return why;
}

static void tell_failure(struct arena *arena, const struct found_in *in, const struct outcome *outcome)
{
    printf("%s  %s\n", in->before, words_safe(arena, outcome->reason));
    const char *method = outcome_misdeclared(outcome);
    if (method == NULL && outcome->blame[0] != IM_RULE_NONE)
        printf("%s  rule   %s\n", in->before, words_rule(arena, (enum im_rule)outcome->blame[0]));
}

/* The steps, where no case can be made of them. */
static void tell_steps(struct arena *arena, const struct found_in *in, const struct test_case *test)
{
    for (size_t i = 0; i < test->step_count; i++)
        printf("%s    %2zu %s\n", in->before, i + 1, words_safe(arena, test->steps[i].written));
}

static bool write_case(struct trial *trial, const struct found_in *in, const struct shrunk *shrunk, struct arena *arena)
{
    struct test_case written;
    char reason[LIMIT_REASON];
    const struct iut_identity *iut = run_session_iut(&trial->session);
    if (!scribe(arena, &shrunk->test, shrunk->outcome.blame, shrunk->outcome.blames, &written, reason)) {
        tell_steps(arena, in, &shrunk->test);
        printf("%s  no case: %s\n", in->before, words_safe(arena, reason));
        return false;
    }
    const char *folder = arena_printf(arena, "%s/found", in->out);
    const char *path = arena_printf(arena, "%s/%s.yaml", folder, written.id);
    const char *comment = arena_printf(arena, "Found %s, on %.40s %.20s.", in->origin, iut->name, iut->version);
    const char *yaml = yaml_case(arena, &written, comment);
    fputs(yaml, stdout);
    if (!make_folder(folder) || !write_file(path, yaml)) {
        printf("%s  %s cannot be written: %s\n", in->before, path, strerror(errno));
        return false;
    }
    const char *why = not_sound(trial, in, path, arena);
    if (why != NULL) {
        printf("%s  kept in %s, but %s\n", in->before, path, why);
        return false;
    }
    printf("%s  again  %s replay %s %s --cases %s\n", in->before, program, words_quoted(arena, in->locator), written.id,
           words_quoted(arena, path));
    printf("%s  keep   %s found %s\n", in->before, program, words_quoted(arena, path));
    return true;
}

bool tell_found(struct trial *trial, const struct found_in *in, const struct test_case *test)
{
    struct arena *arena = arena_new();
    struct shrunk shrunk;
    bool good = false;
    switch (shrink(trial, test, arena, &shrunk)) {
    case SHRINK_PASSES:
        printf("%s  it does not fail when it is repeated: %u of %u times\n", in->before, shrunk.failed,
               shrunk.repeated);
        break;
    case SHRINK_UNSTEADY:
        tell_failure(arena, in, &shrunk.outcome);
        printf("%s  unsteady: it failed so in %u of %u repetitions, so it was not shrunk\n", in->before, shrunk.failed,
               shrunk.repeated);
        tell_steps(arena, in, &shrunk.test);
        break;
    case SHRINK_MINIMAL:
        tell_failure(arena, in, &shrunk.outcome);
        printf(
            "%s  minimal: %zu of %zu steps, after %zu tries; of %zu sequences that are shorter or simpler by a little "
            "none fails so\n",
            in->before, shrunk.test.step_count, shrunk.from, shrunk.tries, shrunk.proof);
        good = write_case(trial, in, &shrunk, arena);
        break;
    }
    arena_free(arena);
    return good;
}
