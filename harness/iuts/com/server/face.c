/* IUnknown and IDispatch for every object of the server. */
#include "face.h"

#include "fault.h"

#include <oleauto.h>

#include <stdlib.h>

static LONG living;

void face_counts(BOOL alive)
{
    if (alive) {
        living++;
        module_keep();
    } else {
        living--;
        module_let_go();
    }
}

LONG face_count(void) { return living; }

void *face_new(const struct kind *kind, size_t size)
{
    struct face *face = calloc(1, size);
    if (face == NULL) {
        abort();
    }
    face->table = kind->table;
    face->kind = kind;
    face->references = 1;
    face_counts(TRUE);
    return face;
}

void face_free(void *face)
{
    const struct kind *kind = ((struct face *)face)->kind;
    if (kind->end != NULL) {
        kind->end(face);
    }
    free(face);
    face_counts(FALSE);
}

HRESULT STDMETHODCALLTYPE face_query(struct face *self, REFIID id, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    if (!has_fault(FAULT_query_leaves_pattern)) {
        *out = NULL;
    }
    if (self->kind->query != NULL) {
        return self->kind->query(self, id, out);
    }
    BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch);
    for (const IID *const *mine = self->kind->interfaces; *mine != NULL && !known; mine++) {
        known = IsEqualIID(id, *mine);
    }
    if (self->kind->refuses != NULL && self->kind->refuses(self, id)) {
        known = FALSE;
    }
    if (!known && !has_fault(FAULT_query_unknown_wins)) {
        return E_NOINTERFACE;
    }
    face_add(self);
    *out = self;
    return S_OK;
}

ULONG STDMETHODCALLTYPE face_add(struct face *self)
{
    return self->kind->add != NULL ? self->kind->add(self) : ++self->references;
}

ULONG STDMETHODCALLTYPE face_release(struct face *self)
{
    if (self->kind->release != NULL) {
        return self->kind->release(self);
    }
    const ULONG left = --self->references;
    if (left == 0) {
        face_free(self);
    }
    return left;
}

HRESULT STDMETHODCALLTYPE face_info_count(struct face *self, UINT *count)
{
    if (count == NULL) {
        return E_POINTER;
    }
    *count = 1;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE face_info(struct face *self, UINT index, LCID locale, ITypeInfo **info)
{
    if (info == NULL) {
        return E_POINTER;
    }
    *info = NULL;
    return index == 0 ? module_type_info(self->kind->interfaces[0], info) : DISP_E_BADINDEX;
}

HRESULT STDMETHODCALLTYPE face_ids(struct face *self, REFIID reserved, LPOLESTR *names, UINT count, LCID locale,
                                   DISPID *ids)
{
    ITypeInfo *info = NULL;
    if (!IsEqualIID(reserved, &IID_NULL)) {
        return DISP_E_UNKNOWNINTERFACE;
    }
    HRESULT result = module_type_info(self->kind->interfaces[0], &info);
    if (SUCCEEDED(result)) {
        result = DispGetIDsOfNames(info, names, count, ids);
        ITypeInfo_Release(info);
        if (has_fault(FAULT_invoke_wrong_id) && SUCCEEDED(result) && ids[0] == 0x50A) {
            ids[0] = 0x516;
        }
    }
    return result;
}

/* What a wrong server makes of the outcome of Invoke. */
static HRESULT fault_of_invoke(HRESULT code, EXCEPINFO *exception)
{
    if (has_fault(FAULT_invoke_swallows) && code == DISP_E_EXCEPTION) {
        return S_OK;
    }
    if (has_fault(FAULT_invoke_other_code) && code == DISP_E_EXCEPTION && exception != NULL) {
        exception->scode = E_FAIL;
    }
    return has_fault(FAULT_invoke_any_count) && code == DISP_E_BADPARAMCOUNT ? S_OK : code;
}

HRESULT STDMETHODCALLTYPE face_invoke(struct face *self, DISPID id, REFIID reserved, LCID locale, WORD flags,
                                      DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *wrong)
{
    ITypeInfo *info = NULL;
    if (!IsEqualIID(reserved, &IID_NULL)) {
        return DISP_E_UNKNOWNINTERFACE;
    }
    HRESULT code = module_type_info(self->kind->interfaces[0], &info);
    if (SUCCEEDED(code)) {
        /* The last reference may go during the call. */
        face_add(self);
        code = DispInvoke(self, info, id, flags, parameters, result, exception, wrong);
        face_release(self);
        ITypeInfo_Release(info);
        code = fault_of_invoke(code, exception);
    }
    return code;
}

HRESULT give_text(struct name name, BSTR *out)
{
    NEED(out);
    *out = SysAllocStringLen(name.units, name.length);
    return *out != NULL ? S_OK : E_OUTOFMEMORY;
}

struct name name_of_text(BSTR text) { return (struct name){ text, SysStringLen(text) }; }
