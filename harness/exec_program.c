/*
 * Cases that a program performs: it is run once, before the first step, and each step takes its line of what was said.
 */
#include <stdio.h>
#include <string.h>

#include "case_complain.h"
#include "exec.h"
#include "program.h"

/* HWND of an object as the program told it last. */
struct told {
    char token[LIMIT_TOKEN];
    int64_t handle;
    struct told *next;
};

struct program_run {
    const char *rest; /* what was said and belongs to later steps */
    enum obs_status ended;
    char reason[LIMIT_REASON];
    struct observation now; /* of the step that is taken */
    struct told *told;
};

/* --- the program --- */

static struct program_run *start(struct run *run)
{
    struct program_run *started = arena_alloc(run->arena, sizeof *started);
    struct text names[ROLE_COUNT];
    size_t count = 0;
    for (int role = ROLE_ME; role < ROLE_COUNT; role++) {
        names[count] = run->cast.name[role];
        if (names[count].units == NULL) names[count] = (struct text){ u"", 0 };
        count++;
    }
    const struct script script = { run->test->program->kind, run->test->program->text, names, count };
    started->rest = "";
    started->ended =
        run->exec->adapter->run_script(run->exec->session, &script, run->arena, &started->rest, started->reason);
    return started;
}

/* The next line without its end, in the arena; NULL: there is none.  What has no end was not said. */
static const char *next_line(struct arena *arena, struct program_run *program)
{
    size_t length = strcspn(program->rest, "\n");
    if (program->rest[length] == '\0') return NULL;
    const char *line = arena_printf(arena, "%.*s", (int)length, program->rest);
    program->rest += length + 1;
    return line;
}

/* The program, or the case, is at fault. */
static bool wrong(const struct run *run, uint32_t n, const char *line, const char *wanted, struct outcome *outcome)
{
    const struct program *program = run->test->program;
    const char *found = line == NULL ? "no line" : quoted(run->arena, line, strlen(line));
    outcome_set(outcome, VERDICT_ERROR, n, "%s:%u: found %s, expected %s", program->file, program->lines[n - 1], found,
                wanted);
    return false;
}

bool exec_program_next(struct run *run, const struct step *step, uint32_t n, struct outcome *outcome)
{
    const char *wanted = "";
    if (run->program == NULL) run->program = start(run);
    struct program_run *program = run->program;
    const char *line = next_line(run->arena, program);
    observation_clear(&program->now);
    if (line == NULL && program->ended != OBS_DONE) {
        observation_fail(&program->now, program->ended, "%s: %.*s in %s:%u", im_event_method(step->kind),
                         LIMIT_REASON / 2, program->reason, run->test->program->file, run->test->program->lines[n - 1]);
        return true;
    }
    const char *given = line != NULL ? line : "";
    bool fits = program_read_line(run->arena, run->test->program, step, given, &program->now, &wanted);
    return (fits && line != NULL) || wrong(run, n, line, wanted, outcome);
}

void exec_program_end(struct run *run, struct exec_result *result)
{
    struct program_run *program = run->program;
    const struct test_case *test = run->test;
    struct outcome *outcome = &result->outcome;
    uint32_t last = (uint32_t)test->step_count;
    if (program == NULL) return;
    observation_clear(&program->now);
    if (outcome->verdict != VERDICT_PASS) return;
    if (program->ended != OBS_DONE) {
        outcome_set(outcome, VERDICT_FAIL, last, "behind the last step: %.*s in %s", LIMIT_REASON / 2, program->reason,
                    test->program->file);
        exec_blame(test, NULL, 0, outcome);
        outcome->session_lost = true;
        outcome->hung = program->ended == OBS_TIMEOUT;
        return;
    }
    const char *line = next_line(run->arena, program);
    if (line == NULL || strcmp(line, "end") != 0 || *program->rest != '\0') {
        wrong(run, last, line, "`end` behind the line of the last step, and nothing else", outcome);
    }
}

/* --- its observations --- */

static struct told *told_of(struct program_run *program, const char *token)
{
    struct told *told = program->told;
    while (told != NULL && strcmp(told->token, token) != 0) told = told->next;
    return told;
}

static void keep_handle(struct run *run, const char *token, int64_t handle)
{
    struct told *told = told_of(run->program, token);
    if (told == NULL) {
        told = arena_alloc(run->arena, sizeof *told);
        snprintf(told->token, sizeof told->token, "%s", token);
        told->next = run->program->told;
        run->program->told = told;
    }
    told->handle = handle;
}

void exec_ask(struct run *run, const struct event *event, struct observation *obs)
{
    if (run->test->program == NULL) {
        run->exec->adapter->perform(run->exec->session, event, obs);
        return;
    }
    const struct told *told = event->kind == IM_EV_GET ? told_of(run->program, event->window) : NULL;
    if (told == NULL) {
        observation_fail(obs, OBS_NO_METHOD, "%s said nothing of it", run->test->program->file);
    } else if (event->property == IM_PROPERTY_HWND) {
        *obs = (struct observation){ .value_kind = VALUE_NUMBER, .number = told->handle };
    } else {
        obs->hresult = im_codes[IM_E_FAIL].value;
    }
}

/* --- a window that nobody looked at --- */

static uint8_t grade_with(struct run *run, const struct event *event, const struct im_event *asked,
                          struct observation *obs, const char *token)
{
    struct world *world = &run->world;
    struct im_observation seen;
    const struct im_ledger ledger = world->ledger;
    snprintf(obs->token, sizeof obs->token, "%s", token);
    if (!world_observation(world, event, obs, &seen)) return IM_REJECTED;
    const struct im_judgement judgement = oracle_judge(&world->model, asked, &seen);
    world->ledger = ledger;
    return (uint8_t)(judgement.unspecified ? IM_REJECTED : judgement.grade);
}

static const char *take_unseen(struct run *run, const struct event *event, const struct im_event *asked,
                               struct observation *obs)
{
    const char *fresh = arena_printf(run->arena, "unseen%zu", run->at + 1), *best = fresh;
    uint8_t least = grade_with(run, event, asked, obs, fresh);
    for (int i = 0; i < IM_OBJECTS; i++) {
        const char *known = run->world.window[i];
        if (known == NULL) continue;
        uint8_t grade = grade_with(run, event, asked, obs, known);
        if (grade >= least) continue;
        least = grade;
        best = known;
    }
    snprintf(obs->token, sizeof obs->token, "%s", best);
    obs->unseen = false;
    return "the program dropped the window without a look at it; it is taken for the one that fits best";
}

/* --- what came back --- */

const char *exec_perform(struct run *run, const struct event *event, const struct im_event *asked,
                         struct observation *obs)
{
    if (run->test->program == NULL) {
        run->exec->adapter->perform(run->exec->session, event, obs);
        return NULL;
    }
    *obs = run->program->now;
    run->program->now = (struct observation){ 0 };
    if (obs->status != OBS_DONE || obs->hresult != 0) return NULL;
    if (obs->unseen) return take_unseen(run, event, asked, obs);
    bool message = event->kind == IM_EV_INSTANT_MESSAGE;
    bool handle = event->kind == IM_EV_GET && event->property == IM_PROPERTY_HWND;
    if (obs->value_kind == VALUE_NUMBER && (message || handle))
        keep_handle(run, message ? obs->token : event->window, obs->number);
    if (message) obs->value_kind = VALUE_NONE;
    return NULL;
}
