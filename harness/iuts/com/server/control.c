/* IDeskControl: the person at the screen, the network, the desktop; a second interface of the messenger object. */
#include "events.h"
#include "objects.h"
#include "screen.h"

#include <oleauto.h>

#include <wchar.h>

METHOD reset(IDeskControl *self, BSTR user)
{
    if (SysStringLen(user) == 0) {
        return E_INVALIDARG;
    }
    events_hold(TRUE);
    desk_reset(module_desk(), name_of_text(user));
    events_hold(FALSE);
    return S_OK;
}

METHOD list_contact(IDeskControl *self, BSTR name, BSTR id)
{
    enum service service = SERVICE_PRIMARY;
    if (SysStringLen(name) == 0 || !service_of_id(id, &service)) {
        return E_INVALIDARG;
    }
    struct contact *contact = contact_obtain(module_desk(), name_of_text(name), service);
    contact_list(contact, true);
    contact_release(contact);
    return S_OK;
}

METHOD service_sign_in(IDeskControl *self, BSTR id)
{
    enum service service = SERVICE_PRIMARY;
    if (!service_of_id(id, &service)) {
        return E_INVALIDARG;
    }
    return desk_sign_in(module_desk(), service) ? S_OK : E_FAIL;
}

METHOD service_sign_out(IDeskControl *self, BSTR id)
{
    enum service service = SERVICE_PRIMARY;
    if (!service_of_id(id, &service)) {
        return E_INVALIDARG;
    }
    desk_sign_out(module_desk(), service);
    return S_OK;
}

METHOD sign_out_all(IDeskControl *self)
{
    desk_sign_out_all(module_desk());
    return S_OK;
}

METHOD go_offline(IDeskControl *self)
{
    desk_go_offline(module_desk());
    return S_OK;
}

METHOD go_online(IDeskControl *self)
{
    desk_go_online(module_desk());
    return S_OK;
}

/* As the button in the corner does. */
METHOD user_close_window(IDeskControl *self, long handle)
{
    const struct window *window = screen_find(handle);
    if (window == NULL) {
        return E_INVALIDARG;
    }
    SendMessageW(window->screen, WM_CLOSE, 0, 0);
    return S_OK;
}

METHOD user_add_contact(IDeskControl *self, long handle, BSTR name)
{
    struct window *window = screen_find(handle);
    if (window == NULL || SysStringLen(name) == 0) {
        return E_INVALIDARG;
    }
    return window_add(window, name_of_text(name), SERVICE_PRIMARY) ? S_OK : E_FAIL;
}

METHOD open_dialog(IDeskControl *self, BSTR name)
{
    static const wchar_t *const dialogs[] = { L"options", L"addContact" };
    for (size_t i = 0; i < sizeof dialogs / sizeof *dialogs; i++) {
        if (name != NULL && wcscmp(name, dialogs[i]) == 0) {
            module_desk()->dialogs |= 1u << i;
            return S_OK;
        }
    }
    return E_INVALIDARG;
}

METHOD close_dialogs(IDeskControl *self)
{
    module_desk()->dialogs = 0;
    return S_OK;
}

METHOD put_focus_allowed(IDeskControl *self, VARIANT_BOOL allowed)
{
    module_desk()->focus_allowed = allowed != VARIANT_FALSE;
    return S_OK;
}

METHOD get_focus_allowed(IDeskControl *self, VARIANT_BOOL *out)
{
    NEED(out);
    *out = module_desk()->focus_allowed ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}

METHOD get_window_count(IDeskControl *self, long *out)
{
    NEED(out);
    *out = 0;
    for (const struct window *window = module_desk()->windows; window != NULL; window = window->next) {
        ++*out;
    }
    return S_OK;
}

static struct window *window_at(long index)
{
    struct window *window = index >= 0 ? module_desk()->windows : NULL;
    while (window != NULL && index-- > 0) {
        window = window->next;
    }
    return window;
}

METHOD get_window_handle(IDeskControl *self, long index, long *out)
{
    const struct window *window = window_at(index);
    NEED(out);
    *out = window != NULL ? HandleToLong(window->screen) : 0;
    return window != NULL ? S_OK : E_INVALIDARG;
}

METHOD get_window_contacts(IDeskControl *self, long index, IDispatch **out)
{
    struct window *window = window_at(index);
    NEED(out);
    *out = window != NULL ? object_of_contacts(window) : NULL;
    return window != NULL ? S_OK : E_INVALIDARG;
}

METHOD get_live_objects(IDeskControl *self, long *out)
{
    NEED(out);
    *out = face_count();
    return S_OK;
}

METHOD quit(IDeskControl *self) { return module_quit(); }

static const IDeskControlVtbl table = {
    FACE_PART(IDeskControl),
    .Reset = reset,
    .ListContact = list_contact,
    .ServiceSignIn = service_sign_in,
    .ServiceSignOut = service_sign_out,
    .SignOutAll = sign_out_all,
    .GoOffline = go_offline,
    .GoOnline = go_online,
    .UserCloseWindow = user_close_window,
    .UserAddContact = user_add_contact,
    .OpenDialog = open_dialog,
    .CloseDialogs = close_dialogs,
    .put_FocusAllowed = put_focus_allowed,
    .get_FocusAllowed = get_focus_allowed,
    .get_WindowCount = get_window_count,
    .get_WindowHandle = get_window_handle,
    .get_WindowContacts = get_window_contacts,
    .get_LiveObjects = get_live_objects,
    .Quit = quit,
};

static ULONG add(struct face *face) { return messenger_add(); }
static ULONG release(struct face *face) { return messenger_release(); }
static HRESULT query(struct face *face, REFIID id, void **out) { return messenger_query(id, out); }

static const IID *const interfaces[] = { &IID_IDeskControl, NULL };
static const struct kind kind = {
    .table = &table, .interfaces = interfaces, .add = add, .release = release, .query = query
};
static struct face control = { &table, &kind, 0 };

void *messenger_control(void) { return &control; }
