/* Contact objects: identity, references, and who is the local user. */
#include "contact.h"

#include "memory.h"
#include "text.h"

#include <stddef.h>

static void *contact_query(struct imc_object *object, enum imc_kind kind)
{
    switch (kind) {
    case IMC_KIND_IDENTITY: return object;
    case IMC_KIND_CONTACT: return (struct desk_contact *)(void *)object;
    case IMC_KIND_WINDOW: break;
    }
    return NULL;
}

static uint32_t contact_add_ref(struct imc_object *object)
{
    struct desk_contact *contact = (struct desk_contact *)(void *)object;
    return ++contact->references;
}

static uint32_t contact_release(struct imc_object *object)
{
    struct desk_contact *contact = (struct desk_contact *)(void *)object;
    if (contact->references > 0) {
        contact->references--;
    }
    return contact->references;
}

static const struct imc_object_ops contact_ops = {
    .query = contact_query,
    .add_ref = contact_add_ref,
    .release = contact_release,
};

struct desk_contact *contact_from_object(struct imc_object *object)
{
    if (object == NULL || object->ops == NULL || object->ops->query == NULL) {
        return NULL;
    }
    /* Another library may have contacts as well; only those with our table are ours to look into. */
    return object->ops == &contact_ops ? object->ops->query(object, IMC_KIND_CONTACT) : NULL;
}

struct desk_contact *contact_find(const struct desk_client *client, struct imc_bstr name, enum imc_service service)
{
    for (struct desk_contact *contact = client->contacts; contact != NULL; contact = contact->next) {
        if (contact->references > 0 && contact->service == service && text_equals(contact->name, name)) {
            return contact;
        }
    }
    return NULL;
}

struct desk_contact *contact_get(struct desk_client *client, struct imc_bstr name, enum imc_service service)
{
    struct desk_contact *contact = contact_find(client, name, service);
    const bool fresh =
        desk_policy.get_contact_fault == GET_CONTACT_FRESH ||
        (desk_policy.get_contact_fault == GET_CONTACT_FRESH_THIRD && contact != NULL && contact->references >= 2);
    if (contact == NULL || fresh) {
        contact = memory_new(1, sizeof *contact);
        contact->object.ops = &contact_ops;
        contact->client = client;
        contact->name = text_copy(name);
        contact->service = service;
        contact->next = client->contacts;
        client->contacts = contact;
    }
    contact->references++;
    return contact;
}

struct imc_object *contact_held_object(struct desk_contact *contact)
{
    return contact->references > 0 ? &contact->object : NULL;
}

bool contact_is_local_user(const struct desk_client *client, struct imc_bstr name, enum imc_service service)
{
    return (service == IMC_SERVICE_PRIMARY || desk_policy.self.any_service) &&
           text_matches(name, client->local_user, &desk_policy.self);
}

bool contact_has_own_name(const struct desk_client *client, struct imc_bstr name)
{
    struct desk_match whole = desk_policy.self;
    whole.extent = EXTENT_WHOLE;
    return text_matches(name, client->local_user, &whole);
}

void contacts_forget(struct desk_client *client)
{
    while (client->contacts != NULL) {
        struct desk_contact *contact = client->contacts;
        client->contacts = contact->next;
        text_free(&contact->name);
        memory_free(contact);
    }
}
