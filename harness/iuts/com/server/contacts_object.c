/* IMessengerContacts: the contact list, or those who take part in a conversation, as they are when asked. */
#include "objects.h"

struct contacts_face {
    struct face face;
    struct window *window; /* NULL: the contact list */
};

static struct window *window_of(IMessengerContacts *self) { return ((struct contacts_face *)(void *)self)->window; }

static void end(struct face *face)
{
    struct window *window = ((struct contacts_face *)(void *)face)->window;
    if (window != NULL) {
        window_release(window);
    }
}

/* The one with that index, or NULL. */
static struct contact *at(IMessengerContacts *self, LONG index)
{
    const struct window *window = window_of(self);
    if (window != NULL) {
        return index >= 0 && (uint32_t)index < window->participant_count ? window->participants[index] : NULL;
    }
    for (struct contact *contact = module_desk()->contacts; contact != NULL; contact = contact->next) {
        if (contact->listed && index-- == 0) {
            return contact;
        }
    }
    return NULL;
}

static IDispatch *object_at(IMessengerContacts *self, LONG index)
{
    struct contact *contact = at(self, index);
    if (contact == NULL) {
        return NULL;
    }
    contact_add_reference(contact);
    return object_of_contact(contact);
}

/* The participants of a window that has closed are not told. */
static HRESULT usable(IMessengerContacts *self)
{
    return window_of(self) == NULL || window_of(self)->open ? S_OK : E_FAIL;
}

METHOD get_count(IMessengerContacts *self, LONG *out)
{
    NEED(out);
    for (*out = 0; at(self, *out) != NULL;) {
        ++*out;
    }
    return usable(self);
}

METHOD item(IMessengerContacts *self, LONG index, IDispatch **out)
{
    NEED(out);
    *out = object_at(self, index);
    return *out != NULL ? S_OK : E_INVALIDARG;
}

METHOD remove_one(IMessengerContacts *self, IDispatch *object)
{
    if (window_of(self) != NULL) {
        return E_FAIL;
    }
    for (LONG index = 0; object != NULL && at(self, index) != NULL; index++) {
        struct contact *contact = at(self, index);
        if (contact->face == object) {
            contact_list(contact, false);
            module_desk()->around->tell(&(struct news){ .event = NEWS_CONTACT_UNLISTED, .contact = contact });
            return S_OK;
        }
    }
    return E_INVALIDARG;
}

METHOD get_enumerator(IMessengerContacts *self, IUnknown **out)
{
    enum { MOST = 256 };
    IDispatch *items[MOST];
    ULONG count = 0;
    NEED(out);
    *out = NULL;
    if (FAILED(usable(self))) {
        return E_FAIL;
    }
    while (count < MOST && (items[count] = object_at(self, (LONG)count)) != NULL) {
        count++;
    }
    return object_of_items(items, count, out);
}

static const IMessengerContactsVtbl table = {
    FACE_PART(IMessengerContacts), .get_Count = get_count,         .Item = item,
    .Remove = remove_one,          .get__NewEnum = get_enumerator,
};
static const IID *const interfaces[] = { &IID_IMessengerContacts, NULL };
static const struct kind kind = { .table = &table, .interfaces = interfaces, .end = end };

IDispatch *object_of_contacts(struct window *window)
{
    struct contacts_face *face = face_new(&kind, sizeof *face);
    if (window != NULL) {
        window_add_reference(window);
        face->window = window;
    }
    return (IDispatch *)(void *)face;
}
