/* What the caller passed as vContact: its form, the person it names, or why it names nobody. */
#ifndef DESK_ARGUMENT_H
#define DESK_ARGUMENT_H

#include "client.h"

#define DESK_DIGITS 12

struct desk_argument {
    enum desk_situation reason; /* to refuse it, or WHEN_END */
    uint32_t form;              /* DESK_FORM_ bits */
    struct imc_contact who;     /* views what the caller owns, or DIGITS */
    uint16_t digits[DESK_DIGITS];
};

/* Fills ARGUMENT, which must live as long as VARIANT does.  Takes nothing from the caller. */
void argument_read(struct desk_argument *argument, const struct imc_variant *variant);

/* Does to what the caller passed what the policy's fault says; nothing without one. */
void argument_spoil(const struct imc_variant *variant);

#endif
