/* The queue of DMessengerEvents, and what the policy does to each of them. */
#ifndef DESK_EVENTS_H
#define DESK_EVENTS_H

#include "client.h"

/* Whom and what an event is about; each may be NULL. */
struct desk_about {
    struct desk_conversation *conversation;
    struct desk_window *window;
    struct desk_contact *contact;
    int32_t status; /* of SAY_STATUS */
};

/* Begins a moment.  Call it once, before anything is raised at that moment. */
void events_begin(struct desk_client *client, enum desk_moment moment);

/* Raises one event, unless the policy drops it at that moment; SAY is one SAY_ bit. */
void events_raise(struct desk_client *client, enum desk_moment moment, uint32_t say, struct desk_about about);

/* Ends the moment: raises what the policy adds to it. */
void events_end(struct desk_client *client, enum desk_moment moment, struct desk_about about);

/* A moment at which the right desk raises nothing. */
void events_pass(struct desk_client *client, enum desk_moment moment, struct desk_about about);

/* Hands over what is due, oldest first.  An object that nobody holds any more is NULL. */
void events_take(struct desk_client *client, void (*each)(void *context, const struct imc_event *event), void *context);

void events_forget(struct desk_client *client);

#endif
