/* Conversation windows on the real screen: each a top-level window with a handle. */
#ifndef COM_SERVER_SCREEN_H
#define COM_SERVER_SCREEN_H

#include "module.h"

void *screen_open(struct window *window);
void screen_close(void *screen);
bool screen_focus(void *screen);
void screen_end(void);

/* The open window with that handle, or NULL. */
struct window *screen_find(LONG handle);

#endif
