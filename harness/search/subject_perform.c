/*
 * Inputs as events: see subject_perform.h.
 */
#include "subject_perform.h"

#include <stdio.h>
#include <string.h>

void performer_begin(struct performer *performer)
{
    performer->client = IM_SIGNED_OUT;
    memset(performer->held, 0, sizeof performer->held);
}

static const struct abstract_output nothing = { .status = ABSTRACT_NOTHING };

static void perform(struct performer *performer, const struct event *event, struct observation *obs)
{
    *obs = (struct observation){ 0 };
    performer->adapter->perform(performer->session, event, obs);
}

static struct abstract_output status_of(const struct observation *obs)
{
    struct abstract_output output = { .status = ABSTRACT_DONE };
    if (obs->status == OBS_CANNOT) output.status = ABSTRACT_CANNOT;
    if (obs->status != OBS_DONE && obs->status != OBS_CANNOT)
        output = (struct abstract_output){ .status = ABSTRACT_BROKEN, .broken = (uint8_t)obs->status };
    return output;
}

/* An event of which only whether it worked is told. */
static struct abstract_output control(struct performer *performer, enum im_event_kind kind, const char *window)
{
    const struct event event = { .kind = kind, .window = window };
    struct observation obs;
    perform(performer, &event, &obs);
    const struct abstract_output output = status_of(&obs);
    observation_clear(&obs);
    return output;
}

static struct abstract_output change_client(struct performer *performer, enum im_event_kind kind, enum im_client to)
{
    const struct abstract_output output = control(performer, kind, NULL);
    if (output.status != ABSTRACT_DONE) return output;
    bool reconnect = to == IM_SIGNED_OUT && performer->client == IM_OFFLINE;
    performer->client = (uint8_t)to;
    return reconnect ? control(performer, IM_EV_GO_ONLINE, NULL) : output;
}

/* A property of a window; false if it has none. */
static bool get(struct performer *performer, const char *token, enum im_property property, int64_t *value,
                struct abstract_output *output)
{
    const struct event event = { .kind = IM_EV_GET, .window = token, .property = property };
    struct observation obs;
    perform(performer, &event, &obs);
    *output = status_of(&obs);
    bool good = obs.status == OBS_DONE && obs.hresult == 0 && obs.value_kind != VALUE_NONE;
    *value = obs.number;
    observation_clear(&obs);
    return good;
}

static struct abstract_output is_closed(struct performer *performer, uint8_t contact)
{
    int64_t value = 0;
    struct abstract_output output;
    bool told = get(performer, performer->held[contact].token, IM_PROPERTY_IS_CLOSED, &value, &output);
    if (output.status != ABSTRACT_DONE) return output;
    output.is_call = true;
    output.window = WINDOW_IS_ASKED;
    output.closed = told && value != 0;
    output.hresult = told ? 0 : im_codes[IM_E_FAIL].value;
    return output;
}

static bool alike(struct performer *performer, const char *a, const char *b)
{
    int64_t one = 0, other = 0;
    struct abstract_output ignored;
    return get(performer, a, IM_PROPERTY_HWND, &one, &ignored) &&
           get(performer, b, IM_PROPERTY_HWND, &other, &ignored) && one != 0 && one == other;
}

/* Which window was handed out, looking closer where the oracle might want to know. */
static enum abstract_window which(struct performer *performer, uint8_t contact, const char *token)
{
    const struct abstraction *abstraction = performer->abstraction;
    bool holds = performer->held[contact].references > 0;
    int64_t closed = 0;
    struct abstract_output ignored;
    for (unsigned i = 0; i < abstraction->contacts; i++) {
        bool its = performer->held[i].references > 0 && strcmp(performer->held[i].token, token) == 0;
        if (its && i != contact) return WINDOW_IS_OTHERS;
        if (!its) continue;
        bool open =
            !abstraction->looks || (get(performer, token, IM_PROPERTY_IS_CLOSED, &closed, &ignored) && closed == 0);
        return open ? WINDOW_IS_SAME : WINDOW_IS_DEAD;
    }
    bool twin = holds && abstraction->looks && alike(performer, token, performer->held[contact].token);
    return twin ? WINDOW_IS_TWIN : WINDOW_IS_NEW;
}

static void keep(struct performer *performer, const struct abstract_input *input, enum abstract_window window,
                 const char *token)
{
    unsigned *references = &performer->held[input->contact].references;
    char *own = performer->held[input->contact].token;
    if (input->kind != ABSTRACT_MESSAGE || window == WINDOW_IS_OTHERS) {
        control(performer, IM_EV_RELEASE, token);
    } else if (window == WINDOW_IS_SAME || window == WINDOW_IS_DEAD) {
        if (*references < performer->abstraction->references) {
            ++*references;
        } else {
            control(performer, IM_EV_RELEASE, token);
        }
    } else {
        for (; *references > 0; --*references) control(performer, IM_EV_RELEASE, own);
        snprintf(own, LIMIT_TOKEN, "%s", token);
        *references = 1;
    }
}

static struct abstract_output message(struct performer *performer, const struct abstract_input *input)
{
    static const uint8_t windows[] = {
        [IM_OUT_NONE] = WINDOW_IS_NOWHERE, [IM_OUT_NULL] = WINDOW_IS_NULL, [IM_OUT_UNTOUCHED] = WINDOW_IS_UNTOUCHED
    };
    const struct iut_identity *iut = performer->adapter->identity(performer->session);
    struct event event = { .kind = IM_EV_INSTANT_MESSAGE, .out_null = abstract_is_nowhere(input->kind) };
    event.argument = (struct variant){ .vt = VT_BSTR, .text = abstraction_text(performer->abstraction, input) };
    if (!iut->bindings[IM_BINDING_VTABLE])
        event.binding = iut->bindings[IM_BINDING_DISPATCH] ? IM_BINDING_DISPATCH : IM_BINDING_SCRIPT;
    struct observation obs;
    perform(performer, &event, &obs);
    struct abstract_output output = status_of(&obs);
    if (output.status == ABSTRACT_DONE) {
        output.is_call = true;
        output.hresult = obs.hresult;
        if (obs.out == IM_OUT_WINDOW) {
            enum abstract_window window = which(performer, input->contact, obs.token);
            output.window = (uint8_t)window;
            keep(performer, input, window, obs.token);
        } else {
            output.window = event.out_null ? WINDOW_IS_NOWHERE : windows[obs.out];
        }
    }
    observation_clear(&obs);
    return output;
}

struct abstract_output performer_take(struct performer *performer, uint32_t number)
{
    const struct abstract_input *input = &performer->abstraction->input[number];
    unsigned *references = &performer->held[input->contact].references;
    const char *token = performer->held[input->contact].token;
    uint8_t client = performer->client;
    switch (input->kind) {
    case ABSTRACT_SIGN_IN:
        if (client == IM_SIGNED_IN) return nothing;
        return change_client(performer, client == IM_OFFLINE ? IM_EV_GO_ONLINE : IM_EV_SIGN_IN, IM_SIGNED_IN);
    case ABSTRACT_SIGN_OUT:
        return client == IM_SIGNED_OUT ? nothing : change_client(performer, IM_EV_SIGN_OUT, IM_SIGNED_OUT);
    case ABSTRACT_GO_OFFLINE:
        return client != IM_SIGNED_IN ? nothing : change_client(performer, IM_EV_GO_OFFLINE, IM_OFFLINE);
    case ABSTRACT_RELEASE:
        if (*references == 0) return nothing;
        --*references;
        return control(performer, IM_EV_RELEASE, token);
    case ABSTRACT_USER_CLOSE: return *references == 0 ? nothing : control(performer, IM_EV_USER_CLOSE, token);
    case ABSTRACT_IS_CLOSED: return *references == 0 ? nothing : is_closed(performer, input->contact);
    default: return message(performer, input);
    }
}
