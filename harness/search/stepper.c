/*
 * One event after the other: see stepper.h.
 */
#include "stepper.h"

#include <string.h>

static void before(void *context, const struct step_record *record)
{
    const struct stepper *stepper = context;
    if (stepper->watch.before != NULL) stepper->watch.before(stepper->watch.context, record);
}

static void after(void *context, const struct step_record *record)
{
    struct stepper *stepper = context;
    stepper->last = record->obs->status;
    if (stepper->watch.after != NULL && stepper->last != OBS_CANNOT)
        stepper->watch.after(stepper->watch.context, record);
}

static void waiting(void *context)
{
    const struct stepper *stepper = context;
    if (stepper->watch.waiting != NULL) stepper->watch.waiting(stepper->watch.context);
}

void stepper_begin(struct stepper *stepper, const struct exec *exec)
{
    *stepper = (struct stepper){ .arena = arena_new(), .exec = *exec, .watch = exec->watch };
    stepper->exec.watch =
        (struct exec_watch){ .context = stepper, .before = before, .after = after, .waiting = waiting };
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

bool stepper_forget(struct stepper *stepper)
{
    if (stepper->last != OBS_CANNOT || stepper->result.outcome.verdict != VERDICT_INCONCLUSIVE) return false;
    stepper->result.outcome = (struct outcome){ .verdict = VERDICT_PASS };
    stepper->test.step_count--;
    return true;
}

void stepper_end(struct stepper *stepper)
{
    memcpy(stepper->result.taken, stepper->run->world.ledger.taken, sizeof stepper->result.taken);
    arena_free(stepper->arena);
    stepper->arena = NULL;
    stepper->run = NULL;
}
