/*
 * Machines for tests: see fsm_kit.h.
 */
#include "fsm_kit.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

uint32_t kit_seed;

uint32_t kit_dice(uint32_t sides)
{
    kit_seed = kit_seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(kit_seed >> 8) * sides >> 24);
}

struct fsm *kit_empty(uint32_t states, uint32_t inputs, uint32_t outputs)
{
    static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7" };
    struct fsm *fsm = fsm_new(states, inputs, outputs);
    for (uint32_t i = 0; i < outputs; i++) fsm->output_name[i] = digits[i];
    return fsm;
}

struct fsm *kit_machine(uint32_t states, uint32_t inputs, uint32_t outputs)
{
    for (;;) {
        struct fsm *raw = kit_empty(states, inputs, outputs);
        for (uint32_t i = 0; i < states * inputs; i++) {
            raw->next[i] = kit_dice(states);
            raw->output[i] = kit_dice(outputs);
        }
        struct fsm *small = fsm_minimal(raw);
        fsm_free(raw);
        if (small->states == states) return small;
        fsm_free(small);
    }
}

/* --- does a wrong machine fail? --- */

static bool differs(const struct fsm *right, const struct fsm *wrong, const struct tests *tests, uint32_t node,
                    uint32_t p, uint32_t q)
{
    for (uint32_t child = tests->node[node].child; child != 0; child = tests->node[child].sibling) {
        uint32_t input = tests->node[child].input;
        if (fsm_output(right, p, input) != fsm_output(wrong, q, input)) return true;
        if (differs(right, wrong, tests, child, fsm_next(right, p, input), fsm_next(wrong, q, input))) return true;
    }
    return false;
}

bool kit_fails(const struct fsm *right, const struct fsm *wrong, const struct tests *tests)
{
    return differs(right, wrong, tests, 0, 0, 0);
}

uint32_t kit_single_faults(const struct fsm *right, const struct tests *tests)
{
    uint32_t faults = 0;
    struct fsm *wrong = kit_empty(right->states, right->inputs, 1);
    size_t size = (size_t)right->states * right->inputs * sizeof(uint32_t);
    memcpy(wrong->next, right->next, size);
    memcpy(wrong->output, right->output, size);
    for (uint32_t i = 0; i < right->states * right->inputs; i++) {
        for (uint32_t output = 0; output < right->outputs; output++) {
            wrong->output[i] = output;
            if (output != right->output[i]) ck_assert(kit_fails(right, wrong, tests));
            faults += output != right->output[i];
        }
        wrong->output[i] = right->output[i];
        for (uint32_t state = 0; state < right->states; state++) {
            wrong->next[i] = state;
            if (state != right->next[i]) ck_assert(kit_fails(right, wrong, tests)); /* in a minimal machine */
            faults += state != right->next[i];
        }
        wrong->next[i] = right->next[i];
    }
    fsm_free(wrong);
    return faults;
}
