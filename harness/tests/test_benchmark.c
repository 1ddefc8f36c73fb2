/*
 * Tests of the common benchmark model: its answers row by row, how many states it has, and that its implementation,
 * which is written another way, never differs, save by the seeded bug.
 */
#include <check.h>
#include <stdlib.h>

#include "benchmark.h"
#include "sequences.h"

enum { IN = BENCHMARK_SIGN_IN, OUT = BENCHMARK_SIGN_OUT, OFF = BENCHMARK_OFFLINE, SELF = BENCHMARK_SELF };
enum { MESSAGE = BENCHMARK_FIRST, RELEASE, CLOSE, OTHER };
#define END 255

/* The last step of each row is asked for its answer. */
static const struct {
    uint8_t steps[8];
    uint8_t result, window;
} rows[] = {
    { { IN, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { IN, IN, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
    { { OFF, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
    { { IN, OFF, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { IN, OFF, OFF, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
    { { IN, OFF, OUT, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { IN, OFF, IN, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { OUT, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
    { { IN, OUT, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { SELF, END }, BENCHMARK_NOT_LOGGED_ON, BENCHMARK_NO_WINDOW },
    { { IN, SELF, END }, BENCHMARK_E_FAIL, BENCHMARK_NO_WINDOW },
    { { MESSAGE, END }, BENCHMARK_NOT_LOGGED_ON, BENCHMARK_NO_WINDOW },
    { { IN, OFF, MESSAGE, END }, BENCHMARK_NOT_LOGGED_ON, BENCHMARK_NO_WINDOW },
    { { IN, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_NEW },
    { { IN, MESSAGE, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_SAME },
    { { IN, MESSAGE, OTHER, END }, BENCHMARK_S_OK, BENCHMARK_NEW },
    { { IN, MESSAGE, MESSAGE, RELEASE, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_SAME },
    { { IN, MESSAGE, RELEASE, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_NEW },
    { { IN, MESSAGE, CLOSE, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_NEW },
    { { IN, MESSAGE, OUT, IN, MESSAGE, END }, BENCHMARK_S_OK, BENCHMARK_NEW },
    { { IN, MESSAGE, OFF, RELEASE, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { IN, MESSAGE, OUT, RELEASE, RELEASE, END }, BENCHMARK_NOTHING_HELD, BENCHMARK_NO_WINDOW },
    { { IN, MESSAGE, RELEASE, CLOSE, END }, BENCHMARK_S_OK, BENCHMARK_NO_WINDOW },
    { { IN, MESSAGE, CLOSE, CLOSE, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
    { { CLOSE, END }, BENCHMARK_S_FALSE, BENCHMARK_NO_WINDOW },
};

START_TEST(answers_as_the_table_says)
{
    const struct benchmark_size size = { .contacts = 2, .references = 3 };
    uint64_t state = benchmark_start();
    struct benchmark_due due = { 0 };
    for (const uint8_t *step = rows[_i].steps; *step != END; step++) state = benchmark_step(&size, state, *step, &due);
    ck_assert_uint_eq(due.result, rows[_i].result);
    ck_assert_uint_eq(due.window, rows[_i].window);
}
END_TEST

START_TEST(references_are_counted_up_to_the_bound)
{
    const struct benchmark_size size = { .contacts = 1, .references = 3 };
    struct benchmark_due due;
    uint64_t state = benchmark_step(&size, benchmark_start(), IN, &due);
    for (unsigned i = 0; i < 5; i++) state = benchmark_step(&size, state, MESSAGE, &due);
    ck_assert_uint_eq(benchmark_held(state, 0), 3);
    ck_assert_ptr_null(benchmark_check(&size, state));
    ck_assert_ptr_nonnull(benchmark_check(&size, state + 2));
    ck_assert_ptr_nonnull(benchmark_check(&size, state & 0xff));
    ck_assert_str_eq(benchmark_action_name(benchmark_action(BENCHMARK_CLOSE, 7)), "user_close(8)");
}
END_TEST

/* The model beside an implementation. */
struct beside {
    uint64_t state;
    struct benchmark_iut iut;
    struct benchmark_seen seen;
};

static const struct benchmark_size two = { .contacts = 2, .references = 3 };

static void begin(const void *context, void *value)
{
    const struct beside beside = { .state = benchmark_start(), .iut = benchmark_iut(*(const bool *)context) };
    *(struct beside *)value = beside;
}

static bool step(const void *context, void *value, unsigned action)
{
    (void)context;
    struct beside *now = value;
    struct benchmark_due due;
    now->state = benchmark_step(&two, now->state, action, &due);
    if (benchmark_check(&two, now->state) != NULL) ck_abort_msg("an invariant is broken");
    return benchmark_allows(&now->seen, action, due, benchmark_iut_step(&two, &now->iut, action));
}

static const bool right = false, buggy = true;
static struct sequences all;

static void try_all(const bool *bug, unsigned depth)
{
    const struct subject subject = {
        .context = bug, .size = sizeof(struct beside), .actions = benchmark_actions(&two), .begin = begin, .step = step
    };
    sequences_all(&subject, depth, &all);
}

START_TEST(the_implementation_differs_by_the_seeded_bug_only)
{
    try_all(&right, 6);
    ck_assert_uint_eq(all.failures, 0);
    ck_assert_uint_eq(all.length, 0);
    try_all(&buggy, 4);
    ck_assert_uint_eq(all.failures, 0);
    try_all(&buggy, 5);
    ck_assert_uint_eq(all.failures, 2); /* the minimal case, for each of two contacts */
    ck_assert_uint_eq(all.length, 5);
    const uint8_t minimal[] = { IN, MESSAGE, MESSAGE, RELEASE, MESSAGE };
    ck_assert_mem_eq(all.first, minimal, sizeof minimal);
}
END_TEST

/* Beginnings are shared: as many steps as there are sequences of every length. */
START_TEST(every_sequence_is_there_once)
{
    try_all(&right, 3);
    ck_assert_uint_eq(all.sequences, 1000);
    ck_assert_uint_eq(all.steps, 1110);
    try_all(&buggy, 6);
    ck_assert_uint_eq(all.length, 5);
    ck_assert_uint_gt(all.failures, 2);
}
END_TEST

/* A walk long enough to fill every corner, against an implementation that differs nowhere. */
START_TEST(a_long_walk_finds_no_difference)
{
    const struct benchmark_size size = { .contacts = BENCHMARK_CONTACTS, .references = 3 };
    struct beside now = { .state = benchmark_start(), .iut = benchmark_iut(false) };
    uint64_t random = 1;
    for (unsigned i = 0; i < 1000000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        unsigned action = (unsigned)(random >> 33) % benchmark_actions(&size);
        struct benchmark_due due;
        now.state = benchmark_step(&size, now.state, action, &due);
        if (!benchmark_allows(&now.seen, action, due, benchmark_iut_step(&size, &now.iut, action)))
            ck_abort_msg("step %u: %s", i, benchmark_action_name(action));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("benchmark");
    TCase *tcase = tcase_create("benchmark");
    tcase_add_loop_test(tcase, answers_as_the_table_says, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tcase, references_are_counted_up_to_the_bound);
    tcase_add_test(tcase, the_implementation_differs_by_the_seeded_bug_only);
    tcase_add_test(tcase, every_sequence_is_there_once);
    tcase_add_test(tcase, a_long_walk_finds_no_difference);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
