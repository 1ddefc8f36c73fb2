/*
 * IMessenger to IMessenger3.  There is one messenger object in a process, whoever asks for it.  What opens dialogs or
 * needs a network is not there: E_NOTIMPL.
 */
#include "events.h"
#include "fault.h"
#include "objects.h"
#include "overlap.h"

#include <oleauto.h>

/* What the caller gets for the window that opened or was found, of which one reference is there. */
static IDispatch *hand_out(struct window *window)
{
    if (has_fault(FAULT_window_leaked)) {
        window_add_reference(window);
    }
    if (has_fault(FAULT_window_uncounted) && window->references > 1) {
        window_release(window);
    }
    if (has_fault(FAULT_window_not_a_window)) {
        window_release(window);
        return object_of_services();
    }
    trait_after_call(window);
    return has_fault(TRAIT_part_for_each_call) ? part_of_window(window) : object_of_window(window);
}

static HRESULT call(const VARIANT *who, IDispatch **out)
{
    struct argument argument;
    struct window *window = NULL;
    NEED(out);
    IDispatch *const before = has_fault(FAULT_out_pattern) ? *out : NULL;
    *out = NULL;
    const unsigned number = overlap_enter();
    fault_before_call();
    argument_read(who, &argument);
    const HRESULT result = desk_instant_message(module_desk(), &argument.target, &window);
    argument_free(&argument);
    fault_after_call(who);
    window = overlap_result(number, window);
    if (window != NULL) {
        *out = hand_out(window);
    } else {
        *out = has_fault(FAULT_out_garbage) ? (IDispatch *)(uintptr_t)0x10 : before;
    }
    overlap_leave();
    return result;
}

METHOD instant_message(IMessenger3 *self, VARIANT who, IDispatch **out) { return call(&who, out); }

METHOD get_contact(IMessenger3 *self, BSTR name, BSTR id, IDispatch **out)
{
    enum service service = SERVICE_PRIMARY;
    struct contact *contact = NULL;
    NEED(out);
    if (!has_fault(FAULT_contact_out_pattern)) {
        *out = NULL;
    }
    if (!service_of_id(id, &service)) {
        return E_INVALIDARG;
    }
    const HRESULT result =
        desk_get_contact(module_desk(), name_of_text(name), SysStringLen(id) > 0 ? &service : NULL, &contact);
    if (contact != NULL) {
        if (has_fault(FAULT_contact_leaked)) {
            contact_add_reference(contact);
        }
        *out = object_of_contact(contact);
    }
    return result;
}

METHOD auto_signin(IMessenger3 *self) { return desk_sign_in(module_desk(), SERVICE_PRIMARY) ? S_OK : E_FAIL; }

/* There is no dialog to ask for the password: whoever gives the right name is in. */
METHOD signin(IMessenger3 *self, long parent, BSTR name, BSTR password)
{
    const struct name wanted = name_of_text(name);
    if (wanted.length > 0 && !name_can_be_looked_up(wanted)) {
        return E_INVALIDARG;
    }
    if (wanted.length > 0 && !name_equal(wanted, module_desk()->local_user)) {
        return E_FAIL;
    }
    return auto_signin(self);
}

METHOD signout(IMessenger3 *self)
{
    if (!module_desk()->signed_in[SERVICE_PRIMARY]) {
        return E_NOT_LOGGED_ON;
    }
    desk_sign_out_all(module_desk());
    return S_OK;
}

METHOD get_contacts(IMessenger3 *self, IDispatch **out)
{
    NEED(out);
    *out = NULL;
    if (!desk_is_online(module_desk())) {
        return E_NOT_LOGGED_ON;
    }
    *out = object_of_contacts(NULL);
    return S_OK;
}

METHOD get_my_name(IMessenger3 *self, BSTR *out)
{
    NEED(out);
    *out = NULL;
    return desk_is_online(module_desk()) ? give_text(module_desk()->local_user, out) : E_NOT_LOGGED_ON;
}

METHOD get_status(IMessenger3 *self, MISTATUS *out)
{
    NEED(out);
    *out = (MISTATUS)desk_status(module_desk());
    return S_OK;
}

METHOD put_status(IMessenger3 *self, MISTATUS status)
{
    if (!desk_is_online(module_desk())) {
        return E_NOT_LOGGED_ON;
    }
    return desk_choose_status(module_desk(), (enum desk_status)status) ? S_OK : E_INVALIDARG;
}

METHOD get_service_name(IMessenger3 *self, BSTR *out) { return give_text(service_name(SERVICE_PRIMARY), out); }
METHOD get_service_id(IMessenger3 *self, BSTR *out) { return give_text(service_id(SERVICE_PRIMARY), out); }

METHOD get_services(IMessenger3 *self, IDispatch **out)
{
    NEED(out);
    *out = object_of_services();
    return S_OK;
}

METHOD get_property(IMessenger3 *self, MMESSENGERPROPERTY property, VARIANT *out)
{
    NEED(out);
    VariantInit(out);
    if (property != MMESSENGERPROP_VERSION) {
        return property == MMESSENGERPROP_PLCID ? E_NOTIMPL : E_INVALIDARG;
    }
    V_VT(out) = VT_I4;
    V_I4(out) = 0x00040007;
    return S_OK;
}

/* Members that the server does not have: what they would give is nothing. */
static HRESULT no_object(IDispatch **out)
{
    NEED(out);
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT no_text(BSTR *out)
{
    NEED(out);
    *out = NULL;
    return E_NOTIMPL;
}

METHOD no_window(IMessenger3 *self, IDispatch **out) { return no_object(out); }
METHOD no_call(IMessenger3 *self, VARIANT who, IDispatch **out) { return no_object(out); }
METHOD no_call_with_text(IMessenger3 *self, VARIANT who, BSTR text, IDispatch **out) { return no_object(out); }
METHOD no_phone(IMessenger3 *self, VARIANT who, MPHONE_TYPE type, BSTR text, IDispatch **out) { return no_object(out); }
METHOD no_group(IMessenger3 *self, BSTR name, VARIANT service, IDispatch **out) { return no_object(out); }
METHOD no_directory(IMessenger3 *self, BSTR *out) { return no_text(out); }
METHOD no_number(IMessenger3 *self, MPHONE_TYPE type, BSTR *out) { return no_text(out); }
METHOD no_action(IMessenger3 *self) { return E_NOTIMPL; }
METHOD no_action_on(IMessenger3 *self, VARIANT who) { return E_NOTIMPL; }
METHOD no_pages(IMessenger3 *self, long parent, MOPTIONPAGE page) { return E_NOTIMPL; }
METHOD no_adding(IMessenger3 *self, long parent, BSTR name) { return E_NOTIMPL; }
METHOD no_wizard(IMessenger3 *self, long parent) { return E_NOTIMPL; }
METHOD no_sorting(IMessenger3 *self, MUASORT sort) { return E_NOTIMPL; }
METHOD no_change(IMessenger3 *self, MMESSENGERPROPERTY property, VARIANT value) { return E_NOTIMPL; }
METHOD no_change_of_mine(IMessenger3 *self, MCONTACTPROPERTY property, VARIANT value) { return E_NOTIMPL; }

METHOD no_finding(IMessenger3 *self, long parent, BSTR first, BSTR last, VARIANT city, VARIANT state, VARIANT country)
{
    return E_NOTIMPL;
}

METHOD no_mail(IMessenger3 *self, MUAFOLDER folder, LONG *out)
{
    NEED(out);
    *out = 0;
    return E_NOTIMPL;
}

METHOD no_property(IMessenger3 *self, MCONTACTPROPERTY property, VARIANT *out)
{
    NEED(out);
    VariantInit(out);
    return E_NOTIMPL;
}

METHOD no_order(IMessenger3 *self, MUASORT *out)
{
    NEED(out);
    *out = MUASORT_GROUPS;
    return E_NOTIMPL;
}

static const IMessenger3Vtbl table = {
    FACE_PART(IMessenger3),
    .get_Window = no_window,
    .ViewProfile = no_action_on,
    .get_ReceiveFileDirectory = no_directory,
    .StartVoice = no_call,
    .InviteApp = no_call_with_text,
    .SendMail = no_action_on,
    .OpenInbox = no_action,
    .SendFile = no_call_with_text,
    .Signout = signout,
    .Signin = signin,
    .GetContact = get_contact,
    .OptionsPages = no_pages,
    .AddContact = no_adding,
    .FindContact = no_finding,
    .InstantMessage = instant_message,
    .Phone = no_phone,
    .MediaWizard = no_wizard,
    .Page = no_call,
    .AutoSignin = auto_signin,
    .get_MyContacts = get_contacts,
    .get_MySigninName = get_my_name,
    .get_MyFriendlyName = get_my_name,
    .put_MyStatus = put_status,
    .get_MyStatus = get_status,
    .get_UnreadEmailCount = no_mail,
    .get_MyServiceName = get_service_name,
    .get_MyPhoneNumber = no_number,
    .get_MyProperty = no_property,
    .put_MyProperty = no_change_of_mine,
    .get_MyServiceId = get_service_id,
    .get_Services = get_services,
    .get_ContactsSortOrder = no_order,
    .put_ContactsSortOrder = no_sorting,
    .StartVideo = no_call,
    .get_MyGroups = no_window,
    .CreateGroup = no_group,
    .get_Property = get_property,
    .put_Property = no_change,
};

static ULONG references;

ULONG messenger_add(void)
{
    if (references == 0) {
        face_counts(TRUE);
    }
    return ++references;
}

ULONG messenger_release(void)
{
    const ULONG left = --references;
    if (left == 0) {
        events_forget();
        face_counts(FALSE);
    }
    return left;
}

static ULONG add(struct face *face) { return messenger_add(); }
static ULONG release(struct face *face) { return messenger_release(); }
static HRESULT query(struct face *face, REFIID id, void **out) { return messenger_query(id, out); }

static const IID *const interfaces[] = { &IID_IMessenger3, &IID_IMessenger2, &IID_IMessenger, NULL };
static const struct kind kind = {
    .table = &table, .interfaces = interfaces, .add = add, .release = release, .query = query
};
static struct face messenger = { &table, &kind, 0 };

HRESULT messenger_query(REFIID id, void **out)
{
    static const IID *const own[] = { &IID_IUnknown, &IID_IDispatch, &IID_IMessenger, &IID_IMessenger2,
                                      &IID_IMessenger3 };
    *out = NULL;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (IsEqualIID(id, own[i])) {
            *out = &messenger;
        }
    }
    if (IsEqualIID(id, &IID_IConnectionPointContainer)) {
        *out = events_container();
    }
    if (IsEqualIID(id, &IID_IDeskControl)) {
        *out = messenger_control();
    }
    if (*out == NULL) {
        return E_NOINTERFACE;
    }
    if (!has_fault(FAULT_query_uncounted) || !IsEqualIID(id, &IID_IMessenger2)) {
        messenger_add();
    }
    return S_OK;
}
