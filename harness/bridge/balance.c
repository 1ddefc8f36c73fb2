/*
 * References: whether what is added and given back leaves an object's count as it was.
 *
 * The number that Release gives is for tests only, so it is compared with itself and nothing else.  A call breaks the law
 * if the number moves the same way every time that the call is repeated, posted messages and a delay included.  Objects
 * that always give the same number, caches that fill once, interfaces that count for themselves and servers that collect
 * what is unused now and then are right.
 */
#include "law.h"

#include <stdio.h>
#include <string.h>

enum {
    FEW = 8,       /* repeats in which a number that does not always grow has not grown once */
    MANY = 400,    /* and in which whoever collects what is unused has done so */
    MANY_MS = 500, /* those take at most */
    GRACE_MS = 300,
    MARGIN = 2 * FEW, /* references to live on while a count that falls is watched */
};

/* A call, and the giving back of all that it gave. */
typedef void doing(struct trial *trial, const void *what);

static ULONG count_now(struct trial *trial)
{
    IUnknown_AddRef(trial->object);
    return IUnknown_Release(trial->object);
}

struct drift {
    bool grows, falls;
    ULONG first, last;
    unsigned times;
};

static void repeat(struct trial *trial, doing *action, const void *what, struct drift *drift, unsigned times)
{
    DWORD start = GetTickCount();
    for (unsigned i = 0; i < times && (drift->grows || drift->falls); i++) {
        if (times > FEW && GetTickCount() - start > MANY_MS) break;
        action(trial, what);
        bridge_let_others_run();
        listener_settle(trial->bridge);
        ULONG now = count_now(trial);
        drift->grows = drift->grows && now > drift->last;
        drift->falls = drift->falls && now < drift->last;
        drift->last = now;
        drift->times++;
    }
}

/* What a thread of the server gives back later. */
static void wait_for_less(struct trial *trial, struct drift *drift)
{
    for (DWORD start = GetTickCount(); GetTickCount() - start < GRACE_MS;) {
        Sleep(5);
        bridge_let_others_run();
        if (count_now(trial) < drift->first + drift->times) drift->grows = false;
        if (!drift->grows) return;
    }
}

/* True: the count fell, and by *lost. */
static bool keeps_balance(struct trial *trial, const char *what, doing *action, const void *with, ULONG *lost)
{
    struct drift drift = { .grows = true, .falls = true, .first = count_now(trial) };
    drift.last = drift.first;
    repeat(trial, action, with, &drift, FEW);
    if (drift.falls) {
        *lost += drift.first - drift.last;
        law_broken(trial, "%s, %u times, took the references of %s from %lu to %lu; right is %lu, as before", what,
                   drift.times, trial->token, (unsigned long)drift.first, (unsigned long)drift.last,
                   (unsigned long)drift.first);
        return false;
    }
    if (drift.grows) repeat(trial, action, with, &drift, MANY);
    if (drift.grows) wait_for_less(trial, &drift);
    if (drift.grows)
        law_broken(trial,
                   "%s, %u times, took the references of %s from %lu to %lu, growing each time; right is %lu, as "
                   "before",
                   what, drift.times, trial->token, (unsigned long)drift.first, (unsigned long)drift.last,
                   (unsigned long)drift.first);
    return !drift.grows;
}

/* --- what is repeated --- */

static void nothing(struct trial *trial, const void *unused) { (void)trial, (void)unused; }

static void query(struct trial *trial, const void *id)
{
    void *got = NULL;
    if (SUCCEEDED(still_there(IUnknown_QueryInterface(trial->object, id, &got))) && got)
        IUnknown_Release((IUnknown *)got);
}

static void read_member(struct trial *trial, const void *member)
{
    VARIANT value;
    if (SUCCEEDED(member_call(trial->bridge, trial->object, member, NULL, &value))) VariantClear(&value);
}

/* Performs a method of the protocol and gives back what it gave. */
static void perform(struct trial *trial, method *asked, const json_t *params)
{
    struct answer answer = { .result = json_object() };
    asked(trial->bridge, params, &answer);
    const char *window = json_string_value(json_object_get(answer.result, "window"));
    const char *contact = json_string_value(json_object_get(answer.result, "contact"));
    if (window) objects_give_up(&trial->bridge->windows, window, NULL);
    if (contact) objects_give_up(&trial->bridge->contacts, contact, NULL);
    json_decref(answer.result);
}

static void message(struct trial *trial, const void *params) { perform(trial, method_instant_message, params); }
static void get_contact(struct trial *trial, const void *params) { perform(trial, method_get_contact, params); }

/* --- which calls there are --- */

struct doings {
    struct trial *trial;
    ULONG lost;
};

static void try_message(struct doings *doings, const char *what, const json_t *argument)
{
    if (doings->trial->broken) return;
    json_t *params = json_pack("{s:O}", "vContact", argument);
    keeps_balance(doings->trial, what, message, params, &doings->lost);
    json_decref(params);
}

static bool looks_alive(struct trial *trial, const char *token)
{
    static const struct member is_closed = { AT(IMessengerWindow, get_IsClosed), 0x807, VT_BOOL, DISPATCH_PROPERTYGET };
    VARIANT closed;
    IUnknown *window = (IUnknown *)objects_find(&trial->bridge->windows, token);
    return SUCCEEDED(member_call(trial->bridge, window, &is_closed, NULL, &closed)) && V_BOOL(&closed) == VARIANT_FALSE;
}

/* The call that gave a window gives it once more while it is open and held; otherwise it would open another one. */
static void try_call_of_window(struct doings *doings, const char *window)
{
    const struct trial *trial = doings->trial;
    const json_t *argument = objects_note(&trial->bridge->windows, window)->argument;
    const char *contact = json_string_value(json_object_get(argument, "contact"));
    const char *concerned = trial->letter == 'w' ? window : contact;
    if (argument && concerned && strcmp(concerned, trial->token) == 0 && looks_alive(doings->trial, window))
        try_message(doings, "the call of InstantMessage that gave the window, with Release of what it gives", argument);
}

static bool all_are_held(struct sink *const sinks[], unsigned count)
{
    bool held = count > 0;
    bridge_let_others_run();
    for (unsigned i = 0; i < count && held; i++) held = sink_is_held(sinks[i]);
    return held;
}

/* Who stops listening gets its reference back, since nothing is told to it any longer. */
static void try_listening(struct trial *trial)
{
    struct sink *sinks[MANY];
    unsigned count = 0;
    bool held = true;
    DWORD start = GetTickCount();
    while (held && count < MANY && (count < FEW || GetTickCount() - start < MANY_MS)) {
        sinks[count] = sink_that_stopped(trial->object);
        if (!sinks[count]) break;
        held = all_are_held(sinks, ++count);
    }
    for (start = GetTickCount(); held && GetTickCount() - start < GRACE_MS; held = all_are_held(sinks, count)) Sleep(5);
    if (held && count > 0)
        law_broken(trial,
                   "Advise and then Unadvise at the connection point of %s, %u times, left the server with references "
                   "to listeners that it has nothing to tell any longer; right is none",
                   trial->token, count);
    for (unsigned i = 0; i < count; i++) sink_free(sinks[i]);
}

static void try_messenger(struct doings *doings)
{
    json_t *refused = json_pack("{s:s, s:s}", "vt", "VT_BSTR", "value", " x");
    json_t *name = json_pack("{s:s}", "signinName", " x");
    try_message(doings, "InstantMessage with the name \" x\"", refused);
    if (!doings->trial->broken)
        keeps_balance(doings->trial, "GetContact with the name \" x\"", get_contact, name, &doings->lost);
    if (!doings->trial->broken) try_listening(doings->trial);
    json_decref(refused);
    json_decref(name);
}

/* Looks the contact up once more: what that gives may be another object, which is no matter here. */
static void try_contact(struct doings *doings)
{
    struct trial *trial = doings->trial;
    if (!trial->note->argument) return;
    keeps_balance(trial, "the call of GetContact that gave the contact, with Release of what it gives", get_contact,
                  trial->note->argument, &doings->lost);
}

static void try_calls(struct doings *doings)
{
    struct trial *trial = doings->trial;
    char what[100];
    for (const struct known_interface *known = known_interfaces; known->name && !trial->broken; known++) {
        snprintf(what, sizeof what, "QueryInterface for %s, with Release of what it gave", known->name);
        keeps_balance(trial, what, query, known->id, &doings->lost);
    }
    for (const struct reading_member *member = reading_members; member->name && !trial->broken; member++) {
        if (member->letter != trial->letter) continue;
        snprintf(what, sizeof what, "reading %s, with the release of what it gave", member->name);
        keeps_balance(trial, what, read_member, &member->member, &doings->lost);
    }
    if (trial->letter == 'm' && !trial->broken) try_messenger(doings);
    if (trial->letter == 'c' && !trial->broken) try_contact(doings);
    for (const char *window = NULL; !trial->broken && (window = objects_after(&trial->bridge->windows, window));)
        try_call_of_window(doings, window);
}

/* AddRef always gives the same number: so do objects that live as long as their process, and so does an AddRef that does
 * not count.  False: nothing more can be told of the object. */
static bool is_constant(struct trial *trial)
{
    ULONG left = IUnknown_Release(trial->object), fell = 0;
    for (int i = 0; i < FEW && left > 0; i++) {
        IUnknown_AddRef(trial->object);
        ULONG now = IUnknown_Release(trial->object);
        if (now >= left) return true;
        left = now;
        fell++;
    }
    if (fell == FEW || (left == 0 && fell > 0))
        law_broken(trial, "AddRef and then Release on %s, %lu times, took one reference each; right is none",
                   trial->token, (unsigned long)fell);
    else
        snprintf(trial->cannot, sizeof trial->cannot,
                 "AddRef of %s always gives the same number and Release gives 0, so nothing can be told", trial->token);
    return false;
}

void law_references(struct trial *trial)
{
    struct doings doings = { .trial = trial };
    ULONG first = IUnknown_AddRef(trial->object);
    if (IUnknown_AddRef(trial->object) == first) {
        if (is_constant(trial)) IUnknown_Release(trial->object);
        return;
    }
    for (int i = 2; i < MARGIN; i++) IUnknown_AddRef(trial->object);
    if (keeps_balance(trial, "AddRef and then Release", nothing, NULL, &doings.lost)) try_calls(&doings);
    for (ULONG i = doings.lost; i < MARGIN; i++) IUnknown_Release(trial->object);
}
