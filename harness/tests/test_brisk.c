/*
 * Tests of the quick engine for random cases: the seeded bug of the common benchmark model becomes its five steps from every
 * seed, a right implementation is never blamed, and the same seed gives the same case.
 */
#include "brisk.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark_subject.h"

static const struct subject right = BENCHMARK_SUBJECT(NULL), buggy = BENCHMARK_SUBJECT("buggy");

START_TEST(the_seeded_bug_becomes_its_five_steps)
{
    const uint8_t message = BENCHMARK_FIRST + BENCHMARK_MESSAGE, release = BENCHMARK_FIRST + BENCHMARK_RELEASE;
    const uint8_t shortest[] = { BENCHMARK_SIGN_IN, message, message, release, message };
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct brisk_case found;
        uint64_t taken = brisk_walk(&buggy, seed, 100, 1000000, &found);
        ck_assert_uint_gt(found.length, 0);
        ck_assert_uint_ge(taken, found.length);
        ck_assert_uint_eq(brisk_replay(&buggy, &found), found.length);
        brisk_shrink(&buggy, &found);
        ck_assert_uint_eq(found.length, sizeof shortest);
        const unsigned contact = (unsigned)(found.action[1] - message) / BENCHMARK_EACH;
        ck_assert_uint_eq(found.action[0], shortest[0]);
        for (size_t i = 1; i < sizeof shortest; i++)
            ck_assert_uint_eq(found.action[i], shortest[i] + contact * BENCHMARK_EACH);
    }
}
END_TEST

START_TEST(a_right_one_is_not_blamed)
{
    struct brisk_case found;
    ck_assert_uint_eq(brisk_walk(&right, 1, 100, 1000000, &found), 1000000);
    ck_assert_uint_eq(found.length, 0);
    ck_assert_uint_eq(brisk_walk(&right, 1, 100, 950, &found), 1000);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_case)
{
    struct brisk_case one, same, other;
    ck_assert_uint_eq(brisk_walk(&buggy, 7, 100, 100000, &one), brisk_walk(&buggy, 7, 100, 100000, &same));
    brisk_walk(&buggy, 8, 100, 100000, &other);
    ck_assert_uint_eq(one.length, same.length);
    ck_assert_mem_eq(one.action, same.action, one.length);
    ck_assert(one.length != other.length || memcmp(one.action, other.action, one.length) != 0);
}
END_TEST

/* The first numbers of a stream, on every machine. */
START_TEST(numbers_are_the_same_everywhere)
{
    struct prng prng = { .state = 0 };
    ck_assert_uint_eq(prng_next(&prng), 0xE220A8397B1DCDAFu);
    ck_assert_uint_eq(prng_next(&prng), 0x6E789E6AA1B965F4u);
    unsigned counts[16] = { 0 };
    prng = prng_stream(1, 2);
    for (int i = 0; i < 16000; i++) counts[prng_below(&prng, 16)]++;
    for (int i = 0; i < 16; i++) ck_assert_uint_gt(counts[i], 850);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("brisk");
    TCase *cases = tcase_create("cases");
    tcase_add_test(cases, the_seeded_bug_becomes_its_five_steps);
    tcase_add_test(cases, a_right_one_is_not_blamed);
    tcase_add_test(cases, the_same_seed_gives_the_same_case);
    tcase_add_test(cases, numbers_are_the_same_everywhere);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
