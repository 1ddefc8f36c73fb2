/*
 * Every event but InstantMessage through the C ABI: one row per kind says which function does it.  Knows the ABI;
 * nothing of judging.
 */
#include <stdlib.h>
#include <string.h>

#include "library.h"

/* What a handler works with. */
struct doing {
    struct session *session;
    const struct imc_library *library;
    void *client;
    const struct event *event;
    struct observation *obs;
    struct imc_object *object; /* of the token that the row asks for */
    const char *method;
};
typedef void handler(struct doing *d);

static bool is_success(uint32_t hresult) { return (hresult & 0x80000000u) == 0; }

/* Sets the HRESULT and tells whether a value is due. */
static bool succeeded(struct doing *d, imc_hresult hresult)
{
    d->obs->has_hresult = true;
    d->obs->hresult = hresult;
    return is_success(hresult);
}

static void set_status(struct doing *d, enum imc_status status)
{
    if (status == IMC_CANNOT)
        observation_fail(d->obs, OBS_CANNOT, "%s: the library cannot make this change (IMC_CANNOT)", d->method);
    else if (status != IMC_DONE)
        observation_fail(d->obs, OBS_VIOLATION, "%s: found status %d; expected IMC_DONE or IMC_CANNOT", d->method,
                         (int)status);
}

static struct text copy_text(struct observation *obs, const struct imc_bstr *bstr)
{
    uint16_t *units = observation_alloc(obs, bstr->length * sizeof *units);
    if (bstr->length > 0) memcpy(units, bstr->units, bstr->length * sizeof *units);
    return (struct text){ units, bstr->length };
}

/* A BSTR of the event; NULL for a NULL one. */
static const struct imc_bstr *bstr_of(struct text text, struct imc_bstr *memory)
{
    *memory = (struct imc_bstr){ text.units, (uint32_t)text.length };
    return text.units ? memory : NULL;
}

static enum imc_service service_of(const struct event *event)
{
    return event->service == IM_SERVICE_SECONDARY ? IMC_SERVICE_SECONDARY : IMC_SERVICE_PRIMARY;
}

/* --- changes of the environment --- */

static void sign_in(struct doing *d) { set_status(d, d->library->sign_in(d->client)); }
static void sign_out(struct doing *d) { set_status(d, d->library->sign_out(d->client)); }
static void go_offline(struct doing *d) { set_status(d, d->library->go_offline(d->client)); }
static void go_online(struct doing *d) { set_status(d, d->library->go_online(d->client)); }
static void close_dialogs(struct doing *d) { set_status(d, d->library->user_close_dialogs(d->client)); }
static void user_close(struct doing *d) { set_status(d, d->library->user_close_window(d->client, d->object)); }

static void service_sign_in(struct doing *d)
{
    set_status(d, d->library->service_sign_in(d->client, service_of(d->event)));
}

static void service_sign_out(struct doing *d)
{
    set_status(d, d->library->service_sign_out(d->client, service_of(d->event)));
}

static void open_dialog(struct doing *d) { set_status(d, d->library->user_open_dialog(d->client, d->event->dialog)); }
static void set_focus(struct doing *d) { set_status(d, d->library->set_focus_allowed(d->client, d->event->allowed)); }

static void user_add_contact(struct doing *d)
{
    struct imc_bstr name;
    set_status(d, d->library->user_add_contact(d->client, d->object, bstr_of(d->event->name, &name)));
}

static void release(struct doing *d)
{
    const char *token = d->event->kind == IM_EV_RELEASE ? d->event->window : d->event->contact;
    d->obs->has_refs = references_release(&d->session->held, token, &d->obs->refs);
}

/* --- calls --- */

static void give_text(struct doing *d, const struct imc_bstr *text)
{
    d->obs->value_kind = VALUE_TEXT;
    if (text->units)
        d->obs->text = copy_text(d->obs, text);
    else
        observation_fail(d->obs, OBS_VIOLATION, "%s: found success without a text; expected units that are not NULL",
                         d->method);
}

static void my_signin_name(struct doing *d)
{
    struct imc_bstr name = { NULL, 0 };
    if (succeeded(d, d->library->my_signin_name(d->client, &name))) give_text(d, &name);
}

static void contact_signin_name(struct doing *d)
{
    struct imc_bstr name = { NULL, 0 };
    if (succeeded(d, d->library->contact_signin_name(d->client, d->object, &name))) give_text(d, &name);
}

static void contact_is_self(struct doing *d)
{
    bool is_self = false;
    if (!succeeded(d, d->library->contact_is_self(d->client, d->object, &is_self))) return;
    d->obs->value_kind = VALUE_BOOL;
    d->obs->number = is_self;
}

static void get_contact(struct doing *d)
{
    struct imc_bstr name;
    struct imc_object *contact = NULL;
    bool has_service = d->event->service != IM_SERVICE_NONE;
    const struct imc_bstr *asked = bstr_of(d->event->name, &name);
    imc_hresult hresult = d->library->get_contact(d->client, asked, has_service, service_of(d->event), &contact);
    if (!succeeded(d, hresult) || !contact) return;
    void *identity = NULL;
    if (contact->ops && contact->ops->query && contact->ops->query(contact, IMC_KIND_CONTACT))
        identity = contact->ops->query(contact, IMC_KIND_IDENTITY);
    if (identity)
        references_hold(&d->session->held, 'c', contact, identity, d->obs->token);
    else
        observation_fail(d->obs, OBS_VIOLATION, "%s: found a pointer that is no contact; expected a contact or NULL",
                         d->method);
}

static void window_get(struct doing *d)
{
    static const enum imc_property properties[] = { IMC_HWND, IMC_IS_CLOSED, IMC_LEFT, IMC_TOP, IMC_WIDTH, IMC_HEIGHT };
    int64_t value = 0;
    imc_hresult hresult = d->library->window_get(d->client, d->object, properties[d->event->property], &value);
    if (!succeeded(d, hresult)) return;
    d->obs->value_kind = VALUE_NUMBER;
    d->obs->number = value;
    if (d->event->property != IM_PROPERTY_IS_CLOSED) return;
    d->obs->value_kind = VALUE_BOOL;
    d->obs->number = value != 0;
    if (value != 0 && value != -1)
        observation_fail(d->obs, OBS_VIOLATION, "%s: IsClosed: found %lld; expected 0 or -1, a VARIANT_BOOL", d->method,
                         (long long)value);
}

static void window_put(struct doing *d)
{
    static const enum imc_property properties[] = { IMC_HWND, IMC_IS_CLOSED, IMC_LEFT, IMC_TOP, IMC_WIDTH, IMC_HEIGHT };
    succeeded(d, d->library->window_put(d->client, d->object, properties[d->event->property], d->event->value));
}

static void window_show(struct doing *d) { succeeded(d, d->library->window_show(d->client, d->object)); }
static void window_close(struct doing *d) { succeeded(d, d->library->window_close(d->client, d->object)); }

/* --- lists --- */

/* A list that grows while the library calls back. */
struct growing {
    struct doing *doing;
    size_t item_size;
    void *items; /* in the observation */
    size_t count, room;
};

/* Makes room for one more, or says that there are too many. */
static bool has_room(struct growing *list)
{
    struct observation *obs = list->doing->obs;
    if (obs->status != OBS_DONE) return false;
    if (list->count == LIMIT_LIST) {
        observation_fail(obs, OBS_VIOLATION, "%s: found more than %d items; expected at most that", list->doing->method,
                         LIMIT_LIST);
        return false;
    }
    if (list->count < list->room) return true;
    list->room = list->room ? list->room * 2 : 4;
    void *grown = observation_alloc(obs, list->room * list->item_size);
    if (list->count > 0) memcpy(grown, list->items, list->count * list->item_size);
    list->items = grown;
    return true;
}

static bool has_words(struct growing *list, bool all_there)
{
    if (!all_there)
        observation_fail(list->doing->obs, OBS_VIOLATION, "%s: found NULL in an item; expected a text",
                         list->doing->method);
    return all_there;
}

static const char *copy_string(struct observation *obs, const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(observation_alloc(obs, size), string, size);
}

static void add_name(void *context, const struct imc_bstr *name)
{
    struct growing *list = context;
    if (!has_room(list) || !has_words(list, name && name->units)) return;
    ((struct text *)list->items)[list->count++] = copy_text(list->doing->obs, name);
}

static void window_contacts(struct doing *d)
{
    struct growing list = { .doing = d, .item_size = sizeof(struct text) };
    if (!succeeded(d, d->library->window_contacts(d->client, d->object, add_name, &list))) return;
    d->obs->names = list.items;
    d->obs->name_count = list.count;
}

static void add_window(void *context, const struct imc_screen_window *window)
{
    struct growing *list = context;
    if (!has_room(list) || !has_words(list, window && window->id)) return;
    struct observation *obs = list->doing->obs;
    struct text *names = observation_alloc(obs, window->contact_count * sizeof *names);
    for (uint32_t i = 0; i < window->contact_count; i++) {
        if (!has_words(list, window->contacts[i].units)) return;
        names[i] = copy_text(obs, &window->contacts[i]);
    }
    ((struct seen_window *)list->items)[list->count++] =
        (struct seen_window){ copy_string(obs, window->id), names, window->contact_count };
}

static void screen_windows(struct doing *d)
{
    struct growing list = { .doing = d, .item_size = sizeof(struct seen_window) };
    d->library->screen_windows(d->client, add_window, &list);
    d->obs->windows = list.items;
    d->obs->window_count = list.count;
}

/* The token of an object in an event, which carries no reference. */
static const char *mentioned(struct doing *d, char kind, struct imc_object *object)
{
    if (!object) return NULL;
    char *token = observation_alloc(d->obs, LIMIT_TOKEN);
    references_mention(&d->session->held, kind, object, token);
    return token;
}

static void add_event(void *context, const struct imc_event *event)
{
    struct growing *list = context;
    if (!has_room(list) || !has_words(list, event && event->name)) return;
    struct doing *d = list->doing;
    ((struct seen_event *)list->items)[list->count++] = (struct seen_event){
        .name = copy_string(d->obs, event->name),
        .window = mentioned(d, 'w', event->window),
        .contact = mentioned(d, 'c', event->contact),
        .has_status = event->has_status,
        .status = event->has_status ? event->status : 0,
    };
}

static void take_events(struct doing *d)
{
    struct growing list = { .doing = d, .item_size = sizeof(struct seen_event) };
    d->library->take_events(d->client, add_event, &list);
    d->obs->events = list.items;
    d->obs->event_count = list.count;
}

/* --- the table --- */

enum token { NO_TOKEN, WINDOW_TOKEN, CONTACT_TOKEN };

static const struct row {
    handler *handle;
    enum token token; /* which token of the event must be held */
} rows[IM_EVENT_COUNT] = {
    [IM_EV_SIGN_IN] = { sign_in, NO_TOKEN },
    [IM_EV_SIGN_OUT] = { sign_out, NO_TOKEN },
    [IM_EV_GO_OFFLINE] = { go_offline, NO_TOKEN },
    [IM_EV_GO_ONLINE] = { go_online, NO_TOKEN },
    [IM_EV_SERVICE_SIGN_IN] = { service_sign_in, NO_TOKEN },
    [IM_EV_SERVICE_SIGN_OUT] = { service_sign_out, NO_TOKEN },
    [IM_EV_RELEASE] = { release, WINDOW_TOKEN },
    [IM_EV_MY_SIGNIN_NAME] = { my_signin_name, NO_TOKEN },
    [IM_EV_GET_CONTACT] = { get_contact, NO_TOKEN },
    [IM_EV_IS_SELF] = { contact_is_self, CONTACT_TOKEN },
    [IM_EV_SIGNIN_NAME] = { contact_signin_name, CONTACT_TOKEN },
    [IM_EV_CONTACT_RELEASE] = { release, CONTACT_TOKEN },
    [IM_EV_GET] = { window_get, WINDOW_TOKEN },
    [IM_EV_PUT] = { window_put, WINDOW_TOKEN },
    [IM_EV_SHOW] = { window_show, WINDOW_TOKEN },
    [IM_EV_CLOSE] = { window_close, WINDOW_TOKEN },
    [IM_EV_CONTACTS] = { window_contacts, WINDOW_TOKEN },
    [IM_EV_USER_CLOSE] = { user_close, WINDOW_TOKEN },
    [IM_EV_USER_ADD_CONTACT] = { user_add_contact, WINDOW_TOKEN },
    [IM_EV_OPEN_DIALOG] = { open_dialog, NO_TOKEN },
    [IM_EV_CLOSE_DIALOGS] = { close_dialogs, NO_TOKEN },
    [IM_EV_SET_FOCUS] = { set_focus, NO_TOKEN },
    [IM_EV_WINDOWS] = { screen_windows, NO_TOKEN },
    [IM_EV_EVENTS] = { take_events, NO_TOKEN },
};

void library_perform(struct session *session, const struct event *event, struct observation *obs)
{
    obs->status = OBS_DONE;
    if (event->kind == IM_EV_INSTANT_MESSAGE) {
        library_message(session, event, obs);
        return;
    }
    const struct row *row = &rows[event->kind];
    struct doing d = { .session = session,
                       .library = session->library,
                       .client = session->client,
                       .event = event,
                       .obs = obs,
                       .method = im_event_method(event->kind) };
    if (!session->identity.capable[event->kind] || !library_has(session, event->kind)) {
        observation_fail(obs, OBS_NO_METHOD, "%s: the library's table has NULL there", d.method);
        return;
    }
    if (row->token != NO_TOKEN) {
        const char *token = row->token == WINDOW_TOKEN ? event->window : event->contact;
        d.object = references_find(&session->held, token);
        if (!d.object) {
            observation_fail(obs, OBS_CANNOT, "%s: no reference to %s is held", d.method, token ? token : "an object");
            return;
        }
    }
    row->handle(&d);
}
