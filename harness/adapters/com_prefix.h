/*
 * Wine prefixes for starts of a COM server, of this process only.  Making one takes about a second, so one in which
 * nothing of an earlier start can be left waits for the next one.  All that wait are deleted at exit; what is left when
 * this process is killed deletes the guard that session.py started.
 */
#ifndef IMCONFORM_COM_PREFIX_H
#define IMCONFORM_COM_PREFIX_H

#include <stdbool.h>

#include "base.h"
#include "com_places.h"
#include "limits.h"

/* The folder of a prefix, which the caller gives back.  `local`: with the bundled server in a process of
 * its own, else without any server.  NULL: there is none, and the reason says what is missing. */
const char *com_prefix_take(struct arena *arena, const struct com_places *places, bool local,
                            char reason[LIMIT_REASON]);
/* Ends what runs there.  `clean`: no server ran there but in processes that have ended. */
void com_prefix_give_back(const char *folder, const struct com_places *places, bool clean);

/* The interpreter of the project's programs: the one that PYTHON names, or else the system's own. */
const char *com_python(void);

#endif
