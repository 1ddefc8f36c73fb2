/*
 * A step in a person's words: "instantMessage alice as w1", "get HWND of w1".
 */
#include <string.h>

#include "case_read.h"

static const char *or_unknown(const char *name) { return name == NULL ? "?" : name; }

/* Can it stand without quotes? */
static bool is_simple(const char *text)
{
    static const char simple[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._-+";
    if (text[0] == '\0' || strlen(text) > 40 || strspn(text, simple) != strlen(text)) return false;
    for (size_t i = 0; role_words[i] != NULL; i++)
        if (strcmp(text, role_words[i]) == 0) return false;
    return true;
}

static const char *literal_words(struct arena *arena, const struct text *literal)
{
    enum { SHOWN = 48 };
    size_t length = literal->length;
    const char *text = utf8_shown(arena, literal->units, length > SHOWN + 1 ? SHOWN + 1 : length);
    return is_simple(text) ? text : quoted(arena, text, strlen(text));
}

static const char *part_words(struct arena *arena, const struct text_part *part)
{
    static const char *const letters[] = { "", " in upper case", " in lower case", " in swapped case",
                                           " in full width" };
    const char *words = part->role == ROLE_NONE
                            ? literal_words(arena, &part->literal)
                            : arena_printf(arena, "%s%s", role_names[part->role], letters[part->letters]);
    return part->times == 1 ? words : arena_printf(arena, "%u x %s", (unsigned)part->times, words);
}

static const char *text_words(struct arena *arena, const struct text_spec *text)
{
    enum { SHOWN = 6 };
    if (text->null) return "a NULL string";
    const char *words = text->count == 0 ? "?" : part_words(arena, &text->parts[0]);
    for (size_t i = 1; i < text->count && i < SHOWN; i++)
        words = arena_printf(arena, "%s + %s", words, part_words(arena, &text->parts[i]));
    return text->count > SHOWN ? arena_printf(arena, "%s + ...", words) : words;
}

static const char *value_words(struct arena *arena, const struct argument_spec *argument)
{
    switch (argument->kind) {
    case ARG_BSTR: return text_words(arena, &argument->text);
    case ARG_OBJECT: return arena_printf(arena, "contact %s", or_unknown(argument->contact));
    case ARG_NULL_OBJECT_: return "a NULL object";
    case ARG_FOREIGN: return "an object that is no contact";
    case ARG_EMPTY_: return "VT_EMPTY";
    case ARG_NULL_: return "VT_NULL";
    case ARG_ERROR_: return arena_printf(arena, "VT_ERROR %ld", (long)argument->value);
    case ARG_I4: return arena_printf(arena, "VT_I4 %ld", (long)argument->value);
    case ARG_BOOL_: return argument->value ? "VT_BOOL true" : "VT_BOOL false";
    }
    return "?";
}

static const char *words_to(struct arena *arena, const struct step *step)
{
    const char *words = value_words(arena, &step->to);
    if (step->to.typed_reference) words = arena_printf(arena, "%s by reference", words);
    for (unsigned i = 0; i < step->to.variant_depth; i++)
        words = arena_printf(arena, "%s%s", words, i == 0 ? " in a referred VARIANT" : " in another");
    return words;
}

static const char *words_out(struct arena *arena, const struct step *step)
{
    (void)arena;
    return step->out_null ? " with a NULL ppMWindow" : "";
}

static const char *words_binding(struct arena *arena, const struct step *step)
{
    return step->binding == IM_BINDING_NONE ? "" : arena_printf(arena, " through %s", binding_words[step->binding - 1]);
}

static const char *words_as(struct arena *arena, const struct step *step)
{
    return step->as == NULL ? "" : arena_printf(arena, " as %s", step->as);
}

static const char *words_window(struct arena *arena, const struct step *step)
{
    (void)arena;
    return or_unknown(step->window);
}

static const char *words_contact(struct arena *arena, const struct step *step)
{
    (void)arena;
    return or_unknown(step->contact);
}

static const char *words_name(struct arena *arena, const struct step *step) { return text_words(arena, &step->name); }

static const char *words_service(struct arena *arena, const struct step *step)
{
    if (step->service == IM_SERVICE_NONE) return "";
    return arena_printf(arena, "%s%s", step->kind == IM_EV_GET_CONTACT ? " on " : " ",
                        service_words[step->service - 1]);
}

static const char *words_property(struct arena *arena, const struct step *step)
{
    (void)arena;
    return property_words[step->property];
}

static const char *words_value(struct arena *arena, const struct step *step)
{
    return arena_printf(arena, "%ld", (long)step->put_value);
}

static const char *words_dialog(struct arena *arena, const struct step *step)
{
    (void)arena;
    return or_unknown(step->dialog);
}

static const char *words_allowed(struct arena *arena, const struct step *step)
{
    (void)arena;
    return step->allowed ? "true" : "false";
}

static const char *words_object(struct arena *arena, const struct step *step)
{
    (void)arena;
    return step->window != NULL ? step->window : step->contact != NULL ? step->contact : "the " MESSENGER_WORD;
}

static const char *words_law(struct arena *arena, const struct step *step)
{
    (void)arena;
    return im_law_name(step->law);
}

static const char *words_call(struct arena *arena, const struct step *step)
{
    (void)arena;
    return im_invocation_name(step->call);
}

static const struct blank {
    const char *name;
    const char *(*words)(struct arena *arena, const struct step *step);
} blanks[] = {
    { "{to}", words_to },         { "{out}", words_out },         { "{binding}", words_binding },
    { "{as}", words_as },         { "{window}", words_window },   { "{contact}", words_contact },
    { "{name}", words_name },     { "{service}", words_service }, { "{property}", words_property },
    { "{value}", words_value },   { "{dialog}", words_dialog },   { "{allowed}", words_allowed },
    { "{object}", words_object }, { "{law}", words_law },         { "{call}", words_call },
};

const char *step_words(struct arena *arena, const struct step_form *form, const struct step *step)
{
    const char *words = "";
    for (const char *at = form->written; *at != '\0';) {
        size_t length = strcspn(at + (*at == '{'), "{") + (*at == '{');
        const char *piece = arena_printf(arena, "%.*s", (int)length, at);
        for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
            size_t blank = strlen(blanks[i].name);
            if (strncmp(at, blanks[i].name, blank) == 0) {
                piece = blanks[i].words(arena, step);
                length = blank;
            }
        }
        words = arena_printf(arena, "%s%s", words, piece);
        at += length;
    }
    return words;
}
