/*
 * imconform shrink: a case that fails becomes minimal.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common.h"
#include "kit.h"
#include "tell_found.h"
#include "words.h"

enum { HURRY_MS = 100, HURRY_OUTSIDE_MS = 500 };

static const char *cases_path, *profile = DEFAULT_PROFILE, *out;
static unsigned grace = LIMIT_GRACE_MS, timeout = LIMIT_STEP_MS;
static bool remote;

static const struct option_row options[] = {
    { .name = "cases", .value = "PATH", .help = "where the case is (the kit's own cases)", .text = &cases_path },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "out", .value = "DIR", .help = "where the smaller case goes (imconform-out/NAME)", .text = &out },
    { .name = "grace", .value = "MS", .help = "how long an effect may take to arrive (5000)", .number = &grace },
    { .name = "timeout", .value = "MS", .help = "how long one step may take (10000)", .number = &timeout },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &remote },
    { 0 },
};

static enum status shrink_case(const char *locator, const struct test_case *test)
{
    char folder[1024], reason[LIMIT_REASON] = "", origin[64 + LIMIT_ID];
    if (out == NULL) default_folder(locator, folder, sizeof folder);
    const char *to = out != NULL ? out : folder;
    struct trial trial;
    const struct run_options run = {
        .locator = locator, .profile = profile, .out = to, .grace_ms = grace, .step_ms = timeout, .allow_remote = remote
    };
    enum status status = STATUS_CANNOT;
    if (!make_folder(to)) {
        fprintf(stderr, "%s shrink: %s cannot be made: %s\n", KIT_NAME, to, strerror(errno));
        return STATUS_CANNOT;
    }
    if (trial_open(&trial, &run, reason)) {
        trial_hurry(&trial, HURRY_MS, HURRY_OUTSIDE_MS, timeout);
        snprintf(origin, sizeof origin, "from the case %s", test->id);
        const struct found_in in = { locator, to, origin, "", grace };
        printf("%s\n", test->id);
        status = tell_found(&trial, &in, test) ? STATUS_GOOD : STATUS_FAILED;
    } else {
        fprintf(stderr, "%s shrink: %s\n", KIT_NAME, reason);
    }
    trial_close(&trial, reason);
    return status;
}

static enum status run(int count, const char *const *arguments)
{
    if (count != 2) return misuse(&command_shrink, "expected LOCATOR and CASE, found %d arguments", count);
    if (timeout == 0) return misuse(&command_shrink, "a time limit of 0 ms leaves no time for an answer");
    if (known_profile(&command_shrink, profile) == NULL) return STATUS_CANNOT;
    struct suite *suite = load_cases(cases_path != NULL, &cases_path);
    if (suite == NULL) return STATUS_CANNOT;
    enum status status = STATUS_CANNOT;
    size_t at = 0;
    while (at < suite->count && strcmp(suite->cases[at].id, arguments[1]) != 0) at++;
    if (at < suite->count && suite->cases[at].program != NULL) {
        fprintf(stderr, "%s shrink: a program performs \"%s\", and only a person makes a program smaller\n", KIT_NAME,
                arguments[1]);
    } else if (at < suite->count && suite->cases[at].needs_together) {
        fprintf(stderr, "%s shrink: %s has several callers at once, whose race a smaller case need not have\n",
                KIT_NAME, arguments[1]);
    } else if (at < suite->count) {
        status = shrink_case(arguments[0], &suite->cases[at]);
    } else {
        fprintf(stderr, "%s shrink: there is no case \"%s\"; %s list prints all\n", KIT_NAME, arguments[1], KIT_NAME);
    }
    suite_free(suite);
    return status;
}

const struct command command_shrink = {
    .name = "shrink",
    .arguments = "LOCATOR CASE",
    .summary = "makes a case that fails minimal, for the same rule",
    .help =
        "Status 0: it is minimal and was written; 1: it does not fail, or not each time; 2: it could not be tried.\n",
    .options = options,
    .run = run,
};
