/*
 * Known failures: see baseline.h.
 */
#include "baseline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *id;
    unsigned line;
    bool run, failed;
};

struct baseline {
    struct arena *arena;
    const char *path;
    struct entry *entries;
    size_t count;
};

static bool exists(const struct suite *suite, const char *id)
{
    for (size_t i = 0; i < suite->count; i++) {
        if (strcmp(suite->cases[i].id, id) == 0) return true;
    }
    return false;
}

static struct entry *find(const struct baseline *baseline, const char *id)
{
    for (size_t i = 0; baseline != NULL && i < baseline->count; i++) {
        if (strcmp(baseline->entries[i].id, id) == 0) return &baseline->entries[i];
    }
    return NULL;
}

static bool add(struct baseline *baseline, const struct suite *suite, char *line, unsigned number, char *reason)
{
    line[strcspn(line, "#")] = '\0';
    char *id = line + strspn(line, " \t\r");
    id[strcspn(id, " \t\r")] = '\0';
    if (id[0] == '\0') return true;
    if (find(baseline, id) != NULL) {
        snprintf(reason, LIMIT_REASON, "%s:%u: %.100s stands there twice", baseline->path, number, id);
        return false;
    }
    if (!exists(suite, id)) {
        snprintf(reason, LIMIT_REASON, "%s:%u: \"%.100s\" is no case of the suite; expected one case id per line",
                 baseline->path, number, id);
        return false;
    }
    baseline->entries[baseline->count++] = (struct entry){ .id = id, .line = number };
    return true;
}

struct baseline *baseline_load(const char *path, const struct suite *suite, char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    size_t size = 0;
    char *text = read_file(arena, path, LIMIT_CASE_FILE, &size);
    if (text == NULL) {
        snprintf(reason, LIMIT_REASON, "%s: cannot be read: %s", path, strerror(errno));
        arena_free(arena);
        return NULL;
    }
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) lines += text[i] == '\n';
    struct baseline *baseline = arena_alloc(arena, sizeof *baseline);
    *baseline =
        (struct baseline){ arena, arena_strdup(arena, path), arena_alloc(arena, lines * sizeof(struct entry)), 0 };
    unsigned number = 0;
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) *next++ = '\0';
        if (add(baseline, suite, line, ++number, reason)) continue;
        arena_free(arena);
        return NULL;
    }
    return baseline;
}

void baseline_free(struct baseline *baseline)
{
    if (baseline != NULL) arena_free(baseline->arena);
}

bool baseline_note(const struct baseline *baseline, const char *id, bool failed)
{
    struct entry *entry = find(baseline, id);
    if (entry == NULL) return false;
    entry->run = true;
    entry->failed = failed;
    return failed;
}

size_t baseline_known(const struct baseline *baseline)
{
    size_t known = 0;
    for (size_t i = 0; baseline != NULL && i < baseline->count; i++) known += baseline->entries[i].failed;
    return known;
}

size_t baseline_tell_healed(const struct baseline *baseline, FILE *to)
{
    size_t healed = 0;
    for (size_t i = 0; baseline != NULL && i < baseline->count; i++) {
        const struct entry *entry = &baseline->entries[i];
        if (!entry->run || entry->failed) continue;
        fprintf(to, "%s:%u: %s is listed as a known failure but did not fail: take it out\n", baseline->path,
                entry->line, entry->id);
        healed++;
    }
    return healed;
}
