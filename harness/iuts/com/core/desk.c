/* The client: signing in and out, the connection, and its contacts. */
#include "desk.h"

#include "window.h"

#include <stdlib.h>

struct desk *desk_new(const struct surroundings *around)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL) {
        abort();
    }
    desk->around = around;
    desk_reset(desk, (struct name){ NULL, 0 });
    return desk;
}

void desk_free(struct desk *desk)
{
    desk_reset(desk, (struct name){ NULL, 0 });
    name_free(&desk->local_user);
    free(desk);
}

static void tell_status(const struct desk *desk, enum desk_status status)
{
    desk->around->tell(&(struct news){ .event = NEWS_STATUS, .status = status });
}

static void close_windows(struct desk *desk)
{
    /* Whoever hears of it may close others meanwhile. */
    while (desk->windows != NULL) {
        window_close(desk->windows);
    }
}

void desk_reset(struct desk *desk, struct name local_user)
{
    desk->signed_in[SERVICE_PRIMARY] = desk->signed_in[SERVICE_SECONDARY] = false;
    close_windows(desk);
    for (struct contact *contact = desk->contacts, *next = NULL; contact != NULL; contact = next) {
        next = contact->next;
        contact_list(contact, false);
    }
    const struct name copy = name_copy(local_user);
    name_free(&desk->local_user);
    desk->local_user = copy;
    desk->connected = true;
    desk->focus_allowed = true;
    desk->chosen_status = STATUS_ONLINE;
    desk->dialogs = 0;
}

bool desk_is_online(const struct desk *desk) { return desk->signed_in[SERVICE_PRIMARY] && desk->connected; }

enum desk_status desk_status(const struct desk *desk)
{
    return desk_is_online(desk) ? desk->chosen_status : STATUS_OFFLINE;
}

bool desk_is_own(const struct desk *desk, struct name name, enum service service)
{
    return service == SERVICE_PRIMARY && desk_is_online(desk) && name_equal(name, desk->local_user);
}

bool desk_sign_in(struct desk *desk, enum service service)
{
    if (!desk->connected) {
        return false;
    }
    if (desk->signed_in[service]) {
        return true;
    }
    if (service == SERVICE_PRIMARY) {
        tell_status(desk, STATUS_CONNECTING);
    }
    desk->signed_in[service] = true;
    if (service == SERVICE_PRIMARY) {
        desk->chosen_status = STATUS_ONLINE;
        desk->around->tell(&(struct news){ .event = NEWS_SIGN_IN });
        tell_status(desk, STATUS_ONLINE);
    }
    return true;
}

void desk_sign_out(struct desk *desk, enum service service)
{
    const bool was_signed_in = desk->signed_in[service];
    desk->signed_in[service] = false;
    if (service == SERVICE_PRIMARY && was_signed_in) {
        tell_status(desk, STATUS_DISCONNECTING);
        close_windows(desk);
        desk->around->tell(&(struct news){ .event = NEWS_SIGN_OUT });
        tell_status(desk, STATUS_OFFLINE);
    }
}

void desk_sign_out_all(struct desk *desk)
{
    desk_sign_out(desk, SERVICE_SECONDARY);
    desk_sign_out(desk, SERVICE_PRIMARY);
}

void desk_go_offline(struct desk *desk)
{
    const bool was_online = desk_is_online(desk);
    desk->connected = false;
    close_windows(desk);
    if (was_online) {
        tell_status(desk, STATUS_OFFLINE);
    }
}

void desk_go_online(struct desk *desk)
{
    const bool was_online = desk_is_online(desk);
    desk->connected = true;
    if (!was_online && desk_is_online(desk)) {
        tell_status(desk, desk->chosen_status);
    }
}

bool desk_choose_status(struct desk *desk, enum desk_status status)
{
    if (!desk_is_online(desk) || (status & STATUS_ONLINE) == 0 || (unsigned)status > 0xFF) {
        return false;
    }
    if (status != desk->chosen_status) {
        desk->chosen_status = status;
        tell_status(desk, status);
    }
    return true;
}

static struct contact *find(const struct desk *desk, struct name name, enum service service)
{
    struct contact *contact = desk->contacts;
    while (contact != NULL && (contact->service != service || !name_equal(contact->name, name))) {
        contact = contact->next;
    }
    return contact;
}

struct contact *contact_find_listed(const struct desk *desk, struct name name)
{
    for (enum service service = SERVICE_PRIMARY; service < SERVICE_COUNT; service++) {
        struct contact *contact = find(desk, name, service);
        if (contact != NULL && contact->listed) {
            return contact;
        }
    }
    return NULL;
}

struct contact *contact_obtain(struct desk *desk, struct name name, enum service service)
{
    struct contact *contact = find(desk, name, service);
    if (contact == NULL) {
        contact = calloc(1, sizeof *contact);
        if (contact == NULL) {
            abort();
        }
        contact->desk = desk;
        contact->name = name_copy(name);
        contact->service = service;
        struct contact **end = &desk->contacts;
        while (*end != NULL) {
            end = &(*end)->next;
        }
        *end = contact;
    }
    contact->references++;
    return contact;
}

static void free_unless_needed(struct contact *contact)
{
    if (contact->listed || contact->windows > 0 || contact->references > 0) {
        return;
    }
    struct contact **link = &contact->desk->contacts;
    while (*link != contact) {
        link = &(*link)->next;
    }
    *link = contact->next;
    name_free(&contact->name);
    free(contact);
}

void contact_list(struct contact *contact, bool listed)
{
    contact->listed = listed;
    free_unless_needed(contact);
}

void contact_join(struct contact *contact) { contact->windows++; }

void contact_leave(struct contact *contact)
{
    contact->windows--;
    free_unless_needed(contact);
}

uint32_t contact_add_reference(struct contact *contact) { return ++contact->references; }

uint32_t contact_release(struct contact *contact)
{
    const uint32_t left = --contact->references;
    if (left == 0) {
        void *face = contact->face;
        contact->face = NULL;
        if (face != NULL) {
            contact->desk->around->let_go(face);
        }
        free_unless_needed(contact);
    }
    return left;
}
