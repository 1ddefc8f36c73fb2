/*
 * The situations of suspects.def: see suspect_scene.h.
 */
#include "suspect_scene.h"

#include <string.h>

/* --- the scene --- */

static bool a_call(const struct scene *s) { return s->event->kind == IM_EV_INSTANT_MESSAGE; }
static bool by_string(const struct scene *s) { return a_call(s) && s->has_name && s->contact == NULL; }
static bool by_object(const struct scene *s) { return a_call(s) && s->contact != NULL; }

static bool listed(const struct scene *s, bool secondary)
{
    for (uint32_t i = 0; i < s->known->listed_count; i++) {
        const struct im_listed *one = &s->known->listed[i];
        if (one->name == s->index && (one->secondary != 0) == secondary) return true;
    }
    return false;
}

static bool has_object(const struct im_state *state, int conversation, bool alive)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        const struct im_object *object = &state->objects[i];
        if (object->refs == 0 || object->conversation != conversation + 1) continue;
        if (!alive || object->alive == IM_YES) return true;
    }
    return false;
}

bool scene_is_member(const struct scene *s, const struct im_conversation *conversation)
{
    for (int i = 0; s->has_name && i < conversation->members; i++) {
        const struct im_text member = s->known->names[conversation->member[i]];
        if (conversation->member[i] == s->index || im_name_relation(member, s->name) != IM_DIFFERENT) return true;
    }
    return false;
}

static void look_at_windows(struct scene *s)
{
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *conversation = &s->state->conversations[i];
        if (conversation->members == 0) continue;
        if (!scene_is_member(s, conversation)) {
            s->others += conversation->shown == IM_YES;
        } else if (!has_object(s->state, i, false)) {
            s->released = true;
        } else if (!has_object(s->state, i, true)) {
            s->closed = true;
        } else if (conversation->members > 1) {
            s->grouped = true;
        }
    }
}

static void find_name(struct scene *s)
{
    const struct im_event *event = s->event;
    bool message = event->kind == IM_EV_INSTANT_MESSAGE;
    uint8_t contact = event->contact;
    if (message) contact = event->argument.form == IM_CONTACT ? event->argument.contact : 0;
    if (contact > 0 && s->state->contacts[contact - 1].refs > 0) {
        s->contact = &s->state->contacts[contact - 1];
        s->index = s->contact->name;
        s->secondary = s->contact->secondary != 0;
        s->has_name = true;
    } else if (message && event->argument.form == IM_STRING) {
        s->index = event->argument.name;
        s->has_name = true;
    } else if (event->kind == IM_EV_GET_CONTACT && event->flag == 0) {
        s->index = event->name;
        s->has_name = true;
    }
    if (s->has_name) s->name = s->known->names[s->index];
}

void scene_of(struct scene *s, const struct world *world, const struct trail *trail, const struct im_event *event)
{
    *s = (struct scene){ .known = &world->known,
                         .state = &world->model.state,
                         .event = event,
                         .trail = trail,
                         .me = world->names[world->known.me] };
    oracle_allowed(&world->model, event, &s->allowed);
    s->due = s->allowed.window;
    s->subject = s->due != 0 ? s->due : event->window;
    find_name(s);
    look_at_windows(s);
    s->unlisted = by_string(s) && !listed(s, false);
}

/* --- names --- */

static uint32_t count_units(struct im_text text, uint16_t first, uint16_t last)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < text.length; i++) count += text.units[i] >= first && text.units[i] <= last;
    return count;
}

/* Where the first of these units is, or the length. */
static uint32_t find_unit(struct im_text text, uint16_t unit)
{
    uint32_t at = 0;
    while (at < text.length && text.units[at] != unit) at++;
    return at;
}

/* letters, digits, dots, hyphens and underscores, one at sign among them, and a domain of several parts */
static bool is_plain(struct im_text name)
{
    uint32_t plain = count_units(name, 'a', 'z') + count_units(name, 'A', 'Z') + count_units(name, '0', '9') +
                     count_units(name, '-', '.') + count_units(name, '_', '_');
    uint32_t at = find_unit(name, '@');
    const struct im_text domain = { name.units + at, name.length - at };
    return at > 0 && plain + 1 == name.length && find_unit(domain, '.') < domain.length;
}

enum { BRIEF = 4, LONG = 64, LONGEST = 128 }; /* in units: fewer than, more than */

static bool named_unlisted(const struct scene *s) { return s->unlisted; }
static bool named_unlisted_again(const struct scene *s)
{
    return named_unlisted(s) && s->trail->now.unlisted_calls > 0;
}
static bool named_with_capitals(const struct scene *s) { return by_string(s) && count_units(s->name, 'A', 'Z') > 0; }
static bool named_oddly(const struct scene *s) { return by_string(s) && !is_plain(s->name); }
static bool named_with_a_scheme(const struct scene *s)
{
    return by_string(s) && find_unit(s->name, ':') < find_unit(s->name, '@');
}
static bool named_with_nothing(const struct scene *s) { return by_string(s) && s->name.length == 0; }
static bool named_briefly(const struct scene *s)
{
    return by_string(s) && s->name.length > 0 && s->name.length < BRIEF;
}
static bool named_at_length(const struct scene *s) { return by_string(s) && s->name.length > LONG; }
static bool named_at_full_length(const struct scene *s) { return by_string(s) && s->name.length > LONGEST; }
static bool named_with_pairs(const struct scene *s) { return by_string(s) && count_units(s->name, 0xD800, 0xDFFF) > 0; }
static bool named_like_secondary(const struct scene *s) { return by_string(s) && listed(s, true); }

static bool same_units(struct im_text a, struct im_text b)
{
    return a.length == b.length && a.length > 0 && memcmp(a.units, b.units, a.length * sizeof *a.units) == 0;
}
static struct im_text from(struct im_text text, uint32_t at)
{
    return (struct im_text){ text.units + at, text.length - at };
}
static bool ends_like_own(const struct scene *s)
{
    return same_units(from(s->name, find_unit(s->name, '@')), from(s->me, find_unit(s->me, '@')));
}
static bool begins_like_own(const struct scene *s)
{
    const struct im_text own = { s->me.units, find_unit(s->me, '@') };
    return s->name.length >= own.length && same_units((struct im_text){ s->name.units, own.length }, own);
}
static bool name_ends_like_own(const struct scene *s) { return by_string(s) && ends_like_own(s); }
static bool name_begins_like_own(const struct scene *s) { return by_string(s) && begins_like_own(s); }
static bool name_contains_own(const struct scene *s)
{
    bool found = false;
    for (uint32_t at = 0; by_string(s) && at + s->me.length <= s->name.length && !found; at++) {
        found = same_units((struct im_text){ s->name.units + at, s->me.length }, s->me);
    }
    return found;
}
static bool object_ends_like_own(const struct scene *s) { return by_object(s) && ends_like_own(s); }
static bool object_begins_like_own(const struct scene *s) { return by_object(s) && begins_like_own(s); }
static bool with_a_contact(const struct scene *s) { return s->contact != NULL; }
static bool with_a_contact_passed_before(const struct scene *s) { return s->contact != NULL && s->contact->passed; }
static bool with_a_contact_released_before(const struct scene *s)
{
    return s->contact != NULL && s->trail->now.contacts_released > 0;
}
static bool asked_for_self(const struct scene *s) { return s->event->kind == IM_EV_IS_SELF; }
static bool contact_named_at_length(const struct scene *s)
{
    return s->event->kind == IM_EV_GET_CONTACT && s->has_name && s->name.length > LONG;
}

/* --- how it is called --- */

static bool through_invoke(const struct scene *s)
{
    return a_call(s) && (s->event->binding >= IM_BINDING_DISPATCH || s->known->invoke_only);
}
/* ... or as an event of Invoke's own, with a name that the method refuses */
static bool refusal_through_invoke(const struct scene *s)
{
    bool refused = s->event->call == IM_INVOKE_REFUSED_NAME || s->event->call == IM_INVOKE_OWN_NAME;
    return through_invoke(s) || (s->event->kind == IM_EV_INVOKE && refused);
}
static bool third_call(const struct scene *s) { return a_call(s) && s->trail->now.calls >= 2; }
static bool fifth_call(const struct scene *s) { return a_call(s) && s->trail->now.calls >= 4; }
static bool by_unlisted_object(const struct scene *s) { return by_object(s) && !s->secondary && !listed(s, false); }
static bool by_old_object(const struct scene *s) { return by_object(s) && s->contact->stale; }
static bool by_secondary_object(const struct scene *s) { return by_object(s) && s->secondary; }
static bool by_reference(const struct scene *s) { return s->event->argument.reference != IM_BY_VALUE; }
static bool by_number(const struct scene *s) { return a_call(s) && s->event->argument.form >= IM_NUMBER; }
static bool by_typed_reference(const struct scene *s) { return s->event->argument.reference == IM_BY_TYPED_REFERENCE; }
static bool by_variant_reference(const struct scene *s)
{
    return s->event->argument.reference == IM_BY_VARIANT_REFERENCE;
}
static bool by_reference_and_invoke(const struct scene *s) { return by_reference(s) && through_invoke(s); }

/* --- what there is when it is called --- */

static bool dialog_open(const struct scene *s) { return a_call(s) && s->state->dialogs > 0; }
static bool dialog_closed(const struct scene *s)
{
    return a_call(s) && s->trail->now.dialogs > 0 && s->state->dialogs == 0;
}
static bool another_open(const struct scene *s) { return a_call(s) && s->others > 0; }
static bool two_others_open(const struct scene *s) { return a_call(s) && s->others > 1; }
static bool three_others_open(const struct scene *s) { return a_call(s) && s->others > 2; }
static bool focus_refused(const struct scene *s) { return a_call(s) && s->state->focus_refused != 0; }
static bool refused_before(const struct scene *s) { return a_call(s) && s->trail->now.refused > 0; }
static bool first_call_since_sign_in(const struct scene *s)
{
    return a_call(s) && s->trail->now.calls_since_sign_in == 0;
}
static bool signed_in_again(const struct scene *s) { return a_call(s) && s->trail->now.sign_ins > 1; }
static bool back_online(const struct scene *s) { return a_call(s) && s->trail->now.back_online > 0; }
static bool closed_before(const struct scene *s) { return a_call(s) && s->closed; }
static bool released_before(const struct scene *s) { return a_call(s) && s->released; }
static bool of_a_group(const struct scene *s) { return a_call(s) && s->grouped; }
static bool beside_a_group(const struct scene *s) { return a_call(s) && s->trail->now.members_added > 0; }
static bool open_already(const struct scene *s) { return s->due != 0; }
static bool open_already_and_third_call(const struct scene *s) { return open_already(s) && third_call(s); }
static bool open_already_and_fifth_call(const struct scene *s) { return open_already(s) && fifth_call(s); }
static bool open_in_another_form(const struct scene *s)
{
    return s->due != 0 && (s->trail->object[s->due - 1].forms >> scene_form(s->event) & 1) == 0;
}
/* ... or with one of several released */
static bool open_with_two_references(const struct scene *s)
{
    return s->due != 0 && (s->state->objects[s->due - 1].refs > 1 || s->trail->object[s->due - 1].released > 0);
}

static bool signed_out(const struct scene *s) { return a_call(s) && s->state->client == IM_SIGNED_OUT; }
static bool out_by_object(const struct scene *s) { return signed_out(s) && by_object(s); }
static bool out_by_reference(const struct scene *s) { return signed_out(s) && by_reference(s); }
static bool out_through_invoke(const struct scene *s) { return signed_out(s) && through_invoke(s); }
static bool offline(const struct scene *s) { return a_call(s) && s->state->client == IM_OFFLINE; }
static bool offline_by_object(const struct scene *s) { return offline(s) && by_object(s); }
static bool offline_by_reference(const struct scene *s) { return offline(s) && by_reference(s); }
static bool offline_through_invoke(const struct scene *s) { return offline(s) && through_invoke(s); }
static bool out(const struct scene *s) { return signed_out(s) || offline(s); }
static bool out_beside_a_dialog(const struct scene *s) { return out(s) && s->state->dialogs > 0; }
static bool out_without_focus(const struct scene *s) { return out(s) && s->state->focus_refused != 0; }
static bool out_again(const struct scene *s) { return out(s) && s->trail->now.sign_outs > 0; }
static bool out_twice(const struct scene *s) { return out(s) && s->trail->now.sign_outs > 1; }
static bool out_but_for_secondary(const struct scene *s) { return out(s) && s->state->secondary == IM_YES; }

/* --- what happened since --- */

/* Of the screen nobody knows since when; events are those since the last ones; a call that opens a window is not about
 * an open one. */
static const struct counts *since(const struct scene *s)
{
    static const struct counts beginning;
    if (s->subject != 0) return &s->trail->object[s->subject - 1].then;
    if (s->event->kind == IM_EV_EVENTS) return &s->trail->heard;
    return a_call(s) ? &s->trail->now : &beginning;
}
#define SINCE(situation, what) \
    static bool situation(const struct scene *s) { return s->trail->now.what > since(s)->what; }
SINCE(returned_since, returned)
/* ... and events may be about another window only if one is open. */
#define ANOTHER_SINCE(situation, what)                                      \
    static bool situation(const struct scene *s)                            \
    {                                                                       \
        if (s->event->kind == IM_EV_EVENTS && s->others == 0) return false; \
        return s->trail->now.what > since(s)->what;                         \
    }
ANOTHER_SINCE(another_released_since, abandoned)
ANOTHER_SINCE(another_closed_since, closed)
ANOTHER_SINCE(another_closed_by_user_since, closed_by_user)
ANOTHER_SINCE(another_opened_since, opened)
SINCE(shown_since, shown)
SINCE(moved_since, moved)
SINCE(dialog_since, dialogs)
SINCE(focus_refused_since, focus_refused)
SINCE(contact_released_since, contacts_released)
SINCE(member_added_since, members_added)

static bool reference_released_since(const struct scene *s)
{
    for (int i = 0; i < IM_OBJECTS; i++) {
        bool asked = s->subject == 0 ? !a_call(s) : s->subject == i + 1;
        if (asked && s->state->objects[i].refs > 0 && s->trail->object[i].released > 0) return true;
    }
    return false;
}
static bool signed_in_again_since(const struct scene *s) { return s->trail->now.sign_ins > 1; }
static bool last_reference_released(const struct scene *s) { return s->trail->now.abandoned > 0; }

/* Anything but a window that opened, since the events were taken. */
static bool more_than_opened(const struct scene *s)
{
    const struct counts *now = &s->trail->now, *then = &s->trail->heard;
    return now->returned > then->returned || now->refused > then->refused || now->released > then->released ||
           now->shown > then->shown || now->moved > then->moved || now->dialogs > then->dialogs ||
           now->members_added > then->members_added || now->back_online > then->back_online;
}

static bool refused_since(const struct scene *s) { return s->trail->now.refused > s->trail->heard.refused; }

static bool has_member(const struct im_conversation *conversation, im_name name)
{
    bool found = false;
    for (int i = 0; i < conversation->members && !found; i++) found = conversation->member[i] == name;
    return found;
}

/* A window's participants are asked for, and another one has others. */
static bool beside_another(const struct scene *s)
{
    if (s->event->kind != IM_EV_CONTACTS || s->subject == 0) return false;
    const struct im_conversation *own = &s->state->conversations[s->state->objects[s->subject - 1].conversation - 1];
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *other = &s->state->conversations[i];
        for (int j = 0; j < other->members; j++) {
            if (!has_member(own, other->member[j])) return true;
        }
    }
    return false;
}

static bool closed_since(const struct scene *s) { return s->trail->now.closed > s->trail->heard.closed; }
static bool closed_by_user_since(const struct scene *s)
{
    return s->trail->now.closed_by_user > s->trail->heard.closed_by_user;
}

static bool opened_beside_another(const struct scene *s)
{
    return s->trail->now.opened > s->trail->heard.opened && s->trail->now.opened > 1;
}

/* --- the list --- */

enum {
    REFUSED_NOT_BY_NAME = SYMPTOM_ARGUMENT | SYMPTOM_FAIL | SYMPTOM_STATE | SYMPTOM_ERROR | SYMPTOM_SILENT,
    REFUSED = REFUSED_NOT_BY_NAME | SYMPTOM_BY_NAME,
    HOLLOW = SYMPTOM_EMPTY,
    REFUSED_AS_SELF = SYMPTOM_FAIL,
    REFUSED_AS_SIGNED_OUT = SYMPTOM_STATE,
    NOT_REFUSED = SYMPTOM_ACCEPTED | SYMPTOM_CODE,
    OTHERS_WINDOW = SYMPTOM_OTHER | SYMPTOM_CLOSED,
    NOT_RETURNED = SYMPTOM_TWIN | SYMPTOM_CLOSED,
    WRONG_WINDOW = OTHERS_WINDOW | SYMPTOM_TWIN,
    GONE = SYMPTOM_ENDED | SYMPTOM_CLOSED | SYMPTOM_MISSING,
    GONE_WITH_IT = GONE | SYMPTOM_TWIN | SYMPTOM_TOLD_GONE,
    MISNAMED = SYMPTOM_MISNAMED,
    CHANGED = SYMPTOM_MOVED_ON,
    MISSING = SYMPTOM_MISSING,
    EXTRA = SYMPTOM_EXTRA,
    ANSWERED_WRONGLY = SYMPTOM_ANSWER,
    OTHER_PEOPLE = SYMPTOM_PEOPLE,
    TOLD_OF_NEW = SYMPTOM_TOLD,
    TOLD_OF_CLOSED = SYMPTOM_TOLD_GONE,
    LATER = 1 << 30,
    WITH_ORIGIN = SYMPTOM_ENDED | SYMPTOM_MISSING /* symptoms that LATER stands for */
};

static const struct {
    enum im_rule rule;
    unsigned when;
    bool (*holds)(const struct scene *scene);
    const char *name;
} situations[] = {
#define SUSPECT(rule, when, situation) { IM_RULE_##rule, when, situation, #rule " " #situation },
#include "suspects.def"
#undef SUSPECT
};
enum { SITUATION_COUNT = sizeof situations / sizeof situations[0] };
_Static_assert((int)SITUATION_COUNT <= (int)SITUATIONS, "there is room for every situation");

enum im_rule suspect_rule(unsigned suspect)
{
    if (suspect < IM_RULE_COUNT) return (enum im_rule)suspect;
    return suspect - IM_RULE_COUNT < SITUATION_COUNT ? situations[suspect - IM_RULE_COUNT].rule : IM_RULE_NONE;
}

const char *suspect_name(unsigned suspect)
{
    if (suspect_rule(suspect) == IM_RULE_NONE) return "";
    return suspect < IM_RULE_COUNT ? im_rules[suspect].id : situations[suspect - IM_RULE_COUNT].name;
}

static const struct suspect_set *origin_of(const struct scene *scene)
{
    return scene->subject != 0 ? &scene->trail->object[scene->subject - 1].origin : &scene->trail->origins;
}

/* Does the situation hold now, or did it when the window was opened, as the symptoms ask? */
static bool holds(const struct scene *scene, unsigned situation, unsigned symptoms)
{
    unsigned when = situations[situation].when;
    if ((when & symptoms) != 0 && situations[situation].holds(scene)) return true;
    return (when & LATER) != 0 && (symptoms & WITH_ORIGIN) != 0 &&
           suspect_in(origin_of(scene), IM_RULE_COUNT + situation);
}

void scene_add(struct suspect_set *set, const struct scene *scene, unsigned symptoms)
{
    for (unsigned i = 0; i < SITUATION_COUNT; i++) {
        if (holds(scene, i, symptoms)) suspect_add(set, IM_RULE_COUNT + i);
    }
}

bool scene_suspects(const struct scene *scene, unsigned symptom, enum im_rule rule)
{
    unsigned speaking = 0;
    for (unsigned i = 0; i < SITUATION_COUNT; i++) {
        unsigned when = situations[i].when;
        bool concerns = (when & symptom) != 0 || ((when & LATER) != 0 && (symptom & WITH_ORIGIN) != 0);
        if (situations[i].rule != rule || !concerns) continue;
        if (holds(scene, i, symptom)) return true;
        speaking++;
    }
    return speaking == 0;
}

void scene_add_origin(struct suspect_set *set, const struct scene *scene)
{
    for (unsigned i = 0; i < SITUATION_COUNT; i++) {
        if ((situations[i].when & LATER) != 0 && situations[i].holds(scene)) suspect_add(set, IM_RULE_COUNT + i);
    }
}

unsigned scene_form(const struct im_event *event)
{
    unsigned object = event->argument.form == IM_CONTACT, reference = event->argument.reference != IM_BY_VALUE;
    return object + 2 * reference;
}
