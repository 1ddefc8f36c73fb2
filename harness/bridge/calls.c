/*
 * The methods of the protocol that are calls of COM clients, to the messenger, its contacts and its windows.
 */
#include <string.h>

#include "bridge.h"
#include "line.h"

#define GET DISPATCH_PROPERTYGET
#define PUT DISPATCH_PROPERTYPUT
#define CALL DISPATCH_METHOD
static const struct member get_my_name = { AT(IMessenger, get_MySigninName), 0x518, VT_BSTR, GET };
static const struct member contact_of_name = { AT(IMessenger, GetContact), 0x506, VT_DISPATCH, CALL };
static const struct member get_is_self = { AT(IMessengerContact, get_IsSelf), 0x605, VT_BOOL, GET };
static const struct member get_contacts = { AT(IMessengerConversationWnd, get_Contacts), 0x809, VT_DISPATCH, GET };

enum { HANDLE_OF, IS_CLOSED };
static const struct named_member {
    const char *name;
    struct member get, put; /* or `get` is the method */
} window_members[] = {
    [HANDLE_OF] = { "HWND", { AT(IMessengerWindow, get_HWND), 0x800, VT_I4, GET }, { 0 } },
    [IS_CLOSED] = { "IsClosed", { AT(IMessengerWindow, get_IsClosed), 0x807, VT_BOOL, GET }, { 0 } },
    { "Left",
      { AT(IMessengerWindow, get_Left), 0x801, VT_I4, GET },
      { AT(IMessengerWindow, put_Left), 0x801, VT_EMPTY, PUT } },
    { "Top",
      { AT(IMessengerWindow, get_Top), 0x802, VT_I4, GET },
      { AT(IMessengerWindow, put_Top), 0x802, VT_EMPTY, PUT } },
    { "Width",
      { AT(IMessengerWindow, get_Width), 0x803, VT_I4, GET },
      { AT(IMessengerWindow, put_Width), 0x803, VT_EMPTY, PUT } },
    { "Height",
      { AT(IMessengerWindow, get_Height), 0x804, VT_I4, GET },
      { AT(IMessengerWindow, put_Height), 0x804, VT_EMPTY, PUT } },
    { "Show", { AT(IMessengerWindow, Show), 0x806, VT_EMPTY, CALL }, { 0 } },
    { "Close", { AT(IMessengerWindow, Close), 0x805, VT_EMPTY, CALL }, { 0 } },
};

static const struct named_member *member_of(const json_t *params, const char *key, struct answer *answer)
{
    const char *name = json_string_value(json_object_get(params, key));
    for (size_t i = 0; name && i < sizeof window_members / sizeof window_members[0]; i++) {
        if (strcmp(name, window_members[i].name) == 0) return &window_members[i];
    }
    answer_error(answer, BAD_PARAMS, "%s: found %s; expected a member of windows", key, name ? name : "nothing");
    return NULL;
}

/* The object that the params name; NULL, and an error, if no reference to it is held. */
static IUnknown *object_of(const struct objects *objects, const json_t *params, const char *key, struct answer *answer)
{
    const char *token = json_string_value(json_object_get(params, key));
    IDispatch *object = objects_find(objects, token);
    if (!object) answer_error(answer, BAD_PARAMS, "%s: no reference to %s is held", key, token ? token : "nothing");
    return (IUnknown *)object;
}

static IUnknown *messenger_of(const struct bridge *bridge)
{
    return bridge->messenger ? (IUnknown *)bridge->messenger : (IUnknown *)bridge->automation;
}

static void tell_code(struct answer *answer, HRESULT code)
{
    json_object_set_new(answer->result, "hresult", json_integer(code));
}

/* The result of a call and what it gave, which is cleared. */
static void tell(struct answer *answer, HRESULT code, VARIANT *value)
{
    tell_code(answer, code);
    if (FAILED(code)) return;
    json_t *told = NULL;
    switch (V_VT(value)) {
    case VT_I4: told = json_integer(V_I4(value)); break;
    case VT_BOOL: told = json_boolean(V_BOOL(value) != VARIANT_FALSE); break;
    case VT_BSTR: told = line_text(V_BSTR(value) ? V_BSTR(value) : u"", SysStringLen(V_BSTR(value))); break;
    default: break;
    }
    if (told) json_object_set_new(answer->result, "value", told);
    VariantClear(value);
}

/* --- the messenger --- */

static void my_signin_name(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT name;
    (void)params;
    tell(answer, member_call(bridge, messenger_of(bridge), &get_my_name, NULL, &name), &name);
}

static BSTR service_id(const struct bridge *bridge, const char *service)
{
    BSTR id = NULL;
    if (service && bridge->messenger && strcmp(service, "secondary") != 0)
        IMessenger_get_MyServiceId(bridge->messenger, &id);
    return service && strcmp(service, "secondary") == 0 ? SysAllocString(SECONDARY_SERVICE) : id;
}

void method_get_contact(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    char token[TOKEN];
    IDispatch *contact = NULL;
    HRESULT code = S_OK;
    BSTR name = member_text(json_object_get(params, "signinName"));
    BSTR id = service_id(bridge, json_string_value(json_object_get(params, "service")));
    if (bridge->by_invoke) {
        VARIANT arguments[2], result;
        for (int i = 0; i < 2; i++) V_VT(&arguments[i]) = VT_BSTR;
        V_BSTR(&arguments[0]) = name;
        V_BSTR(&arguments[1]) = id;
        VariantInit(&result);
        code = bridge->by_script ? script_call(bridge->automation, &contact_of_name, arguments, 2, &result)
                                 : member_invoke(bridge->automation, contact_of_name.id, CALL, arguments, 2, &result);
        if (V_VT(&result) == VT_DISPATCH) contact = V_DISPATCH(&result);
    } else {
        code = still_there(IMessenger_GetContact(bridge->messenger, name, id, &contact));
    }
    SysFreeString(name);
    SysFreeString(id);
    tell_code(answer, code);
    if (!contact) return;
    objects_take(&bridge->contacts, contact, token);
    objects_remember(&bridge->contacts, token, params);
    json_object_set_new(answer->result, "contact", json_string(token));
}

/* --- contacts and windows --- */

static void is_self(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT value;
    IUnknown *contact = object_of(&bridge->contacts, params, "contact", answer);
    if (contact) tell(answer, member_call(bridge, contact, &get_is_self, NULL, &value), &value);
}

static void signin_name(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    json_t *name = NULL;
    IUnknown *contact = object_of(&bridge->contacts, params, "contact", answer);
    if (!contact) return;
    tell_code(answer, member_name(bridge, contact, &name));
    if (name) json_object_set_new(answer->result, "value", json_is_null(name) ? json_string("") : json_incref(name));
    json_decref(name);
}

static void contact_release(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    if (object_of(&bridge->contacts, params, "contact", answer))
        objects_give_up(&bridge->contacts, json_string_value(json_object_get(params, "contact")), NULL);
}

static void window_release(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    LONG left = NOT_TOLD;
    if (object_of(&bridge->windows, params, "window", answer))
        objects_give_up(&bridge->windows, json_string_value(json_object_get(params, "window")), &left);
    if (left != NOT_TOLD) json_object_set_new(answer->result, "refs", json_integer(left));
}

/* Of a window that says that it is open.  Else the number is for the harness to judge. */
static bool is_no_handle(const struct bridge *bridge, IUnknown *window, LONG handle)
{
    VARIANT closed;
    const struct member *is_closed = &window_members[IS_CLOSED].get;
    return handle != 0 && !IsWindow((HWND)LongToHandle(handle)) &&
           SUCCEEDED(member_call(bridge, window, is_closed, NULL, &closed)) && V_BOOL(&closed) == VARIANT_FALSE;
}

static void window_get(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT value;
    IUnknown *window = object_of(&bridge->windows, params, "window", answer);
    const struct named_member *member = window ? member_of(params, "property", answer) : NULL;
    if (!member) return;
    HRESULT code = member_call(bridge, window, &member->get, NULL, &value);
    if (member == &window_members[HANDLE_OF] && SUCCEEDED(code) && is_no_handle(bridge, window, V_I4(&value)))
        answer_error(answer, NO_HANDLE, "HWND gave %ld and IsClosed false, but this is the handle of no window",
                     (long)V_I4(&value));
    tell(answer, code, &value);
}

static void window_put(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT none;
    IUnknown *window = object_of(&bridge->windows, params, "window", answer);
    const struct named_member *member = window ? member_of(params, "property", answer) : NULL;
    LONG value = (LONG)json_integer_value(json_object_get(params, "value"));
    if (member && !member->put.interface_id)
        answer_error(answer, BAD_PARAMS, "property: %s cannot be set", member->name);
    else if (member)
        tell_code(answer, member_call(bridge, window, &member->put, &value, &none));
}

static void window_call(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT none;
    IUnknown *window = object_of(&bridge->windows, params, "window", answer);
    const struct named_member *member = window ? member_of(params, "method", answer) : NULL;
    if (member) tell_code(answer, member_call(bridge, window, &member->get, NULL, &none));
}

static void window_contacts(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    VARIANT list;
    json_t *names = NULL;
    IUnknown *window = object_of(&bridge->windows, params, "window", answer);
    if (!window) return;
    HRESULT code = member_call(bridge, window, &get_contacts, NULL, &list);
    if (SUCCEEDED(code) && V_DISPATCH(&list)) code = member_names(bridge, (IUnknown *)V_DISPATCH(&list), &names);
    VariantClear(&list);
    tell_code(answer, code);
    if (SUCCEEDED(code) && names) json_object_set(answer->result, "value", names);
    json_decref(names);
}

const struct named_method call_methods[] = {
    { "messenger.instantMessage", method_instant_message, false },
    { "messenger.mySigninName", my_signin_name, true },
    { "messenger.getContact", method_get_contact, true },
    { "contact.isSelf", is_self, true },
    { "contact.signinName", signin_name, true },
    { "contact.release", contact_release, true },
    { "window.release", window_release, false },
    { "window.get", window_get, true },
    { "window.put", window_put, true },
    { "window.call", window_call, true },
    { "window.contacts", window_contacts, true },
    { NULL, NULL, false },
};
