/* The connection point of the messenger: who listens to DMessengerEvents, and telling them. */
#ifndef COM_SERVER_EVENTS_H
#define COM_SERVER_EVENTS_H

#include "module.h"

/* The connection point and its container share the references of the messenger. */
void *events_container(void);
void events_tell(const struct news *news);
/* While they are held, nobody is told anything. */
void events_hold(BOOL hold);
/* Lets go of everybody who listens. */
void events_forget(void);

#endif
