/* GetContact, IsSelf, SigninName and MySigninName. */
#include "codes.h"
#include "contact.h"
#include "text.h"

#include <stddef.h>

static bool is_space(uint16_t unit) { return unit == ' '; }

static bool is_signed_in(const struct desk_client *client)
{
    return client->signed_in[IMC_SERVICE_PRIMARY] && client->connected;
}

/* The rules of R-42. */
static imc_hresult check_name(const struct desk_client *client, const struct imc_bstr *name)
{
    const enum desk_get_contact_fault fault = desk_policy.get_contact_fault;
    if (name == NULL) {
        return fault == GET_CONTACT_NULL_INVALID ? E_INVALIDARG : E_FAIL;
    }
    if ((text_length(*name, desk_policy.length_unit) > 129 && fault != GET_CONTACT_LONG_TAKEN) ||
        (text_any(*name, is_space) && fault != GET_CONTACT_SPACE_TAKEN) ||
        (text_has_break(*name, BREAKS_ANYWHERE) && fault != GET_CONTACT_BREAK_TAKEN)) {
        return E_INVALIDARG;
    }
    if (!is_signed_in(client) && fault != GET_CONTACT_SIGNED_OUT_TAKEN) {
        return MSGR_E_NOT_LOGGED_ON;
    }
    if (fault == GET_CONTACT_FAILS ||
        (fault == GET_CONTACT_LISTED_ONLY && !client_knows(client, *name, IMC_SERVICE_PRIMARY) &&
         !client_knows(client, *name, IMC_SERVICE_SECONDARY))) {
        return E_FAIL;
    }
    return S_OK;
}

/* Without a service id the contact list decides: a name that is listed on the secondary service only is the
 * contact of that service. */
static enum imc_service service_of(const struct desk_client *client, struct imc_bstr name)
{
    const bool secondary_only =
        !client_knows(client, name, IMC_SERVICE_PRIMARY) && client_knows(client, name, IMC_SERVICE_SECONDARY);
    return secondary_only ? IMC_SERVICE_SECONDARY : IMC_SERVICE_PRIMARY;
}

imc_hresult members_get_contact(void *client, const struct imc_bstr *signin_name, bool has_service,
                                enum imc_service service, struct imc_object **contact)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (contact == NULL) {
        return RPC_X_NULL_REF_POINTER;
    }
    *contact = NULL;
    const imc_hresult refused = check_name(desk, signin_name);
    if (refused != S_OK) {
        return refused;
    }
    if (desk_policy.get_contact_fault != GET_CONTACT_NULL) {
        const enum imc_service wanted = has_service ? service : service_of(desk, *signin_name);
        *contact = &contact_get(desk, *signin_name, wanted)->object;
    }
    return S_OK;
}

static bool is_self(const struct desk_client *client, const struct desk_contact *contact)
{
    const struct desk_match by_prefix = { .extent = EXTENT_PREFIX };
    const bool is_online = is_signed_in(client);
    switch (desk_policy.is_self_fault) {
    case IS_SELF_NEVER: return false;
    case IS_SELF_ALWAYS: return is_online;
    case IS_SELF_PREFIX: return is_online && text_matches(contact->name, client->local_user, &by_prefix);
    case IS_SELF_ANY_SERVICE: return is_online && text_equals(contact->name, client->local_user);
    case IS_SELF_OFFLINE_TRUE:
        return contact->service == IMC_SERVICE_PRIMARY && contact_has_own_name(client, contact->name);
    case IS_SELF_RIGHT:
    case IS_SELF_OFFLINE_FAILS: break;
    }
    return is_online && contact->service == IMC_SERVICE_PRIMARY && contact_has_own_name(client, contact->name);
}

imc_hresult members_contact_is_self(void *client, struct imc_object *contact, bool *result)
{
    struct desk_client *desk = client;
    const struct desk_contact *asked = contact_from_object(contact);
    client_tick(desk);
    if (result == NULL) {
        return RPC_X_NULL_REF_POINTER;
    }
    *result = false;
    if (asked == NULL) {
        return E_INVALIDARG;
    }
    if (desk_policy.is_self_fault == IS_SELF_OFFLINE_FAILS && !is_signed_in(desk)) {
        return MSGR_E_NOT_LOGGED_ON;
    }
    *result = is_self(desk, asked);
    return S_OK;
}

/* Lends NAME, or what the fault makes of it. */
static imc_hresult lend(struct desk_client *client, struct imc_bstr name, enum desk_name_fault fault,
                        struct imc_bstr other, struct imc_bstr *result)
{
    if (fault == NAME_FAILS) {
        return E_FAIL;
    }
    if (fault == NAME_CUT) {
        name = text_before(name, '@');
    } else if (fault == NAME_OTHER) {
        name = other;
    }
    *result = client_lend(client, name);
    if (fault == NAME_LOWER) {
        text_make_lower(&client->lent_name);
    }
    return S_OK;
}

imc_hresult members_contact_signin_name(void *client, struct imc_object *contact, struct imc_bstr *name)
{
    struct desk_client *desk = client;
    const struct desk_contact *asked = contact_from_object(contact);
    client_tick(desk);
    if (name == NULL) {
        return RPC_X_NULL_REF_POINTER;
    }
    if (asked == NULL) {
        return E_INVALIDARG;
    }
    return lend(desk, asked->name, desk_policy.signin_name_fault, desk->local_user, name);
}

imc_hresult members_my_signin_name(void *client, struct imc_bstr *name)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (name == NULL) {
        return RPC_X_NULL_REF_POINTER;
    }
    const bool kept = (desk_policy.my_name_fault == NAME_KEPT_SIGNED_OUT && desk->sign_ins > 0) ||
                      (desk_policy.my_name_fault == NAME_KEPT_OFFLINE && desk->signed_in[IMC_SERVICE_PRIMARY]);
    if (!is_signed_in(desk) && !kept) {
        return desk_policy.no_name_code != 0 ? desk_policy.no_name_code : MSGR_E_NOT_LOGGED_ON;
    }
    const struct imc_bstr other = desk->people_count > 0 ? desk->people[0].signin_name : text_empty();
    return lend(desk, desk->local_user, desk_policy.my_name_fault, other, name);
}
