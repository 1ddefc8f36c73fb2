/*
 * Names to numbers, tokens to handles: see world.h.
 */
#include "world.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static im_name add_name(struct world *world, struct text text)
{
    assert(world->known.name_count < UINT16_MAX);
    if (world->known.name_count == world->room) {
        uint32_t room = world->room == 0 ? 32 : world->room * 2;
        struct im_text *names = arena_alloc(world->arena, room * sizeof *names);
        if (world->room > 0) memcpy(names, world->names, world->room * sizeof *names);
        world->names = names;
        world->room = room;
        world->known.names = names;
    }
    uint16_t *units = arena_alloc(world->arena, (text.length + 1) * sizeof *units);
    if (text.length > 0) memcpy(units, text.units, text.length * sizeof *units);
    world->names[world->known.name_count] = (struct im_text){ units, (uint32_t)text.length };
    return (im_name)world->known.name_count++;
}

im_name world_name(struct world *world, struct text text)
{
    for (uint32_t i = 0; i < world->known.name_count; i++) {
        if (world->names[i].length != text.length) continue;
        if (text.length == 0 || memcmp(world->names[i].units, text.units, text.length * sizeof(uint16_t)) == 0) {
            return (im_name)i;
        }
    }
    return add_name(world, text);
}

void world_begin(struct world *world, struct arena *arena, const struct people *people, bool invoke_only)
{
    *world = (struct world){ .arena = arena };
    world->known.invoke_only = invoke_only;
    world->known.me = world_name(world, people->me);
    struct im_listed *listed = arena_alloc(arena, (people->count + 1) * sizeof *listed);
    for (size_t i = 0; i < people->count; i++) {
        listed[i].name = world_name(world, people->contacts[i].name);
        listed[i].secondary = people->contacts[i].secondary;
    }
    world->known.listed = listed;
    world->known.listed_count = (uint32_t)people->count;
    oracle_reset(&world->model, &world->known, &world->ledger);
}

static uint8_t find(char *const *tokens, size_t count, const char *token)
{
    for (size_t i = 0; token != NULL && i < count; i++) {
        if (tokens[i] != NULL && strcmp(tokens[i], token) == 0) return (uint8_t)(i + 1);
    }
    return 0;
}

uint8_t world_window(const struct world *world, const char *token) { return find(world->window, IM_OBJECTS, token); }

static uint8_t find_or_free(char *const *tokens, size_t count, const char *token)
{
    uint8_t handle = find(tokens, count, token);
    for (size_t i = 0; handle == 0 && i < count; i++) {
        if (tokens[i] == NULL) handle = (uint8_t)(i + 1);
    }
    return handle;
}

/* --- arguments and events --- */

static im_name number_name(struct world *world, const struct variant *variant)
{
    char digits[16];
    uint16_t units[16];
    int length = snprintf(digits, sizeof digits, "%d", (int)variant->value);
    for (int i = 0; i < length; i++) units[i] = (uint16_t)digits[i];
    return world_name(world, (struct text){ units, (size_t)length });
}

static void plain_argument(struct world *world, const struct variant *variant, struct im_argument *argument)
{
    switch (variant->vt & ~(unsigned)VT_BYREF) {
    case VT_BSTR:
        argument->form = variant->text.units == NULL ? IM_NULL_STRING : IM_STRING;
        if (argument->form == IM_STRING) argument->name = world_name(world, variant->text);
        break;
    case VT_DISPATCH:
        argument->form = variant->object == OBJECT_CONTACT ? IM_CONTACT
                         : variant->object == OBJECT_NULL  ? IM_NULL_OBJECT
                                                           : IM_FOREIGN;
        argument->contact = find(world->contact, IM_CONTACTS_HELD, variant->contact);
        break;
    case VT_EMPTY: argument->form = IM_EMPTY; break;
    case VT_NULL: argument->form = IM_NULL; break;
    case VT_ERROR: argument->form = IM_ERROR; break;
    case VT_BOOL: argument->form = IM_BOOLEAN; break;
    default: argument->form = IM_NUMBER; break;
    }
    if (argument->form == IM_BOOLEAN || argument->form == IM_NUMBER) argument->name = number_name(world, variant);
}

struct im_argument world_argument(struct world *world, const struct variant *variant)
{
    struct im_argument argument = { 0 };
    unsigned depth = 0;
    while (variant->vt == (VT_BYREF | VT_VARIANT)) {
        depth++;
        variant = variant->inner;
    }
    bool typed = (variant->vt & VT_BYREF) != 0;
    argument.reference = (uint8_t)(depth + typed > 1 ? IM_BY_NESTED_REFERENCE
                                   : depth == 1      ? IM_BY_VARIANT_REFERENCE
                                   : typed           ? IM_BY_TYPED_REFERENCE
                                                     : IM_BY_VALUE);
    plain_argument(world, variant, &argument);
    return argument;
}

/* What messenger.invoke passes to InstantMessage, where it calls it. */
static struct im_argument invoked_argument(struct world *world, enum im_invocation call)
{
    static const uint16_t refused[] = { ' ', 'x' };
    const struct text name = { refused, sizeof refused / sizeof refused[0] };
    struct im_argument argument = { .form = IM_EMPTY };
    if (call == IM_INVOKE_REFUSED_NAME) argument = (struct im_argument){ .name = world_name(world, name) };
    if (call == IM_INVOKE_OWN_NAME) argument = (struct im_argument){ .name = world->known.me };
    return argument;
}

struct im_event world_event(struct world *world, const struct event *event)
{
    struct im_event out = {
        .kind = (uint8_t)event->kind,
        .out_null = event->out_null,
        .binding = (uint8_t)event->binding,
        .window = find(world->window, IM_OBJECTS, event->window),
        .contact = find(world->contact, IM_CONTACTS_HELD, event->contact),
        .property = (uint8_t)event->property,
        .service = (uint8_t)event->service,
        .value = event->value,
        .law = (uint8_t)event->law,
        .call = (uint8_t)event->call,
    };
    if (event->kind == IM_EV_INSTANT_MESSAGE) out.argument = world_argument(world, &event->argument);
    if (event->kind == IM_EV_INVOKE) out.argument = invoked_argument(world, event->call);
    if (event->kind == IM_EV_SET_FOCUS) out.flag = event->allowed;
    if (event->kind == IM_EV_OPEN_DIALOG) out.flag = strcmp(event->dialog, "signIn") == 0;
    if (event->kind == IM_EV_GET_CONTACT) out.flag = event->name.units == NULL;
    if (event->name.units != NULL) out.name = world_name(world, event->name);
    return out;
}

/* --- observations --- */

static const im_name *name_list(struct world *world, const struct text *texts, size_t count)
{
    im_name *names = arena_alloc(world->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) names[i] = world_name(world, texts[i]);
    return names;
}

static int told(const char *name)
{
    int kind = 0;
    while (kind < IM_TOLD_COUNT && strcmp(im_told_name((enum im_told)kind), name) != 0) kind++;
    return kind;
}

/* All online values of MISTATUS share a bit. */
static void take_status(const struct seen_event *event, struct im_observation *out)
{
    enum { ONLINE = 0x0002, DISCONNECTING = 0x0400 };
    if (!event->has_status || strcmp(event->name, "OnMyStatusChange") != 0) return;
    out->status = (event->status & ONLINE) != 0 ? IM_STATUS_ONLINE : IM_STATUS_NOT_ONLINE;
    out->disconnecting |= event->status == DISCONNECTING;
}

static void take_events(const struct world *world, const struct observation *obs, struct im_observation *out)
{
    struct im_mention *mentions = arena_alloc(world->arena, (obs->event_count + 1) * sizeof *mentions);
    for (size_t i = 0; i < obs->event_count; i++) {
        const struct seen_event *event = &obs->events[i];
        take_status(event, out);
        int kind = told(event->name);
        if (kind == IM_TOLD_COUNT) continue;
        if (out->told[kind] < UINT8_MAX) out->told[kind]++;
        struct im_mention *mention = &mentions[out->mention_count];
        *mention = (struct im_mention){ .told = (uint8_t)kind,
                                        .window = find(world->window, IM_OBJECTS, event->window),
                                        .contact = find(world->contact, IM_CONTACTS_HELD, event->contact) };
        if (kind == IM_TOLD_CREATED && event->window != NULL && mention->window == 0 && out->strangers < UINT8_MAX) {
            out->strangers++;
        }
        out->mention_count += mention->window > 0 || mention->contact > 0;
    }
    out->mentions = mentions;
}

bool world_observation(struct world *world, const struct event *event, const struct observation *obs,
                       struct im_observation *out)
{
    *out = (struct im_observation){
        .hresult = obs->hresult, .out = (uint8_t)obs->out, .number = obs->number, .scode = obs->scode
    };
    out->has_value = obs->value_kind != VALUE_NONE || obs->has_refs;
    if (obs->has_refs) out->number = obs->refs;
    if (obs->value_kind == VALUE_TEXT) out->name = world_name(world, obs->text);
    if (obs->token[0] != '\0') {
        bool window = event->kind == IM_EV_INSTANT_MESSAGE;
        out->handle = window ? find_or_free(world->window, IM_OBJECTS, obs->token)
                             : find_or_free(world->contact, IM_CONTACTS_HELD, obs->token);
        if (out->handle == 0) return false;
    }
    out->names = name_list(world, obs->names, obs->name_count);
    out->name_count = (uint32_t)obs->name_count;
    struct im_screen_window *windows = arena_alloc(world->arena, (obs->window_count + 1) * sizeof *windows);
    for (size_t i = 0; i < obs->window_count; i++) {
        windows[i].contacts = name_list(world, obs->windows[i].contacts, obs->windows[i].count);
        windows[i].count = (uint32_t)obs->windows[i].count;
    }
    out->windows = windows;
    out->window_count = (uint32_t)obs->window_count;
    take_events(world, obs, out);
    return true;
}

bool world_advance(struct world *world, const struct im_event *event, const struct observation *seen,
                   const struct im_observation *obs)
{
    if (!oracle_advance(&world->model, event, obs)) return false;
    const struct im_state *state = &world->model.state;
    if (obs->handle > 0 && event->kind == IM_EV_INSTANT_MESSAGE && world->window[obs->handle - 1] == NULL) {
        world->window[obs->handle - 1] = arena_strdup(world->arena, seen->token);
    }
    if (obs->handle > 0 && event->kind == IM_EV_GET_CONTACT && world->contact[obs->handle - 1] == NULL) {
        world->contact[obs->handle - 1] = arena_strdup(world->arena, seen->token);
    }
    if (event->window > 0 && state->objects[event->window - 1].refs == 0) world->window[event->window - 1] = NULL;
    if (event->contact > 0 && state->contacts[event->contact - 1].refs == 0) world->contact[event->contact - 1] = NULL;
    return true;
}
