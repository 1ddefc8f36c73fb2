/*
 * Where the parts of the COM adapter lie, and where it may put Wine prefixes.
 *
 *     data   programs in Python: IMCONFORM_DATA, or else the sources or where `make install` put them
 *     build  what is built, in its folder com/: IMC_BUILD, or else .build beside the sources, or else the data
 *     wine   prefixes: IMC_WINE; else build/wine if that is in the sources and can be written, else imconform/wine in
 *            the user's folder for caches
 */
#ifndef IMCONFORM_COM_PLACES_H
#define IMCONFORM_COM_PLACES_H

#include "base.h"

struct com_places {
    const char *data, *build, *wine;
};

/* The paths live in the arena.  Programs that are started from now on are told of them by the environment. */
struct com_places com_places_find(struct arena *arena);

#endif
