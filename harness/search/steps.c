/*
 * Sequences of steps: see steps.h.
 */
#include "steps.h"

#include <string.h>

/* --- names --- */

bool step_names(const struct step *step, bool window)
{
    return step->kind == (window ? IM_EV_INSTANT_MESSAGE : IM_EV_GET_CONTACT) && step->as != NULL;
}

const char **step_uses(struct step *step, bool window)
{
    if (window) return step->window != NULL ? &step->window : NULL;
    if (step->kind == IM_EV_INSTANT_MESSAGE && step->to.kind == ARG_OBJECT) return &step->to.contact;
    return step->contact != NULL ? &step->contact : NULL;
}

struct step step_bare(const struct step *step)
{
    return (struct step){ .kind = step->kind,
                          .to = step->to,
                          .out_null = step->out_null,
                          .binding = step->binding,
                          .as = step->as,
                          .window = step->window,
                          .contact = step->contact,
                          .name = step->name,
                          .service = step->service,
                          .property = step->property,
                          .put_value = step->put_value,
                          .dialog = step->dialog,
                          .allowed = step->allowed,
                          .law = step->law,
                          .call = step->call,
                          .stays_ms = step->stays_ms };
}

/* Is the reference of that name there before step `at`? */
static bool is_held(const struct steps *steps, size_t at, const char *name, bool window)
{
    bool held = false;
    for (size_t i = 0; i < at; i++) {
        struct step *step = &steps->step[i];
        const char **of = step_uses(step, window);
        bool gives = step_names(step, window);
        bool ends = step->kind == (window ? IM_EV_RELEASE : IM_EV_CONTACT_RELEASE);
        if (ends && of != NULL && strcmp(*of, name) == 0) held = false;
        if (gives && strcmp(step->as, name) == 0) held = true;
    }
    return held;
}

bool steps_sound(const struct steps *steps)
{
    for (size_t i = 0; i < steps->count; i++) {
        struct step *step = &steps->step[i];
        const char **window = step_uses(step, true), **contact = step_uses(step, false);
        if (window != NULL && !is_held(steps, i, *window, true)) return false;
        if (contact != NULL && !is_held(steps, i, *contact, false)) return false;
        if (step->as != NULL && is_held(steps, i, step->as, step_names(step, true))) return false;
    }
    return true;
}

struct steps steps_copy(struct arena *arena, const struct steps *steps)
{
    struct steps copy = { arena_alloc(arena, (steps->count + 1) * sizeof *copy.step), steps->count };
    if (steps->count > 0) memcpy(copy.step, steps->step, steps->count * sizeof *copy.step);
    return copy;
}

struct steps steps_released(struct arena *arena, const struct steps *steps)
{
    struct steps all = { arena_alloc(arena, (2 * steps->count + 1) * sizeof *all.step), steps->count };
    if (steps->count > 0) memcpy(all.step, steps->step, steps->count * sizeof *all.step);
    for (size_t i = 0; i < steps->count; i++) {
        const char *name = step_names(&steps->step[i], true) ? steps->step[i].as : NULL;
        if (name == NULL || !is_held(&all, all.count, name, true)) continue;
        struct step *release = &all.step[all.count++];
        *release = (struct step){ .kind = IM_EV_RELEASE, .window = name };
        release->written = step_said(arena, release);
    }
    return all;
}

static struct text_spec keep_text(struct arena *arena, const struct text_spec *text)
{
    struct text_part *parts = arena_alloc(arena, (text->count + 1) * sizeof *parts);
    for (size_t i = 0; i < text->count; i++) {
        parts[i] = text->parts[i];
        struct text *literal = &parts[i].literal;
        if (literal->units == NULL) continue;
        uint16_t *units = arena_alloc(arena, (literal->length + 1) * sizeof *units);
        memcpy(units, literal->units, literal->length * sizeof *units);
        literal->units = units;
    }
    struct text_spec kept = *text;
    kept.parts = parts;
    return kept;
}

struct steps steps_keep(struct arena *arena, const struct steps *steps)
{
    struct steps kept = steps_copy(arena, steps);
    for (size_t i = 0; i < kept.count; i++) {
        struct step *step = &kept.step[i];
        if (step->to.text.given) step->to.text = keep_text(arena, &step->to.text);
        if (step->name.given) step->name = keep_text(arena, &step->name);
        step->written = step_said(arena, step);
    }
    return kept;
}

/* --- shorter --- */

/* Puts `by` in the place of the name in the steps from `at` on; false if none uses it. */
static bool rename_from(struct steps *steps, size_t at, const char *name, const char *by, bool window)
{
    bool any = false;
    for (size_t i = at; i < steps->count; i++) {
        const char **of = step_uses(&steps->step[i], window);
        if (of == NULL || strcmp(*of, name) != 0) continue;
        *of = by;
        any = true;
    }
    return any;
}

static bool any_other(struct arena *arena, const struct steps *kept, size_t at, const struct step *gone,
                      steps_taker take, void *context)
{
    const bool window = step_names(gone, true);
    for (size_t i = 0; i < kept->count; i++) {
        const struct step *giver = &kept->step[i];
        if (!step_names(giver, window)) continue;
        struct steps steps = steps_copy(arena, kept);
        if (!rename_from(&steps, at, gone->as, giver->as, window)) return false;
        if (take(context, &steps)) return true;
    }
    return false;
}

struct steps steps_without(struct arena *arena, const struct steps *steps, size_t from, size_t to)
{
    struct steps kept = steps_copy(arena, steps);
    memmove(kept.step + from, kept.step + to, (steps->count - to) * sizeof *kept.step);
    kept.count -= to - from;
    return kept;
}

struct steps steps_without_dangling(struct arena *arena, const struct steps *steps)
{
    struct steps kept = steps_copy(arena, steps);
    for (size_t i = 0; i < kept.count;) {
        const char **window = step_uses(&kept.step[i], true), **contact = step_uses(&kept.step[i], false);
        bool dangles = (window != NULL && !is_held(&kept, i, *window, true)) ||
                       (contact != NULL && !is_held(&kept, i, *contact, false));
        if (dangles)
            kept = steps_without(arena, &kept, i, i + 1);
        else
            i++;
    }
    return kept;
}

bool shorter_each(struct arena *arena, const struct steps *steps, size_t from, size_t to, steps_taker take,
                  void *context)
{
    const struct steps kept = steps_without(arena, steps, from, to), clean = steps_without_dangling(arena, &kept);
    if (take(context, &clean)) return true;
    const struct step *gone = &steps->step[from];
    if (to - from != 1 || gone->as == NULL || clean.count == kept.count) return false;
    return any_other(arena, &kept, from, gone, take, context);
}

bool shorter_by_two(struct arena *arena, const struct steps *steps, size_t one, size_t other, steps_taker take,
                    void *context)
{
    const struct steps first = steps_without(arena, steps, other, other + 1);
    const struct steps kept = steps_without(arena, &first, one, one + 1), clean = steps_without_dangling(arena, &kept);
    if (take(context, &clean)) return true;
    for (size_t i = 0; i < 2; i++) {
        const struct step *gone = &steps->step[i == 0 ? one : other];
        if (gone->as == NULL || clean.count == kept.count) continue;
        if (any_other(arena, &kept, one, gone, take, context)) return true;
    }
    return false;
}
