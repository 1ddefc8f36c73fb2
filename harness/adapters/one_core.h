/*
 * A processor core for processes that take turns: on one core they hand over without waking another one, which takes
 * several times as long.  Knows affinities and file locks; nothing of sessions.
 */
#ifndef IMCONFORM_ONE_CORE_H
#define IMCONFORM_ONE_CORE_H

#include <stdbool.h>

struct one_core {
    int number; /* of the core; -1: none was taken */
    int lock;   /* a file; -1: others use the core, too */
};

/* Takes a core that nobody else has who asks with the same folder, as long as there are such; then any. */
void one_core_take(struct one_core *core, const char *folder);
void one_core_give_back(struct one_core *core);

/* From here on this process, and each that it starts, runs on that core; until it leaves, on those that were its own
 * at the beginning. */
void one_core_enter(const struct one_core *core);
void one_core_leave(void);

#endif
