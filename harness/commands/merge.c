/*
 * imconform merge: the journals of runs that did parts of one suite on one implementation, as one journal.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "kit.h"
#include "record.h"
#include "run_record.h"
#include "run_resume.h"
#include "run_tally.h"
#include "tell_totals.h"
#include "words.h"

/* One of the journals that are joined. */
struct part {
    const char *path;
    json_t *header, *footer, *cases;
    unsigned shard, of; /* from its selection; 0: it was all of it */
    char complaint[LIMIT_REASON];
    unsigned line; /* of the complaint */
};

struct merging {
    struct arena *arena;
    struct part *parts;
    size_t count;
    json_t *cases;                 /* in the order of the suite, as far as that is known */
    json_t *selection;             /* of all */
    char reason[4 * LIMIT_REASON]; /* two places, with what stands there */
};

static bool refuse(struct merging *merging, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool refuse(struct merging *merging, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(merging->reason, sizeof merging->reason, format, arguments);
    va_end(arguments);
    return false;
}

static const char *text_of(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text != NULL ? text : "";
}

/* --- reading --- */

static void keep_first(void *context, unsigned line, const char *message)
{
    struct part *part = context;
    if (part->complaint[0] != '\0') return;
    snprintf(part->complaint, sizeof part->complaint, "%s", message);
    part->line = line;
}

static void keep_record(void *context, const json_t *record)
{
    struct part *part = context;
    const char *kind = text_of(record, "record");
    json_t *kept = json_deep_copy(record);
    json_object_del(kept, "prev"); /* the chain is that of the new journal */
    if (strcmp(kind, "case") == 0) {
        json_array_append_new(part->cases, kept);
        return;
    }
    json_t **to = strcmp(kind, "header") == 0 ? &part->header : &part->footer;
    json_decref(*to);
    *to = kept;
}

/* False after a message: it is no journal, or no whole one. */
static bool read_part(struct merging *merging, struct part *part, const char *folder)
{
    part->path = arena_printf(merging->arena, "%s/journal.jsonl", folder);
    part->cases = json_array();
    switch (journal_verify(part->path, keep_first, keep_record, part)) {
    case JOURNAL_WHOLE: break;
    case JOURNAL_INTERRUPTED:
        return refuse(merging, "%.400s: interrupted, so what is missing is not known; %s run --resume goes on with it",
                      part->path, KIT_NAME);
    case JOURNAL_BROKEN: return refuse(merging, "%.400s:%u: %.200s", part->path, part->line, part->complaint);
    default: return refuse(merging, "%.400s", part->complaint);
    }
    const char *shard = text_of(json_object_get(part->header, "selection"), "shard"), *slash = strchr(shard, '/');
    if (slash != NULL) {
        part->shard = (unsigned)strtoul(shard, NULL, 10);
        part->of = (unsigned)strtoul(slash + 1, NULL, 10);
    }
    return true;
}

/* --- do they belong together? --- */

static const char *shown(struct merging *merging, const json_t *value)
{
    char *text = record_text(value);
    const char *out =
        arena_printf(merging->arena, "%.90s%s", words_safe(merging->arena, text), strlen(text) > 90 ? "..." : "");
    free(text);
    return out;
}

/* What chose the cases, but for the part and their number. */
static json_t *whole_selection(const struct part *part)
{
    json_t *selection = json_copy(json_object_get(part->header, "selection"));
    json_object_del(selection, "shard");
    json_object_set_new(selection, "cases", json_integer(0)); /* at its place */
    return selection;
}

static bool same_run(struct merging *merging, const struct part *one, const struct part *other)
{
    json_t *header = json_copy(other->header);
    json_object_set(header, "selection", json_object_get(one->header, "selection"));
    const char *differs = run_resume_differs(one->header, header);
    json_decref(header);
    if (differs == NULL) return true;
    return refuse(merging, "%.400s:1 and %.400s:1 do not belong together: \"%s\" is %s in one and %s in the other",
                  one->path, other->path, differs, shown(merging, json_object_get(one->header, differs)),
                  shown(merging, json_object_get(other->header, differs)));
}

/* Shards are all there, or there are none.  False after a message. */
static bool are_whole(struct merging *merging)
{
    const unsigned of = merging->parts[0].of;
    for (size_t i = 1; i < merging->count; i++) {
        const struct part *part = &merging->parts[i];
        if (part->of != of)
            return refuse(merging,
                          "%.400s:1 and %.400s:1 do not belong together: their numbers of shards differ, %u and %u",
                          merging->parts[0].path, part->path, of, part->of);
    }
    for (unsigned shard = 1; shard <= of; shard++) {
        size_t i = 0;
        while (i < merging->count && merging->parts[i].shard != shard) i++;
        if (i == merging->count) return refuse(merging, "shard %u/%u is missing", shard, of);
    }
    return true;
}

/* One selection for all: the same as theirs, or a list of them. */
static void join_selections(struct merging *merging)
{
    json_t *first = whole_selection(&merging->parts[0]), *list = json_array();
    bool same = true;
    for (size_t i = 0; i < merging->count; i++) {
        json_t *one = whole_selection(&merging->parts[i]);
        same = same && json_equal(first, one);
        json_array_append(list, json_object_get(merging->parts[i].header, "selection"));
        json_decref(one);
    }
    merging->selection = same ? json_incref(first) : json_pack("{s:O}", "merged", list);
    json_decref(first);
    json_decref(list);
}

/* --- joining --- */

/* A case that was judged before in the same way is left out. */
static bool add_case(struct merging *merging, json_t *places, const struct part *part, size_t part_index, size_t at)
{
    json_t *record = json_array_get(part->cases, at);
    const char *id = text_of(record, "id");
    const json_t *before = json_object_get(places, id);
    if (before == NULL) {
        json_object_set_new(places, id, json_pack("[I, I]", (json_int_t)part_index, (json_int_t)at));
        json_array_append(merging->cases, record);
        return true;
    }
    const struct part *other = &merging->parts[json_integer_value(json_array_get(before, 0))];
    const size_t there = (size_t)json_integer_value(json_array_get(before, 1));
    const char *now = text_of(record, "verdict"), *then = text_of(json_array_get(other->cases, there), "verdict");
    if (strcmp(now, then) == 0) return true;
    return refuse(merging, "%.60s was judged twice: %s in %.400s:%zu, %s in %.400s:%zu", id, then, other->path,
                  there + 2, now, part->path, at + 2);
}

/* The cases of shards take turns; otherwise one part follows on the other. */
static bool join_cases(struct merging *merging)
{
    json_t *places = json_object();
    bool good = true;
    size_t most = 0;
    for (size_t i = 0; i < merging->count; i++) {
        const size_t size = json_array_size(merging->parts[i].cases);
        if (size > most) most = size;
    }
    const unsigned of = merging->parts[0].of;
    for (size_t at = 0; at < most && of > 0; at++) {
        for (unsigned shard = 1; shard <= of; shard++) {
            for (size_t i = 0; i < merging->count && good; i++) {
                const struct part *part = &merging->parts[i];
                if (part->shard == shard && at < json_array_size(part->cases))
                    good = add_case(merging, places, part, i, at);
            }
        }
    }
    for (size_t i = 0; i < merging->count && of == 0; i++) {
        const struct part *part = &merging->parts[i];
        for (size_t at = 0; at < json_array_size(part->cases) && good; at++)
            good = add_case(merging, places, part, i, at);
    }
    json_decref(places);
    return good;
}

/* --- the new journal --- */

static void take_footers(const struct merging *merging, struct run_totals *totals)
{
    for (size_t i = 0; i < merging->count; i++) {
        const json_t *footer = merging->parts[i].footer;
        totals->stopped |= !json_is_true(json_object_get(footer, "complete"));
        if (totals->shutdown[0] == '\0')
            snprintf(totals->shutdown, sizeof totals->shutdown, "%s", text_of(footer, "shutdown"));
    }
}

static bool write_records(struct merging *merging, struct journal *journal, struct run_totals *totals,
                          struct run_blame *blame)
{
    json_t *header = merging->parts[0].header;
    json_object_set_new(merging->selection, "cases", json_integer((json_int_t)json_array_size(merging->cases)));
    json_object_set(header, "selection", merging->selection);
    bool good = journal_write(journal, header, NULL, NULL);
    for (size_t i = 0; i < json_array_size(merging->cases) && good; i++) {
        json_t *record = json_array_get(merging->cases, i);
        struct exec_result result;
        const char *rule = json_string_value(json_array_get(json_object_get(record, "rules"), 0));
        json_object_set_new(record, "n", json_integer((json_int_t)i));
        run_resume_result(record, &result);
        run_tally_add(totals, blame, text_of(record, "id"), rule != NULL ? find_rule(rule) : IM_RULE_NONE, &result);
        good = journal_write(journal, record, NULL, NULL);
    }
    take_footers(merging, totals);
    run_tally_end(totals, blame);
    json_t *footer = run_footer(totals, blame, totals->cases);
    good = good && journal_end(journal, footer);
    json_decref(footer);
    return good;
}

static bool write_journal(struct merging *merging, const char *out, struct run_totals *totals)
{
    const char *path = arena_printf(merging->arena, "%s/journal.jsonl", out);
    if (!make_folder(out)) return refuse(merging, "%.400s cannot be made: %s", out, strerror(errno));
    struct journal *journal = journal_create(path, merging->reason);
    if (journal == NULL) return false;
    struct run_blame blame = { 0 };
    const bool good = write_records(merging, journal, totals, &blame);
    if (!good) refuse(merging, "%.400s cannot be written: %s", path, strerror(errno));
    journal_close(journal);
    run_blame_free(&blame);
    return good;
}

/* --- the command --- */

static enum status tell(struct merging *merging, const char *out, const struct run_totals *totals)
{
    const size_t *n = totals->verdicts;
    tell_totals(totals, isatty(1) && isatty(2));
    if (totals->shutdown[0] != '\0')
        printf("shutdown: the IUT did not end as the protocol says: %s\n",
               words_safe(merging->arena, totals->shutdown));
    if (totals->stopped) printf("stopped: one of the runs ended early, since the IUT did not answer\n");
    printf("journal: %s/journal.jsonl\n", out);
    if (n[VERDICT_FAIL] > 0 || totals->stopped || totals->shutdown[0] != '\0') return STATUS_FAILED;
    return n[VERDICT_ERROR] > 0 || n[VERDICT_PASS] == 0 ? STATUS_CANNOT : STATUS_GOOD;
}

static bool merge(struct merging *merging, const char *out, const char *const *folders)
{
    for (size_t i = 0; i < merging->count; i++) {
        struct part *part = &merging->parts[i];
        if (same_folder(out, folders[i]))
            return refuse(merging, "%.400s is read, so the new journal cannot be written there", folders[i]);
        if (!read_part(merging, part, folders[i]) || !same_run(merging, &merging->parts[0], part)) return false;
    }
    if (!are_whole(merging)) return false;
    join_selections(merging);
    return join_cases(merging);
}

static enum status run(int count, const char *const *arguments)
{
    if (count < 2) return misuse(&command_merge, "expected OUT and the FOLDERs of runs, found %d arguments", count);
    static struct run_totals totals;
    struct merging merging = { .arena = arena_new(), .count = (size_t)count - 1, .cases = json_array() };
    merging.parts = arena_alloc(merging.arena, merging.count * sizeof *merging.parts);
    enum status status = STATUS_CANNOT;
    if (merge(&merging, arguments[0], arguments + 1) && write_journal(&merging, arguments[0], &totals)) {
        status = tell(&merging, arguments[0], &totals);
    } else {
        fprintf(stderr, "%s merge: %s\n", KIT_NAME, words_safe(merging.arena, merging.reason));
    }
    for (size_t i = 0; i < merging.count; i++) {
        json_decref(merging.parts[i].header);
        json_decref(merging.parts[i].footer);
        json_decref(merging.parts[i].cases);
    }
    json_decref(merging.cases);
    json_decref(merging.selection);
    arena_free(merging.arena);
    return status;
}

const struct command command_merge = {
    .name = "merge",
    .arguments = "OUT FOLDER...",
    .summary = "joins the journals of runs that did parts of a suite",
    .help =
        "Each FOLDER is one that run wrote, with other --shard, --rule or --filter on the same implementation.  OUT gets\n"
        "one journal, which is that of one run if the folders have all shards.  What does not belong together is\n"
        "refused: other cases or tests, another implementation, or a case with two verdicts.  Equal answers to equal\n"
        "calls (A-07) are demanded within each run only.  The status is that of run.\n",
    .options = NULL,
    .run = run,
};
