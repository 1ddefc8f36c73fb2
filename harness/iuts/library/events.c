/* Events wait in a list until they are due and asked for. */
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

static struct desk_event *raise_event(struct desk_client *client, const char *name)
{
    struct desk_event *event = memory_new(1, sizeof *event);
    struct desk_event **end = &client->events;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = event;
    event->name = name;
    event->due = clock_now_ms() + desk_policy.event_delay_ms;
    return event;
}

void events_raise_status(struct desk_client *client, int32_t status)
{
    struct desk_event *event = raise_event(client, "OnMyStatusChange");
    event->status = status;
    event->has_status = true;
}

void events_raise_plain(struct desk_client *client, const char *name) { (void)raise_event(client, name); }

void events_raise_window(struct desk_client *client, const char *name, struct desk_window *window,
                         struct desk_contact *contact)
{
    struct desk_event *event = raise_event(client, name);
    if (!desk_policy.events_without_objects) {
        event->window = window;
        event->contact = contact;
    }
}

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
