/* IEnumVARIANT over the objects of a collection, for scripts' For Each. */
#include "objects.h"

#include <oleauto.h>

#include <stdlib.h>

struct items_face {
    struct face face;
    IDispatch **items;
    ULONG count;
    ULONG next;
};

static struct items_face *items_of(IEnumVARIANT *self) { return (struct items_face *)(void *)self; }

static void end(struct face *face)
{
    struct items_face *items = (struct items_face *)(void *)face;
    for (ULONG i = 0; i < items->count; i++) {
        IDispatch_Release(items->items[i]);
    }
    free(items->items);
}

METHOD next(IEnumVARIANT *self, ULONG wanted, VARIANT *out, ULONG *fetched)
{
    struct items_face *items = items_of(self);
    ULONG given = 0;
    if (out == NULL || (fetched == NULL && wanted != 1)) {
        return E_POINTER;
    }
    for (; given < wanted && items->next < items->count; given++, items->next++) {
        V_VT(&out[given]) = VT_DISPATCH;
        V_DISPATCH(&out[given]) = items->items[items->next];
        IDispatch_AddRef(items->items[items->next]);
    }
    if (fetched != NULL) {
        *fetched = given;
    }
    return given == wanted ? S_OK : S_FALSE;
}

METHOD skip(IEnumVARIANT *self, ULONG count)
{
    struct items_face *items = items_of(self);
    const ULONG left = items->count - items->next;
    items->next += count < left ? count : left;
    return count <= left ? S_OK : S_FALSE;
}

METHOD reset(IEnumVARIANT *self)
{
    items_of(self)->next = 0;
    return S_OK;
}

METHOD clone(IEnumVARIANT *self, IEnumVARIANT **out)
{
    const struct items_face *items = items_of(self);
    IUnknown *copy = NULL;
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    for (ULONG i = 0; i < items->count; i++) {
        IDispatch_AddRef(items->items[i]);
    }
    const HRESULT result = object_of_items(items->items, items->count, &copy);
    if (SUCCEEDED(result)) {
        *out = (IEnumVARIANT *)copy;
        items_of(*out)->next = items->next;
    }
    return result;
}

static HRESULT query(struct face *face, REFIID id, void **out)
{
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IEnumVARIANT)) {
        return E_NOINTERFACE;
    }
    face_add(face);
    *out = face;
    return S_OK;
}

static const IEnumVARIANTVtbl table = {
    .QueryInterface = (HRESULT(STDMETHODCALLTYPE *)(IEnumVARIANT *, REFIID, void **))face_query,
    .AddRef = (ULONG(STDMETHODCALLTYPE *)(IEnumVARIANT *))face_add,
    .Release = (ULONG(STDMETHODCALLTYPE *)(IEnumVARIANT *))face_release,
    .Next = next,
    .Skip = skip,
    .Reset = reset,
    .Clone = clone,
};
static const struct kind kind = { .table = &table, .query = query, .end = end };

HRESULT object_of_items(IDispatch *const *items, ULONG count, IUnknown **out)
{
    struct items_face *face = face_new(&kind, sizeof *face);
    face->items = calloc(count + 1, sizeof *face->items);
    if (face->items == NULL) {
        abort();
    }
    for (ULONG i = 0; i < count; i++) {
        face->items[i] = items[i];
    }
    face->count = count;
    *out = (IUnknown *)(void *)face;
    return S_OK;
}
