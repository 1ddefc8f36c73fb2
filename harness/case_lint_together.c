/*
 * Comparing the steps of several callers at once with the oracle.  Each order of them is followed along the preferred
 * outcomes; what a case writes of a code must be the best that the model says of it in any of them.
 */
#include "case_linter.h"

#include <stdio.h>
#include <string.h>

enum { MEMORY = 4096, CODES = IM_CODE_COUNT + 2 + 2 * LIMIT_EXPECT };

/* A state in which so much was done. */
struct passed {
    uint32_t done;
    struct im_state state;
};

struct orders {
    struct linter *linter;
    const struct step *steps;
    size_t count;
    uint32_t codes[LIMIT_TOGETHER][CODES]; /* that the step could get */
    enum im_grade best[LIMIT_TOGETHER][CODES];
    struct passed *passed;
    size_t passed_count;
};

/* The codes that are tried: those with a name, one of each class, and those that the case writes. */
static void list_codes(const struct step *step, uint32_t codes[CODES])
{
    size_t at = 0;
    for (int code = 0; code < IM_CODE_COUNT; code++) codes[at++] = im_codes[code].value;
    codes[at++] = 0x80041234u;
    codes[at++] = 0x00041234u;
    const struct expectation *lists[] = { &step->expect, &step->noted };
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < LIMIT_EXPECT; j++) {
            bool number = j < lists[i]->count && !lists[i]->codes[j].is_class;
            codes[at++] = number ? lists[i]->codes[j].value : 0;
        }
    }
}

/* Each rule that a refused answer is blamed on is one that the case has to do with. */
static void note_blame(void *context, const struct witness *witness)
{
    struct linter *linter = context;
    const struct im_judgement judgement = lint_judged(linter, &witness->obs);
    for (uint8_t i = 0; i < judgement.blames; i++) linter->guarded[judgement.blame[i]] = true;
}

/* A further window where one is due is refused, too. */
static void note_twin(struct linter *linter, const struct step *step, const struct im_observation *preferred)
{
    const struct im_state *state = &linter->run->world.model.state;
    struct witness twin = { .obs = *preferred };
    uint8_t slot = 0;
    if (step->kind != IM_EV_INSTANT_MESSAGE || linter->allowed.window == 0) return;
    while (slot < IM_OBJECTS && state->objects[slot].refs > 0) slot++;
    twin.obs.handle = (uint8_t)(slot + 1);
    twin.obs.seen = IM_SEEN_NO;
    if (slot < IM_OBJECTS) note_blame(linter, &twin);
}

static bool passed_before(struct orders *orders, uint32_t done)
{
    const struct im_state *state = &orders->linter->run->world.model.state;
    for (size_t i = 0; i < orders->passed_count; i++) {
        const struct passed *passed = &orders->passed[i];
        if (passed->done == done && memcmp(&passed->state, state, sizeof *state) == 0) return true;
    }
    if (orders->passed_count < MEMORY) orders->passed[orders->passed_count++] = (struct passed){ done, *state };
    return false;
}

static bool may_be_next(const struct orders *orders, uint32_t done, size_t index)
{
    if ((done >> index & 1) != 0) return false;
    bool first = index == 0 || orders->steps[index - 1].caller != orders->steps[index].caller;
    return first || (done >> (index - 1) & 1) != 0;
}

static void follow(struct orders *orders, uint32_t done)
{
    struct linter *linter = orders->linter;
    if (passed_before(orders, done)) return;
    const struct world before = linter->run->world;
    for (size_t i = 0; i < orders->count; i++) {
        const struct step *step = &orders->steps[i];
        struct im_observation preferred;
        if (!may_be_next(orders, done, i)) continue;
        if (!lint_ask(linter, step, &preferred)) return;
        for (size_t j = 0; j < CODES; j++) {
            enum im_grade grade = lint_grade(&linter->allowed, orders->codes[i][j]);
            if (grade < orders->best[i][j]) orders->best[i][j] = grade;
        }
        linter->step = step;
        witness_each(linter->run, step, &linter->asked, &preferred, note_blame, linter);
        note_twin(linter, step, &preferred);
        if (!lint_advance(linter, step, &preferred)) return;
        follow(orders, done | UINT32_C(1) << i);
        linter->run->world = before;
    }
}

static void check_codes(const struct orders *orders, size_t index)
{
    static const char *const words[] = { "", "accepted", "noted", "rejected" };
    struct linter *linter = orders->linter;
    const struct step *step = &orders->steps[index];
    if (!step->expect.given) return;
    for (size_t i = 0; i < CODES; i++) {
        uint32_t hresult = orders->codes[index][i];
        enum im_grade written = expect_grade(step, hresult), right = orders->best[index][i];
        char number[16];
        snprintf(number, sizeof number, "0x%08X", hresult);
        linter->totals->expectations++;
        if (written == right) continue;
        enum im_code code = im_code_of(hresult);
        lint_found(linter, step, "%s is %s by the case and %s by the model, in the best order",
                   code < IM_CODE_COUNT ? im_codes[code].name : number, words[written], words[right]);
    }
}

void lint_together(struct linter *linter, const struct step *steps, size_t count)
{
    const size_t complaints = linter->totals->complaints;
    struct arena *arena = arena_new();
    struct orders *orders = arena_alloc(arena, sizeof *orders);
    *orders = (struct orders){ .linter = linter, .steps = steps, .count = count };
    orders->passed = arena_alloc(arena, MEMORY * sizeof *orders->passed);
    for (size_t i = 0; i < count; i++) {
        list_codes(&steps[i], orders->codes[i]);
        for (size_t j = 0; j < CODES; j++) orders->best[i][j] = IM_REJECTED;
    }
    const struct world before = linter->run->world;
    follow(orders, 0);
    linter->run->world = before;
    for (size_t i = 0; i < count && linter->totals->complaints == complaints; i++) check_codes(orders, i);
    arena_free(arena);
}
