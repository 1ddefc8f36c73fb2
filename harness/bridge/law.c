/*
 * `object.check`, and the laws of QueryInterface: identity and the set of interfaces.
 */
#include "law.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_KNOWN = 32, TIMES = 3 };

const IID IID_Nobodys = { 0x077EDA0D, 0x94C9, 0x4B19, { 0x85, 0x3C, 0x25, 0xFD, 0xD8, 0x00, 0x69, 0x25 } };

#define KNOWN(name)        \
    {                      \
#name, &IID_##name \
    }
const struct known_interface known_interfaces[] = {
    KNOWN(IUnknown),           KNOWN(IDispatch),
    KNOWN(IMessenger),         KNOWN(IMessenger2),
    KNOWN(IMessenger3),        KNOWN(IMessengerWindow),
    KNOWN(IMessengerContact),  KNOWN(IMessengerConversationWnd),
    KNOWN(IMessengerContacts), KNOWN(IConnectionPointContainer),
    KNOWN(IProvideClassInfo),  KNOWN(ISupportErrorInfo),
    KNOWN(IDeskControl),       { NULL, NULL },
};

void law_broken(struct trial *trial, const char *format, ...)
{
    va_list arguments;
    if (trial->broken) return;
    trial->broken = true;
    va_start(arguments, format);
    vsnprintf(trial->text, sizeof trial->text, format, arguments);
    va_end(arguments);
}

/* --- identity --- */

static IUnknown *query(IUnknown *from, const IID *id)
{
    void *got = NULL;
    return SUCCEEDED(still_there(IUnknown_QueryInterface(from, id, &got))) ? got : NULL;
}

/* Whether the interface leads to that identity, whose reference is held by the caller. */
static bool leads_to(IUnknown *face, const IUnknown *identity)
{
    bool same = true;
    for (int i = 0; i < TIMES && same; i++) {
        IUnknown *got = query(face, &IID_IUnknown);
        same = got == identity;
        if (got) IUnknown_Release(got);
    }
    return same;
}

void law_identity(struct trial *trial)
{
    static const char *const right = "right is one and the same pointer whenever it is asked for";
    IUnknown *identity = query(trial->object, &IID_IUnknown);
    if (!identity) {
        law_broken(trial, "%s, asked for IUnknown, gave none; %s", trial->token, right);
        return;
    }
    if (!leads_to(trial->object, identity))
        law_broken(trial, "%s, asked for IUnknown again, gave another pointer; %s", trial->token, right);
    for (const struct known_interface *known = known_interfaces; known->name; known++) {
        IUnknown *face = query(trial->object, known->id);
        if (face && !leads_to(face, identity))
            law_broken(trial, "%s of %s, asked for IUnknown, gave another pointer than the object itself; %s",
                       known->name, trial->token, right);
        if (face) IUnknown_Release(face);
    }
    IUnknown_Release(identity);
}

/* --- interfaces --- */

/* Asks once; `by` is what is asked.  The caller releases *got. */
static bool ask(struct trial *trial, const char *by, IUnknown *from, const char *name, const IID *id, IUnknown **got)
{
    void *out = LEFT_THERE;
    HRESULT code = still_there(IUnknown_QueryInterface(from, id, &out));
    bool is_object = out && out != LEFT_THERE;
    *got = NULL;
    if (SUCCEEDED(code)) {
        if (is_object)
            *got = out;
        else
            law_broken(trial, "%s of %s, asked for %s, answered 0x%08lX and %s; right is a pointer with success", by,
                       trial->token, name, (unsigned long)(ULONG)code,
                       out ? "left the pointer as it was" : "gave NULL");
        return true;
    }
    if (code != E_NOINTERFACE)
        law_broken(trial, "%s of %s, asked for %s, refused with 0x%08lX; right is E_NOINTERFACE, 0x80004002", by,
                   trial->token, name, (unsigned long)(ULONG)code);
    if (out)
        law_broken(trial, "%s of %s, asked for %s, refused and left %s in the caller's pointer; right is NULL", by,
                   trial->token, name, is_object ? "something" : "what the caller had put there");
    return false;
}

/* Which of the known interfaces one of them answers, a bit for each.  faces == NULL: they are given back. */
static unsigned ask_all(struct trial *trial, const char *by, IUnknown *from, IUnknown **faces)
{
    unsigned answered = 0;
    IUnknown *got = NULL;
    for (unsigned i = 0; known_interfaces[i].name; i++) {
        if (ask(trial, by, from, known_interfaces[i].name, known_interfaces[i].id, &got)) answered |= 1u << i;
        if (faces)
            faces[i] = got;
        else if (got)
            IUnknown_Release(got);
    }
    if (ask(trial, by, from, "an interface that nobody has", &IID_Nobodys, &got))
        law_broken(trial, "%s of %s answers an interface that nobody has; right is E_NOINTERFACE", by, trial->token);
    return answered;
}

/* The first interface that is in one set only. */
static const char *differing(unsigned one, unsigned other)
{
    unsigned i = 0;
    while (!((one ^ other) & (1u << i))) i++;
    return known_interfaces[i].name;
}

void law_interfaces(struct trial *trial)
{
    static const char *const right = "right is that all interfaces of an object answer the same ones";
    IUnknown *faces[MOST_KNOWN] = { 0 };
    _Static_assert(sizeof known_interfaces / sizeof known_interfaces[0] <= MOST_KNOWN, "a bit for each");
    unsigned answered = ask_all(trial, "the pointer", trial->object, faces);
    for (unsigned i = 0; known_interfaces[i].name; i++) {
        const char *by = known_interfaces[i].name;
        unsigned here = faces[i] ? ask_all(trial, by, faces[i], NULL) : answered;
        if (here != answered)
            law_broken(trial, "%s of %s %s %s, which the pointer that it came from %s; %s", by, trial->token,
                       here & ~answered ? "answers" : "refuses", differing(here, answered),
                       here & ~answered ? "refuses" : "answers", right);
    }
    for (unsigned i = 0; known_interfaces[i].name; i++) {
        if (faces[i]) IUnknown_Release(faces[i]);
    }
    unsigned now = ask_all(trial, "the pointer", trial->object, NULL);
    unsigned before = trial->note->asked ? trial->note->answered : answered;
    if (now != before)
        law_broken(trial, "%s %s %s, which it %s before; right is that the set does not change while the object lives",
                   trial->token, now & ~before ? "answers" : "refuses", differing(now, before),
                   now & ~before ? "refused" : "answered");
    trial->note->asked = true;
    trial->note->answered = now;
}

/* --- object.check --- */

static const struct {
    const char *name;
    law *law;
    const char *behind_proxy; /* why nothing can be told of it there */
} laws[] = {
    { "identity", law_identity, "a proxy answers for the identity of its server" },
    { "interfaces", law_interfaces, "a proxy remembers the interfaces of its server and answers for it" },
    { "references", law_references, "a proxy counts its own references, not those of its server" },
    { "outPointers", law_out_pointers, "a proxy clears the pointers that its server does not set" },
};

/* Each proxy has that interface, which is its own and not that of its server.  An object that has every interface is none. */
bool object_is_proxy(IUnknown *object)
{
    IUnknown *security = query(object, &IID_IClientSecurity), *any = security ? query(object, &IID_Nobodys) : NULL;
    if (any) IUnknown_Release(any);
    if (security) IUnknown_Release(security);
    return security && !any;
}

static bool find_object(struct trial *trial, struct answer *answer)
{
    struct bridge *bridge = trial->bridge;
    struct objects *table = trial->letter == 'c' ? &bridge->contacts : &bridge->windows;
    if (strcmp(trial->token, "messenger") == 0) {
        trial->object = bridge->messenger ? (IUnknown *)bridge->messenger : (IUnknown *)bridge->automation;
        trial->note = &bridge->note;
    } else {
        trial->object = (IUnknown *)objects_find(table, trial->token);
        trial->note = objects_note(table, trial->token);
    }
    if (!trial->object) answer_error(answer, BAD_PARAMS, "object: no reference to %s is held", trial->token);
    return trial->object != NULL;
}

static void object_check(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    const char *token = json_string_value(json_object_get(params, "object"));
    const char *name = json_string_value(json_object_get(params, "law"));
    struct trial trial = { .bridge = bridge, .token = token ? token : "nothing", .letter = token ? token[0] : 'm' };
    const size_t count = sizeof laws / sizeof laws[0];
    size_t i = 0;
    while (i < count && (!name || strcmp(laws[i].name, name) != 0)) i++;
    if (i == count) {
        answer_error(answer, BAD_PARAMS, "law: found %.60s; expected identity, interfaces, references or outPointers",
                     name ? name : "nothing");
        return;
    }
    if (!find_object(&trial, answer)) return;
    if (object_is_proxy(trial.object)) {
        answer_error(answer, CANNOT, "%s: %s", name, laws[i].behind_proxy);
        return;
    }
    laws[i].law(&trial);
    if (!trial.broken && trial.cannot[0]) {
        answer_error(answer, CANNOT, "%s: %s", name, trial.cannot);
        return;
    }
    json_object_set_new(answer->result, "holds", json_boolean(!trial.broken));
    if (trial.broken) json_object_set_new(answer->result, "found", json_string(trial.text));
}

const struct named_method law_methods[] = {
    { "object.check", object_check, true },
    { NULL, NULL, false },
};
