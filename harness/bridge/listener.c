/*
 * A sink for DMessengerEvents.  Events may come on another thread; objects in them are kept with a reference until the
 * request during which they came is done, and have tokens from then on.
 */
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

enum { NOTHING = -1, MOST = 4096 };

/* Which argument is what. */
static const struct kind {
    DISPID id;
    const char *name;
    int window, contact, status;
} kinds[] = {
    { 0x400, "OnSignin", NOTHING, NOTHING, NOTHING },
    { 0x401, "OnSignout", NOTHING, NOTHING, NOTHING },
    { 0x402, "OnContactListAdd", NOTHING, 1, NOTHING },
    { 0x403, "OnContactListRemove", NOTHING, 1, NOTHING },
    { 0x404, "OnContactFriendlyNameChange", NOTHING, 1, NOTHING },
    { 0x405, "OnMyFriendlyNameChange", NOTHING, NOTHING, NOTHING },
    { 0x406, "OnContactStatusChange", NOTHING, 0, 1 },
    { 0x407, "OnMyStatusChange", NOTHING, NOTHING, 1 },
    { 0x408, "OnAppShutdown", NOTHING, NOTHING, NOTHING },
    { 0x40F, "OnUnreadEmailChange", NOTHING, NOTHING, NOTHING },
    { 0x411, "OnIMWindowCreated", 0, NOTHING, NOTHING },
    { 0x412, "OnIMWindowDestroyed", 0, NOTHING, NOTHING },
    { 0x413, "OnIMWindowContactAdded", 1, 0, NOTHING },
    { 0x414, "OnIMWindowContactRemoved", 1, 0, NOTHING },
};

struct heard {
    const struct kind *kind;
    IUnknown *window, *contact; /* until they have tokens */
    char window_token[TOKEN], contact_token[TOKEN];
    bool lacks_window, has_status;
    LONG status;
};

struct sink {
    IDispatch face; /* first: a face is a sink */
    LONG references;
};

struct listener {
    struct sink sink; /* first: a sink is a listener */
    CRITICAL_SECTION lock;
    struct heard heard[MOST]; /* what comes when it is full is lost */
    size_t count;
    size_t settled; /* the first of them; only who settles looks at these, and at `settled` */
};

static struct sink *sink_of(IDispatch *self) { return (struct sink *)(void *)self; }

static HRESULT STDMETHODCALLTYPE query(IDispatch *self, REFIID id, void **out)
{
    if (!out) return E_POINTER;
    bool known =
        IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch) || IsEqualIID(id, &DIID_DMessengerEvents);
    *out = known ? self : NULL;
    if (known) IDispatch_AddRef(self);
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE add(IDispatch *self) { return (ULONG)InterlockedIncrement(&sink_of(self)->references); }

/* Who made it frees it. */
static ULONG STDMETHODCALLTYPE release(IDispatch *self)
{
    return (ULONG)InterlockedDecrement(&sink_of(self)->references);
}

/* The argument at a place of the type library's order; NULL: it is not there. */
static const VARIANT *argument_at(const DISPPARAMS *params, int place)
{
    if (!params || place == NOTHING || (UINT)place >= params->cArgs) return NULL;
    const VARIANT *value = &params->rgvarg[params->cArgs - 1 - (UINT)place];
    return V_VT(value) == (VT_BYREF | VT_VARIANT) ? V_VARIANTREF(value) : value;
}

static IUnknown *object_at(const DISPPARAMS *params, int place)
{
    const VARIANT *value = argument_at(params, place);
    if (!value || (V_VT(value) != VT_DISPATCH && V_VT(value) != VT_UNKNOWN) || !V_UNKNOWN(value)) return NULL;
    IUnknown_AddRef(V_UNKNOWN(value));
    return V_UNKNOWN(value);
}

static HRESULT STDMETHODCALLTYPE invoke(IDispatch *self, DISPID member, REFIID id, LCID locale, WORD flags,
                                        DISPPARAMS *params, VARIANT *result, EXCEPINFO *exception,
                                        UINT *argument) /* NOLINT(readability-non-const-parameter): COM's type */
{
    (void)id, (void)locale, (void)flags, (void)result, (void)exception, (void)argument;
    struct listener *listener = (struct listener *)(void *)self;
    EnterCriticalSection(&listener->lock);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && listener->count < MOST; i++) {
        if (kinds[i].id != member) continue;
        const VARIANT *status = argument_at(params, kinds[i].status);
        IUnknown *window = object_at(params, kinds[i].window);
        bool has_status = status && (V_VT(status) == VT_I4 || V_VT(status) == VT_INT);
        listener->heard[listener->count++] = (struct heard){
            .kind = &kinds[i],
            .window = window,
            .contact = object_at(params, kinds[i].contact),
            .lacks_window = !window && kinds[i].window != NOTHING,
            .has_status = has_status,
            .status = has_status ? V_I4(status) : 0,
        };
    }
    LeaveCriticalSection(&listener->lock);
    return S_OK;
}

static IDispatchVtbl table = { query, add, release, no_type_count, no_type_info, no_ids, invoke };

static HRESULT STDMETHODCALLTYPE
invoke_nothing(IDispatch *self, DISPID member, REFIID id, LCID locale, WORD flags, DISPPARAMS *params, VARIANT *result,
               EXCEPINFO *exception, UINT *argument) /* NOLINT(readability-non-const-parameter): COM's type */
{
    (void)self, (void)member, (void)id, (void)locale, (void)flags, (void)params, (void)result, (void)exception;
    (void)argument;
    return S_OK;
}

static IDispatchVtbl deaf_table = { query, add, release, no_type_count, no_type_info, no_ids, invoke_nothing };

/* Where the server tells its events; NULL: it has none.  The caller releases it. */
static IConnectionPoint *point_of(IUnknown *server)
{
    IConnectionPointContainer *container = NULL;
    IConnectionPoint *point = NULL;
    if (FAILED(IUnknown_QueryInterface(server, &IID_IConnectionPointContainer, (void **)&container))) return NULL;
    HRESULT code = IConnectionPointContainer_FindConnectionPoint(container, &DIID_DMessengerEvents, &point);
    IConnectionPointContainer_Release(container);
    return SUCCEEDED(code) ? point : NULL;
}

struct listener *listener_new(IUnknown *server)
{
    DWORD cookie = 0;
    IConnectionPoint *point = point_of(server);
    if (!point) return NULL;
    struct listener *listener = calloc(1, sizeof *listener);
    listener->sink = (struct sink){ { &table }, 1 };
    InitializeCriticalSection(&listener->lock);
    HRESULT code = IConnectionPoint_Advise(point, (IUnknown *)&listener->sink.face, &cookie);
    IConnectionPoint_Release(point);
    if (SUCCEEDED(code)) return listener;
    free(listener);
    return NULL;
}

struct sink *sink_that_stopped(IUnknown *server)
{
    DWORD cookie = 0;
    IConnectionPoint *point = point_of(server);
    if (!point) return NULL;
    struct sink *sink = calloc(1, sizeof *sink);
    *sink = (struct sink){ { &deaf_table }, 1 };
    bool stopped = SUCCEEDED(IConnectionPoint_Advise(point, (IUnknown *)&sink->face, &cookie)) &&
                   SUCCEEDED(IConnectionPoint_Unadvise(point, cookie));
    IConnectionPoint_Release(point);
    if (stopped) return sink;
    sink_free(sink);
    return NULL;
}

bool sink_is_held(const struct sink *sink) { return sink->references > 1; }

void sink_free(struct sink *sink)
{
    if (!sink_is_held(sink)) free(sink);
}

static void settle_one(struct objects *objects, IUnknown **shown, char token[TOKEN])
{
    if (!*shown) return;
    objects_mention(objects, *shown, token);
    IUnknown_Release(*shown);
    *shown = NULL;
}

static bool is_contact(IUnknown *object)
{
    IUnknown *contact = NULL;
    if (!object || FAILED(still_there(IUnknown_QueryInterface(object, &IID_IMessengerContact, (void **)&contact))))
        return false;
    IUnknown_Release(contact);
    return true;
}

/* Both orders are documented, so they are told apart by what they are. */
static void order(struct heard *heard)
{
    if (!heard->window || !heard->contact || !is_contact(heard->window) || is_contact(heard->contact)) return;
    IUnknown *window = heard->contact;
    heard->contact = heard->window;
    heard->window = window;
}

static size_t heard_so_far(struct listener *listener)
{
    EnterCriticalSection(&listener->lock);
    size_t count = listener->count;
    LeaveCriticalSection(&listener->lock);
    return count;
}

/* Without the lock: a call to the server may wait until the server has told another event. */
void listener_settle(struct bridge *bridge)
{
    struct listener *listener = bridge->listener;
    if (!listener) return;
    for (; listener->settled < heard_so_far(listener); listener->settled++) {
        struct heard *heard = &listener->heard[listener->settled];
        order(heard);
        settle_one(&bridge->windows, &heard->window, heard->window_token);
        settle_one(&bridge->contacts, &heard->contact, heard->contact_token);
    }
}

void listener_forget(struct listener *listener)
{
    if (!listener) return;
    EnterCriticalSection(&listener->lock);
    listener->count -= listener->settled;
    memmove(listener->heard, listener->heard + listener->settled, listener->count * sizeof *listener->heard);
    listener->settled = 0;
    LeaveCriticalSection(&listener->lock);
}

const char *listener_without_window(const struct listener *listener)
{
    for (size_t i = 0; i < listener->settled; i++) {
        if (listener->heard[i].lacks_window) return listener->heard[i].kind->name;
    }
    return NULL;
}

json_t *listener_take(struct listener *listener)
{
    json_t *events = json_array();
    for (size_t i = 0; i < listener->settled; i++) {
        const struct heard *heard = &listener->heard[i];
        json_t *event = json_pack("{s:s}", "name", heard->kind->name);
        if (heard->window_token[0]) json_object_set_new(event, "window", json_string(heard->window_token));
        if (heard->contact_token[0]) json_object_set_new(event, "contact", json_string(heard->contact_token));
        if (heard->has_status) json_object_set_new(event, "status", json_integer(heard->status));
        json_array_append_new(events, event);
    }
    listener_forget(listener);
    return events;
}
