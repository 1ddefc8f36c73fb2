/*
 * Tests of the search over orders: on a register whose values are read and written, with histories of which the answer is
 * known, and on random ones against a search that simply tries every permutation.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"
#include "prng.h"

/* A call of the register, and when it was sent and answered. */
struct call {
    char kind; /* 'w' write, 'r' read */
    int value;
    unsigned sent, answered;
};

struct history {
    const struct call *call;
    size_t count, takes;
};

static bool take(void *context, size_t index, void *state, unsigned *cost)
{
    struct history *history = context;
    const struct call *call = &history->call[index];
    int *value = state;
    history->takes++;
    *cost = call->kind == 'w' && call->value == *value ? 1 : 0; /* what changes nothing is worth less */
    if (call->kind == 'r') return *value == call->value;
    *value = call->value;
    return true;
}

static void key(void *context, const void *state, void *to)
{
    (void)context;
    memcpy(to, state, sizeof(int));
}

static void set_after(const struct history *history, uint32_t after[LIMIT_TOGETHER])
{
    for (size_t i = 0; i < history->count; i++) {
        after[i] = 0;
        for (size_t j = 0; j < history->count; j++) {
            if (j != i && history->call[j].answered < history->call[i].sent) after[i] |= UINT32_C(1) << j;
        }
    }
}

static struct linear_result search(struct history *history)
{
    const struct linear_space space = {
        .context = history, .state_size = sizeof(int), .key_size = sizeof(int), .take = take, .key = key
    };
    struct linear_result result;
    uint32_t after[LIMIT_TOGETHER];
    const int zero = 0;
    set_after(history, after);
    linear_search(&space, after, history->count, &zero, &result);
    return result;
}

/* --- histories whose answer is known --- */

#define CALLS(...) \
    (const struct call[]){ __VA_ARGS__ }, sizeof((const struct call[]){ __VA_ARGS__ }) / sizeof(struct call)

static const struct {
    const struct call *call;
    size_t count;
    bool explained;
    size_t furthest, ends;
} known[] = {
    { CALLS({ 'r', 0, 1, 2 }), true, 1, 1 },
    { CALLS({ 'r', 1, 1, 2 }), false, 0, 0 },
    /* a read that overlaps a write may come before it or behind it */
    { CALLS({ 'w', 1, 1, 3 }, { 'r', 0, 2, 4 }), true, 2, 1 },
    { CALLS({ 'w', 1, 1, 3 }, { 'r', 1, 2, 4 }), true, 2, 1 },
    { CALLS({ 'w', 1, 1, 3 }, { 'r', 2, 2, 4 }), false, 1, 0 },
    /* one that is sent when the write was answered may not */
    { CALLS({ 'w', 1, 1, 2 }, { 'r', 0, 3, 4 }), false, 1, 0 },
    /* two reads that follow each other see two writes in one order */
    { CALLS({ 'w', 1, 1, 7 }, { 'w', 2, 2, 8 }, { 'r', 1, 3, 4 }, { 'r', 2, 5, 6 }), true, 4, 1 },
    { CALLS({ 'w', 1, 1, 4 }, { 'w', 2, 2, 3 }, { 'r', 2, 5, 6 }, { 'r', 1, 7, 8 }), false, 3, 0 },
    /* two writes at once leave either */
    { CALLS({ 'w', 1, 1, 3 }, { 'w', 2, 2, 4 }), true, 2, 2 },
};

START_TEST(a_known_history_is_judged)
{
    struct history history = { known[_i].call, known[_i].count, 0 };
    const struct linear_result result = search(&history);
    ck_assert_int_eq(result.explained, known[_i].explained);
    ck_assert_uint_eq(result.best.count, known[_i].furthest);
    ck_assert_uint_eq(result.end_count, known[_i].ends);
    ck_assert_int_eq(result.dead_count > 0 || result.explained, true);
    if (!result.explained) ck_assert_uint_le(result.dead[0].count, result.best.count);
}
END_TEST

START_TEST(the_best_order_is_the_cheapest)
{
    /* 0 written to 0 changes nothing, unless it comes behind the other write */
    struct history history = { CALLS({ 'w', 0, 1, 3 }, { 'w', 5, 2, 4 }), 0 };
    const struct linear_result result = search(&history);
    ck_assert_uint_eq(result.cost, 0);
    ck_assert_uint_eq(result.best.call[0], 1);
    ck_assert_uint_eq(result.end_count, 2);
    ck_assert_mem_eq(&result.ends[0], &result.best, sizeof result.best);
}
END_TEST

START_TEST(what_was_tried_is_not_tried_again)
{
    /* eight writes of one value at once: 8! orders, and no more than one state for each set of them */
    struct call same[LIMIT_TOGETHER];
    for (unsigned i = 0; i < LIMIT_TOGETHER; i++) same[i] = (struct call){ 'w', 1, i + 1, i + 100 };
    struct history history = { same, LIMIT_TOGETHER, 0 };
    const struct linear_result result = search(&history);
    ck_assert(result.explained);
    ck_assert_uint_eq(result.visited, 1u << LIMIT_TOGETHER);
    ck_assert_uint_lt(history.takes, 3000);
}
END_TEST

/* --- random histories, against every permutation --- */

/* The cost of the cheapest order that begins like `order`, or -1. */
static int try_all(struct history *history, const uint32_t *after, uint32_t done, int value, int cost)
{
    int best = -1;
    if (done == (UINT32_C(1) << history->count) - 1) return cost;
    for (size_t i = 0; i < history->count; i++) {
        unsigned more = 0;
        int next = value;
        if ((done >> i & 1) != 0 || (after[i] & ~done) != 0 || !take(history, i, &next, &more)) continue;
        int found = try_all(history, after, done | UINT32_C(1) << i, next, cost + (int)more);
        if (found >= 0 && (best < 0 || found < best)) best = found;
    }
    return best;
}

/* Calls of two or three callers; the moments are mixed as a run would have them. */
static size_t make_history(struct prng *prng, struct call call[LIMIT_TOGETHER])
{
    unsigned callers = 2 + prng_below(prng, 2), clock = 0;
    size_t open[3], count = 0, room = 3 + prng_below(prng, 4);
    for (unsigned i = 0; i < callers; i++) open[i] = SIZE_MAX;
    for (bool busy = true; busy;) {
        unsigned caller = prng_below(prng, callers);
        if (open[caller] != SIZE_MAX) {
            call[open[caller]].answered = ++clock;
            open[caller] = SIZE_MAX;
        } else if (count < room) {
            call[count] = (struct call){ prng_below(prng, 2) == 0 ? 'w' : 'r', (int)prng_below(prng, 3), ++clock, 0 };
            open[caller] = count++;
        }
        busy = count < room;
        for (unsigned i = 0; i < callers; i++) busy |= open[i] != SIZE_MAX;
    }
    return count;
}

START_TEST(random_histories_agree_with_every_permutation)
{
    enum { HISTORIES = 4000 };
    struct prng prng = prng_stream(20261123, 0);
    size_t explained = 0;
    for (int i = 0; i < HISTORIES; i++) {
        struct call call[LIMIT_TOGETHER];
        struct history history = { call, make_history(&prng, call), 0 };
        uint32_t after[LIMIT_TOGETHER];
        set_after(&history, after);
        const int right = try_all(&history, after, 0, 0, 0);
        const struct linear_result result = search(&history);
        ck_assert_msg(result.explained == (right >= 0), "history %d: %d, not %d", i, result.explained, right);
        if (right >= 0) ck_assert_int_eq((int)result.cost, right);
        explained += result.explained;
    }
    /* both kinds are there in numbers */
    ck_assert_uint_gt(explained, HISTORIES / 10);
    ck_assert_uint_lt(explained, HISTORIES - HISTORIES / 10);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("linear");
    TCase *tests = tcase_create("linear");
    tcase_add_loop_test(tests, a_known_history_is_judged, 0, sizeof known / sizeof *known);
    tcase_add_test(tests, the_best_order_is_the_cheapest);
    tcase_add_test(tests, what_was_tried_is_not_tried_again);
    tcase_add_test(tests, random_histories_agree_with_every_permutation);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
