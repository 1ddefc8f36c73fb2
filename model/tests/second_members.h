/*
 * The second model's reading of all but InstantMessage: what the environment does, what windows and contacts answer, and
 * what is on the screen.
 */
#ifndef IM_SECOND_MEMBERS_H
#define IM_SECOND_MEMBERS_H

#include "second_name.h"

static inline bool unlisted_success(uint32_t hresult) { return !im_failed(hresult) && hresult > 1; }

/* --- the environment -------------------------------------------------------------------------------------------- */

/* when the client is back, each pointer that it lost may work again, which is noted. */
static inline void comes_back(struct inquiry *ask, const struct second_world *guess, int from)
{
    explains(ask, guess, GRADED(IM_PREFERRED));
    for (int h = from; h < SECOND_HANDLES; h++) {
        const struct second_object *object = &guess->object[h];
        if (ask->before->refs[h] == 0 || !object->may_return || alive(guess, h + 1)) continue;
        struct second_world next = *guess;
        int window = object->window - 1;
        if (window < 0) window = free_window(&next);
        if (window < 0) {
            ask->full = true;
            continue;
        }
        if (object->window == 0) {
            next.window[window].who = object->who;
            next.window[window].guest = object->guest;
            next.queue.came_back++;
        }
        next.object[h].window = (uint8_t)(window + 1);
        next.object[h].cut = 0;
        next.debt = IM_NOTED;
        comes_back(ask, &next, h + 1);
    }
}

/* C-35, A-42: every object loses its window; whether a window closes is open. */
static inline void goes_offline(struct inquiry *ask, const struct second_world *guess, int from)
{
    for (int i = from; i < SECOND_WINDOWS; i++) {
        if (!on_screen(&guess->window[i])) continue;
        struct second_world closed = *guess, stays = *guess;
        take_down(&closed, i, true);
        closed.queue.maybe_gone++;
        goes_offline(ask, &closed, i + 1);
        for (int h = 0; h < SECOND_HANDLES; h++) {
            if (stays.object[h].window == i + 1) stays.object[h].cut = stays.object[h].may_return = 1;
        }
        stays.queue.maybe_gone++; /* the event is as open as the closing */
        goes_offline(ask, &stays, i + 1);
        return;
    }
    struct second_world next = *guess;
    next.said = worse(next.said, next.debt);
    next.debt = IM_PREFERRED;
    explains(ask, &next, GRADED(IM_PREFERRED));
}

/* C-34. */
static inline void signs_out(struct inquiry *ask, const struct second_world *guess)
{
    struct second_world next = *guess;
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        if (!on_screen(&next.window[i])) continue;
        /* Of windows that nobody holds, or that came back by themselves, the caller knows nothing. */
        bool back = false;
        for (int h = 0; h < SECOND_HANDLES; h++)
            back |= guess->object[h].window == i + 1 && guess->object[h].may_return;
        if (back) {
            next.queue.again_gone++;
        } else if (held(ask->before, guess, i)) {
            next.queue.left++;
        } else {
            next.queue.maybe_gone++;
            next.said = IM_NOTED;
        }
        take_down(&next, i, true);
    }
    explains(ask, &next, GRADED(IM_PREFERRED));
}

/* C-45, A-36: the last pointer to a window may take it along, which is noted. */
static inline void gives_up(struct inquiry *ask, const struct second_world *guess)
{
    uint8_t handle = ask->event->window;
    if (ask->before->refs[handle - 1] > 1) {
        explains(ask, guess, GRADED(IM_PREFERRED));
        return;
    }
    struct second_world next = *guess;
    int window = next.object[handle - 1].window - 1;
    memset(&next.object[handle - 1], 0, sizeof next.object[0]);
    explains(ask, &next, GRADED(IM_PREFERRED));
    if (window < 0) return;
    for (int h = 0; h < SECOND_HANDLES; h++) {
        if (next.object[h].window == window + 1) return;
    }
    /* A note is for the report, once.  When it is due is plain only if nothing but this can be behind what is seen. */
    int windows = 0;
    for (int i = 0; i < SECOND_WINDOWS; i++) windows += on_screen(&next.window[i]);
    bool plain = !ask->before->away && windows == 1 && !next.window[window].guest.there && !next.said;
    *(plain ? &next.debt : &next.said) = IM_NOTED;
    take_down(&next, window, false);
    next.queue.left++;
    explains(ask, &next, GRADED(IM_PREFERRED));
}

static inline void window_closes(struct inquiry *ask, const struct second_world *guess, struct span span)
{
    struct second_world next = *guess;
    take_down(&next, guess->object[ask->event->window - 1].window - 1, false);
    ++*(guess->object[ask->event->window - 1].may_return ? &next.queue.again_gone : &next.queue.destroyed);
    explains(ask, &next, span);
}

static inline void joins(struct inquiry *ask, const struct second_world *guess)
{
    if (!alive(guess, ask->event->window)) return;
    struct second_world next = *guess;
    struct somebody guest = { .name = ask->event->name, .there = 1 };
    int window = guess->object[ask->event->window - 1].window - 1;
    next.window[window].guest = guest;
    for (int h = 0; h < SECOND_HANDLES; h++) {
        if (next.object[h].window == window + 1) next.object[h].guest = guest;
    }
    next.queue.added++;
    explains(ask, &next, GRADED(IM_PREFERRED));
}

/* --- window objects --------------------------------------------------------------------------------------------- */

/* A-43 for an object whose window is gone. */
static inline struct span get_answer(const struct im_event *event, const struct im_observation *seen, bool works)
{
    bool valued = seen->has_value != 0, zero = seen->number == 0;
    if (im_failed(seen->hresult)) return works ? NEVER : GRADED(IM_PREFERRED);
    if (seen->hresult != 0)
        return works && valued && unlisted_success(seen->hresult) ? BETWEEN(IM_NOTED, IM_REJECTED) : NEVER;
    if (!valued) return NEVER;
    switch (event->property) {
    case IM_PROPERTY_IS_CLOSED: return zero == works ? GRADED(works ? IM_PREFERRED : IM_ACCEPTED) : NEVER;
    case IM_PROPERTY_HWND:
        if (works) return zero ? NEVER : GRADED(IM_PREFERRED);
        return zero ? GRADED(IM_NOTED) : NEVER;
    default: return works ? GRADED(IM_PREFERRED) : NEVER;
    }
}

/* sizes must be positive, places may be anything. */
static inline struct span put_answer(const struct im_event *event, const struct im_observation *seen, bool works)
{
    bool size = event->property == IM_PROPERTY_WIDTH || event->property == IM_PROPERTY_HEIGHT;
    bool bad = size && event->value <= 0;
    if (im_failed(seen->hresult)) {
        return !works || (bad && seen->hresult == 0x80070057u) ? GRADED(IM_PREFERRED) : NEVER;
    }
    if (!works || bad) return NEVER;
    return seen->hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
}

/* R-25; A-43. */
static inline struct span show_answer(const struct im_observation *seen, bool works)
{
    if (im_failed(seen->hresult)) return works ? NEVER : GRADED(IM_PREFERRED);
    if (!works) return BETWEEN(IM_ACCEPTED, IM_REJECTED); /* S_OK that brings no window back: not said */
    return seen->hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
}

/* S_OK is not given twice. */
static inline struct span close_answer(const struct im_observation *seen, const struct second_object *object)
{
    bool works = object->window != 0 && !object->cut;
    if (works) return seen->hresult == 0 ? GRADED(IM_PREFERRED) : NEVER;
    if (im_failed(seen->hresult) || seen->hresult == 1) return GRADED(IM_PREFERRED);
    /* Whether the S_OK of the call that closed it counts is not said. */
    if (seen->hresult == 0) return object->dead_close ? NEVER : BETWEEN(IM_ACCEPTED, IM_REJECTED);
    return BETWEEN(IM_ACCEPTED, IM_REJECTED);
}

/* the participants without the local user, in any order. */
static inline struct span participants_answer(const struct inquiry *ask, const struct second_window *window)
{
    const struct im_observation *seen = ask->seen;
    bool first = false, guest = !window->guest.there, me = false, exact = true;
    for (uint32_t i = 0; i < seen->name_count; i++) {
        struct somebody name = { .name = seen->names[i], .secondary = window->who.secondary, .there = 1 };
        struct somebody other = { .name = seen->names[i], .there = 1 };
        if (!first && alike(ask->names, name, window->who) != UNLIKE) {
            first = true;
            exact = exact && name.name == window->who.name;
        } else if (!guest && alike(ask->names, other, window->guest) != UNLIKE) {
            guest = true;
        } else if (!me && name.name == ask->names->me) {
            me = true;
        } else {
            return NEVER;
        }
    }
    if (seen->name_count == 0) return NEVER; /* zero is allowed only while the list fills: see filled_later */
    if (!first) return NEVER;
    if (me) return guest ? GRADED(IM_NOTED) : BETWEEN(IM_NOTED, IM_REJECTED);
    if (!guest) return BETWEEN(IM_ACCEPTED, IM_REJECTED);
    return GRADED(exact ? IM_PREFERRED : IM_ACCEPTED);
}

/* HWND, IsClosed and Contacts may become valid later; an error of HWND is noted then, and so is an empty list
 * .  Of the others nothing is said. */
static inline struct span filled_later(const struct inquiry *ask, bool works, struct span span)
{
    bool failed = ask->seen->waited == IM_AFTER_FAILURE, get = ask->event->kind == IM_EV_GET;
    if (!works || ask->seen->waited == IM_AT_ONCE) return span;
    if (!get || ask->event->property > IM_PROPERTY_IS_CLOSED) return worse_of(span, BETWEEN(IM_ACCEPTED, IM_NOTED));
    if (!failed) return worse_of(span, GRADED(IM_ACCEPTED));
    return worse_of(span, ask->event->property == IM_PROPERTY_HWND ? GRADED(IM_NOTED) : BETWEEN(IM_ACCEPTED, IM_NOTED));
}

static inline struct span contacts_answer(const struct inquiry *ask, const struct second_world *guess)
{
    const struct second_object *object = &guess->object[ask->event->window - 1];
    uint32_t hresult = ask->seen->hresult;
    if (alive(guess, ask->event->window)) {
        if (im_failed(hresult)) return NEVER;
        struct span span = participants_answer(ask, &guess->window[object->window - 1]);
        return hresult == 0 ? span : worse_of(span, BETWEEN(IM_NOTED, IM_REJECTED));
    }
    if (im_failed(hresult)) return GRADED(IM_PREFERRED);
    return hresult == 1 ? GRADED(IM_NOTED) : NEVER;
}

/* --- the screen ------------------------------------------------------------------------------------------------- */

static inline bool shows(const struct inquiry *ask, const struct im_screen_window *shown,
                         const struct second_window *window)
{
    uint32_t people = window->guest.there ? 2 : 1, found = 0;
    if (shown->count != people) return false;
    for (uint32_t i = 0; i < people; i++) {
        if (alike_names(ask->names, shown->contacts[i], window->who.name) != UNLIKE) found |= 1;
        if (people == 2 && alike_names(ask->names, shown->contacts[i], window->guest.name) != UNLIKE) found |= 2;
    }
    return found == (people == 2 ? 3u : 1u);
}

static inline bool is_listed(const struct inquiry *ask, const struct im_screen_window *shown, struct somebody who)
{
    for (uint32_t i = 0; who.there && i < shown->count; i++) {
        if (alike_names(ask->names, shown->contacts[i], who.name) != UNLIKE) return true;
    }
    return !who.there;
}

/* Nobody is listed but those who are in a window, and the local user; and everybody who has to be is. */
static inline bool lists_the_same(const struct inquiry *ask, const struct second_world *guess, bool *me)
{
    struct somebody self = { .name = ask->names->me, .there = 1 };
    for (uint32_t w = 0; w < ask->seen->window_count; w++) {
        const struct im_screen_window *shown = &ask->seen->windows[w];
        for (uint32_t j = 0; j < shown->count; j++) {
            struct im_screen_window one = { &shown->contacts[j], 1 };
            bool known = is_listed(ask, &one, self);
            *me |= known;
            for (int i = 0; i < SECOND_WINDOWS; i++) {
                const struct second_window *window = &guess->window[i];
                known |= on_screen(window) && (is_listed(ask, &one, window->who) ||
                                               (window->guest.there && is_listed(ask, &one, window->guest)));
            }
            if (!known) return false;
        }
    }
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        const struct second_window *window = &guess->window[i];
        bool there = !on_screen(window) || !held(ask->before, guess, i);
        for (uint32_t w = 0; w < ask->seen->window_count; w++) {
            there |= is_listed(ask, &ask->seen->windows[w], window->who);
            there |= window->guest.there && is_listed(ask, &ask->seen->windows[w], window->guest);
        }
        if (!there) return false;
    }
    return true;
}

/* One window for each.  One frame for all is noted.  Not said: frames for some, the local user listed too, and
 * that a window to which nobody holds a pointer goes late. */
static inline struct span screen_answer(const struct inquiry *ask, const struct second_world *guess)
{
    uint32_t count = 0, taken = 0, w = 0;
    for (int i = 0; i < SECOND_WINDOWS; i++) count += on_screen(&guess->window[i]);
    if (ask->seen->window_count > count) return NEVER;
    for (; ask->seen->window_count == count && w < count; w++) {
        int i = 0;
        while (i < SECOND_WINDOWS && ((taken >> i & 1) != 0 || !on_screen(&guess->window[i]) ||
                                      !shows(ask, &ask->seen->windows[w], &guess->window[i]))) {
            i++;
        }
        if (i == SECOND_WINDOWS) break;
        taken |= 1u << i;
    }
    if (ask->seen->window_count == count && w == count) return GRADED(IM_PREFERRED);
    bool me = false;
    if (!lists_the_same(ask, guess, &me)) return NEVER;
    bool frame = count > 1 && ask->seen->window_count == 1 && ask->seen->windows[0].count == count && !me;
    for (int i = 0; i < SECOND_WINDOWS; i++) frame &= !on_screen(&guess->window[i]) || held(ask->before, guess, i);
    return frame ? GRADED(IM_NOTED) : BETWEEN(IM_PREFERRED, IM_REJECTED);
}

/* --- contacts and the own name ---------------------------------------------------------------------------------- */

static inline bool refused_by_get_contact(struct im_text text)
{
    if (text.length > 129) return true;
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.units[i] == ' ' || text.units[i] == '\r' || text.units[i] == '\n') return true;
    }
    return false;
}

/* */
static inline struct span get_contact_answer(const struct inquiry *ask, struct somebody who)
{
    const struct second *known = ask->before;
    uint32_t hresult = ask->seen->hresult;
    bool bad = !ask->event->flag && refused_by_get_contact(ask->names->names[ask->event->name]);
    bool signed_in = known->client == IM_SIGNED_IN;
    if (im_failed(hresult)) {
        if (bad && hresult == 0x80070057u) return GRADED(IM_PREFERRED);
        if (ask->event->flag && hresult == 0x80004005u) return GRADED(IM_PREFERRED);
        if (!signed_in && hresult == 0x8100031Eu) return GRADED(IM_PREFERRED);
        /* What a lost connection gives, or a service that nobody is signed in to, is not said. */
        if (known->client == IM_OFFLINE) return BETWEEN(IM_ACCEPTED, IM_REJECTED);
        if (who.secondary && known->secondary != IM_YES) return BETWEEN(IM_ACCEPTED, IM_REJECTED);
        return NEVER;
    }
    if (bad || ask->event->flag || !signed_in) return NEVER;
    uint8_t handle = ask->seen->handle;
    if (handle == 0) return NEVER;
    struct span span = hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
    if (who.secondary && known->secondary != IM_YES) span = worse_of(span, BETWEEN(IM_PREFERRED, IM_REJECTED));
    for (int h = 1; h <= SECOND_CONTACTS; h++) {
        const struct second_contact *contact = &known->contact[h - 1];
        if (contact->refs == 0) continue;
        bool same = same_person(contact->who, who);
        if (same && h != handle) return NEVER;
        if (!same && h == handle) return NEVER;
    }
    return span;
}

/* */
static inline struct span is_self_answer(const struct inquiry *ask, const struct second_contact *contact)
{
    const struct second *known = ask->before;
    struct somebody me = { .name = ask->names->me, .there = 1 };
    enum likeness likeness = alike(ask->names, contact->who, me);
    if (im_failed(ask->seen->hresult)) return contact->stale ? BETWEEN(IM_ACCEPTED, IM_REJECTED) : NEVER;
    if (!ask->seen->has_value) return NEVER;
    struct span span = ask->seen->hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
    bool yes = ask->seen->number != 0;
    if (known->client != IM_SIGNED_IN) return yes ? NEVER : span;
    if (likeness == PERHAPS || contact->stale) return worse_of(span, BETWEEN(IM_PREFERRED, IM_REJECTED));
    return yes == (likeness == ALIKE) ? span : NEVER;
}

/* */
static inline struct span signin_name_answer(const struct inquiry *ask, const struct second_contact *contact)
{
    bool open = contact->stale || ask->before->client != IM_SIGNED_IN;
    if (im_failed(ask->seen->hresult)) return open ? BETWEEN(IM_ACCEPTED, IM_REJECTED) : NEVER;
    if (!ask->seen->has_value) return NEVER;
    struct span span = ask->seen->hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
    switch (alike_names(ask->names, ask->seen->name, contact->who.name)) {
    case ALIKE: return span;
    case PERHAPS: return worse_of(span, BETWEEN(IM_ACCEPTED, IM_REJECTED));
    default: return NEVER;
    }
}

/* */
static inline struct span my_name_answer(const struct inquiry *ask)
{
    const struct im_observation *seen = ask->seen;
    bool signed_in = ask->before->client == IM_SIGNED_IN;
    if (im_failed(seen->hresult)) {
        if (signed_in) return NEVER;
        bool named = seen->hresult == 0x80004005u || seen->hresult == 0x8100031Eu;
        return named ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
    }
    if (!signed_in || !seen->has_value) return NEVER;
    struct span span = seen->hresult == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
    enum likeness likeness = alike_names(ask->names, seen->name, ask->names->me);
    if (likeness == PERHAPS) return worse_of(span, BETWEEN(IM_ACCEPTED, IM_REJECTED));
    return likeness == ALIKE ? span : NEVER;
}

#endif
