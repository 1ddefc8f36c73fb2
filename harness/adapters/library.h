/*
 * What the parts of the library adapter share: the session, the references that are held, the foreign object.
 * Knows the C ABI of imconform_library.h; nothing of cases or judging.
 */
#ifndef IMCONFORM_ADAPTER_LIBRARY_H
#define IMCONFORM_ADAPTER_LIBRARY_H

#include <sys/types.h>

#include "adapter.h"
#include "base.h"
#include "imconform_library.h"

/* One reference that the library handed out: 'w' window, 'c' contact.  References to one object have one number. */
struct reference {
    struct imc_object *object;
    void *identity;
    char kind;
    unsigned number;
};

/* Everything that is held.  A number is taken once and never again, so a token never comes back. */
struct references {
    struct reference *list;
    size_t count, room;
    unsigned last_number;
};

/* Takes over one reference and writes the token of its object. */
void references_hold(struct references *all, char kind, struct imc_object *object, void *identity,
                     char token[LIMIT_TOKEN]);
/* The token of an object that is mentioned without a reference: a new one unless the object is held.  A pointer that is
 * held is not asked for its identity, since its window may be gone and asking is not what the event is judged for. */
void references_mention(struct references *all, char kind, struct imc_object *object, char token[LIMIT_TOKEN]);
/* The object of a token that is held, or NULL. */
struct imc_object *references_find(const struct references *all, const char *token);
/* Gives up the last reference taken to that object.  False: the token is not held. */
bool references_release(struct references *all, const char *token, uint32_t *refs);
/* Gives up everything. */
void references_release_all(struct references *all);

/* An object of the kit that is no contact, and whose references are counted. */
struct foreign {
    struct imc_object base;
    uint32_t refs;
    bool resurrected; /* used after its last reference was given up */
};
void foreign_init(struct foreign *foreign); /* with one reference, the kit's */

struct session {
    struct iut_identity identity;
    struct arena *arena, *people_arena;
    void *handle; /* of dlopen */
    pid_t owner;  /* the process that opened it; others have a copy */
    const struct imc_library *library;
    void *client;
    struct references held;
    struct people people;
};

/* Is the event's function in the table now?  A library may have taken it away since it was opened. */
bool library_has(const struct session *session, enum im_event_kind kind);

/* The event, in library_calls.c. */
void library_perform(struct session *session, const struct event *event, struct observation *obs);

/* InstantMessage with all the checks of what must stay unchanged, in library_message.c. */
void library_message(struct session *session, const struct event *event, struct observation *obs);

#endif
