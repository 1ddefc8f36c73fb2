/* Conversation windows: opening, finding, closing, references. */
#include "window.h"

#include "codes.h"

#include <stdlib.h>

uint32_t window_add_reference(struct window *window) { return ++window->references; }

static void free_unless_needed(struct window *window)
{
    if (!window->open && window->references == 0) {
        free(window);
    }
}

uint32_t window_release(struct window *window)
{
    const uint32_t left = --window->references;
    if (left == 0) {
        void *face = window->face;
        window->face = NULL;
        if (face != NULL) {
            window->desk->around->let_go(face);
        }
        free_unless_needed(window);
    }
    return left;
}

static void seat(struct window *window, struct contact *contact)
{
    window->participants[window->participant_count++] = contact;
    contact_join(contact);
}

/* One reference for the caller, or NULL if the screen has no room. */
static struct window *window_open(struct desk *desk, struct contact *contact)
{
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        abort();
    }
    window->desk = desk;
    window->references = 1;
    seat(window, contact);
    window->screen = desk->around->open(window);
    if (window->screen == NULL) {
        contact_leave(contact);
        free(window);
        return NULL;
    }
    window->open = true;
    struct window **end = &desk->windows;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = window;
    return window;
}

int32_t window_close(struct window *window)
{
    if (!window->open) {
        return DESK_ALREADY;
    }
    struct window **link = &window->desk->windows;
    while (*link != window) {
        link = &(*link)->next;
    }
    *link = window->next;
    window->next = NULL;
    window->open = false;
    window_add_reference(window);
    for (uint32_t i = 0; i < window->participant_count; i++) {
        contact_leave(window->participants[i]);
    }
    window->participant_count = 0;
    void *screen = window->screen;
    window->screen = NULL;
    window->desk->around->close(screen);
    window->desk->around->tell(&(struct news){ .event = NEWS_WINDOW_DESTROYED, .window = window });
    window_release(window);
    return DESK_OK;
}

bool window_add(struct window *window, struct name name, enum service service)
{
    if (!window->open || window->participant_count == WINDOW_PARTICIPANTS) {
        return false;
    }
    struct contact *contact = contact_obtain(window->desk, name, service);
    bool is_there = false;
    for (uint32_t i = 0; i < window->participant_count; i++) {
        is_there = is_there || window->participants[i] == contact;
    }
    if (!is_there) {
        seat(window, contact);
        window->desk->around->tell(
            &(struct news){ .event = NEWS_CONTACT_JOINED, .window = window, .contact = contact });
    }
    contact_release(contact);
    return true;
}

/* A conversation is with the one for whom it was opened, whoever has joined since. */
static struct window *find_open(const struct desk *desk, const struct contact *contact)
{
    struct window *window = desk->windows;
    while (window != NULL && window->participants[0] != contact) {
        window = window->next;
    }
    return window;
}

static int32_t converse(struct desk *desk, struct contact *contact, struct window **out)
{
    struct window *window = find_open(desk, contact);
    if (window != NULL) {
        window_add_reference(window);
        (void)(desk->focus_allowed && desk->around->focus(window->screen));
        *out = window;
        return DESK_OK;
    }
    window = window_open(desk, contact);
    if (window == NULL) {
        return DESK_FAILED;
    }
    const bool focused = desk->focus_allowed && desk->around->focus(window->screen);
    *out = window;
    desk->around->tell(&(struct news){ .event = NEWS_WINDOW_CREATED, .window = window });
    return focused ? DESK_OK : DESK_NO_FOCUS;
}

int32_t desk_instant_message(struct desk *desk, const struct target *target, struct window **out)
{
    if (out == NULL) {
        return DESK_NULL_POINTER;
    }
    *out = NULL;
    if (target->kind == TARGET_REFUSED || !name_can_be_called(target->name)) {
        return DESK_BAD_ARGUMENT;
    }
    if (!desk_is_online(desk)) {
        return DESK_NOT_LOGGED_ON;
    }
    if (desk_is_own(desk, target->name, target->service)) {
        return DESK_FAILED;
    }
    struct contact *contact = contact_obtain(desk, target->name, target->service);
    const int32_t result = converse(desk, contact, out);
    contact_release(contact);
    return result;
}

int32_t desk_get_contact(struct desk *desk, struct name name, const enum service *service, struct contact **out)
{
    if (out == NULL) {
        return DESK_NULL_POINTER;
    }
    *out = NULL;
    if (name.length == 0) {
        return DESK_FAILED;
    }
    if (!name_can_be_looked_up(name)) {
        return DESK_BAD_ARGUMENT;
    }
    if (!desk_is_online(desk)) {
        return DESK_NOT_LOGGED_ON;
    }
    const struct contact *listed = service == NULL ? contact_find_listed(desk, name) : NULL;
    const enum service here = listed != NULL ? listed->service : SERVICE_PRIMARY;
    *out = contact_obtain(desk, name, service != NULL ? *service : here);
    return DESK_OK;
}
