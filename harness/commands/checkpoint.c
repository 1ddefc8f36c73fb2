/*
 * The checkpoint of an exploration: see checkpoint.h.
 */
#include "checkpoint.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "words.h"

/* What must be equal, so that the same sequences are numbered alike. */
static json_t *header(const struct tree_options *options)
{
    return json_pack("{s:s, s:s, s:i, s:i, s:i, s:b, s:b}", "locator", options->run.locator, "profile",
                     options->run.profile, "depth", (int)options->depth, "contacts", (int)options->contacts,
                     "references", (int)options->references, "prune", (int)options->prune, "more", (int)options->more);
}

/* --- writing --- */

static json_t *numbers(const uint16_t *of, unsigned count)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < count; i++) json_array_append_new(list, json_integer(of[i]));
    return list;
}

static json_t *failure_json(struct arena *arena, const struct tree_failure *failure)
{
    return json_pack("{s:s, s:I, s:s, s:s, s:i, s:o}", "rule", im_rules[failure->rule].id, "times",
                     (json_int_t)failure->times, "reason", words_safe(arena, failure->reason), "text", failure->text,
                     "length", (int)failure->length, "at", numbers(failure->at, TREE_DEPTH));
}

static json_t *worker_json(struct arena *arena, const struct tree_worker *worker)
{
    json_t *failures = json_array();
    for (unsigned i = 0; i < worker->kinds; i++) {
        json_array_append_new(failures, failure_json(arena, &worker->failures[i]));
    }
    return json_pack("{s:b, s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:o}", "finished", (int)worker->finished, "next",
                     numbers(worker->next, worker->next_length), "of", numbers(worker->of, TREE_DEPTH), "sequences",
                     (json_int_t)worker->sequences, "steps", (json_int_t)worker->steps, "pruned",
                     (json_int_t)worker->pruned, "failed", (json_int_t)worker->failed, "inconclusive",
                     (json_int_t)worker->inconclusive, "failures", failures);
}

bool checkpoint_write(const char *path, const struct tree_options *options, const struct tree_share *share,
                      char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    json_t *workers = json_array(), *all = header(options);
    for (unsigned i = 0; i < share->workers; i++) {
        json_array_append_new(workers, worker_json(arena, &share->worker[i]));
    }
    json_object_set_new(all, "workers", workers);
    errno = 0;
    const bool written = json_dump_file(all, path, JSON_INDENT(1)) == 0;
    if (!written) snprintf(reason, LIMIT_REASON, "%.300s: %s", path, strerror(errno));
    json_decref(all);
    arena_free(arena);
    return written;
}

/* --- reading --- */

/* Takes a list of numbers; false if it is none, or does not fit. */
static bool take_numbers(const json_t *list, uint16_t *to, unsigned room, unsigned *count)
{
    if (!json_is_array(list) || json_array_size(list) > room) return false;
    *count = (unsigned)json_array_size(list);
    for (unsigned i = 0; i < *count; i++) {
        const json_t *number = json_array_get(list, i);
        if (!json_is_integer(number) || json_integer_value(number) < 0 || json_integer_value(number) > TREE_MOVES) {
            return false;
        }
        to[i] = (uint16_t)json_integer_value(number);
    }
    return true;
}

static enum im_rule rule_of(const char *id)
{
    int rule = 0;
    while (rule < IM_RULE_COUNT && strcmp(im_rules[rule].id, id) != 0) rule++;
    return (enum im_rule)rule;
}

static bool take_failure(json_t *from, struct tree_failure *failure)
{
    const char *rule, *reason, *text;
    json_int_t times;
    json_t *at;
    int length;
    unsigned count;
    if (json_unpack(from, "{s:s, s:I, s:s, s:s, s:i, s:o}", "rule", &rule, "times", &times, "reason", &reason, "text",
                    &text, "length", &length, "at", &at) != 0) {
        return false;
    }
    if (rule_of(rule) == IM_RULE_COUNT || length < 1 || length > TREE_DEPTH || strlen(text) >= TREE_TEXT) return false;
    if (!take_numbers(at, failure->at, TREE_DEPTH, &count) || count != TREE_DEPTH) return false;
    failure->rule = (uint8_t)rule_of(rule);
    failure->times = (uint64_t)times;
    failure->length = (unsigned)length;
    snprintf(failure->reason, sizeof failure->reason, "%s", reason);
    snprintf(failure->text, sizeof failure->text, "%s", text);
    return true;
}

static bool take_worker(json_t *from, struct tree_worker *worker)
{
    int finished;
    unsigned count;
    json_int_t sums[5];
    json_t *next, *of, *failures;
    if (json_unpack(from, "{s:b, s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:o}", "finished", &finished, "next", &next, "of",
                    &of, "sequences", &sums[0], "steps", &sums[1], "pruned", &sums[2], "failed", &sums[3],
                    "inconclusive", &sums[4], "failures", &failures) != 0) {
        return false;
    }
    if (!take_numbers(next, worker->next, TREE_DEPTH, &worker->next_length)) return false;
    if (!take_numbers(of, worker->of, TREE_DEPTH, &count)) return false;
    if (!json_is_array(failures) || json_array_size(failures) > TREE_RULES) return false;
    memcpy(worker->index, worker->next, sizeof worker->index);
    worker->finished = finished != 0;
    worker->sequences = (uint64_t)sums[0];
    worker->steps = (uint64_t)sums[1];
    worker->pruned = (uint64_t)sums[2];
    worker->failed = (uint64_t)sums[3];
    worker->inconclusive = (uint64_t)sums[4];
    worker->kinds = (unsigned)json_array_size(failures);
    for (unsigned i = 0; i < worker->kinds; i++) {
        if (!take_failure(json_array_get(failures, i), &worker->failures[i])) return false;
    }
    return true;
}

static bool take_all(json_t *all, const struct tree_options *options, struct tree_share *share, const char **what)
{
    json_t *expected = header(options), *workers = json_object_get(all, "workers");
    const char *key;
    json_t *value;
    *what = NULL;
    json_object_foreach(expected, key, value)
    {
        if (*what == NULL && !json_equal(value, json_object_get(all, key))) *what = key;
    }
    json_decref(expected);
    if (*what != NULL || !json_is_array(workers)) return false;
    share->workers = (unsigned)json_array_size(workers);
    bool good = share->workers > 0 && share->workers <= TREE_WORKERS;
    for (unsigned i = 0; good && i < share->workers; i++) {
        good = take_worker(json_array_get(workers, i), &share->worker[i]);
    }
    return good;
}

bool checkpoint_read(const char *path, const struct tree_options *options, struct tree_share *share,
                     char reason[LIMIT_REASON])
{
    json_error_t error;
    const char *what = NULL;
    json_t *all = json_load_file(path, 0, &error);
    if (all == NULL) {
        snprintf(reason, LIMIT_REASON, "%.200s: there is no checkpoint to go on with: %s", path, error.text);
        return false;
    }
    const bool good = take_all(all, options, share, &what);
    if (what != NULL) {
        snprintf(reason, LIMIT_REASON, "%.200s: it is of an exploration with another %.40s; say the same as before",
                 path, what);
    } else if (!good) {
        snprintf(reason, LIMIT_REASON, "%.200s: this is no checkpoint of an exploration", path);
    }
    json_decref(all);
    return good;
}
