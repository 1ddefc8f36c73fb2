/* Time, for what a desk does a little later. */
#ifndef DESK_CLOCK_H
#define DESK_CLOCK_H

#include <stdint.h>

/* Milliseconds that only grow. */
uint64_t clock_now_ms(void);

/* Never returns. */
_Noreturn void clock_sleep_for_ever(void);

#endif
