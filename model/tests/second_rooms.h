/*
 * The rooms in which the two models are held against each other: each is a small part of the world in which every pair of
 * their states can be reached.
 */
#ifndef IM_SECOND_ROOMS_H
#define IM_SECOND_ROOMS_H

#include "second_observe.h"

enum { EVENTS_MAX = 160 };

struct agenda {
    struct im_event list[EVENTS_MAX];
    size_t count;
    const struct second *known; /* the state that the events are for */
};

struct room {
    const char *title;
    void (*events)(struct agenda *agenda);
    uint8_t windows; /* on the screen at once */
    uint8_t refs;    /* to one object */
    uint8_t depth;   /* of paths, 0: as long as there is something new */
    bool every_code, queue;
    bool begin_signed_in;
};

static inline void plan(struct agenda *agenda, struct im_event event)
{
    assert(agenda->count < EVENTS_MAX);
    agenda->list[agenda->count++] = event;
}

/* The client goes from one settled state to another; the Sign In dialog is not open when it does. */
static inline void plan_client(struct agenda *agenda)
{
    const struct second *known = agenda->known;
    if (known->signin_dialog) return;
    if (known->client == IM_SIGNED_OUT) plan(agenda, event(IM_EV_SIGN_IN));
    if (known->client == IM_SIGNED_IN || known->client == IM_OFFLINE) plan(agenda, event(IM_EV_SIGN_OUT));
    if (known->client == IM_SIGNED_IN) plan(agenda, event(IM_EV_GO_OFFLINE));
    if (known->client == IM_OFFLINE) plan(agenda, event(IM_EV_GO_ONLINE));
}

/* Is the window that a pointer stands for there in every world? */
static inline bool surely_alive(const struct second *known, int handle)
{
    for (int i = 0; i < known->count; i++) {
        if (!alive(&known->world[i], handle)) return false;
    }
    return true;
}

/* ... there in every world, or in none? */
static inline bool surely_known(const struct second *known, int handle)
{
    for (int i = 1; i < known->count; i++) {
        if (alive(&known->world[i], handle) != alive(&known->world[0], handle)) return false;
    }
    return true;
}

static inline void plan_members(struct agenda *agenda)
{
    for (int h = 1; h <= SECOND_HANDLES; h++) {
        if (agenda->known->refs[h - 1] == 0) continue;
        for (int p = IM_PROPERTY_HWND; p <= IM_PROPERTY_LEFT; p++) plan(agenda, get((uint8_t)h, (enum im_property)p));
        plan(agenda, put((uint8_t)h, IM_PROPERTY_LEFT, -5));
        plan(agenda, put((uint8_t)h, IM_PROPERTY_WIDTH, 0));
        plan(agenda, put((uint8_t)h, IM_PROPERTY_HEIGHT, 300));
        plan(agenda, of_window(IM_EV_SHOW, (uint8_t)h));
        plan(agenda, of_window(IM_EV_CLOSE, (uint8_t)h));
        plan(agenda, of_window(IM_EV_CONTACTS, (uint8_t)h));
        if (surely_known(agenda->known, h)) plan(agenda, of_window(IM_EV_RELEASE, (uint8_t)h));
        if (surely_alive(agenda->known, h)) plan(agenda, of_window(IM_EV_USER_CLOSE, (uint8_t)h));
    }
    plan(agenda, event(IM_EV_WINDOWS));
}

/* Two contacts, everything that happens to windows while the client is signed in. */
static inline void window_events(struct agenda *agenda)
{
    plan_members(agenda);
    plan(agenda, message(ALICE));
    plan(agenda, message(BOB));
}

/* One contact, and a client that goes and comes. */
static inline void leaving_events(struct agenda *agenda)
{
    plan_client(agenda);
    plan_members(agenda);
    plan(agenda, message(ALICE));
}

/* One contact in two spellings, and on two services. */
static inline void spelling_events(struct agenda *agenda)
{
    plan_members(agenda);
    plan(agenda, message(ALICE));
    plan(agenda, message(ALICE_UPPER));
}

static inline void plan_contact(struct agenda *agenda, im_name name, enum im_service service)
{
    for (int i = 0; i < SECOND_CONTACTS; i++) {
        const struct second_contact *contact = &agenda->known->contact[i];
        if (contact->refs != 0 && contact->stale && contact->who.name == name) return;
    }
    plan(agenda, get_contact(name, service));
}

/* Contact objects: of the list, not of it, of the secondary service, the own one. */
static inline void contact_events(struct agenda *agenda)
{
    plan_client(agenda);
    plan(agenda, event(IM_EV_MY_SIGNIN_NAME));
    struct im_event service = event(IM_EV_SERVICE_SIGN_IN);
    service.service = IM_SERVICE_SECONDARY;
    plan(agenda, service);
    service.kind = IM_EV_SERVICE_SIGN_OUT;
    plan(agenda, service);
    plan_contact(agenda, ALICE, IM_SERVICE_PRIMARY);
    plan_contact(agenda, ME, IM_SERVICE_PRIMARY);
    plan_contact(agenda, LISTED, IM_SERVICE_NONE);
    plan_contact(agenda, SECOND, IM_SERVICE_SECONDARY);
    plan(agenda, get_contact(SPACE_INSIDE, IM_SERVICE_PRIMARY));
    plan(agenda, get_contact(LF_LAST, IM_SERVICE_PRIMARY));
    plan(agenda, get_contact(LONG_130, IM_SERVICE_PRIMARY));
    struct im_event null = get_contact(NOBODY, IM_SERVICE_PRIMARY);
    null.flag = 1;
    plan(agenda, null);
    for (int h = 1; h <= SECOND_CONTACTS; h++) {
        if (agenda->known->contact[h - 1].refs == 0) continue;
        plan(agenda, of_contact(IM_EV_IS_SELF, (uint8_t)h));
        plan(agenda, of_contact(IM_EV_SIGNIN_NAME, (uint8_t)h));
        plan(agenda, of_contact(IM_EV_CONTACT_RELEASE, (uint8_t)h));
        plan(agenda, message_contact((uint8_t)h));
        struct im_event by_reference = message_contact((uint8_t)h);
        by_reference.argument.reference = IM_BY_TYPED_REFERENCE;
        plan(agenda, by_reference);
    }
    plan(agenda, message(SECOND));
    plan(agenda, message(ME));
}

/* Every argument, with dialogs and without focus. */
static inline void argument_events(struct agenda *agenda)
{
    plan_client(agenda);
    static const uint8_t flags[] = { 0, 1 };
    for (int i = 0; i < 2; i++) {
        struct im_event dialog = event(IM_EV_OPEN_DIALOG);
        dialog.flag = flags[i];
        bool open = dialog.flag ? agenda->known->signin_dialog : agenda->known->options;
        if (!open && (!dialog.flag || agenda->known->client == IM_SIGNED_OUT)) plan(agenda, dialog);
        struct im_event focus = event(IM_EV_SET_FOCUS);
        focus.flag = flags[i];
        if (focus.flag == agenda->known->unfocused) plan(agenda, focus);
    }
    plan(agenda, event(IM_EV_CLOSE_DIALOGS));
    for (int out = 0; out < 2; out++) {
        for (int name = 0; name < NAMES; name++) {
            struct im_event made = message((im_name)name);
            made.out_null = (uint8_t)out;
            if (!out || name < FRIENDLY || (name > NOBODY && name < TAB_FIRST)) plan(agenda, made);
        }
        static const uint8_t forms[] = { IM_NULL_STRING, IM_NULL_OBJECT, IM_FOREIGN, IM_EMPTY,
                                         IM_NULL,        IM_ERROR,       IM_NUMBER };
        for (size_t f = 0; f < sizeof forms; f++) {
            struct im_event made = message_form((enum im_form)forms[f]);
            made.argument.name = EVE;
            made.out_null = (uint8_t)out;
            plan(agenda, made);
        }
    }
}

/* References and bindings. */
static inline void reference_events(struct agenda *agenda)
{
    plan_client(agenda);
    static const im_name people[] = { ALICE, ME, ME_UPPER, SPACE_FIRST, NOBODY };
    for (int reference = IM_BY_VALUE; reference <= IM_BY_NESTED_REFERENCE; reference++) {
        for (int binding = IM_BINDING_NONE; binding < IM_BINDING_COUNT; binding++) {
            for (size_t n = 0; n < sizeof people / sizeof people[0]; n++) {
                struct im_event made = message(people[n]);
                made.argument.reference = (uint8_t)reference;
                made.binding = (uint8_t)binding;
                plan(agenda, made);
            }
        }
    }
}

/* A conversation that becomes one of several. */
static inline void group_events(struct agenda *agenda)
{
    plan(agenda, message(ALICE));
    plan(agenda, message(BOB));
    for (int h = 1; h <= SECOND_HANDLES; h++) {
        if (agenda->known->refs[h - 1] == 0 || !surely_alive(agenda->known, h)) continue;
        const struct second_world *first = &agenda->known->world[0];
        const struct second_window *window = &first->window[first->object[h - 1].window - 1];
        if (window->guest.there) continue;
        struct im_event joined = of_window(IM_EV_USER_ADD_CONTACT, (uint8_t)h);
        joined.name = window->who.name == ALICE ? BOB : ALICE;
        plan(agenda, joined);
        plan(agenda, of_window(IM_EV_CONTACTS, (uint8_t)h));
        plan(agenda, of_window(IM_EV_USER_CLOSE, (uint8_t)h));
    }
}

/* What is raised about all that. */
static inline void queue_events(struct agenda *agenda)
{
    plan_client(agenda);
    plan(agenda, event(IM_EV_EVENTS));
    plan(agenda, event(IM_EV_WINDOWS));
    plan(agenda, message(ALICE));
    for (int h = 1; h <= SECOND_HANDLES; h++) {
        if (agenda->known->refs[h - 1] == 0) continue;
        plan(agenda, of_window(IM_EV_CLOSE, (uint8_t)h));
        if (surely_known(agenda->known, h)) plan(agenda, of_window(IM_EV_RELEASE, (uint8_t)h));
        if (surely_alive(agenda->known, h)) plan(agenda, of_window(IM_EV_USER_CLOSE, (uint8_t)h));
    }
}

static const struct room rooms[] = {
    { .title = "arguments", .events = argument_events, .every_code = true, .depth = 3 },
    { .title = "references", .events = reference_events, .every_code = true, .depth = 2 },
    { .title = "contacts", .events = contact_events, .depth = 4 },
    { .title = "windows", .events = window_events, .windows = 2, .refs = 1, .begin_signed_in = true },
    { .title = "leaving", .events = leaving_events, .windows = 1, .refs = 1, .depth = 5 },
    { .title = "spellings", .events = spelling_events, .windows = 2, .refs = 1, .begin_signed_in = true, .depth = 4 },
    { .title = "groups", .events = group_events, .windows = 2, .refs = 1, .begin_signed_in = true },
    { .title = "queue", .events = queue_events, .windows = 1, .refs = 1, .depth = 4, .queue = true },
};
#endif
