/* Tests of the objects: identity, windows and their members, the end of windows, contacts, services, events. */
#include "client.h"

#include <ocidl.h>
#include <oleauto.h>

#include <string.h>
#include <wchar.h>

/* From each interface to each other, and one identity behind them. */
static void interfaces_lead_to_each_other(void *object, const IID *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        IUnknown *from = NULL;
        CHECK_CODE(IUnknown_QueryInterface((IUnknown *)object, ids[i], (void **)&from), S_OK);
        for (size_t j = 0; from != NULL && j < count; j++) {
            IUnknown *to = NULL;
            CHECK_CODE(IUnknown_QueryInterface(from, ids[j], (void **)&to), S_OK);
            if (to != NULL) {
                CHECK(is_same(to, object));
                IUnknown_Release(to);
            }
        }
        if (from == NULL) {
            continue;
        }
        IUnknown *none = from;
        CHECK_CODE(IUnknown_QueryInterface(from, &IID_IStream, (void **)&none), E_NOINTERFACE);
        CHECK(none == NULL);
        IUnknown_Release(from);
    }
}

static void identity_holds(void)
{
    static const IID *const messenger[] = { &IID_IUnknown,
                                            &IID_IDispatch,
                                            &IID_IMessenger,
                                            &IID_IMessenger2,
                                            &IID_IMessenger3,
                                            &IID_IDeskControl,
                                            &IID_IConnectionPointContainer };
    static const IID *const conversation[] = { &IID_IUnknown, &IID_IDispatch, &IID_IMessengerWindow,
                                               &IID_IMessengerConversationWnd };
    static const IID *const person[] = { &IID_IUnknown, &IID_IDispatch, &IID_IMessengerContact };
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    IMessengerContact *contact = contact_of(L"alice@example.com");
    interfaces_lead_to_each_other(client.messenger, messenger, sizeof messenger / sizeof *messenger);
    interfaces_lead_to_each_other(window, conversation, sizeof conversation / sizeof *conversation);
    interfaces_lead_to_each_other(contact, person, sizeof person / sizeof *person);
    IMessengerConversationWnd_Release(window);
    /* Still referred to by nobody else, the window is there and its object is a new one. */
    IMessengerContact_Release(contact);
}

static void an_open_window_has_a_place(void)
{
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    HWND handle = (HWND)LongToHandle(handle_of(window));
    LONG number = 0;
    RECT box = { 0 };
    VARIANT_BOOL closed = VARIANT_TRUE;
    wchar_t title[50] = L"";
    CHECK(IsWindow(handle) && GetAncestor(handle, GA_ROOT) == handle);
    CHECK(GetWindowTextW(handle, title, 50) > 0 && wcscmp(title, L"alice@example.com") == 0);
    CHECK_CODE(IMessengerConversationWnd_get_IsClosed(window, &closed), S_OK);
    CHECK(closed == VARIANT_FALSE);
    CHECK_CODE(IMessengerConversationWnd_put_Left(window, -20), S_OK);
    CHECK_CODE(IMessengerConversationWnd_put_Top(window, 30), S_OK);
    CHECK_CODE(IMessengerConversationWnd_put_Width(window, 300), S_OK);
    CHECK_CODE(IMessengerConversationWnd_put_Height(window, 200), S_OK);
    CHECK(GetWindowRect(handle, &box) && box.left == -20 && box.top == 30 && box.right == 280 && box.bottom == 230);
    CHECK_CODE(IMessengerConversationWnd_get_Left(window, &number), S_OK);
    CHECK(number == -20);
    CHECK_CODE(IMessengerConversationWnd_get_Width(window, &number), S_OK);
    CHECK(number == 300);
    CHECK_CODE(IMessengerConversationWnd_put_Width(window, 0), E_INVALIDARG);
    CHECK_CODE(IMessengerConversationWnd_put_Height(window, -1), E_INVALIDARG);
    ShowWindow(handle, SW_MINIMIZE);
    CHECK(IsIconic(handle));
    CHECK_CODE(IMessengerConversationWnd_Show(window), S_OK);
    CHECK(!IsIconic(handle));
    CHECK_CODE(IMessengerConversationWnd_get_HWND(window, NULL), NULL_REF);
    IMessengerConversationWnd_Release(window);
}

static void bars_are_kept(void)
{
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    VARIANT value;
    VariantInit(&value);
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = VARIANT_TRUE;
    CHECK_CODE(IMessengerConversationWnd_put_Property(window, MWINDOWPROP_VIEW_SIDEBAR, value), S_OK);
    CHECK_CODE(IMessengerConversationWnd_put_Property(window, MWINDOWPROP_VIEW_SIDEBAR, value), S_FALSE);
    V_BOOL(&value) = VARIANT_FALSE;
    CHECK_CODE(IMessengerConversationWnd_get_Property(window, MWINDOWPROP_VIEW_SIDEBAR, &value), S_OK);
    CHECK(V_VT(&value) == VT_BOOL && V_BOOL(&value) == VARIANT_TRUE);
    CHECK_CODE(IMessengerConversationWnd_get_Property(window, MWINDOWPROP_INVALID_PROPERTY, &value), E_INVALIDARG);
    IMessengerConversationWnd_Release(window);
}

/* The object of a window that has gone does not look alive, and counting goes on. */
static void is_dead(IMessengerConversationWnd *window, long handle)
{
    LONG number = 0;
    long other = 0;
    VARIANT_BOOL closed = VARIANT_FALSE;
    IDispatch *contacts = PATTERN;
    IUnknown *identity = NULL;
    CHECK(!IsWindow((HWND)LongToHandle(handle)));
    CHECK_CODE(IMessengerConversationWnd_get_HWND(window, &other), E_FAIL);
    CHECK_CODE(IMessengerConversationWnd_get_IsClosed(window, &closed), E_FAIL);
    CHECK_CODE(IMessengerConversationWnd_get_Left(window, &number), E_FAIL);
    CHECK_CODE(IMessengerConversationWnd_put_Width(window, 100), E_FAIL);
    CHECK_CODE(IMessengerConversationWnd_Show(window), E_FAIL);
    CHECK_CODE(IMessengerConversationWnd_get_Contacts(window, &contacts), E_FAIL);
    CHECK(contacts == NULL);
    CHECK_CODE(IMessengerConversationWnd_Close(window), S_FALSE);
    CHECK_CODE(IMessengerConversationWnd_QueryInterface(window, &IID_IUnknown, (void **)&identity), S_OK);
    IUnknown_Release(identity);
}

static void close_ends_a_window(void)
{
    IMessengerConversationWnd *old = window_to(L"alice@example.com");
    const long handle = handle_of(old);
    CHECK_CODE(IMessengerConversationWnd_Close(old), S_OK);
    is_dead(old, handle);
    IMessengerConversationWnd *fresh = window_to(L"alice@example.com");
    CHECK(!is_same(old, fresh));
    is_dead(old, handle);
    IMessengerConversationWnd_Release(old);
    CHECK_CODE(IMessengerConversationWnd_Close(fresh), S_OK);
    IMessengerConversationWnd_Release(fresh);
}

static void the_user_ends_a_window(void)
{
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    const long handle = handle_of(window);
    CHECK_CODE(IDeskControl_UserCloseWindow(client.control, handle), S_OK);
    CHECK_CODE(IDeskControl_UserCloseWindow(client.control, handle), E_INVALIDARG);
    is_dead(window, handle);
    IMessengerConversationWnd_Release(window);
    /* And so does anybody on the desktop. */
    window = window_to(L"alice@example.com");
    const long other = handle_of(window);
    SendMessageW((HWND)LongToHandle(other), WM_CLOSE, 0, 0);
    is_dead(window, other);
    IMessengerConversationWnd_Release(window);
}

static void signing_out_and_a_lost_connection_end_windows(void)
{
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    const long handle = handle_of(window);
    BSTR name = NULL;
    CHECK_CODE(IMessenger3_Signout(client.messenger), S_OK);
    CHECK_CODE(IMessenger3_Signout(client.messenger), NOT_LOGGED_ON);
    CHECK_CODE(IMessenger3_get_MySigninName(client.messenger, &name), NOT_LOGGED_ON);
    is_dead(window, handle);
    IMessengerConversationWnd_Release(window);
    CHECK_CODE(IDeskControl_ServiceSignIn(client.control, NULL), S_OK);
    window = window_to(L"alice@example.com");
    const long other = handle_of(window);
    CHECK_CODE(IDeskControl_GoOffline(client.control), S_OK);
    is_dead(window, other);
    CHECK_CODE(IDeskControl_GoOnline(client.control), S_OK);
    is_dead(window, other);
    CHECK_CODE(IMessenger3_get_MySigninName(client.messenger, &name), S_OK);
    CHECK(is_text(name, L"me@example.com"));
    IMessengerConversationWnd_Release(window);
}

/* Counts by For Each, and by index. */
static LONG count_of(IDispatch *object)
{
    IMessengerContacts *contacts = NULL;
    IUnknown *items = NULL;
    IEnumVARIANT *each = NULL;
    VARIANT item;
    LONG count = 0;
    LONG met = 0;
    CHECK_CODE(IDispatch_QueryInterface(object, &IID_IMessengerContacts, (void **)&contacts), S_OK);
    CHECK_CODE(IMessengerContacts_get_Count(contacts, &count), S_OK);
    CHECK_CODE(IMessengerContacts_get__NewEnum(contacts, &items), S_OK);
    CHECK_CODE(IUnknown_QueryInterface(items, &IID_IEnumVARIANT, (void **)&each), S_OK);
    for (VariantInit(&item); IEnumVARIANT_Next(each, 1, &item, NULL) == S_OK; met++) {
        IDispatch *same = NULL;
        CHECK_CODE(IMessengerContacts_Item(contacts, met, &same), S_OK);
        CHECK(V_VT(&item) == VT_DISPATCH && is_same(V_DISPATCH(&item), same));
        IDispatch_Release(same);
        VariantClear(&item);
    }
    CHECK(met == count);
    CHECK(FAILED(IMessengerContacts_Item(contacts, count, &object)) && object == NULL);
    IEnumVARIANT_Release(each);
    IUnknown_Release(items);
    IMessengerContacts_Release(contacts);
    return count;
}

static void contacts_are_counted(void)
{
    static const wchar_t *const listed[] = { L"alice@example.com", L"bob@example.com" };
    IDispatch *contacts = NULL;
    for (size_t i = 0; i < 2; i++) {
        BSTR name = text(listed[i]);
        CHECK_CODE(IDeskControl_ListContact(client.control, name, NULL), S_OK);
        SysFreeString(name);
    }
    IMessengerContact *alice = contact_of(L"alice@example.com");
    IMessengerContact *again = contact_of(L"alice@example.com");
    IMessengerContact *carol = contact_of(L"carol@example.com");
    MISTATUS status = MISTATUS_OFFLINE;
    CHECK(is_same(alice, again) && !is_same(alice, carol));
    CHECK_CODE(IMessengerContact_get_Status(carol, &status), S_OK);
    CHECK(status == MISTATUS_UNKNOWN);
    CHECK_CODE(IMessenger3_get_MyContacts(client.messenger, &contacts), S_OK);
    CHECK(count_of(contacts) == 2);
    IMessengerConversationWnd *window = window_to(L"carol@example.com");
    IDispatch *people = NULL;
    CHECK_CODE(IMessengerConversationWnd_get_Contacts(window, &people), S_OK);
    CHECK(count_of(people) == 1);
    BSTR bob = text(L"bob@example.com");
    CHECK_CODE(IDeskControl_UserAddContact(client.control, handle_of(window), bob), S_OK);
    SysFreeString(bob);
    CHECK(count_of(people) == 2 && count_of(contacts) == 2);
    IMessengerContacts *list = NULL;
    IDispatch_QueryInterface(people, &IID_IMessengerContacts, (void **)&list);
    CHECK(FAILED(IMessengerContacts_Remove(list, (IDispatch *)(void *)carol)));
    IMessengerContacts_Release(list);
    IDispatch_QueryInterface(contacts, &IID_IMessengerContacts, (void **)&list);
    CHECK_CODE(IMessengerContacts_Remove(list, (IDispatch *)(void *)alice), S_OK);
    CHECK(count_of(contacts) == 1);
    BSTR name = NULL;
    CHECK_CODE(IMessengerContact_get_SigninName(alice, &name), S_OK);
    CHECK(is_text(name, L"alice@example.com"));
    IMessengerContacts_Release(list);
    IDispatch_Release(people);
    IDispatch_Release(contacts);
    IMessengerConversationWnd_Release(window);
    IMessengerContact_Release(alice);
    IMessengerContact_Release(again);
    IMessengerContact_Release(carol);
}

static void a_secondary_service_is_reached_by_an_object(void)
{
    IDispatch *out = NULL;
    IMessengerServices *services = NULL;
    IMessengerService *second = NULL;
    BSTR id = NULL;
    LONG count = 0;
    VARIANT who;
    CHECK_CODE(IMessenger3_get_Services(client.messenger, &out), S_OK);
    IDispatch_QueryInterface(out, &IID_IMessengerServices, (void **)&services);
    IDispatch_Release(out);
    CHECK_CODE(IMessengerServices_get_Count(services, &count), S_OK);
    CHECK(count == 2);
    CHECK_CODE(IMessengerServices_Item(services, 1, &out), S_OK);
    IDispatch_QueryInterface(out, &IID_IMessengerService, (void **)&second);
    IDispatch_Release(out);
    CHECK_CODE(IMessengerService_get_ServiceId(second, &id), S_OK);
    BSTR name = text(L"dora@example.com");
    CHECK_CODE(IDeskControl_ListContact(client.control, name, id), S_OK);
    CHECK_CODE(IMessenger3_GetContact(client.messenger, name, id, &out), S_OK);
    V_VT(&who) = VT_DISPATCH;
    V_DISPATCH(&who) = out;
    IDispatch *theirs = NULL;
    CHECK_CODE(message(who, &theirs), S_OK);
    IMessengerConversationWnd *ours = window_to(L"dora@example.com");
    CHECK(!is_same(theirs, ours) && windows_on_screen() == 2);
    IMessengerConversationWnd_Release(ours);
    IDispatch_Release(theirs);
    IDispatch_Release(out);
    SysFreeString(name);
    SysFreeString(id);
    IMessengerService_Release(second);
    IMessengerServices_Release(services);
}

static void listeners_hear_what_happens(void)
{
    const DWORD cookie = start_listening();
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    CHECK(strcmp(heard(), "0x411(window) ") == 0);
    CHECK(client.marshalled || is_same(last_window(), window));
    open_window_to(L"alice@example.com");
    CHECK(strcmp(heard(), "0x411(window) ") == 0);
    BSTR bob = text(L"bob@example.com");
    forget_heard();
    CHECK_CODE(IDeskControl_UserAddContact(client.control, handle_of(window), bob), S_OK);
    SysFreeString(bob);
    CHECK(strcmp(heard(), "0x413(contact, window) ") == 0);
    forget_heard();
    CHECK_CODE(IMessenger3_Signout(client.messenger), S_OK);
    CHECK(strcmp(heard(), "0x407(0, 1024) 0x412(window) 0x401() 0x407(0, 1) ") == 0);
    forget_heard();
    CHECK_CODE(IMessenger3_AutoSignin(client.messenger), S_OK);
    CHECK(strcmp(heard(), "0x407(0, 512) 0x400(0) 0x407(0, 2) ") == 0);
    /* A new beginning is nothing that happened. */
    open_window_to(L"alice@example.com");
    forget_heard();
    BSTR me = text(L"me@example.com");
    CHECK_CODE(IDeskControl_Reset(client.control, me), S_OK);
    CHECK(strcmp(heard(), "") == 0);
    CHECK_CODE(IDeskControl_ServiceSignIn(client.control, NULL), S_OK);
    SysFreeString(me);
    stop_listening(cookie);
    forget_heard();
    CHECK_CODE(IMessenger3_Signout(client.messenger), S_OK);
    CHECK(strcmp(heard(), "") == 0);
    IMessengerConversationWnd_Release(window);
}

const struct test object_tests[] = {
    { "identity holds", identity_holds },
    { "an open window has a place", an_open_window_has_a_place },
    { "bars are kept", bars_are_kept },
    { "close ends a window", close_ends_a_window },
    { "the user ends a window", the_user_ends_a_window },
    { "signing out and a lost connection end windows", signing_out_and_a_lost_connection_end_windows },
    { "contacts are counted", contacts_are_counted },
    { "a secondary service is reached by an object", a_secondary_service_is_reached_by_an_object },
    { "listeners hear what happens", listeners_hear_what_happens },
    { NULL, NULL },
};
