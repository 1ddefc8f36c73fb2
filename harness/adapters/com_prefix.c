/*
 * Wine prefixes for starts of a COM server: see com_prefix.h.  They are made and deleted by harness/bridge/session.py.
 */
#include "com_prefix.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAITING = 4, LONGEST = 4096 };

/* Those that wait.  A forked child has its own: what its parent took stays the parent's. */
static struct {
    pid_t owner;
    unsigned taken;
    size_t count;
    char folders[WAITING][LONGEST], data[LONGEST];
} store;

const char *com_python(void)
{
    static const char usual[] = "/usr/bin/python3";
    const char *chosen = getenv("PYTHON");
    if (chosen && *chosen) return chosen;
    return access(usual, X_OK) == 0 ? usual : "python3";
}

/* Runs session.py; what it complains of becomes the reason. */
static bool run_session(const char *action, const char *data, const char *folder, bool local, char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    char *script = arena_printf(arena, "%s/harness/bridge/session.py", data);
    char *words[] = { arena_strdup(arena, com_python()),
                      arena_strdup(arena, "-S"),
                      script,
                      arena_strdup(arena, action),
                      arena_strdup(arena, folder),
                      local ? arena_strdup(arena, "local") : NULL,
                      NULL };
    posix_spawn_file_actions_t actions;
    int ends[2], status = -1;
    pid_t pid = 0;
    size_t used = 0;
    ssize_t got = 0;
    snprintf(reason, LIMIT_REASON, "%s cannot be run", script);
    if (pipe2(ends, O_CLOEXEC) != 0) goto done;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    int problem = posix_spawnp(&pid, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    while (problem == 0 && (got = read(ends[0], reason + used, LIMIT_REASON - 1 - used)) > 0) used += (size_t)got;
    close(ends[0]);
    if (problem == 0) {
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    }
    if (used > 0) reason[reason[used - 1] == '\n' ? used - 1 : used] = '\0';
done:
    arena_free(arena);
    return status == 0;
}

static void end_all(void)
{
    char ignored[LIMIT_REASON];
    while (store.owner == getpid() && store.count > 0)
        run_session("close", store.data, store.folders[--store.count], false, ignored);
}

static void own(const char *data)
{
    static bool registered;
    if (!registered) atexit(end_all);
    registered = true;
    if (store.owner != getpid()) store.count = 0;
    store.owner = getpid();
    snprintf(store.data, sizeof store.data, "%s", data);
}

/* One of those that wait; a child may have deleted it meanwhile. */
static const char *waiting(struct arena *arena)
{
    while (store.count > 0) {
        const char *folder = store.folders[--store.count];
        if (access(folder, F_OK) == 0) return arena_strdup(arena, folder);
    }
    return NULL;
}

const char *com_prefix_take(struct arena *arena, const struct com_places *places, bool local, char reason[LIMIT_REASON])
{
    own(places->data);
    const char *folder = local ? NULL : waiting(arena);
    if (folder) return folder;
    const char *place = getenv("IMC_SESSIONS");
    if (place == NULL) place = places->wine;
    folder = arena_printf(arena, "%s/session-%d-%u", place, (int)getpid(), ++store.taken);
    if (run_session("open", places->data, folder, local, reason)) return folder;
    char ignored[LIMIT_REASON];
    run_session("close", places->data, folder, false, ignored);
    return NULL;
}

void com_prefix_give_back(const char *folder, const struct com_places *places, bool clean)
{
    char ignored[LIMIT_REASON], own_name[64];
    own(places->data);
    snprintf(own_name, sizeof own_name, "/session-%d-", (int)getpid());
    if (clean && store.count < WAITING && strlen(folder) < LONGEST && strstr(folder, own_name))
        snprintf(store.folders[store.count++], LONGEST, "%s", folder);
    else
        run_session("close", places->data, folder, false, ignored);
}
