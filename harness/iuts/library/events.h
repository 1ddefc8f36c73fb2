/* The queue of DMessengerEvents. */
#ifndef DESK_EVENTS_H
#define DESK_EVENTS_H

#include "client.h"

void events_raise_status(struct desk_client *client, int32_t status);
void events_raise_plain(struct desk_client *client, const char *name);

/* WINDOW and CONTACT may be NULL; NAME must be a literal. */
void events_raise_window(struct desk_client *client, const char *name, struct desk_window *window,
                         struct desk_contact *contact);

/* Hands over what is due, oldest first.  An object that nobody holds any more is NULL. */
void events_take(struct desk_client *client, void (*each)(void *context, const struct imc_event *event), void *context);

void events_forget(struct desk_client *client);

#endif
