/*
 * Calls of members other than InstantMessage, the same through the vtable and through Invoke.
 */
#include <stdlib.h>

#include "bridge.h"
#include "line.h"

/* What all vtable members look like that we call by their place: they take a number, or a place for the result, or
 * both.  In the calling convention of COM a pointer to any type of result is passed alike. */
typedef HRESULT STDMETHODCALLTYPE plain_member(void *self);
typedef HRESULT STDMETHODCALLTYPE out_member(void *self, void *out);
typedef HRESULT STDMETHODCALLTYPE number_member(void *self, LONG number);
typedef HRESULT STDMETHODCALLTYPE number_out_member(void *self, LONG number, void *out);

static const struct member get_count = { AT(IMessengerContacts, get_Count), 0x700, VT_I4, DISPATCH_PROPERTYGET };
static const struct member get_item = { AT(IMessengerContacts, Item), 0, VT_DISPATCH, DISPATCH_METHOD };
static const struct member get_name = { AT(IMessengerContact, get_SigninName), 0x602, VT_BSTR, DISPATCH_PROPERTYGET };

/* The place of a function in the vtable of an interface of the object, which the caller releases; NULL: it lacks it. */
union function {
    plain_member *plain;
    out_member *out;
    number_member *number;
    number_out_member *number_out;
};

static IUnknown *find_function(IUnknown *object, const struct member *member, union function *function, HRESULT *code)
{
    struct {
        const void *table;
    } *face = NULL;
    *code = IUnknown_QueryInterface(object, member->interface_id, (void **)&face);
    if (FAILED(*code)) return NULL;
    memcpy(function, (const char *)face->table + member->place, sizeof *function);
    return (IUnknown *)face;
}

bool member_read(IUnknown *object, const struct member *member, void *place, HRESULT *code)
{
    union function call;
    IUnknown *face = find_function(object, member, &call, code);
    if (!face) return false;
    *code = call.out(face, place);
    IUnknown_Release(face);
    return true;
}

static HRESULT through_vtable(IUnknown *object, const struct member *member, const LONG *number, VARIANT *result)
{
    HRESULT code = S_OK;
    union function call;
    IUnknown *face = find_function(object, member, &call, &code);
    void *out = &V_BYREF(result);
    if (!face) return code;
    if (member->type == VT_EMPTY)
        code = number ? call.number(face, *number) : call.plain(face);
    else
        code = number ? call.number_out(face, *number, out) : call.out(face, out);
    if (SUCCEEDED(code)) V_VT(result) = member->type;
    IUnknown_Release(face);
    return code;
}

HRESULT member_exception(EXCEPINFO *exception)
{
    if (exception->pfnDeferredFillIn) exception->pfnDeferredFillIn(exception);
    SysFreeString(exception->bstrSource);
    SysFreeString(exception->bstrDescription);
    SysFreeString(exception->bstrHelpFile);
    return exception->scode;
}

/* What the method gave, from what Invoke says. */
static HRESULT of_exception(EXCEPINFO *exception)
{
    HRESULT code = member_exception(exception);
    return code != 0 ? code : DISP_E_EXCEPTION;
}

HRESULT member_invoke(IDispatch *object, DISPID id, WORD kind, VARIANT *arguments, unsigned count, VARIANT *result)
{
    enum { MOST = 3 };
    VARIANT turned[MOST];
    DISPID put = DISPID_PROPERTYPUT;
    EXCEPINFO exception = { 0 };
    UINT wrong = 0;
    for (unsigned i = 0; i < count; i++) turned[i] = arguments[count - 1 - i];
    DISPPARAMS params = { count > 0 ? turned : NULL, NULL, count, 0 };
    if (kind == DISPATCH_PROPERTYPUT) {
        params.rgdispidNamedArgs = &put;
        params.cNamedArgs = 1;
    }
    HRESULT code = IDispatch_Invoke(object, id, &IID_NULL, LOCALE_NEUTRAL, kind, &params, result, &exception, &wrong);
    return still_there(code == DISP_E_EXCEPTION ? of_exception(&exception) : code);
}

/* By a script or directly. */
static HRESULT through_invoke(IUnknown *object, const struct member *member, const LONG *number, bool by_script,
                              VARIANT *result)
{
    VARIANT argument;
    IDispatch *automation = NULL;
    HRESULT code = IUnknown_QueryInterface(object, &IID_IDispatch, (void **)&automation);
    if (FAILED(code)) return code;
    V_VT(&argument) = VT_I4;
    V_I4(&argument) = number ? *number : 0;
    if (by_script)
        code = script_call(automation, member, &argument, number ? 1 : 0, result);
    else
        code = member_invoke(automation, member->id, member->kind, &argument, number ? 1 : 0,
                             member->type == VT_EMPTY ? NULL : result);
    if (SUCCEEDED(code) && member->type != VT_EMPTY) code = VariantChangeType(result, result, 0, member->type);
    IDispatch_Release(automation);
    return code;
}

HRESULT member_call(const struct bridge *bridge, IUnknown *object, const struct member *member, const LONG *number,
                    VARIANT *result)
{
    VariantInit(result);
    return still_there(bridge->by_invoke ? through_invoke(object, member, number, bridge->by_script, result)
                                         : through_vtable(object, member, number, result));
}

HRESULT member_name(const struct bridge *bridge, IUnknown *contact, json_t **name)
{
    VARIANT text;
    HRESULT code = member_call(bridge, contact, &get_name, NULL, &text);
    if (FAILED(code)) return code;
    *name = line_text(V_BSTR(&text), SysStringLen(V_BSTR(&text)));
    VariantClear(&text);
    return code;
}

HRESULT member_names(const struct bridge *bridge, IUnknown *contacts, json_t **names)
{
    VARIANT number, item;
    HRESULT code = member_call(bridge, contacts, &get_count, NULL, &number);
    *names = json_array();
    for (LONG i = 0; SUCCEEDED(code) && i < V_I4(&number); i++) {
        json_t *name = NULL;
        code = member_call(bridge, contacts, &get_item, &i, &item);
        if (FAILED(code)) break;
        if (V_DISPATCH(&item)) code = member_name(bridge, (IUnknown *)V_DISPATCH(&item), &name);
        if (name) json_array_append_new(*names, name);
        VariantClear(&item);
    }
    return code;
}

BSTR member_text(const json_t *string)
{
    size_t count = 0;
    if (!json_is_string(string)) return NULL;
    uint16_t *units = line_units(string, &count);
    BSTR text = SysAllocStringLen(units, (UINT)count);
    free(units);
    return text;
}
