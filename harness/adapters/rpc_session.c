/*
 * A session over the wire protocol: starts the IUT through a transport, shakes hands, resets, performs events, ends
 * it.  Knows the wire contract; nothing of processes or sockets, cases or judging.
 */
#include "rpc_session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rpc_handshake.h"
#include "wire.h"
#include "wire_codec.h"
#include "wire_text.h"

enum { LINGER_MS = 1000 }; /* how long an IUT that closed its end may take to be gone, so that we learn how */

/* What a process must know of what another one did with the session.  Only one uses it at a time. */
struct shared {
    uint64_t next_id;
    unsigned starts; /* how often the IUT was started */
    bool fresh;      /* nothing was done with the IUT since it was started */
    bool broken;     /* good for close only */
};

/* A call that was started and not finished. */
struct started {
    unsigned tag;
    uint64_t id;
    const struct event *event;
    struct observation *obs;
    bool over; /* its observation says all there is */
};

struct session {
    struct link *link;
    struct wire *wire; /* NULL when not started */
    struct shared *shared;
    unsigned start; /* number of the start that `link` belongs to */
    struct arena *arena, *people_arena;
    struct iut_identity identity;
    struct people people;
    struct started started[LIMIT_TOGETHER];
    size_t started_count;
};

/* Another process has started the IUT again: this one's descriptors lead to one that is gone. */
static bool is_stale(const struct session *session) { return session->start != session->shared->starts; }

/* Turns the end of the connection and a hang into what is known of the process. */
static enum wire_result settle(struct session *session, enum wire_result outcome, const char *method,
                               char reason[LIMIT_REASON])
{
    char how[LIMIT_REASON];
    bool properly = false;
    if (outcome == WIRE_ENDED || outcome == WIRE_TIMEOUT) {
        unsigned wait_ms = outcome == WIRE_ENDED ? LINGER_MS : 0;
        if (session->link->transport->ended(session->link, wait_ms, &properly, how)) {
            snprintf(reason, LIMIT_REASON, "%s: the IUT ended by %.300s before it answered", method, how);
            outcome = WIRE_ENDED;
        }
    }
    if (outcome == WIRE_VIOLATION || outcome == WIRE_ENDED || outcome == WIRE_TIMEOUT) session->shared->broken = true;
    return outcome;
}

static enum wire_result ask_within(struct session *session, unsigned limit_ms, const char *method, json_t *params,
                                   json_t **result, char reason[LIMIT_REASON])
{
    enum wire_result outcome = wire_call(session->wire, method, params, limit_ms, result, reason);
    return settle(session, outcome, method, reason);
}

static enum wire_result ask(struct session *session, const char *method, json_t *params, json_t **result,
                            char reason[LIMIT_REASON])
{
    return ask_within(session, session->link->options.step_ms, method, params, result, reason);
}

/* --- start and end --- */

static unsigned start_limit(const struct adapter_options *options)
{
    if (options->start_ms > 0) return options->start_ms;
    return options->step_ms > LIMIT_START_MS ? options->step_ms : LIMIT_START_MS;
}

static void stop(struct session *session)
{
    wire_free(session->wire);
    session->wire = NULL;
    session->link->transport->stop(session->link);
}

/* ADAPTER_FAILED: there is no IUT that speaks; ADAPTER_BROKE: it speaks, but wrongly. */
static enum adapter_result start(struct session *session, char reason[LIMIT_REASON])
{
    json_t *result = NULL;
    enum adapter_result outcome = session->link->transport->start(session->link, reason);
    if (outcome != ADAPTER_OK) return outcome;
    session->wire = wire_new(session->link->in, session->link->out, &session->shared->next_id);
    session->start = ++session->shared->starts;
    session->shared->fresh = true;
    session->shared->broken = false;

    outcome = ADAPTER_BROKE;
    json_t *params = handshake_params(session->link->options.profile);
    enum wire_result asked =
        ask_within(session, start_limit(&session->link->options), "initialize", params, &result, reason);
    if (asked == WIRE_ENDED) outcome = ADAPTER_FAILED;
    if (asked == WIRE_DONE) {
        struct shape shape = { .method = "initialize", .arena = session->arena, .reason = reason };
        if (handshake_read(&shape, result, &session->identity)) outcome = ADAPTER_OK;
        session->identity.binary = session->link->binary;
        session->identity.together = !session->link->one_caller;
    }
    json_decref(result);
    if (outcome != ADAPTER_OK) stop(session);
    return outcome;
}

/* Asks the IUT to end.  True if it did so by itself, in time and without a failure. */
static bool shut_down(struct session *session, char reason[LIMIT_REASON])
{
    json_t *result = NULL;
    bool properly = false;
    char how[LIMIT_REASON];
    unsigned limit_ms = session->link->options.step_ms;
    struct shape shape = { .method = "shutdown", .arena = session->arena, .reason = reason };
    enum wire_result asked = ask(session, "shutdown", json_object(), &result, reason);
    struct place top = place_result(result);
    bool fits = asked == WIRE_DONE && shape_object(&shape, &top);
    json_decref(result);
    if (!fits) return false;
    asked = wire_await_end(session->wire, limit_ms, reason);
    if (asked == WIRE_TIMEOUT)
        snprintf(reason, LIMIT_REASON, "shutdown: the IUT is still there %u ms after its answer; it was ended",
                 limit_ms);
    if (asked != WIRE_ENDED) return false;
    if (!session->link->transport->ended(session->link, limit_ms, &properly, how)) {
        snprintf(reason, LIMIT_REASON,
                 "shutdown: the IUT closed the connection and is still there %u ms later; it was "
                 "ended",
                 limit_ms);
        return false;
    }
    if (!properly) snprintf(reason, LIMIT_REASON, "shutdown: the IUT ended by %.300s", how);
    return properly;
}

static void session_free(struct session *session)
{
    arena_free(session->arena);
    arena_free(session->people_arena);
    session->link->transport->forget(session->link);
    munmap(session->shared, sizeof *session->shared);
    free(session);
}

enum adapter_result rpc_open(struct link *link, struct session **session, char reason[LIMIT_REASON])
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *session = NULL;
    if (shared == MAP_FAILED) {
        snprintf(reason, LIMIT_REASON, "no memory that processes can share");
        link->transport->forget(link);
        return ADAPTER_FAILED;
    }
    shared->next_id = 1;
    struct session *made = must_realloc(NULL, sizeof *made);
    *made = (struct session){ .link = link, .shared = shared, .arena = arena_new() };
    enum adapter_result outcome = start(made, reason);
    if (outcome == ADAPTER_OK)
        *session = made;
    else
        session_free(made);
    return outcome;
}

bool rpc_close(struct session *session, char reason[LIMIT_REASON])
{
    if (!session) return true;
    reason[0] = '\0';
    bool properly = true;
    if (session->wire && !is_stale(session) && !session->shared->broken) properly = shut_down(session, reason);
    stop(session);
    session_free(session);
    return properly;
}

/* --- the session --- */

struct link *rpc_link(struct session *session) { return session->link; }
const struct iut_identity *rpc_identity(struct session *session) { return &session->identity; }

static enum adapter_result ask_reset(struct session *session, const struct people *wanted, bool *cannot,
                                     char reason[LIMIT_REASON])
{
    json_t *result = NULL;
    enum wire_result asked = ask(session, "reset", codec_people_params(wanted), &result, reason);
    *cannot = asked == WIRE_CANNOT;
    bool fits = false;
    if (asked == WIRE_DONE) {
        struct shape shape = { .method = "reset", .arena = session->people_arena, .reason = reason };
        fits = codec_people(&shape, result, wanted, &session->people);
    }
    json_decref(result);
    if (fits || *cannot) return ADAPTER_OK;
    session->shared->broken = true;
    return ADAPTER_BROKE;
}

/* An IUT that cannot reset is at the beginning when it has just been started, with the people that it has. */
enum adapter_result rpc_reset(struct session *session, const struct people *wanted, const struct people **answered,
                              char reason[LIMIT_REASON])
{
    enum adapter_result outcome = ADAPTER_OK;
    bool cannot = true;
    *answered = &session->people;
    arena_free(session->people_arena);
    session->people_arena = arena_new();
    session->people = *wanted;
    if (!session->wire || is_stale(session)) {
        stop(session);
        outcome = start(session, reason);
    } else if (session->shared->broken) {
        snprintf(reason, LIMIT_REASON, "reset: the session with the IUT is over");
        return ADAPTER_BROKE;
    }
    if (outcome == ADAPTER_OK) outcome = ask_reset(session, wanted, &cannot, reason);
    if (outcome != ADAPTER_OK || !cannot || session->shared->fresh) return outcome;

    char ignored[LIMIT_REASON]; /* how it ends matters at close only */
    shut_down(session, ignored);
    session->shared->broken = true; /* until it has started */
    stop(session);
    outcome = start(session, reason);
    return outcome == ADAPTER_OK ? ask_reset(session, wanted, &cannot, reason) : outcome;
}

/* -32001 is for changes of the environment and for what cannot be shown, -32601 for what not every IUT has. */
static enum obs_status status_of(const struct link *link, enum wire_result asked, enum im_event_kind kind)
{
    switch (asked) {
    case WIRE_DONE: return OBS_DONE;
    case WIRE_CANNOT: return codec_may_be_refused(kind) || link->declines_calls ? OBS_CANNOT : OBS_VIOLATION;
    case WIRE_NO_METHOD: return codec_is_mandatory(kind) ? OBS_VIOLATION : OBS_NO_METHOD;
    case WIRE_TIMEOUT: return OBS_TIMEOUT;
    case WIRE_ENDED: return OBS_CRASH;
    case WIRE_VIOLATION: break;
    }
    return OBS_VIOLATION;
}

static json_t *script_params(const struct script *script, unsigned limit_ms)
{
    json_t *arguments = json_array();
    for (size_t i = 0; i < script->count; i++)
        json_array_append_new(arguments, wire_text_to_json(script->arguments[i]));
    return json_pack("{s:s, s:s, s:o, s:i}", "kind", script->kind, "text", script->text, "arguments", arguments,
                     "limit", (int)limit_ms);
}

/* The answer says what was written and how the program ended; the limit of time is that of one step for all of it. */
enum obs_status rpc_run_script(struct session *session, const struct script *script, struct arena *arena,
                               const char **said, char reason[LIMIT_REASON])
{
    enum { SPARE_MS = 2000 }; /* for who runs it to end it */
    static const char *const words[] = { "properly", "crash", "limit", NULL };
    static const enum obs_status endings[] = { OBS_DONE, OBS_CRASH, OBS_TIMEOUT };
    unsigned limit_ms = session->link->options.step_ms;
    json_t *result = NULL;
    size_t ending = 0;
    *said = "";
    if (!session->wire || is_stale(session) || session->shared->broken) {
        snprintf(reason, LIMIT_REASON, "the session with the IUT is over");
        return OBS_CRASH;
    }
    session->shared->fresh = false;
    enum wire_result asked =
        ask_within(session, limit_ms + SPARE_MS, METHOD_PROGRAM, script_params(script, limit_ms), &result, reason);
    if (asked != WIRE_DONE) {
        json_decref(result);
        return status_of(session->link, asked, IM_EV_SIGN_IN);
    }
    struct shape shape = { .method = METHOD_PROGRAM, .arena = arena, .reason = reason };
    struct place top = place_result(result), text = place_member(&top, "said"), ended = place_member(&top, "ended");
    struct place how = place_member(&top, "how");
    const char *told = "";
    bool fits = shape_object(&shape, &top) && shape_string(&shape, &text, said) &&
                shape_word(&shape, &ended, words, &ending) && (ending == 0 || shape_string(&shape, &how, &told));
    json_decref(result);
    session->shared->broken = session->shared->broken || !fits;
    if (!fits) return OBS_VIOLATION;
    if (ending > 0) snprintf(reason, LIMIT_REASON, "%s", told);
    return endings[ending];
}

static bool is_over(const struct session *session, const struct event *event, struct observation *obs)
{
    if (session->wire && !is_stale(session) && !session->shared->broken) return false;
    observation_fail(obs, OBS_CRASH, "%s: the session with the IUT is over", im_event_method(event->kind));
    return true;
}

static void keep_error(const json_t *error, struct observation *obs)
{
    const json_t *message = json_object_get(error, "message");
    char *text = observation_alloc(obs, LIMIT_REASON);
    wire_show_bytes(text, LIMIT_REASON, json_string_value(message), json_string_length(message));
    obs->error.code = json_integer_value(json_object_get(error, "code"));
    obs->error.text = text;
}

/* What became of an event: obs->reason is there unless there is a result.  `result` may be an error. */
static void take(struct session *session, const struct event *event, enum wire_result asked, const json_t *result,
                 struct observation *obs)
{
    const char *method = im_event_method(event->kind);
    obs->status = status_of(session->link, asked, event->kind);
    if (asked != WIRE_DONE && result != NULL) keep_error(result, obs);
    if (asked == WIRE_DONE)
        codec_observe(event, result, obs);
    else if (asked == WIRE_CANNOT && obs->status == OBS_VIOLATION)
        observation_fail(obs, OBS_VIOLATION,
                         "%s: found error -32001; expected a result, since this changes nothing of "
                         "the environment",
                         method);
    else if (asked == WIRE_NO_METHOD && obs->status == OBS_VIOLATION)
        observation_fail(obs, OBS_VIOLATION, "%s: found error -32601; expected a result, since every IUT has it",
                         method);
    if (obs->status == OBS_VIOLATION) session->shared->broken = true;
}

void rpc_perform(struct session *session, const struct event *event, struct observation *obs)
{
    json_t *result = NULL;
    if (is_over(session, event, obs)) return;
    session->shared->fresh = false;
    enum wire_result asked = ask(session, im_event_method(event->kind), codec_params(event), &result, obs->reason);
    take(session, event, asked, result, obs);
    json_decref(result);
}

/* --- several calls at once --- */

void rpc_start(struct session *session, const struct event *event, unsigned caller, unsigned tag,
               struct observation *obs)
{
    assert(session->started_count < LIMIT_TOGETHER);
    const char *method = im_event_method(event->kind);
    struct started *started = &session->started[session->started_count++];
    *started = (struct started){ .tag = tag, .event = event, .obs = obs, .over = is_over(session, event, obs) };
    if (started->over) return;
    session->shared->fresh = false;
    json_t *params = codec_params(event);
    if (session->link->names_callers) json_object_set_new(params, "caller", json_integer(caller));
    enum wire_result sent =
        wire_send(session->wire, method, params, session->link->options.step_ms, &started->id, obs->reason);
    if (sent == WIRE_DONE) return;
    take(session, event, settle(session, sent, method, obs->reason), NULL, obs);
    started->over = true;
}

/* Takes one of the started calls out of the list. */
static struct started drop(struct session *session, size_t at)
{
    const struct started dropped = session->started[at];
    session->started_count--;
    for (size_t i = at; i < session->started_count; i++) session->started[i] = session->started[i + 1];
    return dropped;
}

unsigned rpc_finish(struct session *session)
{
    uint64_t id = 0;
    size_t at = 0;
    json_t *result = NULL;
    char reason[LIMIT_REASON] = "";
    assert(session->started_count > 0);
    for (size_t i = 0; i < session->started_count; i++) {
        if (session->started[i].over) return drop(session, i).tag;
    }
    enum wire_result asked = wire_next(session->wire, &id, &result, reason);
    while (session->started[at].id != id) at++;
    const struct started told = drop(session, at);
    asked = settle(session, asked, im_event_method(told.event->kind), reason);
    snprintf(told.obs->reason, sizeof told.obs->reason, "%s", reason);
    take(session, told.event, asked, result, told.obs);
    json_decref(result);
    for (size_t i = 0; session->shared->broken && i < session->started_count; i++) {
        struct started *left = &session->started[i];
        observation_fail(left->obs, told.obs->status, "%s: there was no answer yet when the session ended: %.300s",
                         im_event_method(left->event->kind), told.obs->reason);
        left->over = true;
    }
    return told.tag;
}
