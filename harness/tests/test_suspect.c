/*
 * Whom a step speaks against and for: short cases are played in the preferred way, and their last step goes wrong.
 */
#include "case_kit.h"
#include "exec.h"

/* --- playing --- */

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

static void begin(struct play *play, const char *steps)
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

static void end(struct play *play)
{
    arena_free(play->arena);
    suite_free(play->suite);
}

static struct im_event event_of(struct play *play, const struct step *step)
{
    struct event event;
    const char *missing = NULL;
    ck_assert_msg(exec_event(play->run, step, &event, &missing), "%s has no object", missing);
    return world_event(&play->run->world, &event);
}

/* One step as it should be. */
static void good_step(struct play *play, const struct step *step)
{
    struct world *world = &play->run->world;
    const struct im_event asked = event_of(play, step);
    struct im_observation preferred;
    ck_assert(oracle_prefer(&world->model, &asked, &preferred));
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
    WINDOW
};

static struct im_observation wrong_answer(const struct play *play, enum wrong wrong)
{
    static const uint32_t codes[] = { [ARGUMENT] = 0x80070057u, [FAILS] = 0x80004005u,  [NO_USER] = 0x8100030Au,
                                      [POINTER] = 0x80004003u,  [LEAVES] = 0x80004005u, [WINDOW] = 0 };
    struct im_observation obs = { .hresult = codes[wrong], .out = IM_OUT_NULL };
    const struct im_state *state = &play->run->world.model.state;
    uint8_t fresh = 0;
    while (state->objects[fresh].refs > 0) fresh++;
    if (wrong == LEAVES) obs.out = IM_OUT_UNTOUCHED;
    if (wrong == TWIN || wrong == SUCCEEDS || wrong == OTHERS || wrong == CLOSED) obs.out = IM_OUT_WINDOW;
    if (wrong == TWIN || wrong == SUCCEEDS) obs.handle = (uint8_t)(fresh + 1);
    if (wrong == OTHERS || wrong == CLOSED) obs.handle = 1;
    if (wrong == TWIN || wrong == CLOSED) obs.seen = IM_SEEN_NO;
    static const im_name somebody;
    static const struct im_screen_window window = { .contacts = &somebody, .count = 1 };
    if (wrong == WINDOW) obs.windows = &window;
    obs.window_count = wrong == WINDOW;
    obs.has_value = wrong == WRONG;
    obs.number = 4711;
    return obs;
}

static void play_steps(struct play *play, const char *steps, enum wrong wrong)
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

static bool names(const struct suspect_set *set, const char *name)
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

/* --- each situation, where it holds and where it does not --- */

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
#define ODD(text) "{bstr: {text: \"" text "\"}}"

static const struct {
    const char *suspect;
    enum wrong wrong;
    const char *holds, *does_not;
} situations[] = {
    { "OPENS a_call", ARGUMENT, IN CALL("alice"), IN AS("w1", "alice") HANDLE("w1") },
    { "OPENS through_invoke", ARGUMENT, IN INVOKE("alice", "dispatch"), IN INVOKE("alice", "vtable") },
    { "OPENS third_call", POINTER, IN CALL("alice") CALL("bob") CALL("carol"), IN CALL("alice") CALL("bob") },
    { "OPENS fifth_call", SILENT, IN CALL("alice") CALL("bob") CALL("carol") CALL("dave") CALL("unlisted"),
      IN CALL("alice") CALL("bob") CALL("carol") CALL("dave") },
    { "ANY_NAME named_unlisted", NO_USER, IN CALL("unlisted"), IN CALL("alice") },
    { "ANY_NAME named_unlisted_again", NO_USER, IN CALL("unlisted") CALL("unlisted"),
      IN CALL("alice") CALL("unlisted") },
    { "ANY_NAME named_with_capitals", ARGUMENT, IN CALL("Zoe@example.com"), IN CALL("zoe@example.com") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe")), IN CALL("zoe.x_1@example.com") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe@localhost")), IN CALL("unlisted") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe+x@example.com")), IN CALL("unlisted") },
    { "ANY_NAME named_with_a_scheme", ARGUMENT, IN CALL(ODD("sip:zoe@example.com")), IN CALL(ODD("zoe@example:com")) },
    { "ANY_NAME named_briefly", ARGUMENT, IN CALL(ODD("zoe")), IN CALL(ODD("zoey")) },
    { "ANY_NAME named_briefly", POINTER, IN CALL(ODD("z")), IN CALL(ODD("")) },
    { "ARG_EMPTY_STRING named_with_nothing", POINTER, IN CALL(ODD("")), IN CALL(ODD("z")) },
    { "ARG_LENGTH named_at_length", ARGUMENT, IN CALL("{bstr: {repeat: a, times: 65}}"),
      IN CALL("{bstr: {repeat: a, times: 64}}") },
    { "ARG_LENGTH named_at_full_length", ARGUMENT, IN CALL("{bstr: {repeat: a, times: 129}}"),
      IN CALL("{bstr: {repeat: a, times: 128}}") },
    { "ARG_LENGTH named_with_pairs", POINTER, IN CALL("{bstr: {utf16: [0xD83D, 0xDE00]}}"), IN CALL(ODD("a")) },
    { "SELF_STRING name_ends_like_own", FAILS, IN CALL("alice"), IN CALL("unlisted") },
    { "SELF_STRING name_begins_like_own", FAILS, IN CALL("me@other.example"), IN CALL("m@other.example") },
    { "SELF_STRING name_begins_like_own", FAILS, IN CALL("melanie@other.example"), IN CALL("alice") },
    { "SELF_OBJECT object_ends_like_own", FAILS, IN CONTACT("alice") CALL("{object: c1}"), IN CALL("alice") },
    { "SELF_OBJECT object_begins_like_own", FAILS, IN CONTACT("me@other.example") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "OBJECT_OPENS by_object", ARGUMENT, IN CONTACT("alice") CALL("{object: c1}"), IN CONTACT("alice") CALL("alice") },
    { "OBJECT_OPENS by_unlisted_object", ARGUMENT, IN CONTACT("unlisted") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "OBJECT_OPENS by_old_object", SILENT, IN CONTACT("alice") AGAIN CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "ARG_BYREF by_reference", POINTER, IN CALL("{byref_bstr: alice}"), IN CALL("alice") },
    { "ARG_BYREF by_reference", SUCCEEDS, IN CALL("{byref_bstr: me}"), IN CALL("me") },
    { "ARG_BYREF by_typed_reference", POINTER, IN CALL("{byref_bstr: alice}"), IN CALL("{byref_variant: alice}") },
    { "ARG_BYREF by_variant_reference", POINTER, IN CALL("{byref_variant: alice}"), IN CALL("{byref_bstr: alice}") },
    { "ARG_BYREF by_reference_and_invoke", ARGUMENT, IN INVOKE("{byref_variant: alice}", "script"),
      IN INVOKE("alice", "script") },
    { "SECONDARY_OBJECT by_secondary_object", ARGUMENT, IN SECOND CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "SECONDARY_STRING named_like_secondary", ARGUMENT, IN CALL("secondary"), IN CALL("unlisted") },
    { "GET_CONTACT with_a_contact", FAILS, IN CONTACT("alice") "- isSelf: {contact: c1, value: false" OK,
      IN "- mySigninName: {value: me" OK },
    { "ARG_KEPT with_a_contact_passed_before", SILENT,
      IN CONTACT("alice") CALL("{object: c1}") "- contact.release: c1\n",
      IN CONTACT("alice") CALL("alice") "- contact.release: c1\n" },
    { "ARG_KEPT with_a_contact_passed_before", SILENT, IN CONTACT("alice") CALL("{object: c1}") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "SIGN_OUT_CLOSES signed_in_again_since", WINDOW, IN AGAIN SCREEN, IN SCREEN },
    { "GET_CONTACT_ARGS contact_named_at_length", ARGUMENT, IN ASK("{repeat: a, times: 65}, service: primary"),
      IN ASK("{repeat: a, times: 64}, service: primary") },
    { "NOT_MODAL dialog_open", EMPTY, IN DIALOG AS("w1", "alice") SCREEN, IN AS("w1", "alice") DIALOG SCREEN },
    { "NOT_MODAL another_open", FAILS, IN CALL("alice") CALL("bob"), IN CALL("alice") CALL("alice") },
    { "NOT_MODAL three_others_open", FAILS, IN CALL("alice") CALL("bob") CALL("carol") CALL("dave"),
      IN CALL("alice") CALL("bob") CALL("carol") },
    { "FOCUS focus_refused", FAILS, IN NO_FOCUS CALL("alice"), IN CALL("alice") },
    { "SIGN_IN_NOW first_call_since_sign_in", FAILS, IN CALL("alice"), IN CALL("alice") CALL("bob") },
    { "SIGN_IN_NOW signed_in_again", FAILS, IN AGAIN CALL("alice"), IN OFF_AND_ON CALL("alice") },
    { "RETURN_OPENS back_online", FAILS, IN OFF_AND_ON CALL("alice"), IN AGAIN CALL("alice") },
    { "REOPEN_AFTER_CLOSE closed_before", NO_USER, IN AS("w1", "alice") CLOSE("w1") CALL("alice"),
      IN AS("w1", "bob") CLOSE("w1") CALL("alice") },
    { "RELEASED_THEN_CALLED released_before", NO_USER, IN AS("w1", "alice") RELEASE("w1") CALL("alice"),
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w1") CALL("alice") },
    { "GROUP_WINDOW of_a_group", NO_USER, IN AS("w1", "alice") JOIN("w1", "bob") CALL("bob"),
      IN AS("w1", "alice") JOIN("w1", "bob") CALL("carol") },
    { "REUSE_RESULT open_already", NO_USER, IN CALL("alice") CALL("alice"), IN CALL("alice") CALL("bob") },
    { "REUSE open_already", TWIN, IN CALL("alice") CALL("alice"), NULL },
    { "REUSE_FORMS open_in_another_form", TWIN, IN CONTACT("alice") CALL("{object: c1}") CALL("alice"),
      IN CONTACT("alice") CALL("{object: c1}") CALL("{object: c1}") },
    { "REUSE_FORMS open_in_another_form", TWIN, IN CALL("alice") CALL("{byref_bstr: alice}"),
      IN CALL("{byref_bstr: alice}") CALL("{byref_variant: alice}") },
    { "REUSE_REFERENCES open_with_two_references", TWIN, IN CALL("alice") CALL("alice") CALL("alice"),
      IN CALL("alice") CALL("alice") },
    { "REUSE_REFERENCES open_with_two_references", TWIN,
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w1") CALL("alice"), IN CALL("alice") CALL("alice") },
    { "OBJECT_OPENS by_object", OTHERS, IN CALL("alice") CONTACT("bob") CALL("{object: c1}"),
      IN CALL("alice") CALL("bob") },
    { "REOPEN_AFTER_CLOSE closed_before", CLOSED, IN AS("w1", "alice") CLOSE("w1") CALL("alice"), NULL },
    { "RETURN_OPENS signed_in_again", OTHERS, IN AGAIN CALL("alice") CALL("bob"), IN CALL("alice") CALL("bob") },
    { "NOT_SIGNED_IN out_by_object", SUCCEEDS, IN CONTACT("alice") "- client.signOut\n" CALL("{object: c1}"),
      IN "- client.signOut\n" CALL("alice") },
    { "NOT_SIGNED_IN out_by_reference", SUCCEEDS, CALL("{byref_bstr: alice}"), CALL("alice") },
    { "NOT_SIGNED_IN out_through_invoke", POINTER, INVOKE("alice", "script"), CALL("alice") },
    { "SIGN_IN_NOW out_again", SUCCEEDS, IN "- client.signOut\n" CALL("alice"), CALL("alice") },
    { "SIGN_IN_NOW out_twice", POINTER, IN AGAIN "- client.signOut\n" CALL("alice"),
      IN "- client.signOut\n" CALL("alice") },
    { "SECONDARY_ALONE out_but_for_secondary", SUCCEEDS, "- service.signIn: secondary\n" CALL("alice"), CALL("alice") },
    { "REUSE_REFERENCES reference_released_since", POINTER,
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w2") HANDLE("w1"),
      IN AS("w1", "alice") AS("w2", "bob") RELEASE("w2") HANDLE("w1") },
    { "REUSE returned_since", POINTER, IN AS("w1", "alice") CALL("alice") HANDLE("w1"),
      IN CALL("bob") CALL("bob") AS("w1", "alice") HANDLE("w1") },
    { "REUSE returned_since", WRONG, IN AS("w1", "alice") HANDLE("w1") CALL("alice") HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") HANDLE("w1") },
    { "CLOSE another_closed_since", POINTER, IN AS("w1", "alice") AS("w2", "bob") CLOSE("w2") HANDLE("w1"),
      IN AS("w2", "bob") CLOSE("w2") AS("w1", "alice") HANDLE("w1") },
    { "DISTINCT_WINDOWS another_closed_by_user_since", POINTER,
      IN AS("w1", "alice") AS("w2", "bob") "- user.closeWindow: w2\n" HANDLE("w1"),
      IN AS("w1", "alice") AS("w2", "bob") CLOSE("w2") HANDLE("w1") },
    { "DISTINCT_WINDOWS another_opened_since", POINTER, IN AS("w1", "alice") CALL("bob") HANDLE("w1"),
      IN CALL("bob") AS("w1", "alice") HANDLE("w1") },
    { "SHOW shown_since", POINTER, IN AS("w1", "alice") "- show: {window: w1" OK HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "GEOMETRY moved_since", POINTER,
      IN AS("w1", "alice") "- put: {window: w1, property: Left, value: 200" OK HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "NOT_MODAL dialog_since", POINTER, IN AS("w1", "alice") DIALOG HANDLE("w1"),
      IN DIALOG "- user.closeDialogs\n" AS("w1", "alice") HANDLE("w1") },
    { "FOCUS focus_refused_since", POINTER, IN AS("w1", "alice") NO_FOCUS HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "OBJECT_OPENS contact_released_since", POINTER,
      IN CONTACT("alice") AS("w1", "{object: c1}") "- contact.release: c1\n" HANDLE("w1"),
      IN CONTACT("alice") AS("w1", "{object: c1}") HANDLE("w1") },
    { "GROUP_WINDOW member_added_since", POINTER, IN AS("w1", "alice") JOIN("w1", "bob") HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "RELEASED_THEN_CALLED last_reference_released", EMPTY, IN CALL("bob") AS("w1", "alice") RELEASE("w1") SCREEN,
      IN CALL("bob") AS("w1", "alice") AS("w2", "alice") RELEASE("w1") SCREEN },
    /* how it was opened, where something is wrong with the window later */
    { "ANY_NAME named_unlisted", POINTER, IN AS("w1", "unlisted") HANDLE("w1"),
      IN CALL("unlisted") AS("w1", "alice") HANDLE("w1") },
    { "FOCUS focus_refused", EMPTY, IN NO_FOCUS AS("w1", "alice") SCREEN, IN AS("w1", "alice") NO_FOCUS SCREEN },
    { "OBJECT_OPENS by_object", POINTER, IN CONTACT("alice") AS("w1", "{object: c1}") HANDLE("w1"),
      IN CONTACT("alice") AS("w1", "alice") HANDLE("w1") },
};

START_TEST(test_situation)
{
    struct play play;
    const char *suspect = situations[_i].suspect;
    play_steps(&play, situations[_i].holds, situations[_i].wrong);
    ck_assert_msg(names(&play.testimony.suspects, suspect), "%s is not suspected after\n%s", suspect,
                  situations[_i].holds);
    end(&play);
    if (situations[_i].does_not == NULL) return;
    play_steps(&play, situations[_i].does_not, situations[_i].wrong);
    ck_assert_msg(!names(&play.testimony.suspects, suspect), "%s is suspected after\n%s", suspect,
                  situations[_i].does_not);
    end(&play);
}
END_TEST

START_TEST(test_every_situation_is_tried)
{
    for (unsigned i = IM_RULE_COUNT; i < SUSPECTS; i++) {
        bool tried = suspect_name(i)[0] == '\0';
        for (size_t j = 0; j < sizeof situations / sizeof situations[0]; j++)
            tried |= strcmp(situations[j].suspect, suspect_name(i)) == 0;
        ck_assert_msg(tried, "no test speaks of %s", suspect_name(i));
    }
}
END_TEST

/* --- in which manner it goes wrong --- */

static const struct {
    enum manner manner;
    enum wrong wrong;
    const char *steps;
} manners[] = {
    { MANNER_OPENING, FAILS, IN CALL("alice") },
    { MANNER_OPENING, SILENT, IN CALL("alice") },
    { MANNER_OPENING, EMPTY, IN CALL("alice") CALL("alice") },
    { MANNER_REFUSAL, SUCCEEDS, CALL("alice") },
    { MANNER_REFUSAL, POINTER, CALL("alice") },
    { MANNER_REFUSAL, SILENT, CALL("alice") },
    { MANNER_REFUSAL, LEAVES, IN CALL("me") },
    { MANNER_TWIN, TWIN, IN CALL("alice") CALL("alice") },
    { MANNER_OTHER, OTHERS, IN CALL("alice") CALL("bob") },
    { MANNER_CLOSED, CLOSED, IN AS("w1", "alice") CLOSE("w1") CALL("alice") },
    { MANNER_LIVE, POINTER, IN AS("w1", "alice") HANDLE("w1") },
    { MANNER_LIVE, WRONG, IN AS("w1", "alice") HANDLE("w1") HANDLE("w1") },
    { MANNER_DEAD, WRONG, IN AS("w1", "alice") CLOSE("w1") HANDLE("w1") },
    { MANNER_PEOPLE, NOBODY, IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK },
    { MANNER_SCREEN, EMPTY, IN CALL("alice") SCREEN },
    { MANNER_EVENTS, EMPTY, IN CALL("alice") "- events.take: {created: 1}\n" },
    { MANNER_ANSWER, FAILS, IN "- mySigninName: {value: me" OK },
};

START_TEST(test_manner)
{
    struct play play;
    play_steps(&play, manners[_i].steps, manners[_i].wrong);
    ck_assert_str_eq(manner_name((enum manner)play.testimony.manner), manner_name(manners[_i].manner));
    end(&play);
}
END_TEST

START_TEST(test_one_rule_of_a_changed_answer)
{
    struct play play;
    begin(&play, IN CALL("alice"));
    good_step(&play, &play.suite->cases[0].steps[0]);
    const struct im_event asked = event_of(&play, &play.suite->cases[0].steps[1]);
    const struct im_observation obs = { .hresult = 0x80070057u, .out = IM_OUT_NULL };
    const uint8_t blame[] = { IM_RULE_CONSISTENT };
    suspect_accuse(&play.testimony, &play.run->world, &play.run->trail, &asked, &obs, IM_SHAPE_OUT_NULL, blame, 1);
    for (unsigned i = 1; i < SUSPECTS; i++)
        ck_assert_int_eq(suspect_in(&play.testimony.suspects, i), i == IM_RULE_CONSISTENT);
    end(&play);
}
END_TEST

/* --- what goes right --- */

static const struct {
    const char *steps, *cleared;
    enum manner manner;
    bool is;
} clearances[] = {
    { IN CALL("alice"), "OPENS", MANNER_OPENING, true },
    { IN CALL("alice"), "OPENS a_call", MANNER_OPENING, true },
    { IN CALL("alice"), "SELF_STRING", MANNER_OPENING, true },
    { IN CALL("alice"), "OUT_WINDOW", MANNER_OPENING, true },
    { IN CALL("alice"), "ANY_NAME named_unlisted", MANNER_OPENING, false },
    { IN CALL("unlisted"), "ANY_NAME named_unlisted", MANNER_OPENING, true },
    { IN CALL("alice"), "REUSE", MANNER_TWIN, false },
    { IN CALL("alice") CALL("alice"), "REUSE", MANNER_TWIN, true },
    { IN CALL("alice") CALL("alice"), "REUSE open_already", MANNER_TWIN, true },
    { IN CALL("alice") CALL("alice"), "DISTINCT_WINDOWS", MANNER_OTHER, false },
    { IN CALL("alice") CALL("bob"), "DISTINCT_WINDOWS", MANNER_OTHER, true },
    { IN AS("w1", "alice") CLOSE("w1") CALL("alice"), "REOPEN_AFTER_CLOSE", MANNER_CLOSED, true },
    { CALL("alice"), "NOT_SIGNED_IN", MANNER_REFUSAL, true },
    { CALL("alice"), "OUT_CLEARED", MANNER_REFUSAL, true },
    { CALL("alice"), "OPENS", MANNER_OPENING, false },
    { CALL("alice"), "SIGN_IN_NOW out_again", MANNER_REFUSAL, false },
    { IN "- client.signOut\n" CALL("alice"), "SIGN_IN_NOW out_again", MANNER_REFUSAL, true },
    { IN "- instantMessage: {to: alice, out: \"null\"" OK, "OUT_NULL", MANNER_REFUSAL, true },
    { IN AS("w1", "alice") HANDLE("w1"), "HWND", MANNER_LIVE, true },
    { IN AS("w1", "alice") HANDLE("w1"), "DEAD_OBJECT", MANNER_DEAD, false },
    { IN AS("w1", "alice") CLOSE("w1") HANDLE("w1"), "DEAD_OBJECT", MANNER_DEAD, true },
    { IN AS("w1", "alice") CLOSE("w1") "- contacts: {window: w1, value: []" OK, "DEAD_OBJECT", MANNER_DEAD, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "PARTICIPANT", MANNER_LIVE, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "PARTICIPANT", MANNER_PEOPLE, true },
    { IN AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "DISTINCT_WINDOWS", MANNER_PEOPLE, false },
    { IN CALL("bob") AS("w1", "alice") "- contacts: {window: w1, value: [alice]" OK, "DISTINCT_WINDOWS", MANNER_PEOPLE,
      true },
    { IN CALL("alice") SCREEN, "WINDOW_SHOWN", MANNER_SCREEN, true },
    { IN CALL("alice") SCREEN, "ANY_NAME named_unlisted", MANNER_SCREEN, false },
    { IN CALL("unlisted") SCREEN, "ANY_NAME named_unlisted", MANNER_SCREEN, true },
    { SCREEN, "WINDOW_SHOWN", MANNER_SCREEN, true },
    { IN CALL("alice") "- events.take: {created: 1}\n", "EVENT_CREATED", MANNER_EVENTS, true },
    { "- events.take: {created: 0}\n", "EVENT_NONE", MANNER_EVENTS, true },
    { IN AS("w1", "alice") CLOSE("w1") "- events.take: {destroyed: 1}\n", "EVENT_DESTROYED", MANNER_EVENTS, true },
    { IN "- mySigninName: {value: me" OK, "MY_NAME", MANNER_ANSWER, true },
};

START_TEST(test_clearance)
{
    struct play play;
    begin(&play, clearances[_i].steps);
    const struct test_case *test = &play.suite->cases[0];
    for (size_t i = 0; i < test->step_count; i++) {
        play.testimony = (struct testimony){ 0 }; /* what the last one clears */
        good_step(&play, &test->steps[i]);
    }
    ck_assert_int_eq(names(&play.testimony.cleared[clearances[_i].manner], clearances[_i].cleared), clearances[_i].is);
    end(&play);
}
END_TEST

static Suite *suspect_suite(void)
{
    Suite *suite = suite_create("suspect");
    TCase *tests = tcase_create("situations");
    tcase_add_loop_test(tests, test_situation, 0, sizeof situations / sizeof situations[0]);
    tcase_add_test(tests, test_every_situation_is_tried);
    suite_add_tcase(suite, tests);
    tests = tcase_create("manners and clearances");
    tcase_add_loop_test(tests, test_manner, 0, sizeof manners / sizeof manners[0]);
    tcase_add_test(tests, test_one_rule_of_a_changed_answer);
    tcase_add_loop_test(tests, test_clearance, 0, sizeof clearances / sizeof clearances[0]);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void) { return run_suite(suspect_suite()); }
