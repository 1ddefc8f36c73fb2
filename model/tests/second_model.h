/*
 * The second model as a whole: one event, asked about or taken.
 */
#ifndef IM_SECOND_MODEL_H
#define IM_SECOND_MODEL_H

#include "second_call.h"
#include "second_members.h"

/* --- events in the queue ---------------------------------------------------------------------------------------- */

/* as many as there were new windows.  None is noted if there is no connection point; any event shows one. */
static inline struct span created_answer(const struct inquiry *ask, const struct second_world *guess)
{
    uint8_t told = ask->seen->told[IM_TOLD_CREATED];
    bool raises = ask->before->raises != 0;
    for (int i = 0; i < IM_TOLD_COUNT; i++) raises |= ask->seen->told[i] != 0;
    if (told == guess->queue.created) return GRADED(IM_PREFERRED);
    /* Whether a window that came back by itself counts as opened is not said. */
    if (told > guess->queue.created && told <= guess->queue.created + guess->queue.came_back) {
        return BETWEEN(IM_PREFERRED, IM_REJECTED);
    }
    return told == 0 && !raises ? GRADED(IM_NOTED) : NEVER;
}

/* */
static inline struct span destroyed_answer(const struct inquiry *ask, const struct second_world *guess)
{
    const struct second_queue *queue = &guess->queue;
    int told = ask->seen->told[IM_TOLD_DESTROYED], hoped = queue->destroyed + queue->left;
    if (told > hoped + queue->maybe_gone) {
        return told > hoped + queue->maybe_gone + queue->again_gone ? NEVER : BETWEEN(IM_PREFERRED, IM_REJECTED);
    }
    if (told >= hoped) return GRADED(IM_PREFERRED);
    return told >= queue->destroyed ? GRADED(IM_NOTED) : BETWEEN(IM_NOTED, IM_REJECTED);
}

/* for a first recipient zero or one.  R-63: one for whoever joins later. */
static inline struct span added_answer(const struct inquiry *ask, const struct second_world *guess)
{
    int told = ask->seen->told[IM_TOLD_ADDED], due = guess->queue.added;
    if (ask->seen->told[IM_TOLD_REMOVED] != 0) return NEVER;
    if (told > due + guess->queue.perhaps_added) {
        return told > due + guess->queue.perhaps_added + guess->queue.came_back ? NEVER
                                                                                : BETWEEN(IM_PREFERRED, IM_REJECTED);
    }
    return told >= due ? GRADED(IM_PREFERRED) : BETWEEN(IM_NOTED, IM_REJECTED);
}

/* each is raised once.  What its absence is, and whether a lost connection raises it, is not said. */
static inline struct span sign_answer(uint8_t told, uint8_t due, uint8_t maybe)
{
    if (told > due + maybe) return NEVER;
    return told == due && maybe == 0 ? GRADED(IM_PREFERRED) : BETWEEN(IM_PREFERRED, IM_REJECTED);
}

static inline void take_events(struct inquiry *ask, const struct second_world *guess)
{
    const struct second *known = ask->before;
    const uint8_t *told = ask->seen->told;
    struct span span = worse_of(created_answer(ask, guess), destroyed_answer(ask, guess));
    span = worse_of(span, added_answer(ask, guess));
    span = worse_of(span, sign_answer(told[IM_TOLD_SIGNED_IN], known->signed_in, known->maybe_signed_in));
    span = worse_of(span, sign_answer(told[IM_TOLD_SIGNED_OUT], known->signed_out, known->maybe_signed_out));
    struct second_world next = *guess;
    int late = guess->queue.added + guess->queue.perhaps_added - told[IM_TOLD_ADDED];
    memset(&next.queue, 0, sizeof next.queue);
    if (late > 0) next.queue.perhaps_added = (uint8_t)late; /* it may come after the window's own event */
    /* its order is free, so it may come later; its absence is said now, and not again. */
    late = guess->queue.destroyed + guess->queue.left + guess->queue.maybe_gone - told[IM_TOLD_DESTROYED];
    if (late > 0) next.queue.maybe_gone = (uint8_t)late;
    explains(ask, &next, span);
}

/* --- what changes and is known ---------------------------------------------------------------------------------- */

static inline void know_client(struct second *after, enum im_event_kind kind)
{
    switch (kind) {
    case IM_EV_SIGN_IN:
        after->client = IM_SIGNED_IN;
        after->signed_in++;
        if (after->secondary == IM_NO) after->secondary = IM_MAYBE; /* perhaps to all services at once */
        break;
    case IM_EV_SIGN_OUT: /* all services */
        ++*(after->client == IM_OFFLINE ? &after->maybe_signed_out : &after->signed_out);
        after->client = IM_SIGNED_OUT;
        after->secondary = IM_NO;
        for (int i = 0; i < SECOND_CONTACTS; i++) after->contact[i].stale = after->contact[i].refs != 0;
        break;
    case IM_EV_GO_OFFLINE:
    case IM_EV_GO_ONLINE:
        after->client = kind == IM_EV_GO_ONLINE ? IM_SIGNED_IN : IM_OFFLINE;
        ++*(kind == IM_EV_GO_ONLINE ? &after->maybe_signed_in : &after->maybe_signed_out);
        if (kind == IM_EV_GO_OFFLINE && after->secondary == IM_YES) after->secondary = IM_MAYBE;
        if (kind == IM_EV_GO_ONLINE && after->secondary == IM_NO) after->secondary = IM_MAYBE;
        break;
    default: break;
    }
}

static inline void know(struct second *after, const struct inquiry *ask, const struct im_event *event)
{
    const struct im_observation *seen = ask->seen;
    know_client(after, (enum im_event_kind)event->kind);
    after->away |= event->kind == IM_EV_SIGN_OUT || event->kind == IM_EV_GO_OFFLINE;
    switch (event->kind) {
    case IM_EV_SERVICE_SIGN_IN: after->secondary = IM_YES; break;
    case IM_EV_SERVICE_SIGN_OUT: after->secondary = IM_NO; break;
    case IM_EV_OPEN_DIALOG: *(event->flag ? &after->signin_dialog : &after->options) = 1; break;
    case IM_EV_CLOSE_DIALOGS: after->signin_dialog = after->options = 0; break;
    case IM_EV_SET_FOCUS: after->unfocused = !event->flag; break;
    case IM_EV_INSTANT_MESSAGE:
        if (seen->out == IM_OUT_WINDOW) after->refs[seen->handle - 1]++;
        break;
    case IM_EV_RELEASE: after->refs[event->window - 1]--; break;
    case IM_EV_GET_CONTACT:
        if (im_failed(seen->hresult)) break;
        after->contact[seen->handle - 1].who =
            (struct somebody){ .name = event->name, .secondary = event->service == IM_SERVICE_SECONDARY, .there = 1 };
        after->contact[seen->handle - 1].refs++;
        break;
    case IM_EV_CONTACT_RELEASE:
        if (--after->contact[event->contact - 1].refs == 0)
            memset(&after->contact[event->contact - 1], 0, sizeof after->contact[0]);
        break;
    case IM_EV_EVENTS:
        after->signed_in = after->signed_out = after->maybe_signed_in = after->maybe_signed_out = 0;
        for (int i = 0; i < IM_TOLD_COUNT; i++) after->raises |= seen->told[i] != 0;
        break;
    default: break;
    }
}

/* --- asking ----------------------------------------------------------------------------------------------------- */

/* What no world has a say in. */
static inline bool same_in_all_worlds(const struct inquiry *ask, struct span *span)
{
    const struct im_event *event = ask->event;
    const struct second_contact *contact = event->contact != 0 ? &ask->before->contact[event->contact - 1] : NULL;
    switch (event->kind) {
    case IM_EV_MY_SIGNIN_NAME: *span = my_name_answer(ask); return true;
    case IM_EV_IS_SELF: *span = is_self_answer(ask, contact); return true;
    case IM_EV_SIGNIN_NAME: *span = signin_name_answer(ask, contact); return true;
    case IM_EV_GET_CONTACT:
        *span = get_contact_answer(
            ask,
            (struct somebody){ .name = event->name, .secondary = event->service == IM_SERVICE_SECONDARY, .there = 1 });
        return true;
    case IM_EV_SERVICE_SIGN_IN:
    case IM_EV_SERVICE_SIGN_OUT:
    case IM_EV_CONTACT_RELEASE:
    case IM_EV_OPEN_DIALOG:
    case IM_EV_CLOSE_DIALOGS:
    case IM_EV_SET_FOCUS: *span = GRADED(IM_PREFERRED); return true;
    default: return false;
    }
}

static inline void ask_world(struct inquiry *ask, const struct second_world *guess)
{
    const struct im_event *event = ask->event;
    bool works = event->window != 0 && alive(guess, event->window);
    struct span span;
    switch (event->kind) {
    case IM_EV_SIGN_IN:
    case IM_EV_GO_ONLINE: comes_back(ask, guess, 0); return;
    case IM_EV_SIGN_OUT: signs_out(ask, guess); return;
    case IM_EV_GO_OFFLINE: goes_offline(ask, guess, 0); return;
    case IM_EV_RELEASE: gives_up(ask, guess); return;
    case IM_EV_USER_CLOSE:
        if (works) window_closes(ask, guess, GRADED(IM_PREFERRED));
        return;
    case IM_EV_USER_ADD_CONTACT: joins(ask, guess); return;
    case IM_EV_CLOSE:
        span = close_answer(ask->seen, &guess->object[event->window - 1]);
        if (works) {
            window_closes(ask, guess, span);
        } else {
            struct second_world next = *guess;
            next.object[event->window - 1].dead_close |= ask->seen->hresult == 0;
            explains(ask, &next, span);
        }
        return;
    case IM_EV_EVENTS: take_events(ask, guess); return;
    case IM_EV_GET: span = filled_later(ask, works, get_answer(event, ask->seen, works)); break;
    case IM_EV_PUT: span = put_answer(event, ask->seen, works); break;
    case IM_EV_SHOW: span = show_answer(ask->seen, works); break;
    case IM_EV_CONTACTS: span = filled_later(ask, works, contacts_answer(ask, guess)); break;
    case IM_EV_WINDOWS: span = screen_answer(ask, guess); break;
    default: return;
    }
    explains(ask, guess, span);
}

/* How an observation is graded; if `after` is not NULL, what is left after it.  False: there is no room for that. */
static inline bool second_ask(struct inquiry *ask)
{
    ask->verdict = NEVER;
    ask->full = false;
    struct second *after = ask->after;
    if (after != NULL) {
        memcpy(after, ask->before, offsetof(struct second, world));
        after->count = 0;
        know(after, ask, ask->event);
    }
    struct span span;
    if (same_in_all_worlds(ask, &span)) {
        for (int i = 0; i < ask->before->count; i++) explains(ask, &ask->before->world[i], span);
    } else if (ask->event->kind == IM_EV_INSTANT_MESSAGE) {
        instant_message(ask);
    } else {
        for (int i = 0; i < ask->before->count; i++) ask_world(ask, &ask->before->world[i]);
    }
    if (after == NULL || after->count == 0) return !ask->full;
    /* What all worlds owe was said with this observation. */
    uint8_t paid = IM_REJECTED;
    for (int i = 0; i < after->count; i++) paid = after->world[i].debt < paid ? after->world[i].debt : paid;
    for (int i = 0; i < after->count; i++) {
        if (paid == IM_PREFERRED) continue;
        after->world[i].said = worse(after->world[i].said, after->world[i].debt);
        after->world[i].debt = IM_PREFERRED;
    }
    return !ask->full;
}

/* The beginning: one world, and nothing in it. */
static inline void second_reset(struct second *second)
{
    memset(second, 0, sizeof *second);
    second->count = 1;
}

#endif
