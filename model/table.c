/*
 * The transition rows, and nothing else: which answers each event may give in which situation, and what it changes.
 * The guards come first, then the answers by name, then the table.
 */
#include "machine.h"

static bool always(const struct situation *s) { return s != NULL; }

static bool is_signed_in(const struct situation *s) { return s->state->client == IM_SIGNED_IN; }
static bool is_offline(const struct situation *s) { return s->state->client == IM_OFFLINE; }
static bool is_signed_out(const struct situation *s) { return s->state->client == IM_SIGNED_OUT; }
static bool is_out(const struct situation *s) { return !is_signed_in(s); }

static bool secondary_service(const struct situation *s) { return s->event->service == IM_SERVICE_SECONDARY; }

static bool live(const struct situation *s) { return s->object != NULL && s->object->alive == IM_YES; }
static bool unsure(const struct situation *s) { return s->object != NULL && s->object->alive == IM_MAYBE; }
static bool invoke_live(const struct situation *s)
{
    return s->model->world->invoke_only && s->object != NULL && s->object->alive != IM_NO;
}

static bool handle(const struct situation *s) { return s->event->property == IM_PROPERTY_HWND; }
static bool is_closed(const struct situation *s) { return s->event->property == IM_PROPERTY_IS_CLOSED; }
static bool geometry(const struct situation *s) { return s->event->property >= IM_PROPERTY_LEFT; }
static bool size(const struct situation *s) { return s->event->property >= IM_PROPERTY_WIDTH; }
static bool bad_size(const struct situation *s) { return size(s) && s->event->value < s->book->bound[IM_BOUND_SIZE]; }

static bool live_handle(const struct situation *s) { return live(s) && handle(s); }
static bool live_is_closed(const struct situation *s) { return live(s) && is_closed(s); }
static bool live_geometry(const struct situation *s) { return live(s) && geometry(s); }
static bool dead_handle(const struct situation *s) { return !live(s) && s->object != NULL && handle(s); }
static bool dead_is_closed(const struct situation *s) { return !live(s) && s->object != NULL && is_closed(s); }
static bool dead_geometry(const struct situation *s) { return !live(s) && s->object != NULL && geometry(s); }
static bool unsure_handle(const struct situation *s) { return unsure(s) && handle(s); }
static bool unsure_is_closed(const struct situation *s) { return unsure(s) && is_closed(s); }
static bool unsure_geometry(const struct situation *s) { return unsure(s) && geometry(s); }
static bool scripted_get(const struct situation *s) { return invoke_live(s) && !is_closed(s); }

/* A size that any desktop can give a window; others may be bent by the host (R-28 speaks of Left alone). */
static bool placed_plainly(const struct situation *s)
{
    if (s->event->property == IM_PROPERTY_LEFT) return true;
    int32_t placed = s->object->placed[s->event->property - IM_PROPERTY_LEFT];
    return placed >= s->book->bound[IM_BOUND_PLAIN_LEAST] && placed <= s->book->bound[IM_BOUND_PLAIN_MOST];
}
static bool bent_geometry(const struct situation *s) { return live_geometry(s) && !placed_plainly(s); }

static bool live_put(const struct situation *s) { return live_geometry(s) && !bad_size(s); }
static bool live_bad_put(const struct situation *s) { return live(s) && bad_size(s); }
static bool unsure_put(const struct situation *s) { return unsure_geometry(s) && !bad_size(s); }
static bool scripted_put(const struct situation *s) { return invoke_live(s) && geometry(s); }
static bool not_live(const struct situation *s) { return s->object != NULL && s->object->alive != IM_YES; }
static bool never_closed(const struct situation *s) { return not_live(s) && !s->object->close_worked; }

static bool due(const struct situation *s) { return s->due >= 0; }
static bool spelling(const struct situation *s) { return s->spelling >= 0; }
static bool group(const struct situation *s) { return s->group >= 0; }
static bool released(const struct situation *s) { return s->released >= 0; }
static bool closed(const struct situation *s) { return s->closed >= 0; }
static bool closed_before(const struct situation *s) { return s->state->closed != 0; }
static bool coming_back(const struct situation *s) { return s->unsure >= 0; }
static bool returned(const struct situation *s) { return s->state->returned != 0; }
static bool refused_focus(const struct situation *s) { return s->state->focus_refused != 0; }
static bool others_open(const struct situation *s)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        if (s->state->conversations[i].shown == IM_YES && i != s->due) return true;
    }
    return false;
}
static bool by_contact(const struct situation *s) { return s->event->argument.form == IM_CONTACT; }
static bool by_secondary(const struct situation *s) { return by_contact(s) && s->secondary; }
static bool by_reference(const struct situation *s) { return s->event->argument.reference != IM_BY_VALUE; }

static bool has_contact(const struct situation *s) { return s->contact != NULL; }
static bool was_passed(const struct situation *s) { return has_contact(s) && s->contact->passed; }
static bool fresh(const struct situation *s) { return has_contact(s) && is_signed_in(s) && !s->contact->stale; }
static bool not_fresh(const struct situation *s) { return has_contact(s) && !is_offline(s) && !fresh(s); }
static bool contact_offline(const struct situation *s) { return has_contact(s) && is_offline(s); }
static bool contact_signed_out(const struct situation *s) { return has_contact(s) && is_signed_out(s); }
static bool stale(const struct situation *s) { return has_contact(s) && is_signed_in(s) && s->contact->stale; }
static bool is_me(const struct situation *s) { return fresh(s) && !s->secondary && s->to_me == IM_SAME; }
static bool is_perhaps_me(const struct situation *s)
{
    return fresh(s) && !s->secondary && s->to_me != IM_SAME && s->to_me != IM_DIFFERENT;
}
/* A name is unique within one service only: on another one it is somebody else's. */
static bool is_somebody(const struct situation *s) { return fresh(s) && (s->secondary || s->to_me == IM_DIFFERENT); }

static bool on_list(const struct situation *s, im_name name, bool secondary)
{
    const struct im_world *world = s->model->world;
    for (uint32_t i = 0; i < world->listed_count; i++) {
        if (world->listed[i].name == name && (world->listed[i].secondary != 0) == secondary) return true;
    }
    return false;
}
static bool named_like_secondary(const struct situation *s)
{
    return s->event->argument.form == IM_STRING && on_list(s, s->name, true);
}
/* For somebody outside the list SigninName gives back what GetContact was given. */
static bool fresh_listed(const struct situation *s) { return fresh(s) && on_list(s, s->name, s->secondary); }

/* GetContact's own rows. */
static uint32_t longest(const struct situation *s) { return (uint32_t)s->book->bound[IM_BOUND_CONTACT_NAME]; }
static bool gc_null(const struct situation *s) { return s->event->flag != 0; }
static bool gc_bad(const struct situation *s)
{
    return !gc_null(s) &&
           (s->facts.leading_space || s->facts.other_space || s->facts.crlf || s->facts.points > longest(s));
}
static bool gc_doubtful(const struct situation *s)
{
    return !gc_null(s) && !gc_bad(s) &&
           (s->facts.units > longest(s) || s->facts.has_nul || s->facts.non_ascii || s->facts.control ||
            s->facts.units == 0);
}
static bool gc_unlisted(const struct situation *s)
{
    if (gc_null(s) || gc_bad(s) || !is_signed_in(s)) return false;
    if (s->event->service == IM_SERVICE_SECONDARY) return s->state->secondary != IM_YES;
    if (s->event->service == IM_SERVICE_PRIMARY) return false;
    return !on_list(s, s->event->name, false);
}
static bool gc_good(const struct situation *s) { return !gc_null(s) && !gc_bad(s) && is_signed_in(s); }
/* Is an object for that name held which must be given again?  Not one from before a sign-out. */
static bool same_held(const struct situation *s, bool exactly)
{
    bool secondary = im_asks_secondary(s);
    for (int i = 0; i < IM_CONTACTS_HELD; i++) {
        const struct im_contact *contact = &s->state->contacts[i];
        if (contact->refs == 0) continue;
        bool same = contact->name == s->event->name && (contact->secondary != 0) == secondary && !contact->stale;
        bool alike = im_name_relation(im_name_text(s->model, contact->name), im_name_text(s->model, s->event->name)) !=
                     IM_DIFFERENT;
        if (exactly ? same : alike) return true;
    }
    return false;
}
static bool gc_held(const struct situation *s) { return gc_good(s) && same_held(s, false); }
static bool gc_held_exactly(const struct situation *s) { return gc_good(s) && same_held(s, true); }
static bool gc_fresh(const struct situation *s) { return gc_good(s) && !gc_held_exactly(s); }
/* Tokens of a protocol tell windows apart, not contacts. */
static bool gc_held_unlike(const struct situation *s)
{
    return gc_held_exactly(s) && !s->model->world->contact_identity;
}

/* What may be silent of itself: see told.def. */
static bool sign_unheard(const struct situation *s)
{
    const struct im_due *due = s->state->due;
    if ((s->state->heard & IM_HEARD_SIGN) != 0) return false;
    return due[IM_TOLD_SIGNED_IN].hoped > 0 || due[IM_TOLD_SIGNED_OUT].hoped > 0;
}
static bool joins_unheard(const struct situation *s)
{
    return s->state->due[IM_TOLD_ADDED].hoped > 0 && (s->state->heard & IM_HEARD_CREATED) == 0;
}
/* The status that was told last is no longer true, though a lost connection need not be told; or the beginning of a
 * sign-out may not be. */
static bool status_stale(const struct situation *s)
{
    if (s->state->due[IM_TOLD_SIGNED_OUT].hoped > 0) return true;
    if (is_signed_in(s)) return (s->state->heard & IM_HEARD_NOT_ONLINE) != 0;
    return is_signed_out(s) && (s->state->heard & IM_HEARD_ONLINE) != 0;
}

/* COM's own laws, and what Invoke makes of a call. */
static bool identity(const struct situation *s) { return s->event->law == IM_LAW_IDENTITY; }
static bool interfaces(const struct situation *s) { return s->event->law == IM_LAW_INTERFACES; }
static bool references(const struct situation *s) { return s->event->law == IM_LAW_REFERENCES && !not_live(s); }
static bool references_dead(const struct situation *s) { return s->event->law == IM_LAW_REFERENCES && not_live(s); }
static bool out_pointers(const struct situation *s) { return s->event->law == IM_LAW_OUT_POINTERS; }

static bool known_name(const struct situation *s)
{
    return s->event->call == IM_INVOKE_ID_OF_NAME || s->event->call == IM_INVOKE_ID_OF_OTHER_CASE;
}
static bool unknown_name(const struct situation *s) { return s->event->call == IM_INVOKE_ID_OF_UNKNOWN_NAME; }
static bool unknown_member(const struct situation *s) { return s->event->call == IM_INVOKE_UNKNOWN_MEMBER; }
static bool no_argument(const struct situation *s) { return s->event->call == IM_INVOKE_NO_ARGUMENT; }
static bool too_many(const struct situation *s) { return s->event->call == IM_INVOKE_TOO_MANY; }
static bool named_argument(const struct situation *s) { return s->event->call == IM_INVOKE_NAMED_ARGUMENT; }
static bool unconvertible(const struct situation *s) { return s->event->call == IM_INVOKE_UNCONVERTIBLE; }
static bool calls_method(const struct situation *s) { return im_calls_method(s->event); }

#define PREF IM_PREFERRED
#define ACC IM_ACCEPTED
#define NOTE IM_NOTED
#define ANSWER(code, grade, reading, shapes) \
    {                                        \
        IM_##code, grade, reading, shapes    \
    }
#define SHAPES(a) IM_SHAPE_##a
#define NOTHING IM_SHAPE_NO_VALUE
#define ANY_NUMBER (IM_SHAPE_ZERO | IM_SHAPE_NONZERO | IM_SHAPE_EXACT)
#define NONE IM_READING_NONE

static const struct answer done[] = { ANSWER(NO_RESULT, PREF, NONE, NOTHING) };

/* INSTANT_MESSAGE: which window a success gives.  The code stands for "any success". */
static const struct answer reuse[] = { ANSWER(ANY_SUCCESS, PREF, IM_R_INSTANCE_OBJECT, SHAPES(WINDOW_DUE)),
                                       ANSWER(ANY_SUCCESS, ACC, IM_R_INSTANCE_WINDOW, SHAPES(WINDOW_SAME_UI)) };
static const struct answer open_new[] = { ANSWER(ANY_SUCCESS, PREF, NONE, SHAPES(WINDOW_NEW)) };
static const struct answer other_spelling[] = {
    ANSWER(ANY_SUCCESS, ACC, IM_R_SAME_USER_SAME, SHAPES(WINDOW_DUE) | SHAPES(WINDOW_SAME_UI)),
    ANSWER(ANY_SUCCESS, PREF, IM_R_SAME_USER_DIFFERENT, SHAPES(WINDOW_NEW))
};
static const struct answer group_window[] = { ANSWER(ANY_SUCCESS, ACC, IM_R_GROUP_GROUP,
                                                     SHAPES(WINDOW_DUE) | SHAPES(WINDOW_SAME_UI)),
                                              ANSWER(ANY_SUCCESS, PREF, IM_R_GROUP_OWN, SHAPES(WINDOW_NEW)) };
static const struct answer reopened[] = { ANSWER(ANY_SUCCESS, PREF, IM_R_REVIVED_NEW, SHAPES(WINDOW_NEW)),
                                          ANSWER(ANY_SUCCESS, NOTE, IM_R_REVIVED_REVIVED, SHAPES(WINDOW_REVIVED)) };
static const struct answer come_back[] = {
    ANSWER(ANY_SUCCESS, PREF, NONE, SHAPES(WINDOW_NEW)), ANSWER(ANY_SUCCESS, ACC, NONE, SHAPES(WINDOW_SAME_UI)),
    ANSWER(ANY_SUCCESS, NOTE, IM_R_RETURN_ALIVE, SHAPES(WINDOW_REVIVED) | SHAPES(WINDOW_DUE))
};

static const struct answer own_name[] = { ANSWER(S_OK, PREF, NONE, SHAPES(EXACT)),
                                          ANSWER(S_OK, NOTE, NONE, SHAPES(VARIANT)) };
static const struct answer no_name[] = { ANSWER(NOT_LOGGED_ON, PREF, NONE, NOTHING),
                                         ANSWER(E_FAIL, ACC, NONE, NOTHING) };

static const struct answer contact_good[] = { ANSWER(S_OK, PREF, NONE, SHAPES(CONTACT_NEW)) };
static const struct answer contact_again[] = { ANSWER(S_OK, PREF, NONE, SHAPES(CONTACT_SAME)) };
static const struct answer contact_unlike[] = { ANSWER(S_OK, NOTE, NONE, SHAPES(CONTACT_NEW)) };
static const struct answer contact_none[] = { ANSWER(ANY_ERROR, ACC, NONE, NOTHING) };
static const struct answer contact_null[] = { ANSWER(E_FAIL, PREF, NONE, NOTHING) };
static const struct answer contact_bad[] = { ANSWER(E_INVALIDARG, PREF, NONE, NOTHING) };
static const struct answer contact_doubtful[] = { ANSWER(E_INVALIDARG, ACC, NONE, NOTHING),
                                                  ANSWER(E_FAIL, NOTE, NONE, NOTHING) };
static const struct answer contact_out[] = { ANSWER(NOT_LOGGED_ON, PREF, NONE, NOTHING) };
static const struct answer contact_cut_off[] = { ANSWER(NOT_LOGGED_ON, PREF, NONE, NOTHING),
                                                 ANSWER(E_FAIL, NOTE, NONE, NOTHING),
                                                 ANSWER(DISCONNECTED, NOTE, NONE, NOTHING) };

static const struct answer yes[] = { ANSWER(S_OK, PREF, NONE, SHAPES(NONZERO)) };
static const struct answer no[] = { ANSWER(S_OK, PREF, NONE, SHAPES(ZERO)) };
static const struct answer yes_or_no[] = { ANSWER(S_OK, PREF, NONE, SHAPES(ZERO)),
                                           ANSWER(S_OK, ACC, NONE, SHAPES(NONZERO)) };
static const struct answer no_longer[] = { ANSWER(S_OK, PREF, NONE, SHAPES(ZERO)),
                                           ANSWER(ANY_ERROR, NOTE, NONE, NOTHING) };
static const struct answer stale_self[] = { ANSWER(S_OK, PREF, NONE, SHAPES(ZERO) | SHAPES(NONZERO)),
                                            ANSWER(ANY_ERROR, NOTE, NONE, NOTHING) };
static const struct answer given_name[] = { ANSWER(S_OK, PREF, NONE, SHAPES(EXACT)) };
static const struct answer listed_name[] = { ANSWER(S_OK, ACC, NONE, SHAPES(VARIANT)) };
static const struct answer stale_name[] = { ANSWER(S_OK, PREF, NONE, SHAPES(EXACT)),
                                            ANSWER(S_OK, ACC, NONE, SHAPES(VARIANT)),
                                            ANSWER(ANY_ERROR, NOTE, NONE, NOTHING) };

static const struct answer handle_live[] = { ANSWER(S_OK, PREF, NONE, SHAPES(NONZERO)) };
static const struct answer open_flag[] = { ANSWER(S_OK, PREF, NONE, SHAPES(ZERO)) };
static const struct answer pixels[] = { ANSWER(S_OK, PREF, NONE, ANY_NUMBER) };
static const struct answer pixels_bent[] = { ANSWER(S_OK, NOTE, NONE, SHAPES(OTHER)) };
static const struct answer not_by_script[] = { ANSWER(E_NOTIMPL, ACC, IM_R_SCRIPTED_NOTIMPL, NOTHING) };
static const struct answer plain_ok[] = { ANSWER(S_OK, PREF, NONE, NOTHING) };
static const struct answer bad_value[] = { ANSWER(E_INVALIDARG, PREF, NONE, NOTHING) };

static const struct answer handle_dead[] = { ANSWER(E_FAIL, PREF, IM_R_DEAD_HWND_ERROR, NOTHING),
                                             ANSWER(ANY_ERROR, ACC, IM_R_DEAD_HWND_ERROR, NOTHING),
                                             ANSWER(S_OK, NOTE, IM_R_DEAD_HWND_ZERO, SHAPES(ZERO)) };
static const struct answer flag_dead[] = { ANSWER(ANY_ERROR, PREF, IM_R_DEAD_IS_CLOSED_ERROR, NOTHING),
                                           ANSWER(S_OK, ACC, IM_R_DEAD_IS_CLOSED_TRUE, SHAPES(NONZERO)) };
static const struct answer call_dead[] = { ANSWER(E_FAIL, PREF, NONE, NOTHING), ANSWER(ANY_ERROR, ACC, NONE, NOTHING) };
static const struct answer close_dead[] = { ANSWER(S_FALSE, PREF, IM_R_DEAD_CLOSE_S_FALSE, NOTHING),
                                            ANSWER(ANY_ERROR, ACC, IM_R_DEAD_CLOSE_ERROR, NOTHING) };
static const struct answer close_once[] = { ANSWER(S_OK, NOTE, IM_R_DEAD_CLOSE_S_OK, NOTHING) };
static const struct answer people_dead[] = { ANSWER(ANY_ERROR, PREF, IM_R_DEAD_CONTACTS_ERROR, SHAPES(EMPTY)),
                                             ANSWER(S_FALSE, NOTE, IM_R_DEAD_CONTACTS_S_FALSE, SHAPES(EMPTY)) };

static const struct answer handle_revived[] = { ANSWER(S_OK, NOTE, IM_R_RETURN_ALIVE, SHAPES(NONZERO)) };
static const struct answer flag_revived[] = { ANSWER(S_OK, NOTE, IM_R_RETURN_ALIVE, SHAPES(ZERO)) };
static const struct answer pixels_revived[] = { ANSWER(S_OK, NOTE, IM_R_RETURN_ALIVE, ANY_NUMBER | SHAPES(OTHER)) };
static const struct answer call_revived[] = { ANSWER(S_OK, NOTE, IM_R_RETURN_ALIVE, NOTHING) };

static const struct answer people[] = { ANSWER(S_OK, PREF, IM_R_PARTICIPANTS_GIVEN, SHAPES(EXACT)),
                                        ANSWER(S_OK, ACC, IM_R_PARTICIPANTS_CANONICAL, SHAPES(VARIANT)),
                                        ANSWER(S_OK, NOTE, IM_R_PARTICIPANTS_WITH_ME, SHAPES(WITH_ME)) };
static const struct answer people_revived[] = { ANSWER(S_OK, NOTE, IM_R_RETURN_ALIVE,
                                                       SHAPES(EXACT) | SHAPES(VARIANT) | SHAPES(WITH_ME)) };

static const struct answer screen[] = { ANSWER(NO_RESULT, PREF, IM_R_FRAME_OWN, SHAPES(SCREEN_RIGHT)),
                                        ANSWER(NO_RESULT, NOTE, IM_R_FRAME_SHARED, SHAPES(SCREEN_SHARED)),
                                        ANSWER(NO_RESULT, NOTE, IM_R_RETURN_ALIVE, SHAPES(SCREEN_REVIVED)),
                                        ANSWER(NO_RESULT, NOTE, IM_R_STRAY_WINDOW, SHAPES(STRAY)) };
static const struct answer queue[] = { ANSWER(NO_RESULT, PREF, NONE, SHAPES(EVENTS_RIGHT)),
                                       ANSWER(NO_RESULT, NOTE, IM_R_STRAY_WINDOW, SHAPES(EVENTS_STRAY)),
                                       ANSWER(NO_RESULT, NOTE, IM_R_CLOSED_EVENT_SILENT, SHAPES(EVENTS_SILENT)) };
static const struct answer sign_silent[] = { ANSWER(NO_RESULT, NOTE, NONE, SHAPES(SIGN_SILENT)) };
static const struct answer status_silent[] = { ANSWER(NO_RESULT, NOTE, NONE, SHAPES(STATUS_SILENT)) };
static const struct answer added_silent[] = { ANSWER(NO_RESULT, NOTE, NONE, SHAPES(ADDED_SILENT)) };

static const struct answer law_holds[] = { ANSWER(NO_RESULT, PREF, NONE, SHAPES(NONZERO)) };
static const struct answer member_id[] = { ANSWER(S_OK, PREF, NONE, SHAPES(EXACT)) };
static const struct answer name_unknown[] = { ANSWER(DISP_UNKNOWNNAME, PREF, NONE, NOTHING) };
static const struct answer member_unknown[] = { ANSWER(DISP_MEMBERNOTFOUND, PREF, NONE, NOTHING) };
static const struct answer argument_missing[] = { ANSWER(DISP_BADPARAMCOUNT, PREF, NONE, NOTHING),
                                                  ANSWER(DISP_PARAMNOTOPTIONAL, ACC, NONE, NOTHING) };
static const struct answer arguments_many[] = { ANSWER(DISP_BADPARAMCOUNT, PREF, NONE, NOTHING) };
/* The argument that is due is missing as well. */
static const struct answer argument_unnamed[] = { ANSWER(DISP_PARAMNOTFOUND, PREF, NONE, NOTHING),
                                                  ANSWER(DISP_NONAMEDARGS, ACC, NONE, NOTHING),
                                                  ANSWER(DISP_BADPARAMCOUNT, ACC, NONE, NOTHING),
                                                  ANSWER(DISP_PARAMNOTOPTIONAL, ACC, NONE, NOTHING) };
static const struct answer argument_unlike[] = { ANSWER(DISP_TYPEMISMATCH, PREF, NONE, NOTHING) };

/* clang-format off */
#define ANSWERS(list) .answers = list, .answer_count = (uint8_t)(sizeof(list) / sizeof(list)[0])
#define GUARD(of, when) .name = #when, .event = IM_EV_##of, .guard = when, .line = __LINE__
#define ROW(of, when, does, list, names) \
    { GUARD(of, when), .effect = does, .change = #does, ANSWERS(list), .rule = IM_RULE_##names }
/* A row after which no further one is looked at. */
#define LAST(of, when, does, list, names) \
    { GUARD(of, when), .effect = does, .change = #does, ANSWERS(list), .rule = IM_RULE_##names, .last = true }
#define STOP(of, when) { GUARD(of, when), .last = true }
/* A row that only names a rule which explains a failure in that situation. */
#define NAMES(of, when, names) { GUARD(of, when), .rule = IM_RULE_##names }

/* A row whose answers are the refusals of the method: those of the conditions. */
#define CALLS(of, when, does, names) { GUARD(of, when), .effect = does, .change = #does, .rule = IM_RULE_##names }

/*  event, guard, effect, answers, rule */
static const struct row rows[] = {
    LAST(SIGN_IN, is_signed_in, NULL, done, NONE),
    ROW(SIGN_IN, always, im_effect_sign_in, done, NONE),
    LAST(SIGN_OUT, is_signed_out, NULL, done, NONE),
    ROW(SIGN_OUT, always, im_effect_sign_out, done, SIGN_OUT_CLOSES),
    ROW(GO_OFFLINE, always, im_effect_go_offline, done, OFFLINE_KILLS),
    ROW(GO_ONLINE, always, im_effect_go_online, done, NONE),
    ROW(SERVICE_SIGN_IN, secondary_service, im_effect_service_in, done, NONE),
    ROW(SERVICE_SIGN_OUT, secondary_service, im_effect_service_out, done, NONE),

    ROW(INSTANT_MESSAGE, due, im_effect_message, reuse, REUSE),
    NAMES(INSTANT_MESSAGE, due, REUSE_FORMS),
    NAMES(INSTANT_MESSAGE, due, REUSE_REFERENCES),
    NAMES(INSTANT_MESSAGE, by_secondary, SECONDARY_OBJECT),
    NAMES(INSTANT_MESSAGE, by_contact, OBJECT_OPENS),
    NAMES(INSTANT_MESSAGE, named_like_secondary, SECONDARY_STRING),
    NAMES(INSTANT_MESSAGE, by_reference, ARG_BYREF),
    NAMES(INSTANT_MESSAGE, others_open, NOT_MODAL),
    NAMES(INSTANT_MESSAGE, refused_focus, FOCUS),
    STOP(INSTANT_MESSAGE, due),
    NAMES(INSTANT_MESSAGE, closed_before, REOPEN_AFTER_CLOSE),
    NAMES(INSTANT_MESSAGE, returned, RETURN_OPENS),
    NAMES(INSTANT_MESSAGE, released, RELEASED_THEN_CALLED),
    ROW(INSTANT_MESSAGE, spelling, im_effect_message, other_spelling, OPENS),
    ROW(INSTANT_MESSAGE, group, im_effect_message, group_window, GROUP_WINDOW),
    ROW(INSTANT_MESSAGE, coming_back, im_effect_message, come_back, RETURN_OPENS),
    ROW(INSTANT_MESSAGE, closed, im_effect_message, reopened, REOPEN_AFTER_CLOSE),
    ROW(INSTANT_MESSAGE, always, im_effect_message, open_new, OPENS),

    ROW(RELEASE, not_live, im_effect_release, done, RELEASE_SAFE),
    ROW(RELEASE, live, im_effect_release, done, REUSE_REFERENCES),

    ROW(MY_SIGNIN_NAME, is_signed_in, NULL, own_name, MY_NAME),
    ROW(MY_SIGNIN_NAME, is_out, NULL, no_name, MY_NAME),

    ROW(GET_CONTACT, gc_null, NULL, contact_null, GET_CONTACT_ARGS),
    ROW(GET_CONTACT, gc_bad, NULL, contact_bad, GET_CONTACT_ARGS),
    ROW(GET_CONTACT, gc_doubtful, NULL, contact_doubtful, GET_CONTACT_ARGS),
    ROW(GET_CONTACT, is_signed_out, NULL, contact_out, GET_CONTACT_ARGS),
    ROW(GET_CONTACT, is_offline, NULL, contact_cut_off, GET_CONTACT_ARGS),
    ROW(GET_CONTACT, gc_unlisted, im_effect_get_contact, contact_none, GET_CONTACT),
    ROW(GET_CONTACT, gc_fresh, im_effect_get_contact, contact_good, GET_CONTACT),
    ROW(GET_CONTACT, gc_held, im_effect_get_contact, contact_again, GET_CONTACT_SAME),
    ROW(GET_CONTACT, gc_held_unlike, im_effect_get_contact, contact_unlike, GET_CONTACT_SAME),

    ROW(IS_SELF, contact_offline, NULL, no, IS_SELF_OFFLINE),
    ROW(IS_SELF, contact_signed_out, NULL, no_longer, IS_SELF_OFFLINE),
    ROW(IS_SELF, stale, NULL, stale_self, IS_SELF),
    ROW(IS_SELF, is_me, NULL, yes, IS_SELF),
    ROW(IS_SELF, is_perhaps_me, NULL, yes_or_no, IS_SELF),
    ROW(IS_SELF, is_somebody, NULL, no, IS_SELF),
    ROW(SIGNIN_NAME, fresh, NULL, given_name, SIGNIN_NAME),
    ROW(SIGNIN_NAME, fresh_listed, NULL, listed_name, SIGNIN_NAME),
    ROW(SIGNIN_NAME, contact_offline, NULL, stale_name, SIGNIN_NAME),
    ROW(SIGNIN_NAME, not_fresh, NULL, stale_name, SIGNIN_NAME),
    NAMES(IS_SELF, was_passed, ARG_KEPT),
    NAMES(SIGNIN_NAME, was_passed, ARG_KEPT),
    ROW(CONTACT_RELEASE, has_contact, im_effect_contact_release, done, NONE),

    ROW(GET, live_handle, im_effect_get, handle_live, HWND),
    ROW(GET, live_is_closed, im_effect_get, open_flag, IS_CLOSED),
    ROW(GET, live_geometry, im_effect_get, pixels, GEOMETRY),
    ROW(GET, bent_geometry, im_effect_get, pixels_bent, GEOMETRY),
    ROW(GET, scripted_get, im_effect_get, not_by_script, GEOMETRY),
    ROW(GET, dead_handle, im_effect_get, handle_dead, DEAD_OBJECT),
    ROW(GET, dead_is_closed, im_effect_get, flag_dead, DEAD_OBJECT),
    ROW(GET, dead_geometry, im_effect_get, call_dead, DEAD_OBJECT),
    ROW(GET, unsure_handle, im_effect_get, handle_revived, DEAD_OBJECT),
    ROW(GET, unsure_is_closed, im_effect_get, flag_revived, DEAD_OBJECT),
    ROW(GET, unsure_geometry, im_effect_get, pixels_revived, DEAD_OBJECT),
    ROW(PUT, live_put, im_effect_put, plain_ok, GEOMETRY),
    ROW(PUT, live_bad_put, NULL, bad_value, GEOMETRY),
    ROW(PUT, scripted_put, im_effect_put, not_by_script, GEOMETRY),
    ROW(PUT, dead_geometry, im_effect_put, call_dead, DEAD_OBJECT),
    ROW(PUT, unsure_put, im_effect_put, call_revived, DEAD_OBJECT),
    ROW(SHOW, live, im_effect_get, plain_ok, SHOW),
    ROW(SHOW, not_live, im_effect_get, call_dead, DEAD_OBJECT),
    ROW(SHOW, unsure, im_effect_get, call_revived, DEAD_OBJECT),
    ROW(CLOSE, live, im_effect_close, plain_ok, CLOSE),
    ROW(CLOSE, invoke_live, im_effect_close, not_by_script, CLOSE),
    ROW(CLOSE, not_live, im_effect_close, close_dead, CLOSE_AGAIN),
    ROW(CLOSE, never_closed, im_effect_close, close_once, CLOSE_AGAIN),
    ROW(CONTACTS, live, im_effect_get, people, PARTICIPANT),
    ROW(CONTACTS, not_live, im_effect_get, people_dead, DEAD_OBJECT),
    ROW(CONTACTS, unsure, im_effect_get, people_revived, DEAD_OBJECT),

    ROW(USER_CLOSE, live, im_effect_user_close, done, NONE),
    ROW(USER_CLOSE, not_live, im_effect_user_close, done, NONE),
    ROW(USER_ADD_CONTACT, live, im_effect_add_contact, done, NONE),
    ROW(OPEN_DIALOG, always, im_effect_open_dialog, done, NONE),
    ROW(CLOSE_DIALOGS, always, im_effect_close_dialogs, done, NONE),
    ROW(SET_FOCUS, always, im_effect_focus, done, NONE),
    ROW(WINDOWS, always, im_effect_windows, screen, WINDOW_SHOWN),
    ROW(EVENTS, always, im_effect_events, queue, EVENT_CREATED),
    ROW(EVENTS, sign_unheard, NULL, sign_silent, EVENT_SIGN),
    ROW(EVENTS, status_stale, NULL, status_silent, EVENT_STATUS),
    ROW(EVENTS, joins_unheard, NULL, added_silent, EVENT_MEMBERS),

    ROW(CHECK, identity, NULL, law_holds, IDENTITY),
    ROW(CHECK, interfaces, NULL, law_holds, INTERFACES),
    ROW(CHECK, references, NULL, law_holds, REFERENCES),
    ROW(CHECK, references_dead, NULL, law_holds, RELEASE_SAFE),
    ROW(CHECK, out_pointers, NULL, law_holds, OUT_CLEARED),
    NAMES(CHECK, not_live, RELEASE_SAFE),
    ROW(INVOKE, known_name, NULL, member_id, INVOKE_ERRORS),
    ROW(INVOKE, unknown_name, NULL, name_unknown, INVOKE_ERRORS),
    ROW(INVOKE, unknown_member, NULL, member_unknown, INVOKE_ERRORS),
    ROW(INVOKE, no_argument, NULL, argument_missing, INVOKE_ERRORS),
    ROW(INVOKE, too_many, NULL, arguments_many, INVOKE_ERRORS),
    ROW(INVOKE, named_argument, NULL, argument_unnamed, INVOKE_ERRORS),
    ROW(INVOKE, unconvertible, NULL, argument_unlike, INVOKE_ERRORS),
    CALLS(INVOKE, calls_method, im_effect_message, INVOKE_EXCEPTION),
};
/* clang-format on */
const struct row_table im_rows = { rows, sizeof rows / sizeof rows[0] };
