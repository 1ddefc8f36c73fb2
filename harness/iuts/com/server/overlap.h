/* Calls that overlap: how many there are, and what wrong servers do then. */
#ifndef COM_SERVER_OVERLAP_H
#define COM_SERVER_OVERLAP_H

#include "module.h"

/* A call of InstantMessage begins; it may not come back.  The number of the call. */
unsigned overlap_enter(void);
/* It has found or opened its window, of which it has one reference; NULL: none.  What it gives now. */
struct window *overlap_result(unsigned call, struct window *window);
void overlap_leave(void);

/* Whether it is in another one. */
BOOL overlap_is_inner(void);

#endif
