/*
 * A step of a walk as plain data, so that it can be kept in shared memory, and what there is to choose from.
 */
#ifndef IMCONFORM_MOVE_H
#define IMCONFORM_MOVE_H

#include "case.h"

struct move {
    uint8_t kind;    /* enum im_event_kind */
    uint8_t form;    /* INSTANT_MESSAGE: enum argument_kind */
    uint8_t typed;   /* ... by a typed reference */
    uint8_t depth;   /* ... in so many referred VARIANTs */
    uint8_t nothing; /* ... with a NULL ppMWindow; SET_FOCUS: it is refused */
    uint8_t binding;
    uint8_t service;
    uint8_t property;
    uint16_t text;    /* number of the name, for who is meant by one */
    uint16_t subject; /* number of the reference that it speaks of: of "w3" 3 */
    uint16_t as;      /* number of the reference that it gives; 0: none */
    uint16_t value;   /* number of a value to put, or of a dialog */
};

/* Names to pass: the roles, in other spellings, and what the documentation draws its lines at. */
size_t move_texts(void);
const struct text_spec *move_text(size_t number);
/* Who plays a part in it; ROLE_NONE for none. */
enum role move_text_role(size_t number);
/* Values to put, and dialogs to open. */
size_t move_values(void);
size_t move_dialogs(void);

/* The step that a move is; it lives in the arena, as far as it is not constant. */
void move_step(const struct move *move, struct arena *arena, struct step *step);

#endif
