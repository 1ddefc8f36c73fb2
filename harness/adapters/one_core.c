/*
 * Cores that are taken are locked files, so that no one has to clean up after a process that was killed.
 */
#include "one_core.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

enum { LONGEST = 4096 };

/* Those of this process before it entered one; its children inherit what it knows. */
static cpu_set_t own;
static bool knows_own;
static int entered = -1;

static bool learn_own(void)
{
    if (!knows_own) knows_own = sched_getaffinity(0, sizeof own, &own) == 0;
    return knows_own;
}

static int lock_core(const char *folder, int number)
{
    char path[LONGEST];
    snprintf(path, sizeof path, "%s/core-%d", folder, number);
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0) return file;
    if (file >= 0) close(file);
    return -1;
}

void one_core_take(struct one_core *core, const char *folder)
{
    *core = (struct one_core){ -1, -1 };
    if (!learn_own()) return;
    int count = CPU_COUNT(&own), turn = count > 0 ? (int)getpid() % count : 0;
    for (int number = 0; number < CPU_SETSIZE && core->lock < 0; number++) {
        if (!CPU_ISSET((size_t)number, &own)) continue;
        core->lock = lock_core(folder, number);
        if (core->lock >= 0 || turn-- == 0) core->number = number;
    }
}

void one_core_give_back(struct one_core *core)
{
    if (core->lock >= 0) close(core->lock);
    *core = (struct one_core){ -1, -1 };
}

void one_core_enter(const struct one_core *core)
{
    cpu_set_t only;
    if (core->number < 0 || core->number == entered) return;
    CPU_ZERO(&only);
    CPU_SET((size_t)core->number, &only);
    if (sched_setaffinity(0, sizeof only, &only) == 0) entered = core->number;
}

void one_core_leave(void)
{
    if (entered >= 0 && sched_setaffinity(0, sizeof own, &own) == 0) entered = -1;
}
