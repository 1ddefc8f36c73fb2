/*
 * Reading back what run_record.c wrote: see run_resume.h.
 */
#include "run_resume.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Time and host may differ; everything else decides what the verdicts are worth together. */
static const char *const same[] = { "format",  "kit",      "suite",        "rules_digest", "profile",
                                    "locator", "iut",      "capabilities", "bindings",     "people",
                                    "seed",    "grace_ms", "timeout_ms",   "selection" };

const char *run_resume_differs(const json_t *then, const json_t *now)
{
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (!json_equal(json_object_get(then, same[i]), json_object_get(now, same[i]))) return same[i];
    }
    return NULL;
}

static void keep_quiet(void *context, unsigned line, const char *message) { (void)context, (void)line, (void)message; }

/* What the journal that is gone on with is compared with, and in which member it differs. */
struct comparison {
    const json_t *header;
    const char *differs;
};

static void compare_header(void *context, const json_t *record)
{
    struct comparison *comparison = context;
    const char *kind = json_string_value(json_object_get(record, "record"));
    if (kind != NULL && strcmp(kind, "header") == 0)
        comparison->differs = run_resume_differs(record, comparison->header);
}

static struct journal *go_on(const char *path, const json_t *header, void (*each)(void *context, const json_t *record),
                             void *context, char reason[LIMIT_REASON])
{
    struct comparison comparison = { header, NULL };
    bool interrupted = journal_verify(path, keep_quiet, compare_header, &comparison) == JOURNAL_INTERRUPTED;
    if (!interrupted || comparison.differs == NULL)
        return journal_resume(path, interrupted ? each : NULL, context, reason);
    snprintf(reason, LIMIT_REASON, "%s is of another run: \"%s\" is not the same", path, comparison.differs);
    return NULL;
}

struct journal *run_resume_begin(const struct run_options *options, const json_t *header,
                                 void (*each)(void *context, const json_t *record), void *context,
                                 char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s/journal.jsonl", options->out);
    struct journal *journal =
        options->resume ? go_on(path, header, each, context, reason) : journal_create(path, reason);
    if (journal != NULL && !options->resume && !journal_write(journal, header, NULL, NULL)) {
        snprintf(reason, LIMIT_REASON, "%s: %s", path, strerror(errno));
        journal_close(journal);
        journal = NULL;
    }
    arena_free(arena);
    return journal;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static void take_readings(const json_t *choices, struct exec_result *result)
{
    for (size_t n = 0; n < json_array_size(choices); n++) {
        const json_t *choice = json_array_get(choices, n);
        for (int i = 1; i < IM_READING_COUNT; i++) {
            bool fits = strcmp(im_readings[i].id, text_of(choice, "reading")) == 0 &&
                        strcmp(im_questions[im_readings[i].question].id, text_of(choice, "question")) == 0;
            if (fits) result->taken[i] = 1;
        }
    }
}

static void take_suspects(const json_t *names, struct suspect_set *set)
{
    for (size_t n = 0; n < json_array_size(names); n++) {
        const char *name = json_string_value(json_array_get(names, n));
        for (unsigned i = 1; name != NULL && i < SUSPECTS; i++) {
            if (strcmp(suspect_name(i), name) == 0) suspect_add(set, i);
        }
    }
}

static void take_testimony(const json_t *record, struct testimony *testimony)
{
    const json_t *cleared = json_object_get(record, "cleared");
    for (int manner = 1; manner < MANNERS; manner++) {
        const char *name = manner_name((enum manner)manner);
        if (strcmp(text_of(record, "manner"), name) == 0) testimony->manner = (uint8_t)manner;
        take_suspects(json_object_get(cleared, name), &testimony->cleared[manner]);
    }
    take_suspects(json_object_get(record, "suspects"), &testimony->suspects);
}

void run_resume_result(const json_t *record, struct exec_result *result)
{
    struct outcome *outcome = &result->outcome;
    enum verdict verdict = VERDICT_ERROR;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        if (strcmp(text_of(record, "verdict"), verdict_name((enum verdict)i)) == 0) verdict = (enum verdict)i;
    }
    *result = (struct exec_result){ 0 };
    outcome_set(outcome, verdict, (uint32_t)json_integer_value(json_object_get(record, "at")), "%s",
                text_of(record, "reason"));
    outcome->blames = 0;
    const json_t *blame = json_object_get(record, "blame");
    for (size_t n = 0; n < json_array_size(blame) && n < sizeof outcome->blame; n++) {
        const char *id = json_string_value(json_array_get(blame, n));
        for (int rule = 1; id != NULL && rule < IM_RULE_COUNT; rule++) {
            if (strcmp(im_rules[rule].id, id) == 0) outcome->blame[outcome->blames++] = (uint8_t)rule;
        }
    }
    const char *misdeclared = json_string_value(json_object_get(record, "misdeclared"));
    for (int kind = IM_EVENT_COUNT; misdeclared != NULL && kind-- > 0;) {
        if (strcmp(im_event_method((enum im_event_kind)kind), misdeclared) == 0)
            outcome->misdeclared = (uint8_t)(kind + 1);
    }
    take_readings(json_object_get(record, "choices"), result);
    take_testimony(json_object_get(record, "testimony"), &result->testimony);
    const char *note = json_string_value(json_array_get(json_object_get(record, "notes"), 0));
    snprintf(result->notes, sizeof result->notes, "%s", note != NULL ? note : "");
}
