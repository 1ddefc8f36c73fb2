/* IMessengerContact: a person, on the list or not. */
#include "fault.h"
#include "objects.h"

#include <oleauto.h>

struct contact_face {
    struct face face;
    struct contact *contact;
};

static struct contact *contact_of(IMessengerContact *self) { return ((struct contact_face *)(void *)self)->contact; }

static ULONG add(struct face *face)
{
    struct contact *contact = ((struct contact_face *)(void *)face)->contact;
    if (has_fault(FAULT_contact_counts_twice)) {
        contact_add_reference(contact);
    }
    return contact_add_reference(contact);
}

static ULONG release(struct face *face) { return contact_release(((struct contact_face *)(void *)face)->contact); }

METHOD get_name(IMessengerContact *self, BSTR *out) { return give_text(contact_of(self)->name, out); }

/* Who is listed is seen; of others nothing is known. */
METHOD get_status(IMessengerContact *self, MISTATUS *out)
{
    NEED(out);
    *out = contact_of(self)->listed && desk_is_online(contact_of(self)->desk) ? MISTATUS_ONLINE : MISTATUS_UNKNOWN;
    return S_OK;
}

METHOD get_service_name(IMessengerContact *self, BSTR *out)
{
    return give_text(service_name(contact_of(self)->service), out);
}

METHOD get_service_id(IMessengerContact *self, BSTR *out)
{
    return give_text(service_id(contact_of(self)->service), out);
}

METHOD get_blocked(IMessengerContact *self, VARIANT_BOOL *out)
{
    NEED(out);
    *out = contact_of(self)->blocked ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}

METHOD put_blocked(IMessengerContact *self, VARIANT_BOOL value)
{
    contact_of(self)->blocked = value != VARIANT_FALSE;
    return S_OK;
}

METHOD get_can_page(IMessengerContact *self, VARIANT_BOOL *out)
{
    NEED(out);
    *out = VARIANT_FALSE;
    return S_OK;
}

METHOD get_phone(IMessengerContact *self, MPHONE_TYPE type, BSTR *out)
{
    return give_text((struct name){ NULL, 0 }, out);
}

METHOD get_self(IMessengerContact *self, VARIANT_BOOL *out)
{
    const struct contact *contact = contact_of(self);
    NEED(out);
    *out = desk_is_own(contact->desk, contact->name, contact->service) ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}

METHOD get_property(IMessengerContact *self, MCONTACTPROPERTY property, VARIANT *out)
{
    NEED(out);
    VariantInit(out);
    if (property != MCONTACTPROP_EMAIL) {
        return property == MCONTACTPROP_GROUPS_PROPERTY ? E_NOTIMPL : E_INVALIDARG;
    }
    V_VT(out) = VT_BSTR;
    return give_text(contact_of(self)->name, &V_BSTR(out));
}

METHOD put_property(IMessengerContact *self, MCONTACTPROPERTY property, VARIANT value) { return E_NOTIMPL; }

static const IMessengerContactVtbl table = {
    FACE_PART(IMessengerContact),    .get_FriendlyName = get_name,        .get_Status = get_status,
    .get_SigninName = get_name,      .get_ServiceName = get_service_name, .get_Blocked = get_blocked,
    .put_Blocked = put_blocked,      .get_CanPage = get_can_page,         .get_PhoneNumber = get_phone,
    .get_IsSelf = get_self,          .get_Property = get_property,        .put_Property = put_property,
    .get_ServiceId = get_service_id,
};
static const IID *const interfaces[] = { &IID_IMessengerContact, NULL };
static const struct kind kind = { .table = &table, .interfaces = interfaces, .add = add, .release = release };

IDispatch *object_of_contact(struct contact *contact)
{
    if (contact->face == NULL) {
        struct contact_face *face = face_new(&kind, sizeof *face);
        face->contact = contact;
        contact->face = face;
    }
    return contact->face;
}
