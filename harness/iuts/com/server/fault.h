/* The fault that a wrong server has; the right one has none. */
#ifndef COM_SERVER_FAULT_H
#define COM_SERVER_FAULT_H

#include "module.h"

enum fault {
    FAULT_NONE,
#define FAULT(name, text) FAULT_##name,
#include "faults.def"
#undef FAULT
};

BOOL has_fault(enum fault fault);

/* As a crash would, but without a debugger that wakes up. */
void crash(void);

/* What InstantMessage does that is not about its answer: it may not return. */
void fault_before_call(void);
void fault_after_call(const VARIANT *who);

#endif
