/*
 * A COM server, through the bridge, which runs under Wine: the transport and the adapter "com:".  Each start of a local
 * server has a prefix of its own, so that nothing of one that was killed or hangs is left for the next one.  Knows where
 * the bridge is and how it is called; what is said to it is rpc_session.c's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "com_prefix.h"
#include "one_core.h"
#include "service.h"

struct com_link {
    struct service_link service; /* first: a link is a com_link */
    const char *server;          /* ProgID or {CLSID} */
    bool local, by_invoke, by_script, multithreaded;
    struct com_places places;
    const char *folder;   /* the prefix; NULL: there is none */
    struct one_core core; /* of all processes in the prefix */
    struct call {         /* made at once with others, by its tag */
        const struct event *event;
        struct observation *obs;
        bool declined; /* and not told yet */
    } calls[LIMIT_TOGETHER];
};

/* Errors of the bridge beside those of the protocol, and the rules that they tell of. */
static const struct breach {
    int64_t code;
    enum im_rule rule;
} breaches[] = {
#define BREACH(id, code, rule) { code, IM_RULE_##rule },
#include "../bridge/breaches.def"
#undef BREACH
};

static struct com_link *com_of(struct link *link) { return (struct com_link *)link; }

/* --- the bridge --- */

static enum adapter_result start(struct link *link, char reason[LIMIT_REASON])
{
    struct com_link *com = com_of(link);
    struct arena *arena = com->service.arena;
    char problem[LIMIT_REASON];
    com->folder = com_prefix_take(arena, &com->places, com->local, problem);
    if (!com->folder) {
        snprintf(reason, LIMIT_REASON, "com:%.100s: %.390s", com->server, problem);
        return ADAPTER_FAILED;
    }
    const char *const words[] = { com_python(),
                                  "-S",
                                  arena_printf(arena, "%s/harness/iuts/com/prefix.py", com->places.data),
                                  "run",
                                  com->folder,
                                  arena_printf(arena, "%s/com/imbridge.exe.so", com->places.build),
                                  com->server,
                                  com->local ? "local" : "inproc",
                                  com->by_script   ? "script"
                                  : com->by_invoke ? "dispatch"
                                                   : "vtable",
                                  com->multithreaded ? "mta" : "sta" };
    const size_t count = sizeof words / sizeof words[0];
    com->service.words = arena_alloc(arena, (count + 1) * sizeof *com->service.words);
    for (size_t i = 0; i < count; i++) com->service.words[i] = arena_strdup(arena, words[i]);
    return service_transport.start(link, reason);
}

/* A call goes through Wine's server, and a local server too: processes that wait for each other. */
static enum adapter_result com_start(struct link *link, char reason[LIMIT_REASON])
{
    struct com_link *com = com_of(link);
    if (com->core.number < 0) one_core_take(&com->core, com->places.wine);
    one_core_enter(&com->core);
    enum adapter_result result = start(link, reason);
    one_core_leave();
    return result;
}

/* What the bridge said last, where it says why it ends. */
static void add_last_words(const char *path, char how[LIMIT_REASON])
{
    char tail[256];
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file) return;
    if (fseek(file, -(long)sizeof tail + 1, SEEK_END) != 0) rewind(file);
    size_t size = fread(tail, 1, sizeof tail - 1, file);
    fclose(file);
    while (size > 0 && (tail[size - 1] == '\n' || tail[size - 1] == '\r')) size--;
    tail[size] = '\0';
    const char *line = strrchr(tail, '\n');
    line = line ? line + 1 : tail;
    if (strncmp(line, "imbridge: ", strlen("imbridge: ")) != 0) return;
    size_t used = strlen(how);
    snprintf(how + used, LIMIT_REASON - used, " (%s)", line);
}

static bool com_ended(struct link *link, unsigned wait_ms, bool *properly, char how[LIMIT_REASON])
{
    if (!service_transport.ended(link, wait_ms, properly, how)) return false;
    if (!*properly) add_last_words(link->options.stderr_path, how);
    return true;
}

static void com_stop(struct link *link)
{
    struct com_link *com = com_of(link);
    service_transport.stop(link);
    /* A local server may be there still, or be registered though it is gone. */
    if (com->folder) com_prefix_give_back(com->folder, &com->places, !com->local);
    com->folder = NULL;
    one_core_leave();
}

static void com_forget(struct link *link)
{
    one_core_give_back(&com_of(link)->core);
    service_transport.forget(link);
}

static const struct transport com_transport = {
    .start = com_start,
    .ended = com_ended,
    .stop = com_stop,
    .forget = com_forget,
};

/* --- the locator --- */

static bool is_word(const char *word, size_t length, const char *wanted)
{
    return strlen(wanted) == length && strncmp(word, wanted, length) == 0;
}

/* "PROGID,local,dispatch" */
static bool read_locator(struct com_link *com, const char *rest, char reason[LIMIT_REASON])
{
    size_t length = strcspn(rest, ",");
    const char *word = rest + length;
    com->server = arena_printf(com->service.arena, "%.*s", (int)length, rest);
    if (length == 0) {
        snprintf(reason, LIMIT_REASON, "com:%.300s: there is no server; expected a ProgID or {CLSID}", rest);
        return false;
    }
    for (; *word; word += length) {
        length = strcspn(++word, ",");
        if (is_word(word, length, "local"))
            com->local = true;
        else if (is_word(word, length, "dispatch"))
            com->by_invoke = true;
        else if (is_word(word, length, "script"))
            com->by_script = true;
        else if (is_word(word, length, "mta"))
            com->multithreaded = true;
        else if (!is_word(word, length, "inproc") && !is_word(word, length, "vtable") &&
                 !is_word(word, length, "sta")) {
            snprintf(reason, LIMIT_REASON,
                     "com:%.200s: found %.*s; expected inproc or local, vtable, dispatch or script, sta or mta", rest,
                     (int)(length < 100 ? length : 100), word);
            return false;
        }
    }
    return true;
}

/* Where a file stands for the server: the bundled one's. */
static const char *binary_of(const struct com_link *com)
{
    if (strcmp(com->server, "Imconform.Desk") != 0) return NULL;
    return arena_printf(com->service.arena, "%s/com/imdesk.%s", com->places.build, com->local ? "exe" : "dll");
}

static enum adapter_result com_open(const char *rest, const struct adapter_options *options, struct session **session,
                                    char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    struct service_link *service = service_link_new(arena, sizeof(struct com_link), &com_transport, options);
    struct com_link *com = com_of(&service->link);
    *session = NULL;
    com->core = (struct one_core){ -1, -1 };
    com->places = com_places_find(arena);
    if (!read_locator(com, rest, reason)) {
        arena_free(arena);
        return ADAPTER_FAILED;
    }
    service->link.binary = binary_of(com);
    service->link.declines_calls = true;
    service->link.one_caller = com->by_script; /* there is one engine */
    service->link.names_callers = true;
    enum adapter_result result = rpc_open(&service->link, session, reason);
    size_t used = strlen(reason);
    if (result != ADAPTER_OK && strstr(reason, "initialize: no reply"))
        snprintf(reason + used, LIMIT_REASON - used,
                 "; the server did not come in that time: does it register its class? --start-timeout gives it longer");
    return result;
}

/* --- events --- */

static enum adapter_result com_reset(struct session *session, const struct people *wanted,
                                     const struct people **answered, char reason[LIMIT_REASON])
{
    one_core_enter(&com_of(rpc_link(session))->core);
    return rpc_reset(session, wanted, answered, reason);
}

/* An error of the bridge's own: its sentence is the reason, since it says what was found and expected. */
static void take_breach(const struct event *event, struct observation *obs)
{
    for (size_t i = 0; i < sizeof breaches / sizeof breaches[0]; i++) {
        if (breaches[i].code != obs->error.code) continue;
        observation_fail(obs, OBS_BREACH, "%s: %.400s", im_event_method(event->kind), obs->error.text);
        obs->breach = breaches[i].rule;
    }
}

/* The bridge declines a call that the way to the server does not have.  It says why, and that is all there is to say. */
static void keep_the_reason(struct observation *obs)
{
    if (obs->error.code != 0) observation_fail(obs, obs->status, "%s", obs->error.text);
}

static bool goes_by_invoke(struct session *session, const struct event *event)
{
    const struct com_link *com = com_of(rpc_link(session));
    bool no_vtable = !rpc_identity(session)->bindings[IM_BINDING_VTABLE];
    bool message = event->kind == IM_EV_INSTANT_MESSAGE;
    return com->by_invoke || com->by_script || no_vtable || (message && event->binding == IM_BINDING_DISPATCH);
}

/* Whether the way to the server lets no such call through; then the observation says why. */
static bool declines(struct session *session, const struct event *event, bool by_proxy, struct observation *obs)
{
    bool by_invoke = goes_by_invoke(session, event);
    if (event->kind != IM_EV_INSTANT_MESSAGE || !event->out_null || !(by_invoke || by_proxy)) return false;
    observation_fail(obs, OBS_CANNOT, "a NULL ppMWindow does not get to the server through %s",
                     by_invoke ? "Invoke, which has a place for the result" : "a proxy, which refuses it");
    return true;
}

/* What the answer means that came back on this way. */
static void take_answer(struct session *session, const struct event *event, struct observation *obs)
{
    const struct com_link *com = com_of(rpc_link(session));
    if (obs->status == OBS_CANNOT && im_event_class(event->kind) != IM_CONTROL) keep_the_reason(obs);
    if (obs->status == OBS_VIOLATION) take_breach(event, obs);
    bool by_script = event->binding == IM_BINDING_SCRIPT || (com->by_script && event->binding != IM_BINDING_DISPATCH);
    if (goes_by_invoke(session, event)) observation_hides_s_false(obs, by_script ? "a script" : "Invoke");
}

static void com_perform(struct session *session, const struct event *event, struct observation *obs)
{
    const struct com_link *com = com_of(rpc_link(session));
    if (declines(session, event, com->local || com->multithreaded, obs)) return;
    one_core_enter(&com->core);
    rpc_perform(session, event, obs);
    take_answer(session, event, obs);
}

/* --- several callers at once --- */

/* Each is on a thread of its own, so a server of one apartment is behind a proxy for it. */
static void com_start_call(struct session *session, const struct event *event, unsigned caller, unsigned tag,
                           struct observation *obs)
{
    struct com_link *com = com_of(rpc_link(session));
    com->calls[tag] = (struct call){ event, obs, declines(session, event, true, obs) };
    if (com->calls[tag].declined) return;
    one_core_enter(&com->core);
    rpc_start(session, event, caller, tag, obs);
}

static unsigned com_finish_call(struct session *session)
{
    struct com_link *com = com_of(rpc_link(session));
    for (unsigned tag = 0; tag < LIMIT_TOGETHER; tag++) {
        if (!com->calls[tag].declined) continue;
        com->calls[tag].declined = false;
        return tag;
    }
    unsigned tag = rpc_finish(session);
    take_answer(session, com->calls[tag].event, com->calls[tag].obs);
    return tag;
}

const struct adapter adapter_com = {
    .scheme = "com",
    .usage = "com:PROGID|{CLSID}[,inproc|local][,vtable|dispatch|script][,sta|mta]  a COM server, under Wine",
    .contact_identity = true,
    .several = true,
    .open = com_open,
    .identity = rpc_identity,
    .reset = com_reset,
    .perform = com_perform,
    .run_script = rpc_run_script,
    .start = com_start_call,
    .finish = com_finish_call,
    .close = rpc_close,
};
