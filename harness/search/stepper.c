/*
 * One event after the other: see stepper.h.
 */
#include "stepper.h"

#include <string.h>

void stepper_begin(struct stepper *stepper, const struct exec *exec)
{
    *stepper = (struct stepper){ .arena = arena_new(), .exec = *exec };
    stepper->test = (struct test_case){ .id = "STEPS", .purpose = "steps", .file = "steps" };
    stepper->result.outcome.verdict = VERDICT_PASS;
    stepper->run = exec_begin(&stepper->exec, &stepper->test, stepper->arena);
}

/* The steps lie in one piece, since a case has them so. */
static struct step *add(struct stepper *stepper, const struct step *step)
{
    if (stepper->test.step_count == stepper->room) {
        stepper->room = stepper->room == 0 ? 16 : stepper->room * 2;
        struct step *steps = arena_alloc(stepper->arena, stepper->room * sizeof *steps);
        if (stepper->steps != NULL) memcpy(steps, stepper->steps, stepper->test.step_count * sizeof *steps);
        stepper->test.steps = stepper->steps = steps;
    }
    struct step *kept = &stepper->steps[stepper->test.step_count++];
    *kept = *step;
    if (kept->written == NULL) kept->written = step_said(stepper->arena, kept);
    return kept;
}

bool stepper_take(struct stepper *stepper, const struct step *step)
{
    return exec_step(stepper->run, add(stepper, step), &stepper->result);
}

void stepper_end(struct stepper *stepper)
{
    memcpy(stepper->result.taken, stepper->run->world.ledger.taken, sizeof stepper->result.taken);
    arena_free(stepper->arena);
    stepper->arena = NULL;
    stepper->run = NULL;
}
