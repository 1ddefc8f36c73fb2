/*
 * What events change.  Each effect is named by rows of the table; none decides what is allowed.
 */
#include "queue.h"

#define UNUSED(parameter) (void)(parameter)

void im_forget_if_over(struct im_state *state, int index)
{
    struct im_conversation *conversation = &state->conversations[index];
    if (im_object_held(state, index) || conversation->shown != IM_NO || conversation->ghosts > 0) return;
    *conversation = (struct im_conversation){ 0 };
}

static void end_objects(struct im_state *state, int conversation, enum im_ending ending)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        struct im_object *object = &state->objects[i];
        if (object->refs == 0 || object->conversation != conversation + 1 || object->alive == IM_NO) continue;
        object->alive = IM_NO;
        object->ended_by = (uint8_t)ending;
    }
}

/* --- sign-in state --- */

/* Whoever comes back may find old objects working again, though not those that were closed. */
static void come_back(struct im_state *state)
{
    state->client = IM_SIGNED_IN;
    state->returned = state->was_signed_in;
    state->was_signed_in = 1;
    state->signin_dialog = 0;
    if (state->secondary == IM_NO) state->secondary = IM_MAYBE;
    for (int i = 0; i < IM_OBJECTS; i++) {
        struct im_object *object = &state->objects[i];
        if (object->ended_by == IM_ENDED_BY_SIGN_OUT || object->ended_by == IM_ENDED_BY_OFFLINE)
            object->alive = IM_MAYBE;
    }
}

EFFECT(im_effect_sign_in)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    im_due_sign(state, IM_TOLD_SIGNED_IN, state->client != IM_OFFLINE);
    come_back(state);
    return true;
}

static void age_contacts(struct im_state *state)
{
    for (int i = 0; i < IM_CONTACTS_HELD; i++) {
        if (state->contacts[i].refs > 0) state->contacts[i].stale = 1;
    }
}

/* A window that is no longer known to be shown, a ghost too, was counted when that became unknown.
 * Where the documentation does not say that sign-out closes windows, they may stay. */
EFFECT(im_effect_sign_out)
{
    UNUSED(obs), UNUSED(shape);
    bool closes = situation->book->standing[IM_RULE_SIGN_OUT_CLOSES] == IM_IN_FORCE;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        struct im_conversation *conversation = &state->conversations[i];
        if (conversation->members == 0) continue;
        if (conversation->shown == IM_YES) im_due_closed(state, i, IM_CLOSING_HOPED);
        end_objects(state, i, IM_ENDED_BY_SIGN_OUT);
        if (closes) {
            conversation->shown = IM_NO;
            conversation->ghosts = 0;
        } else if (conversation->shown == IM_YES) {
            conversation->shown = IM_MAYBE;
        }
        im_forget_if_over(state, i);
    }
    im_count_up(&state->stray_destroyed, state->strays);
    state->strays = 0;
    im_due_sign(state, IM_TOLD_SIGNED_OUT, state->client != IM_OFFLINE);
    state->client = IM_SIGNED_OUT;
    state->secondary = IM_NO;
    age_contacts(state);
    return true;
}

EFFECT(im_effect_go_offline)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    if (state->client != IM_SIGNED_IN) return true;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        struct im_conversation *conversation = &state->conversations[i];
        if (conversation->members == 0) continue;
        /* after a sign-out the window may have come back with its object */
        bool back = conversation->shown == IM_NO && im_may_be_back(state, i);
        if (conversation->shown == IM_YES || back) {
            im_due_closed(state, i, IM_CLOSING_OPEN);
            conversation->shown = IM_MAYBE;
        }
        end_objects(state, i, IM_ENDED_BY_OFFLINE);
    }
    im_due_sign(state, IM_TOLD_SIGNED_OUT, false);
    state->client = IM_OFFLINE;
    if (state->secondary == IM_YES) state->secondary = IM_MAYBE;
    return true;
}

EFFECT(im_effect_go_online)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    if (state->client != IM_OFFLINE) return true;
    im_due_sign(state, IM_TOLD_SIGNED_IN, false);
    come_back(state);
    return true;
}

EFFECT(im_effect_service_in)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    state->secondary = IM_YES;
    return true;
}

/* What becomes of the windows of that service's contacts is not documented. */
EFFECT(im_effect_service_out)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    state->secondary = IM_NO;
    for (int i = 0; i < IM_OBJECTS; i++) {
        struct im_object *object = &state->objects[i];
        if (object->refs == 0) continue;
        struct im_conversation *conversation = &state->conversations[object->conversation - 1];
        if (!conversation->secondary || conversation->shown == IM_NO) continue;
        if (conversation->shown == IM_YES) im_due_closed(state, object->conversation - 1, IM_CLOSING_OPEN);
        conversation->shown = IM_MAYBE;
        if (object->alive == IM_YES) object->alive = IM_MAYBE;
    }
    return true;
}

/* --- the method --- */

static bool bad_argument(const struct situation *situation)
{
    for (size_t i = 0; i < im_condition_count(situation->book); i++) {
        const struct condition *condition = im_condition_at(situation->book, i);
        if (condition->bad_argument && im_condition_holds(condition, situation)) return true;
    }
    return false;
}

/* A window for the target, which may be the one of an earlier conversation with him. */
static int new_conversation(struct im_state *state, const struct situation *situation)
{
    int index = situation->released;
    if (index >= 0) {
        im_count_up(&state->conversations[index].ghosts, state->conversations[index].shown != IM_NO);
        im_due_slot_used(state, index);
        state->conversations[index].shown = IM_YES;
        return index;
    }
    for (index = 0; index < IM_CONVERSATIONS && state->conversations[index].members > 0;) index++;
    if (index == IM_CONVERSATIONS) return -1;
    state->conversations[index] = (struct im_conversation){
        .member = { situation->name }, .members = 1, .secondary = situation->secondary, .shown = IM_YES
    };
    return index;
}

static bool new_object(struct im_state *state, uint8_t handle, int conversation)
{
    if (conversation < 0) return false;
    state->objects[handle - 1] =
        (struct im_object){ .refs = 1, .conversation = (uint8_t)(conversation + 1), .alive = IM_YES };
    return true;
}

static bool again(struct im_state *state, const struct situation *situation, uint8_t handle, bool revived)
{
    struct im_object *object = &state->objects[handle - 1];
    if (object->refs == UINT16_MAX) return false;
    object->refs++;
    if (!revived) return true;
    struct im_conversation *conversation = &state->conversations[object->conversation - 1];
    /* a window of several that works again after coming back is still theirs */
    bool theirs = object->alive == IM_MAYBE && conversation->members > 1;
    object->alive = IM_YES;
    object->handle = 0;
    object->ended_by = IM_ENDED_NOT;
    object->close_worked = 0;
    const struct im_conversation before = *conversation;
    *conversation = (struct im_conversation){ .member = { situation->name },
                                              .members = 1,
                                              .secondary = situation->secondary,
                                              .shown = IM_YES,
                                              .ghosts = before.ghosts,
                                              .untold = (uint8_t)(before.untold & IM_UNTOLD_WINDOW) };
    for (uint8_t i = 0; theirs && i < before.members; i++) conversation->member[i] = before.member[i];
    if (theirs) conversation->members = before.members;
    im_due_opened(state, object->conversation - 1, false);
    return true;
}

/* A call that Invoke makes is one that is refused: it opens nothing. */
EFFECT(im_effect_message)
{
    if (situation->contact != NULL) state->contacts[situation->event->argument.contact - 1].passed = 1;
    if (im_failed(obs->hresult)) {
        state->refused = 1;
        uint32_t hresult = situation->event->kind == IM_EV_INVOKE ? obs->scode : obs->hresult;
        if (hresult != im_codes[IM_E_INVALIDARG].value || state->client != IM_SIGNED_IN) return true;
        if (!bad_argument(situation)) return true;
        im_count_up(&state->strays, 1);
        im_count_up(&state->stray_created, 1);
        return true;
    }
    state->reused |= shape == IM_SHAPE_WINDOW_DUE;
    if (situation->due >= 0) state->conversations[situation->due].forms |= im_form_bit(situation);
    if (shape == IM_SHAPE_WINDOW_DUE) {
        if (!im_settle_group(state, situation, state->objects[obs->handle - 1].conversation - 1)) return false;
        return again(state, situation, obs->handle, false);
    }
    if (shape == IM_SHAPE_WINDOW_REVIVED) return again(state, situation, obs->handle, true);
    if (shape == IM_SHAPE_WINDOW_SAME_UI) {
        int conversation = situation->same[obs->seen == IM_SEEN_SECOND];
        if (!new_object(state, obs->handle, conversation)) return false;
        if (!im_settle_group(state, situation, conversation)) return false;
        struct im_conversation *joined = &state->conversations[conversation];
        /* where all windows are one frame it may be one of his own, with the handle of the group's */
        bool perhaps_own = joined->members > 1;
        if (joined->shown != IM_YES || perhaps_own) im_due_opened(state, conversation, false);
        im_count_up(&joined->ghosts, perhaps_own);
        joined->shown = IM_YES;
        return true;
    }
    if (shape == IM_SHAPE_WINDOW_NEW || shape == IM_SHAPE_OUT_NULL) {
        bool out = state->client == IM_SIGNED_OUT || state->client == IM_OFFLINE;
        if (shape == IM_SHAPE_OUT_NULL && (situation->due >= 0 || out)) return true;
        bool gone = situation->unsure < 0 || state->conversations[situation->unsure].shown == IM_NO;
        bool alone = situation->spelling < 0 && situation->group < 0;
        bool certain = situation->released < 0 && gone && (alone || obs->seen == IM_SEEN_NO);
        int conversation = new_conversation(state, situation);
        if (shape == IM_SHAPE_WINDOW_NEW && !new_object(state, obs->handle, conversation)) return false;
        if (conversation < 0) return false;
        state->conversations[conversation].forms |= im_form_bit(situation);
        /* without a pointer nothing tells a new window from that of another spelling or of a group */
        bool open = shape == IM_SHAPE_OUT_NULL && !alone && situation->released < 0;
        if (open) state->conversations[conversation].shown = IM_MAYBE;
        if (shape == IM_SHAPE_WINDOW_NEW) certain &= !im_perhaps_taken(state, situation, conversation);
        im_due_opened(state, conversation, certain);
    }
    return true;
}

EFFECT(im_effect_release)
{
    UNUSED(obs), UNUSED(shape);
    struct im_object *object = &state->objects[situation->event->window - 1];
    int index = object->conversation - 1;
    if (--object->refs > 0) return true;
    bool unsure = object->alive == IM_MAYBE;
    *object = (struct im_object){ 0 };
    struct im_conversation *conversation = &state->conversations[index];
    if (!im_object_held(state, index) && conversation->shown == IM_YES) {
        im_due_closed(state, index, IM_CLOSING_OPEN);
        conversation->shown = IM_MAYBE;
    }
    /* its window may have come back with it, and nothing says that it goes with it */
    bool left = unsure && conversation->shown == IM_NO && !im_object_held(state, index);
    im_count_up(&state->strays, left);
    im_forget_if_over(state, index);
    return true;
}

/* --- members of windows --- */

/* An object that may or may not be alive is known after it was asked. */
static void settle(struct im_state *state, const struct situation *situation, bool alive)
{
    struct im_object *object = &state->objects[situation->event->window - 1];
    if (object->alive != IM_MAYBE) return;
    object->alive = alive ? IM_YES : IM_NO;
    if (alive) state->conversations[object->conversation - 1].shown = IM_YES;
}

EFFECT(im_effect_get)
{
    bool closed = situation->event->kind == IM_EV_GET && situation->event->property == IM_PROPERTY_IS_CLOSED;
    bool not_implemented = obs->hresult == im_codes[IM_E_NOTIMPL].value && situation->model->world->invoke_only;
    bool zero_handle = !closed && situation->event->property == IM_PROPERTY_HWND && shape == IM_SHAPE_ZERO;
    bool told_closed = closed && shape == IM_SHAPE_NONZERO;
    bool alive = obs->hresult == 0 && !told_closed && !zero_handle;
    bool handle = situation->event->kind == IM_EV_GET && situation->event->property == IM_PROPERTY_HWND;
    if (alive && handle) state->objects[situation->event->window - 1].handle = obs->number;
    if (!not_implemented) settle(state, situation, alive);
    return true;
}

/* Objects of one window are placed together, and so are windows in one frame: where the handles do not
 * tell two windows apart, the other one's place is no longer known. */
static void forget_place_of_others(struct im_state *state, const struct im_object *placed, unsigned at)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        struct im_object *other = &state->objects[i];
        bool apart = other->handle != 0 && placed->handle != 0 && other->handle != placed->handle;
        if (other != placed && !apart) other->placed_known &= (uint8_t) ~(1u << at);
    }
}

EFFECT(im_effect_put)
{
    UNUSED(shape);
    const struct im_event *event = situation->event;
    bool worked = obs->hresult == 0;
    /* A size that no window takes is refused by one that is open as well as by one that is gone. */
    bool size = event->property == IM_PROPERTY_WIDTH || event->property == IM_PROPERTY_HEIGHT;
    bool either = size && event->value <= 0 && obs->hresult == im_codes[IM_E_INVALIDARG].value;
    if (!either) settle(state, situation, worked);
    struct im_object *object = &state->objects[event->window - 1];
    if (worked) {
        unsigned at = (unsigned)event->property - IM_PROPERTY_LEFT;
        object->placed[at] = event->value;
        object->placed_known |= (uint8_t)(1u << at);
        forget_place_of_others(state, object, at);
    }
    return true;
}

static void close_window(struct im_state *state, const struct situation *situation, enum im_ending ending)
{
    int index = situation->object->conversation - 1;
    struct im_conversation *conversation = &state->conversations[index];
    if (conversation->shown == IM_YES) im_due_closed(state, index, IM_CLOSING_DUE);
    conversation->shown = IM_NO;
    state->closed = 1;
    end_objects(state, index, ending);
}

EFFECT(im_effect_close)
{
    UNUSED(shape);
    if (obs->hresult != 0) {
        settle(state, situation, false);
        return true;
    }
    bool was_alive = situation->object->alive == IM_YES;
    close_window(state, situation, IM_ENDED_BY_CLOSE);
    if (was_alive) return true;
    for (int i = 0; i < IM_OBJECTS; i++) {
        if (state->objects[i].refs == 0 || state->objects[i].conversation != situation->object->conversation) continue;
        state->objects[i].close_worked = 1;
        state->objects[i].ended_by = IM_ENDED_BY_CLOSE;
    }
    return true;
}

EFFECT(im_effect_user_close)
{
    UNUSED(obs), UNUSED(shape);
    close_window(state, situation, IM_ENDED_BY_USER);
    return true;
}

/* --- environment --- */

EFFECT(im_effect_open_dialog)
{
    UNUSED(obs), UNUSED(shape);
    im_count_up(&state->dialogs, 1);
    if (situation->event->flag) state->signin_dialog = 1;
    return true;
}

EFFECT(im_effect_close_dialogs)
{
    UNUSED(situation), UNUSED(obs), UNUSED(shape);
    state->dialogs = 0;
    state->signin_dialog = 0;
    return true;
}

EFFECT(im_effect_focus)
{
    UNUSED(obs), UNUSED(shape);
    state->focus_refused = situation->event->flag == 0;
    return true;
}

/* --- contact objects --- */

EFFECT(im_effect_get_contact)
{
    UNUSED(shape);
    if (im_failed(obs->hresult)) return true;
    if (obs->handle == 0 || obs->handle > IM_CONTACTS_HELD) return false;
    struct im_contact *contact = &state->contacts[obs->handle - 1];
    if (contact->refs == UINT16_MAX) return false;
    if (contact->refs == 0) {
        *contact = (struct im_contact){ .name = situation->event->name, .secondary = im_asks_secondary(situation) };
    }
    contact->refs++;
    contact->stale = 0;
    return true;
}

EFFECT(im_effect_contact_release)
{
    UNUSED(obs), UNUSED(shape);
    struct im_contact *contact = &state->contacts[situation->event->contact - 1];
    if (--contact->refs == 0) *contact = (struct im_contact){ 0 };
    return true;
}

/* --- what a person sees --- */

/* Windows that a refused argument did not leave can raise no events either. */
EFFECT(im_effect_windows)
{
    UNUSED(situation), UNUSED(obs);
    if (shape == IM_SHAPE_STRAY) return true;
    state->strays = 0;
    state->stray_created = 0;
    state->heard = (uint8_t)(state->heard & ~IM_HEARD_GONE);
    return true;
}
