/*
 * Tests of what counts as exercised, and of the search for what there is to exercise: walks at random, with contacts of two
 * services, more windows and more references than the search has, go nowhere where it has not been.
 */
#include <check.h>
#include <stdlib.h>

#include "coverage.h"

#define TEXT(text)                                      \
    {                                                   \
        u##text, sizeof(u##text) / sizeof(uint16_t) - 1 \
    }
enum { ME, ALICE, ALICE_UPPER, BOB, CAROL, DAVE, SAM, BOB_UPPER, NAMES };
static const struct im_text names[NAMES] = {
    TEXT("me@example.com"),    TEXT("alice@example.com"), TEXT("ALICE@example.com"), TEXT("bob@example.com"),
    TEXT("carol@example.com"), TEXT("dave@example.com"),  TEXT("sam@other.example"), TEXT("BOB@example.com"),
};
static const struct im_listed listed[] = { { ALICE, 0 }, { BOB, 0 }, { CAROL, 0 }, { DAVE, 0 }, { SAM, 1 } };
static struct im_world world = { .names = names,
                                 .name_count = NAMES,
                                 .me = ME,
                                 .listed = listed,
                                 .listed_count = sizeof listed / sizeof listed[0],
                                 .contact_identity = true };

static struct coverage all, done;

static unsigned draw(unsigned below)
{
    static uint64_t state = 0x9E3779B97F4A7C15u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % below;
}

/* An object or contact that is held, or 0. */
static uint8_t held_window(const struct im_state *state)
{
    uint8_t held[IM_OBJECTS] = { 0 }, count = 0;
    for (unsigned i = 0; i < IM_OBJECTS; i++) {
        if (state->objects[i].refs > 0) held[count++] = (uint8_t)(i + 1);
    }
    return count > 0 ? held[draw(count)] : 0;
}
static uint8_t held_contact(const struct im_state *state)
{
    uint8_t held[IM_CONTACTS_HELD] = { 0 }, count = 0;
    for (unsigned i = 0; i < IM_CONTACTS_HELD; i++) {
        if (state->contacts[i].refs > 0) held[count++] = (uint8_t)(i + 1);
    }
    return count > 0 ? held[draw(count)] : 0;
}

/* Any event that the state has an object for. */
static struct im_event any_event(const struct im_state *state)
{
    struct im_event event = { .kind = (uint8_t)draw(IM_EV_CHECK) };
    if (draw(3) == 0) event.kind = draw(2) == 0 ? IM_EV_INSTANT_MESSAGE : IM_EV_RELEASE;
    event.window = held_window(state);
    event.contact = event.argument.contact = held_contact(state);
    event.property = (uint8_t)draw(IM_PROPERTY_HEIGHT + 1);
    event.value = 10;
    event.flag = event.kind == IM_EV_SET_FOCUS ? (uint8_t)draw(2) : 0;
    event.name = event.argument.name = (im_name)(ALICE + draw(BOB_UPPER - ALICE));
    event.argument.form = event.argument.contact > 0 && draw(2) == 0 ? IM_CONTACT : IM_STRING;
    bool service = event.kind == IM_EV_SERVICE_SIGN_IN || event.kind == IM_EV_SERVICE_SIGN_OUT;
    event.service = service || (event.kind == IM_EV_GET_CONTACT && event.name == SAM) ? IM_SERVICE_SECONDARY : 0;
    return event;
}

static bool has_object(const struct im_event *event)
{
    switch (event->kind) {
    case IM_EV_RELEASE:
    case IM_EV_GET:
    case IM_EV_PUT:
    case IM_EV_SHOW:
    case IM_EV_CLOSE:
    case IM_EV_CONTACTS:
    case IM_EV_USER_CLOSE:
    case IM_EV_USER_ADD_CONTACT: return event->window > 0;
    case IM_EV_IS_SELF:
    case IM_EV_SIGNIN_NAME:
    case IM_EV_CONTACT_RELEASE: return event->contact > 0;
    default: return true;
    }
}

/* Takes an event along the preferred outcome; the row of the transition, or -1. */
static int go(struct coverage_walk *walk, struct im_model *model, const struct im_event *event)
{
    const struct im_model before = *model;
    struct im_observation seen;
    if (!has_object(event) || !oracle_prefer(model, event, &seen)) return -1;
    if (!oracle_advance(model, event, &seen)) {
        *model = before;
        return -1;
    }
    return coverage_step(walk, &before, event, &model->state);
}

static void walk_at_random(unsigned steps)
{
    struct im_model model;
    oracle_reset(&model, &world, NULL);
    struct coverage_walk walk = coverage_begin(&done);
    for (unsigned i = 0; i < steps; i++) {
        const struct im_event event = any_event(&model.state);
        go(&walk, &model, &event);
    }
}

START_TEST(walks_at_random_find_nothing_more)
{
    enum { WALKS = 2000, STEPS = 120 };
    char from[COVERAGE_WORDS], to[COVERAGE_WORDS];
    coverage_of_machine(&all);
    for (unsigned i = 0; i < WALKS; i++) {
        world.invoke_only = i % 4 == 0;
        walk_at_random(STEPS);
    }
    for (size_t i = 0; i < COVERAGE_STATES; i++) {
        coverage_state_words(i, from);
        ck_assert_msg(all.state[i] || !done.state[i], "the search does not reach: %s", from);
    }
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        for (size_t j = 0; j < COVERAGE_ROWS; j++) {
            if (all.pair[i][j] || !done.pair[i][j]) continue;
            coverage_transition_words(i, from);
            coverage_transition_words(j, to);
            ck_abort_msg("the search does not reach: %s, then %s", from, to);
        }
    }
    /* and the walks go far enough to find what is missing */
    struct coverage_counts there = coverage_count(&all, NULL), found = coverage_count(&all, &done);
    ck_assert_uint_eq(found.states, there.states);
    ck_assert_msg(found.pairs * 20 > there.pairs * 19, "only %zu of %zu pairs", found.pairs, there.pairs);
}
END_TEST

/* Each way, taken along the preferred answers, ends with the row pair that it is a way to. */
START_TEST(ways_lead_where_they_say)
{
    enum { SEARCHES = 3, KNOWN = 400 };
    static const im_name people[COVERAGE_NAMES] = { ME, ALICE, ALICE_UPPER, BOB, BOB, CAROL };
    size_t ways = 0;
    struct coverage_ways *known = coverage_ways_new();
    for (int i = 0; i < SEARCHES; i++) ck_assert(coverage_ways_further(known));
    for (size_t from = 0; from < COVERAGE_ROWS; from++) {
        for (size_t to = 0; to < COVERAGE_ROWS; to++) {
            struct im_event way[COVERAGE_WAY];
            size_t length = coverage_way(known, from, to, way);
            ck_assert_int_eq(coverage_ways_lead(known, from, to), length > 0);
            if (length == 0) continue;
            struct im_model model;
            static struct coverage gone;
            gone = (struct coverage){ .pair = { { false } } };
            oracle_reset(&model, &world, NULL);
            struct coverage_walk walk = coverage_begin(&gone);
            int last = -1, row = -1;
            for (size_t i = 0; i < length; i++) {
                const bool upper = way[i].argument.name == COVERAGE_BOB_UPPER;
                way[i].name = people[way[i].name];
                way[i].argument.name = upper ? BOB_UPPER : people[way[i].argument.name];
                last = row;
                row = go(&walk, &model, &way[i]);
            }
            ck_assert_int_eq(last, (int)from);
            ck_assert_int_eq(row, (int)to);
            ways++;
        }
    }
    ck_assert_msg(ways >= KNOWN, "only %zu ways", ways);
    coverage_ways_free(known);
}
END_TEST

/* Another process finds the same by each search, however far it is ahead. */
START_TEST(ways_are_the_same_beside)
{
    enum { SEARCHES = 2 };
    struct coverage_ways *here = coverage_ways_new(), *beside = coverage_ways_new();
    coverage_ways_beside(beside);
    for (int search = 0; search < SEARCHES; search++) {
        struct im_event way[COVERAGE_WAY], other[COVERAGE_WAY];
        ck_assert(coverage_ways_further(here));
        ck_assert(coverage_ways_further(beside));
        for (size_t i = 0; i < (size_t)COVERAGE_ROWS * COVERAGE_ROWS; i++) {
            const size_t length = coverage_way(here, i / COVERAGE_ROWS, i % COVERAGE_ROWS, way);
            ck_assert_uint_eq(coverage_way(beside, i / COVERAGE_ROWS, i % COVERAGE_ROWS, other), length);
            ck_assert_mem_eq(way, other, length * sizeof *way);
        }
    }
    coverage_ways_free(here);
    coverage_ways_free(beside);
}
END_TEST

/* A step stands for the same step where contacts have no identity, and through Invoke, unless that is another call. */
START_TEST(a_step_stands_for_other_worlds)
{
    struct im_model model;
    oracle_reset(&model, &world, NULL);
    done = (struct coverage){ .row = { false } };
    static struct coverage plain;
    plain = done;
    struct coverage_walk walk = coverage_begin(&plain);
    const struct im_event steps[] = {
        { .kind = IM_EV_SIGN_IN },
        { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = BOB } },
        { .kind = IM_EV_GET, .window = 1, .property = IM_PROPERTY_HWND },
        { .kind = IM_EV_GET_CONTACT, .name = BOB },
        { .kind = IM_EV_GET_CONTACT, .name = BOB },
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        coverage_elsewhere(&done, &model, &steps[i]);
        go(&walk, &model, &steps[i]);
    }
    size_t more = 0;
    for (size_t i = 0; i < COVERAGE_ROWS; i++) more += done.row[i] && !plain.row[i];
    ck_assert_uint_eq(more, 2); /* a handle is not for scripts; without identity the contact may be another object */
}
END_TEST

/* What a transition is: window, client, focus, dialogs and secondary service, and not references or contacts. */
START_TEST(a_transition_changes_the_kind_of_state)
{
    struct im_model model;
    oracle_reset(&model, &world, NULL);
    struct coverage_walk walk = coverage_begin(&done);
    const struct im_event sign_in = { .kind = IM_EV_SIGN_IN }, contact = { .kind = IM_EV_GET_CONTACT, .name = BOB },
                          call = { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = BOB } },
                          release = { .kind = IM_EV_RELEASE, .window = 1 }, dialog = { .kind = IM_EV_OPEN_DIALOG };
    int signed_in = go(&walk, &model, &sign_in);
    ck_assert_int_ge(signed_in, 0);
    ck_assert_int_eq(go(&walk, &model, &sign_in), -1);
    ck_assert_int_eq(go(&walk, &model, &contact), -1);
    ck_assert_int_eq(walk.last, signed_in); /* what is no transition comes between no two */
    int opened = go(&walk, &model, &call);
    ck_assert_int_ge(opened, 0);
    ck_assert(done.pair[signed_in][opened]);
    ck_assert_int_eq(go(&walk, &model, &call), -1);
    ck_assert_int_eq(go(&walk, &model, &release), -1);
    int released = go(&walk, &model, &release);
    ck_assert_int_ge(released, 0);
    ck_assert_int_ge(go(&walk, &model, &dialog), 0);
    ck_assert_int_eq(go(&walk, &model, &dialog), -1);
    ck_assert(done.pair[opened][released]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coverage");
    TCase *all_cases = tcase_create("coverage");
    tcase_set_timeout(all_cases, 60);
    tcase_add_test(all_cases, a_transition_changes_the_kind_of_state);
    tcase_add_test(all_cases, walks_at_random_find_nothing_more);
    tcase_add_test(all_cases, ways_lead_where_they_say);
    tcase_add_test(all_cases, ways_are_the_same_beside);
    tcase_add_test(all_cases, a_step_stands_for_other_worlds);
    suite_add_tcase(suite, all_cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
