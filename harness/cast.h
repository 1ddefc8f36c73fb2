/*
 * Who plays the roles of the cases: binds "alice" to the people that an implementation has, and texts with roles in
 * them to UTF-16.  Knows people and text specifications; nothing of adapters or judging.
 */
#ifndef IMCONFORM_CAST_H
#define IMCONFORM_CAST_H

#include "base.h"
#include "case.h"

struct cast {
    struct text name[ROLE_COUNT]; /* units == NULL: nobody plays the role */
    const struct people *people;
};

/* The people that the kit asks for. */
const struct people *cast_wanted(void);
/* Binds the roles to the people: contacts of the primary service in their order, the first of a secondary one, and
 * somebody who is on no list.  Texts are taken from `people`, which must outlive the cast. */
void cast_bind(struct cast *cast, const struct people *people);
/* The text that a specification stands for; a role that nobody plays gives an empty text. */
struct text cast_text(const struct cast *cast, const struct text_spec *spec, struct arena *arena);

#endif
