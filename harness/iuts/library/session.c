/* The sign-in state of both services and the connection. */
#include "session.h"

#include "clock.h"
#include "conversation.h"
#include "events.h"
#include "window.h"

#include <stddef.h>

enum { STATUS_OFFLINE = 0x0001, STATUS_ONLINE = 0x0002, STATUS_DISCONNECTING = 0x0400 };

/* Windows that a late sign-out has left behind close before anything else happens to the session. */
static void finish_sign_out(struct desk_client *client)
{
    if (client->closing_due != 0) {
        client->closing_due = 0;
        conversations_close_all(client, CAUSE_SIGN_OUT);
    }
}

enum imc_status session_service_sign_in(void *client, enum imc_service service)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (!desk->connected) {
        return IMC_CANNOT;
    }
    if (desk->signed_in[service]) {
        return IMC_DONE;
    }
    if (service == IMC_SERVICE_PRIMARY) {
        finish_sign_out(desk);
        desk->sign_ins++;
        events_raise_plain(desk, "OnSignin");
        events_raise_status(desk, STATUS_ONLINE);
    }
    desk->signed_in[service] = true;
    return IMC_DONE;
}

enum imc_status session_service_sign_out(void *client, enum imc_service service)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (!desk->signed_in[service]) {
        return IMC_DONE;
    }
    desk->signed_in[service] = false;
    if (service != IMC_SERVICE_PRIMARY) {
        return IMC_DONE;
    }
    events_raise_status(desk, STATUS_DISCONNECTING);
    if (desk_policy.sign_out_delay_ms > 0) {
        desk->closing_due = clock_now_ms() + desk_policy.sign_out_delay_ms;
    } else {
        conversations_close_all(desk, CAUSE_SIGN_OUT);
    }
    events_raise_plain(desk, "OnSignout");
    events_raise_status(desk, STATUS_OFFLINE);
    return IMC_DONE;
}

enum imc_status session_sign_in(void *client) { return session_service_sign_in(client, IMC_SERVICE_PRIMARY); }

/* Leaves all services. */
enum imc_status session_sign_out(void *client)
{
    (void)session_service_sign_out(client, IMC_SERVICE_SECONDARY);
    return session_service_sign_out(client, IMC_SERVICE_PRIMARY);
}

enum imc_status session_go_offline(void *client)
{
    struct desk_client *desk = client;
    uint32_t nth = 0;
    client_tick(desk);
    if (!desk->connected) {
        return IMC_DONE;
    }
    desk->connected = false;
    for (struct desk_conversation *c = desk->conversations; c != NULL; c = c->next) {
        nth += c->open ? 1u : 0u;
        if (!c->open || desk_policy.offline_keeps == KEEP_ALL ||
            (desk_policy.offline_keeps == KEEP_SECOND && nth == 2)) {
            continue;
        }
        if (desk_policy.offline == OFFLINE_CLOSES) {
            conversation_close(desk, c, CAUSE_OFFLINE);
        } else {
            windows_cut(desk, c, true);
        }
    }
    if (desk->signed_in[IMC_SERVICE_PRIMARY]) {
        events_raise_status(desk, STATUS_OFFLINE);
    }
    return IMC_DONE;
}

enum imc_status session_go_online(void *client)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (desk->connected) {
        return IMC_DONE;
    }
    desk->connected = true;
    desk->returns++;
    if (desk_policy.offline == OFFLINE_CLOSES_ON_RETURN) {
        conversations_close_all(desk, CAUSE_OFFLINE);
    }
    for (struct desk_conversation *c = desk->conversations; c != NULL && desk_policy.return_revives; c = c->next) {
        windows_cut(desk, c, false);
    }
    if (desk->signed_in[IMC_SERVICE_PRIMARY]) {
        events_raise_status(desk, STATUS_ONLINE);
    }
    return IMC_DONE;
}
