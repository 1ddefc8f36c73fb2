/*
 * What every observation needs: its memory, its failure, the name of its status.  Knows nothing of adapters, the wire
 * or judging.
 */
#include "event.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

const char *obs_status_name(enum obs_status status)
{
    switch (status) {
    case OBS_DONE: return "done";
    case OBS_CANNOT: return "cannot";
    case OBS_NO_METHOD: return "no method";
    case OBS_VIOLATION:
    case OBS_TAMPERED:
    case OBS_GARBAGE:
    case OBS_BREACH: return "violation";
    case OBS_CRASH: return "crash";
    case OBS_TIMEOUT: return "timeout";
    }
    return "unknown";
}

void *observation_alloc(struct observation *obs, size_t size)
{
    if (!obs->arena) obs->arena = arena_new();
    return arena_alloc(obs->arena, size);
}

void observation_clear(struct observation *obs)
{
    arena_free(obs->arena);
    memset(obs, 0, sizeof *obs);
}

void observation_hides_s_false(struct observation *obs, const char *way)
{
    obs->alike.way = way;
    if (obs->has_hresult && obs->hresult == 0 && obs->alike.count < LIMIT_ALIKE)
        obs->alike.codes[obs->alike.count++] = 1;
}

void observation_fail(struct observation *obs, enum obs_status status, const char *format, ...)
{
    va_list list;
    obs->status = status;
    va_start(list, format);
    vsnprintf(obs->reason, sizeof obs->reason, format, list);
    va_end(list);
}
