/*
 * InstantMessage: find a reason to refuse, else find or open the window and hand it out.
 *
 * The rows of the policy are asked twice: for each reason to refuse when it is found, and for the call when no
 * reason is left.  What they say is collected in a plan, which is then carried out.
 */
#include "call.h"

#include "clock.h"
#include "codes.h"
#include "contact.h"
#include "conversation.h"
#include "events.h"
#include "text.h"
#include "window.h"

#include <stdlib.h>

enum out_value { OUT_WINDOW, OUT_NULL, OUT_PATTERN, OUT_GARBAGE, OUT_CONTACT, OUT_DEAD, OUT_OLDEST };

struct plan {
    bool refused;
    bool passed; /* the reason at hand is overlooked */
    imc_hresult code;
    enum out_value out;
    bool opens;     /* although it is refused */
    bool announces; /* although it is refused */
    bool claims;    /* success without a window */
    bool uncounted;
    bool another;
    bool twin;
    bool silent;
    uint32_t extra_events;
    struct desk_opening opening;
};

static void plan_refusal(struct plan *plan, const struct desk_answer *row, imc_hresult usual)
{
    plan->refused = true;
    plan->code = row->code != 0 ? row->code : usual;
    plan->out = OUT_NULL;
    plan->out = row->act == ACT_REFUSE_PATTERN ? OUT_PATTERN : plan->out;
    plan->out = row->act == ACT_REFUSE_GARBAGE ? OUT_GARBAGE : plan->out;
    plan->opens = row->act == ACT_REFUSE_OPENING;
    plan->announces = row->act == ACT_REFUSE_EVENT;
}

/* Adds what the row says.  USUAL is the code of a refusal that names none. */
static void plan_row(struct plan *plan, const struct desk_answer *row, imc_hresult usual)
{
    switch (row->act) {
    case ACT_REFUSE:
    case ACT_REFUSE_PATTERN:
    case ACT_REFUSE_GARBAGE:
    case ACT_REFUSE_OPENING:
    case ACT_REFUSE_EVENT: plan_refusal(plan, row, usual); break;
    case ACT_PASS: plan->passed = true; break;
    case ACT_CRASH: abort();
    case ACT_HANG: clock_sleep_for_ever();
    case ACT_CODE: plan->code = row->code; break;
    case ACT_CODE_NULL:
        plan->code = row->code;
        plan->out = OUT_NULL;
        break;
    case ACT_CLAIM:
        plan->refused = true;
        plan->code = row->code;
        plan->out = OUT_NULL;
        break;
    case ACT_OUT_PATTERN: plan->out = OUT_PATTERN; break;
    case ACT_OUT_CONTACT: plan->out = OUT_CONTACT; break;
    case ACT_OUT_DEAD: plan->out = OUT_DEAD; break;
    case ACT_OUT_OLDEST: plan->out = OUT_OLDEST; break;
    case ACT_OUT_UNCOUNTED: plan->uncounted = true; break;
    case ACT_ANOTHER_WINDOW: plan->another = true; break;
    case ACT_HIDDEN: plan->opening.hidden = true; break;
    case ACT_TWIN: plan->twin = true; break;
    case ACT_NO_EVENT: plan->silent = true; break;
    case ACT_EXTRA_EVENT: plan->extra_events++; break;
    case ACT_NO_PARTICIPANT: plan->opening.nobody_listed = true; break;
    case ACT_OTHER_PARTICIPANT: plan->opening.other_listed = true; break;
    case ACT_EXTRA_PARTICIPANT: plan->opening.other_added = true; break;
    case ACT_CUT_PARTICIPANT: plan->opening.name_cut = true; break;
    }
}

static bool row_fits(const struct desk_answer *row, const struct desk_call *call)
{
    const bool by_vtable = call->binding == IMC_BINDING_VTABLE;
    return (call->argument.form & row->form) == row->form &&
           (row->via == VIA_ANY || (row->via == VIA_VTABLE) == by_vtable) && situation_holds(row->when, call);
}

/* Asks the policy's rows about the call as it stands; stops at one that refuses or passes. */
static void consult(struct plan *plan, const struct desk_call *call, imc_hresult usual)
{
    for (uint32_t i = 0; i < DESK_ANSWERS && desk_policy.answers[i].when != WHEN_END; i++) {
        const struct desk_answer *row = &desk_policy.answers[i];
        if (!row_fits(row, call)) {
            continue;
        }
        const uint32_t hit = ++call->client->answer_hits[i];
        if (hit < row->first || (row->every_other && (hit - row->first) % 2u != 0)) {
            continue;
        }
        plan_row(plan, row, usual);
        if (plan->refused || plan->passed) {
            return;
        }
    }
}

static enum desk_situation check_state(const struct desk_client *client)
{
    if (!client->signed_in[IMC_SERVICE_PRIMARY]) {
        return client->signed_in[IMC_SERVICE_SECONDARY] ? WHEN_SECONDARY_ALONE : WHEN_SIGNED_OUT;
    }
    return client->connected ? WHEN_END : WHEN_OFFLINE;
}

static enum desk_situation check_self(const struct desk_call *call)
{
    const struct imc_contact *who = &call->argument.who;
    if ((call->argument.form & (DESK_FORM_STRING | DESK_FORM_OBJECT)) == 0 || who->signin_name.length == 0 ||
        !contact_is_local_user(call->client, who->signin_name, who->service)) {
        return WHEN_END;
    }
    return (call->argument.form & DESK_FORM_STRING) != 0 ? WHEN_SELF_STRING : WHEN_SELF_OBJECT;
}

static enum desk_situation reason_of(const struct desk_call *call, enum desk_check check)
{
    switch (check) {
    case CHECK_OUT: return call->out == NULL ? WHEN_NULL_OUT : WHEN_END;
    case CHECK_ARGUMENT: return call->argument.reason;
    case CHECK_STATE: return check_state(call->client);
    case CHECK_SELF: return check_self(call);
    case CHECK_DEFAULT: break;
    }
    return WHEN_END;
}

static imc_hresult usual_code(enum desk_check check)
{
    static const imc_hresult codes[] = {
        [CHECK_OUT] = RPC_X_NULL_REF_POINTER,
        [CHECK_ARGUMENT] = E_INVALIDARG,
        [CHECK_STATE] = MSGR_E_NOT_LOGGED_ON,
        [CHECK_SELF] = E_FAIL,
    };
    return codes[check];
}

/* Looks for a reason to refuse, in the policy's order. */
static void run_checks(struct plan *plan, struct desk_call *call)
{
    static const enum desk_check usual_order[4] = { CHECK_OUT, CHECK_ARGUMENT, CHECK_STATE, CHECK_SELF };
    const enum desk_check *order = desk_policy.order[0] != CHECK_DEFAULT ? desk_policy.order : usual_order;
    for (uint32_t i = 0; i < 4; i++) {
        call->reasons |= reason_of(call, order[i]) != WHEN_END ? 1u << order[i] : 0u;
    }
    for (uint32_t i = 0; i < 4 && !plan->refused; i++) {
        call->reason = reason_of(call, order[i]);
        if (call->reason == WHEN_END) {
            continue;
        }
        plan->passed = false;
        consult(plan, call, usual_code(order[i]));
        if (!plan->refused && !plan->passed) {
            plan_refusal(plan, &(const struct desk_answer){ .act = ACT_REFUSE }, usual_code(order[i]));
        }
        if (order[i] == CHECK_STATE && plan->refused) {
            call->client->ever_refused = true;
        }
    }
    plan->passed = false;
}

static struct desk_conversation *open_window(const struct desk_call *call, const struct plan *plan)
{
    struct desk_opening opening = plan->opening;
    opening.form = call->argument.form;
    return conversation_open(call->client, &call->argument.who, &opening);
}

static void announce(const struct desk_call *call, const struct plan *plan, struct desk_window *window, bool is_new)
{
    const struct imc_contact *who = &call->argument.who;
    const enum desk_moment moment = is_new ? MOMENT_OPENED : MOMENT_REUSED;
    const uint32_t usual = is_new && !plan->silent ? 1u : 0u;
    const struct desk_about about = {
        .conversation = window != NULL ? window->conversation : NULL,
        .window = window,
        .contact = contact_find(call->client, who->signin_name, who->service),
    };
    events_begin(call->client, moment);
    for (uint32_t i = 0; i < usual + plan->extra_events; i++) {
        events_raise(call->client, moment, SAY_CREATED, about);
    }
    if (is_new && desk_policy.first_contact_added) {
        events_raise(call->client, moment, SAY_ADDED, about);
    }
    events_end(call->client, moment, about);
}

static imc_hresult refuse(const struct desk_call *call, const struct plan *plan)
{
    if (plan->opens || plan->announces) {
        announce(call, plan, NULL, true);
    }
    if (plan->opens) {
        (void)open_window(call, plan);
    }
    if (call->out != NULL && plan->out != OUT_PATTERN) {
        *call->out = plan->out == OUT_GARBAGE ? (struct imc_object *)(uintptr_t)0x10 : NULL;
    }
    events_pass(call->client, MOMENT_REFUSED, (struct desk_about){ 0 });
    return plan->code;
}

/* A window object whose conversation has closed. */
static struct imc_object *dead_object(const struct desk_call *call, const struct plan *plan)
{
    struct desk_conversation *closed = conversation_find_closed(call->client, &call->argument.who);
    if (closed == NULL) {
        closed = open_window(call, plan);
        closed->open = false;
        closed->shown = false;
    }
    return &window_hold(call->client, closed)->object;
}

static struct imc_object *value_for_out(const struct desk_call *call, const struct plan *plan,
                                        struct desk_window *window)
{
    const struct imc_contact *who = &call->argument.who;
    switch (plan->out) {
    case OUT_CONTACT: return &contact_get(call->client, who->signin_name, who->service)->object;
    case OUT_DEAD: return dead_object(call, plan);
    case OUT_WINDOW: return &window->object;
    default: return NULL;
    }
}

/* The reference that the caller does not get goes back at once. */
static bool takes_back(const struct desk_call *call, const struct plan *plan)
{
    return call->out == NULL || plan->out != OUT_WINDOW || plan->uncounted;
}

static imc_hresult hand_out(const struct desk_call *call, const struct plan *plan)
{
    struct desk_client *client = call->client;
    struct desk_conversation *conversation = plan->another ? NULL : call->found;
    const bool is_new = conversation == NULL;
    if (is_new) {
        const struct desk_conversation *closed = conversation_find_closed(client, &call->argument.who);
        conversation = open_window(call, plan);
        if (desk_policy.reopen_revives && closed != NULL) {
            windows_move(client, closed, conversation);
        }
    }
    conversation->has_twin = conversation->has_twin || plan->twin;
    struct desk_window *window = window_hold(client, conversation);
    announce(call, plan, window, is_new);
    if (takes_back(call, plan)) {
        window->references--;
    }
    if (call->out != NULL && plan->out != OUT_PATTERN) {
        *call->out = value_for_out(call, plan, window);
    }
    return plan->code;
}

/* The fault of ACT_OUT_OLDEST: one window for everybody. */
static struct desk_conversation *oldest_open(const struct desk_client *client)
{
    struct desk_conversation *c = client->conversations;
    while (c != NULL && !c->open) {
        c = c->next;
    }
    return c;
}

/* Finds the open conversation and what the policy says about a call that has no reason to be refused. */
static void look_up(struct plan *plan, struct desk_call *call)
{
    call->found = conversation_find(call->client, &call->argument.who);
    if (call->found != NULL && desk_policy.released == RELEASED_SECOND_WINDOW &&
        window_find_held(call->client, call->found) == NULL) {
        call->found = NULL;
    }
    const bool lacks_focus = call->client->focus_refused && call->found == NULL;
    plan->code = lacks_focus ? S_FALSE : S_OK;
    call->reason = WHEN_END;
    consult(plan, call, E_FAIL);
    if (plan->out == OUT_OLDEST) {
        call->found = oldest_open(call->client);
        plan->out = OUT_WINDOW;
    }
}

imc_hresult call_instant_message(void *client, struct imc_variant vContact, struct imc_object **ppMWindow,
                                 enum imc_binding binding)
{
    struct desk_call call = { .client = client, .out = ppMWindow, .binding = binding };
    struct plan plan = { .code = S_OK };
    client_tick(call.client);
    argument_read(&call.argument, &vContact);
    run_checks(&plan, &call);
    if (!plan.refused) {
        look_up(&plan, &call);
    }
    const imc_hresult result = plan.refused ? refuse(&call, &plan) : hand_out(&call, &plan);
    argument_spoil(&vContact);
    return result;
}
