/*
 * What the state diagrams try, and what they call the states that they find.  Internal to diagram.c.
 */
#ifndef IMCONFORM_DIAGRAM_TABLE_H
#define IMCONFORM_DIAGRAM_TABLE_H

#include "im_model.h"

/* The names of the world in which the diagrams are drawn. */
enum { NAME_ME, NAME_ALICE, NAME_CAROL, NAME_COUNT };
extern const struct im_world diagram_world;

/* A state of the model, with the handles of what the caller follows: 0 for none. */
struct place {
    struct im_state state;
    uint8_t window, contact;
};

/* What a person calls a place.  Group, text and detail tell all states of a diagram apart; those that differ in the
 * group or detail alone are one thing to look at, and drawn as one. */
struct label {
    const char *group; /* the client's state, or NULL */
    const char *text;
    const char *detail; /* or NULL */
    const char *note;   /* what else holds in it, or NULL */
};

struct action {
    const char *name;
    struct im_event event; /* the handles are filled in */
    bool probe;            /* only asked: where it leads to is not looked at */
    bool fully;            /* until no reference is left */
};

struct diagram {
    const char *id, *title, *text;
    struct label (*name)(const struct place *place);
    bool every_client; /* also the states of the client that no event leads to */
    const struct action *actions;
    size_t action_count;
};
extern const struct diagram diagrams[];
extern const size_t diagram_count;

#endif
