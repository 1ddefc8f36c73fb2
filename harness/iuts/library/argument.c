/* Unwraps a VARIANT and applies the rules of the documentation's E_INVALIDARG rows (C-17 to C-22). */
#include "argument.h"

#include "contact.h"
#include "text.h"

#include <stdio.h>

/* A by-reference VARIANT may refer to another one, but not for ever. */
enum { DEEPEST = 4, USUAL_LIMIT = 129 };

static bool is_refused_space(struct imc_bstr name)
{
    const bool first = name.length > 0 && name.units[0] == ' ';
    switch (desk_policy.space) {
    case SPACE_NOT_ALONE: return first && text_count(name, ' ') < name.length;
    case SPACE_LAST: return name.length > 0 && name.units[name.length - 1u] == ' ';
    case SPACE_FIRST: break;
    }
    return first;
}

static enum desk_situation check_name(struct imc_bstr name)
{
    const uint32_t limit = desk_policy.length_limit != 0 ? desk_policy.length_limit : USUAL_LIMIT;
    if (name.length == 0) {
        return WHEN_EMPTY_STRING;
    }
    if (is_refused_space(name)) {
        return WHEN_LEADING_SPACE;
    }
    if (text_length(name, desk_policy.length_unit) > limit) {
        return WHEN_TOO_LONG;
    }
    return text_has_break(name, desk_policy.breaks) ? WHEN_LINE_BREAK : WHEN_END;
}

static void read_string(struct desk_argument *argument, const struct imc_bstr *string)
{
    argument->form |= DESK_FORM_STRING;
    argument->who.service = IMC_SERVICE_PRIMARY;
    if (string == NULL) {
        argument->reason = WHEN_NULL_STRING;
        return;
    }
    argument->who.signin_name = desk_policy.nul == NUL_ENDS_TEXT ? text_before(*string, 0) : *string;
    argument->reason = check_name(argument->who.signin_name);
}

static void read_object(struct desk_argument *argument, struct imc_object *object)
{
    argument->form |= DESK_FORM_OBJECT;
    if (object == NULL) {
        argument->reason = WHEN_NULL_OBJECT;
        return;
    }
    const struct desk_contact *contact = contact_from_object(object);
    if (contact == NULL) {
        argument->reason = WHEN_FOREIGN;
        return;
    }
    argument->who.signin_name = contact->name;
    argument->who.service = contact->service;
}

static void read_number(struct desk_argument *argument, const struct imc_variant *variant)
{
    char digits[DESK_DIGITS];
    if (!desk_policy.numbers_as_text) {
        argument->form |= variant->vt == IMC_VT_BOOL ? DESK_FORM_BOOL : 0u;
        argument->reason = WHEN_NUMBER;
        return;
    }
    const int length = snprintf(digits, sizeof digits, "%ld", (long)variant->u.value);
    for (int i = 0; i < length && i < DESK_DIGITS; i++) {
        argument->digits[i] = (uint16_t)(unsigned char)digits[i];
    }
    const struct imc_bstr text = text_view(argument->digits, (uint32_t)length);
    read_string(argument, &text);
}

static void read_typed_reference(struct desk_argument *argument, const struct imc_variant *variant)
{
    argument->form = (argument->form & ~(uint32_t)DESK_FORM_VALUE) | DESK_FORM_BYREF_TYPED;
    if (variant->u.p_variant == NULL) {
        argument->reason = WHEN_NULL_REFERENCE;
    } else if (variant->vt == (IMC_VT_BYREF | IMC_VT_BSTR)) {
        read_string(argument, *variant->u.p_bstr);
    } else {
        read_object(argument, *variant->u.p_dispatch);
    }
}

static void read_value(struct desk_argument *argument, const struct imc_variant *variant)
{
    switch (variant->vt) {
    case IMC_VT_BSTR: read_string(argument, variant->u.bstr); break;
    case IMC_VT_DISPATCH: read_object(argument, variant->u.dispatch); break;
    case IMC_VT_EMPTY:
    case IMC_VT_NULL: argument->reason = WHEN_NULL_VARIANT; break;
    case IMC_VT_ERROR: argument->reason = WHEN_ERROR_VARIANT; break;
    case IMC_VT_I4:
    case IMC_VT_BOOL: read_number(argument, variant); break;
    case IMC_VT_BYREF | IMC_VT_BSTR:
    case IMC_VT_BYREF | IMC_VT_DISPATCH: read_typed_reference(argument, variant); break;
    default: argument->reason = WHEN_OTHER_TYPE; break;
    }
}

void argument_read(struct desk_argument *argument, const struct imc_variant *variant)
{
    *argument = (struct desk_argument){ .reason = WHEN_END, .form = DESK_FORM_VALUE };
    argument->who.signin_name = text_empty();
    const int deepest = desk_policy.nested_references_refused ? 1 : DEEPEST;
    for (int depth = 0; variant->vt == (IMC_VT_BYREF | IMC_VT_VARIANT); depth++) {
        argument->form = DESK_FORM_BYREF_VARIANT;
        if (variant->u.p_variant == NULL) {
            argument->reason = WHEN_NULL_REFERENCE;
            return;
        }
        if (depth == deepest) {
            argument->reason = WHEN_OTHER_TYPE;
            return;
        }
        variant = variant->u.p_variant;
    }
    read_value(argument, variant);
}

/* --- the faults: what is the caller's is changed ------------------------------------------------------------- */

static void spoil_text(const struct imc_bstr *text)
{
    for (uint32_t i = 0; text != NULL && i < text->length; i++) {
        uint16_t *unit = (uint16_t *)(uintptr_t)&text->units[i];
        if (desk_policy.argument_fault == ARGUMENT_LOWERED && *unit >= 'A' && *unit <= 'Z') {
            *unit = (uint16_t)(*unit + ('a' - 'A'));
        }
        if (desk_policy.argument_fault == ARGUMENT_CUT && (*unit == '\r' || *unit == '\n')) {
            *unit = 0;
        }
    }
}

static void spoil_object(struct imc_object *object)
{
    if (object == NULL || contact_from_object(object) != NULL) {
        return;
    }
    if (desk_policy.argument_fault == ARGUMENT_RELEASED) {
        (void)object->ops->release(object);
    }
    if (desk_policy.argument_fault == ARGUMENT_HELD) {
        (void)object->ops->add_ref(object);
    }
}

static void clear(const void *variable)
{
    if (desk_policy.argument_fault == ARGUMENT_CLEARED) {
        *(void **)(uintptr_t)variable = NULL;
    }
}

void argument_spoil(const struct imc_variant *variant)
{
    if (desk_policy.argument_fault == ARGUMENT_KEPT) {
        return;
    }
    while (variant->vt == (IMC_VT_BYREF | IMC_VT_VARIANT) && variant->u.p_variant != NULL) {
        variant = variant->u.p_variant;
        if (desk_policy.argument_fault == ARGUMENT_RETYPED) {
            ((struct imc_variant *)(uintptr_t)variant)->vt = IMC_VT_EMPTY;
        }
    }
    switch (variant->vt) {
    case IMC_VT_BSTR: spoil_text(variant->u.bstr); break;
    case IMC_VT_DISPATCH: spoil_object(variant->u.dispatch); break;
    case IMC_VT_BYREF | IMC_VT_BSTR:
        spoil_text(*variant->u.p_bstr);
        clear(variant->u.p_bstr);
        break;
    case IMC_VT_BYREF | IMC_VT_DISPATCH:
        spoil_object(*variant->u.p_dispatch);
        clear(variant->u.p_dispatch);
        break;
    default: break;
    }
}
