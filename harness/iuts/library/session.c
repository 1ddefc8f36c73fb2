/* The sign-in state of both services and the connection. */
#include "session.h"

#include "clock.h"
#include "conversation.h"
#include "events.h"
#include "window.h"

#include <stddef.h>

static const struct desk_about nothing = { 0 };

static void tell_status(struct desk_client *client, enum desk_moment moment, int32_t status)
{
    events_raise(client, moment, SAY_STATUS, (struct desk_about){ .status = status });
}

static void tell_sign_in(struct desk_client *client)
{
    static const int32_t usual[DESK_STATUSES] = { STATUS_FINDING, STATUS_CONNECTING, STATUS_ONLINE };
    const int32_t *statuses = desk_policy.sign_in_statuses[0] != 0 ? desk_policy.sign_in_statuses : usual;
    events_begin(client, MOMENT_SIGN_IN);
    for (uint32_t i = 0; i < DESK_STATUSES && statuses[i] != 0; i++) {
        const bool is_last = i + 1 == DESK_STATUSES || statuses[i + 1] == 0;
        if ((desk_policy.signin_place == SIGNIN_FIRST && i == 0) ||
            (desk_policy.signin_place == SIGNIN_BEFORE_LAST && is_last)) {
            events_raise(client, MOMENT_SIGN_IN, SAY_SIGNIN, nothing);
        }
        tell_status(client, MOMENT_SIGN_IN, statuses[i]);
    }
    if (desk_policy.signin_place == SIGNIN_LAST) {
        events_raise(client, MOMENT_SIGN_IN, SAY_SIGNIN, nothing);
    }
    events_end(client, MOMENT_SIGN_IN, nothing);
}

static void close_for_sign_out(struct desk_client *client)
{
    if (desk_policy.sign_out_delay_ms > 0) {
        client->closing_due = clock_now_ms() + desk_policy.sign_out_delay_ms;
    } else {
        conversations_close_all(client, CAUSE_SIGN_OUT);
    }
}

/* The first status comes at once, the others when all is done. */
static void do_sign_out(struct desk_client *client)
{
    static const int32_t usual[DESK_STATUSES] = { STATUS_DISCONNECTING, STATUS_OFFLINE };
    const int32_t *statuses = desk_policy.sign_out_statuses[0] != 0 ? desk_policy.sign_out_statuses : usual;
    events_begin(client, MOMENT_SIGN_OUT);
    tell_status(client, MOMENT_SIGN_OUT, statuses[0]);
    if (!desk_policy.signout_first) {
        close_for_sign_out(client);
    }
    events_raise(client, MOMENT_SIGN_OUT, SAY_SIGNOUT, nothing);
    if (desk_policy.signout_first) {
        close_for_sign_out(client);
    }
    for (uint32_t i = 1; i < DESK_STATUSES && statuses[i] != 0; i++) {
        tell_status(client, MOMENT_SIGN_OUT, statuses[i]);
    }
    events_end(client, MOMENT_SIGN_OUT, nothing);
}

/* A change of the connection is told while somebody is signed in. */
static void tell_connection(struct desk_client *client, enum desk_moment moment, int32_t status)
{
    events_begin(client, moment);
    if (client->signed_in[IMC_SERVICE_PRIMARY]) {
        tell_status(client, moment, status);
    }
    events_end(client, moment, nothing);
}

/* Windows that a late sign-out has left behind close before anything else happens to the session. */
static void finish_sign_out(struct desk_client *client)
{
    if (client->closing_due != 0) {
        client->closing_due = 0;
        conversations_close_all(client, CAUSE_SIGN_OUT);
    }
}

/* Whoever signs in gets a lost connection back; the other service has one of its own. */
enum imc_status session_service_sign_in(void *client, enum imc_service service)
{
    struct desk_client *desk = client;
    client_tick(desk);
    if (service == IMC_SERVICE_PRIMARY) {
        (void)session_go_online(desk);
    }
    if (desk->signed_in[service]) {
        events_pass(desk, service == IMC_SERVICE_PRIMARY ? MOMENT_SIGN_IN_AGAIN : MOMENT_SECONDARY_IN, nothing);
        return IMC_DONE;
    }
    desk->signed_in[service] = true;
    if (service == IMC_SERVICE_PRIMARY) {
        finish_sign_out(desk);
        desk->sign_ins++;
        tell_sign_in(desk);
    } else {
        events_pass(desk, MOMENT_SECONDARY_IN, nothing);
    }
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
    if (service == IMC_SERVICE_PRIMARY) {
        do_sign_out(desk);
    } else {
        events_pass(desk, MOMENT_SECONDARY_OUT, nothing);
    }
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
    tell_connection(desk, MOMENT_OFFLINE, STATUS_OFFLINE);
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
    tell_connection(desk, MOMENT_RETURN, STATUS_ONLINE);
    return IMC_DONE;
}
