/* The monotonic clock of the system, and a sleep without end. */
#define _POSIX_C_SOURCE 200809L
#include "clock.h"

#include <time.h>

uint64_t clock_now_ms(void)
{
    struct timespec now = { 0 };
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u;
}

_Noreturn void clock_sleep_for_ever(void)
{
    const struct timespec hour = { .tv_sec = 3600 };
    for (;;) {
        (void)nanosleep(&hour, NULL);
    }
}
