/* What a client lends to the server: a listener to its events, and a contact object of its own. */
#include "client.h"

#include <ocidl.h>
#include <oleauto.h>

#include <stdio.h>
#include <string.h>

static char said[1000];
static IUnknown *window_said;

static HRESULT STDMETHODCALLTYPE query(IDispatch *self, REFIID id, void **out)
{
    const BOOL known =
        IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch) || IsEqualIID(id, &DIID_DMessengerEvents);
    *out = known ? self : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

/* The listener is there as long as the program. */
static ULONG STDMETHODCALLTYPE add(IDispatch *self) { return 2; }
static ULONG STDMETHODCALLTYPE release(IDispatch *self) { return 1; }
static HRESULT STDMETHODCALLTYPE info_count(IDispatch *self, UINT *count) { return E_NOTIMPL; }
static HRESULT STDMETHODCALLTYPE info(IDispatch *self, UINT index, LCID locale, ITypeInfo **out) { return E_NOTIMPL; }

static HRESULT STDMETHODCALLTYPE ids(IDispatch *self, REFIID reserved, LPOLESTR *names, UINT count, LCID locale,
                                     DISPID *out)
{
    return E_NOTIMPL;
}

static void say(const char *what, long number)
{
    const size_t length = strlen(said);
    snprintf(said + length, sizeof said - length, what, number);
}

static void say_argument(const VARIANT *value)
{
    IUnknown *object = NULL;
    if (V_VT(value) != VT_DISPATCH) {
        say("%ld", V_VT(value) == VT_I4 ? V_I4(value) : -1);
        return;
    }
    if (SUCCEEDED(IDispatch_QueryInterface(V_DISPATCH(value), &IID_IMessengerConversationWnd, (void **)&object))) {
        say("window", 0);
        window_said = (IUnknown *)V_DISPATCH(value);
    } else if (SUCCEEDED(IDispatch_QueryInterface(V_DISPATCH(value), &IID_IMessengerContact, (void **)&object))) {
        say("contact", 0);
    }
    if (object != NULL) {
        IUnknown_Release(object);
    }
}

static HRESULT STDMETHODCALLTYPE invoke(IDispatch *self, DISPID id, REFIID reserved, LCID locale, WORD flags,
                                        DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *wrong)
{
    say("%#lx(", id);
    /* In the order of the prototype. */
    for (UINT i = parameters->cArgs; i-- > 0;) {
        say_argument(&parameters->rgvarg[i]);
        say(i > 0 ? ", " : "", 0);
    }
    say(") ", 0);
    return S_OK;
}

static const IDispatchVtbl table = { query, add, release, info_count, info, ids, invoke };
static IDispatch listener = { &table };

static IConnectionPoint *point(void)
{
    IConnectionPointContainer *container = NULL;
    IConnectionPoint *found = NULL;
    CHECK_CODE(IMessenger3_QueryInterface(client.messenger, &IID_IConnectionPointContainer, (void **)&container), S_OK);
    CHECK_CODE(IConnectionPointContainer_FindConnectionPoint(container, &DIID_DMessengerEvents, &found), S_OK);
    IConnectionPointContainer_Release(container);
    return found;
}

DWORD start_listening(void)
{
    DWORD cookie = 0;
    IConnectionPoint *found = point();
    CHECK_CODE(IConnectionPoint_Advise(found, (IUnknown *)&listener, &cookie), S_OK);
    IConnectionPoint_Release(found);
    forget_heard();
    return cookie;
}

void stop_listening(DWORD cookie)
{
    IConnectionPoint *found = point();
    CHECK_CODE(IConnectionPoint_Unadvise(found, cookie), S_OK);
    CHECK(FAILED(IConnectionPoint_Unadvise(found, cookie)));
    IConnectionPoint_Release(found);
}

const char *heard(void) { return said; }
IUnknown *last_window(void) { return window_said; }

void forget_heard(void)
{
    said[0] = 0;
    window_said = NULL;
}

/* The contact has its name and, like some real ones, no service. */
static const wchar_t *foreign_name;
static ULONG references;

static HRESULT STDMETHODCALLTYPE contact_query(IMessengerContact *self, REFIID id, void **out)
{
    const BOOL known =
        IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch) || IsEqualIID(id, &IID_IMessengerContact);
    *out = known ? self : NULL;
    references += known ? 1 : 0;
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE contact_add(IMessengerContact *self) { return ++references; }
static ULONG STDMETHODCALLTYPE contact_release(IMessengerContact *self) { return --references; }

static HRESULT STDMETHODCALLTYPE contact_name(IMessengerContact *self, BSTR *out)
{
    *out = SysAllocString(foreign_name);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE contact_service(IMessengerContact *self, BSTR *out)
{
    *out = NULL;
    return E_NOTIMPL;
}

static const IMessengerContactVtbl contact_table = {
    .QueryInterface = contact_query,
    .AddRef = contact_add,
    .Release = contact_release,
    .get_SigninName = contact_name,
    .get_ServiceId = contact_service,
};
static IMessengerContact contact = { &contact_table };

IDispatch *foreign_contact(const wchar_t *name)
{
    foreign_name = name;
    references = 1;
    return (IDispatch *)(void *)&contact;
}

ULONG foreign_references(void) { return references; }
