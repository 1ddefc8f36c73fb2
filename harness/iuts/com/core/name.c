/* Names: copies, comparison, and what may be called. */
#include "name.h"

#include <stdlib.h>
#include <string.h>

struct name name_copy(struct name name)
{
    const size_t bytes = name.length * sizeof *name.units;
    uint16_t *units = malloc(bytes + sizeof *units);
    if (units == NULL) {
        abort();
    }
    if (bytes > 0) {
        memcpy(units, name.units, bytes);
    }
    units[name.length] = 0;
    return (struct name){ units, name.length };
}

void name_free(struct name *name)
{
    free((void *)(uintptr_t)name->units);
    *name = (struct name){ NULL, 0 };
}

static uint16_t folded(uint16_t unit) { return unit >= 'A' && unit <= 'Z' ? (uint16_t)(unit + ('a' - 'A')) : unit; }

bool name_equal(struct name a, struct name b)
{
    if (a.length != b.length) {
        return false;
    }
    for (uint32_t i = 0; i < a.length; i++) {
        if (folded(a.units[i]) != folded(b.units[i])) {
            return false;
        }
    }
    return true;
}

static bool contains(struct name name, uint16_t unit)
{
    for (uint32_t i = 0; i < name.length; i++) {
        if (name.units[i] == unit) {
            return true;
        }
    }
    return false;
}

bool name_can_be_called(struct name name)
{
    return name.units != NULL && name.length > 0 && name.length <= NAME_LONGEST && name.units[0] != 0 &&
           name.units[0] != ' ' && !contains(name, '\r') && !contains(name, '\n');
}

bool name_can_be_looked_up(struct name name) { return name_can_be_called(name) && !contains(name, ' '); }
