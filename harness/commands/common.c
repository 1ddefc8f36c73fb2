/*
 * What commands share: see common.h.
 */
#include "common.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef IMCONFORM_DATADIR
#define IMCONFORM_DATADIR ""
#endif

const char *program = "imconform";

bool same_folder(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* A folder "cases" of somebody else's project, where the kit happens to be called, is not the kit's. */
const char *data_folder(const char *name)
{
    static char path[4096];
    const char *given = getenv("IMCONFORM_DATA");
    const char *own = same_folder(".", IMCONFORM_DATADIR) ? "." : IMCONFORM_DATADIR;
    const char *roots[] = { given != NULL ? given : "", own, "." };
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (roots[i][0] == '\0') continue;
        bool here = strcmp(roots[i], ".") == 0;
        snprintf(path, sizeof path, "%s%s%s", here ? "" : roots[i], here ? "" : "/", name);
        if (access(path, R_OK) == 0) break;
    }
    return path;
}

static void complain(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    size_t *count = context;
    (*count)++;
    if (line == 0) {
        fprintf(stderr, "%s: %s\n", file, message);
    } else {
        fprintf(stderr, "%s:%u:%u: %s\n", file, line, column, message);
    }
}

struct suite *load_cases(int count, const char *const *paths)
{
    const char *own[] = { data_folder("cases") };
    size_t complaints = 0;
    struct suite *suite =
        count > 0 ? suite_load(paths, (size_t)count, complain, &complaints) : suite_load(own, 1, complain, &complaints);
    if (suite == NULL) {
        fprintf(stderr, "%zu %s in the case files: nothing was run\n", complaints,
                complaints == 1 ? "error" : "errors");
    }
    return suite;
}

enum im_rule find_rule(const char *id)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (strcmp(im_rules[rule].id, id) == 0) return (enum im_rule)rule;
    }
    return IM_RULE_NONE;
}

const struct im_profile *known_profile(const struct command *command, const char *id)
{
    const struct im_profile *profile = im_profile_find(id);
    if (profile != NULL) return profile;
    char known[LIMIT_REASON] = "";
    for (size_t i = 0; i < im_profile_count; i++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", i > 0 ? ", " : "", im_profiles[i].id);
    }
    misuse(command, "--profile: there is no profile \"%s\"; expected one of %s", id, known);
    return NULL;
}

bool matches(const char *pattern, const char *id) { return fnmatch(pattern, id, 0) == 0; }

bool make_folder(const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL) abort();
    bool good = true;
    for (char *at = copy + 1; good; at++) {
        if (*at != '/' && *at != '\0') continue;
        bool end = *at == '\0';
        *at = '\0';
        good = mkdir(copy, 0777) == 0 || errno == EEXIST;
        if (end) break;
        *at = '/';
    }
    free(copy);
    return good;
}

void default_folder(const char *locator, char *to, size_t room)
{
    size_t used = (size_t)snprintf(to, room, "imconform-out/");
    bool dash = false;
    for (const char *at = locator; *at != '\0' && used + 2 < room; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
                     (*at == '.' && !dash) || *at == '_';
        if (plain) {
            to[used++] = *at;
        } else if (!dash) {
            to[used++] = '-';
        }
        dash = !plain;
    }
    to[used] = '\0';
}
