/*
 * imconform learn: the finite machine of an implementation, how it differs from the model, and the order of its checks.
 */
#include "learn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "crew.h"
#include "kit.h"
#include "late.h"
#include "tell_learned.h"

static const char *profile = DEFAULT_PROFILE;
static unsigned contacts = 2, references = 2, extra = 1, timeout = LIMIT_STEP_MS, grace = LIMIT_GRACE_MS, start_timeout,
                most = 1000, jobs;
static bool dot, json, remote, quiet;

static const struct option_row options[] = {
    { .name = "contacts", .value = "N", .help = "how many contacts are called (2)", .number = &contacts },
    { .name = "references", .value = "N", .help = "references to one window (2)", .number = &references },
    { .name = "extra",
      .value = "K",
      .help = "states that it may have beyond those that are found, at least (1)",
      .number = &extra },
    { .name = "most", .value = "N", .help = "gives up past so many states (1000)", .number = &most },
    { .name = "jobs",
      .value = "N",
      .help = "words at a time (a library: one for each processor; else 1)",
      .number = &jobs },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "timeout", .value = "MS", .help = "how long one word or step may take (10000)", .number = &timeout },
    { .name = "grace", .value = "MS", .help = "how long an effect may take to arrive (5000)", .number = &grace },
    { .name = "start-timeout",
      .value = "MS",
      .help = "how long it may take to start (10000)",
      .number = &start_timeout },
    { .name = "dot", .help = "print the machine as DOT", .flag = &dot },
    { .name = "json", .help = "print everything as JSON", .flag = &json },
    { .name = "quiet", .help = "leave out the table", .flag = &quiet },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &remote },
    { 0 },
};

enum { CONTACTS_MOST = ABSTRACT_CONTACTS, EXTRA_MOST = 4, OUTPUTS = 4096 };

/* --- the implementation as a system that is learned --- */

struct learning {
    struct crew *crew;
    struct abstraction *abstraction;
    struct abstract_output answers[SUBJECT_WORD];
    struct abstract_output outputs[OUTPUTS]; /* by number */
    uint32_t count, hangs;
    bool terminal;
    char reason[LIMIT_REASON];
};

static bool same_members(const struct abstract_output *a, const struct abstract_output *b)
{
    return a->status == b->status && a->broken == b->broken && a->is_call == b->is_call && a->window == b->window &&
           a->closed == b->closed && a->hresult == b->hresult;
}

static uint32_t number_of(struct learning *learning, const struct abstract_output *output)
{
    char name[FSM_NAME], known[FSM_NAME];
    for (uint32_t i = 0; i < learning->count; i++) {
        if (same_members(&learning->outputs[i], output)) return i; /* mostly; else its name decides */
    }
    abstract_name(output, name);
    for (uint32_t i = 0; i < learning->count; i++) {
        abstract_name(&learning->outputs[i], known);
        if (strcmp(name, known) == 0) return i;
    }
    if (learning->count == OUTPUTS) return OUTPUTS - 1;
    learning->outputs[learning->count] = *output;
    return learning->count++;
}

/* Nobody can wait for one that hangs as often as learning would meet it. */
static void keep_word(struct learning *learning, const uint16_t *word, size_t length)
{
    struct arena *arena = arena_new();
    snprintf(learning->reason, LIMIT_REASON, "it did not answer in time %d times, the last time after %.350s",
             LIMIT_HANGS, tell_spelled(arena, learning->abstraction, word, length));
    arena_free(arena);
}

static bool ask(void *context, const uint16_t *word, size_t length, uint32_t *outputs)
{
    struct learning *learning = context;
    if (length > SUBJECT_WORD) {
        snprintf(learning->reason, LIMIT_REASON, "a word of more than %d inputs would be needed", SUBJECT_WORD);
        return false;
    }
    if (!crew_ask(learning->crew, word, length, learning->answers, learning->reason)) return false;
    for (size_t i = 0; i < length; i++) {
        outputs[i] = number_of(learning, &learning->answers[i]);
        bool late = learning->answers[i].status == ABSTRACT_BROKEN && learning->answers[i].broken == OBS_TIMEOUT;
        if (!late || ++learning->hangs < LIMIT_HANGS) continue;
        keep_word(learning, word, i + 1);
        return false;
    }
    return true;
}

static void foretell(void *context, learn_words *words, void *of)
{
    const struct learning *learning = context;
    crew_foretell(learning->crew, words, of);
}

static void tell(void *context, uint32_t states, uint64_t words)
{
    const struct learning *learning = context;
    if (learning->terminal) fprintf(stderr, "\r\033[K%u states, %llu words", states, (unsigned long long)words);
}

/* --- the command --- */

static void tell_effort(const struct learning *learning, const struct learn_result *result)
{
    const struct subject_counts counts = crew_counts(learning->crew);
    const struct fsm *fsm = result->fsm;
    printf("learned: %u states, %u inputs; %u hypotheses, %llu words of %llu steps asked\n", fsm->states, fsm->inputs,
           result->rounds, (unsigned long long)counts.words, (unsigned long long)counts.steps);
    printf(
        "claim: if it is deterministic and has at most %u states over these %u inputs (%u found, K = %u), it is this "
        "machine:\n       it passes the %llu tests of a suite that all others fail\n",
        fsm->states + result->extra, fsm->inputs, fsm->states, result->extra, (unsigned long long)result->tests);
    if (counts.broken_resets > 0)
        printf("note: it broke down %llu times while it was set back\n", (unsigned long long)counts.broken_resets);
}

/* Differences that are gone when one waits are none. */
static size_t find_late(struct learning *learning, struct deviations *deviations)
{
    size_t differences = 0;
    for (size_t i = 0; i < deviations->count; i++) {
        struct deviation *one = &deviations->list[i];
        if (deviation_kind(one) == DIFFERENCE)
            one->late = is_late(crew_subject(learning->crew), learning->abstraction, one->word, one->length, grace);
        differences += deviation_kind(one) == DIFFERENCE;
    }
    return differences;
}

static enum status tell_result(struct learning *learning, const struct learn_result *result)
{
    struct arena *arena = arena_new();
    struct telling telling = { .abstraction = learning->abstraction, .learned = { result->fsm, learning->outputs } };
    if (!json && !dot) tell_effort(learning, result);
    telling.compared = learned_deviations(learning->abstraction, &telling.learned, arena, &telling.deviations);
    telling.clashing = learned_clashes(learning->abstraction, &telling.learned, telling.clashes);
    size_t differences = find_late(learning, &telling.deviations);
    if (json) {
        tell_learned_json(&telling);
    } else if (dot) {
        tell_learned_dot(&telling);
    } else {
        tell_learned_text(&telling, !quiet);
    }
    if (!telling.compared)
        fprintf(stderr, "%s learn: not compared, since the model has too many states; take fewer contacts\n", KIT_NAME);
    arena_free(arena);
    return !telling.compared ? STATUS_CANNOT : differences > 0 ? STATUS_FAILED : STATUS_GOOD;
}

static enum status tell_conflict(const struct learning *learning, const struct learn_result *result)
{
    struct arena *arena = arena_new();
    printf("not deterministic: the same inputs after a reset were answered in two ways\n  did      %s\n",
           tell_spelled(arena, learning->abstraction, result->conflict.word, result->conflict.length));
    printf("  first    %s\n  then     %s\n", tell_output(arena, &learning->outputs[result->conflict.before]),
           tell_output(arena, &learning->outputs[result->conflict.now]));
    arena_free(arena);
    return STATUS_FAILED;
}

static enum status learn_it(struct learning *learning)
{
    const struct learn_system system = { learning->abstraction->inputs, ask, foretell, tell, learning };
    struct learn_result result = learn(&system, extra, most);
    if (learning->terminal) fprintf(stderr, "\r\033[K");
    enum status status = STATUS_CANNOT;
    switch (result.status) {
    case LEARN_DONE: status = tell_result(learning, &result); break;
    case LEARN_NONDETERMINISTIC: status = tell_conflict(learning, &result); break;
    case LEARN_STOPPED:
        fprintf(stderr, "%s learn: %s\n", KIT_NAME, learning->reason);
        if (learning->hangs >= LIMIT_HANGS) status = STATUS_FAILED;
        break;
    case LEARN_TOO_MUCH:
        fprintf(stderr,
                "%s learn: it has more than %u states, or their tests are too many; try fewer contacts, "
                "references or extra states\n",
                KIT_NAME, most);
    }
    free(result.conflict.word);
    fsm_free(result.fsm);
    return status;
}

static enum status run(int count, const char *const *arguments)
{
    if (count != 1) return misuse(&command_learn, "which implementation? expected one LOCATOR");
    const struct im_profile *documentation = known_profile(&command_learn, profile);
    if (documentation == NULL) return STATUS_CANNOT;
    if (timeout == 0) return misuse(&command_learn, "a time limit of 0 ms leaves no time for an answer");
    if (contacts < 1 || contacts > CONTACTS_MOST || references < 1 || references > ABSTRACT_REFERENCES)
        return misuse(&command_learn, "expected 1 to %d contacts and 1 to %d references", CONTACTS_MOST,
                      ABSTRACT_REFERENCES);
    if (extra > EXTRA_MOST) return misuse(&command_learn, "--extra: expected at most %d", EXTRA_MOST);
    if (most < 1 || most > FSM_STATES) return misuse(&command_learn, "--most: expected 1 to %d", FSM_STATES);
    struct learning *learning = calloc(1, sizeof *learning);
    if (learning == NULL) abort();
    const struct subject_options how = { .locator = arguments[0],
                                         .profile = profile,
                                         .step_ms = timeout,
                                         .start_ms = start_timeout,
                                         .allow_remote = remote };
    learning->crew = crew_open(&how, jobs, learning->reason);
    learning->terminal = isatty(2);
    enum status status = STATUS_CANNOT;
    const struct subject *one = learning->crew != NULL ? crew_subject(learning->crew) : NULL;
    if (one == NULL) {
        fprintf(stderr, "%s learn: %s\n", KIT_NAME, learning->reason);
    } else if (subject_people(one)->count < contacts) {
        fprintf(stderr, "%s learn: it has %zu contacts on the primary service; take --contacts accordingly\n", KIT_NAME,
                subject_people(one)->count);
    } else {
        const struct abstract_needs needs = { .profile = documentation,
                                              .capable = subject_capable(one),
                                              .invoke_only = subject_invoke_only(one),
                                              .people = subject_people(one) };
        learning->abstraction = abstraction_new(contacts, references, &needs);
        crew_use(learning->crew, learning->abstraction);
        status = learn_it(learning);
    }
    crew_close(learning->crew);
    abstraction_free(learning->abstraction);
    free(learning);
    return status;
}

const struct command command_learn = {
    .name = "learn",
    .arguments = "LOCATOR",
    .summary = "learns the machine of an implementation and prints how it differs from the model",
    .help = "Asks words of inputs, each after a reset, until the machine passes a complete suite (L#, with HSI).\n"
            "Status 1: it differs from what is allowed, or does not answer the same twice.\n",
    .options = options,
    .run = run,
};
