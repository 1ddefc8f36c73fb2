/*
 * Tests of machines and complete suites.  What a suite claims is tried out: every machine of the fault domain where it is
 * small enough to be listed, every single fault where it is not.
 */
#include "suite.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark.h"
#include "fsm_kit.h"

/* A wrong machine fails; one that does not is equivalent. */
static bool sound(const struct fsm *right, const struct fsm *other, const struct tests *tests)
{
    uint16_t word[FSM_WORD];
    return kit_fails(right, other, tests) == (fsm_differ(right, other, word) > 0);
}

/* Every machine with `states` states, in turn: counts through all tables. */
static bool next_machine(struct fsm *fsm)
{
    for (uint32_t i = 0; i < fsm->states * fsm->inputs; i++) {
        if (++fsm->next[i] < fsm->states) return true;
        fsm->next[i] = 0;
        if (++fsm->output[i] < fsm->outputs) return true;
        fsm->output[i] = 0;
    }
    return false;
}

START_TEST(every_other_machine_of_the_domain_fails)
{
    static const struct {
        uint32_t states, extra;
    } sizes[] = { { 1, 1 }, { 1, 2 }, { 2, 0 }, { 2, 1 }, { 3, 0 } };
    for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++) {
        for (int method = 0; method < SUITE_METHODS; method++) {
            kit_seed = 7 + (uint32_t)at;
            for (int turn = 0; turn < 3; turn++) {
                struct fsm *right = kit_machine(sizes[at].states, 2, 2);
                struct fsm *other = kit_empty(sizes[at].states + sizes[at].extra, 2, 2);
                struct tests tests;
                ck_assert(suite_make(right, (enum suite_method)method, sizes[at].extra, &tests));
                uint32_t passed = 0;
                do {
                    if (kit_fails(right, other, &tests)) continue;
                    passed++;
                    ck_assert_msg(sound(right, other, &tests), "a machine with %u states passed %s", other->states,
                                  suite_method_names[method]);
                } while (next_machine(other));
                ck_assert_uint_gt(passed, 0); /* the machine itself is among them */
                tests_free(&tests);
                fsm_free(other);
                fsm_free(right);
            }
        }
    }
}
END_TEST

START_TEST(every_single_fault_is_caught)
{
    static const uint32_t sizes[] = { 6, 12 };
    for (size_t at = 0; at < 2; at++) {
        for (int turn = 0; turn < 5; turn++) {
            for (int method = 0; method < SUITE_METHODS; method++) {
                kit_seed = (uint32_t)(100 * at) + (uint32_t)turn;
                struct fsm *right = kit_machine(sizes[at], 3, 2);
                struct tests tests;
                ck_assert(suite_make(right, (enum suite_method)method, 0, &tests));
                /* 3 n transitions, each with another output and n - 1 other ends; those that make a state unreachable
                 * are not equivalent either */
                ck_assert_uint_eq(kit_single_faults(right, &tests), 3 * sizes[at] * sizes[at]);
                tests_free(&tests);
                fsm_free(right);
            }
        }
    }
}
END_TEST

/* A machine with more states that differs from the right one somewhere behind: copies of states, one transition wrong. */
static struct fsm *grown(const struct fsm *right, uint32_t extra)
{
    uint32_t cells = right->states * right->inputs;
    struct fsm *wrong = kit_empty(right->states + extra, right->inputs, right->outputs);
    uint32_t *copy_of = malloc(wrong->states * sizeof *copy_of);
    for (uint32_t i = 0; i < wrong->states; i++) copy_of[i] = i < right->states ? i : kit_dice(right->states);
    for (uint32_t i = 0; i < wrong->states * wrong->inputs; i++) {
        uint32_t from = copy_of[i / right->inputs] * right->inputs + i % right->inputs;
        wrong->output[i] = right->output[from];
        uint32_t next = right->next[from];
        for (uint32_t j = right->states; j < wrong->states; j++) { /* or one of its copies */
            if (copy_of[j] == next && kit_dice(2) == 0) next = j;
        }
        wrong->next[i] = next;
    }
    free(copy_of);
    uint32_t at = cells + kit_dice(extra * right->inputs);
    if (kit_dice(2) == 0) {
        wrong->output[at] = kit_dice(right->outputs);
    } else {
        wrong->next[at] = kit_dice(wrong->states);
    }
    return wrong;
}

START_TEST(machines_with_more_states_fail)
{
    for (unsigned extra = 1; extra <= 2; extra++) {
        for (int turn = 0; turn < 6; turn++) {
            for (int method = 0; method < SUITE_METHODS; method++) {
                kit_seed = (uint32_t)turn + 1000 * extra;
                struct fsm *right = kit_machine(5, 2, 2);
                struct tests tests;
                ck_assert(suite_make(right, (enum suite_method)method, extra, &tests));
                for (int i = 0; i < 300; i++) {
                    struct fsm *wrong = grown(right, extra);
                    ck_assert_msg(sound(right, wrong, &tests), "%s with %u more states missed one",
                                  suite_method_names[method], extra);
                    fsm_free(wrong);
                }
                tests_free(&tests);
                fsm_free(right);
            }
        }
    }
}
END_TEST

/* --- what H promises, pair by pair --- */

struct checking {
    const struct fsm *fsm;
    const struct tests *tests;
    uint32_t access[16]; /* [state]: the node of its access word */
    uint32_t chain[8], state[8];
    unsigned most;
};

/* Do two tests behind these nodes tell the states apart? */
static bool told_apart(const struct checking *checking, uint32_t a, uint32_t p, uint32_t b, uint32_t q)
{
    for (uint32_t input = 0; input < checking->fsm->inputs; input++) {
        uint32_t of_a = tests_child(checking->tests, a, input), of_b = tests_child(checking->tests, b, input);
        if (of_a == 0 || of_b == 0) continue;
        if (fsm_output(checking->fsm, p, input) != fsm_output(checking->fsm, q, input)) return true;
        uint32_t next_p = fsm_next(checking->fsm, p, input), next_q = fsm_next(checking->fsm, q, input);
        if (told_apart(checking, of_a, next_p, of_b, next_q)) return true;
    }
    return false;
}

/* The last word of the chain is told from every access word and from the others of the chain. */
static void check_chain(struct checking *checking, unsigned length)
{
    uint32_t node = checking->chain[length], state = checking->state[length];
    for (uint32_t other = 0; other < checking->fsm->states; other++)
        ck_assert(other == state || told_apart(checking, node, state, checking->access[other], other));
    for (unsigned i = 1; i < length; i++)
        ck_assert(checking->state[i] == state ||
                  told_apart(checking, node, state, checking->chain[i], checking->state[i]));
    for (uint32_t input = 0; input < checking->fsm->inputs && length < checking->most; input++) {
        checking->chain[length + 1] = tests_child(checking->tests, node, input);
        checking->state[length + 1] = fsm_next(checking->fsm, state, input);
        ck_assert_uint_ne(checking->chain[length + 1], 0);
        check_chain(checking, length + 1);
    }
}

START_TEST(every_pair_that_h_speaks_of_is_told_apart)
{
    for (uint32_t turn = 0; turn < 20; turn++) {
        kit_seed = turn;
        struct fsm *fsm = kit_machine(6, 2, 2);
        struct tests tests;
        ck_assert(suite_make(fsm, SUITE_H, 2, &tests));
        struct arena *arena = arena_new();
        const struct fsm_cover cover = fsm_cover(fsm, arena);
        struct checking checking = { .fsm = fsm, .tests = &tests, .most = 3 };
        for (uint32_t i = 1; i < cover.count; i++) {
            uint32_t state = cover.order[i], parent = checking.access[cover.parent[state]];
            checking.access[state] = tests_child(&tests, parent, cover.input[state]);
            ck_assert_uint_ne(checking.access[state], 0);
        }
        for (uint32_t state = 0; state < fsm->states; state++) {
            checking.chain[0] = checking.access[state];
            checking.state[0] = state;
            check_chain(&checking, 0);
        }
        arena_free(arena);
        tests_free(&tests);
        fsm_free(fsm);
    }
}
END_TEST

/* --- sizes --- */

START_TEST(each_method_is_at_most_as_large_as_the_one_before)
{
    bool smaller[SUITE_METHODS] = { false };
    kit_seed = 4711;
    for (int turn = 0; turn < 40; turn++) {
        struct fsm *fsm = kit_machine(4 + kit_dice(12), 2 + kit_dice(3), 2);
        for (unsigned extra = 0; extra <= 1; extra++) {
            struct suite_size before = { UINT64_MAX, UINT64_MAX, 0 };
            for (int method = 0; method < SUITE_METHODS; method++) {
                struct tests tests;
                ck_assert(suite_make(fsm, (enum suite_method)method, extra, &tests));
                const struct suite_size size = suite_size(&tests);
                ck_assert_uint_le(size.tests, before.tests);
                ck_assert_uint_le(size.steps, before.steps);
                smaller[method] |= size.tests < before.tests;
                before = size;
                tests_free(&tests);
            }
        }
        fsm_free(fsm);
    }
    for (int method = 0; method < SUITE_METHODS; method++) ck_assert(smaller[method]); /* and that is worth it */
}
END_TEST

struct words {
    uint16_t last[256];
    size_t length;
    uint32_t count;
};

/* Tests come in the order of the tree, so one that is the beginning of another would stand beside it. */
static bool compare_words(void *context, const uint16_t *word, size_t length)
{
    struct words *words = context;
    size_t shorter = length < words->length ? length : words->length;
    if (words->count++ > 0) ck_assert_int_ne(memcmp(word, words->last, shorter * sizeof *word), 0);
    ck_assert_uint_le(length, 256);
    memcpy(words->last, word, length * sizeof *word);
    words->length = length;
    return true;
}

START_TEST(no_test_is_the_beginning_of_another)
{
    kit_seed = 3;
    struct fsm *fsm = kit_machine(9, 3, 2);
    struct tests tests;
    ck_assert(suite_make(fsm, SUITE_W, 1, &tests));
    struct words words = { .count = 0 };
    tests_each(&tests, compare_words, &words);
    ck_assert_uint_eq(words.count, suite_size(&tests).tests);
    ck_assert_uint_gt(words.count, 9 * 3);
    tests_free(&tests);
    fsm_free(fsm);
}
END_TEST

/* --- the benchmark model --- */

START_TEST(the_benchmark_machine_has_its_states)
{
    static const struct {
        struct benchmark_size size;
        uint32_t states;
    } known[] = { { { 1, 3 }, 16 }, { { 2, 3 }, 96 }, { { 2, 5 }, 216 }, { { 4, 3 }, 4608 } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct fsm *fsm = fsm_benchmark(&known[i].size);
        ck_assert_uint_eq(fsm->states, known[i].states);
        struct fsm *small = fsm_minimal(fsm);
        ck_assert_uint_eq(small->states, known[i].states);
        fsm_free(small);
        fsm_free(fsm);
    }
}
END_TEST

/* An implementation, not a machine: the one that comes with the model. */
struct trial {
    const struct benchmark_size *size;
    bool buggy;
    uint64_t failed;
};

static bool try_out(void *context, const uint16_t *word, size_t length)
{
    struct trial *trial = context;
    uint64_t state = benchmark_start();
    struct benchmark_iut iut = benchmark_iut(trial->buggy);
    struct benchmark_seen seen = { .last = { 0 } };
    for (size_t i = 0; i < length; i++) {
        struct benchmark_due due;
        state = benchmark_step(trial->size, state, word[i], &due);
        if (benchmark_allows(&seen, word[i], due, benchmark_iut_step(trial->size, &iut, word[i]))) continue;
        trial->failed++;
        break;
    }
    return true;
}

START_TEST(the_seeded_bug_fails_and_the_right_one_passes)
{
    const struct benchmark_size size = { 2, 5 };
    struct fsm *fsm = fsm_benchmark(&size);
    for (int method = 0; method < SUITE_METHODS; method++) {
        struct tests tests;
        ck_assert(suite_make(fsm, (enum suite_method)method, 0, &tests));
        ck_assert_uint_eq(suite_size(&tests).tests,
                          2161); /* 6955 are the fewest of the generators that were compared */
        tests_free(&tests);
        /* the bug has a state of its own, "stale", so it takes one more */
        ck_assert(suite_make(fsm, (enum suite_method)method, 1, &tests));
        struct trial right = { &size, false, 0 }, wrong = { &size, true, 0 };
        tests_each(&tests, try_out, &right);
        tests_each(&tests, try_out, &wrong);
        ck_assert_uint_eq(right.failed, 0);
        ck_assert_uint_gt(wrong.failed, 0);
        tests_free(&tests);
    }
    fsm_free(fsm);
}
END_TEST

/* --- machines --- */

START_TEST(equivalent_states_are_merged_and_others_told_apart)
{
    /* 0 and 1 answer alike for ever; 2 differs after two inputs, 3 cannot be reached */
    static const uint32_t next[] = { 1, 2, 0, 2, 4, 0, 3, 3, 2, 4 }, output[] = { 0, 0, 0, 0, 0, 0, 1, 1, 0, 1 };
    struct fsm *fsm = kit_empty(5, 2, 2);
    memcpy(fsm->next, next, sizeof next);
    memcpy(fsm->output, output, sizeof output);
    struct fsm *small = fsm_minimal(fsm);
    ck_assert_uint_eq(small->states, 3);
    struct arena *arena = arena_new();
    const struct fsm_levels levels = fsm_levels(fsm, arena);
    uint16_t word[FSM_WORD];
    ck_assert_uint_eq(fsm_separate(fsm, &levels, 0, 1, word), 0);
    ck_assert_uint_eq(fsm_separate(fsm, &levels, 0, 2, word), 2);
    ck_assert_uint_eq(word[0], 0);
    ck_assert_uint_eq(word[1], 1);
    ck_assert_uint_eq(fsm_differ(fsm, small, word), 0);
    small->output[0] ^= 1;
    ck_assert_uint_eq(fsm_differ(fsm, small, word), 1);
    arena_free(arena);
    fsm_free(small);
    fsm_free(fsm);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("suite");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_other_machine_of_the_domain_fails);
    tcase_add_test(tests, every_single_fault_is_caught);
    tcase_add_test(tests, machines_with_more_states_fail);
    tcase_add_test(tests, every_pair_that_h_speaks_of_is_told_apart);
    tcase_add_test(tests, each_method_is_at_most_as_large_as_the_one_before);
    tcase_add_test(tests, no_test_is_the_beginning_of_another);
    tcase_add_test(tests, the_benchmark_machine_has_its_states);
    tcase_add_test(tests, the_seeded_bug_fails_and_the_right_one_passes);
    tcase_add_test(tests, equivalent_states_are_merged_and_others_told_apart);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
