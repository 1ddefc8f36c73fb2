/* MessengerContact objects. */
#ifndef DESK_CONTACT_H
#define DESK_CONTACT_H

#include "client.h"

struct desk_contact {
    struct imc_object object; /* first, so that the object's address is the contact's */
    struct desk_client *client;
    struct desk_contact *next;
    uint32_t references;
    struct imc_bstr name; /* as it was asked for */
    enum imc_service service;
};

/* The contact behind an object of anybody's, or NULL. */
struct desk_contact *contact_from_object(struct imc_object *object);

/* The object for that very name, with one reference more; the same one as before while that is held. */
struct desk_contact *contact_get(struct desk_client *client, struct imc_bstr name, enum imc_service service);

/* The held object for that name, or NULL; no reference is added. */
struct desk_contact *contact_find(const struct desk_client *client, struct imc_bstr name, enum imc_service service);

/* The object, while somebody holds it, else NULL. */
struct imc_object *contact_held_object(struct desk_contact *contact);

/* Whether that is the user of this client, by the policy's comparison. */
bool contact_is_local_user(const struct desk_client *client, struct imc_bstr name, enum imc_service service);

/* Whether that is the local user's name as IsSelf compares it: like the above without its faults and services. */
bool contact_has_own_name(const struct desk_client *client, struct imc_bstr name);

void contacts_forget(struct desk_client *client);

/* Members, as the ABI has them. */
imc_hresult members_my_signin_name(void *client, struct imc_bstr *name);
imc_hresult members_get_contact(void *client, const struct imc_bstr *signin_name, bool has_service,
                                enum imc_service service, struct imc_object **contact);
imc_hresult members_contact_is_self(void *client, struct imc_object *contact, bool *result);
imc_hresult members_contact_signin_name(void *client, struct imc_object *contact, struct imc_bstr *name);

#endif
