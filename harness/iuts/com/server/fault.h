/* The fault that a wrong server has, or the trait of a right one; usually there is none. */
#ifndef COM_SERVER_FAULT_H
#define COM_SERVER_FAULT_H

#include "module.h"

enum fault {
    FAULT_NONE,
#define FAULT(name, text) FAULT_##name,
#include "faults.def"
#include "overlaps.def"
#undef FAULT
#define TRAIT(name, text) TRAIT_##name,
#include "traits.def"
#undef TRAIT
};

BOOL has_fault(enum fault fault);

/* As a crash would, but without a debugger that wakes up. */
void crash(void);

/* What InstantMessage does that is not about its answer: it may not return. */
void fault_before_call(void);
void fault_after_call(const VARIANT *who);
/* What right servers do with a window that is handed out: they give the reference back some time. */
void trait_after_call(struct window *window);
/* What AddRef and Release say. */
ULONG trait_of_count(ULONG count, BOOL added);

#endif
