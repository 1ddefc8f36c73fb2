/*
 * Cases as text: see yaml_case.h.
 */
#include "yaml_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 116 };

static const char *const properties[] = { "HWND", "IsClosed", "Left", "Top", "Width", "Height" };
static const char *const services[] = { "", "primary", "secondary" };
static const char *const bindings[] = { "", "vtable", "dispatch", "script" };
static const char *const letters[] = { "", "upper", "lower", "swap", "wide" };

/* --- texts --- */

static bool is_high(uint16_t unit) { return (unit & 0xFC00u) == 0xD800; }

static const char *quoted_literal(struct arena *arena, const struct text *literal)
{
    char *out = arena_alloc(arena, literal->length * 10 + 3), *at = out;
    *at++ = '"';
    for (size_t i = 0; i < literal->length; i++) {
        unsigned unit = literal->units[i];
        if (is_high((uint16_t)unit) && i + 1 < literal->length) {
            unsigned point = 0x10000u + ((unit & 0x3FFu) << 10) + (literal->units[++i] & 0x3FFu);
            at += sprintf(at, "\\U%08X", point);
        } else if (unit == '"' || unit == '\\') {
            at += sprintf(at, "\\%c", (char)unit);
        } else if (unit == '\r' || unit == '\n' || unit == '\t') {
            at += sprintf(at, "\\%c", unit == '\r' ? 'r' : unit == '\n' ? 'n' : 't');
        } else if (unit < 0x20 || unit >= 0x7F) {
            at += sprintf(at, unit < 0x100 ? "\\x%02X" : "\\u%04X", unit);
        } else {
            *at++ = (char)unit;
        }
    }
    *at++ = '"';
    return out;
}

static bool is_role_word(const struct text *literal)
{
    for (int role = ROLE_ME; role < ROLE_COUNT; role++) {
        size_t length = strlen(role_names[role]), same = 0;
        while (same < length && same < literal->length && literal->units[same] == (uint8_t)role_names[role][same])
            same++;
        if (same == length && length == literal->length) return true;
    }
    return false;
}

static const char *literal_text(struct arena *arena, const struct text *literal)
{
    if (!utf16_is_plain(literal->units, literal->length)) {
        const char *list = "";
        for (size_t i = 0; i < literal->length; i++)
            list = arena_printf(arena, "%s%s0x%X", list, i > 0 ? ", " : "", literal->units[i]);
        return arena_printf(arena, "{utf16: [%s]}", list);
    }
    const char *quoted = quoted_literal(arena, literal);
    return is_role_word(literal) ? arena_printf(arena, "{text: %s}", quoted) : quoted;
}

static const char *part_text(struct arena *arena, const struct text_part *part)
{
    const char *one = part->role == ROLE_NONE ? literal_text(arena, &part->literal)
                      : part->letters == CASE_AS_IS
                          ? role_names[part->role]
                          : arena_printf(arena, "{role: %s, case: %s}", role_names[part->role], letters[part->letters]);
    return part->times == 1 ? one : arena_printf(arena, "{repeat: %s, times: %u}", one, part->times);
}

const char *yaml_text(struct arena *arena, const struct text_spec *text)
{
    if (text->null) return "null";
    if (text->count == 1) return part_text(arena, &text->parts[0]);
    const char *list = "";
    for (size_t i = 0; i < text->count; i++)
        list = arena_printf(arena, "%s%s%s", list, i > 0 ? ", " : "", part_text(arena, &text->parts[i]));
    return arena_printf(arena, "[%s]", list);
}

/* --- arguments --- */

static const char *argument_text(struct arena *arena, const struct argument_spec *to, unsigned depth)
{
    if (depth > 0) return arena_printf(arena, "{byref_variant: %s}", argument_text(arena, to, depth - 1));
    const char *reference = to->typed_reference ? "byref_" : "";
    switch (to->kind) {
    case ARG_BSTR: {
        bool role = !to->typed_reference && !to->text.null && to->text.count == 1 && to->text.parts[0].times == 1 &&
                    to->text.parts[0].role != ROLE_NONE && to->text.parts[0].letters == CASE_AS_IS;
        const char *text = yaml_text(arena, &to->text);
        return role ? text : arena_printf(arena, "{%s: %s}", to->typed_reference ? "byref_bstr" : "bstr", text);
    }
    case ARG_OBJECT: return arena_printf(arena, "{%sobject: %s}", reference, to->contact);
    case ARG_NULL_OBJECT_: return "{object: null}";
    case ARG_FOREIGN: return "{object: foreign}";
    case ARG_EMPTY_: return "{empty: ~}";
    case ARG_NULL_: return "{null: ~}";
    case ARG_ERROR_: return arena_printf(arena, "{error: %d}", (int)to->value);
    case ARG_I4: return arena_printf(arena, "{i4: %d}", (int)to->value);
    case ARG_BOOL_: return to->value != 0 ? "{bool: true}" : "{bool: false}";
    }
    return "";
}

/* --- steps: fields are added to a line, which is folded where it grows too long --- */

struct line {
    struct arena *arena;
    const char *text;
    size_t width; /* of the last line of it */
    bool first;
};

static void field(struct line *line, const char *name, const char *value)
{
    const size_t needed = strlen(name) + strlen(value) + 4;
    const char *between = line->first ? "" : line->width + needed > WIDTH ? ",\n      " : ", ";
    line->width = between[0] == ',' && between[1] == '\n' ? 6 + needed : line->width + needed;
    line->text = arena_printf(line->arena, "%s%s%s: %s", line->text, between, name, value);
    line->first = false;
}

static void codes_field(struct line *line, const char *name, const struct expectation *codes)
{
    if (!codes->given || (codes->count == 0 && strcmp(name, "expect") != 0)) return;
    const char *list = "";
    for (size_t i = 0; i < codes->count; i++) {
        const struct expected_code *code = &codes->codes[i];
        const char *word = code->is_class                            ? im_code_name(code->klass)
                           : im_code_of(code->value) < IM_CODE_COUNT ? im_code_name(im_code_of(code->value))
                                                                     : arena_printf(line->arena, "0x%08X", code->value);
        list = arena_printf(line->arena, "%s%s%s", list, i > 0 ? ", " : "", word);
    }
    field(line, name, arena_printf(line->arena, "[%s]", list));
}

static void value_field(struct line *line, const struct step *step)
{
    static const char *const others[] = { [IM_ACCEPTED] = "accepted", [IM_NOTED] = "noted" };
    if (step->texts_given) {
        const char *list = "";
        for (size_t i = 0; i < step->text_count; i++)
            list =
                arena_printf(line->arena, "%s%s%s", list, i > 0 ? ", " : "", yaml_text(line->arena, &step->texts[i]));
        field(line, "value", arena_printf(line->arena, "[%s]", list));
    }
    switch (step->expect_value) {
    case EXPECT_NUMBER: field(line, "value", arena_printf(line->arena, "%lld", (long long)step->value)); break;
    case EXPECT_BOOL: field(line, "value", step->value != 0 ? "true" : "false"); break;
    case EXPECT_LIVE: field(line, "value", "live"); break;
    case EXPECT_TEXT: field(line, "value", yaml_text(line->arena, &step->text)); break;
    case EXPECT_NO_VALUE: break;
    }
    if (step->other_given) field(line, "other", others[step->other]);
}

static void window_field(struct line *line, const struct step *step)
{
    const char *same = step->same_as != NULL ? arena_printf(line->arena, "same as %s", step->same_as) : "";
    if (step->kind == IM_EV_GET_CONTACT && step->same_as != NULL) field(line, "contact", same);
    if (step->kind != IM_EV_INSTANT_MESSAGE) return;
    static const char *const words[] = { NULL, "new", "new or none", NULL, "any" };
    const char *word = step->expect_window == WINDOW_SAME_AS ? same : words[step->expect_window];
    if (word != NULL) field(line, "window", word);
    if (step->or_as != NULL) field(line, "or", step->or_as);
}

static void range_field(struct line *line, const char *name, const struct range *range)
{
    if (!range->given) return;
    field(line, name,
          range->min == range->max ? arena_printf(line->arena, "%u", range->min)
                                   : arena_printf(line->arena, "%u to %u", range->min, range->max));
}

static void with_field(struct line *line, const struct step *step)
{
    struct line with = { .arena = line->arena, .text = "", .first = true };
    for (size_t i = 0; i < step->with_count; i++)
        range_field(&with, role_names[step->with[i].role], &step->with[i].range);
    if (step->with_count > 0) field(line, "with", arena_printf(line->arena, "{%s}", with.text));
}

static void arguments(struct line *line, const struct step *step)
{
    struct arena *arena = line->arena;
    if (step->kind == IM_EV_CHECK) {
        field(line, "object",
              step->window != NULL    ? step->window
              : step->contact != NULL ? step->contact
                                      : "messenger");
        field(line, "law", im_law_name(step->law));
        return;
    }
    if (step->kind == IM_EV_INVOKE) field(line, "call", im_invocation_name(step->call));
    if (step->window != NULL) field(line, "window", step->window);
    if (step->contact != NULL) field(line, "contact", step->contact);
    switch (step->kind) {
    case IM_EV_INSTANT_MESSAGE:
        field(line, "to", argument_text(arena, &step->to, step->to.variant_depth));
        if (step->out_null) field(line, "out", "\"null\"");
        if (step->binding != IM_BINDING_NONE) field(line, "binding", bindings[step->binding]);
        break;
    case IM_EV_GET_CONTACT:
    case IM_EV_USER_ADD_CONTACT: field(line, "name", yaml_text(arena, &step->name)); break;
    case IM_EV_GET: field(line, "property", properties[step->property]); break;
    case IM_EV_PUT:
        field(line, "property", properties[step->property]);
        field(line, "value", arena_printf(arena, "%d", (int)step->put_value));
        break;
    case IM_EV_OPEN_DIALOG: field(line, "dialog", step->dialog); break;
    case IM_EV_SET_FOCUS: field(line, "allowed", step->allowed ? "true" : "false"); break;
    default: break;
    }
    if (step->service != IM_SERVICE_NONE) field(line, "service", services[step->service]);
    if (step->as != NULL) field(line, "as", step->as);
}

static void expectations(struct line *line, const struct step *step)
{
    static const char *const told[IM_TOLD_COUNT] = {
        [IM_TOLD_CREATED] = "created",      [IM_TOLD_DESTROYED] = "destroyed", [IM_TOLD_SIGNED_IN] = "signedIn",
        [IM_TOLD_SIGNED_OUT] = "signedOut", [IM_TOLD_ADDED] = "added",         [IM_TOLD_REMOVED] = "removed",
    };
    codes_field(line, "expect", &step->expect);
    codes_field(line, "noted", &step->noted);
    codes_field(line, "scode", &step->scode);
    codes_field(line, "scodeNoted", &step->scode_noted);
    if (step->kind != IM_EV_PUT) value_field(line, step);
    window_field(line, step);
    range_field(line, "count", &step->count);
    with_field(line, step);
    if (step->more > 0) field(line, "noted", arena_printf(line->arena, "%u", step->more));
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        if (told[i] != NULL) range_field(line, told[i], &step->told[i]);
    }
    if (step->stays_ms > 0) field(line, "stays", arena_printf(line->arena, "%u", step->stays_ms));
}

static const char *step_text(struct arena *arena, const struct step *step)
{
    struct line line = { .arena = arena, .text = "", .first = true };
    const char *name = step_name(step->kind);
    line.width = 4 + strlen(name) + 3;
    arguments(&line, step);
    expectations(&line, step);
    return line.first ? arena_printf(arena, "  - %s\n", name) : arena_printf(arena, "  - %s: {%s}\n", name, line.text);
}

/* Printable ASCII, and not the end of the line. */
static const char *plain_line(struct arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) * 4 + 1), *at = out;
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        at += sprintf(at, byte < 0x20 || byte >= 0x7F ? "\\x%02X" : "%c", byte);
    }
    return out;
}

const char *yaml_case(struct arena *arena, const struct test_case *test, const char *comment)
{
    const char *rules = "", *steps = "";
    for (size_t i = 0; i < test->rule_count; i++)
        rules = arena_printf(arena, "%s%s%s", rules, i > 0 ? ", " : "", im_rules[test->rules[i]].id);
    for (size_t i = 0; i < test->step_count; i++)
        steps = arena_printf(arena, "%s%s", steps, step_text(arena, &test->steps[i]));
    const char *plain = plain_line(arena, comment != NULL ? comment : "");
    struct text purpose = { 0 };
    uint16_t *units = NULL;
    if (utf16_from_utf8(arena, test->purpose, strlen(test->purpose), &units, &purpose.length)) purpose.units = units;
    return arena_printf(arena, "%s%s%scase: %s\npurpose: %s\nrules: [%s]\nsteps:\n%s", comment != NULL ? "# " : "",
                        plain, comment != NULL ? "\n" : "", test->id, quoted_literal(arena, &purpose), rules, steps);
}
