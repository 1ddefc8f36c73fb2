/*
 * A random walk with a fixed seed: whatever is allowed is taken, and the invariants hold after each step.  Half of the
 * observations are the preferred ones, the others are drawn at random and kept where the oracle allows them.
 */
#include "fixture.h"

enum { STEPS = 20000, TRIES = 40 };

static uint32_t seed = 20240607;

/* A number below `end`. */
static unsigned any(unsigned end)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return (unsigned)(((uint64_t)seed * end) >> 32);
}

static im_name any_name(void)
{
    static const im_name common[] = { ALICE, ALICE_UPPER, BOB, CAROL, SECOND, BOTH, ME, ME_UPPER };
    return any(4) ? common[any(sizeof common / sizeof common[0])] : (im_name)any(NAMES);
}

static struct im_event any_event(void)
{
    struct im_event made = { .kind = (uint8_t)any(IM_EVENT_COUNT) };
    if (any(3) == 0) made.kind = IM_EV_INSTANT_MESSAGE;
    if ((made.kind == IM_EV_SIGN_OUT || made.kind == IM_EV_GO_OFFLINE) && any(4)) made.kind = IM_EV_SIGN_IN;
    made.out_null = any(12) == 0;
    made.binding = (uint8_t)any(IM_BINDING_COUNT);
    made.window = (uint8_t)any(IM_OBJECTS + 2);
    made.contact = (uint8_t)any(6);
    made.property = (uint8_t)any(IM_PROPERTY_HEIGHT + 1);
    made.service = (uint8_t)any(3);
    made.flag = any(3) == 0;
    made.value = (int32_t)any(1200) - 100;
    made.name = any_name();
    made.argument.form = (uint8_t)(any(3) ? any(2) * IM_CONTACT : any(IM_BOOLEAN + 1));
    made.argument.reference = (uint8_t)(any(3) ? IM_BY_VALUE : any(IM_BY_NESTED_REFERENCE + 1));
    made.argument.contact = (uint8_t)any(6);
    made.argument.name = any_name();
    return made;
}

static struct im_observation any_observation(const struct im_event *made)
{
    static im_name people[2];
    static struct im_screen_window windows[3];
    static const uint32_t codes[] = { S_OK,   S_OK,          S_OK,     S_FALSE,       OTHER_SUCCESS, E_INVALIDARG,
                                      E_FAIL, NOT_LOGGED_ON, NULL_REF, NULL_REF_BARE, E_NOTIMPL,     DISCONNECTED };
    static struct im_mention mentions[2];
    for (int i = 0; i < 2; i++) {
        mentions[i] = (struct im_mention){ .told = (uint8_t)any(IM_TOLD_COUNT),
                                           .window = (uint8_t)any(IM_OBJECTS + 2),
                                           .contact = (uint8_t)any(IM_CONTACTS_HELD + 2) };
    }
    people[0] = any_name();
    people[1] = any_name();
    for (int i = 0; i < 3; i++) windows[i] = (struct im_screen_window){ .contacts = people, .count = any(3) };
    unsigned handles = made->kind == IM_EV_GET_CONTACT ? IM_CONTACTS_HELD : IM_OBJECTS;
    return (struct im_observation){
        .hresult = codes[any(sizeof codes / sizeof codes[0])],
        .out = (uint8_t)any(IM_OUT_UNTOUCHED + 1),
        .handle = (uint8_t)any(handles + 2),
        .seen = (uint8_t)any(IM_CANNOT_LOOK + 1),
        .has_value = any(4) != 0,
        .number = any(2) ? any(2) : any(1200),
        .name = any_name(),
        .names = people,
        .name_count = any(3),
        .windows = windows,
        .window_count = any(4),
        .told = { (uint8_t)any(3), (uint8_t)any(3), (uint8_t)any(2), (uint8_t)any(2), (uint8_t)any(3),
                  (uint8_t)any(3) },
        .status = (uint8_t)any(IM_STATUS_NOT_ONLINE + 1),
        .mentions = mentions,
        .mention_count = any(3),
    };
}

/* Judged by itself, and among what is known to be allowed: both must say the same. */
static bool allowed(const struct im_event *made, const struct im_observation *obs)
{
    struct im_model asked = model;
    struct im_allowed_set set;
    asked.ledger = NULL;
    oracle_allowed(&asked, made, &set);
    const struct im_judgement by_itself = oracle_judge(&asked, made, obs);
    const struct im_judgement among = oracle_judge_among(&asked, made, &set, obs);
    ck_assert_int_eq(among.grade, by_itself.grade);
    ck_assert_int_eq(among.rule, by_itself.rule);
    ck_assert_uint_eq(among.shape, by_itself.shape);
    ck_assert_uint_eq(among.blames, by_itself.blames);
    ck_assert_mem_eq(among.blame, by_itself.blame, by_itself.blames);
    ck_assert_uint_eq(among.takes, by_itself.takes);
    ck_assert_mem_eq(among.taken, by_itself.taken, by_itself.takes);
    return by_itself.grade != IM_REJECTED;
}

/* An observation that is allowed: the preferred one, or a random one if a few tries find any. */
static bool draw(const struct im_event *made, struct im_observation *obs)
{
    for (int i = 0; any(2) && i < TRIES; i++) {
        *obs = any_observation(made);
        if (allowed(made, obs)) return true;
    }
    return oracle_prefer(&model, made, obs) && allowed(made, obs);
}

START_TEST(whatever_is_allowed_leaves_a_sound_state)
{
    unsigned taken = 0, unspecified_events = 0, full = 0, most = 0;
    for (int step = 0; step < STEPS; step++) {
        struct im_event made = any_event();
        struct im_observation obs;
        struct im_allowed_set set;
        world.invoke_only = any(8) == 0;
        oracle_allowed(&model, &made, &set);
        if (set.count > most) most = set.count;
        if (set.unspecified && made.kind != IM_EV_INSTANT_MESSAGE) {
            obs = any_observation(&made);
            ck_assert_msg(!allowed(&made, &obs), "step %d: %s is allowed", step, im_event_method(made.kind));
            ck_assert_uint_eq(set.count, 0);
            unspecified_events++;
            continue;
        }
        if (!draw(&made, &obs)) continue;
        struct im_state before = model.state;
        if (oracle_advance(&model, &made, &obs)) {
            taken++;
        } else {
            ck_assert_mem_eq(&before, &model.state, sizeof before);
            full++;
            begin_signed_in();
        }
        const char *broken = machine_check(&model.state);
        ck_assert_msg(broken == NULL, "step %d, %s: %s", step, im_event_method(made.kind), broken);
    }
    ck_assert_msg(taken > STEPS / 2, "%u steps taken, %u tables full", taken, full);
    ck_assert_uint_gt(unspecified_events, 100);
    ck_assert_msg(most < IM_ALLOWED_MAX * 3 / 4, "%u outcomes at once", most);
}
END_TEST

/* Releasing everything and signing out leaves nothing but what is due. */
START_TEST(what_is_released_is_forgotten)
{
    for (int i = 1; i <= IM_OBJECTS; i++) opens((im_name)(i % 2 ? ALICE : BOB), i % 2 ? 1 : 2);
    for (int i = 0; i < IM_OBJECTS; i++) releases(i % 2 ? 2 : 1);
    control(IM_EV_SIGN_OUT);
    static const struct im_object no_objects[IM_OBJECTS];
    static const struct im_conversation no_conversations[IM_CONVERSATIONS];
    ck_assert_mem_eq(model.state.objects, no_objects, sizeof no_objects);
    ck_assert_mem_eq(model.state.conversations, no_conversations, sizeof no_conversations);
}
END_TEST

int main(void) { return RUN("walk", whatever_is_allowed_leaves_a_sound_state, what_is_released_is_forgotten); }
