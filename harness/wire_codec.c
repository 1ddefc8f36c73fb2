/*
 * Events to params and results to observations: one row for each kind of event says which members its params and its
 * result have.  Knows every method of the wire contract that is an event; nothing of descriptors, processes or judging.
 */
#include "wire_codec.h"

#include <assert.h>
#include <string.h>

#include "wire_text.h"

static const char *const service_words[] = { "primary", "secondary", NULL };
static const char *const property_words[] = { "HWND", "IsClosed", "Left", "Top", "Width", "Height" };

static void put(json_t *object, const char *name, json_t *value) { json_object_set_new_nocheck(object, name, value); }

static void put_string(json_t *object, const char *name, const char *string)
{
    assert(string); /* an event without its token or word is a mistake of the caller */
    put(object, name, json_string_nocheck(string));
}

/* --- VARIANTs --- */

static void put_bstr(json_t *object, struct text text)
{
    if (!text.units || utf16_is_plain(text.units, text.length)) {
        put(object, "value", wire_text_to_json(text));
        return;
    }
    json_t *units = json_array();
    for (size_t i = 0; i < text.length; i++) json_array_append_new(units, json_integer(text.units[i]));
    put(object, "utf16", units);
}

static void put_dispatch(json_t *object, const struct variant *variant)
{
    switch (variant->object) {
    case OBJECT_NULL: put(object, "value", json_null()); break;
    case OBJECT_CONTACT: put_string(object, "contact", variant->contact); break;
    case OBJECT_FOREIGN: put_string(object, "object", "foreign"); break;
    }
}

static json_t *variant_json(const struct variant *variant)
{
    json_t *object = json_object();
    switch (variant->vt) {
    case VT_EMPTY: put_string(object, "vt", "VT_EMPTY"); break;
    case VT_NULL: put_string(object, "vt", "VT_NULL"); break;
    case VT_BSTR:
    case VT_BYREF | VT_BSTR:
        put_string(object, "vt", variant->vt == VT_BSTR ? "VT_BSTR" : "VT_BYREF|VT_BSTR");
        put_bstr(object, variant->text);
        break;
    case VT_DISPATCH:
    case VT_BYREF | VT_DISPATCH:
        put_string(object, "vt", variant->vt == VT_DISPATCH ? "VT_DISPATCH" : "VT_BYREF|VT_DISPATCH");
        put_dispatch(object, variant);
        break;
    case VT_BOOL:
        put_string(object, "vt", "VT_BOOL");
        put(object, "value", json_boolean(variant->value));
        break;
    case VT_I4:
    case VT_ERROR:
        put_string(object, "vt", variant->vt == VT_I4 ? "VT_I4" : "VT_ERROR");
        put(object, "value", json_integer(variant->value));
        break;
    case VT_BYREF | VT_VARIANT:
        put_string(object, "vt", "VT_BYREF|VT_VARIANT");
        put(object, "variant", variant_json(variant->inner));
        break;
    default: assert(false && "a type that protocol.md has");
    }
    return object;
}

/* --- members of params --- */

typedef void put_member(json_t *params, const struct event *event);

static void put_argument(json_t *params, const struct event *event)
{
    static const char *const words[IM_BINDING_COUNT] = { NULL, "vtable", "dispatch", "script" };
    put(params, "vContact", variant_json(&event->argument));
    put_string(params, "ppMWindow", event->out_null ? "null" : "valid");
    if (event->binding != IM_BINDING_NONE) put_string(params, "binding", words[event->binding]);
}

static void put_window(json_t *params, const struct event *event) { put_string(params, "window", event->window); }
static void put_contact(json_t *params, const struct event *event) { put_string(params, "contact", event->contact); }
static void put_name(json_t *params, const struct event *event)
{
    put(params, "signinName", wire_text_to_json(event->name));
}

static void put_service(json_t *params, const struct event *event)
{
    if (event->service != IM_SERVICE_NONE)
        put_string(params, "service", service_words[event->service == IM_SERVICE_SECONDARY]);
}

static void put_property(json_t *params, const struct event *event)
{
    put_string(params, "property", property_words[event->property]);
}

static void put_value(json_t *params, const struct event *event) { put(params, "value", json_integer(event->value)); }
static void put_show(json_t *params, const struct event *event)
{
    put_string(params, "method", event->kind == IM_EV_SHOW ? "Show" : "Close");
}

static void put_dialog(json_t *params, const struct event *event) { put_string(params, "dialog", event->dialog); }
static void put_allowed(json_t *params, const struct event *event)
{
    put(params, "allowed", json_boolean(event->allowed));
}

static void put_object(json_t *params, const struct event *event)
{
    const char *token = event->window != NULL ? event->window : event->contact;
    put_string(params, "object", token != NULL ? token : "messenger");
}

static void put_law(json_t *params, const struct event *event) { put_string(params, "law", im_law_name(event->law)); }
static void put_call(json_t *params, const struct event *event)
{
    put_string(params, "call", im_invocation_name(event->call));
}

/* --- members of results --- */

/* What a reader of a member works on. */
struct taking {
    struct shape shape;
    struct place result;
    const struct event *event;
    struct observation *obs;
};
typedef bool take_member(struct taking *t);

/* The codes that the way of the call shows as the same one; an addition of the bridge, whose adapter names the way. */
static bool take_alike(struct taking *t)
{
    struct place place = place_member(&t->result, "alike");
    size_t count = 0;
    if (!place.value) return true;
    if (!shape_array(&t->shape, &place, &count)) return false;
    for (size_t i = 0; i < count && i < LIMIT_ALIKE; i++) {
        struct place item = place_item(&place, i);
        int64_t number = 0;
        if (!shape_integer(&t->shape, &item, INT32_MIN, UINT32_MAX, &number)) return false;
        t->obs->alike.codes[t->obs->alike.count++] = (uint32_t)number;
    }
    return true;
}

static bool take_hresult(struct taking *t)
{
    struct place place = place_member(&t->result, "hresult");
    int64_t number = 0;
    if (!shape_integer(&t->shape, &place, INT32_MIN, UINT32_MAX, &number)) return false;
    t->obs->has_hresult = true;
    t->obs->hresult = (uint32_t)number;
    return take_alike(t);
}

static bool take_out(struct taking *t)
{
    static const char *const words[] = { "none", "window", "null", "untouched", NULL }; /* as enum im_out */
    static const char *const given[] = { "window", "null", "untouched", NULL }, *const none[] = { "none", NULL };
    struct place out = place_member(&t->result, "out"), window = place_member(&t->result, "window");
    size_t index = 0;
    if (!shape_word(&t->shape, &out, words, &index)) return false;
    t->obs->out = (enum im_out)index;
    if (t->event->out_null && t->obs->out != IM_OUT_NONE) return shape_word(&t->shape, &out, none, &index);
    if (!t->event->out_null && t->obs->out == IM_OUT_NONE) return shape_word(&t->shape, &out, given, &index);
    if (t->obs->out == IM_OUT_WINDOW) return shape_token(&t->shape, &window, t->obs->token);
    return !window.value || shape_fail(&t->shape, &window, "nothing, since out is not \"window\"");
}

static bool take_refs(struct taking *t)
{
    struct place place = place_member(&t->result, "refs");
    int64_t number = 0;
    if (!place.value) return true;
    if (!shape_integer(&t->shape, &place, 0, UINT32_MAX, &number)) return false;
    t->obs->has_refs = true;
    t->obs->refs = (uint32_t)number;
    return true;
}

static bool take_contact(struct taking *t)
{
    struct place place = place_member(&t->result, "contact");
    return !place.value || shape_token(&t->shape, &place, t->obs->token);
}

/* A value is due on success only; what stands there on failure is nothing to judge. */
static bool value_is_due(const struct taking *t) { return !im_failed(t->obs->hresult); }

static bool take_text(struct taking *t)
{
    struct place place = place_member(&t->result, "value");
    if (!value_is_due(t)) return true;
    t->obs->value_kind = VALUE_TEXT;
    return shape_text(&t->shape, &place, &t->obs->text);
}

/* A VARIANT_BOOL may come as the number that it is: 0, or -1, or another one. */
static bool take_flag(struct taking *t)
{
    struct place place = place_member(&t->result, "value");
    if (!value_is_due(t)) return true;
    bool flag = json_is_integer(place.value) && json_integer_value(place.value) != 0;
    if (!json_is_integer(place.value) && !shape_bool(&t->shape, &place, &flag)) return false;
    t->obs->value_kind = VALUE_BOOL;
    t->obs->number = flag;
    return true;
}

static bool take_property(struct taking *t)
{
    struct place place = place_member(&t->result, "value");
    if (!value_is_due(t) || !place.value) return true;
    if (t->event->property == IM_PROPERTY_IS_CLOSED) return take_flag(t);
    t->obs->value_kind = VALUE_NUMBER;
    return shape_integer(&t->shape, &place, INT64_MIN, INT64_MAX, &t->obs->number);
}

/* What was found is text of the implementation: it goes on as an explanation only. */
static bool take_holds(struct taking *t)
{
    struct place holds = place_member(&t->result, "holds"), found = place_member(&t->result, "found");
    bool flag = false;
    if (!shape_bool(&t->shape, &holds, &flag)) return false;
    t->obs->value_kind = VALUE_BOOL;
    t->obs->number = flag;
    if (flag || !found.value) return true;
    if (!json_is_string(found.value)) return shape_fail(&t->shape, &found, "a string");
    wire_show_bytes(t->obs->reason, LIMIT_REASON, json_string_value(found.value), json_string_length(found.value));
    return true;
}

static bool take_scode(struct taking *t)
{
    struct place place = place_member(&t->result, "scode");
    int64_t number = 0;
    if (t->obs->hresult != im_codes[IM_DISP_EXCEPTION].value || !place.value) return true;
    if (!shape_integer(&t->shape, &place, INT32_MIN, UINT32_MAX, &number)) return false;
    t->obs->has_scode = true;
    t->obs->scode = (uint32_t)number;
    return true;
}

static bool take_number(struct taking *t)
{
    struct place place = place_member(&t->result, "value");
    if (!value_is_due(t) || !place.value) return true;
    t->obs->value_kind = VALUE_NUMBER;
    return shape_integer(&t->shape, &place, INT32_MIN, INT32_MAX, &t->obs->number);
}

static bool take_names(struct taking *t)
{
    struct place place = place_member(&t->result, "value");
    return !value_is_due(t) || shape_texts(&t->shape, &place, &t->obs->names, &t->obs->name_count);
}

static bool take_window(struct taking *t, const struct place *at, struct seen_window *window)
{
    struct place id = place_member(at, "id"), contacts = place_member(at, "contacts");
    return shape_object(&t->shape, at) && shape_string(&t->shape, &id, &window->id) &&
           shape_texts(&t->shape, &contacts, &window->contacts, &window->count);
}

static bool take_windows(struct taking *t)
{
    struct place list = place_member(&t->result, "windows");
    size_t count = 0;
    if (!shape_array(&t->shape, &list, &count)) return false;
    struct seen_window *windows = arena_alloc(t->shape.arena, count * sizeof *windows);
    for (size_t i = 0; i < count; i++) {
        struct place item = place_item(&list, i);
        if (!take_window(t, &item, &windows[i])) return false;
    }
    t->obs->windows = windows;
    t->obs->window_count = count;
    return true;
}

static bool take_event_token(struct taking *t, const struct place *at, const char **token)
{
    if (!at->value) return true;
    char *kept = arena_alloc(t->shape.arena, LIMIT_TOKEN);
    *token = kept;
    return shape_token(&t->shape, at, kept);
}

static bool take_event(struct taking *t, const struct place *at, struct seen_event *event)
{
    struct place name = place_member(at, "name"), window = place_member(at, "window");
    struct place contact = place_member(at, "contact"), status = place_member(at, "status");
    int64_t number = 0;
    if (!shape_object(&t->shape, at) || !shape_string(&t->shape, &name, &event->name)) return false;
    if (!take_event_token(t, &window, &event->window)) return false;
    if (!take_event_token(t, &contact, &event->contact)) return false;
    event->has_status = status.value != NULL;
    if (status.value && !shape_integer(&t->shape, &status, INT32_MIN, UINT32_MAX, &number)) return false;
    event->status = (int32_t)(uint32_t)number;
    return true;
}

static bool take_events(struct taking *t)
{
    struct place list = place_member(&t->result, "events");
    size_t count = 0;
    if (!shape_array(&t->shape, &list, &count)) return false;
    struct seen_event *events = arena_alloc(t->shape.arena, count * sizeof *events);
    for (size_t i = 0; i < count; i++) {
        struct place item = place_item(&list, i);
        if (!take_event(t, &item, &events[i])) return false;
    }
    t->obs->events = events;
    t->obs->event_count = count;
    return true;
}

/* --- the table --- */

enum { MEMBERS = 3 };

static const struct row {
    put_member *params[MEMBERS]; /* in the order of the line; NULL ends */
    take_member *result[MEMBERS];
} rows[IM_EVENT_COUNT] = {
    [IM_EV_SIGN_IN] = { { 0 }, { 0 } },
    [IM_EV_SIGN_OUT] = { { 0 }, { 0 } },
    [IM_EV_GO_OFFLINE] = { { 0 }, { 0 } },
    [IM_EV_GO_ONLINE] = { { 0 }, { 0 } },
    [IM_EV_SERVICE_SIGN_IN] = { { put_service }, { 0 } },
    [IM_EV_SERVICE_SIGN_OUT] = { { put_service }, { 0 } },
    [IM_EV_INSTANT_MESSAGE] = { { put_argument }, { take_hresult, take_out } },
    [IM_EV_RELEASE] = { { put_window }, { take_refs } },
    [IM_EV_MY_SIGNIN_NAME] = { { 0 }, { take_hresult, take_text } },
    [IM_EV_GET_CONTACT] = { { put_name, put_service }, { take_hresult, take_contact } },
    [IM_EV_IS_SELF] = { { put_contact }, { take_hresult, take_flag } },
    [IM_EV_SIGNIN_NAME] = { { put_contact }, { take_hresult, take_text } },
    [IM_EV_CONTACT_RELEASE] = { { put_contact }, { 0 } },
    [IM_EV_GET] = { { put_window, put_property }, { take_hresult, take_property } },
    [IM_EV_PUT] = { { put_window, put_property, put_value }, { take_hresult } },
    [IM_EV_SHOW] = { { put_window, put_show }, { take_hresult } },
    [IM_EV_CLOSE] = { { put_window, put_show }, { take_hresult } },
    [IM_EV_CONTACTS] = { { put_window }, { take_hresult, take_names } },
    [IM_EV_USER_CLOSE] = { { put_window }, { 0 } },
    [IM_EV_USER_ADD_CONTACT] = { { put_window, put_name }, { 0 } },
    [IM_EV_OPEN_DIALOG] = { { put_dialog }, { 0 } },
    [IM_EV_CLOSE_DIALOGS] = { { 0 }, { 0 } },
    [IM_EV_SET_FOCUS] = { { put_allowed }, { 0 } },
    [IM_EV_WINDOWS] = { { 0 }, { take_windows } },
    [IM_EV_EVENTS] = { { 0 }, { take_events } },
    [IM_EV_CHECK] = { { put_object, put_law }, { take_holds } },
    [IM_EV_INVOKE] = { { put_call }, { take_hresult, take_scode, take_number } },
};

json_t *codec_params(const struct event *event)
{
    json_t *params = json_object();
    for (int i = 0; i < MEMBERS && rows[event->kind].params[i]; i++) rows[event->kind].params[i](params, event);
    return params;
}

bool codec_observe(const struct event *event, const json_t *result, struct observation *obs)
{
    if (!obs->arena) obs->arena = arena_new();
    struct taking t = {
        .shape = { .method = im_event_method(event->kind), .arena = obs->arena, .reason = obs->reason },
        .result = place_result(result),
        .event = event,
        .obs = obs,
    };
    bool fits = shape_object(&t.shape, &t.result);
    for (int i = 0; fits && i < MEMBERS && rows[event->kind].result[i]; i++) fits = rows[event->kind].result[i](&t);
    obs->status = fits ? OBS_DONE : OBS_VIOLATION;
    return fits;
}

bool codec_is_mandatory(enum im_event_kind kind) { return kind == IM_EV_INSTANT_MESSAGE || kind == IM_EV_RELEASE; }

bool codec_may_be_refused(enum im_event_kind kind)
{
    return im_event_class(kind) == IM_CONTROL || kind == IM_EV_CHECK || kind == IM_EV_INVOKE;
}

/* --- reset --- */

json_t *codec_people_params(const struct people *people)
{
    json_t *params = json_object(), *contacts = json_array();
    for (size_t i = 0; i < people->count; i++) {
        json_t *contact = json_object();
        put(contact, "signinName", wire_text_to_json(people->contacts[i].name));
        put_string(contact, "service", service_words[people->contacts[i].secondary]);
        json_array_append_new(contacts, contact);
    }
    put(params, "localUser", wire_text_to_json(people->me));
    put(params, "contacts", contacts);
    return params;
}

static bool take_person(struct shape *shape, const struct place *at, struct person *person)
{
    struct place name = place_member(at, "signinName"), service = place_member(at, "service");
    size_t index = 0;
    if (!shape_object(shape, at) || !shape_text(shape, &name, &person->name)) return false;
    if (!shape_word(shape, &service, service_words, &index)) return false;
    person->secondary = index == 1;
    return true;
}

bool codec_people(struct shape *shape, const json_t *result, const struct people *wanted, struct people *answered)
{
    struct place top = place_result(result);
    struct place me = place_member(&top, "localUser"), contacts = place_member(&top, "contacts");
    *answered = *wanted;
    if (!shape_object(shape, &top)) return false;
    if (me.value && !shape_text(shape, &me, &answered->me)) return false;
    if (!contacts.value) return true;

    size_t count = 0;
    if (!shape_array(shape, &contacts, &count)) return false;
    struct person *list = arena_alloc(shape->arena, count * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        struct place item = place_item(&contacts, i);
        if (!take_person(shape, &item, &list[i])) return false;
    }
    answered->contacts = list;
    answered->count = count;
    return true;
}
