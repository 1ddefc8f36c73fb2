/* One call of InstantMessage. */
#ifndef DESK_CALL_H
#define DESK_CALL_H

#include "argument.h"
#include "client.h"

struct desk_call {
    struct desk_client *client;
    struct desk_argument argument;
    struct imc_object **out; /* ppMWindow */
    enum imc_binding binding;
    enum desk_situation reason;      /* why it is about to be refused, or WHEN_END */
    uint32_t reasons;                /* bits, by enum desk_check, of all checks that would refuse */
    struct desk_conversation *found; /* the open conversation for the contact, once it is known */
};

/* Whether the situation holds for the call, as far as it has come. */
bool situation_holds(enum desk_situation situation, const struct desk_call *call);

/* The method, as the ABI has it. */
imc_hresult call_instant_message(void *client, struct imc_variant vContact, struct imc_object **ppMWindow,
                                 enum imc_binding binding);

#endif
