/*
 * Tests of learning: random machines are found again, and what cannot be learned is told as what it is.
 */
#include "learn.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fsm_kit.h"
#include "learn_tree.h"

/* A machine that answers words, and may go wrong after so many of them. */
struct system {
    const struct fsm *fsm;
    uint64_t words, stop_after, lie_after; /* 0: never */
    uint32_t told;
};

static bool ask(void *context, const uint16_t *word, size_t length, uint32_t *outputs)
{
    struct system *system = context;
    uint32_t state = 0;
    if (++system->words == system->stop_after) return false;
    for (size_t i = 0; i < length; i++) {
        outputs[i] = fsm_output(system->fsm, state, word[i]);
        state = fsm_next(system->fsm, state, word[i]);
    }
    if (system->words == system->lie_after) outputs[0] ^= 1;
    return true;
}

static void tell(void *context, uint32_t states, uint64_t words)
{
    struct system *system = context;
    ck_assert_uint_gt(states, system->told); /* each hypothesis knows more states than the one before */
    ck_assert_uint_eq(words, system->words);
    system->told = states;
}

static struct learn_result learn_it(struct system *system, unsigned extra, uint32_t most)
{
    const struct learn_system asked = { system->fsm->inputs, ask, NULL, tell, system };
    return learn(&asked, extra, most);
}

/* Outputs are numbers with equal meanings here, so the tables are compared by walking. */
static bool equal(const struct fsm *a, const struct fsm *b)
{
    uint32_t pair[64] = { 0 };
    if (a->states != b->states) return false;
    struct arena *arena = arena_new();
    const struct fsm_cover cover = fsm_cover(a, arena);
    bool good = true;
    for (uint32_t i = 0; i < cover.count; i++) {
        uint32_t state = cover.order[i];
        if (i > 0) pair[state] = fsm_next(b, pair[cover.parent[state]], cover.input[state]);
    }
    for (uint32_t i = 0; i < a->states * a->inputs; i++) {
        uint32_t other = pair[i / a->inputs], input = i % a->inputs;
        good = good && a->output[i] == fsm_output(b, other, input) && pair[a->next[i]] == fsm_next(b, other, input);
    }
    arena_free(arena);
    return good;
}

START_TEST(random_machines_are_found_again)
{
    for (uint32_t turn = 0; turn < 60; turn++) {
        kit_seed = 31 * turn;
        struct fsm *fsm = kit_machine(1 + turn / 2, 2 + turn % 3, 2 + turn % 2);
        struct system system = { .fsm = fsm };
        struct learn_result result = learn_it(&system, 1, 64);
        ck_assert_int_eq(result.status, LEARN_DONE);
        ck_assert_msg(equal(fsm, result.fsm), "turn %u: %u states of %u", turn, result.fsm->states, fsm->states);
        ck_assert_uint_eq(result.asked, system.words);
        ck_assert_uint_gt(result.tests, 0);
        fsm_free(result.fsm);
        fsm_free(fsm);
    }
}
END_TEST

/* A chain that differs at its end only: hypotheses of one state pass every shorter test. */
START_TEST(what_lies_deep_takes_more_states)
{
    enum { DEEP = 14 };
    struct fsm *fsm = kit_empty(DEEP, 2, 2);
    for (uint32_t i = 0; i < DEEP; i++) {
        fsm->next[2 * i] = i + 1 < DEEP ? i + 1 : i;
        fsm->output[2 * i] = i + 1 == DEEP;
    }
    static const unsigned extras[] = { 0, DEEP - 2, DEEP - 1 };
    for (int i = 0; i < 3; i++) {
        struct system system = { .fsm = fsm };
        struct learn_result result = learn_it(&system, extras[i], 64);
        ck_assert_int_eq(result.status, LEARN_DONE);
        ck_assert_uint_eq(result.fsm->states, i < 2 ? 1 : DEEP); /* as the claim says */
        ck_assert_uint_ge(result.extra, extras[i]);
        ck_assert_uint_ge(result.fsm->states + result.extra, i < 2 ? 12 : DEEP); /* cheap ones are tried anyway */
        fsm_free(result.fsm);
    }
    fsm_free(fsm);
}
END_TEST

START_TEST(two_answers_to_one_word_are_told)
{
    kit_seed = 4;
    struct fsm *fsm = kit_machine(6, 2, 2);
    struct system system = { .fsm = fsm, .lie_after = 9 };
    struct learn_result result = learn_it(&system, 1, 64);
    ck_assert_int_eq(result.status, LEARN_NONDETERMINISTIC);
    ck_assert_ptr_null(result.fsm);
    ck_assert_uint_eq(result.conflict.length, 1);
    ck_assert_uint_ne(result.conflict.before, result.conflict.now);
    uint32_t right = fsm_output(fsm, 0, result.conflict.word[0]);
    ck_assert(result.conflict.before == right || result.conflict.now == right);
    free(result.conflict.word);
    fsm_free(fsm);
}
END_TEST

START_TEST(one_that_stops_or_is_too_big_is_no_machine)
{
    kit_seed = 4;
    struct fsm *fsm = kit_machine(6, 2, 2);
    struct system stops = { .fsm = fsm, .stop_after = 7 }, big = { .fsm = fsm };
    struct learn_result result = learn_it(&stops, 1, 64);
    ck_assert_int_eq(result.status, LEARN_STOPPED);
    ck_assert_ptr_null(result.fsm);
    ck_assert_uint_eq(stops.words, 7);
    result = learn_it(&big, 1, 5);
    ck_assert_int_eq(result.status, LEARN_TOO_MUCH);
    ck_assert_ptr_null(result.fsm);
    fsm_free(fsm);
}
END_TEST

START_TEST(apart_is_who_was_seen_to_differ)
{
    struct seen_tree tree = seen_new(2);
    static const uint16_t words[][3] = { { 0, 1, 1 }, { 1, 1, 0 }, { 1, 0, 0 } };
    static const uint32_t outputs[][3] = { { 0, 0, 1 }, { 0, 0, 0 }, { 0, 1, 0 } };
    uint16_t witness[FSM_WORD];
    size_t at;
    uint32_t before;
    for (int i = 0; i < 3; i++) ck_assert(seen_add(&tree, words[i], outputs[i], 3, &at, &before));
    uint32_t a = seen_at(&tree, 0, words[0], 1), b = seen_at(&tree, 0, words[1], 1);
    ck_assert(!seen_apart(&tree, a, b)); /* 1 then 1 was asked of one only */
    ck_assert_uint_eq(seen_witness(&tree, a, b, witness), 0);
    static const uint16_t more[] = { 1, 1, 1 };
    static const uint32_t same[] = { 0, 0, 0 };
    ck_assert(seen_add(&tree, more, same, 3, &at, &before));
    ck_assert(seen_apart(&tree, a, b));
    ck_assert_uint_eq(seen_witness(&tree, a, b, witness), 2);
    ck_assert(witness[0] == 1 && witness[1] == 1);
    static const uint32_t other[] = { 0, 1, 0 };
    ck_assert(!seen_add(&tree, more, other, 3, &at, &before));
    ck_assert_uint_eq(at, 1);
    ck_assert_uint_eq(before, 0);
    ck_assert_uint_eq(seen_at(&tree, 0, (const uint16_t[]){ 0, 0 }, 2), 0);
    seen_free(&tree);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("learn");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, random_machines_are_found_again);
    tcase_add_test(tests, what_lies_deep_takes_more_states);
    tcase_add_test(tests, two_answers_to_one_word_are_told);
    tcase_add_test(tests, one_that_stops_or_is_too_big_is_no_machine);
    tcase_add_test(tests, apart_is_who_was_seen_to_differ);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
