/*
 * The JSON-RPC line client: one request out, one reply in, over two file descriptors; or several at once, whose replies
 * are matched by id.  Knows the envelope of protocol.md and nothing of methods, events or how the other side was
 * started.
 *
 * When the environment variable IMCONFORM_TRANSCRIPT names a file, every line goes there too, as JSON lines
 * {"dir":"send","line":"..."} (to the IUT) and {"dir":"recv","line":"..."} (from it); bytes that are no UTF-8 are
 * shown as U+FFFD there.
 */
#ifndef IMCONFORM_WIRE_H
#define IMCONFORM_WIRE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "limits.h"

enum wire_result {
    WIRE_DONE,      /* there is a result */
    WIRE_CANNOT,    /* error -32001 */
    WIRE_NO_METHOD, /* error -32601 */
    WIRE_VIOLATION, /* the reply breaks the protocol, or bytes came unasked */
    WIRE_TIMEOUT,   /* no whole reply in time */
    WIRE_ENDED,     /* the other side closed the connection */
};
const char *wire_result_name(enum wire_result result);

struct wire;

/* Speaks on `in` and `out`, which become non-blocking and stay the caller's; they may be equal.  Ids are taken from
 * *next_id, which the caller keeps, so that processes which share the connection can share the counter.  SIGPIPE is
 * ignored from now on unless the program handles it.  The caller frees the wire. */
struct wire *wire_new(int in, int out, uint64_t *next_id);
void wire_free(struct wire *wire); /* NULL is allowed */

/* Asks and waits at most `limit_ms`.  Takes over the reference to `params` (an object).  On WIRE_DONE the caller owns
 * *result, any JSON value; on any other result `reason` says what was found and what would be right, and *result is
 * NULL or, where an error was answered, that error, with its code and message, which the caller owns as well.  After WIRE_VIOLATION, WIRE_TIMEOUT and WIRE_ENDED nothing more can be asked. */
enum wire_result wire_call(struct wire *wire, const char *method, json_t *params, unsigned limit_ms, json_t **result,
                           char reason[LIMIT_REASON]);

/* Several requests at once: wire_send for each, at most LIMIT_TOGETHER of them, then wire_next until none is left.
 * wire_send takes over `params` as wire_call does, and returns as soon as the request is written; on WIRE_DONE *id is
 * what the reply will bear. */
enum wire_result wire_send(struct wire *wire, const char *method, json_t *params, unsigned limit_ms, uint64_t *id,
                           char reason[LIMIT_REASON]);
/* The next reply, whichever request it answers: *id tells, and there must be one that is unanswered.  Each has its own
 * time limit; where time or the connection ends, or the protocol is broken, *id is the request that shows it first. */
enum wire_result wire_next(struct wire *wire, uint64_t *id, json_t **result, char reason[LIMIT_REASON]);

/* Waits for the end of the connection.  WIRE_ENDED is the good answer; WIRE_VIOLATION: bytes came instead;
 * WIRE_TIMEOUT: it is still open. */
enum wire_result wire_await_end(struct wire *wire, unsigned limit_ms, char reason[LIMIT_REASON]);

/* The check of one line, without its newline, as the reply to request `id`; for wire.c and its tests. */
enum wire_result wire_reply_check(const char *line, size_t size, const char *method, uint64_t id, json_t **result,
                                  char reason[LIMIT_REASON]);

/* The id of a reply.  False: the line has none that a request could have. */
bool wire_reply_id(const char *line, size_t size, uint64_t *id);

/* The transcript: -1 without one.  For wire.c. */
int wire_transcript_open(void);
void wire_transcript_add(int transcript, const char *dir, const char *line, size_t size);

#endif
