/*
 * Where an exploration keeps its states, level by level.  Internal to explore.c: the two kinds are a bitmap for states
 * that are small numbers, and a hash set for all others.
 */
#ifndef IMCONFORM_EXPLORE_STORE_H
#define IMCONFORM_EXPLORE_STORE_H

#include "explore.h"

/* A part of a level, and what was found in it. */
struct explore_part {
    const struct machine *machine;
    struct explore_store *store;
    uint64_t from, to; /* numbers of states */
    uint64_t transitions;
    uint64_t broken_at; /* number of the first state that is broken, if `broken` */
    const char *broken;
    /* of a hash set: the successors in their order, and how many each state has */
    uint8_t *next;
    size_t room; /* bytes */
    uint16_t *counts;
    bool full;
};

struct explore_kind {
    uint64_t batch; /* states of a part at most */
    /* Begins with one state.  False from here on: there is not enough memory; store->needed says how much would be. */
    bool (*open)(struct explore_store *store);
    /* Looks at a part of the last level; several parts are looked at at the same time. */
    void (*expand)(struct explore_part *part);
    /* Takes what was found in the parts, in their order. */
    bool (*merge)(struct explore_store *store, const struct explore_part *parts, unsigned count);
    /* The level is done: what was found is the next one. */
    bool (*settle)(struct explore_store *store);
    void (*state)(const struct explore_store *store, uint64_t index, void *state);
    /* A state of the level from `from` to `to` that leads to that one; to - 1 at the worst. */
    uint64_t (*before)(const struct explore_store *store, uint64_t index, uint64_t from, uint64_t to);
};
extern const struct explore_kind explore_bitmap, explore_hash;

struct explore_store {
    const struct explore_kind *kind;
    const struct machine *machine;
    uint64_t memory, needed; /* bytes */
    uint64_t states;         /* of all levels */
    uint64_t room;           /* for so many */
    uint64_t *known, *fresh; /* bitmap: the codes that are known, and those that are new */
    uint32_t *codes;         /* ... and all in the order of levels, each level in the order of numbers */
    uint8_t *bytes;          /* hash set: all states in the order of finding */
    uint32_t *parents;       /* ... where each was found first */
    uint32_t *slots;         /* ... and a table of their numbers + 1 */
    uint64_t slot_count;
};

/* The number of a state of a hash set, or UINT64_MAX. */
uint64_t explore_hash_find(const struct explore_store *store, const void *state);
/* The label of the step from one state to another, and whether there is one. */
bool explore_step(const struct machine *machine, const void *from, const void *to, uint32_t *label);

#endif
