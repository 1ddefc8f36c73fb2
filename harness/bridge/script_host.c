/*
 * The object `Bridge` that scripts see: it gives them the object and the arguments of a call, and takes what came of it.
 * It looks at the variable that a script passes, before the call and after it.
 */
#include "script.h"

#include <string.h>

#include "bridge.h"

struct host script_host;

enum { TARGET = 1, VALUE, SECOND, IS_OBJECT, HOLDS, CAN_HOLD, RESULT, FAILED_WITH, RAISE };
static const struct {
    const WCHAR *name;
    DISPID id;
} names[] = {
    { u"Target", TARGET },      { u"Value", VALUE },        { u"Second", SECOND },
    { u"IsObject", IS_OBJECT }, { u"Holds", HOLDS },        { u"CanHold", CAN_HOLD },
    { u"Result", RESULT },      { u"Failed", FAILED_WITH }, { u"Raise", RAISE },
};

static HRESULT STDMETHODCALLTYPE query(IDispatch *self, REFIID id, void **out)
{
    if (!out) return E_POINTER;
    bool known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDispatch);
    *out = known ? self : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

/* It lives as long as the process. */
static ULONG STDMETHODCALLTYPE count_nothing(IDispatch *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE ids(IDispatch *self, REFIID id, LPOLESTR *asked, UINT count, LCID locale, DISPID *out)
{
    (void)self, (void)id, (void)locale;
    for (UINT i = 0; i < count; i++) out[i] = DISPID_UNKNOWN;
    for (size_t i = 0; count == 1 && i < sizeof names / sizeof names[0]; i++) {
        if (lstrcmpiW(asked[0], names[i].name) == 0) out[0] = names[i].id;
    }
    return count == 1 && out[0] != DISPID_UNKNOWN ? S_OK : DISP_E_UNKNOWNNAME;
}

static bool holds_object(const VARIANT *value) { return V_VT(value) == VT_DISPATCH || V_VT(value) == VT_UNKNOWN; }

/* How many bytes of its union a type that is no text uses. */
static size_t size_of(VARTYPE type)
{
    switch (type) {
    case VT_EMPTY:
    case VT_NULL: return 0;
    case VT_I1:
    case VT_UI1: return 1;
    case VT_I2:
    case VT_UI2:
    case VT_BOOL: return 2;
    case VT_I4:
    case VT_UI4:
    case VT_INT:
    case VT_UINT:
    case VT_R4:
    case VT_ERROR: return 4;
    default: return 8;
    }
}

static bool same_bytes(BSTR text, const void *bytes, UINT size)
{
    return SysStringByteLen(text) == size && (size == 0 || memcmp(text, bytes, size) == 0);
}

void script_host_clear(void)
{
    watch_text(NULL);
    SysFreeString(script_host.copy);
    script_host.copy = NULL;
}

/* Before the call: did the variable take the value? */
static void look_before(const VARIANT *variable, const VARIANT *wanted)
{
    struct host *host = &script_host;
    BSTR text = V_VT(variable) == VT_BSTR ? V_BSTR(variable) : NULL;
    host->before = *variable;
    host->copy = text ? SysAllocStringByteLen((const char *)text, SysStringByteLen(text)) : NULL;
    if (!host->marshalled) watch_text(text);
    if (V_VT(variable) != V_VT(wanted))
        host->unheld = "the variable takes another type";
    else if (V_VT(wanted) != VT_BSTR && memcmp(&V_I8(variable), &V_I8(wanted), size_of(V_VT(wanted))) != 0)
        host->unheld = "the variable takes another value";
    else if (V_VT(wanted) == VT_BSTR && !text != !V_BSTR(wanted))
        host->unheld = "a NULL string becomes an empty one";
    else if (text && !same_bytes(text, V_BSTR(wanted), SysStringByteLen(V_BSTR(wanted))))
        host->unheld = "the variable takes another text";
}

/* After it.  What a proxy writes back is a copy, so the text has to be the same, but not the place. */
static void look_after(VARIANT *variable)
{
    struct host *host = &script_host;
    VARTYPE type = V_VT(&host->before);
    if (watch_saw_free())
        host->harm = "the text in the variable of the script was freed";
    else if (V_VT(variable) != type)
        host->harm = "the variable of the script has another type after the call";
    else if (type == VT_BSTR && !V_BSTR(variable) != !host->copy)
        host->harm = "the text in the variable of the script is gone after the call";
    else if (type == VT_BSTR && host->copy && !same_bytes(V_BSTR(variable), host->copy, SysStringByteLen(host->copy)))
        host->harm = "the text in the variable of the script was changed";
    else if (type != VT_BSTR && memcmp(&V_I8(variable), &V_I8(&host->before), size_of(type)) != 0)
        host->harm = "the variable of the script has another value after the call";
    /* What was harmed may be gone already, so the engine must not clear it. */
    if (host->harm) V_VT(variable) = VT_EMPTY;
    script_host_clear();
}

static HRESULT look(VARIANT *argument)
{
    VARIANT *variable = V_VT(argument) == (VT_BYREF | VT_VARIANT) ? V_VARIANTREF(argument) : argument;
    if (!script_host.value[0]) return E_INVALIDARG;
    if (script_host.looks++ == 0)
        look_before(variable, script_host.value[0]);
    else
        look_after(variable);
    return S_OK;
}

static HRESULT take_result(VARIANT *argument)
{
    script_host.has_result = true;
    return VariantCopyInd(&script_host.result, argument);
}

static HRESULT take_number(VARIANT *argument)
{
    VARIANT number;
    VariantInit(&number);
    HRESULT code = VariantChangeType(&number, argument, 0, VT_I4);
    if (SUCCEEDED(code)) script_host.number = V_I4(&number);
    return code;
}

static HRESULT raise_error(EXCEPINFO *exception)
{
    if (script_host.bare || !exception) return script_host.raised;
    *exception = (EXCEPINFO){ .scode = script_host.raised };
    return DISP_E_EXCEPTION;
}

static HRESULT give(VARIANT *result, const VARIANT *value)
{
    VARIANT ignored;
    VariantInit(&ignored);
    if (!value) return DISP_E_MEMBERNOTFOUND;
    HRESULT code = VariantCopy(result ? result : &ignored, (VARIANT *)value); /* MinGW declares no const */
    /* Wine's copy of a NULL string is an empty one. */
    if (result && V_VT(value) == VT_BSTR && !V_BSTR(value)) {
        SysFreeString(V_BSTR(result));
        V_BSTR(result) = NULL;
    }
    VariantClear(&ignored);
    return code;
}

static HRESULT give_flag(VARIANT *result, bool flag)
{
    VARIANT value;
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = flag ? VARIANT_TRUE : VARIANT_FALSE;
    return give(result, &value);
}

static HRESULT STDMETHODCALLTYPE invoke(IDispatch *self, DISPID member, REFIID id, LCID locale, WORD flags,
                                        DISPPARAMS *params, VARIANT *result, EXCEPINFO *exception,
                                        UINT *argument) /* NOLINT(readability-non-const-parameter): COM's type */
{
    const struct host *host = &script_host;
    VARIANT target;
    (void)self, (void)id, (void)locale, (void)flags, (void)argument;
    bool takes = member == HOLDS || member == RESULT || member == FAILED_WITH;
    if (params->cArgs != (takes ? 1 : 0)) return DISP_E_BADPARAMCOUNT;
    V_VT(&target) = VT_DISPATCH;
    V_DISPATCH(&target) = host->target;
    switch (member) {
    case TARGET: return give(result, &target);
    case VALUE: return give(result, host->value[0]);
    case SECOND: return give(result, host->value[1]);
    case IS_OBJECT: return give_flag(result, host->value[0] && holds_object(host->value[0]));
    case CAN_HOLD: return give_flag(result, host->looks > 0 && !host->unheld);
    case HOLDS: return look(&params->rgvarg[0]);
    case RESULT: return take_result(&params->rgvarg[0]);
    case FAILED_WITH: return take_number(&params->rgvarg[0]);
    case RAISE: return raise_error(exception);
    default: return DISP_E_MEMBERNOTFOUND;
    }
}

static IDispatchVtbl table = { query, count_nothing, count_nothing, no_type_count, no_type_info, ids, invoke };
static IDispatch bridge_object = { &table };

IDispatch *script_host_object(void) { return &bridge_object; }
