/*
 * Where things lie: see com_places.h.
 */
#include "com_places.h"

#include <stdlib.h>
#include <unistd.h>

static const char *given(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && *value != '\0' ? value : NULL;
}

/* What belongs to nobody but this user, and can be made again. */
static const char *cache(struct arena *arena)
{
    const char *folder = given("XDG_CACHE_HOME"), *home = given("HOME");
    if (folder != NULL) return arena_printf(arena, "%s/imconform", folder);
    return home != NULL ? arena_printf(arena, "%s/.cache/imconform", home) : NULL;
}

struct com_places com_places_find(struct arena *arena)
{
    const char *data = given("IMCONFORM_DATA"), *build = given("IMC_BUILD"), *wine = given("IMC_WINE");
    const char *user = cache(arena);
    data = arena_strdup(arena, data != NULL ? data : IMCONFORM_DATADIR);
    const char *beside = arena_printf(arena, "%s/.build", data);
    bool installed = build == NULL && access(beside, F_OK) != 0;
    build = build != NULL ? arena_strdup(arena, build) : installed ? data : beside;
    bool writable = !installed && access(build, W_OK) == 0;
    wine = arena_printf(arena, "%s",
                        wine != NULL               ? wine
                        : writable || user == NULL ? arena_printf(arena, "%s/wine", build)
                                                   : arena_printf(arena, "%s/wine", user));
    setenv("IMC_BUILD", build, 1);
    setenv("IMC_WINE", wine, 1);
    return (struct com_places){ data, build, wine };
}
