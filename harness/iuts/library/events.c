/* Events wait in a list, in the order in which they become due, until they are asked for. */
#include "events.h"

#include "clock.h"
#include "contact.h"
#include "memory.h"
#include "window.h"

#include <stddef.h>

struct desk_event {
    struct desk_event *next;
    const char *name;
    struct desk_window *window;
    struct desk_contact *contact;
    uint64_t due;
    int32_t status;
    bool has_status;
};

static const struct {
    uint32_t say;
    const char *name;
} names[] = {
    { SAY_SIGNIN, "OnSignin" },
    { SAY_SIGNOUT, "OnSignout" },
    { SAY_STATUS, "OnMyStatusChange" },
    { SAY_CREATED, "OnIMWindowCreated" },
    { SAY_DESTROYED, "OnIMWindowDestroyed" },
    { SAY_ADDED, "OnIMWindowContactAdded" },
    { SAY_REMOVED, "OnIMWindowContactRemoved" },
};

static const char *name_of(uint32_t say)
{
    size_t i = 0;
    while (names[i].say != say) {
        i++;
    }
    return names[i].name;
}

static void put(struct desk_client *client, uint32_t say, struct desk_about about)
{
    struct desk_event *event = memory_new(1, sizeof *event);
    const bool is_late = desk_policy.late_says == 0 || (desk_policy.late_says & say) != 0;
    event->name = name_of(say);
    event->due = clock_now_ms() + (is_late ? desk_policy.event_delay_ms : 0);
    if (!desk_policy.events_without_objects && (say & SAY_SESSION) == 0) {
        event->window = about.window;
        event->contact = (say & SAY_MEMBERS) != 0 ? about.contact : NULL;
    }
    event->has_status = say == SAY_STATUS;
    event->status = about.status;
    struct desk_event **place = &client->events;
    while (*place != NULL && (*place)->due <= event->due) {
        place = &(*place)->next;
    }
    event->next = *place;
    *place = event;
}

/* --- what the policy does ------------------------------------------------------------------------------------ */

static bool row_applies(const struct desk_client *client, const struct desk_event_row *row, enum desk_moment moment,
                        uint32_t say)
{
    const uint32_t count = client->moments[moment];
    return row->when == moment && (row->says & say) != 0 && count >= row->first && (!row->only || count == row->first);
}

/* The newest object that somebody holds and that is, or is not, live, and not of that conversation; or NULL. */
static struct desk_window *held_window(const struct desk_client *client, const struct desk_conversation *but, bool live)
{
    for (struct desk_window *window = client->windows; window != NULL; window = window->next) {
        if (window->references > 0 && window->conversation != but && window_is_live(window) == live) {
            return window;
        }
    }
    return NULL;
}

static struct desk_window *oldest_window(const struct desk_client *client)
{
    struct desk_window *oldest = NULL;
    for (struct desk_window *window = client->windows; window != NULL; window = window->next) {
        oldest = window->references > 0 ? window : oldest;
    }
    return oldest;
}

static struct desk_contact *other_contact(const struct desk_client *client, const struct desk_contact *but)
{
    struct desk_contact *contact = client->contacts;
    while (contact != NULL && (contact == but || contact->references == 0)) {
        contact = contact->next;
    }
    return contact;
}

static void bend(struct desk_client *client, const struct desk_event_row *row, struct desk_about *about)
{
    struct desk_window *window = NULL;
    struct desk_contact *contact = NULL;
    switch (row->act) {
    case EVENT_OTHER_STATUS: about->status = row->status; break;
    case EVENT_OWN_OBJECT: window = window_to_name(client, about->conversation); break;
    case EVENT_OLDEST_WINDOW: window = oldest_window(client); break;
    case EVENT_OTHER_WINDOW: window = held_window(client, about->conversation, true); break;
    case EVENT_DEAD_WINDOW: window = held_window(client, about->conversation, false); break;
    case EVENT_OTHER_CONTACT: contact = other_contact(client, about->contact); break;
    case EVENT_NOT:
    case EVENT_ALSO: break;
    }
    about->window = window != NULL ? window : about->window;
    about->contact = contact != NULL ? contact : about->contact;
}

void events_begin(struct desk_client *client, enum desk_moment moment) { client->moments[moment]++; }

void events_raise(struct desk_client *client, enum desk_moment moment, uint32_t say, struct desk_about about)
{
    for (uint32_t i = 0; i < DESK_EVENT_ROWS && desk_policy.events[i].when != MOMENT_END; i++) {
        const struct desk_event_row *row = &desk_policy.events[i];
        if (!row_applies(client, row, moment, say)) {
            continue;
        }
        if (row->act == EVENT_NOT) {
            return;
        }
        bend(client, row, &about);
    }
    put(client, say, about);
}

void events_end(struct desk_client *client, enum desk_moment moment, struct desk_about about)
{
    for (uint32_t i = 0; i < DESK_EVENT_ROWS && desk_policy.events[i].when != MOMENT_END; i++) {
        const struct desk_event_row *row = &desk_policy.events[i];
        if (row->act != EVENT_ALSO) {
            continue;
        }
        for (size_t j = 0; j < sizeof names / sizeof names[0]; j++) {
            if (row_applies(client, row, moment, names[j].say & row->says)) {
                about.status = row->status;
                put(client, names[j].say, about);
            }
        }
    }
}

void events_pass(struct desk_client *client, enum desk_moment moment, struct desk_about about)
{
    events_begin(client, moment);
    events_end(client, moment, about);
}

/* --- the queue ----------------------------------------------------------------------------------------------- */

static void hand_over(const struct desk_event *event, void (*each)(void *context, const struct imc_event *event),
                      void *context)
{
    const struct imc_event handed = {
        .name = event->name,
        .window = event->window != NULL ? window_held_object(event->window) : NULL,
        .contact = event->contact != NULL ? contact_held_object(event->contact) : NULL,
        .status = event->status,
        .has_status = event->has_status,
    };
    each(context, &handed);
}

void events_take(struct desk_client *client, void (*each)(void *context, const struct imc_event *event), void *context)
{
    const uint64_t now = clock_now_ms();
    while (client->events != NULL && client->events->due <= now) {
        struct desk_event *event = client->events;
        client->events = event->next;
        hand_over(event, each, context);
        memory_free(event);
    }
}

void events_forget(struct desk_client *client)
{
    while (client->events != NULL) {
        struct desk_event *event = client->events;
        client->events = event->next;
        memory_free(event);
    }
}
