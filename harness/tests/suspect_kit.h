/*
 * What the tests of suspects share: short cases are played in the preferred way, and their last step goes wrong.
 */
#ifndef IMCONFORM_SUSPECT_KIT_H
#define IMCONFORM_SUSPECT_KIT_H

#include "case_kit.h"
#include "exec.h"

struct play {
    struct suite *suite;
    struct arena *arena;
    struct run *run;
    struct testimony testimony;
    unsigned tokens;
};

/* Nothing is performed: the adapter only says which bindings there are. */
static const struct iut_identity *any_identity(struct session *session)
{
    static const struct iut_identity everything = { .bindings = { true, true, true, true } };
    (void)session;
    return &everything;
}

static inline void begin(struct play *play, const char *steps)
{
    static const struct adapter any = { .scheme = "any", .identity = any_identity };
    static const struct exec exec = { .adapter = &any };
    *play = (struct play){ .suite = load_steps(steps), .arena = arena_new() };
    play->run = arena_alloc(play->arena, sizeof *play->run);
    *play->run = (struct run){ .exec = &exec, .test = &play->suite->cases[0], .arena = play->arena };
    cast_bind(&play->run->cast, cast_wanted());
    world_begin(&play->run->world, play->arena, cast_wanted(), false);
    play->run->world.known.contact_identity = true;
}

static inline void end(struct play *play)
{
    arena_free(play->arena);
    suite_free(play->suite);
}

static inline struct im_event event_of(struct play *play, const struct step *step)
{
    struct event event;
    const char *missing = NULL;
    ck_assert_msg(exec_event(play->run, step, &event, &missing), "%s has no object", missing);
    return world_event(&play->run->world, &event);
}

/* One step as it should be. */
static inline void good_step(struct play *play, const struct step *step)
{
    struct world *world = &play->run->world;
    const struct im_event asked = event_of(play, step);
    struct im_observation preferred;
    ck_assert(oracle_prefer(&world->model, &asked, &preferred));
    struct im_screen_window windows[IM_CONVERSATIONS];
    for (int i = 0; step->kind == IM_EV_WINDOWS && i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *open = &world->model.state.conversations[i];
        if (open->shown != IM_YES) continue;
        windows[preferred.window_count++] =
            (struct im_screen_window){ .contacts = open->member, .count = open->members };
    }
    preferred.windows = windows;
    suspect_clear(&play->testimony, world, &play->run->trail, &asked, &preferred);
    trail_follow(&play->run->trail, world, &asked, &preferred);
    struct observation seen = { .hresult = preferred.hresult };
    bool window = step->kind == IM_EV_INSTANT_MESSAGE;
    const char *held = preferred.handle == 0 ? NULL
                       : window              ? world->window[preferred.handle - 1]
                                             : world->contact[preferred.handle - 1];
    if (held != NULL) snprintf(seen.token, sizeof seen.token, "%s", held);
    if (held == NULL && preferred.handle != 0) snprintf(seen.token, sizeof seen.token, "t%u", ++play->tokens);
    ck_assert(world_advance(world, &asked, &seen, &preferred));
    exec_bind(play->run, step->as, seen.token);
}

/* What the last step answers instead. */
enum wrong {
    ARGUMENT,
    FAILS,
    NO_USER,
    SIGNED_OUT,
    POINTER,
    SILENT,
    EMPTY,
    SUCCEEDS,
    LEAVES,
    TWIN,
    OTHERS,
    CLOSED,
    NOBODY,
    WRONG,
    WINDOW,
    TOLD,
    TOLD_GONE,
    TOLD_ADDED,
    MISNAMED
};

static inline struct im_observation wrong_answer(const struct play *play, enum wrong wrong)
{
    static const uint32_t codes[] = {
        [ARGUMENT] = 0x80070057u, [FAILS] = 0x80004005u,  [NO_USER] = 0x8100030Au, [SIGNED_OUT] = 0x8100031Eu,
        [POINTER] = 0x80004003u,  [LEAVES] = 0x80004005u, [MISNAMED] = 0
    };
    struct im_observation obs = { .hresult = codes[wrong], .out = IM_OUT_NULL };
    const struct im_state *state = &play->run->world.model.state;
    uint8_t fresh = 0;
    while (state->objects[fresh].refs > 0) fresh++;
    if (wrong == LEAVES) obs.out = IM_OUT_UNTOUCHED;
    if (wrong == TWIN || wrong == SUCCEEDS || wrong == OTHERS || wrong == CLOSED) obs.out = IM_OUT_WINDOW;
    if (wrong == TWIN || wrong == SUCCEEDS) obs.handle = (uint8_t)(fresh + 1);
    if (wrong == OTHERS || wrong == CLOSED) obs.handle = 1;
    if (wrong == TWIN || wrong == CLOSED) obs.seen = IM_SEEN_NO;
    if (wrong == TOLD || wrong == TOLD_GONE || wrong == TOLD_ADDED) {
        for (int i = 0; i < IM_TOLD_COUNT; i++) obs.told[i] = state->due[i].min;
        obs.told[wrong == TOLD ? IM_TOLD_CREATED : wrong == TOLD_GONE ? IM_TOLD_DESTROYED : IM_TOLD_ADDED] = 9;
    }
    static const struct im_mention first = { .told = IM_TOLD_DESTROYED, .window = 1 };
    if (wrong == MISNAMED) {
        for (int i = 0; i < IM_TOLD_COUNT; i++) obs.told[i] = state->due[i].min;
        obs.mentions = &first;
        obs.mention_count = 1;
    }
    static const im_name somebody;
    static const struct im_screen_window window = { .contacts = &somebody, .count = 1 };
    if (wrong == WINDOW) obs.windows = &window;
    obs.window_count = wrong == WINDOW;
    obs.has_value = wrong == WRONG;
    obs.number = 4711;
    return obs;
}

static inline void play_steps(struct play *play, const char *steps, enum wrong wrong)
{
    begin(play, steps);
    const struct test_case *test = &play->suite->cases[0];
    for (size_t i = 0; i + 1 < test->step_count; i++) good_step(play, &test->steps[i]);
    struct world *world = &play->run->world;
    const struct im_event asked = event_of(play, &test->steps[test->step_count - 1]);
    const struct im_observation obs = wrong_answer(play, wrong);
    const struct im_judgement judgement = oracle_judge(&world->model, &asked, &obs);
    ck_assert(wrong == SILENT || judgement.grade == IM_REJECTED);
    suspect_accuse(&play->testimony, world, &play->run->trail, &asked, wrong == SILENT ? NULL : &obs, judgement.shape,
                   judgement.blame, judgement.blames);
}

static inline bool names(const struct suspect_set *set, const char *name)
{
    bool found = false, known = false;
    for (unsigned i = 1; i < SUSPECTS; i++) {
        if (strcmp(suspect_name(i), name) != 0) continue;
        known = true;
        found |= suspect_in(set, i);
    }
    ck_assert_msg(known, "there is no suspect \"%s\"", name);
    return found;
}

/* --- steps --- */

#define OK ", expect: [S_OK]}\n"
#define IN "- client.signIn\n"
#define CALL(who) "- instantMessage: {to: " who OK
#define INVOKE(who, how) "- instantMessage: {to: " who ", binding: " how OK
#define AS(name, who) "- instantMessage: {to: " who ", as: " name OK
#define ASK(who) "- getContact: {name: " who OK
#define CONTACT(who) "- getContact: {name: " who ", as: c1" OK
#define SECOND "- service.signIn: secondary\n- getContact: {name: secondary, service: secondary, as: c1" OK
#define AGAIN "- client.signOut\n- client.signIn\n"
#define OFF_AND_ON "- client.goOffline\n- client.goOnline\n"
#define HANDLE(name) "- get: {window: " name ", property: HWND, value: live" OK
#define CLOSE(name) "- close: {window: " name OK
#define RELEASE(name) "- release: " name "\n"
#define JOIN(name, who) "- user.addContactToWindow: {window: " name ", name: " who "}\n"
#define DIALOG "- user.openDialog: options\n"
#define NO_FOCUS "- desktop.setFocusAllowed: false\n"
#define SCREEN "- client.windows: {count: 0}\n"
#define TAKE "- events.take: {created: 1}\n"
#define PEOPLE(name) "- contacts: {window: " name ", value: [alice]" OK
#define ODD(text) "{bstr: {text: \"" text "\"}}"

#endif
