/*
 * A way that was searched in the model alone (coverage.h), taken on an implementation: its events become moves.
 */
#ifndef IMCONFORM_WALK_WAY_H
#define IMCONFORM_WALK_WAY_H

#include "coverage.h"
#include "exec.h"
#include "move.h"

/* What of a walk's windows a way has to know. */
struct way_windows {
    const bool *held; /* by number */
    uint16_t count;   /* numbers given so far */
};

/* The move that an event of a way is where the run is now.  False if nobody holds the window that it speaks of, since
 * an answer was another one than the model prefers. */
bool way_move(const struct run *run, const struct im_event *event, struct way_windows windows, struct move *move);

#endif
