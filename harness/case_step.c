/*
 * Steps: the table of their names and fields, and the short engine that reads one by it.
 */
#include <string.h>

#include "case_read.h"

/* clang-format off */
#define UNANSWERED { "unanswered", false, read_unanswered }
#define EXPECTED { "expect", true, read_expect }, { "noted", false, read_noted }, UNANSWERED
#define WINDOW { "window", true, read_window }
#define STAYS { "stays", false, read_stays }
#define CONTACT { "contact", true, read_contact }

/* Fields stand in the order in which they are read: what others depend on first, and the name that a step gives
 * last, since a step cannot speak of it.  A step that can be written with a single value and must have `expect`
 * expects S_OK then. */
static const struct step_form forms[] = {
    { "instantMessage", IM_EV_INSTANT_MESSAGE, NULL, "instantMessage {to}{out}{binding}{as}",
      { { "to", true, read_to }, { "out", false, read_out }, { "binding", false, read_binding }, EXPECTED,
        { "window", false, read_expected_window }, { "or", false, read_or_window }, { "as", false, read_window_as } } },
    { "release", IM_EV_RELEASE, "window", "release {window}", { { "window", true, read_released_window } } },
    { "client.signIn", IM_EV_SIGN_IN, NULL, "client.signIn", { { 0 } } },
    { "client.signOut", IM_EV_SIGN_OUT, NULL, "client.signOut", { { 0 } } },
    { "client.goOffline", IM_EV_GO_OFFLINE, NULL, "client.goOffline", { { 0 } } },
    { "client.goOnline", IM_EV_GO_ONLINE, NULL, "client.goOnline", { { 0 } } },
    { "service.signIn", IM_EV_SERVICE_SIGN_IN, "service", "service.signIn{service}",
      { { "service", true, read_service } } },
    { "service.signOut", IM_EV_SERVICE_SIGN_OUT, "service", "service.signOut{service}",
      { { "service", true, read_service } } },
    { "getContact", IM_EV_GET_CONTACT, NULL, "getContact {name}{service}{as}",
      { { "name", true, read_name_or_null }, { "service", false, read_service }, EXPECTED,
        { "contact", false, read_expected_contact }, { "as", false, read_contact_as } } },
    { "isSelf", IM_EV_IS_SELF, NULL, "isSelf of {contact}",
      { CONTACT, EXPECTED, { "value", false, read_bool_value }, { "other", false, read_other } } },
    { "signinName", IM_EV_SIGNIN_NAME, NULL, "signinName of {contact}",
      { CONTACT, EXPECTED, { "value", false, read_text_of_step } } },
    { "contact.release", IM_EV_CONTACT_RELEASE, "contact", "contact.release {contact}",
      { { "contact", true, read_released_contact } } },
    { "mySigninName", IM_EV_MY_SIGNIN_NAME, NULL, "mySigninName", { EXPECTED, { "value", false, read_text_of_step } } },
    { "get", IM_EV_GET, NULL, "get {property} of {window}",
      { WINDOW, { "property", true, read_property }, EXPECTED, { "value", false, read_property_value },
        { "other", false, read_other }, STAYS } },
    { "put", IM_EV_PUT, NULL, "put {property} of {window} to {value}",
      { WINDOW, { "property", true, read_put_property }, { "value", true, read_put_value }, EXPECTED } },
    { "show", IM_EV_SHOW, "window", "show {window}", { WINDOW, EXPECTED } },
    { "close", IM_EV_CLOSE, "window", "close {window}", { WINDOW, EXPECTED } },
    { "contacts", IM_EV_CONTACTS, NULL, "contacts of {window}",
      { WINDOW, EXPECTED, { "value", false, read_participants } } },
    { "user.closeWindow", IM_EV_USER_CLOSE, "window", "user.closeWindow {window}", { WINDOW } },
    { "user.addContactToWindow", IM_EV_USER_ADD_CONTACT, NULL, "user.addContactToWindow {name} to {window}",
      { WINDOW, { "name", true, read_name } } },
    { "user.openDialog", IM_EV_OPEN_DIALOG, "dialog", "user.openDialog {dialog}", { { "dialog", true, read_dialog } } },
    { "user.closeDialogs", IM_EV_CLOSE_DIALOGS, NULL, "user.closeDialogs", { { 0 } } },
    { "desktop.setFocusAllowed", IM_EV_SET_FOCUS, "allowed", "desktop.setFocusAllowed {allowed}",
      { { "allowed", true, read_allowed } } },
    { "client.windows", IM_EV_WINDOWS, NULL, "client.windows",
      { { "count", false, read_count }, { "noted", false, read_more }, { "with", false, read_with }, UNANSWERED, STAYS } },
    { "events.take", IM_EV_EVENTS, NULL, "events.take",
      { { "created", false, read_created }, { "noted", false, read_more }, UNANSWERED, { "destroyed", false, read_destroyed },
        { "signedIn", false, read_signed_in }, { "signedOut", false, read_signed_out },
        { "added", false, read_added }, { "removed", false, read_removed }, { "status", false, read_status },
        STAYS } },
    { "check", IM_EV_CHECK, NULL, "check {law} of {object}",
      { { "object", true, read_checked_object }, { "law", true, read_law }, UNANSWERED } },
    { "invoke", IM_EV_INVOKE, NULL, "invoke {call}",
      { { "call", true, read_call }, EXPECTED, { "scode", false, read_scode }, { "scodeNoted", false, read_scode_noted },
        { "value", false, read_dispid } } },
};
/* clang-format on */
enum { FORMS = sizeof forms / sizeof forms[0] };
_Static_assert((int)FORMS == (int)IM_EVENT_COUNT, "each event is a step");
static const struct step_form *const instant_message = &forms[0];

static const char *const *keys_of(struct reader *reader, const struct step_form *form)
{
    const char **keys = arena_alloc(reader->arena, (FIELDS_MAX + 1) * sizeof *keys);
    for (size_t i = 0; i < FIELDS_MAX && form->fields[i].key != NULL; i++) keys[i] = form->fields[i].key;
    return keys;
}

static const struct field *field_of(const struct step_form *form, const char *key)
{
    for (size_t i = 0; i < FIELDS_MAX && form->fields[i].key != NULL; i++)
        if (strcmp(form->fields[i].key, key) == 0) return &form->fields[i];
    return NULL;
}

const char *const *instant_message_keys(struct reader *reader) { return keys_of(reader, instant_message); }

bool instant_message_requires(const char *key) { return field_of(instant_message, key)->required; }

static void begin(struct reader *reader, const struct node *at, const struct step_form *form, struct step *step)
{
    *step = (struct step){ .kind = form->kind, .line = at->line, .column = at->column };
    reader->now->needs[form->kind] = true;
}

static void read_fields(struct reader *reader, const struct node *at, const struct step_form *form,
                        const struct node *map, struct step *step)
{
    refuse_unknown_keys(reader, map, form->name, keys_of(reader, form));
    for (size_t i = 0; i < FIELDS_MAX && form->fields[i].key != NULL; i++) {
        const struct field *field = &form->fields[i];
        const struct node *value = node_get(map, field->key);
        if (value != NULL)
            field->read(reader, value, step);
        else if (field->required)
            refuse(reader, at, "found %s without `%s`, which it must have", form->name, field->key);
    }
}

static void read_single(struct reader *reader, const struct step_form *form, const struct node *value,
                        struct step *step)
{
    if (form->single == NULL) {
        expected(reader, value,
                 form->fields[0].key == NULL ? arena_printf(reader->arena, "nothing: %s has no fields", form->name)
                                             : arena_printf(reader->arena, "the fields of %s: {%s}", form->name,
                                                            joined(reader->arena, keys_of(reader, form))));
        return;
    }
    field_of(form, form->single)->read(reader, value, step);
    static const struct expected_code s_ok = { .value = 0 };
    if (field_of(form, "expect") != NULL)
        step->expect = (struct expectation){ .given = true, .codes = &s_ok, .count = 1 };
}

/* A step of several callers at once: what it expects must hold in some order, so it cannot speak of one. */
static void read_as_caller(struct reader *reader, const struct node *name, struct step *step)
{
    step->caller = reader->caller;
    step->written = arena_printf(reader->arena, "caller %u: %s", step->caller, step->written);
    const char *what = step->kind == IM_EV_WINDOWS || step->kind == IM_EV_EVENTS    ? step_name(step->kind)
                       : step->expect_window != WINDOW_UNSAID                       ? "`window`"
                       : step->same_as != NULL                                      ? "`contact`"
                       : step->stays_ms > 0                                         ? "`stays`"
                       : step->unanswered_count > 0                                 ? "`unanswered`"
                       : step->expect_value != EXPECT_NO_VALUE || step->texts_given ? "`value`"
                                                                                    : NULL;
    if (what != NULL)
        refuse(reader, name,
               "found %s among the steps of several callers at once, which depends on their order: ask behind them",
               what);
}

static const struct step_form *form_of(struct reader *reader, const struct node *name)
{
    const char *words[FORMS + 1] = { NULL };
    for (size_t i = 0; i < FORMS; i++) {
        if (node_is(name, forms[i].name)) return &forms[i];
        words[i] = forms[i].name;
    }
    expected(reader, name,
             arena_printf(reader->arena, "the name of a step%s",
                          name->kind == NODE_SCALAR && suggestion(reader->arena, name->text, words)[0] != '\0'
                              ? suggestion(reader->arena, name->text, words)
                              : arena_printf(reader->arena, ": %s", joined(reader->arena, words))));
    return NULL;
}

void read_step(struct reader *reader, const struct node *node, struct step *step)
{
    static const struct node nothing = { .kind = NODE_MAP };
    const struct node *name = node, *value = &nothing;
    if (node->kind == NODE_MAP && node->count == 1) {
        name = node->first->key;
        value = node->first;
    } else if (node->kind == NODE_MAP && node->count > 1) {
        const struct node *second = node->first->next->key;
        refuse(reader, second,
               "found the key %s beside the step %s, expected one step in each item: indent its fields under it",
               node_words(reader->arena, second), node_words(reader->arena, node->first->key));
        return;
    }
    if (name->kind != NODE_SCALAR) {
        expected(reader, name, "a step: `- NAME` or `- NAME: {fields}`");
        return;
    }
    const struct step_form *form = form_of(reader, name);
    if (form == NULL) return;
    begin(reader, name, form, step);
    if (node_is_null(value)) value = &nothing;
    if (value->kind == NODE_MAP)
        read_fields(reader, name, form, value, step);
    else
        read_single(reader, form, value, step);
    step->written = step_words(reader->arena, form, step);
    if (reader->caller > 0) read_as_caller(reader, name, step);
}

void read_instant_message(struct reader *reader, const struct node *at, const struct node *fields, struct step *step)
{
    begin(reader, at, instant_message, step);
    read_fields(reader, at, instant_message, fields, step);
    step->written = step_words(reader->arena, instant_message, step);
}

static const struct step_form *form_for(enum im_event_kind kind)
{
    size_t i = 0;
    while (forms[i].kind != kind) i++;
    return &forms[i];
}

const char *step_name(enum im_event_kind kind) { return form_for(kind)->name; }

const char *step_said(struct arena *arena, const struct step *step)
{
    return step_words(arena, form_for(step->kind), step);
}
