/* IUnknown and IDispatch for every object of the server. */
#include "face.h"

#include "fault.h"

#include <oleauto.h>

#include <stdlib.h>
#include <wchar.h>

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
        return has_fault(FAULT_query_other_code) ? E_FAIL : E_NOINTERFACE;
    }
    face_add(self);
    *out = self;
    return S_OK;
}

ULONG STDMETHODCALLTYPE face_add(struct face *self)
{
    return trait_of_count(self->kind->add != NULL ? self->kind->add(self) : ++self->references, TRUE);
}

ULONG STDMETHODCALLTYPE face_release(struct face *self)
{
    if (self->kind->release != NULL) {
        return trait_of_count(self->kind->release(self), FALSE);
    }
    const ULONG left = --self->references;
    if (left == 0) {
        face_free(self);
    }
    return trait_of_count(left, FALSE);
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

/* What a wrong server makes of the outcome of GetIDsOfNames. */
static HRESULT fault_of_ids(HRESULT code, const OLECHAR *name, DISPID *id)
{
    if (has_fault(FAULT_invoke_wrong_id) && SUCCEEDED(code) && *id == 0x50A) {
        *id = 0x516;
    }
    if (has_fault(FAULT_invoke_any_name) && code == DISP_E_UNKNOWNNAME) {
        *id = 0x50A;
        return S_OK;
    }
    if (has_fault(FAULT_invoke_one_spelling) && *id == 0x50A && wcscmp(name, L"InstantMessage") != 0) {
        *id = DISPID_UNKNOWN;
        return DISP_E_UNKNOWNNAME;
    }
    return code;
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
        result = fault_of_ids(DispGetIDsOfNames(info, names, count, ids), names[0], &ids[0]);
        ITypeInfo_Release(info);
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
    if (has_fault(FAULT_invoke_raw_code) && code == DISP_E_EXCEPTION && exception != NULL) {
        return exception->scode;
    }
    if ((has_fault(FAULT_invoke_any_count) && code == DISP_E_BADPARAMCOUNT) ||
        (has_fault(FAULT_invoke_any_member) && code == DISP_E_MEMBERNOTFOUND) ||
        (has_fault(FAULT_invoke_any_type) && code == DISP_E_TYPEMISMATCH) ||
        (has_fault(FAULT_invoke_any_argument_name) && code == DISP_E_PARAMNOTFOUND)) {
        return S_OK;
    }
    return code;
}

/* Whether an argument is called by a name that none of the member's has; not every DispInvoke looks. */
static BOOL names_no_argument(ITypeInfo *info, DISPID id, const DISPPARAMS *parameters)
{
    enum { NAMES = 16 };
    BSTR names[NAMES] = { 0 };
    UINT count = 0;
    BOOL wrong = FALSE;
    if (parameters->cNamedArgs == 0 || FAILED(ITypeInfo_GetNames(info, id, names, NAMES, &count))) {
        return FALSE;
    }
    for (UINT i = 0; i < parameters->cNamedArgs; i++) {
        const DISPID name = parameters->rgdispidNamedArgs[i];
        /* The first name is the member's own. */
        wrong = wrong || (name != DISPID_PROPERTYPUT && (name < 0 || (UINT)name + 1 >= count));
    }
    while (count > 0) {
        SysFreeString(names[--count]);
    }
    return wrong;
}

HRESULT STDMETHODCALLTYPE face_invoke(struct face *self, DISPID id, REFIID reserved, LCID locale, WORD flags,
                                      DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *wrong)
{
    ITypeInfo *info = NULL;
    if (!IsEqualIID(reserved, &IID_NULL)) {
        return DISP_E_UNKNOWNINTERFACE;
    }
    if (has_fault(FAULT_invoke_one_kind) && (flags & DISPATCH_METHOD) && (flags & DISPATCH_PROPERTYGET)) {
        return DISP_E_MEMBERNOTFOUND;
    }
    if (has_fault(FAULT_invoke_one_locale) && locale != LOCALE_NEUTRAL) {
        return DISP_E_UNKNOWNLCID;
    }
    HRESULT code = module_type_info(self->kind->interfaces[0], &info);
    if (SUCCEEDED(code)) {
        /* The last reference may go during the call. */
        face_add(self);
        code = names_no_argument(info, id, parameters)
                   ? DISP_E_PARAMNOTFOUND
                   : DispInvoke(self, info, id, flags, parameters, result, exception, wrong);
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
