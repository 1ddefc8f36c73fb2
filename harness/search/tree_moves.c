/*
 * What can be done to an implementation in a situation: see tree.h.
 */
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

struct form {
    enum im_event_kind kind;
    bool more; /* only if more events are wanted */
    enum im_property property;
};

/* COM's own laws and Invoke's errors are left to cases: what is explored is which states there are, and they change none. */
static const struct form of_client[] = {
    { IM_EV_SIGN_IN, false, 0 },       { IM_EV_SIGN_OUT, false, 0 }, { IM_EV_GO_OFFLINE, false, 0 },
    { IM_EV_GO_ONLINE, false, 0 },     { IM_EV_WINDOWS, false, 0 },  { IM_EV_EVENTS, true, 0 },
    { IM_EV_MY_SIGNIN_NAME, true, 0 },
};
static const struct form of_window[] = {
    { IM_EV_RELEASE, false, 0 },    { IM_EV_GET, false, IM_PROPERTY_IS_CLOSED }, { IM_EV_CLOSE, false, 0 },
    { IM_EV_USER_CLOSE, false, 0 }, { IM_EV_GET, true, IM_PROPERTY_HWND },       { IM_EV_SHOW, true, 0 },
    { IM_EV_CONTACTS, true, 0 },
};
static const struct form of_contact[] = {
    { IM_EV_INSTANT_MESSAGE, true, 0 },
    { IM_EV_IS_SELF, true, 0 },
    { IM_EV_SIGNIN_NAME, true, 0 },
    { IM_EV_CONTACT_RELEASE, true, 0 },
};

struct moves {
    const struct tree_options *options;
    const struct stepper *stepper;
    const bool *capable;
    struct held windows, contacts;
    struct step *move;
    unsigned count;
};

static void add(struct moves *moves, const struct step *step)
{
    if (moves->count < TREE_MOVES && moves->capable[step->kind]) moves->move[moves->count++] = *step;
}

static const char *next_name(const struct moves *moves, char letter)
{
    return arena_printf(moves->stepper->arena, "%c%zu", letter, moves->stepper->test.step_count + 1);
}

static void add_people(struct moves *moves)
{
    const char *window = next_name(moves, 'w'), *contact = next_name(moves, 'c');
    for (size_t who = 0; who <= moves->options->contacts; who++) {
        const struct text_spec name = { &parts[who], 1, true, false };
        const struct step message = { .kind = IM_EV_INSTANT_MESSAGE,
                                      .to = { .kind = ARG_BSTR, .text = name },
                                      .as = window };
        const struct step get = { .kind = IM_EV_GET_CONTACT, .name = name, .as = contact };
        if (references_to(&moves->windows, who) < moves->options->references) add(moves, &message);
        if (moves->options->more && references_to(&moves->contacts, who) == 0) add(moves, &get);
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
        if (message) {
            step.to = (struct argument_spec){ .kind = ARG_OBJECT, .contact = of->name };
            step.as = next_name(moves, 'w');
        } else {
            *(contact ? &step.contact : &step.window) = of->name;
        }
        add(moves, &step);
    }
}

unsigned tree_moves(const struct tree_options *options, const struct stepper *stepper, struct step room[TREE_MOVES])
{
    struct moves moves = { .options = options, .stepper = stepper, .move = room };
    moves.capable = stepper->exec.adapter->identity(stepper->exec.session)->capable;
    find_held(stepper, false, &moves.windows);
    find_held(stepper, true, &moves.contacts);
    for (size_t i = 0; i < sizeof of_client / sizeof *of_client; i++) {
        const struct step step = { .kind = of_client[i].kind };
        if (!of_client[i].more || options->more) add(&moves, &step);
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
