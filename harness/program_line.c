/*
 * The lines of a program: "STEP CODE" and what came back, as an observation.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "case_read.h"
#include "program.h"

/* --- codes --- */

/* What VBScript makes of an HRESULT in Err.Number; any other one stays as it is. */
static const struct {
    uint32_t number, hresult;
} script_errors[] = {
    { 5, 0x80070057 },   /* E_INVALIDARG */
    { 6, 0x8002000A },   /* DISP_E_OVERFLOW */
    { 7, 0x8007000E },   /* E_OUTOFMEMORY */
    { 9, 0x8002000B },   /* DISP_E_BADINDEX */
    { 13, 0x80020005 },  /* DISP_E_TYPEMISMATCH */
    { 70, 0x80070005 },  /* E_ACCESSDENIED */
    { 430, 0x80004002 }, /* E_NOINTERFACE */
    { 438, 0x80020003 }, /* DISP_E_MEMBERNOTFOUND */
    { 445, 0x80004001 }, /* E_NOTIMPL */
    { 448, 0x80020004 }, /* DISP_E_PARAMNOTFOUND */
    { 449, 0x8002000F }, /* DISP_E_PARAMNOTOPTIONAL */
    { 450, 0x8002000E }, /* DISP_E_BADPARAMCOUNT */
    { 462, 0x800706BA }, /* RPC_S_SERVER_UNAVAILABLE */
};

/* What a call comes back with when the process of the server ended before it or in it. */
static bool is_gone(uint32_t hresult)
{
    static const uint32_t gone[] = { 0x800706BA, 0x800706BE, 0x800706BF, 0x80010007, 0x80010012, 0x80010108 };
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
        if (gone[i] == hresult) return true;
    }
    return false;
}

/* False: an error of the program itself, or no code at all. */
static bool read_code(const char **at, uint32_t *hresult)
{
    enum { FIRST_OTHER = 0x10000, OF_JSCRIPT = 0x800A };
    char *end = NULL;
    errno = 0;
    long long number = strtoll(*at, &end, 10);
    if (end == *at || (*end != ' ' && *end != '\0') || errno != 0 || number < INT32_MIN || number > UINT32_MAX)
        return false;
    *at = end + (*end == ' ');
    *hresult = (uint32_t)number;
    if (*hresult >> 16 == OF_JSCRIPT) return false;
    if (*hresult == 0 || *hresult >= FIRST_OTHER) return true;
    for (size_t i = 0; i < sizeof script_errors / sizeof script_errors[0]; i++) {
        if (script_errors[i].number != *hresult) continue;
        *hresult = script_errors[i].hresult;
        return true;
    }
    return false;
}

/* --- values: what stands behind a code that is no failure --- */

static struct text text_of(struct observation *obs, const char *from, size_t length)
{
    uint16_t *units = observation_alloc(obs, (length + 1) * sizeof *units);
    for (size_t i = 0; i < length; i++) units[i] = (unsigned char)from[i];
    return (struct text){ units, length };
}

static bool take_nothing(struct observation *obs, const char *rest)
{
    (void)obs;
    return *rest == '\0';
}

/* AutoSignin may come back before somebody is signed in: then the environment is not as the case wants it. */
static bool take_status(struct observation *obs, const char *rest)
{
    enum { ONLINE = 0x0002 };
    char *end = NULL;
    long status = strtol(rest, &end, 10);
    if (end == rest || *end != '\0') return *rest == '\0';
    if ((status & ONLINE) == 0)
        observation_fail(obs, OBS_CANNOT, "AutoSignin came back, and nobody is signed in yet: MyStatus is %ld", status);
    return true;
}

static bool take_word(char word[LIMIT_TOKEN], const char **rest)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strspn(*rest, letters);
    if (length == 0 || length >= LIMIT_TOKEN || ((*rest)[length] != ' ' && (*rest)[length] != '\0')) return false;
    memcpy(word, *rest, length);
    word[length] = '\0';
    *rest += length + ((*rest)[length] == ' ');
    return true;
}

static bool take_number(struct observation *obs, const char *rest)
{
    char *end = NULL;
    errno = 0;
    obs->number = strtoll(rest, &end, 10);
    obs->value_kind = VALUE_NUMBER;
    return end != rest && *end == '\0' && errno == 0;
}

/* "first 65596": the name of an object, and the handle of its window where it has one. */
static bool take_window(struct observation *obs, const char *rest)
{
    char word[LIMIT_TOKEN];
    if (!take_word(word, &rest)) return false;
    obs->out = strcmp(word, "Nothing") == 0 ? IM_OUT_NULL : IM_OUT_WINDOW;
    obs->unseen = strcmp(word, "dropped") == 0;
    if (obs->out == IM_OUT_WINDOW && !obs->unseen) memcpy(obs->token, word, sizeof word);
    if (*rest == '\0') return true;
    return take_number(obs, rest) && obs->token[0] != '\0';
}

static bool take_contact(struct observation *obs, const char *rest)
{
    char word[LIMIT_TOKEN];
    if (!take_word(word, &rest) || *rest != '\0') return false;
    if (strcmp(word, "Nothing") != 0) memcpy(obs->token, word, sizeof word);
    return true;
}

static bool take_truth(struct observation *obs, const char *rest)
{
    static const char *const words[] = { "False", "True", "false", "true" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(rest, words[i]) != 0) continue;
        obs->number = (int64_t)i % 2;
        obs->value_kind = VALUE_BOOL;
        return true;
    }
    return false;
}

static bool take_text(struct observation *obs, const char *rest)
{
    obs->text = text_of(obs, rest, strlen(rest));
    obs->value_kind = VALUE_TEXT;
    return true;
}

static bool take_names(struct observation *obs, const char *rest)
{
    struct text *names = observation_alloc(obs, LIMIT_LIST * sizeof *names);
    while (*rest != '\0' && obs->name_count < LIMIT_LIST) {
        size_t length = strcspn(rest, ";");
        names[obs->name_count++] = text_of(obs, rest, length);
        rest += length + (rest[length] == ';');
    }
    obs->names = names;
    return *rest == '\0';
}

/* --- lines --- */

static const struct form {
    enum im_event_kind kind;
    bool (*read)(struct observation *obs, const char *rest);
    const char *value; /* in words */
} forms[] = {
    { IM_EV_SIGN_IN, take_status, " and perhaps MyStatus" },
    { IM_EV_SIGN_OUT, take_nothing, "" },
    { IM_EV_INSTANT_MESSAGE, take_window,
      ", a name for the window, Nothing or dropped, and perhaps HWND where there is a name" },
    { IM_EV_RELEASE, take_nothing, "" },
    { IM_EV_GET_CONTACT, take_contact, " and a name for the contact, or Nothing" },
    { IM_EV_CONTACT_RELEASE, take_nothing, "" },
    { IM_EV_IS_SELF, take_truth, " and True or False" },
    { IM_EV_SIGNIN_NAME, take_text, " and the name" },
    { IM_EV_MY_SIGNIN_NAME, take_text, " and the name" },
    { IM_EV_GET, take_number, " and the number" },
    { IM_EV_PUT, take_nothing, "" },
    { IM_EV_SHOW, take_nothing, "" },
    { IM_EV_CLOSE, take_nothing, "" },
    { IM_EV_CONTACTS, take_names, " and the names with ; between them" },
};
static const struct form truth_form = { IM_EV_GET, take_truth, " and True or False" };

static const struct form *form_of(const struct step *step)
{
    if (step->kind == IM_EV_GET && step->property == IM_PROPERTY_IS_CLOSED) return &truth_form;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (forms[i].kind == step->kind) return &forms[i];
    }
    return NULL;
}

const char *program_words(struct arena *arena, const struct step *step)
{
    bool property = step->kind == IM_EV_GET || step->kind == IM_EV_PUT;
    if (form_of(step) == NULL) return NULL;
    return property ? arena_printf(arena, "%s %s", step_name(step->kind), property_words[step->property])
                    : step_name(step->kind);
}

static bool is_ascii(const char *line)
{
    for (; *line != '\0'; line++) {
        if (*line < 0x20 || *line > 0x7E) return false;
    }
    return true;
}

bool program_read_line(struct arena *arena, const struct program *program, const struct step *step, const char *line,
                       struct observation *obs, const char **wanted)
{
    const struct form *form = form_of(step);
    const char *words = program_words(arena, step);
    size_t length = strlen(words);
    bool control = im_event_class(step->kind) == IM_CONTROL;
    *obs = (struct observation){ 0 };
    *wanted = arena_printf(arena, "a line of plain ASCII with `%s`, the code of the call%s", words, form->value);
    if (!is_ascii(line) || strncmp(line, words, length) != 0 || line[length] != ' ') return false;
    line += length + 1;
    if (!read_code(&line, &obs->hresult)) {
        *wanted = arena_printf(arena, "`%s` with the code of a call, and no error of the program itself", words);
        return false;
    }
    obs->has_hresult = !control && step->kind != IM_EV_RELEASE && step->kind != IM_EV_CONTACT_RELEASE;
    observation_hides_s_false(obs, "a script");
    if (is_gone(obs->hresult)) {
        observation_fail(obs, OBS_CRASH, "%s: the server is gone: 0x%08X in %s", im_event_method(step->kind),
                         obs->hresult, program->file);
        return true;
    }
    if (im_failed(obs->hresult)) {
        if (control) observation_fail(obs, OBS_CANNOT, "the server refuses this with 0x%08X", obs->hresult);
        if (step->kind == IM_EV_INSTANT_MESSAGE) obs->out = IM_OUT_NULL;
        return true;
    }
    return form->read(obs, line);
}
