/*
 * From what adapters see to what the model sees: names become numbers, tokens become handles, and back.
 * One world belongs to one run of one case.
 */
#ifndef IMCONFORM_WORLD_H
#define IMCONFORM_WORLD_H

#include "base.h"
#include "cast.h"
#include "event.h"

struct world {
    struct arena *arena; /* borrowed: lives as long as the case */
    struct im_world known;
    struct im_ledger ledger;
    struct im_model model;
    struct im_text *names;
    uint32_t room;
    char *window[IM_OBJECTS];        /* token by handle - 1, NULL where free */
    char *contact[IM_CONTACTS_HELD]; /* likewise */
};

/* A world at the beginning of a case.  `invoke_only`: the implementation has no vtable binding. */
void world_begin(struct world *world, struct arena *arena, const struct people *people, bool invoke_only);
/* The number of a name, equal for equal texts. */
im_name world_name(struct world *world, struct text text);
struct im_argument world_argument(struct world *world, const struct variant *variant);
/* The model's view of an event. */
struct im_event world_event(struct world *world, const struct event *event);
/* The model's view of an observation; lists live in the arena.  False if there is no handle left: the kit's limit. */
bool world_observation(struct world *world, const struct event *event, const struct observation *obs,
                       struct im_observation *out);
/* Goes on to the next state and keeps or forgets tokens.  False if the state has no room. */
bool world_advance(struct world *world, const struct im_event *event, const struct observation *seen,
                   const struct im_observation *obs);
/* The handle of a token that is held, or 0. */
uint8_t world_window(const struct world *world, const char *token);

#endif
