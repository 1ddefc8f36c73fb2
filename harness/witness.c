/*
 * Answers for and against what a case writes: see witness.h.
 */
#include "witness_say.h"

#include <string.h>

void witness_say(const struct stand *stand, const struct im_observation *obs, bool fit, enum im_grade limit,
                 const char *what, const char *name)
{
    const struct witness witness = { .obs = *obs, .what = what, .name = name, .fits = fit, .limit = (uint8_t)limit };
    stand->take(stand->context, &witness);
}

static im_name name_of(const struct stand *stand, const struct text_spec *text)
{
    return world_name(&stand->run->world, cast_text(&stand->run->cast, text, stand->run->arena));
}

static enum im_relation relation_of(const struct world *world, im_name a, im_name b)
{
    return im_name_relation(world->names[a], world->names[b]);
}

/* Somebody whom the names given do not mean. */
static im_name somebody_else(const struct stand *stand, const im_name *names, size_t count)
{
    struct world *world = &stand->run->world;
    static const enum role others[] = { ROLE_DAVE, ROLE_CAROL, ROLE_BOB, ROLE_ALICE };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        im_name other = world_name(world, stand->run->cast.name[others[i]]);
        bool meant = false;
        for (size_t j = 0; j < count; j++) meant |= relation_of(world, other, names[j]) != IM_DIFFERENT;
        if (!meant) return other;
    }
    return world->known.me;
}

/* The name with the case of its first letter changed. */
static im_name respelt(const struct stand *stand, im_name name)
{
    const struct im_text *text = &stand->run->world.names[name];
    uint16_t *units = arena_alloc(stand->run->arena, (text->length + 1) * sizeof *units);
    bool done = false;
    for (size_t i = 0; i < text->length; i++) {
        units[i] = text->units[i];
        if (done || (units[i] & 0xFFDFu) < 'A' || (units[i] & 0xFFDFu) > 'Z') continue;
        units[i] ^= 0x20;
        done = true;
    }
    return world_name(&stand->run->world, (struct text){ units, text->length });
}

/* The name with the scheme in front that some services write. */
static im_name with_scheme(const struct stand *stand, im_name name)
{
    static const uint16_t scheme[] = { 's', 'i', 'p', ':' };
    const size_t before = sizeof scheme / sizeof scheme[0];
    const struct im_text *text = &stand->run->world.names[name];
    uint16_t *units = arena_alloc(stand->run->arena, (text->length + before) * sizeof *units);
    memcpy(units, scheme, sizeof scheme);
    if (text->length > 0) memcpy(units + before, text->units, text->length * sizeof *units);
    return world_name(&stand->run->world, (struct text){ units, text->length + before });
}

/* --- contact objects --- */

static void contact_code(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    const struct step *step = stand->step;
    const struct world *world = &stand->run->world;
    struct im_observation obs = { .hresult = hresult };
    if (im_failed(hresult)) {
        fits(stand, &obs, grade, "nothing", NULL);
        return;
    }
    contradicts(stand, &obs, "no contact object", NULL);
    const char *token = step->same_as != NULL ? exec_token(stand->run, step->same_as) : NULL;
    uint8_t due = 0, fresh = witness_fresh(world->contact, IM_CONTACTS_HELD);
    for (size_t i = 0; i < IM_CONTACTS_HELD; i++) {
        const uint8_t handle = (uint8_t)(i + 1);
        const char *held = world->contact[i];
        if (held == NULL) continue;
        obs.handle = handle;
        if (token != NULL && strcmp(held, token) == 0) {
            due = handle;
            fits(stand, &obs, grade, "the contact object of", step->same_as);
        } else if (relation_of(world, world->model.state.contacts[i].name, stand->asked->name) == IM_DIFFERENT) {
            contradicts(stand, &obs, "another contact object that is held", NULL);
        }
    }
    obs.handle = fresh;
    if (due == 0) {
        if (stand->preferred->handle == fresh) fits(stand, &obs, grade, "a new contact object", NULL);
    } else if (world->known.contact_identity) {
        contradicts(stand, &obs, "a new contact object", NULL);
    } else {
        is_noted(stand, &obs, "a new contact object", NULL);
    }
}

/* --- values --- */

static void list_code(const struct stand *stand, struct im_observation obs, enum im_grade grade)
{
    const struct step *step = stand->step;
    im_name names[LIMIT_LIST + 1];
    size_t count = 0;
    for (; count < step->text_count && count < LIMIT_LIST; count++) names[count] = name_of(stand, &step->texts[count]);
    obs.has_value = true;
    obs.names = names;
    obs.name_count = (uint32_t)count;
    fits(stand, &obs, grade, "the participants", NULL);
    enum im_grade good = grade > IM_ACCEPTED ? grade : IM_ACCEPTED;
    for (size_t i = 0; i < count; i++) {
        im_name given = names[i];
        names[i] = respelt(stand, given);
        fits(stand, &obs, good, "a participant in other letter case", NULL);
        names[i] = given;
    }
    names[count] = stand->run->world.known.me;
    obs.name_count = (uint32_t)count + 1;
    is_noted(stand, &obs, "the participants and the local user", NULL);
    names[count] = somebody_else(stand, names, count);
    obs.name_count = (uint32_t)count + 1;
    contradicts(stand, &obs, "a participant too many", NULL);
    if (count == 0) return;
    obs.name_count = (uint32_t)count - 1;
    contradicts(stand, &obs, "a participant missing", NULL);
    names[count - 1] = names[count];
    obs.name_count = (uint32_t)count;
    contradicts(stand, &obs, "somebody else among the participants", NULL);
}

/* Did the connection last, so that a contact object is as it was when it was asked for? */
static bool stayed(const struct stand *stand)
{
    for (size_t i = 0; i < stand->run->at; i++) {
        enum im_event_kind kind = stand->run->test->steps[i].kind;
        if (kind == IM_EV_SIGN_OUT || kind == IM_EV_GO_OFFLINE) return false;
    }
    return true;
}

static bool is_listed(const struct stand *stand, im_name name)
{
    const struct world *world = &stand->run->world;
    bool secondary = world->model.state.contacts[stand->asked->contact - 1].secondary != 0;
    for (uint32_t i = 0; i < world->known.listed_count; i++) {
        const struct im_listed *listed = &world->known.listed[i];
        if (listed->name == name && (listed->secondary != 0) == secondary) return true;
    }
    return false;
}

/* The name of somebody on the list, who is known by it, may come back in other letter case: speak of others
 * and of the own one. */
static void name_code(const struct stand *stand, struct im_observation obs, enum im_grade grade)
{
    const im_name given = name_of(stand, &stand->step->text);
    obs.name = given;
    fits(stand, &obs, grade, "the value", NULL);
    obs.name = somebody_else(stand, &given, 1);
    contradicts(stand, &obs, "somebody else's name", NULL);
    obs.name = respelt(stand, given);
    if (stand->step->kind == IM_EV_SIGNIN_NAME && is_listed(stand, given)) {
        fits(stand, &obs, grade > IM_ACCEPTED ? grade : IM_ACCEPTED, "the value in other letter case", NULL);
    } else if (stand->step->kind == IM_EV_MY_SIGNIN_NAME || stayed(stand)) {
        contradicts(stand, &obs, "the value in other letter case", NULL);
    }
    if (stand->step->kind != IM_EV_MY_SIGNIN_NAME) return;
    obs.name = with_scheme(stand, given);
    is_noted(stand, &obs, "the value behind sip:", NULL);
}

static void value_code(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    const struct step *step = stand->step;
    struct im_observation obs = { .hresult = hresult };
    bool told = step->expect_value != EXPECT_NO_VALUE || step->texts_given;
    bool number = step->kind == IM_EV_GET || step->kind == IM_EV_IS_SELF;
    if (hresult == 0 && !told && number) {
        contradicts(stand, &obs, "no value", NULL);
        enum im_grade good = grade > IM_ACCEPTED ? grade : IM_ACCEPTED;
        obs.has_value = true;
        fits(stand, &obs, good, "0, where no value is written,", NULL);
        obs.number = 1;
        fits(stand, &obs, good, "1, where no value is written,", NULL);
        return;
    }
    if (hresult != 0 || !told) {
        if (hresult == 0) obs = *stand->preferred;
        obs.hresult = hresult;
        if (!im_failed(hresult) && hresult != 0) obs.has_value = false;
        fits(stand, &obs, grade, "what is due", NULL);
        return;
    }
    contradicts(stand, &obs, "no value", NULL);
    obs.has_value = true;
    if (step->texts_given) {
        list_code(stand, obs, grade);
    } else if (step->expect_value == EXPECT_TEXT) {
        name_code(stand, obs, grade);
    } else {
        bool live = step->expect_value == EXPECT_LIVE;
        int64_t handle = stand->preferred->number != 0 ? stand->preferred->number : 1;
        obs.number = live ? handle : step->value;
        fits(stand, &obs, grade, "the value", NULL);
        obs.number = live ? 0 : step->expect_value == EXPECT_BOOL ? !step->value : step->value + 1;
        if (step->other_given) fits(stand, &obs, step->other, "another value", NULL);
        witness_say(stand, &obs, false, step->other_given ? step->other : IM_REJECTED, "another value", NULL);
    }
}

/* --- what only COM shows --- */

static enum im_grade worse(enum im_grade a, enum im_grade b) { return a > b ? a : b; }

/* What EXCEPINFO may carry, and what it may not. */
static void exception_code(const struct stand *stand, struct im_observation obs, enum im_grade grade)
{
    static const uint32_t tried[] = { 0, 0x80041234u, 0x80070057u, 0x80004005u, 0x8100031Eu, 0x80020009u };
    const struct expected_code *first = &stand->step->scode.codes[0];
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
        enum im_grade carried = expect_scode(stand->step, tried[i]);
        bool best = stand->step->scode.count > 0 && !first->is_class && first->value == tried[i];
        obs.scode = tried[i];
        if (carried == IM_REJECTED) {
            contradicts(stand, &obs, "another scode", NULL);
        } else {
            fits(stand, &obs, worse(grade, best ? IM_PREFERRED : carried), "an scode", NULL);
        }
    }
}

static void invoke_code(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    struct im_observation obs = { .hresult = hresult };
    if (hresult == im_codes[IM_DISP_EXCEPTION].value) {
        exception_code(stand, obs, grade);
        return;
    }
    if (hresult != 0 || stand->step->expect_value == EXPECT_NO_VALUE) {
        fits(stand, &obs, grade, "what is due", NULL);
        return;
    }
    contradicts(stand, &obs, "no DISPID", NULL);
    obs.has_value = true;
    obs.number = stand->step->value;
    fits(stand, &obs, grade, "the DISPID", NULL);
    obs.number++;
    contradicts(stand, &obs, "another DISPID", NULL);
}

static void law(const struct stand *stand)
{
    struct im_observation obs = { .has_value = true, .number = 1 };
    fits(stand, &obs, IM_PREFERRED, "that the law holds", NULL);
    obs.number = 0;
    contradicts(stand, &obs, "that the law is broken", NULL);
}

static void one_code(const struct stand *stand, uint32_t hresult)
{
    const struct expected_code *first = &stand->step->expect.codes[0];
    bool best = !first->is_class && first->value == hresult;
    enum im_grade grade = best ? IM_PREFERRED : expect_grade(stand->step, hresult);
    switch (stand->step->kind) {
    case IM_EV_INSTANT_MESSAGE: witness_message(stand, hresult, grade); break;
    case IM_EV_GET_CONTACT: contact_code(stand, hresult, grade); break;
    case IM_EV_INVOKE: invoke_code(stand, hresult, grade); break;
    default: value_code(stand, hresult, grade); break;
    }
}

/* A code that the case does not write, with what would come with it. */
static void wrong_code(const struct stand *stand, uint32_t hresult)
{
    struct im_observation obs = *stand->preferred;
    obs.hresult = hresult;
    if (stand->step->kind == IM_EV_INSTANT_MESSAGE) {
        witness_wrong_message(stand, hresult);
    } else {
        contradicts(stand, &obs, "what would come with it", NULL);
    }
}

/* Each code that is written, a member of each class, and of the others those that something else could give. */
static void each_code(const struct stand *stand)
{
    static const uint32_t tried[] = {
        0, 1, 0x00041234u, 0x80041234u, 0x80070057u, 0x80004005u, 0x800706F4u, 0x8100031Eu
    };
    const struct step *step = stand->step;
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
        if (expect_grade(step, tried[i]) != IM_REJECTED) {
            one_code(stand, tried[i]);
        } else {
            wrong_code(stand, tried[i]);
        }
    }
    const struct expectation *lists[] = { &step->expect, &step->noted };
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            bool done = lists[i]->codes[j].is_class;
            for (size_t k = 0; k < sizeof tried / sizeof tried[0]; k++) done |= lists[i]->codes[j].value == tried[k];
            if (!done) one_code(stand, lists[i]->codes[j].value);
        }
    }
}

/* An object that is held once more may not say that nobody holds it. */
static void references(const struct stand *stand)
{
    if (!stand->run->world.known.contact_identity || stand->asked->window == 0) return;
    const struct im_object *object = &stand->run->world.model.state.objects[stand->asked->window - 1];
    const struct im_observation obs = { .has_value = true, .number = object->refs - 1 };
    fits(stand, &obs, IM_PREFERRED, "the references that are left", NULL);
    const struct im_observation none = { .has_value = true };
    if (object->refs > 1) contradicts(stand, &none, "no reference left", NULL);
}

void witness_each(struct run *run, const struct step *step, const struct im_event *asked,
                  const struct im_observation *preferred, witness_taker take, void *context)
{
    const struct stand stand = { run, step, asked, preferred, take, context };
    if (step->expect.given) each_code(&stand);
    if (step->kind == IM_EV_WINDOWS) witness_screen(&stand);
    if (step->kind == IM_EV_EVENTS) witness_events(&stand);
    if (step->kind == IM_EV_RELEASE) references(&stand);
    if (step->kind == IM_EV_CHECK) law(&stand);
    if (im_event_class(step->kind) == IM_CONTROL) fits(&stand, preferred, IM_ACCEPTED, "what is done", NULL);
}
