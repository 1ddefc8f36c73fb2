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
        witness_say(stand, &obs, true, IM_NOTED, "a new contact object", NULL);
        witness_say(stand, &obs, false, IM_NOTED, "a new contact object", NULL);
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

static void value_code(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    const struct step *step = stand->step;
    struct im_observation obs = { .hresult = hresult };
    bool told = step->expect_value != EXPECT_NO_VALUE || step->texts_given;
    bool number = step->kind == IM_EV_GET || step->kind == IM_EV_IS_SELF;
    if (hresult == 0 && !told && number) {
        contradicts(stand, &obs, "no value", NULL);
        obs.has_value = true;
        fits(stand, &obs, grade, "0, where no value is written,", NULL);
        obs.number = 1;
        fits(stand, &obs, grade, "1, where no value is written,", NULL);
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
        obs.name = name_of(stand, &step->text);
        fits(stand, &obs, grade, "the value", NULL);
        obs.name = somebody_else(stand, &obs.name, 1);
        contradicts(stand, &obs, "somebody else's name", NULL);
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

static void one_code(const struct stand *stand, uint32_t hresult)
{
    enum im_grade grade = expect_grade(stand->step, hresult);
    switch (stand->step->kind) {
    case IM_EV_INSTANT_MESSAGE: witness_message(stand, hresult, grade); break;
    case IM_EV_GET_CONTACT: contact_code(stand, hresult, grade); break;
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

/* --- the screen and the events --- */

/* The windows that a case lists: those of each name side by side, as far as there is room, else together. */
static void fill_screen(const struct stand *stand, struct im_screen_window *windows, uint32_t count,
                        const uint32_t *of_role)
{
    uint32_t at = 0;
    for (size_t i = 0; i < stand->step->with_count && count > 0; i++) {
        im_name name = world_name(&stand->run->world, stand->run->cast.name[stand->step->with[i].role]);
        for (uint32_t j = 0; j < of_role[i]; j++, at++) {
            struct im_screen_window *window = &windows[at % count];
            im_name *names = arena_alloc(stand->run->arena, (window->count + 1) * sizeof *names);
            for (uint32_t k = 0; k < window->count; k++) names[k] = window->contacts[k];
            names[window->count] = name;
            window->contacts = names;
            window->count++;
        }
    }
}

enum { SCREEN_MOST = 32 };

static void screen(const struct stand *stand, uint32_t count, const uint32_t *of_role, bool fit, enum im_grade limit,
                   const char *what, const char *name)
{
    struct im_screen_window windows[SCREEN_MOST] = { { NULL, 0 } };
    if (count > SCREEN_MOST) return;
    fill_screen(stand, windows, count, of_role);
    const struct im_observation obs = { .windows = windows, .window_count = count };
    witness_say(stand, &obs, fit, limit, what, name);
}

static void each_screen(const struct stand *stand)
{
    const struct step *step = stand->step;
    uint32_t least[ROLE_COUNT] = { 0 }, most[ROLE_COUNT] = { 0 }, least_sum = 0, most_sum = 0;
    for (size_t i = 0; i < step->with_count; i++) {
        least_sum += least[i] = step->with[i].range.min;
        most_sum += most[i] = step->with[i].range.max;
    }
    uint32_t min = step->count.given ? step->count.min : least_sum;
    uint32_t max = step->count.given ? step->count.max : most_sum;
    enum im_grade worst = min == max ? IM_ACCEPTED : IM_NOTED;
    screen(stand, min, least, true, worst, "the fewest windows that are due", NULL);
    screen(stand, max, most, true, worst, "the most windows that are due", NULL);
    screen(stand, max + 1, most, false, IM_REJECTED, "a window too many", NULL);
    if (step->with_count == 0 && min > 0) screen(stand, min - 1, least, false, IM_NOTED, "a window missing", NULL);
    /* a window that lists nobody may be anybody's */
    enum im_grade limit = least_sum < min ? IM_NOTED : IM_REJECTED;
    for (size_t i = 0; i < step->with_count; i++) {
        const char *name = role_names[step->with[i].role];
        if (least[i] > 0) {
            least[i]--;
            screen(stand, min - (least_sum <= min), least, false, limit, "no window of", name);
            least[i]++;
        }
        most[i]++;
        screen(stand, max + 1, most, false, IM_REJECTED, "a window too many of", name);
        most[i]--;
    }
}

static bool speaks_of(const struct stand *stand, const char *name, const char *token)
{
    const char *bound = name != NULL ? exec_token(stand->run, name) : NULL;
    return bound != NULL && strcmp(bound, token) == 0;
}

/* Since events were last taken, did the case do anything that opens or closes the window, or may have done so? */
static bool has_news(const struct stand *stand, enum im_told told, const char *token)
{
    for (const struct step *step = stand->step; step > stand->run->test->steps;) {
        step--;
        switch (step->kind) {
        case IM_EV_EVENTS: return false;
        case IM_EV_INSTANT_MESSAGE:
            if (step->expect_window == WINDOW_SAME_AS) break;
            if (told == IM_TOLD_CREATED && speaks_of(stand, step->as, token)) return true;
            break;
        case IM_EV_CLOSE:
        case IM_EV_USER_CLOSE:
            if (told == IM_TOLD_DESTROYED && speaks_of(stand, step->window, token)) return true;
            break;
        case IM_EV_SIGN_OUT:
        case IM_EV_GO_OFFLINE:
        case IM_EV_GO_ONLINE:
        case IM_EV_SERVICE_SIGN_OUT: return true;
        default: break;
        }
    }
    return false;
}

/* An event that carries a window to which nothing happened. */
static void each_mention(const struct stand *stand, enum im_told told)
{
    const struct range *range = &stand->step->told[told];
    if (!range->given || range->max == 0) return;
    struct im_observation obs = *stand->preferred;
    struct im_mention mention = { .told = (uint8_t)told };
    obs.told[told] = (uint8_t)range->max;
    obs.mentions = &mention;
    obs.mention_count = 1;
    for (size_t i = 0; i < IM_OBJECTS; i++) {
        const char *token = stand->run->world.window[i];
        mention.window = (uint8_t)(i + 1);
        if (token == NULL) continue;
        if (!has_news(stand, told, token)) {
            contradicts(stand, &obs, "another window in", im_told_name(told));
        } else if (range->min > 0 && range->min == range->max) {
            fits(stand, &obs, IM_ACCEPTED, "the window in", im_told_name(told));
        }
    }
}

/* OnIMWindowCreated must come; that another event does not may be no more than noted. */
static void each_event(const struct stand *stand)
{
    const struct step *step = stand->step;
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct range *range = &step->told[i];
        if (!range->given) continue;
        struct im_observation obs = *stand->preferred;
        const char *name = im_told_name((enum im_told)i);
        for (uint32_t number = range->min; number <= range->max; number++) {
            obs.told[i] = (uint8_t)number;
            fits(stand, &obs, range->min == range->max ? IM_ACCEPTED : IM_NOTED, "as many as are due of", name);
        }
        obs.told[i] = (uint8_t)(range->max + 1);
        contradicts(stand, &obs, "one too many of", name);
        if (range->min == 0) continue;
        obs.told[i] = (uint8_t)(range->min - 1);
        witness_say(stand, &obs, false, i == IM_TOLD_CREATED ? IM_REJECTED : IM_NOTED, "one too few of", name);
    }
    each_mention(stand, IM_TOLD_CREATED);
    each_mention(stand, IM_TOLD_DESTROYED);
    if (step->status == IM_STATUS_UNTOLD) return;
    struct im_observation obs = *stand->preferred;
    obs.status = (uint8_t)step->status;
    obs.disconnecting = step->status == IM_STATUS_NOT_ONLINE;
    fits(stand, &obs, IM_ACCEPTED, "the status", NULL);
    obs.status = step->status == IM_STATUS_ONLINE ? IM_STATUS_NOT_ONLINE : IM_STATUS_ONLINE;
    contradicts(stand, &obs, "the other status", NULL);
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
    if (step->kind == IM_EV_WINDOWS) each_screen(&stand);
    if (step->kind == IM_EV_EVENTS) each_event(&stand);
    if (step->kind == IM_EV_RELEASE) references(&stand);
    if (im_event_class(step->kind) == IM_CONTROL) fits(&stand, preferred, IM_ACCEPTED, "what is done", NULL);
}
