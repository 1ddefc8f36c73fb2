/* The meaning of each situation: one predicate each, in a table. */
#include "call.h"
#include "contact.h"
#include "conversation.h"
#include "text.h"
#include "window.h"

#include <stddef.h>

static struct imc_bstr name_of(const struct desk_call *call) { return call->argument.who.signin_name; }

static bool is_string(const struct desk_call *call) { return (call->argument.form & DESK_FORM_STRING) != 0; }

static bool is_object(const struct desk_call *call) { return (call->argument.form & DESK_FORM_OBJECT) != 0; }

static bool refuses(const struct desk_call *call, enum desk_check check)
{
    return (call->reasons & (1u << check)) != 0;
}

/* --- reasons ---------------------------------------------------------------------------------------------- */

static bool signed_out_again(const struct desk_call *call)
{
    return call->reason == WHEN_SIGNED_OUT && call->client->sign_ins > 0;
}

static bool null_out_and_more(const struct desk_call *call)
{
    return refuses(call, CHECK_OUT) && call->reasons != (1u << CHECK_OUT);
}

static bool bad_and_signed_out(const struct desk_call *call)
{
    return refuses(call, CHECK_ARGUMENT) && refuses(call, CHECK_STATE);
}

static bool own_and_signed_out(const struct desk_call *call)
{
    return refuses(call, CHECK_SELF) && refuses(call, CHECK_STATE);
}

/* --- windows ---------------------------------------------------------------------------------------------- */

static bool always(const struct desk_call *call)
{
    (void)call;
    return true;
}

static bool is_new(const struct desk_call *call) { return call->found == NULL; }

static bool is_reuse(const struct desk_call *call)
{
    return call->found != NULL && window_find_held(call->client, call->found) != NULL;
}

static bool is_released(const struct desk_call *call)
{
    return call->found != NULL && window_find_held(call->client, call->found) == NULL;
}

static bool is_reopened(const struct desk_call *call)
{
    return call->found == NULL && conversation_find_closed(call->client, &call->argument.who) != NULL;
}

static bool is_reopened_by_user(const struct desk_call *call)
{
    return is_reopened(call) && conversation_find_closed(call->client, &call->argument.who)->closed_by_user;
}

static bool others_open(const struct desk_call *call)
{
    const struct desk_conversation *c = call->client->conversations;
    while (c != NULL && !c->open) {
        c = c->next;
    }
    return call->found == NULL && c != NULL;
}

static bool is_group_member(const struct desk_call *call)
{
    return call->found != NULL && conversation_is_group(call->found);
}

static bool form_changed(const struct desk_call *call)
{
    return call->found != NULL && call->found->form != call->argument.form;
}

/* --- the client ------------------------------------------------------------------------------------------- */

static bool has_returned(const struct desk_call *call) { return call->client->returns > 0; }

static bool second_sign_in(const struct desk_call *call) { return call->client->sign_ins > 1; }

static bool once_refused(const struct desk_call *call) { return call->client->ever_refused; }

static bool dialog_open(const struct desk_call *call) { return call->client->dialogs > 0; }

static bool no_focus(const struct desk_call *call) { return call->client->focus_refused; }

/* --- the contact ------------------------------------------------------------------------------------------ */

static bool is_unlisted(const struct desk_call *call)
{
    return !client_knows(call->client, name_of(call), call->argument.who.service);
}

static bool secondary_object(const struct desk_call *call)
{
    return is_object(call) && call->argument.who.service == IMC_SERVICE_SECONDARY;
}

static bool secondary_object_out(const struct desk_call *call)
{
    return secondary_object(call) && !call->client->signed_in[IMC_SERVICE_SECONDARY];
}

static bool secondary_string(const struct desk_call *call)
{
    return is_string(call) && is_unlisted(call) && client_knows(call->client, name_of(call), IMC_SERVICE_SECONDARY);
}

static bool own_name_elsewhere(const struct desk_call *call)
{
    return secondary_object(call) && text_matches(name_of(call), call->client->local_user, &desk_policy.self);
}

static bool own_other_case(const struct desk_call *call)
{
    return text_matches(name_of(call), call->client->local_user, &(struct desk_match){ 0 }) &&
           !text_equals(name_of(call), call->client->local_user);
}

/* --- the name --------------------------------------------------------------------------------------------- */

static bool unit_is_not_ascii(uint16_t unit) { return unit > 0x7F; }

static bool unit_is_other_break(uint16_t unit)
{
    return unit == 0x0B || unit == 0x0C || unit == 0x85 || unit == 0x2028 || unit == 0x2029;
}

static bool unit_is_control(uint16_t unit) { return unit < 0x20 || unit == 0x7F; }

static bool unit_is_other_blank(uint16_t unit)
{
    return unit == 0x09 || unit == 0xA0 || (unit >= 0x2000 && unit <= 0x200B) || unit == 0x202F || unit == 0x205F ||
           unit == 0x3000 || unit == 0xFEFF;
}

static bool no_at(const struct desk_call *call) { return is_string(call) && text_count(name_of(call), '@') == 0; }

static bool two_ats(const struct desk_call *call) { return is_string(call) && text_count(name_of(call), '@') > 1; }

static bool no_dot(const struct desk_call *call) { return is_string(call) && text_count(name_of(call), '.') == 0; }

static bool has_scheme(const struct desk_call *call) { return is_string(call) && text_has_scheme(name_of(call)); }

static bool digit_first(const struct desk_call *call)
{
    const uint16_t first = name_of(call).length > 0 ? name_of(call).units[0] : 0;
    return is_string(call) && first >= '0' && first <= '9';
}

static bool one_character(const struct desk_call *call) { return is_string(call) && name_of(call).length == 1; }

static bool not_ascii(const struct desk_call *call)
{
    return is_string(call) && text_any(name_of(call), unit_is_not_ascii);
}

static bool surrogate_pair(const struct desk_call *call) { return is_string(call) && text_has_pair(name_of(call)); }

static bool lone_surrogate(const struct desk_call *call)
{
    return is_string(call) && text_has_lone_surrogate(name_of(call));
}

static bool nul_inside(const struct desk_call *call) { return is_string(call) && text_count(name_of(call), 0) > 0; }

static bool long_in_units(const struct desk_call *call) { return is_string(call) && name_of(call).length > 129; }

static bool blank_inside(const struct desk_call *call) { return is_string(call) && text_count(name_of(call), ' ') > 0; }

static bool other_blank_first(const struct desk_call *call)
{
    return is_string(call) && name_of(call).length > 0 && unit_is_other_blank(name_of(call).units[0]);
}

static bool other_break(const struct desk_call *call)
{
    return is_string(call) && text_any(name_of(call), unit_is_other_break);
}

static bool control(const struct desk_call *call)
{
    return is_string(call) && text_any(name_of(call), unit_is_control);
}

/* --- the table -------------------------------------------------------------------------------------------- */

/* Situations that hold only for a call that nothing refuses. */
static bool (*const of_valid_calls[WHEN_COUNT])(const struct desk_call *call) = {
    [WHEN_VALID] = always,
    [WHEN_NEW] = is_new,
    [WHEN_REUSE] = is_reuse,
    [WHEN_RELEASED] = is_released,
    [WHEN_REOPENED] = is_reopened,
    [WHEN_REOPENED_BY_USER] = is_reopened_by_user,
    [WHEN_RETURNED] = has_returned,
    [WHEN_SECOND_SIGN_IN] = second_sign_in,
    [WHEN_ONCE_REFUSED] = once_refused,
    [WHEN_OTHERS_OPEN] = others_open,
    [WHEN_GROUP_MEMBER] = is_group_member,
    [WHEN_DIALOG_OPEN] = dialog_open,
    [WHEN_NO_FOCUS] = no_focus,
    [WHEN_UNLISTED] = is_unlisted,
    [WHEN_SECONDARY_OBJECT] = secondary_object,
    [WHEN_SECONDARY_OBJECT_OUT] = secondary_object_out,
    [WHEN_SECONDARY_STRING] = secondary_string,
    [WHEN_OWN_NAME_ELSEWHERE] = own_name_elsewhere,
    [WHEN_OWN_OTHER_CASE] = own_other_case,
    [WHEN_FORM_CHANGED] = form_changed,
    [WHEN_NO_AT] = no_at,
    [WHEN_TWO_ATS] = two_ats,
    [WHEN_NO_DOT] = no_dot,
    [WHEN_SCHEME] = has_scheme,
    [WHEN_DIGIT_FIRST] = digit_first,
    [WHEN_ONE_CHARACTER] = one_character,
    [WHEN_NOT_ASCII] = not_ascii,
    [WHEN_SURROGATE_PAIR] = surrogate_pair,
    [WHEN_LONE_SURROGATE] = lone_surrogate,
    [WHEN_NUL_INSIDE] = nul_inside,
    [WHEN_LONG_IN_UNITS] = long_in_units,
    [WHEN_BLANK_INSIDE] = blank_inside,
    [WHEN_OTHER_BLANK_FIRST] = other_blank_first,
    [WHEN_OTHER_BREAK] = other_break,
    [WHEN_CONTROL] = control,
};

/* Situations that hold while a reason to refuse is looked at. */
static bool (*const of_refused_calls[WHEN_COUNT])(const struct desk_call *call) = {
    [WHEN_SIGNED_OUT_AGAIN] = signed_out_again,
    [WHEN_NULL_OUT_AND_MORE] = null_out_and_more,
    [WHEN_BAD_AND_SIGNED_OUT] = bad_and_signed_out,
    [WHEN_OWN_AND_SIGNED_OUT] = own_and_signed_out,
};

bool situation_holds(enum desk_situation situation, const struct desk_call *call)
{
    if (situation <= WHEN_LAST_REASON) {
        return call->reason == situation;
    }
    if (call->reason != WHEN_END) {
        return of_refused_calls[situation] != NULL && of_refused_calls[situation](call);
    }
    return of_valid_calls[situation] != NULL && of_valid_calls[situation](call);
}
