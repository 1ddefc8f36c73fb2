/*
 * The error decision table of InstantMessage: each condition once, with the codes that it allows and their grades.
 * There is no order of checks: a row speaks of its condition alone.  The predicates come first, the table last.
 */
#include "machine.h"

static bool by_string(const struct situation *s) { return s->event->argument.form == IM_STRING; }
static bool by_contact(const struct situation *s)
{
    return s->event->argument.form == IM_CONTACT && s->contact != NULL;
}
static bool form_is(const struct situation *s, enum im_form form) { return s->event->argument.form == form; }
static bool signed_in(const struct situation *s) { return s->state->client == IM_SIGNED_IN; }
static bool ready(const struct situation *s)
{
    return s->state->client != IM_SIGNED_OUT && s->state->client != IM_OFFLINE;
}
static bool through_invoke(const struct situation *s)
{
    return s->event->binding == IM_BINDING_DISPATCH || s->event->binding == IM_BINDING_SCRIPT ||
           s->event->kind == IM_EV_INVOKE || s->model->world->invoke_only;
}

/* --- pointer and type --- */
static bool out_null(const struct situation *s) { return s->event->out_null != 0; }
static bool null_string(const struct situation *s) { return form_is(s, IM_NULL_STRING); }
static bool no_value(const struct situation *s)
{
    return form_is(s, IM_EMPTY) || form_is(s, IM_NULL) || form_is(s, IM_ERROR);
}
static bool number(const struct situation *s) { return form_is(s, IM_NUMBER) || form_is(s, IM_BOOLEAN); }
static bool null_object(const struct situation *s) { return form_is(s, IM_NULL_OBJECT); }
static bool foreign(const struct situation *s) { return form_is(s, IM_FOREIGN); }
static bool typed_reference(const struct situation *s) { return s->event->argument.reference == IM_BY_TYPED_REFERENCE; }
static bool direct_variant_reference(const struct situation *s)
{
    return s->event->argument.reference == IM_BY_VARIANT_REFERENCE && !through_invoke(s);
}
static bool nested_reference(const struct situation *s)
{
    return s->event->argument.reference == IM_BY_NESTED_REFERENCE;
}

/* --- spelling of a string --- */
static bool empty(const struct situation *s) { return by_string(s) && s->facts.units == 0; }
static bool leading_space(const struct situation *s) { return by_string(s) && s->facts.leading_space; }
static bool leading_blank(const struct situation *s) { return by_string(s) && s->facts.leading_blank; }
static bool space_inside(const struct situation *s) { return by_string(s) && s->facts.other_space; }
static bool crlf(const struct situation *s) { return by_string(s) && s->facts.crlf; }
static bool crlf_after_nul(const struct situation *s)
{
    return by_string(s) && s->facts.crlf_after_nul && !s->facts.crlf;
}
static bool control(const struct situation *s) { return by_string(s) && s->facts.control; }
static bool non_ascii(const struct situation *s)
{
    return by_string(s) && s->facts.non_ascii && !s->facts.lone_surrogate;
}

static uint32_t longest(const struct situation *s) { return (uint32_t)s->book->bound[IM_BOUND_NAME]; }
/* Too long however one counts: code points before the first NUL. */
static bool too_long(const struct situation *s)
{
    return by_string(s) && s->facts.points > longest(s) && !s->facts.lone_surrogate;
}
static bool long_in_units(const struct situation *s)
{
    return by_string(s) && !s->facts.has_nul && s->facts.units > longest(s) && s->facts.points <= longest(s);
}
static bool nul_short(const struct situation *s)
{
    return by_string(s) && s->facts.has_nul && !s->facts.nul_first && s->facts.units <= longest(s);
}
static bool nul_long(const struct situation *s)
{
    return by_string(s) && s->facts.has_nul && !s->facts.nul_first && s->facts.units > longest(s);
}
static bool nul_first(const struct situation *s) { return by_string(s) && s->facts.nul_first; }
static bool lone_surrogate(const struct situation *s) { return by_string(s) && s->facts.lone_surrogate; }

/* --- self --- */
static bool own_name(const struct situation *s) { return by_string(s) && s->to_me == IM_SAME; }
static bool own_contact(const struct situation *s) { return by_contact(s) && !s->secondary && s->to_me == IM_SAME; }
static bool self_string(const struct situation *s) { return signed_in(s) && own_name(s); }
static bool self_object(const struct situation *s) { return signed_in(s) && own_contact(s); }
static bool self_between(const struct situation *s)
{
    return ready(s) && !signed_in(s) && (own_name(s) || own_contact(s));
}
/* What may be taken for the own name may be so while nobody is signed in, too. */
static bool self_while_out(const struct situation *s)
{
    bool named = by_string(s) || by_contact(s);
    bool excluded = s->facts.leading_space || s->facts.crlf;
    if (s->to_me == IM_SAME_TRIMMED && excluded) return false;
    return named && !ready(s) && s->to_me != IM_DIFFERENT;
}
static bool self_case(const struct situation *s) { return ready(s) && s->has_name && s->to_me == IM_SAME_CASE; }
static bool self_trimmed(const struct situation *s)
{
    return ready(s) && s->has_name && s->to_me == IM_SAME_TRIMMED && !s->facts.leading_space && !s->facts.crlf;
}
static bool self_leading(const struct situation *s)
{
    return s->has_name && s->to_me == IM_SAME_TRIMMED && s->facts.leading_space;
}
static bool self_form(const struct situation *s) { return ready(s) && s->has_name && s->to_me == IM_SAME_FORM; }
static bool self_other_service(const struct situation *s)
{
    return ready(s) && by_contact(s) && s->secondary && s->to_me == IM_SAME;
}
/* A string that is the name of somebody on the secondary service who is also the local user cannot be told from the
 * own name: `own_name` covers it. */

/* --- contact objects --- */
static bool stale_contact(const struct situation *s) { return ready(s) && by_contact(s) && s->contact->stale; }
static bool odd_contact(const struct situation *s)
{
    return by_contact(s) &&
           (s->facts.leading_space || s->facts.crlf || s->facts.units > longest(s) || s->facts.units == 0);
}
static bool service_out(const struct situation *s)
{
    return ready(s) && by_contact(s) && s->secondary && s->state->secondary != IM_YES;
}

/* --- state of the client --- */
static bool signed_out(const struct situation *s) { return s->state->client == IM_SIGNED_OUT; }
static bool offline(const struct situation *s) { return s->state->client == IM_OFFLINE; }
static bool out_through_invoke(const struct situation *s) { return !ready(s) && through_invoke(s); }
static bool between(const struct situation *s)
{
    return s->state->client == IM_SIGNING_IN || s->state->client == IM_SIGNING_OUT;
}
static bool signin_dialog(const struct situation *s) { return s->state->signin_dialog && !signed_in(s); }
static bool dialogs(const struct situation *s) { return s->state->dialogs > 0 && signed_in(s); }

/* Whoever is on no list is somebody of whom the client knows nothing. */
static bool unlisted_name(const struct situation *s)
{
    const struct im_world *world = s->model->world;
    for (uint32_t i = 0; i < world->listed_count; i++) {
        if (world->listed[i].name == s->name) return false;
    }
    return by_string(s) && !leading_space(s) && !crlf(s) && !too_long(s);
}

/* clang-format off */
#define PREF IM_PREFERRED
#define ACC IM_ACCEPTED
#define NOTE IM_NOTED
#define CODE(code, grade, reading) {IM_##code, grade, IM_R_##reading, 0}
#define PLAIN(code, grade) {IM_##code, grade, IM_READING_NONE, 0}
#define FIRM true
#define SOFT false
#define ARGUMENT true
#define OTHERWISE false
#define WHEN(predicate) #predicate, __LINE__, false, predicate
#define NO_OPENING IM_REJECTED, IM_READING_NONE

/*  condition, firm, bad argument, grade and reading of a success, rule, refusals */
static const struct condition conditions[] = {
    {WHEN(out_null), FIRM, OTHERWISE, NO_OPENING, IM_RULE_OUT_NULL,
     {CODE(NULL_REF, PREF, NULL_REF_HRESULT), CODE(NULL_REF_BARE, NOTE, NULL_REF_BARE)}},

    {WHEN(null_string), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_NULL_STRING, {PLAIN(E_INVALIDARG, PREF)}},
    {WHEN(no_value), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_NULL_VARIANT,
     {CODE(E_INVALIDARG, PREF, NULL_VARIANT_INVALIDARG), CODE(ANY_ERROR, NOTE, NULL_VARIANT_OTHER)}},
    {WHEN(null_object), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_NULL_OBJECT,
     {CODE(E_INVALIDARG, PREF, NULL_OBJECT_INVALIDARG), CODE(ANY_ERROR, NOTE, NULL_OBJECT_OTHER)}},
    {WHEN(foreign), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_FOREIGN_OBJECT,
     {CODE(E_INVALIDARG, PREF, FOREIGN_INVALIDARG), CODE(ANY_ERROR, ACC, FOREIGN_OTHER)}},
    {WHEN(number), SOFT, ARGUMENT, NOTE, IM_R_TYPE_COERCED, IM_RULE_ARG_TYPE,
     {CODE(E_INVALIDARG, PREF, TYPE_INVALIDARG), CODE(ANY_ERROR, NOTE, TYPE_OTHER)}},
    {WHEN(typed_reference), SOFT, ARGUMENT, PREF, IM_R_BYREF_UNWRAPPED, IM_RULE_ARG_BYREF, {CODE(E_INVALIDARG, NOTE, BYREF_REFUSED)}},
    {WHEN(direct_variant_reference), SOFT, ARGUMENT, PREF, IM_R_BYREF_UNWRAPPED, IM_RULE_ARG_BYREF,
     {CODE(E_INVALIDARG, NOTE, BYREF_REFUSED)}},
    {WHEN(nested_reference), SOFT, ARGUMENT, PREF, IM_R_NESTED_UNWRAPPED, IM_RULE_ARG_BYREF, {CODE(E_INVALIDARG, ACC, NESTED_REFUSED)}},

    {WHEN(empty), SOFT, ARGUMENT, NOTE, IM_R_EMPTY_OPENS, IM_RULE_ARG_EMPTY_STRING,
     {CODE(E_INVALIDARG, PREF, EMPTY_REFUSED), CODE(E_FAIL, NOTE, EMPTY_FAILS)}},
    {WHEN(leading_space), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_LEADING_SPACE, {PLAIN(E_INVALIDARG, PREF)}},
    {WHEN(leading_blank), SOFT, ARGUMENT, PREF, IM_R_BLANK_FIRST_OPENS, IM_RULE_ARG_LEADING_SPACE,
     {CODE(E_INVALIDARG, NOTE, BLANK_FIRST_REFUSED)}},
    {WHEN(space_inside), SOFT, ARGUMENT, PREF, IM_R_SPACE_INSIDE_OPENS, IM_RULE_ANY_NAME,
     {CODE(E_INVALIDARG, NOTE, SPACE_INSIDE_REFUSED)}},
    {WHEN(crlf), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_CRLF, {PLAIN(E_INVALIDARG, PREF)}},
    {WHEN(crlf_after_nul), SOFT, ARGUMENT, ACC, IM_R_CRLF_AFTER_NUL_OPENS, IM_RULE_ARG_CRLF,
     {CODE(E_INVALIDARG, PREF, CRLF_AFTER_NUL_REFUSED)}},
    {WHEN(control), SOFT, ARGUMENT, PREF, IM_R_CONTROL_OPENS, IM_RULE_ANY_NAME, {CODE(E_INVALIDARG, NOTE, CONTROL_REFUSED)}},
    {WHEN(non_ascii), SOFT, ARGUMENT, PREF, IM_R_NON_ASCII_OPENS, IM_RULE_ARG_LENGTH,
     {CODE(E_INVALIDARG, NOTE, NON_ASCII_REFUSED)}},
    {WHEN(too_long), FIRM, ARGUMENT, NO_OPENING, IM_RULE_ARG_LENGTH, {PLAIN(E_INVALIDARG, PREF)}},
    {WHEN(long_in_units), SOFT, ARGUMENT, ACC, IM_R_LENGTH_PAIR_POINTS, IM_RULE_ARG_LENGTH,
     {CODE(E_INVALIDARG, PREF, LENGTH_PAIR_UNITS)}},
    {WHEN(nul_short), SOFT, ARGUMENT, PREF, IM_R_NUL_SHORT_OPENS, IM_RULE_ARG_LENGTH, {CODE(E_INVALIDARG, ACC, NUL_SHORT_REFUSED)}},
    {WHEN(nul_long), SOFT, ARGUMENT, ACC, IM_R_NUL_LONG_IGNORED, IM_RULE_ARG_LENGTH, {CODE(E_INVALIDARG, PREF, NUL_LONG_COUNTED)}},
    {WHEN(nul_first), SOFT, ARGUMENT, NOTE, IM_R_NUL_FIRST_OPENS, IM_RULE_ARG_LENGTH, {CODE(E_INVALIDARG, PREF, NUL_FIRST_REFUSED), CODE(E_FAIL, NOTE, EMPTY_FAILS)}},
    {WHEN(lone_surrogate), SOFT, ARGUMENT, PREF, IM_R_LONE_SURROGATE_OPENS, IM_RULE_ARG_LENGTH,
     {CODE(E_INVALIDARG, ACC, LONE_SURROGATE_REFUSED)}},

    {WHEN(self_string), FIRM, OTHERWISE, NO_OPENING, IM_RULE_SELF_STRING, {PLAIN(E_FAIL, PREF)}},
    {WHEN(self_object), FIRM, OTHERWISE, NO_OPENING, IM_RULE_SELF_OBJECT, {PLAIN(E_FAIL, PREF)}},
    {WHEN(self_between), FIRM, OTHERWISE, NO_OPENING, IM_RULE_SELF_STRING, {PLAIN(E_FAIL, PREF)}},
    {WHEN(self_while_out), SOFT, OTHERWISE, NOTE, IM_READING_NONE, IM_RULE_NOT_SIGNED_IN, {CODE(E_FAIL, NOTE, ORDER_SELF_SELF)}},
    {WHEN(self_case), SOFT, OTHERWISE, ACC, IM_R_SELF_CASE_OTHER, IM_RULE_SELF_STRING, {CODE(E_FAIL, PREF, SELF_CASE_SELF)}},
    {WHEN(self_trimmed), SOFT, OTHERWISE, PREF, IM_R_SELF_TRIMMED_OTHER, IM_RULE_SELF_STRING, {CODE(E_FAIL, ACC, SELF_TRIMMED_SELF)}},
    {WHEN(self_leading), SOFT, OTHERWISE, PREF, IM_READING_NONE, IM_RULE_ARG_LEADING_SPACE, {CODE(E_FAIL, NOTE, SELF_LEADING_SELF)}},
    {WHEN(self_form), SOFT, OTHERWISE, PREF, IM_R_SELF_FORM_OTHER, IM_RULE_SELF_STRING, {CODE(E_FAIL, ACC, SELF_FORM_SELF)}},
    {WHEN(self_other_service), SOFT, OTHERWISE, PREF, IM_R_SELF_SERVICE_OTHER, IM_RULE_SELF_OBJECT,
     {CODE(E_FAIL, ACC, SELF_SERVICE_SELF)}},

    {WHEN(stale_contact), SOFT, OTHERWISE, PREF, IM_R_STALE_CONTACT_GOOD, IM_RULE_OBJECT_OPENS,
     {CODE(ANY_ERROR, NOTE, STALE_CONTACT_REFUSED)}},
    {WHEN(odd_contact), SOFT, OTHERWISE, PREF, IM_R_ODD_CONTACT_OPENS, IM_RULE_OBJECT_OPENS,
     {CODE(E_INVALIDARG, ACC, ODD_CONTACT_REFUSED), CODE(E_FAIL, ACC, ODD_CONTACT_REFUSED)}},
    {WHEN(service_out), SOFT, OTHERWISE, PREF, IM_R_SECONDARY_OUT_OPENS, IM_RULE_SECONDARY_OBJECT,
     {CODE(NOT_LOGGED_ON, ACC, SECONDARY_OUT_REFUSED), CODE(E_FAIL, ACC, SECONDARY_OUT_REFUSED),
      CODE(INVALID_SERVICE, ACC, SECONDARY_OUT_REFUSED)}},

    {WHEN(signed_out), FIRM, OTHERWISE, NO_OPENING, IM_RULE_NOT_SIGNED_IN, {PLAIN(NOT_LOGGED_ON, PREF)}},
    {WHEN(offline), FIRM, OTHERWISE, NO_OPENING, IM_RULE_OFFLINE_REFUSED,
     {CODE(NOT_LOGGED_ON, PREF, OFFLINE_NOT_LOGGED_ON), CODE(E_FAIL, NOTE, OFFLINE_OTHER),
      CODE(DISCONNECTED, NOTE, OFFLINE_OTHER)}},
    {WHEN(out_through_invoke), FIRM, OTHERWISE, NO_OPENING, IM_RULE_NOT_SIGNED_IN,
     {CODE(NOT_LOGGED_ON, PREF, SCRIPT_QUIET_TOLD), {IM_S_OK, NOTE, IM_R_SCRIPT_QUIET_QUIET, IM_SHAPE_OUT_NULL}}},
    {WHEN(between), SOFT, OTHERWISE, ACC, IM_R_BETWEEN_OPENS, IM_RULE_SIGN_IN_NOW, {CODE(NOT_LOGGED_ON, PREF, BETWEEN_REFUSED)}},
    {WHEN(signin_dialog), SOFT, OTHERWISE, PREF, IM_READING_NONE, IM_RULE_NOT_MODAL, {CODE(E_FAIL, NOTE, DIALOGS_REFUSED)}},
    {WHEN(dialogs), SOFT, OTHERWISE, PREF, IM_R_DIALOGS_OPENS, IM_RULE_NOT_MODAL, {CODE(ANY_ERROR, NOTE, DIALOGS_REFUSED)}},
};

/* Of malformed and unknown names the other product's page says nothing (4.1, C-52 to C-54). */
static const struct condition of_communicator[] = {
    {WHEN(unlisted_name), SOFT, ARGUMENT, PREF, IM_READING_NONE, IM_RULE_ANY_NAME,
     {PLAIN(ANY_ERROR, NOTE)}},
};
/* clang-format on */
const struct condition_table im_conditions = { conditions, sizeof conditions / sizeof conditions[0] };
const struct condition_table im_conditions_of_communicator = { of_communicator,
                                                               sizeof of_communicator / sizeof of_communicator[0] };
