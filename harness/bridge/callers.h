/*
 * Several callers at once: each is a thread with an apartment of its own (or in that of all threads, as this one is),
 * with its own pointers to the server and a bridge of its own.  What a call is about goes to it by marshaling, and what
 * the call gives comes back so; while it works it shares nothing with others that changes.
 */
#ifndef IMCONFORM_BRIDGE_CALLERS_H
#define IMCONFORM_BRIDGE_CALLERS_H

#include "bridge.h"

struct callers;

/* Nobody calls yet.  The bridge outlives them.  `attend` is called while callers_wait waits, where there may be news: a
 * server on this thread that looks at its messages during a call shall not keep others from calling. */
struct callers *callers_new(struct bridge *bridge, void (*attend)(void *context), void *context);
/* Ends the threads, none of which works. */
void callers_end(struct callers *callers);

/* The caller whom a request names; 0: none. */
json_int_t callers_named(const json_t *request);
/* Has that caller make the call, and takes a reference to the request.  False: he cannot, and the answer says why. */
bool callers_start(struct callers *callers, json_t *request, struct answer *answer);
bool callers_work(const struct callers *callers);
/* Of a caller who is ready: his request, which is given up by who gets it, and what there is to answer; NULL: there is
 * none. */
json_t *callers_finish(struct callers *callers, struct answer *answer);

/* There is news, from any thread: a caller is ready, or something else. */
void callers_tell(void *callers);
/* Waits for that, and lets others run meanwhile. */
void callers_wait(struct callers *callers);

#endif
