/* IMessengerService and IMessengerServices: the primary service and one more. */
#include "objects.h"

#include <wchar.h>

struct service_face {
    struct face face;
    enum service service;
};

static const struct {
    const wchar_t *id;
    const wchar_t *name;
} services[SERVICE_COUNT] = {
    [SERVICE_PRIMARY] = { L"{9B017612-C9F1-11D2-8D9F-0000F875C541}", L".NET Messenger Service" },
    [SERVICE_SECONDARY] = { L"{B230DE4C-AD6B-4FE9-BE5D-E1435F887CC8}", L"Imconform Desk Second Service" },
};

static struct name name_from(const wchar_t *text) { return (struct name){ text, (uint32_t)wcslen(text) }; }

struct name service_id(enum service service) { return name_from(services[service].id); }

struct name service_name(enum service service) { return name_from(services[service].name); }

bool service_of_id(BSTR id, enum service *service)
{
    const struct name wanted = name_of_text(id);
    for (*service = SERVICE_PRIMARY; *service < SERVICE_COUNT; ++*service) {
        if (name_equal(wanted, service_id(*service))) {
            return true;
        }
    }
    *service = SERVICE_PRIMARY;
    return wanted.length == 0;
}

static enum service service_of(IMessengerService *self) { return ((struct service_face *)(void *)self)->service; }

static bool is_online(enum service service) { return module_desk()->connected && module_desk()->signed_in[service]; }

METHOD get_service_name(IMessengerService *self, BSTR *out) { return give_text(service_name(service_of(self)), out); }

METHOD get_service_id(IMessengerService *self, BSTR *out) { return give_text(service_id(service_of(self)), out); }

METHOD get_my_name(IMessengerService *self, BSTR *out)
{
    NEED(out);
    *out = NULL;
    return is_online(service_of(self)) ? give_text(module_desk()->local_user, out) : E_NOT_LOGGED_ON;
}

METHOD get_status(IMessengerService *self, MISTATUS *out)
{
    NEED(out);
    *out = MISTATUS_OFFLINE;
    if (is_online(service_of(self))) {
        *out = service_of(self) == SERVICE_PRIMARY ? (MISTATUS)desk_status(module_desk()) : MISTATUS_ONLINE;
    }
    return S_OK;
}

METHOD get_property(IMessengerService *self, MSERVICEPROPERTY property, VARIANT *out)
{
    NEED(out);
    VariantInit(out);
    return E_INVALIDARG;
}

METHOD put_property(IMessengerService *self, MSERVICEPROPERTY property, VARIANT value) { return E_INVALIDARG; }

static const IMessengerServiceVtbl service_table = {
    FACE_PART(IMessengerService),      .get_ServiceName = get_service_name, .get_ServiceId = get_service_id,
    .get_MyFriendlyName = get_my_name, .get_MyStatus = get_status,          .get_MySigninName = get_my_name,
    .get_Property = get_property,      .put_Property = put_property,
};
static const IID *const service_interfaces[] = { &IID_IMessengerService, NULL };
static const struct kind service_kind = { .table = &service_table, .interfaces = service_interfaces };

IDispatch *object_of_service(enum service service)
{
    struct service_face *face = face_new(&service_kind, sizeof *face);
    face->service = service;
    return (IDispatch *)(void *)face;
}

METHOD get_primary(IMessengerServices *self, IDispatch **out)
{
    NEED(out);
    *out = object_of_service(SERVICE_PRIMARY);
    return S_OK;
}

METHOD get_count(IMessengerServices *self, LONG *out)
{
    NEED(out);
    *out = SERVICE_COUNT;
    return S_OK;
}

METHOD item(IMessengerServices *self, LONG index, IDispatch **out)
{
    NEED(out);
    *out = NULL;
    if (index < 0 || index >= SERVICE_COUNT) {
        return E_INVALIDARG;
    }
    *out = object_of_service((enum service)index);
    return S_OK;
}

METHOD get_enumerator(IMessengerServices *self, IUnknown **out)
{
    IDispatch *items[SERVICE_COUNT];
    NEED(out);
    for (enum service service = SERVICE_PRIMARY; service < SERVICE_COUNT; service++) {
        items[service] = object_of_service(service);
    }
    return object_of_items(items, SERVICE_COUNT, out);
}

static const IMessengerServicesVtbl services_table = {
    FACE_PART(IMessengerServices),  .get_PrimaryService = get_primary, .get_Count = get_count, .Item = item,
    .get__NewEnum = get_enumerator,
};
static const IID *const services_interfaces[] = { &IID_IMessengerServices, NULL };
static const struct kind services_kind = { .table = &services_table, .interfaces = services_interfaces };

IDispatch *object_of_services(void) { return face_new(&services_kind, sizeof(struct face)); }
