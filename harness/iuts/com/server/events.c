/* Telling the listeners.  Each is called before the method that caused the news returns. */
#include "events.h"

#include "fault.h"
#include "objects.h"
#include "overlap.h"

#include <ocidl.h>
#include <oleauto.h>
#include <olectl.h>

enum { LISTENERS = 32, ARGUMENTS = 2 };

static struct {
    IDispatch *sink;
    DWORD cookie;
} listeners[LISTENERS];
static DWORD last_cookie;
static BOOL held;

/* What is told as which event, and what its arguments are, the first one first. */
enum part { NOTHING, RESULT, STATUS, WINDOW, CONTACT };
static const struct {
    DISPID id;
    enum part parts[ARGUMENTS];
} events[] = {
    [NEWS_SIGN_IN] = { 0x400, { RESULT } },
    [NEWS_SIGN_OUT] = { 0x401, { NOTHING } },
    [NEWS_STATUS] = { 0x407, { RESULT, STATUS } },
    [NEWS_WINDOW_CREATED] = { 0x411, { WINDOW } },
    [NEWS_WINDOW_DESTROYED] = { 0x412, { WINDOW } },
    [NEWS_CONTACT_JOINED] = { 0x413, { CONTACT, WINDOW } },
    [NEWS_CONTACT_UNLISTED] = { 0x403, { RESULT, CONTACT } },
};

static BOOL anybody_listens(void)
{
    for (size_t i = 0; i < LISTENERS; i++) {
        if (listeners[i].sink != NULL) {
            return TRUE;
        }
    }
    return FALSE;
}

static void make_argument(VARIANT *value, enum part part, const struct news *news)
{
    VariantInit(value);
    V_VT(value) = part == WINDOW || part == CONTACT ? VT_DISPATCH : VT_I4;
    switch (part) {
    case STATUS: V_I4(value) = (LONG)news->status; break;
    case WINDOW:
        V_DISPATCH(value) = NULL;
        if (has_fault(FAULT_event_without_window)) {
            break;
        }
        window_add_reference(news->window);
        V_DISPATCH(value) = object_of_window(news->window);
        break;
    case CONTACT:
        contact_add_reference(news->contact);
        V_DISPATCH(value) = object_of_contact(news->contact);
        break;
    default: V_I4(value) = S_OK; break;
    }
}

static void forget(size_t listener)
{
    IDispatch *sink = listeners[listener].sink;
    listeners[listener].sink = NULL;
    if (sink != NULL) {
        IDispatch_Release(sink);
    }
}

void events_forget(void)
{
    for (size_t i = 0; i < LISTENERS; i++) {
        forget(i);
    }
}

static BOOL is_gone(HRESULT result)
{
    return result == RPC_E_DISCONNECTED || result == RPC_E_SERVER_DIED || result == RPC_E_SERVER_DIED_DNE ||
           result == CO_E_OBJNOTCONNECTED || result == HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE) ||
           result == HRESULT_FROM_WIN32(RPC_S_CALL_FAILED);
}

/* How often a wrong server tells it. */
static int times_of(const struct news *news)
{
    const BOOL created = news->event == NEWS_WINDOW_CREATED;
    if (created && (has_fault(FAULT_event_missing) || (overlap_is_inner() && has_fault(FAULT_overlap_loses_event)))) {
        return 0;
    }
    return created && has_fault(FAULT_event_doubled) ? 2 : 1;
}

static void tell_once(const struct news *news)
{
    VARIANT arguments[ARGUMENTS];
    UINT count = 0;
    if (!anybody_listens()) {
        return;
    }
    /* IDispatch takes them in reverse order. */
    for (size_t i = ARGUMENTS; i-- > 0;) {
        if (events[news->event].parts[i] != NOTHING) {
            make_argument(&arguments[count++], events[news->event].parts[i], news);
        }
    }
    if (has_fault(FAULT_event_swapped) && count == ARGUMENTS) {
        const VARIANT first = arguments[0];
        arguments[0] = arguments[1];
        arguments[1] = first;
    }
    for (size_t i = 0; i < LISTENERS; i++) {
        IDispatch *sink = listeners[i].sink;
        if (sink == NULL) {
            continue;
        }
        const DWORD cookie = listeners[i].cookie;
        DISPPARAMS parameters = { .rgvarg = arguments, .cArgs = count };
        IDispatch_AddRef(sink);
        const HRESULT result = IDispatch_Invoke(sink, events[news->event].id, &IID_NULL, LOCALE_SYSTEM_DEFAULT,
                                                DISPATCH_METHOD, &parameters, NULL, NULL, NULL);
        if (is_gone(result) && listeners[i].sink == sink && listeners[i].cookie == cookie) {
            forget(i);
        }
        IDispatch_Release(sink);
    }
    while (count > 0) {
        VariantClear(&arguments[--count]);
    }
}

void events_hold(BOOL hold) { held = hold; }

void events_tell(const struct news *news)
{
    if (held) {
        return;
    }
    for (int i = times_of(news); i > 0; i--) {
        tell_once(news);
    }
}

static ULONG STDMETHODCALLTYPE point_add(IConnectionPoint *self) { return messenger_add(); }

static ULONG STDMETHODCALLTYPE point_release(IConnectionPoint *self) { return messenger_release(); }

METHOD point_query(IConnectionPoint *self, REFIID id, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IConnectionPoint)) {
        return E_NOINTERFACE;
    }
    point_add(self);
    *out = self;
    return S_OK;
}

METHOD point_interface(IConnectionPoint *self, IID *id)
{
    if (id == NULL) {
        return E_POINTER;
    }
    *id = DIID_DMessengerEvents;
    return S_OK;
}

METHOD point_container(IConnectionPoint *self, IConnectionPointContainer **out)
{
    return out == NULL ? E_POINTER : messenger_query(&IID_IConnectionPointContainer, (void **)out);
}

METHOD point_advise(IConnectionPoint *self, IUnknown *listener, DWORD *cookie)
{
    IDispatch *sink = NULL;
    if (listener == NULL || cookie == NULL) {
        return E_POINTER;
    }
    *cookie = 0;
    if (FAILED(IUnknown_QueryInterface(listener, &DIID_DMessengerEvents, (void **)&sink)) &&
        FAILED(IUnknown_QueryInterface(listener, &IID_IDispatch, (void **)&sink))) {
        return CONNECT_E_CANNOTCONNECT;
    }
    for (size_t i = 0; i < LISTENERS; i++) {
        if (listeners[i].sink == NULL) {
            listeners[i].sink = sink;
            *cookie = listeners[i].cookie = ++last_cookie;
            return S_OK;
        }
    }
    IDispatch_Release(sink);
    return CONNECT_E_ADVISELIMIT;
}

METHOD point_unadvise(IConnectionPoint *self, DWORD cookie)
{
    for (size_t i = 0; i < LISTENERS; i++) {
        if (listeners[i].sink != NULL && listeners[i].cookie == cookie) {
            if (!has_fault(FAULT_event_to_the_gone)) {
                forget(i);
            }
            return S_OK;
        }
    }
    return CONNECT_E_NOCONNECTION;
}

METHOD point_connections(IConnectionPoint *self, IEnumConnections **out)
{
    if (out != NULL) {
        *out = NULL;
    }
    return E_NOTIMPL;
}

static const IConnectionPointVtbl point_table = {
    point_query,     point_add,    point_release,  point_interface,
    point_container, point_advise, point_unadvise, point_connections,
};
static IConnectionPoint point = { &point_table };

static ULONG STDMETHODCALLTYPE container_add(IConnectionPointContainer *self) { return messenger_add(); }

static ULONG STDMETHODCALLTYPE container_release(IConnectionPointContainer *self) { return messenger_release(); }

METHOD container_query(IConnectionPointContainer *self, REFIID id, void **out)
{
    if ((has_fault(FAULT_query_one_way) && IsEqualIID(id, &IID_IMessenger)) ||
        (has_fault(FAULT_query_not_on) && IsEqualIID(id, &IID_IDeskControl))) {
        *out = NULL;
        return E_NOINTERFACE;
    }
    const BOOL instead = has_fault(FAULT_identity_of_part) && IsEqualIID(id, &IID_IUnknown);
    return messenger_query(instead ? &IID_IConnectionPointContainer : id, out);
}

METHOD container_points(IConnectionPointContainer *self, IEnumConnectionPoints **out)
{
    if (out != NULL) {
        *out = NULL;
    }
    return E_NOTIMPL;
}

METHOD container_find(IConnectionPointContainer *self, REFIID id, IConnectionPoint **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    return IsEqualIID(id, &DIID_DMessengerEvents) ? point_query(&point, &IID_IConnectionPoint, (void **)out)
                                                  : CONNECT_E_NOCONNECTION;
}

static const IConnectionPointContainerVtbl container_table = {
    container_query, container_add, container_release, container_points, container_find,
};
static IConnectionPointContainer container = { &container_table };

void *events_container(void) { return &container; }
