/*
 * What can be done to an implementation in a situation, and how it is written in a case: see tree.h.
 */
#include <stdio.h>
#include <string.h>

#include "tree.h"

/* The caller's references in the order of their names. */
struct held {
    const char *name[TREE_DEPTH], *token[TREE_DEPTH];
    const struct step *by[TREE_DEPTH];
    unsigned count;
};

static void find_held(const struct stepper *stepper, struct held *held)
{
    held->count = 0;
    for (size_t i = 0; i < stepper->test.step_count; i++) {
        const struct step *step = &stepper->steps[i];
        for (unsigned n = 0; step->kind == IM_EV_RELEASE && n < held->count; n++) {
            if (strcmp(held->name[n], step->window) != 0) continue;
            held->count--;
            memmove(&held->name[n], &held->name[n + 1], (held->count - n) * sizeof held->name[0]);
            memmove(&held->token[n], &held->token[n + 1], (held->count - n) * sizeof held->token[0]);
            memmove(&held->by[n], &held->by[n + 1], (held->count - n) * sizeof held->by[0]);
        }
        const char *token = step->as != NULL ? exec_token(stepper->run, step->as) : NULL;
        if (token == NULL || token[0] == '\0' || held->count == TREE_DEPTH) continue;
        held->name[held->count] = step->as;
        held->token[held->count] = token;
        held->by[held->count++] = step;
    }
}

static bool named_before(const struct held *held, unsigned at)
{
    for (unsigned i = 0; i < at; i++) {
        if (strcmp(held->token[i], held->token[at]) == 0) return true;
    }
    return false;
}

static const struct text_part parts[] = {
    { .role = ROLE_ME, .times = 1 },    { .role = ROLE_ALICE, .times = 1 }, { .role = ROLE_BOB, .times = 1 },
    { .role = ROLE_CAROL, .times = 1 }, { .role = ROLE_DAVE, .times = 1 },
};

static const enum im_event_kind of_client[] = { IM_EV_SIGN_IN, IM_EV_SIGN_OUT, IM_EV_GO_OFFLINE, IM_EV_GO_ONLINE,
                                                IM_EV_WINDOWS };
static const struct {
    enum im_event_kind kind;
    const char *form;
} of_window[] = {
    { IM_EV_RELEASE, "release: %s" },
    { IM_EV_GET, "get: {window: %s, property: IsClosed" },
    { IM_EV_CLOSE, "close: {window: %s" },
    { IM_EV_USER_CLOSE, "user.closeWindow: %s" },
};

struct moves {
    const struct tree_options *options;
    const struct stepper *stepper;
    const bool *capable;
    struct tree_move *move;
    unsigned count;
};

static void add(struct moves *moves, const struct step *step, const char *form)
{
    if (moves->count == TREE_MOVES || !moves->capable[step->kind]) return;
    moves->move[moves->count++] = (struct tree_move){ .step = *step, .form = form };
}

static void add_messages(struct moves *moves, const struct held *held)
{
    struct arena *arena = moves->stepper->arena;
    const char *as = arena_printf(arena, "w%zu", moves->stepper->test.step_count + 1);
    for (unsigned who = 0; who <= moves->options->contacts; who++) {
        unsigned references = 0;
        for (unsigned i = 0; i < held->count; i++) references += held->by[i]->to.text.parts == &parts[who];
        if (references >= moves->options->references) continue;
        const struct step step = { .kind = IM_EV_INSTANT_MESSAGE,
                                   .to = { .kind = ARG_BSTR, .text = { &parts[who], 1, true, false } },
                                   .as = as };
        add(moves, &step, arena_printf(arena, "instantMessage: {to: %s, as: %s", role_names[parts[who].role], as));
    }
}

unsigned tree_moves(const struct tree_options *options, const struct stepper *stepper,
                    struct tree_move room[TREE_MOVES])
{
    struct moves moves = { .options = options, .stepper = stepper, .move = room };
    struct held held;
    moves.capable = stepper->exec.adapter->identity(stepper->exec.session)->capable;
    find_held(stepper, &held);
    for (size_t i = 0; i < sizeof of_client / sizeof *of_client; i++) {
        const struct step step = { .kind = of_client[i] };
        add(&moves, &step, im_event_method(of_client[i]));
    }
    add_messages(&moves, &held);
    for (unsigned i = 0; i < held.count; i++) {
        for (size_t n = 0; n < sizeof of_window / sizeof *of_window && !named_before(&held, i); n++) {
            const struct step step = { .kind = of_window[n].kind,
                                       .window = held.name[i],
                                       .property = IM_PROPERTY_IS_CLOSED };
            char form[TREE_STEP];
            /* the forms are those of the table above */
            const char *hole = strstr(of_window[n].form, "%s");
            snprintf(form, sizeof form, "%.*s%s%s", (int)(hole - of_window[n].form), of_window[n].form, held.name[i],
                     hole + 2);
            add(&moves, &step, arena_strdup(stepper->arena, form));
        }
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

static enum im_grade grade_of(const struct im_allowed_set *allowed, uint32_t shape)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < allowed->count; i++) {
        const struct im_allowed *entry = &allowed->entry[i];
        if (entry->code == IM_S_OK && (entry->shapes & shape) != 0 && entry->grade < best)
            best = (enum im_grade)entry->grade;
    }
    return best;
}

/* The value of IsClosed that S_OK comes with: the better one, and how the other is taken. */
static const char *value_words(const struct im_allowed_set *allowed, char words[48])
{
    const enum im_grade no = grade_of(allowed, IM_SHAPE_ZERO), yes = grade_of(allowed, IM_SHAPE_NONZERO);
    const enum im_grade worse = no < yes ? yes : no;
    words[0] = '\0';
    if (no == IM_REJECTED && yes == IM_REJECTED) return words;
    snprintf(words, 48, ", value: %s%s%s", no < yes ? "false" : "true", worse != IM_REJECTED ? ", other: " : "",
             worse != IM_REJECTED ? im_grade_name(worse) : "");
    return words;
}

void tree_say(const struct tree_move *move, const struct im_allowed_set *allowed, const struct im_state *state,
              char said[TREE_STEP])
{
    char expect[96], noted[64], form[64], value[48] = "";
    if (move->step.kind == IM_EV_WINDOWS) {
        say_windows(state, said);
    } else if (strchr(move->form, '{') == NULL) {
        snprintf(said, TREE_STEP, "%s", move->form);
    } else {
        snprintf(form, sizeof form, "%s", move->form);
        add_codes(allowed, false, expect, sizeof expect);
        add_codes(allowed, true, noted, sizeof noted);
        if (move->step.kind == IM_EV_GET) value_words(allowed, value);
        snprintf(said, TREE_STEP, "%s, expect: [%s]%s%s%s%s}", form, expect, noted[0] != '\0' ? ", noted: [" : "",
                 noted, noted[0] != '\0' ? "]" : "", value);
    }
}
