/*
 * Lines out and in, in time: the part of the JSON-RPC client that has to do with descriptors and the clock.  Knows
 * nothing of methods or of what a reply must say (wire_reply.c).
 */
#include "wire.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base.h"
#include "wire_text.h"

enum { ROOM_FIRST = 4096, SHOWN = 160 };

/* A request that is not answered yet, of several. */
struct asked {
    uint64_t id;
    const char *method;
    unsigned limit_ms;
    int64_t deadline;
};

/* While no request is out the buffer is empty: what came beyond the last reply was a violation and ended the session. */
struct wire {
    int in, out;
    int transcript;
    uint64_t *next_id;
    char *buffer;
    size_t room, used;
    struct asked asked[LIMIT_TOGETHER]; /* in the order of sending */
    size_t outstanding;
    uint64_t first_id; /* of those that are out at once, answered or not */
};

struct wire *wire_new(int in, int out, uint64_t *next_id)
{
    struct wire *wire = must_realloc(NULL, sizeof *wire);
    *wire = (struct wire){ .in = in, .out = out, .room = ROOM_FIRST };
    wire->next_id = next_id;
    wire->buffer = must_realloc(NULL, wire->room);
    wire->transcript = wire_transcript_open();
    fcntl(in, F_SETFL, fcntl(in, F_GETFL) | O_NONBLOCK);
    fcntl(out, F_SETFL, fcntl(out, F_GETFL) | O_NONBLOCK);
    struct sigaction now;
    if (sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
    return wire;
}

void wire_free(struct wire *wire)
{
    if (!wire) return;
    if (wire->transcript >= 0) close(wire->transcript);
    free(wire->buffer);
    free(wire);
}

/* --- time --- */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the descriptor is ready or the deadline is over.  True: try it. */
static bool wait_for(int fd, short what, int64_t deadline)
{
    for (;;) {
        int64_t left = deadline - now_ms();
        struct pollfd one = { .fd = fd, .events = what };
        int ready = poll(&one, 1, left < 0 ? 0 : left > 3600000 ? 3600000 : (int)left);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true; /* the call that follows says what is wrong */
        if (ready == 0 && left <= 0) return false;
    }
}

/* --- bytes --- */

static bool would_block(void) { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

static enum wire_result ended(char reason[LIMIT_REASON], const char *method, const char *doing)
{
    snprintf(reason, LIMIT_REASON, "%s: the connection was closed %s", method, doing);
    return WIRE_ENDED;
}

static enum wire_result send_line(struct wire *wire, const char *method, const char *line, size_t size,
                                  int64_t deadline, char reason[LIMIT_REASON])
{
    for (size_t sent = 0; sent < size;) {
        ssize_t put = write(wire->out, line + sent, size - sent);
        if (put >= 0) {
            sent += (size_t)put;
        } else if (!would_block()) {
            return ended(reason, method, "before the request was read");
        } else if (!wait_for(wire->out, POLLOUT, deadline)) {
            snprintf(reason, LIMIT_REASON, "%s: the IUT read only %zu of %zu bytes of the request in time", method,
                     sent, size);
            return WIRE_TIMEOUT;
        }
    }
    return WIRE_DONE;
}

/* Reads what there is.  WIRE_DONE: at least one byte came; WIRE_TIMEOUT: nothing is there now. */
static enum wire_result take_bytes(struct wire *wire)
{
    enum { MOST = LIMIT_LINE + 1 }; /* with the newline */
    if (wire->used == wire->room && wire->room < MOST) {
        wire->room = wire->room * 2 < MOST ? wire->room * 2 : MOST;
        wire->buffer = must_realloc(wire->buffer, wire->room);
    }
    ssize_t got = read(wire->in, wire->buffer + wire->used, wire->room - wire->used);
    if (got > 0) {
        wire->used += (size_t)got;
        return WIRE_DONE;
    }
    return got < 0 && would_block() ? WIRE_TIMEOUT : WIRE_ENDED;
}

static void show_buffer(const struct wire *wire, char shown[SHOWN])
{
    wire_show_bytes(shown, SHOWN, wire->buffer, wire->used);
}

static enum wire_result no_reply(const struct wire *wire, enum wire_result result, const char *method,
                                 unsigned limit_ms, char reason[LIMIT_REASON])
{
    char shown[SHOWN];
    show_buffer(wire, shown);
    if (result == WIRE_ENDED && wire->used == 0) return ended(reason, method, "before a reply");
    if (result == WIRE_ENDED)
        snprintf(reason, LIMIT_REASON, "%s: the connection was closed inside a reply: %s", method, shown);
    else if (wire->used == 0)
        snprintf(reason, LIMIT_REASON, "%s: no reply within %u ms", method, limit_ms);
    else
        snprintf(reason, LIMIT_REASON, "%s: no end of the line within %u ms after %zu bytes: %s", method, limit_ms,
                 wire->used, shown);
    return result;
}

/* Reads until the buffer holds a line; *size is its length without the newline. */
static enum wire_result receive_line(struct wire *wire, const char *method, unsigned limit_ms, int64_t deadline,
                                     size_t *size, char reason[LIMIT_REASON])
{
    for (;;) {
        if (!wait_for(wire->in, POLLIN, deadline)) return no_reply(wire, WIRE_TIMEOUT, method, limit_ms, reason);
        size_t before = wire->used;
        enum wire_result got = take_bytes(wire);
        if (got == WIRE_ENDED) return no_reply(wire, WIRE_ENDED, method, limit_ms, reason);
        const char *newline = memchr(wire->buffer + before, '\n', wire->used - before);
        if (newline) {
            *size = (size_t)(newline - wire->buffer);
            return WIRE_DONE;
        }
        if (wire->used > LIMIT_LINE) {
            wire->used = SHOWN; /* enough for the excerpt */
            char shown[SHOWN];
            show_buffer(wire, shown);
            snprintf(reason, LIMIT_REASON, "%s: found a line of more than %d bytes; expected at most that: %s", method,
                     LIMIT_LINE, shown);
            return WIRE_VIOLATION;
        }
    }
}

/* Nothing may wait to be read before a request goes out. */
static enum wire_result check_silence(struct wire *wire, const char *before, char reason[LIMIT_REASON])
{
    enum wire_result got = take_bytes(wire);
    if (got == WIRE_TIMEOUT) return WIRE_DONE;
    if (got == WIRE_ENDED) return ended(reason, before, "before the request");
    char shown[SHOWN];
    show_buffer(wire, shown);
    snprintf(reason, LIMIT_REASON,
             "%s: found bytes that nobody asked for: %s; expected nothing between a reply and "
             "the next request",
             before, shown);
    return WIRE_VIOLATION;
}

/* --- requests --- */

/* The request as a line with its newline; the caller frees it. */
static char *request_line(const char *method, json_t *params, uint64_t id, size_t *size)
{
    json_t *request = json_object();
    json_object_set_new_nocheck(request, "jsonrpc", json_string_nocheck("2.0"));
    json_object_set_new_nocheck(request, "id", json_integer((json_int_t)id));
    json_object_set_new_nocheck(request, "method", json_string_nocheck(method));
    json_object_set_new_nocheck(request, "params", params);
    char *line = json_dumps(request, JSON_COMPACT);
    json_decref(request);
    size_t length = line ? strlen(line) : 0;
    char *translated = line ? wire_text_to_send(line, length, &length) : NULL;
    if (translated) {
        free(line);
        line = translated;
    }
    line = must_realloc(line, length + 1);
    line[length] = '\n';
    *size = length + 1;
    return line;
}

/* Nothing may follow the last reply. */
static enum wire_result more_bytes(const struct wire *wire, size_t size, const char *method, char reason[LIMIT_REASON])
{
    char shown[SHOWN];
    wire_show_bytes(shown, sizeof shown, wire->buffer + size + 1, wire->used - size - 1);
    snprintf(reason, LIMIT_REASON, "%s: found more bytes after the reply: %s; expected one line", method, shown);
    return WIRE_VIOLATION;
}

enum wire_result wire_call(struct wire *wire, const char *method, json_t *params, unsigned limit_ms, json_t **result,
                           char reason[LIMIT_REASON])
{
    int64_t deadline = now_ms() + limit_ms;
    uint64_t id = (*wire->next_id)++;
    size_t size = 0;
    char *line = request_line(method, params, id, &size);
    *result = NULL;

    enum wire_result outcome = check_silence(wire, method, reason);
    if (outcome != WIRE_DONE) goto done;
    wire_transcript_add(wire->transcript, "send", line, size - 1);
    outcome = send_line(wire, method, line, size, deadline, reason);
    if (outcome != WIRE_DONE) goto done;
    outcome = receive_line(wire, method, limit_ms, deadline, &size, reason);
    if (outcome != WIRE_DONE) goto done;
    wire_transcript_add(wire->transcript, "recv", wire->buffer, size);
    outcome = wire_reply_check(wire->buffer, size, method, id, result, reason);
    if (wire->used > size + 1 && outcome != WIRE_VIOLATION) {
        outcome = more_bytes(wire, size, method, reason);
        json_decref(*result);
        *result = NULL;
    }
    wire->used = 0;
done:
    free(line);
    return outcome;
}

/* --- several requests at once --- */

enum wire_result wire_send(struct wire *wire, const char *method, json_t *params, unsigned limit_ms, uint64_t *id,
                           char reason[LIMIT_REASON])
{
    const struct asked asked = { (*wire->next_id)++, method, limit_ms, now_ms() + limit_ms };
    assert(wire->outstanding < LIMIT_TOGETHER);
    size_t size = 0;
    char *line = request_line(method, params, asked.id, &size);
    enum wire_result outcome = wire->outstanding == 0 ? check_silence(wire, method, reason) : WIRE_DONE;
    if (wire->outstanding == 0) wire->first_id = asked.id;
    if (outcome == WIRE_DONE) {
        wire_transcript_add(wire->transcript, "send", line, size - 1);
        outcome = send_line(wire, method, line, size, asked.deadline, reason);
    }
    if (outcome == WIRE_DONE) wire->asked[wire->outstanding++] = asked;
    *id = asked.id;
    free(line);
    return outcome;
}

/* Whose time ends first. */
static const struct asked *most_urgent(const struct wire *wire)
{
    const struct asked *first = &wire->asked[0];
    for (size_t i = 1; i < wire->outstanding; i++) {
        if (wire->asked[i].deadline < first->deadline) first = &wire->asked[i];
    }
    return first;
}

static enum wire_result wrong_id(const struct wire *wire, uint64_t id, char reason[LIMIT_REASON])
{
    char open[LIMIT_TOGETHER * 24] = "";
    for (size_t i = 0, used = 0; i < wire->outstanding; i++) {
        used += (size_t)snprintf(open + used, sizeof open - used, "%s%" PRIu64, i > 0 ? ", " : "", wire->asked[i].id);
    }
    bool again = id >= wire->first_id && id < *wire->next_id;
    snprintf(reason, LIMIT_REASON, "%s: id: found %" PRIu64 "%s; expected the id of a request that is unanswered: %s",
             wire->asked[0].method, id, again ? ", which was answered before" : "", open);
    return WIRE_VIOLATION;
}

/* The request that the line answers; NULL after a violation. */
static const struct asked *answered(const struct wire *wire, size_t size, char reason[LIMIT_REASON])
{
    uint64_t id = 0;
    if (!wire_reply_id(wire->buffer, size, &id)) return &wire->asked[0]; /* whose check will say what is wrong */
    for (size_t i = 0; i < wire->outstanding; i++) {
        if (wire->asked[i].id == id) return &wire->asked[i];
    }
    wrong_id(wire, id, reason);
    return NULL;
}

enum wire_result wire_next(struct wire *wire, uint64_t *id, json_t **result, char reason[LIMIT_REASON])
{
    assert(wire->outstanding > 0);
    const struct asked urgent = *most_urgent(wire);
    const char *newline = wire->used > 0 ? memchr(wire->buffer, '\n', wire->used) : NULL;
    size_t size = newline != NULL ? (size_t)(newline - wire->buffer) : 0;
    *result = NULL;
    *id = urgent.id;
    if (newline == NULL) {
        enum wire_result got = receive_line(wire, urgent.method, urgent.limit_ms, urgent.deadline, &size, reason);
        if (got != WIRE_DONE) return got;
    }
    wire_transcript_add(wire->transcript, "recv", wire->buffer, size);
    const struct asked *found = answered(wire, size, reason);
    if (found == NULL) return WIRE_VIOLATION;
    const struct asked asked = *found;
    size_t at = (size_t)(found - wire->asked);
    memmove(&wire->asked[at], &wire->asked[at + 1], (--wire->outstanding - at) * sizeof asked);
    *id = asked.id;
    enum wire_result outcome = wire_reply_check(wire->buffer, size, asked.method, asked.id, result, reason);
    if (wire->outstanding == 0 && wire->used > size + 1 && outcome != WIRE_VIOLATION) {
        outcome = more_bytes(wire, size, asked.method, reason);
        json_decref(*result);
        *result = NULL;
    }
    wire->used -= size + 1;
    memmove(wire->buffer, wire->buffer + size + 1, wire->used);
    return outcome;
}

enum wire_result wire_await_end(struct wire *wire, unsigned limit_ms, char reason[LIMIT_REASON])
{
    int64_t deadline = now_ms() + limit_ms;
    for (;;) {
        if (!wait_for(wire->in, POLLIN, deadline)) {
            snprintf(reason, LIMIT_REASON, "the connection is still open %u ms after the reply to shutdown", limit_ms);
            return WIRE_TIMEOUT;
        }
        enum wire_result got = take_bytes(wire);
        if (got == WIRE_ENDED) return WIRE_ENDED;
        if (got == WIRE_TIMEOUT) continue;
        char shown[SHOWN];
        show_buffer(wire, shown);
        snprintf(reason, LIMIT_REASON, "found bytes after the reply to shutdown: %s; expected the end", shown);
        return WIRE_VIOLATION;
    }
}
