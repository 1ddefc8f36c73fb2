/*
 * An automation object of this process that is no contact: it has no members at all.
 */
#include <stdlib.h>

#include "bridge.h"

struct foreign {
    IDispatch face; /* first: a face is a foreign */
    LONG references;
};

static struct foreign *foreign_of(IDispatch *self) { return (struct foreign *)(void *)self; }

static HRESULT STDMETHODCALLTYPE query(IDispatch *self, REFIID id, void **out)
{
    if (!out) return E_POINTER;
    bool known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch);
    *out = known ? self : NULL;
    if (known) IDispatch_AddRef(self);
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE add(IDispatch *self)
{
    return (ULONG)InterlockedIncrement(&foreign_of(self)->references);
}

static ULONG STDMETHODCALLTYPE release(IDispatch *self)
{
    return (ULONG)InterlockedDecrement(&foreign_of(self)->references);
}

HRESULT STDMETHODCALLTYPE no_type_count(IDispatch *self, UINT *count)
{
    (void)self;
    *count = 0;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE no_type_info(IDispatch *self, UINT index, LCID locale, ITypeInfo **info)
{
    (void)self, (void)index, (void)locale;
    *info = NULL;
    return DISP_E_BADINDEX;
}

HRESULT STDMETHODCALLTYPE no_ids(IDispatch *self, REFIID id, LPOLESTR *names, UINT count, LCID locale, DISPID *out)
{
    (void)self, (void)id, (void)names, (void)locale;
    for (UINT i = 0; i < count; i++) out[i] = DISPID_UNKNOWN;
    return DISP_E_UNKNOWNNAME;
}

static HRESULT STDMETHODCALLTYPE invoke(IDispatch *self, DISPID member, REFIID id, LCID locale, WORD flags,
                                        DISPPARAMS *params, VARIANT *result, EXCEPINFO *exception,
                                        UINT *argument) /* NOLINT(readability-non-const-parameter): COM's type */
{
    (void)self, (void)member, (void)id, (void)locale, (void)flags;
    (void)params, (void)result, (void)exception, (void)argument;
    return DISP_E_MEMBERNOTFOUND;
}

static IDispatchVtbl table = { query, add, release, no_type_count, no_type_info, no_ids, invoke };

/* Another caller's calls are not to be seen in its references; others may still hold it when the thread has ended. */
static struct foreign *own_foreign(void)
{
    static _Thread_local struct foreign *own;
    if (own) return own;
    own = calloc(1, sizeof *own);
    *own = (struct foreign){ { &table }, 1 };
    return own;
}

IDispatch *foreign_object(void) { return &own_foreign()->face; }
ULONG foreign_references(void) { return (ULONG)own_foreign()->references; }
