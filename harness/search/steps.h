/*
 * Sequences of steps that are tried: what has to hold for one to be a case, and the same with steps left out.  Knows cases
 * alone.
 */
#ifndef IMCONFORM_STEPS_H
#define IMCONFORM_STEPS_H

#include "base.h"
#include "case.h"

struct steps {
    struct step *step;
    size_t count;
};

/* Does the step give a name to a window, or else to a contact?  And the one that it speaks of, to be changed; NULL: none. */
bool step_names(const struct step *step, bool window);
const char **step_uses(struct step *step, bool window);

/* The step without anything that a case expects of it. */
struct step step_bare(const struct step *step);
/* Is each name given before it is used, and not used after it was released? */
bool steps_sound(const struct steps *steps);
/* The same steps, to be changed; texts are shared with the other ones. */
struct steps steps_copy(struct arena *arena, const struct steps *steps);
/* The same steps with texts of their own, and what a person would say of them. */
struct steps steps_keep(struct arena *arena, const struct steps *steps);
/* The same steps, and then every window that is still held is released. */
struct steps steps_released(struct arena *arena, const struct steps *steps);
/* The same steps without those from `from` to below `to`. */
struct steps steps_without(struct arena *arena, const struct steps *steps, size_t from, size_t to);
/* The same steps without those that speak of names that are not given, or not any more. */
struct steps steps_without_dangling(struct arena *arena, const struct steps *steps);

/* Gets variants of a sequence, until it returns true; what it gets ends when it returns. */
typedef bool (*steps_taker)(void *context, const struct steps *steps);
/* Variants without the steps from `from` to below `to`: first with those dropped too that speak of what they name, then
 * with another name in their place. */
bool shorter_each(struct arena *arena, const struct steps *steps, size_t from, size_t to, steps_taker take,
                  void *context);
/* Without two steps. */
bool shorter_by_two(struct arena *arena, const struct steps *steps, size_t one, size_t other, steps_taker take,
                    void *context);

#endif
