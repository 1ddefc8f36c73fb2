/*
 * Simpler arguments: see simpler.h.
 */
#include "simpler.h"

#include <string.h>

/* --- weights --- */

static uint64_t text_weight(const struct text_spec *text)
{
    enum { NULL_TEXT = 40, LITERAL = 100, LONG = 1000 };
    uint64_t sum = text->null ? NULL_TEXT : 0;
    for (size_t i = 0; i < text->count; i++) {
        const struct text_part *part = &text->parts[i];
        sum += i > 0 ? LITERAL : 0;
        if (part->role != ROLE_NONE) {
            static const uint8_t rank[ROLE_COUNT] = {
                [ROLE_ALICE] = 0,    [ROLE_BOB] = 1,       [ROLE_CAROL] = 2, [ROLE_DAVE] = 3,
                [ROLE_UNLISTED] = 4, [ROLE_SECONDARY] = 5, [ROLE_ME] = 6
            };
            sum += rank[part->role] + (part->letters != CASE_AS_IS ? 20u + part->letters : 0) +
                   LONG * (uint64_t)(part->times - 1);
            continue;
        }
        sum += LITERAL + LONG * (uint64_t)part->literal.length * part->times;
        for (size_t j = 0; j < part->literal.length; j++) sum += part->literal.units[j] != 'a' ? 2 : 0;
        sum += part->times > 1;
    }
    return sum;
}

static uint64_t value_weight(int32_t value)
{
    int64_t size = value < 0 ? -(int64_t)value : value;
    return value == 100 ? 0 : 2 + (uint64_t)size * 2 + (value < 0);
}

static const enum im_property property_order[] = { IM_PROPERTY_IS_CLOSED, IM_PROPERTY_HWND,  IM_PROPERTY_LEFT,
                                                   IM_PROPERTY_TOP,       IM_PROPERTY_WIDTH, IM_PROPERTY_HEIGHT };
enum { PROPERTIES = sizeof property_order / sizeof property_order[0] };

static uint64_t property_weight(enum im_property property)
{
    uint64_t rank = 0;
    while (property_order[rank] != property) rank++;
    return rank;
}

/* How many names of the kind were given before this one. */
static uint64_t name_weight(const struct steps *steps, const char *name, bool window)
{
    uint64_t rank = 0;
    for (size_t i = 0; i < steps->count; i++) {
        const struct step *step = &steps->step[i];
        if (!step_names(step, window)) continue;
        if (strcmp(step->as, name) == 0) break;
        rank++;
    }
    return rank;
}

static uint64_t step_weight(const struct steps *steps, struct step *step)
{
    uint64_t sum = 0;
    const char **window = step_uses(step, true), **contact = step_uses(step, false);
    if (window != NULL) sum += name_weight(steps, *window, true);
    if (contact != NULL) sum += name_weight(steps, *contact, false);
    if (step->kind == IM_EV_INSTANT_MESSAGE) {
        const struct argument_spec *to = &step->to;
        sum += step->out_null + step->binding + 200u * (to->typed_reference + 2u * to->variant_depth);
        sum += to->kind == ARG_BSTR ? text_weight(&to->text) : to->kind == ARG_OBJECT ? 50u : 60u + to->kind;
    }
    if (step->kind == IM_EV_GET_CONTACT) sum += step->service;
    if (step->kind == IM_EV_GET_CONTACT || step->kind == IM_EV_USER_ADD_CONTACT) sum += text_weight(&step->name);
    if (step->kind == IM_EV_GET || step->kind == IM_EV_PUT) sum += property_weight(step->property);
    if (step->kind == IM_EV_PUT) sum += value_weight(step->put_value);
    if (step->kind == IM_EV_OPEN_DIALOG) sum += strcmp(step->dialog, "options") != 0;
    if (step->kind == IM_EV_SET_FOCUS) sum += !step->allowed;
    return sum + step->stays_ms;
}

uint64_t steps_weight(const struct steps *steps)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < steps->count; i++) sum += step_weight(steps, &steps->step[i]);
    return sum;
}

/* --- trying --- */

struct search {
    struct arena *arena;
    const struct steps *now;
    uint64_t weight; /* of `now` */
    steps_taker take;
    void *context;
};

/* Offers a sequence if it is simpler than what there is. */
static bool offer(const struct search *search, struct steps *steps)
{
    if (steps_weight(steps) >= search->weight) return false;
    return search->take(search->context, steps);
}

/* With one step in place of the one at `at`. */
static bool offer_step(const struct search *search, size_t at, const struct step *step)
{
    struct steps steps = steps_copy(search->arena, search->now);
    steps.step[at] = *step;
    return offer(search, &steps);
}

/* --- texts --- */

static struct text_spec one_part(struct arena *arena, struct text_part part)
{
    struct text_part *parts = arena_alloc(arena, sizeof *parts);
    *parts = part;
    return (struct text_spec){ .parts = parts, .count = 1, .given = true };
}

static struct text_spec copy_text(struct arena *arena, const struct text_spec *text)
{
    struct text_part *parts = arena_alloc(arena, (text->count + 1) * sizeof *parts);
    if (text->count > 0) memcpy(parts, text->parts, text->count * sizeof *parts);
    return (struct text_spec){ .parts = parts, .count = text->count, .given = true };
}

typedef bool (*text_taker)(void *context, const struct text_spec *text);

static bool shorter_literal(struct arena *arena, const struct text_spec *text, size_t at, text_taker take,
                            void *context)
{
    const struct text_part *part = &text->parts[at];
    const size_t length = part->literal.length;
    for (size_t cut = length; cut > 0; cut = cut == 1 ? 0 : cut / 2) {
        for (size_t from = 0; from + cut <= length; from += cut) {
            struct text_spec next = copy_text(arena, text);
            uint16_t *units = arena_alloc(arena, (length + 1) * sizeof *units);
            memcpy(units, part->literal.units, from * sizeof *units);
            memcpy(units + from, part->literal.units + from + cut, (length - from - cut) * sizeof *units);
            ((struct text_part *)(uintptr_t)next.parts)[at].literal = (struct text){ units, length - cut };
            if (take(context, &next)) return true;
        }
    }
    for (size_t i = 0; i < length; i++) {
        if (part->literal.units[i] == 'a') continue;
        struct text_spec next = copy_text(arena, text);
        uint16_t *units = arena_alloc(arena, (length + 1) * sizeof *units);
        memcpy(units, part->literal.units, length * sizeof *units);
        units[i] = 'a';
        ((struct text_part *)(uintptr_t)next.parts)[at].literal = (struct text){ units, length };
        if (take(context, &next)) return true;
    }
    return false;
}

static bool simpler_text(struct arena *arena, const struct text_spec *text, text_taker take, void *context)
{
    static const enum role roles[] = { ROLE_ALICE,    ROLE_BOB,       ROLE_CAROL, ROLE_DAVE,
                                       ROLE_UNLISTED, ROLE_SECONDARY, ROLE_ME };
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        const struct text_spec next = one_part(arena, (struct text_part){ .role = roles[i], .times = 1 });
        if (take(context, &next)) return true;
    }
    uint64_t length = 0;
    for (size_t i = 0; i < text->count; i++)
        length += text->parts[i].role == ROLE_NONE ? (uint64_t)text->parts[i].literal.length * text->parts[i].times : 1;
    static const uint16_t a = 'a';
    if (length > 0 && length <= LIMIT_NAME) {
        const struct text_spec next =
            one_part(arena, (struct text_part){ .literal = { &a, 1 }, .times = (uint32_t)length });
        if (take(context, &next)) return true;
    }
    for (size_t i = 0; i < text->count && text->count > 1; i++) {
        struct text_spec next = copy_text(arena, text);
        struct text_part *parts = (struct text_part *)(uintptr_t)next.parts;
        memmove(parts + i, parts + i + 1, (text->count - i - 1) * sizeof *parts);
        next.count--;
        if (take(context, &next)) return true;
    }
    for (size_t i = 0; i < text->count; i++) {
        const struct text_part *part = &text->parts[i];
        const uint32_t times[] = { 1, part->times / 2, part->times - 1 };
        for (size_t j = 0; j < 3 && part->times > 1; j++) {
            if (times[j] == 0) continue;
            struct text_spec next = copy_text(arena, text);
            ((struct text_part *)(uintptr_t)next.parts)[i].times = times[j];
            if (take(context, &next)) return true;
        }
        for (int letters = CASE_AS_IS; letters < (int)part->letters; letters++) {
            struct text_spec next = copy_text(arena, text);
            ((struct text_part *)(uintptr_t)next.parts)[i].letters = (enum letter_case)letters;
            if (take(context, &next)) return true;
        }
        if (part->role == ROLE_NONE && shorter_literal(arena, text, i, take, context)) return true;
    }
    return false;
}

static struct text_spec *text_of(struct step *step)
{
    if (step->kind == IM_EV_INSTANT_MESSAGE) return step->to.kind == ARG_BSTR ? &step->to.text : NULL;
    return step->kind == IM_EV_GET_CONTACT || step->kind == IM_EV_USER_ADD_CONTACT ? &step->name : NULL;
}

static bool same_text(const struct text_spec *a, const struct text_spec *b)
{
    if (a->null != b->null || a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct text_part *one = &a->parts[i], *other = &b->parts[i];
        if (one->role != other->role || one->letters != other->letters || one->times != other->times) return false;
        if (one->literal.length != other->literal.length) return false;
        if (one->literal.length > 0 &&
            memcmp(one->literal.units, other->literal.units, one->literal.length * sizeof(uint16_t)) != 0)
            return false;
    }
    return true;
}

struct text_search {
    const struct search *search;
    size_t at;
    bool everywhere; /* where the same text stands */
};

static bool take_text(void *context, const struct text_spec *text)
{
    const struct text_search *where = context;
    struct steps steps = steps_copy(where->search->arena, where->search->now);
    const struct text_spec before = *text_of(&steps.step[where->at]);
    for (size_t i = 0; i < steps.count; i++) {
        struct text_spec *one = text_of(&steps.step[i]);
        if (one == NULL || (i != where->at && !(where->everywhere && same_text(one, &before)))) continue;
        *one = *text;
    }
    return offer(where->search, &steps);
}

/* --- steps --- */

/* Values instead of references, in whatever calls pass the same contact object. */
static bool simpler_objects(const struct search *search, size_t at)
{
    const struct argument_spec *now = &search->now->step[at].to;
    struct steps steps = steps_copy(search->arena, search->now);
    if (now->kind != ARG_OBJECT) return false;
    for (size_t i = 0; i < steps.count; i++) {
        struct argument_spec *to = &steps.step[i].to;
        if (steps.step[i].kind != IM_EV_INSTANT_MESSAGE || to->kind != ARG_OBJECT) continue;
        if (strcmp(to->contact, now->contact) != 0) continue;
        to->typed_reference = false;
        to->variant_depth = 0;
    }
    return offer(search, &steps);
}

static bool simpler_argument(const struct search *search, size_t at)
{
    if (simpler_objects(search, at)) return true;
    const struct step *now = &search->now->step[at];
    struct step next = *now;
    next.out_null = false;
    if (offer_step(search, at, &next)) return true;
    next = *now;
    next.binding = IM_BINDING_NONE;
    if (offer_step(search, at, &next)) return true;
    for (unsigned depth = 0; depth < now->to.variant_depth; depth++) {
        next = *now;
        next.to.variant_depth = depth;
        if (offer_step(search, at, &next)) return true;
    }
    next = *now;
    next.to.typed_reference = false;
    if (offer_step(search, at, &next)) return true;
    next = *now;
    if (now->to.kind != ARG_BSTR) {
        next.to = (struct argument_spec){ .kind = ARG_BSTR,
                                          .typed_reference = now->to.typed_reference,
                                          .variant_depth = now->to.variant_depth };
        next.to.text = one_part(search->arena, (struct text_part){ .role = ROLE_ALICE, .times = 1 });
        if (offer_step(search, at, &next)) return true;
    }
    for (enum argument_kind kind = ARG_NULL_OBJECT_; kind < now->to.kind && !now->to.typed_reference; kind++) {
        next = *now;
        next.to.kind = kind;
        if (offer_step(search, at, &next)) return true;
    }
    return false;
}

/* An earlier name of the same kind. */
static bool simpler_name(const struct search *search, size_t at, bool window)
{
    struct step *now = &search->now->step[at];
    const char **of = step_uses(now, window);
    for (size_t i = 0; of != NULL && i < at; i++) {
        const struct step *giver = &search->now->step[i];
        if (!step_names(giver, window) || strcmp(giver->as, *of) == 0) continue;
        struct steps steps = steps_copy(search->arena, search->now);
        *step_uses(&steps.step[at], window) = giver->as;
        if (offer(search, &steps)) return true;
    }
    return false;
}

/* A simpler property, here or wherever the same stands. */
static bool simpler_property(const struct search *search, size_t at, bool everywhere)
{
    const enum im_property now = search->now->step[at].property;
    for (size_t i = 0; i < PROPERTIES && property_order[i] != now; i++) {
        struct steps steps = steps_copy(search->arena, search->now);
        bool fits = true;
        for (size_t j = 0; j < steps.count; j++) {
            struct step *step = &steps.step[j];
            bool has = (step->kind == IM_EV_GET || step->kind == IM_EV_PUT) && step->property == now;
            if (!has || (j != at && !everywhere)) continue;
            fits &= step->kind == IM_EV_GET || property_order[i] >= IM_PROPERTY_LEFT;
            step->property = property_order[i];
        }
        if (fits && offer(search, &steps)) return true;
    }
    return false;
}

static bool simpler_value(const struct search *search, size_t at)
{
    const int32_t now = search->now->step[at].put_value,
                  values[] = { 100, 0, 1, -1, now / 2, now > 0 ? now - 1 : now + (now < 0) };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct step next = search->now->step[at];
        next.put_value = values[i];
        if (offer_step(search, at, &next)) return true;
    }
    return false;
}

static bool simpler_rest(const struct search *search, size_t at)
{
    const struct step *now = &search->now->step[at];
    struct step next = *now;
    next.service =
        now->kind == IM_EV_GET_CONTACT && now->service > 0 ? (enum im_service)(now->service - 1) : now->service;
    if (offer_step(search, at, &next)) return true;
    next.service = now->kind == IM_EV_GET_CONTACT ? IM_SERVICE_NONE : now->service;
    if (offer_step(search, at, &next)) return true;
    next = *now;
    if (now->kind == IM_EV_OPEN_DIALOG) next.dialog = "options";
    if (now->kind == IM_EV_SET_FOCUS) next.allowed = true;
    next.stays_ms = 0;
    return offer_step(search, at, &next);
}

static bool simpler_at(const struct search *search, size_t at)
{
    const enum im_event_kind kind = search->now->step[at].kind;
    if (kind == IM_EV_INSTANT_MESSAGE && simpler_argument(search, at)) return true;
    for (int everywhere = 1; everywhere >= 0; everywhere--) {
        struct text_search where = { search, at, everywhere != 0 };
        const struct text_spec *text = text_of(&search->now->step[at]);
        if (text != NULL && simpler_text(search->arena, text, take_text, &where)) return true;
        bool has = kind == IM_EV_GET || kind == IM_EV_PUT;
        if (has && simpler_property(search, at, everywhere != 0)) return true;
    }
    if (simpler_name(search, at, true) || simpler_name(search, at, false)) return true;
    if (kind == IM_EV_PUT && simpler_value(search, at)) return true;
    return simpler_rest(search, at);
}

bool simpler_each(const struct steps *steps, steps_taker take, void *context)
{
    const uint64_t weight = steps_weight(steps);
    for (size_t at = 0; at < steps->count; at++) {
        struct arena *arena = arena_new();
        const struct search search = { arena, steps, weight, take, context };
        bool taken = simpler_at(&search, at);
        arena_free(arena);
        if (taken) return true;
    }
    return false;
}

/* --- other people --- */

/* The step with somebody else in the place of who is meant; false if nobody is, or he himself. */
static bool put_person(struct step *step, const struct text_spec *person)
{
    struct text_spec *text = text_of(step);
    if (text != NULL && (text->null || same_text(text, person))) return false;
    if (text == NULL && step->kind != IM_EV_INSTANT_MESSAGE) return false;
    if (text != NULL) {
        *text = *person;
    } else {
        step->to = (struct argument_spec){ .kind = ARG_BSTR, .text = *person };
    }
    return true;
}

bool others_each(struct arena *arena, const struct steps *steps, steps_taker take, void *context)
{
    static const enum role roles[] = { ROLE_ALICE, ROLE_BOB, ROLE_CAROL, ROLE_DAVE };
    for (size_t at = 0; at < steps->count; at++) {
        for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
            const struct text_spec person = one_part(arena, (struct text_part){ .role = roles[i], .times = 1 });
            struct steps other = steps_copy(arena, steps);
            if (put_person(&other.step[at], &person) && take(context, &other)) return true;
        }
    }
    return false;
}
