/*
 * imconform learn: the finite machine of an implementation, how it differs from the model, and the order of its checks.
 */
#include "learn.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "kit.h"
#include "learned.h"
#include "subject.h"
#include "words.h"

static const char *profile = DEFAULT_PROFILE;
static unsigned contacts = 2, references = 2, extra = 1, timeout = LIMIT_STEP_MS, start_timeout, most = 1000;
static bool dot, json, remote, quiet;

static const struct option_row options[] = {
    { .name = "contacts", .value = "N", .help = "how many contacts are called (2)", .number = &contacts },
    { .name = "references", .value = "N", .help = "references to one window (2)", .number = &references },
    { .name = "extra",
      .value = "K",
      .help = "states that it may have beyond those that are found, at least (1)",
      .number = &extra },
    { .name = "most", .value = "N", .help = "gives up past so many states (1000)", .number = &most },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "timeout", .value = "MS", .help = "how long one word or step may take (10000)", .number = &timeout },
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

/* "signIn, message(alice)"; in the arena. */
static const char *spelled(struct arena *arena, const struct abstraction *abstraction, const uint16_t *word,
                           size_t length)
{
    const char *text = "";
    for (size_t i = 0; i < length; i++)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", abstraction->input_name[word[i]]);
    return text;
}

/* --- the implementation as a system that is learned --- */

struct learning {
    struct subject *subject;
    struct abstraction *abstraction;
    struct abstract_output answers[SUBJECT_WORD];
    struct abstract_output outputs[OUTPUTS]; /* by number */
    uint32_t count, hangs;
    bool terminal;
    char reason[LIMIT_REASON];
};

static uint32_t number_of(struct learning *learning, const struct abstract_output *output)
{
    char name[FSM_NAME], known[FSM_NAME];
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
             LIMIT_HANGS, spelled(arena, learning->abstraction, word, length));
    arena_free(arena);
}

static bool ask(void *context, const uint16_t *word, size_t length, uint32_t *outputs)
{
    struct learning *learning = context;
    if (length > SUBJECT_WORD) {
        snprintf(learning->reason, LIMIT_REASON, "a word of more than %d inputs would be needed", SUBJECT_WORD);
        return false;
    }
    if (!subject_ask(learning->subject, word, length, learning->answers, learning->reason)) return false;
    for (size_t i = 0; i < length; i++) {
        outputs[i] = number_of(learning, &learning->answers[i]);
        bool late = learning->answers[i].status == ABSTRACT_BROKEN && learning->answers[i].broken == OBS_TIMEOUT;
        if (!late || ++learning->hangs < LIMIT_HANGS) continue;
        keep_word(learning, word, i + 1);
        return false;
    }
    return true;
}

static void tell(void *context, uint32_t states, uint64_t words)
{
    const struct learning *learning = context;
    if (learning->terminal) fprintf(stderr, "\r\033[K%u states, %llu words", states, (unsigned long long)words);
}

/* --- telling --- */

static const char *output_word(struct arena *arena, const struct abstract_output *output)
{
    char name[FSM_NAME];
    abstract_name(output, name);
    return arena_strdup(arena, name);
}

static const char *answer(struct arena *arena, const struct learning *learning, uint32_t number)
{
    return output_word(arena, &learning->outputs[number]);
}

static void tell_table(struct arena *arena, const struct learning *learning, const struct fsm *fsm)
{
    for (uint32_t state = 0; state < fsm->states; state++) {
        printf("  s%u\n", state);
        for (uint32_t input = 0; input < fsm->inputs; input++) {
            printf("    %-28s %-28s s%u\n", learning->abstraction->input_name[input],
                   answer(arena, learning, fsm_output(fsm, state, input)), fsm_next(fsm, state, input));
        }
    }
}

static void tell_dot(struct arena *arena, const struct learning *learning, const struct fsm *fsm)
{
    printf("digraph learned {\n  start [shape=none, label=\"\"];\n  start -> s0;\n");
    for (uint32_t state = 0; state < fsm->states; state++) {
        for (uint32_t next = 0; next < fsm->states; next++) {
            const char *label = "";
            for (uint32_t input = 0; input < fsm->inputs; input++) {
                if (fsm_next(fsm, state, input) != next) continue;
                label = arena_printf(arena, "%s%s%s / %s", label, label[0] != '\0' ? "\\n" : "",
                                     learning->abstraction->input_name[input],
                                     answer(arena, learning, fsm_output(fsm, state, input)));
            }
            if (label[0] != '\0') printf("  s%u -> s%u [label=\"%s\"];\n", state, next, label);
        }
    }
    printf("}\n");
}

static bool is_difference(const struct deviation *deviation) { return deviation->judgement.grade == IM_REJECTED; }

static enum im_rule rule_of(const struct deviation *deviation)
{
    const struct im_judgement *judgement = &deviation->judgement;
    return judgement->blames > 0 ? (enum im_rule)judgement->blame[0] : judgement->rule;
}

static size_t tell_differences(struct arena *arena, const struct learning *learning, const struct deviations *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (!is_difference(one)) continue;
        printf("difference %zu\n", ++count);
        if (rule_of(one) != IM_RULE_NONE) printf("  rule     %s\n", words_rule(arena, rule_of(one)));
        printf("  did      %s\n", spelled(arena, learning->abstraction, one->word, one->length));
        printf("  wanted   %s\n", output_word(arena, &one->preferred));
        printf("  got      %s\n", answer(arena, learning, one->output));
    }
    return count;
}

static size_t tell_choices(struct arena *arena, const struct learning *learning, const struct deviations *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (is_difference(one)) continue;
        if (count++ == 0) printf("fair, but not what is preferred:\n");
        printf("  %s: %s, preferred is %s\n", spelled(arena, learning->abstraction, one->word, one->length),
               answer(arena, learning, one->output), output_word(arena, &one->preferred));
        for (uint8_t k = 0; k < one->judgement.takes; k++) {
            const struct im_reading_info *reading = &im_readings[one->judgement.taken[k]];
            const struct im_question_info *question = &im_questions[reading->question];
            printf("    A-%02d %s %s\n", question->ambiguity, question->text, reading->text);
        }
    }
    return count;
}

static void tell_order(struct arena *arena, const struct learning *learning, const struct clash *clashes, size_t count)
{
    if (count > 0) printf("errors that come first, where a call has two:\n");
    for (size_t i = 0; i < count; i++) {
        const struct clash *clash = &clashes[i];
        const char *a = refusal_names[clash->a], *b = refusal_names[clash->b];
        const char *order = clash->a_first   ? arena_printf(arena, "%s before %s", a, b)
                            : clash->b_first ? arena_printf(arena, "%s before %s", b, a)
                                             : arena_printf(arena, "%s or %s", a, b);
        printf("  %-24s %s: %s\n", order, spelled(arena, learning->abstraction, clash->word, clash->length),
               answer(arena, learning, clash->output));
    }
}

/* --- JSON --- */

static json_t *word_json(const struct learning *learning, const uint16_t *word, size_t length)
{
    json_t *list = json_array();
    for (size_t i = 0; i < length; i++)
        json_array_append_new(list, json_string(learning->abstraction->input_name[word[i]]));
    return list;
}

static json_t *machine_json(struct arena *arena, const struct learning *learning, const struct fsm *fsm)
{
    json_t *list = json_array();
    for (uint32_t cell = 0; cell < fsm->states * fsm->inputs; cell++) {
        json_array_append_new(list, json_pack("{s:o, s:s, s:s, s:o}", "from", json_sprintf("s%u", cell / fsm->inputs),
                                              "input", learning->abstraction->input_name[cell % fsm->inputs], "output",
                                              answer(arena, learning, fsm->output[cell]), "to",
                                              json_sprintf("s%u", fsm->next[cell])));
    }
    return list;
}

static json_t *deviations_json(struct arena *arena, const struct learning *learning, const struct deviations *all,
                               bool differences)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (is_difference(one) != differences) continue;
        const char *rule = differences && rule_of(one) != IM_RULE_NONE ? im_rules[rule_of(one)].id : NULL;
        json_array_append_new(list,
                              json_pack("{s:o, s:s, s:s, s:s*}", "word", word_json(learning, one->word, one->length),
                                        "got", answer(arena, learning, one->output), "wanted",
                                        output_word(arena, &one->preferred), "rule", rule));
    }
    return list;
}

static json_t *order_json(struct arena *arena, const struct learning *learning, const struct clash *clashes,
                          size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct clash *clash = &clashes[i];
        const char *first = clash->a_first ? refusal_names[clash->a] : clash->b_first ? refusal_names[clash->b] : NULL;
        json_array_append_new(list, json_pack("{s:[s, s], s:s*, s:o, s:s}", "errors", refusal_names[clash->a],
                                              refusal_names[clash->b], "first", first, "word",
                                              word_json(learning, clash->word, clash->length), "got",
                                              answer(arena, learning, clash->output)));
    }
    return list;
}

/* --- the command --- */

static void tell_effort(FILE *to, const struct learning *learning, const struct learn_result *result)
{
    const struct subject_counts counts = subject_counts(learning->subject);
    const struct fsm *fsm = result->fsm;
    fprintf(to, "learned: %u states, %u inputs; %u hypotheses, %llu words of %llu steps asked\n", fsm->states,
            fsm->inputs, result->rounds, (unsigned long long)counts.words, (unsigned long long)counts.steps);
    fprintf(
        to,
        "claim: if it is deterministic and has at most %u states over these %u inputs (%u found, K = %u), it is this "
        "machine:\n       it passes the %llu tests of a suite that all others fail\n",
        fsm->states + result->extra, fsm->inputs, fsm->states, result->extra, (unsigned long long)result->tests);
    if (counts.broken_resets > 0)
        fprintf(to, "note: it broke down %llu times while it was set back\n", (unsigned long long)counts.broken_resets);
}

static enum status tell_result(const struct learning *learning, const struct learn_result *result)
{
    struct arena *arena = arena_new();
    const struct learned learned = { result->fsm, learning->outputs };
    struct deviations deviations = { 0 };
    struct clash clashes[CLASHES];
    bool compared = learned_deviations(learning->abstraction, &learned, arena, &deviations);
    size_t clashing = learned_clashes(learning->abstraction, &learned, clashes), differences = 0;
    for (size_t i = 0; i < deviations.count; i++) differences += is_difference(&deviations.list[i]);
    if (json) {
        json_t *root = json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:b}", "states", (int)result->fsm->states, "initial",
                                 "s0", "transitions", machine_json(arena, learning, result->fsm), "differences",
                                 deviations_json(arena, learning, &deviations, true), "choices",
                                 deviations_json(arena, learning, &deviations, false), "order",
                                 order_json(arena, learning, clashes, clashing), "compared", compared);
        json_dumpf(root, stdout, JSON_INDENT(1));
        putchar('\n');
        json_decref(root);
    } else if (dot) {
        tell_dot(arena, learning, result->fsm);
    } else {
        tell_effort(stdout, learning, result);
        if (!quiet) tell_table(arena, learning, result->fsm);
        tell_order(arena, learning, clashes, clashing);
        size_t choices = tell_choices(arena, learning, &deviations);
        tell_differences(arena, learning, &deviations);
        if (compared)
            printf("%zu %s from the model, %zu fair %s\n", differences, differences == 1 ? "difference" : "differences",
                   choices, choices == 1 ? "choice" : "choices");
    }
    if (!compared)
        fprintf(stderr, "%s learn: not compared, since the model has too many states; take fewer contacts\n", KIT_NAME);
    arena_free(arena);
    return !compared ? STATUS_CANNOT : differences > 0 ? STATUS_FAILED : STATUS_GOOD;
}

static enum status tell_conflict(const struct learning *learning, const struct learn_result *result)
{
    struct arena *arena = arena_new();
    printf("not deterministic: the same inputs after a reset were answered in two ways\n  did      %s\n",
           spelled(arena, learning->abstraction, result->conflict.word, result->conflict.length));
    printf("  first    %s\n  then     %s\n", answer(arena, learning, result->conflict.before),
           answer(arena, learning, result->conflict.now));
    arena_free(arena);
    return STATUS_FAILED;
}

static enum status learn_it(struct learning *learning)
{
    const struct learn_system system = { learning->abstraction->inputs, ask, tell, learning };
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
    const struct subject_options subject = { .locator = arguments[0],
                                             .profile = profile,
                                             .step_ms = timeout,
                                             .start_ms = start_timeout,
                                             .allow_remote = remote };
    learning->subject = subject_open(&subject, learning->reason);
    learning->terminal = isatty(2);
    enum status status = STATUS_CANNOT;
    if (learning->subject == NULL) {
        fprintf(stderr, "%s learn: %s\n", KIT_NAME, learning->reason);
    } else {
        const struct abstract_needs needs = { .profile = documentation,
                                              .capable = subject_capable(learning->subject),
                                              .invoke_only = subject_invoke_only(learning->subject) };
        learning->abstraction = abstraction_new(contacts, references, &needs);
        subject_use(learning->subject, learning->abstraction);
        status = learn_it(learning);
    }
    subject_close(learning->subject);
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
