/*
 * Inside the model: the queue of events, what may be in it, must be, and what it is about.
 */
#ifndef IM_QUEUE_H
#define IM_QUEUE_H

#include "machine.h"

/* A conversation's `untold`: which events about its window may still come.  Two counts that stop at IM_UNTOLD_MANY, which
 * then says "that many or more", and a bit for each member who joined. */
enum {
    IM_UNTOLD_CREATED = 0,   /* the first bit of the count of OnIMWindowCreated */
    IM_UNTOLD_DESTROYED = 2, /* ... of OnIMWindowDestroyed */
    IM_UNTOLD_ADDED = 4,     /* the bit of the first member */
    IM_UNTOLD_MANY = 3,
    IM_UNTOLD_WINDOW = 0x0F, /* all bits of the two counts */
};

enum im_closing {
    IM_CLOSING_OPEN,  /* an event may come */
    IM_CLOSING_HOPED, /* it is expected, but its absence is only noted */
    IM_CLOSING_DUE,
};

/* Counts up, and stays at the end. */
void im_count_up(uint8_t *counter, unsigned by);

/* The window of a conversation opened: for certain, or perhaps. */
void im_due_opened(struct im_state *state, int conversation, bool certain);
/* It closed, or nobody knows any longer whether it is there. */
void im_due_closed(struct im_state *state, int conversation, enum im_closing how);
/* A member joined it; `certain`: it is somebody who was not there before. */
void im_due_joined(struct im_state *state, int conversation, int member, bool certain);
/* A sign-in or sign-out of the primary service; not `hoped`: the connection was lost or came back. */
void im_due_sign(struct im_state *state, enum im_told told, bool hoped);
/* The slot of a conversation is used for a new window: an end of the old one cannot be told with its objects. */
void im_due_slot_used(struct im_state *state, int conversation);

/* What the events are, as one shape; and the rule that is broken, where one is. */
uint32_t im_queue_shape(const struct situation *situation, const struct im_observation *obs, enum im_rule *broken);

/* A conversation of which nothing is left is forgotten. */
void im_forget_if_over(struct im_state *state, int index);

#endif
