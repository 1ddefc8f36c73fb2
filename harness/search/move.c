/*
 * What a walk chooses from: see move.h.
 */
#include "move.h"

#include "base.h"

/* clang-format off */
#define UNITS(text) { u##text, sizeof(u##text) / sizeof(uint16_t) - 1 }
#define ROLE(who) { .role = ROLE_##who, .times = 1 }
#define SPELT(who, how) { .role = ROLE_##who, .letters = CASE_##how, .times = 1 }
#define TEXT(text) { .literal = UNITS(text), .times = 1 }
#define REPEAT(text, n) { .literal = UNITS(text), .times = (n) }
#define NAME(...) { (const struct text_part[]){ __VA_ARGS__ }, \
                    sizeof((const struct text_part[]){ __VA_ARGS__ }) / sizeof(struct text_part), true, false }
static const struct text_spec names[] = {
    NAME(ROLE(ALICE)), NAME(ROLE(BOB)), NAME(ROLE(CAROL)), NAME(ROLE(DAVE)), NAME(ROLE(UNLISTED)),
    NAME(ROLE(SECONDARY)), NAME(ROLE(ME)),
    /* other spellings */
    NAME(SPELT(ALICE, UPPER)), NAME(SPELT(ALICE, SWAP)), NAME(SPELT(BOB, UPPER)), NAME(SPELT(ALICE, WIDE)),
    NAME(SPELT(BOB, WIDE)), NAME(ROLE(BOB), TEXT(" ")),
    NAME(ROLE(ALICE), TEXT(" ")), NAME(TEXT(" "), ROLE(ALICE)), NAME(TEXT("sip:"), ROLE(ALICE)),
    NAME(SPELT(ME, UPPER)), NAME(SPELT(ME, SWAP)), NAME(SPELT(ME, WIDE)), NAME(ROLE(ME), TEXT(" ")),
    NAME(TEXT(" "), ROLE(ME)), NAME(TEXT("sip:"), ROLE(ME)), NAME(TEXT("mailto:"), ROLE(ME)),
    NAME(ROLE(ME), TEXT(".org")), NAME(TEXT("x"), ROLE(ME)), NAME(ROLE(ME), TEXT("\r")),
    /* lengths */
    NAME(REPEAT("a", 116), TEXT("@example.com")), NAME(REPEAT("a", 117), TEXT("@example.com")),
    NAME(REPEAT("a", 118), TEXT("@example.com")), NAME(REPEAT("a", 119), TEXT("@example.com")),
    NAME(REPEAT("b", 52), TEXT("@example.com")), NAME(REPEAT("a", 243), TEXT("@example.com")),
    NAME(REPEAT("a", 244), TEXT("@example.com")), NAME(REPEAT("a", 245), TEXT("@example.com")),
    NAME(REPEAT("a", 129)), NAME(REPEAT("a", 130)), NAME(REPEAT("a", 257)), NAME(REPEAT("a", 5000)), NAME(TEXT("a")),
    NAME(TEXT("@")), NAME(REPEAT("\xD83D\xDE00", 64), TEXT("a")), NAME(REPEAT("\xD83D\xDE00", 65)),
    NAME(REPEAT("\xE9", 129)),
    /* line ends and blanks */
    NAME(TEXT("\rx@example.com")), NAME(TEXT("x\r@example.com")), NAME(TEXT("x@example.com\r")),
    NAME(TEXT("\nx@example.com")), NAME(TEXT("x\n@example.com")), NAME(TEXT("x@example.com\n")),
    NAME(TEXT("x\r\n@example.com")), NAME(TEXT("x@example.com\r\n")), NAME(TEXT(" x@example.com")),
    NAME(TEXT("  x@example.com")), NAME(TEXT("x y@example.com")), NAME(TEXT("x@example.com ")), NAME(TEXT(" ")),
    NAME(TEXT("\tx@example.com")), NAME(TEXT("\xA0x@example.com")), NAME(TEXT("\x2003x@example.com")),
    NAME(TEXT("\x200Bx@example.com")), NAME(TEXT("x\t@example.com")), NAME(TEXT("x\x1@example.com")),
    /* no address, and text that is hardly any */
    NAME(TEXT("")), NAME(TEXT("nobody")), NAME(TEXT("a@b@example.com")), NAME(TEXT("x@localhost")),
    NAME(TEXT("mailto:x@example.com")), NAME(TEXT("\"X Y\" <x@example.com>")), NAME(TEXT("7")),
    NAME(TEXT("\xE4rger@example.com")), NAME(TEXT("\x4F60\x597D@example.com")), NAME(TEXT("a\x308rger@example.com")),
    { (const struct text_part[]){ { .literal = { (const uint16_t[]){ 0xD800, '@', 'e' }, 3 }, .times = 1 } }, 1, true, false },
    { (const struct text_part[]){ { .literal = { (const uint16_t[]){ 'x', 0, '@', 'e' }, 4 }, .times = 1 } }, 1, true, false },
    { (const struct text_part[]){ { .literal = { (const uint16_t[]){ 0, 'x', '@' }, 3 }, .times = 1 } }, 1, true, false },
    { (const struct text_part[]){ { .literal = { (const uint16_t[]){ 'x', '@', 0, '\n' }, 4 }, .times = 1 } }, 1, true, false },
    { .given = true, .null = true },
};
/* clang-format on */
enum { NAMES = sizeof names / sizeof names[0] };

static const int32_t values[] = { 100, 0, 1, 2, -1, 99, 101, 640, 999, 1000, 1001, 32767, INT32_MAX, INT32_MIN };
static const char *const dialogs[] = { "options", "addContact", "signIn" };

size_t move_texts(void) { return NAMES; }
const struct text_spec *move_text(size_t number) { return &names[number]; }
size_t move_values(void) { return sizeof values / sizeof values[0]; }
size_t move_dialogs(void) { return sizeof dialogs / sizeof dialogs[0]; }

enum role move_text_role(size_t number)
{
    for (size_t i = 0; i < names[number].count; i++) {
        if (names[number].parts[i].role != ROLE_NONE) return names[number].parts[i].role;
    }
    return ROLE_NONE;
}

static void message(const struct move *move, struct arena *arena, struct step *step)
{
    struct argument_spec *to = &step->to;
    *to = (struct argument_spec){ .kind = (enum argument_kind)move->form,
                                  .typed_reference = move->typed != 0,
                                  .variant_depth = move->depth };
    switch (to->kind) {
    case ARG_BSTR: to->text = names[move->text]; break;
    case ARG_OBJECT: to->contact = arena_printf(arena, "c%u", move->subject); break;
    case ARG_ERROR_: to->value = -2147352572; break;
    case ARG_I4: to->value = 7; break;
    case ARG_BOOL_: to->value = 1; break;
    default: break;
    }
    step->out_null = move->nothing != 0;
    step->binding = (enum im_binding)move->binding;
    if (move->as > 0) step->as = arena_printf(arena, "w%u", move->as);
}

void move_step(const struct move *move, struct arena *arena, struct step *step)
{
    *step = (struct step){ .kind = (enum im_event_kind)move->kind };
    switch (step->kind) {
    case IM_EV_INSTANT_MESSAGE: message(move, arena, step); break;
    case IM_EV_GET_CONTACT:
        step->name = names[move->text];
        step->service = (enum im_service)move->service;
        if (move->as > 0) step->as = arena_printf(arena, "c%u", move->as);
        break;
    case IM_EV_IS_SELF:
    case IM_EV_SIGNIN_NAME:
    case IM_EV_CONTACT_RELEASE: step->contact = arena_printf(arena, "c%u", move->subject); break;
    case IM_EV_RELEASE:
    case IM_EV_GET:
    case IM_EV_PUT:
    case IM_EV_SHOW:
    case IM_EV_CLOSE:
    case IM_EV_CONTACTS:
    case IM_EV_USER_CLOSE:
    case IM_EV_USER_ADD_CONTACT: step->window = arena_printf(arena, "w%u", move->subject); break;
    default: break;
    }
    if (step->kind == IM_EV_USER_ADD_CONTACT) step->name = names[move->text];
    if (step->kind == IM_EV_SERVICE_SIGN_IN || step->kind == IM_EV_SERVICE_SIGN_OUT)
        step->service = (enum im_service)move->service;
    if (step->kind == IM_EV_GET || step->kind == IM_EV_PUT) step->property = (enum im_property)move->property;
    if (step->kind == IM_EV_PUT) step->put_value = values[move->value];
    if (step->kind == IM_EV_OPEN_DIALOG) step->dialog = dialogs[move->value];
    if (step->kind == IM_EV_SET_FOCUS) step->allowed = move->nothing == 0;
}
