/* Conversation windows, and the calls that open and find them.  Results are those of codes.h. */
#ifndef COM_CORE_WINDOW_H
#define COM_CORE_WINDOW_H

#include "desk.h"

#define WINDOW_PARTICIPANTS 16u

struct window {
    struct desk *desk;
    bool open;
    bool bars[2]; /* side bar, tool bar */
    struct contact *participants[WINDOW_PARTICIPANTS];
    uint32_t participant_count; /* none once it has closed */
    void *screen;               /* NULL once it has closed */
    uint32_t references;
    void *face;
    struct window *next;
};

/* What the caller's argument names; what cannot be called at all is REFUSED. */
enum target_kind { TARGET_REFUSED, TARGET_NAME };
struct target {
    enum target_kind kind;
    struct name name; /* the caller's */
    enum service service;
};

/*
 * Opens the conversation with TARGET, or finds the open one: on DESK_OK and DESK_NO_FOCUS the caller owns one reference
 * to *OUT; on anything else *OUT is NULL.  OUT may be NULL, which is refused before all else.
 */
int32_t desk_instant_message(struct desk *desk, const struct target *target, struct window **out);

/*
 * The contact of that name, with a reference for the caller.  Without a service the contact list is asked, and who is
 * not listed is a user of the primary service.
 */
int32_t desk_get_contact(struct desk *desk, struct name name, const enum service *service, struct contact **out);

/* DESK_OK, or DESK_ALREADY when it is closed.  The object stays while it is referred to. */
int32_t window_close(struct window *window);

/* The user adds somebody.  False when the window is closed or full; one who takes part already is no change. */
bool window_add(struct window *window, struct name name, enum service service);

uint32_t window_add_reference(struct window *window);
uint32_t window_release(struct window *window);

#endif
