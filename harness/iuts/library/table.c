/* The one symbol that the library exports. */
#include "call.h"
#include "contact.h"
#include "conversation.h"
#include "events.h"
#include "session.h"
#include "window.h"

#include <stddef.h>

static void *desk_create(void) { return client_new(); }

static void desk_destroy(void *client)
{
    if (client != NULL) {
        client_free(client);
    }
}

static enum imc_status desk_reset(void *client, const struct imc_people *wanted,
                                  const struct imc_people **people_it_has)
{
    struct desk_client *desk = client;
    client_reset(desk, wanted);
    if (desk_policy.own_people && people_it_has != NULL) {
        *people_it_has = &desk->people_view;
    }
    return IMC_DONE;
}

static void desk_screen_windows(void *client, void (*each)(void *context, const struct imc_screen_window *window),
                                void *context)
{
    client_tick(client);
    conversations_show(client, each, context);
}

static void desk_take_events(void *client, void (*each)(void *context, const struct imc_event *event), void *context)
{
    client_tick(client);
    events_take(client, each, context);
}

static const struct imc_library whole_table = {
    .abi = IMC_ABI_VERSION,
    .name = "desk",
    .version = "1.0.0",
    .create = desk_create,
    .destroy = desk_destroy,
    .reset = desk_reset,
    .instant_message = call_instant_message,
    .sign_in = session_sign_in,
    .sign_out = session_sign_out,
    .go_offline = session_go_offline,
    .go_online = session_go_online,
    .service_sign_in = session_service_sign_in,
    .service_sign_out = session_service_sign_out,
    .user_close_window = user_close_window,
    .user_add_contact = user_add_contact,
    .user_open_dialog = user_open_dialog,
    .user_close_dialogs = user_close_dialogs,
    .set_focus_allowed = user_set_focus_allowed,
    .my_signin_name = members_my_signin_name,
    .get_contact = members_get_contact,
    .contact_is_self = members_contact_is_self,
    .contact_signin_name = members_contact_signin_name,
    .window_get = members_window_get,
    .window_put = members_window_put,
    .window_show = members_window_show,
    .window_close = members_window_close,
    .window_contacts = members_window_contacts,
    .screen_windows = desk_screen_windows,
    .take_events = desk_take_events,
};

static void drop_members(struct imc_library *table)
{
    table->my_signin_name = NULL;
    table->get_contact = NULL;
    table->contact_is_self = NULL;
    table->contact_signin_name = NULL;
    table->window_get = NULL;
    table->window_put = NULL;
    table->window_show = NULL;
    table->window_close = NULL;
    table->window_contacts = NULL;
}

static struct imc_library table_of_policy(void)
{
    struct imc_library table = whole_table;
    if (desk_policy.mandatory_only) {
        table = (struct imc_library){
            .abi = whole_table.abi,
            .name = whole_table.name,
            .version = whole_table.version,
            .create = desk_create,
            .destroy = desk_destroy,
            .reset = desk_reset,
            .instant_message = call_instant_message,
        };
    }
    if (desk_policy.without_members) {
        drop_members(&table);
    }
    if (desk_policy.without_screen) {
        table.screen_windows = NULL;
    }
    if (desk_policy.without_events) {
        table.take_events = NULL;
    }
    return table;
}

__attribute__((visibility("default"))) const struct imc_library *imconform_library(uint32_t abi_version)
{
    static struct imc_library table;
    if (abi_version != IMC_ABI_VERSION) {
        return NULL;
    }
    table = table_of_policy();
    return &table;
}
