/*
 * The second model's reading of InstantMessage: which conditions hold, which answers they leave, and which window the
 * returned pointer can stand for.
 */
#ifndef IM_SECOND_CALL_H
#define IM_SECOND_CALL_H

#include "second_name.h"

/* --- conditions ------------------------------------------------------------------------------------------------- */

static inline bool through_invoke(const struct im_event *event)
{
    return event->binding == IM_BINDING_DISPATCH || event->binding == IM_BINDING_SCRIPT;
}

/* C-02: the one whom the argument names. */
static inline struct somebody addressed(const struct inquiry *ask)
{
    const struct im_argument *argument = &ask->event->argument;
    if (argument->form == IM_CONTACT) return ask->before->contact[argument->contact - 1].who;
    return (struct somebody){ .name = argument->name, .there = 1 };
}

/* The forms of vContact: C-04, C-05, C-17, A-11 to A-16. */
static inline struct answers form_answers(const struct inquiry *ask)
{
    struct answers answers = no_objection();
    const struct im_argument *argument = &ask->event->argument;
    switch (argument->form) {
    case IM_STRING: return string_answers(ask->names->names[argument->name]);
    case IM_CONTACT: return answers;
    case IM_NULL_STRING: answers.success = NEVER; break; /* nothing but E_INVALIDARG */
    case IM_FOREIGN:                                     /* */
        answers.success = NEVER;
        answers = any_error(answers, GRADED(IM_ACCEPTED));
        break;
    case IM_NUMBER:
    case IM_BOOLEAN: /* */
        answers.success = GRADED(IM_NOTED);
        answers = any_error(answers, GRADED(IM_NOTED));
        break;
    default: /* */
        answers.success = NEVER;
        answers = any_error(answers, GRADED(IM_NOTED));
        break;
    }
    answers.invalid = GRADED(IM_PREFERRED);
    return answers;
}

/* what a reference adds. */
static inline struct answers reference_answers(const struct im_event *event)
{
    struct answers answers = no_objection();
    switch (event->argument.reference) {
    case IM_BY_TYPED_REFERENCE: answers.invalid = GRADED(IM_NOTED); break;
    case IM_BY_VARIANT_REFERENCE:
        if (!through_invoke(event)) answers.invalid = GRADED(IM_NOTED);
        break;
    case IM_BY_NESTED_REFERENCE: answers.invalid = GRADED(IM_ACCEPTED); break;
    default: break;
    }
    return answers;
}

/* C-23, C-42: the user of this client; A-18 for strings, A-19 for objects. */
static inline struct answers self_answers(const struct inquiry *ask, bool signed_in)
{
    struct answers answers = no_objection();
    const struct im_argument *argument = &ask->event->argument;
    if (argument->form != IM_STRING && argument->form != IM_CONTACT) return answers;
    struct somebody me = { .name = ask->names->me, .there = 1 };
    enum likeness likeness = alike(ask->names, addressed(ask), me);
    if (likeness == UNLIKE) return answers;
    answers.fail = GRADED(IM_ACCEPTED);
    if (likeness == ALIKE && signed_in) answers.success = NEVER;
    struct im_text text = ask->names->names[addressed(ask).name];
    if (text.units[0] == ' ') answers.fail = GRADED(IM_NOTED); /* a leading blank is C-19's first */
    if (text.units[0] != ' ' && blank(text.units[0])) answers.fail = BETWEEN(IM_ACCEPTED, IM_NOTED);
    if (!signed_in) answers.fail = GRADED(IM_NOTED); /* */
    return answers;
}

/* C-25, C-26, A-22. */
static inline struct answers state_answers(const struct second *known)
{
    struct answers answers = no_objection();
    if (known->client == IM_SIGNED_IN) return answers;
    answers.success = NEVER;
    answers.not_logged_on = GRADED(IM_PREFERRED);
    if (known->signin_dialog) answers.fail = GRADED(IM_NOTED); /* */
    if (known->client == IM_OFFLINE) answers.fail = answers.disconnected = GRADED(IM_NOTED);
    return answers;
}

/* Contacts of the secondary service and of before a sign-out (A-17 v). */
static inline struct answers contact_answers(const struct inquiry *ask)
{
    struct answers answers = no_objection();
    const struct im_argument *argument = &ask->event->argument;
    if (argument->form != IM_CONTACT) return answers;
    const struct second_contact *contact = &ask->before->contact[argument->contact - 1];
    /* Both entries speak of a client that is signed in; what is added while it is not, is not said. */
    bool signed_in = ask->before->client == IM_SIGNED_IN;
    if (contact->who.secondary && ask->before->secondary != IM_YES) {
        answers.not_logged_on = answers.fail = answers.invalid_service =
            signed_in ? GRADED(IM_ACCEPTED) : BETWEEN(IM_ACCEPTED, IM_REJECTED);
    }
    if (contact->stale && ask->before->client != IM_SIGNED_OUT) {
        answers = any_error(answers, signed_in ? GRADED(IM_NOTED) : BETWEEN(IM_NOTED, IM_REJECTED));
    }
    return answers;
}

static inline struct answers call_answers(const struct inquiry *ask)
{
    const struct second *known = ask->before;
    bool signed_in = known->client == IM_SIGNED_IN;
    struct answers answers = both_hold(form_answers(ask), reference_answers(ask->event));
    answers = both_hold(answers, self_answers(ask, signed_in));
    answers = both_hold(answers, state_answers(known));
    answers = both_hold(answers, contact_answers(ask));
    if (ask->event->out_null) { /* C-16, A-01 */
        struct answers null_out = no_objection();
        null_out.success = NEVER;
        null_out.null_ref = GRADED(IM_PREFERRED);
        null_out.bare_null_ref = GRADED(IM_NOTED);
        answers = both_hold(answers, null_out);
    }
    if (known->options || known->signin_dialog) { /* A-25; of other conditions at once it says nothing */
        bool alone = answers.success.best != IM_REJECTED;
        answers = any_error(answers, alone ? GRADED(IM_NOTED) : BETWEEN(IM_NOTED, IM_REJECTED));
    }
    return answers;
}

static inline struct span answer_for(const struct answers *answers, uint32_t hresult)
{
    switch (hresult) {
    case 0x80070057u: return answers->invalid;
    case 0x80004005u: return answers->fail;
    case 0x8100031Eu: return answers->not_logged_on;
    case 0x800706F4u: return answers->null_ref;
    case 0x000006F4u:
        if (answers->bare_null_ref.best != IM_REJECTED) return answers->bare_null_ref;
        break;
    case 0x8100030Cu: return answers->disconnected;
    case 0x81000355u: return answers->invalid_service;
    default: break;
    }
    if (im_failed(hresult)) return answers->other;
    /* an unlisted success code is noted. */
    return hresult <= 1 ? answers->success : worse_of(answers->success, GRADED(IM_NOTED));
}

/* --- windows ---------------------------------------------------------------------------------------------------- */

enum claim { NO_CLAIM, LOOSE, MEMBER, OWN };

/* What a window has to do with the one who is addressed: his own, one of several, or perhaps his. */
static inline enum claim claim_of(const struct inquiry *ask, const struct second_window *window, struct somebody who)
{
    enum likeness first = alike(ask->names, window->who, who), guest = alike(ask->names, window->guest, who);
    if (first == ALIKE && !window->guest.there) return OWN;
    if (first == ALIKE || guest == ALIKE) return MEMBER;
    return first == PERHAPS || guest == PERHAPS ? LOOSE : NO_CLAIM;
}

/* Does what looking closer told fit a pointer that stands for this window? */
static inline bool sight_fits(const struct inquiry *ask, const struct second_world *guess, int window)
{
    uint8_t seen = ask->seen->seen;
    if (ask->look == IM_LOOK_ALIVE) return seen != IM_SEEN_NO;
    if (ask->look != IM_LOOK_SAME_WINDOW) return true;
    for (int i = 0; i < IM_LOOK_WITH; i++) {
        uint8_t with = ask->with[i];
        bool told = seen == (i == 0 ? IM_SEEN_YES : IM_SEEN_SECOND);
        if (with == 0) continue;
        if (!alive(guess, with)) {
            if (told) return true; /* a new window may have the old one's HWND */
        } else if ((guess->object[with - 1].window == window + 1) != told) {
            return false;
        }
    }
    return true;
}

/* a new window with the handle of one that is gone.  Whether it counts as opened is not said. */
static inline bool old_handle(const struct inquiry *ask, const struct second_world *guess)
{
    bool second = ask->seen->seen == IM_SEEN_SECOND;
    if (ask->look != IM_LOOK_SAME_WINDOW || (!second && ask->seen->seen != IM_SEEN_YES)) return false;
    return !alive(guess, ask->with[second]);
}

/* The call ends with this window; `window` -1 is a new one.  The pointer, if there is one, stands for it. */
static inline void ends_with(struct inquiry *ask, const struct second_world *guess, int window, struct span span)
{
    struct second_world next = *guess;
    if (window < 0) {
        window = free_window(&next);
        if (window < 0) {
            ask->full = true;
            return;
        }
        next.window[window].who = addressed(ask);
        ++*(old_handle(ask, guess) ? &next.queue.came_back : &next.queue.created);
        next.queue.perhaps_added++;
    }
    struct second_window *shown = &next.window[window];
    if (!same_person(shown->who, addressed(ask)) && !same_person(shown->guest, addressed(ask))) {
        shown->also = addressed(ask);
        next.said = IM_NOTED; /* what happened to whose window is no longer plain */
    }
    if (ask->seen->out != IM_OUT_WINDOW) next.said = IM_NOTED; /* what follows is checked with a note */
    if (ask->seen->out == IM_OUT_WINDOW) {
        if (!sight_fits(ask, guess, window)) return;
        struct second_object *object = &next.object[ask->seen->handle - 1];
        *object = (struct second_object){ .who = shown->who, .guest = shown->guest, .window = (uint8_t)(window + 1) };
    }
    explains(ask, &next, span);
}

/* C-27 to C-30, A-34 to. */
static inline void call_succeeds(struct inquiry *ask, const struct second_world *guess, struct span span)
{
    const struct second *known = ask->before;
    const struct im_observation *seen = ask->seen;
    struct somebody who = addressed(ask);
    bool due = false, answered = false;
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        if (!held_anew(known, guess, i)) continue;
        due |= claim_of(ask, &guess->window[i], who) == OWN;
        answered |= alike(ask->names, guess->window[i].also, who) == ALIKE;
    }
    bool pointer = seen->out == IM_OUT_WINDOW, old = pointer && known->refs[seen->handle - 1] != 0;
    const struct second_object *object = pointer ? &guess->object[seen->handle - 1] : NULL;
    bool works = old && alive(guess, seen->handle);
    if (old && !works) {
        /* the same object works again.  While another pointer's window is due, that one is due. */
        bool guest = alike(ask->names, object->guest, who) != UNLIKE;
        if (due || (!guest && alike(ask->names, object->who, who) == UNLIKE)) return;
        /* Of one who was a guest in its window nothing is said. */
        if (answered) span = worse_of(span, BETWEEN(IM_NOTED, IM_REJECTED));
        span = worse_of(span, guest ? BETWEEN(IM_NOTED, IM_REJECTED) : GRADED(IM_NOTED));
    }
    /* A-42 wants a new object; that an old one works again is noted, but not while there is a new one. */
    if (works && object->may_return) {
        for (int h = 1; h <= SECOND_HANDLES; h++) {
            bool other = h != seen->handle && known->refs[h - 1] != 0 && guess->object[h - 1].window == object->window;
            if (other) span = worse_of(span, BETWEEN(IM_NOTED, IM_REJECTED));
        }
    }
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        enum claim claim = claim_of(ask, &guess->window[i], who);
        /* An object works again with the window that it had, if that is still there. */
        if (claim == NO_CLAIM || (old && object->window != 0 && object->window != i + 1)) continue;
        if (due && claim == OWN && !held_anew(known, guess, i)) continue;
        if (due && claim == LOOSE) continue;
        /* A-40 speaks of the time before the member has a window of his own. */
        bool open = (due && claim == MEMBER) || (answered && !held(known, guess, i));
        ends_with(ask, guess, i, open ? worse_of(span, BETWEEN(IM_ACCEPTED, IM_REJECTED)) : span);
    }
    for (int i = 0; i < SECOND_WINDOWS; i++) {
        /* C-27 against A-42: whether an object that came back by itself has to be returned is not said. */
        bool back = held(known, guess, i) && claim_of(ask, &guess->window[i], who) == OWN;
        if (back && !due) span = worse_of(span, BETWEEN(IM_PREFERRED, IM_REJECTED));
    }
    /* the same string again reaches the window that it reached before, whatever that was opened for. */
    if (answered) span = worse_of(span, BETWEEN(IM_PREFERRED, IM_REJECTED));
    ask->go_on = true;
    bool anew = !old || object->window == 0;
    if (!due && anew) ends_with(ask, guess, -1, span);
    ask->go_on = false;
}

static inline void instant_message(struct inquiry *ask)
{
    const struct second *known = ask->before;
    const struct im_observation *seen = ask->seen;
    struct answers answers = call_answers(ask);
    struct span span = answer_for(&answers, seen->hresult);
    bool refused = im_failed(seen->hresult) || ask->event->out_null;
    bool nothing = seen->out == IM_OUT_NULL;
    if (known->client != IM_SIGNED_IN && through_invoke(ask->event) && seen->hresult == 0 &&
        (nothing || seen->out == IM_OUT_UNTOUCHED)) {
        /* held back for a script.  Whether an empty result counts as untouched is not said, nor whether a lost
         * connection is meant too. */
        refused = true;
        span = nothing && known->client == IM_SIGNED_OUT ? GRADED(IM_NOTED) : BETWEEN(IM_NOTED, IM_REJECTED);
        nothing = true;
    }
    if (span.best == IM_REJECTED) return;
    if (refused) { /* */
        if (ask->event->out_null ? seen->out != IM_OUT_NONE : !nothing) return;
        for (int i = 0; i < known->count; i++) explains(ask, &known->world[i], span);
        return;
    }
    if (seen->out != IM_OUT_WINDOW) { /* */
        if (!nothing || seen->hresult == 0) return;
        if (seen->hresult != 1) span = worse_of(span, BETWEEN(IM_NOTED, IM_REJECTED));
        if (seen->hresult == 1) span = worse_of(span, BETWEEN(IM_ACCEPTED, IM_NOTED));
    }
    for (int i = 0; i < known->count; i++) call_succeeds(ask, &known->world[i], span);
}

#endif
