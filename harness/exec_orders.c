/*
 * The orders in which calls of several callers at once could have been made: see exec_orders.h.  A call that was answered
 * before another one was sent comes before it; between those that overlapped there is no order.
 */
#include "exec_orders.h"

#include <stdlib.h>
#include <string.h>

/* What changes the client or closes a window may take effect later than it is answered. */
static bool takes_time(enum im_event_kind kind) { return im_event_class(kind) == IM_CONTROL || kind == IM_EV_CLOSE; }

void orders_precede(struct together *together)
{
    for (size_t i = 0; i < together->count; i++) {
        const struct call *call = &together->call[i];
        bool query = im_event_class(call->step->kind) == IM_QUERY;
        together->after[i] = 0;
        for (size_t j = 0; j < together->count; j++) {
            const struct call *other = &together->call[j];
            if (j == i || other->told.answered > call->told.sent) continue;
            if (query && takes_time(other->step->kind)) continue;
            together->after[i] |= UINT32_C(1) << j;
        }
    }
}

static bool overlap(const struct call *a, const struct call *b)
{
    return a->told.answered > b->told.sent && b->told.answered > a->told.sent;
}

/* The same whatever slots an order has put things into: objects by their tokens, conversations by their objects. */
struct key {
    struct im_state state;
    uint64_t window[IM_OBJECTS], contact[IM_CONTACTS_HELD];
    bool opened[LIMIT_TOGETHER];
};

static uint64_t hash_of(const char *token)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; token != NULL && *token != '\0'; token++) hash = (hash ^ (unsigned char)*token) * UINT64_C(1099511628211);
    return hash;
}

/* The slots that are in use, by their tokens. */
static size_t sorted(char *const *tokens, size_t count, uint8_t slots[])
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (tokens[i] == NULL) continue;
        size_t at = used++;
        for (; at > 0 && strcmp(tokens[slots[at - 1]], tokens[i]) > 0; at--) slots[at] = slots[at - 1];
        slots[at] = (uint8_t)i;
    }
    return used;
}

static int by_bytes(const void *a, const void *b) { return memcmp(a, b, sizeof(struct im_conversation)); }

static void key_of(void *context, const void *from, void *to)
{
    const struct state *state = from;
    const struct im_state *model = &state->world.model.state;
    struct key *key = to;
    uint8_t slots[IM_OBJECTS], moved[IM_CONVERSATIONS] = { 0 }, placed = 0;
    (void)context;
    memset(key, 0, sizeof *key);
    key->state = *model;
    memset(key->state.objects, 0, sizeof key->state.objects);
    memset(key->state.conversations, 0, sizeof key->state.conversations);
    memset(key->state.contacts, 0, sizeof key->state.contacts);
    size_t used = sorted(state->world.window, IM_OBJECTS, slots);
    for (size_t i = 0; i < used; i++) {
        struct im_object *object = &key->state.objects[i];
        *object = model->objects[slots[i]];
        key->window[i] = hash_of(state->world.window[slots[i]]);
        if (object->conversation == 0) continue;
        const size_t conversation = object->conversation - 1u;
        if (moved[conversation] == 0) {
            key->state.conversations[placed] = model->conversations[conversation];
            moved[conversation] = ++placed;
        }
        object->conversation = moved[conversation];
    }
    const uint8_t held = placed;
    for (size_t i = 0; i < IM_CONVERSATIONS; i++) {
        if (moved[i] == 0 && model->conversations[i].members > 0)
            key->state.conversations[placed++] = model->conversations[i];
    }
    qsort(&key->state.conversations[held], placed - (size_t)held, sizeof key->state.conversations[0], by_bytes);
    used = sorted(state->world.contact, IM_CONTACTS_HELD, slots);
    for (size_t i = 0; i < used; i++) {
        key->state.contacts[i] = model->contacts[slots[i]];
        key->contact[i] = hash_of(state->world.contact[slots[i]]);
    }
    memcpy(key->opened, state->opened, sizeof key->opened);
}

/* Two calls that overlapped may have opened a window each, since neither need see the other's: is this call's the
 * second one?  Then it is taken for another object of the first one's. */
static bool is_twin(struct together *together, const struct state *state, size_t index, struct taken *taken)
{
    const struct world *world = &together->run->world;
    const struct im_object *objects = world->model.state.objects;
    if (taken->event.kind != IM_EV_INSTANT_MESSAGE || taken->full || taken->judgement.grade != IM_REJECTED)
        return false;
    if (taken->allowed.window == 0 || taken->seen.handle == 0 || objects[taken->seen.handle - 1].refs > 0) return false;
    for (size_t i = 0; i < together->count; i++) {
        const struct call *other = &together->call[i];
        uint8_t handle = state->opened[i] ? world_window(world, other->taken.obs.token) : 0;
        if (handle == 0 || !overlap(other, &together->call[index])) continue;
        if (objects[handle - 1].conversation != objects[taken->allowed.window - 1].conversation) continue;
        taken->seen.seen = IM_SEEN_YES;
        taken->judgement = oracle_judge(&together->run->world.model, &taken->asked, &taken->seen);
        return taken->judgement.grade != IM_REJECTED;
    }
    return false;
}

bool orders_judge(struct together *together, const struct state *state, size_t index, struct taken *taken, bool *twin)
{
    struct run *run = together->run;
    taken->asked = world_event(&run->world, &taken->event);
    oracle_allowed(&run->world.model, &taken->asked, &taken->allowed);
    exec_judge(run, taken);
    *twin = is_twin(together, state, index, taken);
    return !taken->full && !taken->judgement.unspecified && taken->judgement.grade != IM_REJECTED;
}

static bool take(void *context, size_t index, void *at, unsigned *cost)
{
    static const unsigned costs[] = { [IM_PREFERRED] = 0, [IM_ACCEPTED] = 1, [IM_NOTED] = 100 };
    enum { TWIN = 1000, UNSEEN = 10000 };
    struct together *together = context;
    struct run *run = together->run;
    struct state *state = at;
    struct taken taken = together->call[index].taken;
    bool twin = false;
    run->world = state->world;
    bool allowed = orders_judge(together, state, index, &taken, &twin);
    if (!allowed && taken.blind && exec_for_want_of_a_look(run, &taken)) {
        taken.seen.seen = IM_SEEN_YES;
        *cost = UNSEEN;
    } else if (!allowed) {
        return false;
    } else {
        *cost = twin ? TWIN : costs[taken.judgement.grade];
    }
    if (!world_advance(&run->world, &taken.asked, &taken.obs, &taken.seen)) return false;
    state->opened[index] = (taken.judgement.shape & IM_SHAPE_WINDOW_NEW) != 0 && !twin;
    state->world = run->world;
    return true;
}

const char *orders_words(const struct together *together, const struct linear_order *order)
{
    struct arena *arena = together->run->arena;
    const char *words = "";
    for (size_t i = 0; i < order->count; i++)
        words = arena_printf(arena, "%s%s%u", words, i > 0 ? ", " : "", number_of(together, order->call[i]));
    return words;
}

struct state orders_begin(const struct run *run) { return (struct state){ .world = run->world }; }

uint32_t orders_next(const struct together *together, const struct linear_order *order)
{
    uint32_t done = 0, next = 0;
    for (size_t i = 0; i < order->count; i++) done |= UINT32_C(1) << order->call[i];
    for (size_t i = 0; i < together->count; i++) {
        if ((done >> i & 1) == 0 && (together->after[i] & ~done) == 0) next |= UINT32_C(1) << i;
    }
    return next;
}

struct state orders_follow(struct together *together, const struct state *begin, const struct linear_order *order)
{
    struct state state = *begin;
    unsigned cost;
    for (size_t i = 0; i < order->count; i++) take(together, order->call[i], &state, &cost);
    together->run->world = state.world;
    return state;
}

const char *const *orders_why(struct together *together, const struct state *begin, const struct linear_result *result)
{
    struct arena *arena = together->run->arena;
    const char **words = arena_alloc(arena, (LINEAR_DEAD * LIMIT_TOGETHER + 1) * sizeof *words);
    size_t count = 0;
    for (size_t i = 0; i < result->dead_count; i++) {
        const uint32_t next = orders_next(together, &result->dead[i]);
        const struct state state = orders_follow(together, begin, &result->dead[i]);
        for (size_t j = 0; j < together->count; j++) {
            if ((next >> j & 1) == 0) continue;
            struct taken taken = together->call[j].taken;
            bool twin = false;
            together->run->world = state.world;
            orders_judge(together, &state, j, &taken, &twin);
            enum im_rule rule = taken.judgement.rule;
            words[count++] = arena_printf(arena, "%s%s%u %s %s", orders_words(together, &result->dead[i]),
                                          result->dead[i].count > 0 ? ", then " : "", number_of(together, j),
                                          taken.judgement.unspecified ? "is not" : "breaks",
                                          taken.judgement.unspecified ? "specified" : im_rules[rule].id);
        }
    }
    return words;
}

struct state orders_search(struct together *together, struct linear_result *result)
{
    struct run *run = together->run;
    const struct linear_space space = { .context = together,
                                        .state_size = sizeof(struct state),
                                        .key_size = sizeof(struct key),
                                        .take = take,
                                        .key = key_of };
    struct state begin = orders_begin(run);
    linear_search(&space, together->after, together->count, &begin, result);
    run->world = begin.world;
    for (size_t i = 0; i < run->other_count && !result->explained; i++) {
        struct linear_result other;
        exec_swap_world(run, i);
        const struct state instead = orders_begin(run);
        linear_search(&space, together->after, together->count, &instead, &other);
        run->world = instead.world;
        if (other.explained) {
            *result = other;
            begin = instead;
        } else {
            exec_swap_world(run, i);
        }
    }
    return begin;
}
