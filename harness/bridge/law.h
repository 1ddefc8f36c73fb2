/*
 * The laws of COM that every object keeps whatever it is for, asked by `object.check`.  Each is judged on a direct call
 * only, since a proxy answers QueryInterface, counts references and clears out pointers by itself.
 */
#ifndef IMCONFORM_BRIDGE_LAW_H
#define IMCONFORM_BRIDGE_LAW_H

#include "bridge.h"

/* One law being tried on one object. */
struct trial {
    struct bridge *bridge;
    const char *token; /* "messenger", or that of a window or contact */
    char letter;       /* 'm', 'w' or 'c' */
    IUnknown *object;  /* the reference stays the bridge's */
    struct object_note *note;
    bool broken;
    char text[512];   /* of what broke it: what was done, what came back, what would be right */
    char cannot[200]; /* why nothing can be told, or empty */
};

/* The first thing that is found stays. */
void law_broken(struct trial *trial, const char *format, ...) __attribute__((format(printf, 2, 3)));

typedef void law(struct trial *trial);
law law_identity, law_interfaces; /* law.c */
law law_references;               /* balance.c */
law law_out_pointers;             /* outs.c */

/* What objects of a server may answer, IUnknown first.  Ends with an empty name. */
struct known_interface {
    const char *name;
    const IID *id;
};
extern const struct known_interface known_interfaces[];
/* One that no object has. */
extern const IID IID_Nobodys;

/* What is in a place for a pointer before a call. */
#define LEFT_THERE ((void *)(UINT_PTR)0x5A5A5A50u)

/* Members that only read, of the objects with that letter.  Ends with an empty name. */
struct reading_member {
    char letter;
    const char *name;
    struct member member;
};
extern const struct reading_member reading_members[];

#endif
