/*
 * What can be done to an implementation in a situation, and how it is written in a case: see tree.h.
 */
#include <stdio.h>
#include <string.h>

#include "tree.h"

static const struct text_part parts[] = {
    { .role = ROLE_ME, .times = 1 },    { .role = ROLE_ALICE, .times = 1 }, { .role = ROLE_BOB, .times = 1 },
    { .role = ROLE_CAROL, .times = 1 }, { .role = ROLE_DAVE, .times = 1 },
};

/* --- what the caller holds --- */

/* References in the order of their names, to windows or to contacts. */
struct held {
    struct reference {
        const char *name, *token;
        size_t who; /* of `parts` */
    } of[TREE_DEPTH];
    unsigned count;
};

/* For whom a window was opened, or who a contact is. */
static size_t who_of(const struct stepper *stepper, const struct step *step)
{
    if (step->kind == IM_EV_GET_CONTACT) return (size_t)(step->name.parts - parts);
    if (step->to.kind == ARG_BSTR) return (size_t)(step->to.text.parts - parts);
    size_t at = 0;
    while (stepper->steps[at].as == NULL || strcmp(stepper->steps[at].as, step->to.contact) != 0) at++;
    return (size_t)(stepper->steps[at].name.parts - parts);
}

static void let_go(struct held *held, const char *name)
{
    unsigned at = 0;
    while (at < held->count && held->of[at].name != NULL && strcmp(held->of[at].name, name) != 0) at++;
    if (at == held->count) return;
    held->count--;
    memmove(&held->of[at], &held->of[at + 1], (held->count - at) * sizeof held->of[0]);
}

static void find_held(const struct stepper *stepper, bool contacts, struct held *held)
{
    const enum im_event_kind gives = contacts ? IM_EV_GET_CONTACT : IM_EV_INSTANT_MESSAGE;
    const enum im_event_kind ends = contacts ? IM_EV_CONTACT_RELEASE : IM_EV_RELEASE;
    *held = (struct held){ 0 };
    for (size_t i = 0; i < stepper->test.step_count; i++) {
        const struct step *step = &stepper->steps[i];
        if (step->kind == ends) let_go(held, contacts ? step->contact : step->window);
        const char *token = step->kind == gives ? exec_token(stepper->run, step->as) : NULL;
        if (token == NULL || token[0] == '\0' || step->as == NULL || held->count == TREE_DEPTH) continue;
        held->of[held->count++] = (struct reference){ step->as, token, who_of(stepper, step) };
    }
}

/* An object that two references are to is asked through the first of them. */
static bool named_before(const struct held *held, unsigned at)
{
    for (unsigned i = 0; i < at; i++) {
        if (strcmp(held->of[i].token, held->of[at].token) == 0) return true;
    }
    return false;
}

static unsigned references_to(const struct held *held, size_t who)
{
    unsigned count = 0;
    for (unsigned i = 0; i < held->count; i++) count += held->of[i].who == who;
    return count;
}

/* --- what can be done --- */

/* How an event is written: the name of the object that it speaks of stands between the two parts. */
struct form {
    enum im_event_kind kind;
    bool more; /* only if more events are wanted */
    const char *before, *after;
    enum im_property property;
};

static const struct form of_client[] = {
    { IM_EV_SIGN_IN, false, "client.signIn", "", 0 },         { IM_EV_SIGN_OUT, false, "client.signOut", "", 0 },
    { IM_EV_GO_OFFLINE, false, "client.goOffline", "", 0 },   { IM_EV_GO_ONLINE, false, "client.goOnline", "", 0 },
    { IM_EV_WINDOWS, false, "client.windows: {", "", 0 },     { IM_EV_EVENTS, true, "events.take: {", "", 0 },
    { IM_EV_MY_SIGNIN_NAME, true, "mySigninName: {", "", 0 },
};
static const struct form of_window[] = {
    { IM_EV_RELEASE, false, "release: ", "", 0 },
    { IM_EV_GET, false, "get: {window: ", ", property: IsClosed", IM_PROPERTY_IS_CLOSED },
    { IM_EV_CLOSE, false, "close: {window: ", "", 0 },
    { IM_EV_USER_CLOSE, false, "user.closeWindow: ", "", 0 },
    { IM_EV_GET, true, "get: {window: ", ", property: HWND", IM_PROPERTY_HWND },
    { IM_EV_SHOW, true, "show: {window: ", "", 0 },
    { IM_EV_CONTACTS, true, "contacts: {window: ", "", 0 },
};
static const struct form of_contact[] = {
    { IM_EV_INSTANT_MESSAGE, true, "instantMessage: {to: {object: ", "}", 0 },
    { IM_EV_IS_SELF, true, "isSelf: {contact: ", "", 0 },
    { IM_EV_SIGNIN_NAME, true, "signinName: {contact: ", "", 0 },
    { IM_EV_CONTACT_RELEASE, true, "contact.release: ", "", 0 },
};

struct moves {
    const struct tree_options *options;
    const struct stepper *stepper;
    const bool *capable;
    struct held windows, contacts;
    struct tree_move *move;
    unsigned count;
};

static void add(struct moves *moves, const struct step *step, size_t who, const char *form)
{
    if (moves->count == TREE_MOVES || !moves->capable[step->kind]) return;
    moves->move[moves->count++] = (struct tree_move){ .step = *step, .who = role_names[parts[who].role], .form = form };
}

static const char *next_name(const struct moves *moves, char letter)
{
    return arena_printf(moves->stepper->arena, "%c%zu", letter, moves->stepper->test.step_count + 1);
}

static void add_people(struct moves *moves)
{
    struct arena *arena = moves->stepper->arena;
    const char *window = next_name(moves, 'w'), *contact = next_name(moves, 'c');
    for (size_t who = 0; who <= moves->options->contacts; who++) {
        const struct text_spec name = { &parts[who], 1, true, false };
        const struct step message = { .kind = IM_EV_INSTANT_MESSAGE,
                                      .to = { .kind = ARG_BSTR, .text = name },
                                      .as = window };
        const struct step get = { .kind = IM_EV_GET_CONTACT, .name = name, .as = contact };
        const char *role = role_names[parts[who].role];
        if (references_to(&moves->windows, who) < moves->options->references)
            add(moves, &message, who, arena_printf(arena, "instantMessage: {to: %s, as: %s", role, window));
        if (moves->options->more && references_to(&moves->contacts, who) == 0)
            add(moves, &get, who, arena_printf(arena, "getContact: {name: %s, as: %s", role, contact));
    }
}

/* What can be done with a window or a contact. */
static void add_object(struct moves *moves, const struct reference *of, bool contact, const struct form *forms,
                       size_t count)
{
    for (const struct form *form = forms; form < forms + count; form++) {
        const bool message = form->kind == IM_EV_INSTANT_MESSAGE;
        if (form->more && !moves->options->more) continue;
        if (message && references_to(&moves->windows, of->who) >= moves->options->references) continue;
        struct step step = { .kind = form->kind, .property = form->property };
        const char *written = arena_printf(moves->stepper->arena, "%s%s%s", form->before, of->name, form->after);
        if (message) {
            step.to = (struct argument_spec){ .kind = ARG_OBJECT, .contact = of->name };
            step.as = next_name(moves, 'w');
            written = arena_printf(moves->stepper->arena, "%s, as: %s", written, step.as);
        } else {
            *(contact ? &step.contact : &step.window) = of->name;
        }
        add(moves, &step, of->who, written);
    }
}

unsigned tree_moves(const struct tree_options *options, const struct stepper *stepper,
                    struct tree_move room[TREE_MOVES])
{
    struct moves moves = { .options = options, .stepper = stepper, .move = room };
    moves.capable = stepper->exec.adapter->identity(stepper->exec.session)->capable;
    find_held(stepper, false, &moves.windows);
    find_held(stepper, true, &moves.contacts);
    for (size_t i = 0; i < sizeof of_client / sizeof *of_client; i++) {
        const struct step step = { .kind = of_client[i].kind };
        if (!of_client[i].more || options->more) add(&moves, &step, 0, of_client[i].before);
    }
    add_people(&moves);
    for (unsigned i = 0; i < moves.windows.count; i++) {
        if (!named_before(&moves.windows, i))
            add_object(&moves, &moves.windows.of[i], false, of_window, sizeof of_window / sizeof *of_window);
    }
    for (unsigned i = 0; i < moves.contacts.count; i++) {
        if (!named_before(&moves.contacts, i))
            add_object(&moves, &moves.contacts.of[i], true, of_contact, sizeof of_contact / sizeof *of_contact);
    }
    return moves.count;
}

/* --- in words --- */

static void add_codes(const struct im_allowed_set *allowed, bool noted, char *to, size_t room)
{
    size_t used = 0;
    uint64_t told = 0;
    to[0] = '\0';
    for (int grade = noted ? IM_NOTED : IM_PREFERRED; grade <= (noted ? IM_NOTED : IM_ACCEPTED); grade++) {
        for (uint8_t i = 0; i < allowed->count; i++) {
            const uint8_t code = allowed->entry[i].code;
            bool better = (told >> code & 1) != 0;
            for (uint8_t n = 0; n < allowed->count; n++)
                better |= allowed->entry[n].code == code && allowed->entry[n].grade < grade;
            if (allowed->entry[i].grade != grade || better) continue;
            told |= (uint64_t)1 << code;
            const char *name = im_code_name((enum im_code)code);
            used += (size_t)snprintf(to + used, room - used, "%s%s", used > 0 ? ", " : "", name);
            if (used >= room) return;
        }
    }
}

/* How many windows are on the screen, for certain and at most. */
static void say_windows(const struct im_state *state, char said[TREE_STEP])
{
    unsigned least = 0, most = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        least += state->conversations[i].shown == IM_YES;
        most += (state->conversations[i].shown != IM_NO ? 1u : 0u) + state->conversations[i].ghosts;
    }
    if (least == most) {
        snprintf(said, TREE_STEP, "client.windows: {count: %u}", least);
    } else {
        snprintf(said, TREE_STEP, "client.windows: {count: %u to %u}", least, most);
    }
}

/* What is due of events; silence is allowed where it may be noted. */
static void say_events(const struct im_state *state, char said[TREE_STEP])
{
    static const char *const fields[IM_TOLD_COUNT] = { "created",   "destroyed", "signedIn",
                                                       "signedOut", "added",     "removed" };
    size_t used = (size_t)snprintf(said, TREE_STEP, "events.take: {");
    for (int i = 0; i < IM_TOLD_COUNT && used < TREE_STEP; i++) {
        const struct im_due *due = &state->due[i];
        const char *comma = i > 0 ? ", " : "";
        const unsigned least = (unsigned)due->min + due->hoped;
        if (least == due->max) {
            used += (size_t)snprintf(said + used, TREE_STEP - used, "%s%s: %u", comma, fields[i], due->max);
        } else {
            used +=
                (size_t)snprintf(said + used, TREE_STEP - used, "%s%s: %u to %u", comma, fields[i], least, due->max);
        }
    }
    const bool online = state->client == IM_SIGNED_IN;
    if (used < TREE_STEP) snprintf(said + used, TREE_STEP - used, "%s}", online ? ", status: online" : "");
}

static enum im_grade grade_of(const struct im_allowed_set *allowed, uint32_t shapes)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < allowed->count; i++) {
        const struct im_allowed *entry = &allowed->entry[i];
        if (entry->code == IM_S_OK && (entry->shapes & shapes) != 0 && entry->grade < best)
            best = (enum im_grade)entry->grade;
    }
    return best;
}

enum { VALUE = 64 };

/* A flag that S_OK comes with: the better value, and how the other one is taken. */
static void flag_words(const struct im_allowed_set *allowed, const char *zero, const char *other, char words[VALUE])
{
    const enum im_grade no = grade_of(allowed, IM_SHAPE_ZERO), yes = grade_of(allowed, IM_SHAPE_NONZERO);
    const enum im_grade worse = no < yes ? yes : no;
    if (no == IM_REJECTED && yes == IM_REJECTED) return;
    /* where both are as good the case does not say */
    if (no == yes) return;
    snprintf(words, VALUE, ", value: %s%s%s", no < yes ? zero : other, worse != IM_REJECTED ? ", other: " : "",
             worse != IM_REJECTED ? im_grade_name(worse) : "");
}

/* What S_OK comes with. */
static void value_words(const struct tree_move *move, const struct im_allowed_set *allowed, char words[VALUE])
{
    const bool succeeds = grade_of(allowed, UINT32_MAX) != IM_REJECTED;
    words[0] = '\0';
    switch (move->step.kind) {
    case IM_EV_GET:
        if (move->step.property == IM_PROPERTY_HWND)
            flag_words(allowed, "0", "live", words);
        else
            flag_words(allowed, "false", "true", words);
        break;
    case IM_EV_IS_SELF: flag_words(allowed, "false", "true", words); break;
    case IM_EV_MY_SIGNIN_NAME:
    case IM_EV_SIGNIN_NAME:
        if (succeeds) snprintf(words, VALUE, ", value: %s", move->who);
        break;
    case IM_EV_CONTACTS:
        if (succeeds) snprintf(words, VALUE, ", value: [%s]", move->who);
        break;
    default: break;
    }
}

void tree_say(const struct tree_move *move, const struct im_allowed_set *allowed, const struct im_state *state,
              char said[TREE_STEP])
{
    char expect[80], noted[56], form[48], value[VALUE];
    if (move->step.kind == IM_EV_WINDOWS) {
        say_windows(state, said);
    } else if (move->step.kind == IM_EV_EVENTS) {
        say_events(state, said);
    } else if (strchr(move->form, '{') == NULL) {
        snprintf(said, TREE_STEP, "%s", move->form);
    } else {
        snprintf(form, sizeof form, "%s", move->form);
        add_codes(allowed, false, expect, sizeof expect);
        add_codes(allowed, true, noted, sizeof noted);
        value_words(move, allowed, value);
        const bool first = form[strlen(form) - 1] == '{';
        snprintf(said, TREE_STEP, "%s%sexpect: [%s]%s%s%s%s}", form, first ? "" : ", ", expect,
                 noted[0] != '\0' ? ", noted: [" : "", noted, noted[0] != '\0' ? "]" : "", value);
    }
}
