/*
 * `messenger.invoke`: Invoke and GetIDsOfNames themselves, with what a caller can get wrong.  What comes back is told as it
 * is; nothing is judged here.  Names that are refused stand where a window could open by mistake.
 */
#include "bridge.h"

#include <string.h>

enum { INSTANT_MESSAGE = 0x50A, GET_CONTACT = 0x506, NOBODYS = 0x6B5D, MOST = 3 };

/* The first argument; the others are strings that are refused. */
enum first { REFUSED, OWN_NAME, AN_OBJECT };

static const struct raw_call {
    const char *name;
    const WCHAR *asked; /* a name for GetIDsOfNames; NULL: Invoke */
    DISPID id;
    unsigned count;
    enum first first;
    bool is_named;
} raw_calls[] = {
    { .name = "idOfName", .asked = u"InstantMessage" },
    { .name = "idOfOtherCase", .asked = u"INSTANTMESSAGE" },
    { .name = "idOfUnknownName", .asked = u"InstantMessageOfNobody" },
    { .name = "unknownMember", .id = NOBODYS },
    { .name = "noArgument", .id = INSTANT_MESSAGE },
    { .name = "tooMany", .id = INSTANT_MESSAGE, .count = 3 },
    { .name = "namedArgument", .id = INSTANT_MESSAGE, .count = 1, .is_named = true },
    { .name = "unconvertible", .id = GET_CONTACT, .count = 2, .first = AN_OBJECT },
    { .name = "refusedName", .id = INSTANT_MESSAGE, .count = 1 },
    { .name = "ownName", .id = INSTANT_MESSAGE, .count = 1, .first = OWN_NAME },
};

static void tell_id(const struct bridge *bridge, const WCHAR *asked, struct answer *answer)
{
    WCHAR name[40];
    LPOLESTR names[] = { name };
    DISPID id = DISPID_UNKNOWN;
    lstrcpyW(name, asked);
    HRESULT code = still_there(IDispatch_GetIDsOfNames(bridge->automation, &IID_NULL, names, 1, LOCALE_NEUTRAL, &id));
    json_object_set_new(answer->result, "hresult", json_integer(code));
    if (SUCCEEDED(code)) json_object_set_new(answer->result, "value", json_integer(id));
}

static BSTR own_name(const struct bridge *bridge)
{
    BSTR name = NULL;
    if (bridge->messenger) still_there(IMessenger_get_MySigninName(bridge->messenger, &name));
    if (SysStringLen(name) > 0) return name;
    SysFreeString(name);
    return member_text(bridge->local_user);
}

/* In the order of DISPPARAMS: the last one first. */
static bool make_arguments(const struct bridge *bridge, const struct raw_call *call, VARIANT arguments[MOST])
{
    VARIANT *first = &arguments[call->count > 0 ? call->count - 1 : 0];
    for (unsigned i = 0; i < MOST; i++) {
        V_VT(&arguments[i]) = VT_BSTR;
        V_BSTR(&arguments[i]) = NULL;
    }
    for (unsigned i = 0; i < call->count; i++) V_BSTR(&arguments[i]) = SysAllocString(u" x");
    if (call->first == REFUSED) return true;
    SysFreeString(V_BSTR(first));
    if (call->first == OWN_NAME) {
        V_BSTR(first) = own_name(bridge);
        return V_BSTR(first) != NULL;
    }
    V_VT(first) = VT_DISPATCH;
    V_DISPATCH(first) = foreign_object();
    IDispatch_AddRef(V_DISPATCH(first));
    return true;
}

static void tell_invoke(const struct bridge *bridge, const struct raw_call *call, VARIANT *arguments,
                        struct answer *answer)
{
    DISPID nobodys_name = NOBODYS;
    UINT wrong = 0;
    EXCEPINFO exception = { 0 };
    VARIANT result;
    VariantInit(&result);
    DISPPARAMS params = { call->count > 0 ? arguments : NULL, call->is_named ? &nobodys_name : NULL, call->count,
                          call->is_named ? 1 : 0 };
    HRESULT code = still_there(IDispatch_Invoke(bridge->automation, call->id, &IID_NULL, LOCALE_NEUTRAL,
                                                DISPATCH_METHOD, &params, &result, &exception, &wrong));
    json_object_set_new(answer->result, "hresult", json_integer(code));
    if (code == DISP_E_EXCEPTION)
        json_object_set_new(answer->result, "scode", json_integer(member_exception(&exception)));
    VariantClear(&result);
}

static void messenger_invoke(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT arguments[MOST];
    const char *name = json_string_value(json_object_get(params, "call"));
    const struct raw_call *call = raw_calls, *end = call + sizeof raw_calls / sizeof raw_calls[0];
    while (call < end && (!name || strcmp(call->name, name) != 0)) call++;
    if (call == end) {
        answer_error(answer, BAD_PARAMS, "call: found %.60s; expected one that harness/bridge/README.md lists",
                     name ? name : "nothing");
        return;
    }
    if (call->asked) {
        tell_id(bridge, call->asked, answer);
        return;
    }
    if (make_arguments(bridge, call, arguments))
        tell_invoke(bridge, call, arguments, answer);
    else
        answer_error(answer, CANNOT, "nobody has said what the server's own sign-in name is");
    for (unsigned i = 0; i < MOST; i++) VariantClear(&arguments[i]);
}

const struct named_method invoke_methods[] = {
    { "messenger.invoke", messenger_invoke, true },
    { "program.run", method_program_run, true },
    { NULL, NULL, false },
};
