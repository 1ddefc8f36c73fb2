/*
 * The list of adapters: the only file that names them.  A new one is a file under adapters/ and one line here.
 * Knows nothing of what they do.
 */
#include "adapter.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>

#define ADAPTERS(A) \
    A(library)      \
    A(service)      \
    A(unix)         \
    A(tcp)          \
    A(com)

#define DECLARE(name) extern const struct adapter adapter_##name;
ADAPTERS(DECLARE)

#define ADDRESS(name) &adapter_##name,
const struct adapter *const registry[] = { ADAPTERS(ADDRESS) NULL };

const struct adapter *registry_find(const char *locator, const char **rest)
{
    for (size_t i = 0; registry[i]; i++) {
        size_t length = strlen(registry[i]->scheme);
        if (strncmp(locator, registry[i]->scheme, length) == 0 && locator[length] == ':') {
            *rest = locator + length + 1;
            return registry[i];
        }
    }
    return NULL;
}

void registry_refuse(const char *locator, char reason[LIMIT_REASON])
{
    int used = snprintf(reason, LIMIT_REASON, "\"%.200s\" is no locator: expected ", locator);
    for (size_t i = 0; registry[i] && used < LIMIT_REASON; i++) {
        const char *usage = registry[i]->usage, *between = registry[i + 1] == NULL ? " or " : ", ";
        used += snprintf(reason + used, (size_t)(LIMIT_REASON - used), "%s%.*s", i > 0 ? between : "",
                         (int)strcspn(usage, " |["), usage);
    }
}

static unsigned processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > 0 ? (unsigned)count : 1;
}

unsigned adapter_jobs(const struct adapter *adapter, unsigned wanted)
{
    if (wanted == 0) wanted = adapter->in_process ? processors() : 1;
    if (!adapter->several) wanted = 1;
    return wanted < LIMIT_JOBS ? wanted : LIMIT_JOBS;
}
