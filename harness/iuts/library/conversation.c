/* Conversations stay in the client's list after they have closed; see client.h. */
#include "conversation.h"

#include "clock.h"
#include "events.h"
#include "memory.h"
#include "text.h"
#include "window.h"

#include <stdio.h>

enum { FIRST_HANDLE = 0x10100, HANDLE_STEP = 0x22, FRAME_HANDLE = 0x10042 };

void conversation_add(struct desk_conversation *conversation, const struct imc_contact *who, bool counts, bool listed)
{
    struct desk_participant **end = &conversation->participants;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = memory_new(1, sizeof **end);
    (*end)->who.signin_name = text_copy(who->signin_name);
    (*end)->who.service = who->service;
    (*end)->counts = counts;
    (*end)->listed = listed;
}

/* Somebody who is not WHO. */
static struct imc_contact somebody_else(const struct desk_client *client, const struct imc_contact *who)
{
    for (uint32_t i = 0; i < client->people_count; i++) {
        if (!text_matches(client->people[i].signin_name, who->signin_name, &(struct desk_match){ 0 })) {
            return client->people[i];
        }
    }
    return (struct imc_contact){ .signin_name = client->local_user, .service = IMC_SERVICE_PRIMARY };
}

static void add_participants(const struct desk_client *client, struct desk_conversation *conversation,
                             const struct imc_contact *who, const struct desk_opening *how)
{
    const struct imc_contact other = somebody_else(client, who);
    struct imc_contact shown = { .signin_name = text_copy(who->signin_name), .service = who->service };
    if (desk_policy.lower_case_participants) {
        text_make_lower(&shown.signin_name);
    }
    const bool as_given = !how->nobody_listed && !how->other_listed && !how->name_cut;
    const bool plain = as_given && !desk_policy.lower_case_participants;
    conversation_add(conversation, who, true, plain);
    if (as_given && !plain) {
        conversation_add(conversation, &shown, false, true);
    }
    if (how->name_cut) {
        const struct imc_contact cut = { .signin_name = text_before(who->signin_name, '@'), .service = who->service };
        conversation_add(conversation, &cut, false, true);
    }
    if (how->other_listed || how->other_added) {
        conversation_add(conversation, &other, false, true);
    }
    text_free(&shown.signin_name);
}

struct desk_conversation *conversation_open(struct desk_client *client, const struct imc_contact *who,
                                            const struct desk_opening *how)
{
    struct desk_conversation *conversation = memory_new(1, sizeof *conversation);
    struct desk_conversation **end = &client->conversations;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = conversation;
    const int32_t number = (int32_t)(client->next_number++ % 100000u);
    const int32_t handle = FIRST_HANDLE + number * HANDLE_STEP;
    conversation->handle = desk_policy.one_frame ? FRAME_HANDLE : handle;
    (void)snprintf(conversation->id, sizeof conversation->id, "h%lx", (unsigned long)handle);
    (void)snprintf(conversation->twin_id, sizeof conversation->twin_id, "%.16s-2", conversation->id);
    conversation->left = 120 + 24 * (number % 10);
    conversation->top = 80 + 24 * (number % 10);
    conversation->width = 440;
    conversation->height = 360;
    conversation->opened_at = clock_now_ms();
    conversation->form = how->form;
    conversation->open = true;
    conversation->shown = !how->hidden;
    add_participants(client, conversation, who, how);
    return conversation;
}

static bool is_named(const struct desk_participant *participant, const struct imc_contact *who)
{
    return participant->counts && (participant->who.service == who->service || desk_policy.user.any_service) &&
           text_matches(who->signin_name, participant->who.signin_name, &desk_policy.user);
}

bool conversation_is_group(const struct desk_conversation *conversation)
{
    uint32_t count = 0;
    for (const struct desk_participant *p = conversation->participants; p != NULL; p = p->next) {
        count += p->counts ? 1u : 0u;
    }
    return count > 1;
}

static bool reaches(const struct desk_conversation *conversation, const struct imc_contact *who)
{
    if (desk_policy.group == GROUP_OWN_WINDOW && conversation_is_group(conversation)) {
        return false;
    }
    for (const struct desk_participant *p = conversation->participants; p != NULL; p = p->next) {
        if (is_named(p, who)) {
            return true;
        }
        if (desk_policy.group == GROUP_FIRST_ONLY) {
            break;
        }
    }
    return false;
}

struct desk_conversation *conversation_find(const struct desk_client *client, const struct imc_contact *who)
{
    struct desk_conversation *best = NULL;
    int best_rank = -1;
    for (struct desk_conversation *c = client->conversations; c != NULL; c = c->next) {
        if (!c->open || c->forgotten || !reaches(c, who)) {
            continue;
        }
        const int rank = (conversation_is_group(c) ? 0 : 2) + (window_find_held(client, c) != NULL ? 1 : 0);
        if (rank > best_rank) {
            best = c;
            best_rank = rank;
        }
    }
    return best;
}

struct desk_conversation *conversation_find_closed(const struct desk_client *client, const struct imc_contact *who)
{
    struct desk_conversation *last = NULL;
    for (struct desk_conversation *c = client->conversations; c != NULL; c = c->next) {
        if (!c->open && is_named(c->participants, who)) {
            last = c;
        }
    }
    return last;
}

static void raise_destroyed(struct desk_client *client, struct desk_conversation *conversation, uint32_t cause)
{
    const struct desk_about about = {
        .conversation = conversation,
        .window = window_find_held(client, conversation),
    };
    events_begin(client, MOMENT_CLOSED);
    if ((desk_policy.silent_causes & cause) == 0) {
        events_raise(client, MOMENT_CLOSED, SAY_DESTROYED, about);
    }
    events_end(client, MOMENT_CLOSED, about);
}

void conversation_close(struct desk_client *client, struct desk_conversation *conversation, uint32_t cause)
{
    if (!conversation->open) {
        return;
    }
    raise_destroyed(client, conversation, cause);
    conversation->open = false;
    conversation->shown = false;
    conversation->has_twin = false;
    conversation->closed_by_user = cause == CAUSE_USER;
}

/* The NTH open conversation, counted from 1, survives a sign-out by this fault. */
static bool is_kept(const struct desk_client *client, const struct desk_conversation *conversation, uint32_t nth)
{
    switch (desk_policy.sign_out_keeps) {
    case KEEP_ALL: return true;
    case KEEP_SECOND: return nth == 2;
    case KEEP_UNHELD: return window_find_held(client, conversation) == NULL;
    case KEEP_OBJECTS:
    case KEEP_NONE: break;
    }
    return false;
}

void conversations_close_all(struct desk_client *client, uint32_t cause)
{
    uint32_t nth = 0;
    for (struct desk_conversation *c = client->conversations; c != NULL; c = c->next) {
        if (!c->open) {
            continue;
        }
        nth++;
        if (cause == CAUSE_SIGN_OUT && is_kept(client, c, nth)) {
            continue;
        }
        if (cause == CAUSE_SIGN_OUT && desk_policy.sign_out_keeps == KEEP_OBJECTS) {
            raise_destroyed(client, c, cause);
            c->shown = false;
            c->forgotten = true;
            continue;
        }
        conversation_close(client, c, cause);
    }
}

void conversation_each_listed(const struct desk_conversation *conversation,
                              void (*each)(void *context, const struct imc_bstr *name), void *context)
{
    for (const struct desk_participant *p = conversation->participants; p != NULL; p = p->next) {
        if (p->listed) {
            each(context, &p->who.signin_name);
        }
    }
}

struct name_list {
    struct imc_bstr *names;
    uint32_t count;
};

static void put_name(void *context, const struct imc_bstr *name)
{
    struct name_list *list = context;
    list->names[list->count++] = *name;
}

static void show(const struct desk_conversation *conversation,
                 void (*each)(void *context, const struct imc_screen_window *window), void *context)
{
    struct name_list list = { 0 };
    uint32_t room = 0;
    for (const struct desk_participant *p = conversation->participants; p != NULL; p = p->next) {
        room++;
    }
    list.names = memory_new(room, sizeof *list.names);
    conversation_each_listed(conversation, put_name, &list);
    struct imc_screen_window window = { .id = conversation->id, .contacts = list.names, .contact_count = list.count };
    each(context, &window);
    if (conversation->has_twin) {
        window.id = conversation->twin_id;
        each(context, &window);
    }
    memory_free(list.names);
}

void conversations_show(struct desk_client *client, void (*each)(void *context, const struct imc_screen_window *window),
                        void *context)
{
    for (const struct desk_conversation *c = client->conversations; c != NULL; c = c->next) {
        if (c->shown) {
            show(c, each, context);
        }
    }
}

void conversations_forget(struct desk_client *client)
{
    while (client->conversations != NULL) {
        struct desk_conversation *conversation = client->conversations;
        client->conversations = conversation->next;
        while (conversation->participants != NULL) {
            struct desk_participant *participant = conversation->participants;
            conversation->participants = participant->next;
            text_free(&participant->who.signin_name);
            memory_free(participant);
        }
        memory_free(conversation);
    }
}
