/* What the servers of foreign.def have in common, and what each does otherwise. */
#include "foreign.h"

#include <imdesk.h>

#include <olectl.h>

#include <string.h>

enum { MESSENGER = 1, AUTOMATION = 2, EVENTS = 4, NULL_POINTER = 1780 };
#define BASE 0x8E5B7A00u

static const unsigned interfaces_of[FOREIGN_KINDS] = {
#define FOREIGN(name, interfaces, text) [FOREIGN_##name] = (interfaces),
#include "foreign.def"
#undef FOREIGN
};

struct foreign {
    IMessenger face; /* first: a face is a foreign */
    IConnectionPointContainer container;
    IConnectionPoint point;
    enum foreign_kind kind;
    unsigned interfaces;
    IMessenger *inner; /* NULL: it does not work */
    LONG references;
};

static IMessengerVtbl messenger_table;
static IConnectionPointContainerVtbl container_table;
static IConnectionPointVtbl point_table;

static struct foreign *of_face(void *self) { return self; }
static struct foreign *of_container(void *self) { return CONTAINING_RECORD(self, struct foreign, container); }
static struct foreign *of_point(void *self) { return CONTAINING_RECORD(self, struct foreign, point); }

/* --- IUnknown, of three faces --- */

static HRESULT query(struct foreign *foreign, REFIID id, void **out)
{
    *out = NULL;
    if (IsEqualIID(id, &IID_IUnknown) || ((foreign->interfaces & MESSENGER) && IsEqualIID(id, &IID_IMessenger)) ||
        ((foreign->interfaces & AUTOMATION) && IsEqualIID(id, &IID_IDispatch))) {
        *out = &foreign->face;
    } else if ((foreign->interfaces & EVENTS) && IsEqualIID(id, &IID_IConnectionPointContainer)) {
        *out = &foreign->container;
    }
    if (*out == NULL) return E_NOINTERFACE;
    foreign->references++;
    return S_OK;
}

static ULONG release(struct foreign *foreign)
{
    const LONG left = --foreign->references;
    if (left == 0) {
        if (foreign->inner != NULL) {
            IMessenger_Release(foreign->inner);
        }
        CoTaskMemFree(foreign);
    }
    return (ULONG)left;
}

#define FACE(prefix, interface)                                                                                     \
    static HRESULT STDMETHODCALLTYPE prefix##_query(interface *self, REFIID id, void **out)                         \
    {                                                                                                               \
        return query(of_##prefix(self), id, out);                                                                   \
    }                                                                                                               \
    static ULONG STDMETHODCALLTYPE prefix##_add(interface *self) { return (ULONG)++of_##prefix(self)->references; } \
    static ULONG STDMETHODCALLTYPE prefix##_release(interface *self) { return release(of_##prefix(self)); }
FACE(face, IMessenger)
FACE(container, IConnectionPointContainer)
FACE(point, IConnectionPoint)

/* --- IMessenger --- */

static struct foreign *make(enum foreign_kind kind, unsigned interfaces)
{
    struct foreign *foreign = CoTaskMemAlloc(sizeof *foreign);
    memset(foreign, 0, sizeof *foreign);
    foreign->face.lpVtbl = &messenger_table;
    foreign->container.lpVtbl = &container_table;
    foreign->point.lpVtbl = &point_table;
    foreign->kind = kind;
    foreign->interfaces = interfaces;
    foreign->references = 1;
    return foreign;
}

static HRESULT STDMETHODCALLTYPE instant_message(IMessenger *self, VARIANT who, IDispatch **out)
{
    const struct foreign *foreign = of_face(self);
    if (foreign->kind == FOREIGN_Bare && out == NULL) {
        return NULL_POINTER;
    }
    if (foreign->inner == NULL) {
        return E_NOTIMPL;
    }
    const HRESULT result = IMessenger_InstantMessage(foreign->inner, who, out);
    if (SUCCEEDED(result) && foreign->kind == FOREIGN_OddWindows) {
        IDispatch_Release(*out);
        *out = (IDispatch *)(void *)&make(FOREIGN_Refuses, AUTOMATION)->face;
    }
    return result;
}

static HRESULT STDMETHODCALLTYPE get_name(IMessenger *self, BSTR *out)
{
    const struct foreign *foreign = of_face(self);
    wchar_t text[40];
    if (foreign->kind != FOREIGN_Bare) {
        return foreign->inner != NULL ? IMessenger_get_MySigninName(foreign->inner, out) : E_NOTIMPL;
    }
    if (out == NULL) {
        return NULL_POINTER;
    }
    const CLSID own = foreign_class(foreign->kind);
    StringFromGUID2(&own, text, 40);
    *out = SysAllocString(text);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE get_contact(IMessenger *self, BSTR name, BSTR service, IDispatch **out)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_GetContact(inner, name, service, out) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE get_service(IMessenger *self, BSTR *out)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_get_MyServiceId(inner, out) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE get_status(IMessenger *self, MISTATUS *out)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_get_MyStatus(inner, out) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE sign_in(IMessenger *self)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_AutoSignin(inner) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE sign_out(IMessenger *self)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL && of_face(self)->kind != FOREIGN_Stays ? IMessenger_Signout(inner) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE get_ids(IMessenger *self, REFIID reserved, LPOLESTR *names, UINT count, LCID locale,
                                         DISPID *ids)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_GetIDsOfNames(inner, reserved, names, count, locale, ids) : E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE invoke(IMessenger *self, DISPID id, REFIID reserved, LCID locale, WORD flags,
                                        DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *wrong)
{
    IMessenger *inner = of_face(self)->inner;
    return inner != NULL ? IMessenger_Invoke(inner, id, reserved, locale, flags, parameters, result, exception, wrong)
                         : E_NOTIMPL;
}

/* --- listeners, to whom nothing is told --- */

static HRESULT STDMETHODCALLTYPE find_point(IConnectionPointContainer *self, REFIID id, IConnectionPoint **out)
{
    struct foreign *foreign = of_container(self);
    foreign->references++;
    *out = &foreign->point;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE advise(IConnectionPoint *self, IUnknown *sink, DWORD *cookie)
{
    *cookie = 1;
    return S_OK;
}

/* --- tables --- */

typedef HRESULT STDMETHODCALLTYPE any_member(void);
static HRESULT STDMETHODCALLTYPE not_there(void) { return E_NOTIMPL; }

/* In the calling convention of 64 bits the caller looks after the arguments. */
static void refuse_all(void *table, size_t size)
{
    any_member *const member = not_there;
    for (size_t at = 0; at < size; at += sizeof member) {
        memcpy((char *)table + at, &member, sizeof member);
    }
}

#define BEGIN(table, prefix)                 \
    refuse_all(&(table), sizeof(table));     \
    (table).QueryInterface = prefix##_query; \
    (table).AddRef = prefix##_add;           \
    (table).Release = prefix##_release
static void make_tables(void)
{
    BEGIN(messenger_table, face);
    messenger_table.InstantMessage = instant_message;
    messenger_table.get_MySigninName = get_name;
    messenger_table.get_MyServiceId = get_service;
    messenger_table.GetContact = get_contact;
    messenger_table.get_MyStatus = get_status;
    messenger_table.AutoSignin = sign_in;
    messenger_table.Signout = sign_out;
    messenger_table.GetIDsOfNames = get_ids;
    messenger_table.Invoke = invoke;
    BEGIN(container_table, container);
    container_table.FindConnectionPoint = find_point;
    BEGIN(point_table, point);
    point_table.Advise = advise;
}

/* --- the factories --- */

struct factory {
    IClassFactory face; /* first: a face is a factory */
    enum foreign_kind kind;
};

static BOOL works(enum foreign_kind kind)
{
    return kind == FOREIGN_NoInvoke || kind == FOREIGN_InvokeOnly || kind == FOREIGN_NoControl ||
           kind == FOREIGN_Silent || kind == FOREIGN_OddWindows || kind == FOREIGN_Stays;
}

static HRESULT create_one(enum foreign_kind kind, REFIID id, void **out)
{
    IMessenger *inner = NULL;
    if (works(kind)) {
        const HRESULT result =
            CoCreateInstance(&CLSID_Desk, NULL, CLSCTX_INPROC_SERVER, &IID_IMessenger, (void **)&inner);
        if (FAILED(result)) {
            return result;
        }
        IMessenger_AutoSignin(inner);
    }
    struct foreign *foreign = make(kind, interfaces_of[kind]);
    foreign->inner = inner;
    const HRESULT result = query(foreign, id, out);
    release(foreign);
    return result;
}

static HRESULT STDMETHODCALLTYPE create(IClassFactory *self, IUnknown *outer, REFIID id, void **out)
{
    const enum foreign_kind kind = ((struct factory *)(void *)self)->kind;
    *out = NULL;
    switch (kind) {
    case FOREIGN_CannotCreate: return E_FAIL;
    case FOREIGN_CreatesGarbage: *out = (void *)(uintptr_t)0x10; return S_OK;
    case FOREIGN_CreatesNothing: return S_OK;
    case FOREIGN_CrashesAtOnce: RaiseException((DWORD)EXCEPTION_ACCESS_VIOLATION, 0, 0, NULL); return E_FAIL;
    case FOREIGN_NeverComes: Sleep(INFINITE); return E_FAIL;
    default: return create_one(kind, id, out);
    }
}

static HRESULT STDMETHODCALLTYPE factory_query(IClassFactory *self, REFIID id, void **out)
{
    const BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IClassFactory);
    *out = known ? self : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE factory_count(IClassFactory *self) { return 1; }
static HRESULT STDMETHODCALLTYPE factory_lock(IClassFactory *self, BOOL locked) { return S_OK; }

static const IClassFactoryVtbl factory_table = { factory_query, factory_count, factory_count, create, factory_lock };

CLSID foreign_class(enum foreign_kind kind)
{
    return (CLSID){ BASE + (ULONG)kind, 0x2C41, 0x4D0B, { 0x9A, 0x67, 0x3F, 0x51, 0xC8, 0x0E, 0x24, 0xB7 } };
}

IClassFactory *foreign_factory(REFCLSID class_id)
{
    static struct factory factories[FOREIGN_KINDS];
    for (enum foreign_kind kind = 0; kind < FOREIGN_KINDS; kind++) {
        const CLSID own = foreign_class(kind);
        if (IsEqualCLSID(class_id, &own)) {
            make_tables();
            factories[kind] = (struct factory){ { (IClassFactoryVtbl *)&factory_table }, kind };
            return &factories[kind].face;
        }
    }
    return NULL;
}
