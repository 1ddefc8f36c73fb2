/*
 * Ways on an implementation: see walk_way.h.
 */
#include "walk_way.h"

#include <stdio.h>

/* Who is meant by a name of the search. */
static const struct {
    enum role role;
    enum letter_case letters;
} people[COVERAGE_NAMES] = {
    [COVERAGE_ME] = { ROLE_ME, CASE_AS_IS },       [COVERAGE_ALICE] = { ROLE_ALICE, CASE_AS_IS },
    [COVERAGE_BOB] = { ROLE_BOB, CASE_AS_IS },     [COVERAGE_ALICE_UPPER] = { ROLE_ALICE, CASE_UPPER },
    [COVERAGE_CAROL] = { ROLE_CAROL, CASE_AS_IS }, [COVERAGE_BOB_UPPER] = { ROLE_BOB, CASE_UPPER },
};

/* The number of the text that is that person's name and nothing else; all of them are there to be chosen. */
static uint16_t text_of(im_name name)
{
    for (size_t i = 0; i < move_texts(); i++) {
        const struct text_spec *text = move_text(i);
        if (text->count != 1 || text->parts[0].role != people[name].role) continue;
        if (text->parts[0].letters == people[name].letters) return (uint16_t)i;
    }
    return 0;
}

/* The latest reference that is held to the window with that handle; 0 for none. */
static uint16_t number_of(const struct run *run, uint8_t handle, struct way_windows windows)
{
    for (uint16_t i = windows.count; i > 0; i--) {
        char name[16];
        snprintf(name, sizeof name, "w%u", i);
        const char *token = windows.held[i] ? exec_token(run, name) : NULL;
        if (token != NULL && world_window(&run->world, token) == handle) return i;
    }
    return 0;
}

bool way_move(const struct run *run, const struct im_event *event, struct way_windows windows, struct move *move)
{
    *move = (struct move){ .kind = event->kind, .service = event->service };
    switch (event->kind) {
    case IM_EV_INSTANT_MESSAGE:
        move->form = ARG_BSTR;
        move->text = text_of(event->argument.name);
        move->as = (uint16_t)(windows.count + 1);
        return true;
    case IM_EV_SET_FOCUS: move->nothing = event->flag == 0; return true;
    case IM_EV_USER_ADD_CONTACT: move->text = text_of(event->name); break;
    case IM_EV_GET: move->property = event->property; break;
    default: break;
    }
    if (event->window == 0) return true;
    move->subject = number_of(run, event->window, windows);
    return move->subject > 0;
}
