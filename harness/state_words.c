/*
 * The model's state in words: see state_words.h.
 */
#include "state_words.h"

static const char *known(uint8_t value, const char *no, const char *maybe, const char *yes)
{
    return value == IM_YES ? yes : value == IM_MAYBE ? maybe : no;
}

static const char *name_words(struct arena *arena, const struct world *world, im_name name)
{
    enum { LONG = 40 };
    const struct im_text *text = &world->names[name];
    char *shown = utf8_shown(arena, text->units, text->length < LONG ? text->length : LONG);
    return text->length <= LONG ? shown : arena_printf(arena, "%s... (%u units)", shown, text->length);
}

static const char *object_words(struct arena *arena, const struct world *world, int conversation)
{
    const struct im_state *state = &world->model.state;
    const char *words = "";
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->refs == 0 || object->conversation != conversation + 1) continue;
        words =
            arena_printf(arena, "%s, object %s %s with %u %s", words, world->window[i] != NULL ? world->window[i] : "?",
                         known(object->alive, "dead", "perhaps alive", "alive"), object->refs,
                         object->refs == 1 ? "reference" : "references");
    }
    return words;
}

const char *state_words(struct arena *arena, const struct world *world)
{
    static const char *const clients[] = { "signed out", "signing in", "signed in", "offline", "signing out" };
    const struct im_state *state = &world->model.state;
    const char *words =
        arena_printf(arena, "%s%s%s", clients[state->client], state->focus_refused ? ", focus refused" : "",
                     state->dialogs > 0 ? ", a dialog is open" : "");
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *conversation = &state->conversations[i];
        if (conversation->members == 0) continue;
        words = arena_printf(arena, "%s; ", words);
        for (int j = 0; j < conversation->members; j++) {
            words = arena_printf(arena, "%s%s%s", words, j > 0 ? " and " : "",
                                 name_words(arena, world, conversation->member[j]));
        }
        words = arena_printf(arena, "%s: %s%s", words, known(conversation->shown, "gone", "perhaps shown", "shown"),
                             object_words(arena, world, i));
    }
    return words;
}
