/* vContact: a string or a contact object, by value or by reference. */
#include "fault.h"
#include "objects.h"

#include <oleauto.h>

static void read_contact(IDispatch *object, struct argument *argument)
{
    IMessengerContact *contact = NULL;
    enum service service = SERVICE_PRIMARY;
    if (object == NULL || FAILED(IDispatch_QueryInterface(object, &IID_IMessengerContact, (void **)&contact))) {
        return;
    }
    /* An object that does not tell its service is taken for one of the primary service. */
    if (SUCCEEDED(IMessengerContact_get_SigninName(contact, &argument->owned_name)) &&
        (FAILED(IMessengerContact_get_ServiceId(contact, &argument->owned_service)) ||
         service_of_id(argument->owned_service, &service))) {
        argument->target = (struct target){ TARGET_NAME, name_of_text(argument->owned_name), service };
    }
    if (!has_fault(FAULT_caller_contact_kept)) {
        IMessengerContact_Release(contact);
    }
}

static void read_text(BSTR text, struct argument *argument)
{
    argument->target = (struct target){ TARGET_NAME, name_of_text(text), SERVICE_PRIMARY };
}

void argument_read(const VARIANT *value, struct argument *argument)
{
    *argument = (struct argument){ .target.kind = TARGET_REFUSED };
    /* A variable of a script comes as a reference to its value; one level of that is followed. */
    if (V_VT(value) == (VT_BYREF | VT_VARIANT) && !has_fault(FAULT_byref_refused)) {
        value = V_VARIANTREF(value);
        if (value == NULL) {
            return;
        }
    }
    switch (V_VT(value)) {
    case VT_BSTR: read_text(V_BSTR(value), argument); break;
    case VT_DISPATCH: read_contact(V_DISPATCH(value), argument); break;
    case VT_BYREF | VT_BSTR:
        if (V_BSTRREF(value) != NULL) {
            read_text(*V_BSTRREF(value), argument);
        }
        break;
    case VT_BYREF | VT_DISPATCH:
        if (V_DISPATCHREF(value) != NULL) {
            read_contact(*V_DISPATCHREF(value), argument);
        }
        break;
    default: break;
    }
}

void argument_free(struct argument *argument)
{
    SysFreeString(argument->owned_name);
    SysFreeString(argument->owned_service);
}
