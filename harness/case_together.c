/*
 * `together`: the steps of several callers at once, a list for each.  They stand one caller behind the other among the
 * steps of the case, and the first one says how many they are.
 */
#include <string.h>

#include "case_read.h"

static const struct node *callers_of(const struct node *node)
{
    bool alone = node->kind == NODE_MAP && node->count == 1;
    return alone && node_is(node->first->key, "together") ? node->first : NULL;
}

size_t item_steps(const struct node *node)
{
    const struct node *callers = callers_of(node);
    if (callers == NULL) return 1;
    size_t count = 0;
    for (const struct node *caller = callers->first; caller != NULL; caller = caller->next)
        count += caller->kind == NODE_LIST ? caller->count : 1;
    return count;
}

/* What one caller gives a name is known to him, and behind the end to all. */
static void hide_names(struct case_name *from, const struct case_name *to, bool hidden)
{
    for (struct case_name *name = from; name != to; name = name->next) name->hidden = hidden;
}

static bool is_one(const char *name, const char *other)
{
    return name != NULL && other != NULL && strcmp(name, other) == 0;
}

/* A reference that one caller gives up must not be used by another one, who may come later. */
static void check_released(struct reader *reader, const struct node *at, const struct step *steps, size_t count)
{
    for (size_t i = 0; i < count * count; i++) {
        const struct step *one = &steps[i / count], *other = &steps[i % count];
        bool gone = (one->kind == IM_EV_RELEASE && is_one(one->window, other->window)) ||
                    (one->kind == IM_EV_CONTACT_RELEASE &&
                     (is_one(one->contact, other->contact) || is_one(one->contact, other->to.contact)));
        if (gone && one->caller != other->caller)
            refuse(reader, at, "found %s, whose reference caller %u releases at the same time as caller %u uses it",
                   one->window != NULL ? one->window : one->contact, one->caller, other->caller);
    }
}

static size_t read_callers(struct reader *reader, const struct node *callers, struct step *steps)
{
    struct case_name *const before = reader->names;
    size_t count = 0;
    for (const struct node *caller = callers->first; caller != NULL; caller = caller->next) {
        struct case_name *const others = reader->names;
        if (!is_list(reader, caller, "the list of a caller's steps", LIMIT_TOGETHER)) continue;
        if (caller->count == 0) expected(reader, caller, "at least one step of the caller");
        hide_names(others, before, true);
        reader->caller++;
        for (const struct node *item = caller->first; item != NULL; item = item->next)
            read_step(reader, item, &steps[count++]);
    }
    hide_names(reader->names, before, false);
    reader->caller = 0;
    return count;
}

size_t read_item(struct reader *reader, const struct node *node, struct step *steps)
{
    const struct node *callers = callers_of(node);
    if (callers == NULL) {
        read_step(reader, node, steps);
        return 1;
    }
    if (!is_list(reader, callers, "the callers: a list of steps for each", LIMIT_TOGETHER)) return 0;
    if (callers->count < 2) {
        expected(reader, callers, "the steps of at least two callers");
        return 0;
    }
    if (item_steps(node) > LIMIT_TOGETHER) {
        refuse(reader, callers, "found %zu steps of callers at once, expected at most %d: each order of them is tried",
               item_steps(node), LIMIT_TOGETHER);
        return 0;
    }
    size_t count = read_callers(reader, callers, steps);
    check_released(reader, callers, steps, count);
    reader->now->needs_together = true;
    if (count > 0) steps[0].together = (uint8_t)count;
    return count;
}
