/* Tests of InstantMessage itself: arguments, refusals, reuse, Invoke's own errors. */
#include "client.h"

#include <oleauto.h>

#include <wchar.h>

static void refused(VARIANT who, HRESULT wanted)
{
    IDispatch *out = NULL;
    CHECK_CODE(message(who, &out), wanted);
    CHECK(out == NULL);
    CHECK(windows_on_screen() == 0);
}

static void bad_strings_are_invalid(void)
{
    static const wchar_t *const bad[] = { L"", L" ", L" alice@example.com", L"al\rice", L"alice\n", NULL };
    wchar_t longest[131];
    IDispatch *out = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_CODE(message_to(bad[i], &out), E_INVALIDARG);
        CHECK(out == NULL);
    }
    wmemset(longest, L'a', 130);
    longest[130] = 0;
    CHECK_CODE(message_to(longest, &out), E_INVALIDARG);
    CHECK(windows_on_screen() == 0);
    longest[129] = 0;
    open_window_to(longest);
    CHECK(windows_on_screen() == 1);
}

static void other_types_are_invalid(void)
{
    static const VARTYPE types[] = { VT_EMPTY, VT_NULL, VT_I4, VT_BOOL, VT_DATE };
    VARIANT who;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        memset(&who, 0, sizeof who);
        V_VT(&who) = types[i];
        refused(who, E_INVALIDARG);
    }
    memset(&who, 0, sizeof who);
    V_VT(&who) = VT_ERROR;
    V_ERROR(&who) = DISP_E_PARAMNOTFOUND;
    refused(who, E_INVALIDARG);
    V_VT(&who) = VT_DISPATCH;
    V_DISPATCH(&who) = NULL;
    refused(who, E_INVALIDARG);
    V_DISPATCH(&who) = (IDispatch *)(void *)client.messenger;
    refused(who, E_INVALIDARG);
    V_VT(&who) = VT_UNKNOWN;
    refused(who, E_INVALIDARG);
}

static void references_are_followed(void)
{
    BSTR name = text(L"alice@example.com");
    VARIANT inner;
    VARIANT who;
    IDispatch *first = NULL;
    IDispatch *second = NULL;
    V_VT(&inner) = VT_BSTR;
    V_BSTR(&inner) = text(L"alice@example.com");
    V_VT(&who) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&who) = &inner;
    CHECK_CODE(message(who, &first), S_OK);
    /* A proxy may have put an equal string there. */
    CHECK(V_VT(&inner) == VT_BSTR && wcscmp(V_BSTR(&inner), L"alice@example.com") == 0);
    V_VT(&who) = VT_BYREF | VT_BSTR;
    V_BSTRREF(&who) = &name;
    CHECK_CODE(message(who, &second), S_OK);
    CHECK(is_same(first, second));
    CHECK(wcscmp(name, L"alice@example.com") == 0);
    IDispatch_Release(first);
    IDispatch_Release(second);
    VariantClear(&inner);
    SysFreeString(name);
}

static void null_out_is_refused(void)
{
    VARIANT who;
    /* A proxy may lose the result that nobody took. */
    client.lost = client.marshalled ? 1 : 0;
    if (client.by_invoke) {
        /* Without a place for the result the call is made all the same. */
        CHECK_CODE(message_to(L"alice@example.com", NULL), S_OK);
        CHECK(windows_on_screen() == 1);
        return;
    }
    V_VT(&who) = VT_BSTR;
    V_BSTR(&who) = text(L"alice@example.com");
    CHECK_CODE(IMessenger3_InstantMessage(client.messenger, who, NULL), NULL_REF);
    CHECK(client.marshalled || windows_on_screen() == 0);
    SysFreeString(V_BSTR(&who));
}

static void nobody_is_signed_in(void)
{
    IDispatch *out = NULL;
    CHECK_CODE(IDeskControl_SignOutAll(client.control), S_OK);
    CHECK_CODE(message_to(L"alice@example.com", &out), NOT_LOGGED_ON);
    CHECK(out == NULL);
    CHECK_CODE(message_to(L"me@example.com", &out), NOT_LOGGED_ON);
    CHECK_CODE(IMessenger3_AutoSignin(client.messenger), S_OK);
    open_window_to(L"alice@example.com");
}

static void oneself_cannot_be_called(void)
{
    IDispatch *out = NULL;
    VARIANT who;
    VARIANT_BOOL self = VARIANT_FALSE;
    CHECK_CODE(message_to(L"me@example.com", &out), E_FAIL);
    CHECK(out == NULL);
    IMessengerContact *me = contact_of(L"me@example.com");
    CHECK_CODE(IMessengerContact_get_IsSelf(me, &self), S_OK);
    CHECK(self == VARIANT_TRUE);
    V_VT(&who) = VT_DISPATCH;
    V_DISPATCH(&who) = (IDispatch *)(void *)me;
    refused(who, E_FAIL);
    CHECK_CODE(IDeskControl_GoOffline(client.control), S_OK);
    CHECK_CODE(IMessengerContact_get_IsSelf(me, &self), S_OK);
    CHECK(self == VARIANT_FALSE);
    IMessengerContact_Release(me);
}

static void the_open_window_is_returned(void)
{
    IMessengerConversationWnd *first = window_to(L"alice@example.com");
    IMessengerConversationWnd *second = window_to(L"alice@example.com");
    IMessengerConversationWnd *other = window_to(L"bob@example.com");
    const long handle = handle_of(first);
    CHECK(is_same(first, second) && !is_same(first, other));
    CHECK(handle == handle_of(second) && handle != handle_of(other));
    CHECK(windows_on_screen() == 2);
    IMessengerConversationWnd_Release(first);
    IMessengerConversationWnd_Release(second);
    IMessengerConversationWnd_Release(other);
    CHECK(windows_on_screen() == 2);
    first = window_to(L"alice@example.com");
    CHECK(handle == handle_of(first));
    IMessengerConversationWnd_Release(first);
}

static void a_contact_object_is_as_good_as_its_name(void)
{
    VARIANT who;
    IDispatch *out = NULL;
    IMessengerContact *alice = contact_of(L"alice@example.com");
    IMessengerConversationWnd *window = window_to(L"alice@example.com");
    V_VT(&who) = VT_DISPATCH;
    V_DISPATCH(&who) = (IDispatch *)(void *)alice;
    CHECK_CODE(message(who, &out), S_OK);
    CHECK(is_same(out, window));
    IDispatch_Release(out);
    IMessengerConversationWnd_Release(window);
    IMessengerContact_Release(alice);
}

static void a_foreign_contact_is_asked_for_its_name(void)
{
    VARIANT who;
    IDispatch *out = NULL;
    V_VT(&who) = VT_DISPATCH;
    V_DISPATCH(&who) = foreign_contact(L"carol@example.com");
    CHECK_CODE(message(who, &out), S_OK);
    CHECK(client.marshalled || foreign_references() == 1);
    IMessengerConversationWnd *window = window_to(L"carol@example.com");
    CHECK(is_same(window, out));
    IMessengerConversationWnd_Release(window);
    IDispatch_Release(out);
    V_DISPATCH(&who) = foreign_contact(L" carol@example.com");
    CHECK_CODE(message(who, &out), E_INVALIDARG);
    CHECK(out == NULL);
    CHECK(client.marshalled || foreign_references() == 1);
}

static void without_focus_success_is_lesser(void)
{
    IDispatch *out = NULL;
    CHECK_CODE(IDeskControl_put_FocusAllowed(client.control, VARIANT_FALSE), S_OK);
    CHECK_CODE(message_to(L"alice@example.com", &out), client.by_invoke ? S_OK : S_FALSE);
    CHECK(out != NULL && out != PATTERN);
    IDispatch_Release(out);
    open_window_to(L"alice@example.com");
}

static void invoke_reports_its_own_errors(void)
{
    OLECHAR spelled[] = L"instantMESSAGE";
    OLECHAR unknown[] = L"NoSuchMember";
    LPOLESTR names[] = { spelled };
    DISPID id = 0;
    VARIANT arguments[2];
    DISPPARAMS parameters = { .rgvarg = arguments, .cArgs = 2 };
    DISPPARAMS none = { 0 };
    IMessenger3 *it = client.messenger;
    CHECK_CODE(IMessenger3_GetIDsOfNames(it, &IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id), S_OK);
    CHECK(id == 0x50A);
    names[0] = unknown;
    CHECK_CODE(IMessenger3_GetIDsOfNames(it, &IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id), DISP_E_UNKNOWNNAME);
    V_VT(&arguments[0]) = V_VT(&arguments[1]) = VT_EMPTY;
    CHECK_CODE(IMessenger3_Invoke(it, 0x50A, &IID_NULL, 0, DISPATCH_METHOD, &parameters, NULL, NULL, NULL),
               DISP_E_BADPARAMCOUNT);
    /* As script engines call. */
    CHECK_CODE(IMessenger3_Invoke(it, 0x50A, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD | DISPATCH_PROPERTYGET,
                                  &parameters, NULL, NULL, NULL),
               DISP_E_BADPARAMCOUNT);
    CHECK_CODE(IMessenger3_Invoke(it, 0x50A, &IID_NULL, 0, DISPATCH_METHOD, &none, NULL, NULL, NULL),
               DISP_E_BADPARAMCOUNT);
    CHECK_CODE(IMessenger3_Invoke(it, 0x7777, &IID_NULL, 0, DISPATCH_METHOD, &none, NULL, NULL, NULL),
               DISP_E_MEMBERNOTFOUND);
    CHECK(windows_on_screen() == 0);
}

static void invoke_reports_what_is_wrong_with_an_argument(void)
{
    DISPID nobodys = 77;
    VARIANT arguments[2];
    EXCEPINFO exception = { 0 };
    DISPPARAMS parameters = { .rgvarg = arguments, .cArgs = 1 };
    IMessenger3 *it = client.messenger;
    V_VT(&arguments[0]) = V_VT(&arguments[1]) = VT_BSTR;
    V_BSTR(&arguments[0]) = text(L" x");
    CHECK_CODE(IMessenger3_Invoke(it, 0x50A, &IID_NULL, 0, DISPATCH_METHOD, &parameters, NULL, &exception, NULL),
               DISP_E_EXCEPTION);
    CHECK_CODE(exception.scode, E_INVALIDARG);
    parameters.rgdispidNamedArgs = &nobodys;
    parameters.cNamedArgs = 1;
    CHECK_CODE(IMessenger3_Invoke(it, 0x50A, &IID_NULL, 0, DISPATCH_METHOD, &parameters, NULL, NULL, NULL),
               DISP_E_PARAMNOTFOUND);
    parameters = (DISPPARAMS){ .rgvarg = arguments, .cArgs = 2 };
    V_VT(&arguments[1]) = VT_DISPATCH;
    V_DISPATCH(&arguments[1]) = (IDispatch *)(void *)it;
    CHECK_CODE(IMessenger3_Invoke(it, 0x506, &IID_NULL, 0, DISPATCH_METHOD, &parameters, NULL, NULL, NULL),
               DISP_E_TYPEMISMATCH);
    SysFreeString(V_BSTR(&arguments[0]));
}

static void a_refused_contact_is_null(void)
{
    IDispatch *out = PATTERN;
    BSTR name = text(L" x");
    CHECK(FAILED(IMessenger3_GetContact(client.messenger, name, NULL, &out)));
    CHECK(out == NULL);
    SysFreeString(name);
}

const struct test call_tests[] = {
    { "bad strings are invalid", bad_strings_are_invalid },
    { "other types are invalid", other_types_are_invalid },
    { "references are followed", references_are_followed },
    { "null out is refused", null_out_is_refused },
    { "nobody is signed in", nobody_is_signed_in },
    { "oneself cannot be called", oneself_cannot_be_called },
    { "the open window is returned", the_open_window_is_returned },
    { "a contact object is as good as its name", a_contact_object_is_as_good_as_its_name },
    { "a foreign contact is asked for its name", a_foreign_contact_is_asked_for_its_name },
    { "without focus success is lesser", without_focus_success_is_lesser },
    { "Invoke reports its own errors", invoke_reports_its_own_errors },
    { "Invoke reports what is wrong with an argument", invoke_reports_what_is_wrong_with_an_argument },
    { "a refused contact is NULL", a_refused_contact_is_null },
    { NULL, NULL },
};
