/*
 * The methods of the protocol that change the surroundings of a server, through IDeskControl.
 */
#include "bridge.h"
#include "line.h"

#include <string.h>

static void tell(struct answer *answer, HRESULT code)
{
    if (FAILED(still_there(code)))
        answer_error(answer, CANNOT, "the server refuses this change with 0x%08lX", (unsigned long)(ULONG)code);
}

static BSTR service_of(const json_t *params)
{
    const char *service = json_string_value(json_object_get(params, "service"));
    return service && strcmp(service, "secondary") == 0 ? SysAllocString(SECONDARY_SERVICE) : NULL;
}

/* The handle of the window that the params name; 0: it has none, since it is closed, or no reference is held. */
static LONG handle_of(const struct bridge *bridge, const json_t *params, struct answer *answer)
{
    IMessengerWindow *window = NULL;
    LONG handle = 0;
    IDispatch *object = objects_find(&bridge->windows, json_string_value(json_object_get(params, "window")));
    if (!object) {
        answer_error(answer, BAD_PARAMS, "window: no reference to it is held");
        return 0;
    }
    if (FAILED(still_there(IDispatch_QueryInterface(object, &IID_IMessengerWindow, (void **)&window)))) return 0;
    HRESULT code = still_there(IMessengerWindow_get_HWND(window, &handle));
    IMessengerWindow_Release(window);
    return FAILED(code) ? 0 : handle;
}

static void sign_in(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    tell(answer, IDeskControl_ServiceSignIn(bridge->control, NULL));
}

static void sign_out(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    tell(answer, IDeskControl_SignOutAll(bridge->control));
}

static void go_offline(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    tell(answer, IDeskControl_GoOffline(bridge->control));
}

static void go_online(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    tell(answer, IDeskControl_GoOnline(bridge->control));
}

static void service_sign_in(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    BSTR id = service_of(params);
    tell(answer, IDeskControl_ServiceSignIn(bridge->control, id));
    SysFreeString(id);
}

static void service_sign_out(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    BSTR id = service_of(params);
    tell(answer, IDeskControl_ServiceSignOut(bridge->control, id));
    SysFreeString(id);
}

/* A window that is closed already needs nobody to close it. */
static void close_window(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    LONG handle = handle_of(bridge, params, answer);
    if (handle != 0) tell(answer, IDeskControl_UserCloseWindow(bridge->control, handle));
}

static void add_contact(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    LONG handle = handle_of(bridge, params, answer);
    BSTR name = member_text(json_object_get(params, "signinName"));
    if (handle != 0)
        tell(answer, IDeskControl_UserAddContact(bridge->control, handle, name));
    else if (answer->code == 0)
        answer_error(answer, CANNOT, "the window is closed");
    SysFreeString(name);
}

static void open_dialog(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    BSTR name = member_text(json_object_get(params, "dialog"));
    tell(answer, IDeskControl_OpenDialog(bridge->control, name));
    SysFreeString(name);
}

static void close_dialogs(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    tell(answer, IDeskControl_CloseDialogs(bridge->control));
}

static void set_focus_allowed(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    bool allowed = json_is_true(json_object_get(params, "allowed"));
    tell(answer, IDeskControl_put_FocusAllowed(bridge->control, allowed ? VARIANT_TRUE : VARIANT_FALSE));
}

static HRESULT tell_window(const struct bridge *bridge, LONG index, json_t *windows)
{
    LONG handle = 0;
    IDispatch *contacts = NULL;
    json_t *names = NULL;
    HRESULT code = IDeskControl_get_WindowHandle(bridge->control, index, &handle);
    if (SUCCEEDED(code)) code = IDeskControl_get_WindowContacts(bridge->control, index, &contacts);
    if (FAILED(code)) return code;
    code = member_names(bridge, (IUnknown *)contacts, &names);
    json_array_append_new(windows,
                          json_pack("{s:o, s:o}", "id", json_sprintf("h%ld", (long)handle), "contacts", names));
    IDispatch_Release(contacts);
    return code;
}

static void client_windows(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    LONG count = 0;
    json_t *windows = json_array();
    (void)params;
    HRESULT code = IDeskControl_get_WindowCount(bridge->control, &count);
    for (LONG i = 0; SUCCEEDED(code) && i < count; i++) code = tell_window(bridge, i, windows);
    json_object_set_new(answer->result, "windows", windows);
    tell(answer, code);
}

const struct named_method control_methods[] = {
    { "client.signIn", sign_in, true },
    { "client.signOut", sign_out, true },
    { "client.goOffline", go_offline, true },
    { "client.goOnline", go_online, true },
    { "client.windows", client_windows, true },
    { "service.signIn", service_sign_in, true },
    { "service.signOut", service_sign_out, true },
    { "user.closeWindow", close_window, true },
    { "user.addContactToWindow", add_contact, true },
    { "user.openDialog", open_dialog, true },
    { "user.closeDialogs", close_dialogs, true },
    { "desktop.setFocusAllowed", set_focus_allowed, true },
    { NULL, NULL, false },
};
