/* Window objects: identity and references. */
#include "window.h"

#include "clock.h"
#include "conversation.h"
#include "events.h"
#include "memory.h"

#include <stdlib.h>

static void crash_if_dead(const struct desk_window *window, enum desk_release_fault fault)
{
    if (desk_policy.release_fault == fault && !window_is_live(window)) {
        abort();
    }
}

static void *window_query(struct imc_object *object, enum imc_kind kind)
{
    struct desk_window *window = (struct desk_window *)(void *)object;
    crash_if_dead(window, QUERY_DEAD_CRASHES);
    switch (kind) {
    case IMC_KIND_IDENTITY: return object;
    case IMC_KIND_WINDOW: return window;
    case IMC_KIND_CONTACT: break;
    }
    return NULL;
}

static uint32_t window_add_ref(struct imc_object *object)
{
    struct desk_window *window = (struct desk_window *)(void *)object;
    crash_if_dead(window, ADD_REF_DEAD_CRASHES);
    return ++window->references;
}

/* What the policy does to the conversation when a reference has gone. */
static void after_release(struct desk_window *window)
{
    struct desk_conversation *conversation = window->conversation;
    switch (desk_policy.release_fault) {
    case RELEASE_FORGETS_AT_ONE: conversation->forgotten = conversation->forgotten || window->references > 0; break;
    case RELEASE_FORGETS_AT_THIRD:
        conversation->forgotten = conversation->forgotten || (window->releases == 3 && window->references > 0);
        break;
    case RELEASE_CLOSES_EARLY:
        if (window->references > 0) {
            conversation_close(window->client, conversation, CAUSE_RELEASE);
        }
        break;
    default: break;
    }
    if (desk_policy.released == RELEASED_CLOSES && window_is_live(window) &&
        window_find_held(window->client, conversation) == NULL) {
        conversation_close(window->client, conversation, CAUSE_RELEASE);
    }
}

static uint32_t window_release(struct imc_object *object)
{
    struct desk_window *window = (struct desk_window *)(void *)object;
    crash_if_dead(window, RELEASE_DEAD_CRASHES);
    if (desk_policy.release_fault == RELEASE_DEAD_HANGS && !window_is_live(window)) {
        clock_sleep_for_ever();
    }
    if (window->references > 0) {
        window->references--;
        window->releases++;
        events_pass(window->client, window->references > 0 ? MOMENT_RELEASED : MOMENT_LAST_RELEASED,
                    (struct desk_about){ .conversation = window->conversation, .window = window });
        after_release(window);
    }
    const bool kept = desk_policy.released == RELEASED_OBJECT_KEPT && window_is_live(window);
    return window->references + (kept ? 1u : 0u);
}

static const struct imc_object_ops window_ops = {
    .query = window_query,
    .add_ref = window_add_ref,
    .release = window_release,
};

struct desk_window *window_from_object(struct imc_object *object)
{
    /* Only objects with our table are ours to look into. */
    return object != NULL && object->ops == &window_ops ? (struct desk_window *)(void *)object : NULL;
}

bool window_is_live(const struct desk_window *window) { return window->conversation->open && !window->cut; }

struct imc_object *window_held_object(struct desk_window *window)
{
    return window->references > 0 || window->named ? &window->object : NULL;
}

static struct desk_window *find(const struct desk_client *client, const struct desk_conversation *conversation,
                                uint32_t least_references)
{
    for (struct desk_window *window = client->windows; window != NULL; window = window->next) {
        if (window->conversation == conversation && !window->cut && !window->named &&
            window->references >= least_references) {
            return window;
        }
    }
    return NULL;
}

struct desk_window *window_find_held(const struct desk_client *client, const struct desk_conversation *conversation)
{
    return find(client, conversation, 1);
}

static struct desk_window *window_new(struct desk_client *client, struct desk_conversation *conversation)
{
    struct desk_window *window = memory_new(1, sizeof *window);
    window->object.ops = &window_ops;
    window->client = client;
    window->conversation = conversation;
    window->next = client->windows;
    client->windows = window;
    return window;
}

struct desk_window *window_to_name(struct desk_client *client, struct desk_conversation *conversation)
{
    struct desk_window *window = window_new(client, conversation);
    window->named = true;
    return window;
}

struct desk_window *window_hold(struct desk_client *client, struct desk_conversation *conversation)
{
    struct desk_window *window = NULL;
    if (desk_policy.identity == IDENTITY_SHARED) {
        window = find(client, conversation, desk_policy.released == RELEASED_OBJECT_KEPT ? 0 : 1);
    }
    if (window == NULL) {
        window = window_new(client, conversation);
    }
    window->references++;
    return window;
}

void windows_cut(struct desk_client *client, const struct desk_conversation *conversation, bool cut)
{
    for (struct desk_window *window = client->windows; window != NULL; window = window->next) {
        if (window->conversation == conversation) {
            window->cut = cut;
        }
    }
}

void windows_move(struct desk_client *client, const struct desk_conversation *from, struct desk_conversation *to)
{
    for (struct desk_window *window = client->windows; window != NULL; window = window->next) {
        if (window->conversation == from && window->references > 0) {
            window->conversation = to;
            window->cut = false;
        }
    }
}

void windows_forget(struct desk_client *client)
{
    while (client->windows != NULL) {
        struct desk_window *window = client->windows;
        client->windows = window->next;
        memory_free(window);
    }
}
