/*
 * Sign-in names: UTF-16 code units with a length, as a BSTR has them; NUL is a unit like any other.
 *
 * A name without units (NULL) is the NULL string.  What is copied is freed with name_free.
 */
#ifndef COM_CORE_NAME_H
#define COM_CORE_NAME_H

#include <stdbool.h>
#include <stdint.h>

#define NAME_LONGEST 129u

struct name {
    const uint16_t *units;
    uint32_t length;
};

struct name name_copy(struct name name);
void name_free(struct name *name);

/* The same user: ASCII letters in either case are equal, everything else is compared unit by unit. */
bool name_equal(struct name a, struct name b);

/* Whether InstantMessage takes it: C-18 to C-22. */
bool name_can_be_called(struct name name);

/* Whether GetContact takes it, which allows no space anywhere: R-42. */
bool name_can_be_looked_up(struct name name);

#endif
