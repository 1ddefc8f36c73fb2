/*
 * Tests of the exploration: the counts of the benchmark model, on bitmaps, in a hash set and by another search written
 * here; a broken invariant and its shortest sequence; that jobs change nothing; that memory is a limit.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "explore_benchmark.h"
#include "explore_model.h"

static struct explored found;
static struct machine machine;

static enum explore_result look(bool graph, unsigned jobs, uint64_t memory)
{
    const struct explore_options options = { .jobs = jobs, .memory = memory, .graph = graph };
    return explore(&machine, &options, &found);
}

static void benchmark(unsigned contacts, bool wrong)
{
    const struct benchmark_size size = { .contacts = contacts, .references = 3 };
    ck_assert(explore_benchmark(&size, wrong, &machine));
}

static void done(void)
{
    explored_free(&found);
    explore_benchmark_free(&machine);
}

enum { MUCH = 1 << 28 };

static const struct {
    unsigned contacts;
    bool hash;
    uint64_t states;
} counts[] = {
    { 1, false, 16 },   { 1, true, 16 },   { 2, false, 96 },     { 3, true, 640 },
    { 4, false, 4608 }, { 4, true, 4608 }, { 6, false, 270336 }, { 7, false, 2129920 },
};

START_TEST(the_benchmark_has_as_many_states_as_it_should)
{
    benchmark(counts[_i].contacts, false);
    ck_assert_int_eq(look(counts[_i].hash, 1, MUCH), EXPLORE_DONE);
    ck_assert_uint_eq(found.states, counts[_i].states);
    ck_assert_uint_eq(found.transitions, counts[_i].states * (3 * counts[_i].contacts + 4));
    ck_assert_ptr_null(found.broken);
    ck_assert_uint_eq(found.path.length, found.diameter);
    ck_assert_uint_eq(found.diameter, counts[_i].contacts > 1 ? 3 * counts[_i].contacts + 3 : 5);
    done();
}
END_TEST

/* Every successor of every state is what the model itself says, and codes mean one state each. */
START_TEST(digits_step_as_the_model_does)
{
    const struct benchmark_size size = { .contacts = 3, .references = 3 };
    benchmark(3, false);
    look(true, 1, MUCH);
    for (uint64_t i = 0; i < found.states; i++) {
        uint64_t code, next[64];
        uint32_t labels[64];
        const char *broken = NULL;
        memcpy(&code, explored_state(&found, i), sizeof code);
        const uint64_t state = explore_benchmark_state(&machine, code);
        ck_assert_uint_eq(explore_benchmark_code(&machine, state), code);
        ck_assert_uint_eq(machine.expand(machine.context, &code, next, labels, &broken), 13);
        for (unsigned action = 0; action < 13; action++) {
            struct benchmark_due due;
            const uint64_t expected = benchmark_step(&size, state, action, &due);
            ck_assert_uint_eq(labels[action], action);
            ck_assert_uint_eq(explore_benchmark_state(&machine, next[action]), expected);
            ck_assert_uint_lt(explored_index(&found, &next[action]), found.states);
        }
    }
    done();
}
END_TEST

/* The path is one: each state follows from the one before. */
static void check_path(void)
{
    for (size_t i = 0; i < found.path.length; i++) {
        uint64_t from, to, next[64];
        const char *broken = NULL;
        memcpy(&from, found.path.states + i * sizeof from, sizeof from);
        memcpy(&to, found.path.states + (i + 1) * sizeof to, sizeof to);
        machine.expand(machine.context, &from, next, NULL, &broken);
        ck_assert_ptr_null(broken);
        ck_assert_uint_eq(next[found.path.labels[i]], to);
    }
}

START_TEST(a_broken_invariant_gives_the_shortest_sequence)
{
    for (unsigned jobs = 1; jobs <= 3; jobs++) {
        benchmark(5, true);
        ck_assert_int_eq(look(jobs == 2, jobs, MUCH), EXPLORE_BROKEN);
        ck_assert_str_eq(found.broken, "a window is shown without a connection");
        ck_assert_uint_eq(found.path.length, 3);
        ck_assert_uint_eq(found.path.labels[0], BENCHMARK_SIGN_IN);
        ck_assert_uint_eq((found.path.labels[1] - BENCHMARK_FIRST) % BENCHMARK_EACH, BENCHMARK_MESSAGE);
        ck_assert_uint_eq(found.path.labels[2], BENCHMARK_OFFLINE);
        check_path();
        done();
    }
}
END_TEST

/* Threads meet only on levels that are large enough. */
START_TEST(jobs_change_nothing)
{
    uint32_t first[64];
    for (unsigned jobs = 1; jobs <= 8; jobs++) {
        benchmark(6, false);
        ck_assert_int_eq(look(false, jobs, MUCH), EXPLORE_DONE);
        ck_assert_uint_eq(found.states, 270336);
        ck_assert_uint_eq(found.transitions, 270336 * 22);
        if (jobs == 1) memcpy(first, found.path.labels, found.path.length * sizeof *first);
        ck_assert_mem_eq(first, found.path.labels, found.path.length * sizeof *first);
        check_path();
        done();
    }
}
END_TEST

START_TEST(memory_is_a_limit)
{
    benchmark(4, false);
    ck_assert_int_eq(look(false, 1, 4096), EXPLORE_NO_MEMORY);
    ck_assert_uint_gt(found.needed, 4096);
    done();
    benchmark(4, false);
    ck_assert_int_eq(look(true, 2, 40000), EXPLORE_NO_MEMORY);
    ck_assert_uint_gt(found.needed, 40000);
    done();
}
END_TEST

/* --- the model of the messenger --- */

static void messenger(enum im_grade worst)
{
    const struct explore_model_options options = { .contacts = 1, .references = 1, .worst = worst };
    ck_assert(explore_model(&options, &machine));
}

START_TEST(the_invariants_of_the_messenger_hold)
{
    uint64_t states[3], transitions[3];
    for (int worst = IM_PREFERRED; worst <= IM_NOTED; worst++) {
        for (unsigned jobs = 1; jobs <= 2; jobs++) {
            messenger((enum im_grade)worst);
            ck_assert_int_eq(look(false, jobs, MUCH), EXPLORE_DONE);
            if (jobs == 1) states[worst] = found.states, transitions[worst] = found.transitions;
            ck_assert_uint_eq(found.states, states[worst]);
            ck_assert_uint_eq(found.transitions, transitions[worst]);
            explored_free(&found);
            explore_model_free(&machine);
        }
    }
    ck_assert_uint_gt(states[IM_PREFERRED], 500);
    ck_assert_uint_lt(states[IM_PREFERRED], states[IM_ACCEPTED]);
    ck_assert_uint_lt(states[IM_ACCEPTED], states[IM_NOTED]);
}
END_TEST

/* A state of another client than it should be: the invariants are looked at. */
START_TEST(a_state_that_is_not_sound_is_told)
{
    const char *broken = NULL;
    uint8_t state[EXPLORE_STATE], *next = must_realloc(NULL, (size_t)EXPLORE_SUCCESSORS * EXPLORE_STATE);
    messenger(IM_NOTED);
    machine.start(machine.context, state);
    machine.expand(machine.context, state, next, NULL, &broken);
    ck_assert_ptr_null(broken);
    state[offsetof(struct im_state, objects) + 1] = IM_YES; /* a free slot that is alive */
    machine.expand(machine.context, state, next, NULL, &broken);
    ck_assert_str_eq(broken, "a free object slot is not empty");
    free(next);
    explore_model_free(&machine);
}
END_TEST

START_TEST(limits_are_kept)
{
    const struct explore_model_options options = { .contacts = 6, .references = 5 };
    ck_assert(!explore_model(&options, &machine));
    const struct benchmark_size size = { .contacts = 9, .references = 3 };
    ck_assert(!explore_benchmark(&size, false, &machine));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explore");
    TCase *tcase = tcase_create("explore");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, the_benchmark_has_as_many_states_as_it_should, 0, sizeof counts / sizeof *counts);
    tcase_add_test(tcase, digits_step_as_the_model_does);
    tcase_add_test(tcase, a_broken_invariant_gives_the_shortest_sequence);
    tcase_add_test(tcase, jobs_change_nothing);
    tcase_add_test(tcase, memory_is_a_limit);
    tcase_add_test(tcase, the_invariants_of_the_messenger_hold);
    tcase_add_test(tcase, a_state_that_is_not_sound_is_told);
    tcase_add_test(tcase, limits_are_kept);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
