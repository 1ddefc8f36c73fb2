/*
 * Calls of several callers at once: makes them, and asks whether some order in which they could have been made one after
 * the other explains what came back (exec_orders.h).
 *
 * A-55 sets the limits: two overlapping calls for one contact may open a window each, which is noted, and what follows
 * from it is judged no more; codes by which a server refuses to be called now are matters of the transport.
 */
#include "exec_orders.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- making the calls --- */

/* Makes the call, if what it speaks of is there. */
static bool start(struct together *together, size_t index)
{
    struct run *run = together->run;
    struct call *call = &together->call[index];
    const char *missing = NULL;
    bool there = exec_event(run, &call->adapted, &call->taken.event, &missing);
    bool passes = !call->taken.event.out_null || call->taken.event.binding < IM_BINDING_DISPATCH;
    if (!there || !passes) {
        together->stuck = index;
        together->missing = missing;
        return false;
    }
    call->told.sent = ++together->clock;
    run->exec->adapter->start(run->exec->session, &call->taken.event, call->told.caller, (unsigned)index,
                              &call->taken.obs);
    return true;
}

/* Each caller makes its next call as soon as its last one was answered. */
static void make_calls(struct together *together)
{
    struct run *run = together->run;
    size_t open = 0;
    for (size_t i = 0; i < together->count; i++) {
        bool first = i == 0 || together->call[i].told.caller != together->call[i - 1].told.caller;
        if (first) open += start(together, i);
    }
    while (open > 0) {
        size_t index = run->exec->adapter->finish(run->exec->session);
        struct call *call = &together->call[index];
        call->told.answered = ++together->clock;
        open--;
        if (call->taken.obs.status != OBS_DONE) {
            if (together->broke == NOBODY) together->broke = index;
            continue;
        }
        if (call->step->as != NULL) exec_bind(run, call->step->as, call->taken.obs.token);
        bool more = index + 1 < together->count && together->call[index + 1].told.caller == call->told.caller;
        if (more && together->broke == NOBODY) open += start(together, index + 1);
    }
}

/* --- judging them --- */

/* What each call is, as if it were the first: so every name has its number, the same in every order. */
static void see_all(struct together *together)
{
    struct world *world = &together->run->world;
    for (size_t i = 0; i < together->count; i++) {
        struct taken *taken = &together->call[i].taken;
        taken->unjudged = true;
        if (together->call[i].told.sent == 0) continue;
        taken->asked = world_event(world, &taken->event);
        world_observation(world, &taken->event, &taken->obs, &taken->seen);
        oracle_allowed(&world->model, &taken->asked, &taken->allowed);
    }
}

/* How many references to the window the caller holds when all calls were made. */
static int held(const struct together *together, const char *token)
{
    const struct world *world = &together->run->world;
    const uint8_t handle = world_window(world, token);
    int count = handle > 0 ? world->model.state.objects[handle - 1].refs : 0;
    for (size_t i = 0; i < together->count; i++) {
        const struct taken *taken = &together->call[i].taken;
        count += strcmp(taken->obs.token, token) == 0 && taken->event.kind == IM_EV_INSTANT_MESSAGE;
        count -= taken->event.kind == IM_EV_RELEASE && taken->event.window != NULL &&
                 strcmp(taken->event.window, token) == 0;
    }
    return count;
}

/* From now on no order that is tried looks at what is not held any more. */
static struct looks *begin_to_look(const struct together *together)
{
    struct looks *looks = arena_alloc(together->run->arena, sizeof *looks);
    for (size_t i = 0; i < together->count; i++) {
        const struct event *event = &together->call[i].taken.event;
        bool closes = event->kind == IM_EV_CLOSE || event->kind == IM_EV_USER_CLOSE;
        bool released = event->kind == IM_EV_RELEASE && event->window != NULL && held(together, event->window) <= 0;
        looks->all_end |= event->kind == IM_EV_SIGN_OUT || event->kind == IM_EV_GO_OFFLINE;
        if (released) looks->gone[looks->gone_count++] = event->window;
        if (closes && event->window != NULL) looks->ended[looks->ended_count++] = event->window;
    }
    return looks;
}

/* --- telling --- */

/* In the order in which the case has them. */
static void report_all(struct together *together, const struct testimony *testimony)
{
    for (size_t i = 0; i < together->count; i++) {
        struct call *call = &together->call[i];
        if (call->told.sent == 0) continue;
        exec_report(together->run, &call->adapted, &call->taken, number_of(together, i), testimony, &call->told, false);
        exec_report(together->run, &call->adapted, &call->taken, number_of(together, i), testimony, &call->told, true);
    }
}

/* --- deciding --- */

/* RPC_E_CALL_REJECTED and its like say that the server cannot be called now. */
static bool refused_by_transport(const struct together *together, struct exec_result *result)
{
    static const uint32_t refusals[] = { 0x80010001u, 0x8001010Au, 0x8001010Bu, 0x8001010Du };
    for (size_t i = 0; i < together->count; i++) {
        const struct observation *obs = &together->call[i].taken.obs;
        for (size_t j = 0; j < sizeof refusals / sizeof refusals[0]; j++) {
            if (!obs->has_hresult || obs->hresult != refusals[j]) continue;
            outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, number_of(together, i),
                        "0x%08X: the transport refuses a call while another one is being made (A-55)", refusals[j]);
            return true;
        }
    }
    return false;
}

/* Nothing can be judged: the session ended, or a call could not be made. */
static void broke_off(struct together *together, struct exec_result *result)
{
    struct run *run = together->run;
    if (together->broke == NOBODY) {
        const bool pointer = together->missing == NULL;
        outcome_set(&result->outcome, VERDICT_INCONCLUSIVE, number_of(together, together->stuck), "%s%s",
                    pointer ? "a NULL ppMWindow cannot be passed through Invoke (R-94)"
                            : "an allowed outcome led elsewhere: no object stands behind ",
                    pointer ? "" : together->missing);
        return;
    }
    const struct taken *taken = &together->call[together->broke].taken;
    exec_not_done(run->test, taken, number_of(together, together->broke), &result->outcome);
    if (result->outcome.verdict != VERDICT_FAIL) return;
    suspect_accuse(&result->testimony, &run->world, &run->trail, &taken->asked, NULL, 0, result->outcome.blame,
                   result->outcome.blames);
}

/* No order explains: the call that cannot be next in the one that goes furthest is at fault. */
static size_t culprit(struct together *together, const struct state *begin, const struct linear_result *result)
{
    const uint32_t next = orders_next(together, &result->best);
    const struct state state = orders_follow(together, begin, &result->best);
    size_t worst = NOBODY;
    for (size_t i = 0; i < together->count; i++) {
        struct taken *taken = &together->call[i].taken;
        bool twin = false;
        together->run->world = state.world;
        bool done = together->call[i].told.place > 0;
        if (!done) orders_judge(together, &state, i, taken, &twin);
        bool could = !done && (next >> i & 1) != 0;
        if (could && (worst == NOBODY || together->call[worst].taken.judgement.unspecified)) worst = i;
    }
    assert(worst < NOBODY);
    return worst;
}

/* Says in the reason that it is the order that fails. */
static void say_no_order(struct together *together, const struct linear_order *order, struct outcome *outcome)
{
    char reason[LIMIT_REASON];
    const char *placed = orders_words(together, order);
    snprintf(reason, sizeof reason, "%s", outcome->reason);
    outcome_set(outcome, outcome->verdict, outcome->at,
                "no order of the %zu calls explains the answers; %s%s%s: %.300s", together->count,
                order->count > 0 ? "behind " : "none can be the first", placed,
                order->count > 0 ? " none can be the next" : "", reason);
}

/* Takes the calls one after the other, as if they had been made in that order. */
static bool decide_all(struct together *together, const struct linear_result *result, struct exec_result *told)
{
    struct run *run = together->run;
    struct state state = orders_begin(run);
    for (size_t i = 0; i < result->best.count; i++) {
        const size_t index = result->best.call[i];
        struct call *call = &together->call[index];
        call->told.place = (uint32_t)i + 1;
        orders_judge(together, &state, index, &call->taken, &call->twin);
        call->taken.unjudged = false;
        if (call->twin) call->taken.judgement.grade = IM_ACCEPTED;
        if (!exec_decide(run, &call->adapted, &call->taken, number_of(together, index), told)) return false;
        state.opened[index] = (call->taken.judgement.shape & IM_SHAPE_WINDOW_NEW) != 0 && !call->twin;
        if (!call->twin) continue;
        call->taken.judgement.grade = IM_NOTED;
        exec_note(told, number_of(together, index), "A-55 each of two calls at once for one contact opened a window");
        if (run->blind == NULL) run->blind = "two calls at once for one contact opened two windows (A-55)";
        run->unseen.anything = true;
    }
    run->strayed = true; /* the case speaks of one order */
    return true;
}

/* The other states that the calls may have led to, beside those that there were before and that still are. */
static void keep_others(struct together *together, const struct state *begin, const struct linear_result *result)
{
    struct run *run = together->run;
    const struct world best = run->world;
    struct world *others = arena_alloc(run->arena, (run->other_count + LINEAR_ENDS) * sizeof *others);
    if (run->other_count > 0) memcpy(others, run->others, run->other_count * sizeof *others);
    for (size_t i = 1; i < result->end_count && run->other_count < LINEAR_ENDS; i++)
        others[run->other_count++] = orders_follow(together, begin, &result->ends[i]).world;
    run->others = others;
    run->world = best;
}

/* Asks the queries again: what they answer may come a little later than the calls that it follows from. */
static bool ask_again(struct together *together)
{
    struct run *run = together->run;
    bool any = false;
    for (size_t i = 0; i < together->count && together->broke == NOBODY; i++) {
        struct call *call = &together->call[i];
        struct taken *taken = &call->taken;
        if (im_event_class(taken->event.kind) != IM_QUERY) continue;
        if (taken->event.window != NULL && held(together, taken->event.window) <= 0) continue;
        taken->waited = im_failed(taken->obs.hresult) ? IM_AFTER_FAILURE : IM_AFTER_ANOTHER;
        observation_clear(&taken->obs);
        run->exec->adapter->perform(run->exec->session, &taken->event, &taken->obs);
        call->told.answered = ++together->clock;
        any = true;
        if (taken->obs.status != OBS_DONE) together->broke = i;
    }
    return any && together->broke == NOBODY;
}

static struct state search_patiently(struct together *together, struct linear_result *result)
{
    enum { PAUSE_MS = 20 };
    orders_precede(together);
    struct state begin = orders_search(together, result);
    for (unsigned waited = 0; !result->explained && waited < together->run->exec->grace_ms; waited += PAUSE_MS) {
        exec_pause(together->run->exec, PAUSE_MS);
        if (!ask_again(together)) break;
        see_all(together);
        orders_precede(together);
        begin = orders_search(together, result);
    }
    return begin;
}

static bool judge_all(struct together *together, struct exec_result *told)
{
    struct run *run = together->run;
    struct linear_result result;
    const struct state begin = search_patiently(together, &result);
    if (together->broke != NOBODY) {
        broke_off(together, told);
        return false;
    }
    if (!decide_all(together, &result, told)) return false;
    if (result.explained) {
        keep_others(together, &begin, &result);
        return true;
    }
    const struct world reached = run->world;
    size_t index = culprit(together, &begin, &result);
    run->world = reached;
    struct call *call = &together->call[index];
    call->taken.unjudged = false;
    exec_decide(run, &call->adapted, &call->taken, number_of(together, index), told);
    if (told->outcome.verdict == VERDICT_FAIL) say_no_order(together, &result.best, &told->outcome);
    call->told.orders = orders_why(together, &begin, &result);
    return false;
}

static struct together gather(struct run *run, const struct step *steps, size_t count)
{
    struct together together = { .run = run, .count = count, .broke = NOBODY, .stuck = NOBODY };
    for (size_t i = 0; i < count; i++) {
        struct call *call = &together.call[i];
        call->step = &steps[i];
        call->adapted = run->world.known.invoke_only ? expect_through_invoke(run->arena, &steps[i]) : steps[i];
        call->told.group = number_of(&together, 0);
        call->told.caller = steps[i].caller;
        call->told.callers = steps[count - 1].caller;
    }
    return together;
}

bool exec_together(struct run *run, const struct step *steps, size_t count, struct exec_result *result)
{
    assert(count <= LIMIT_TOGETHER && run->exec->adapter->start != NULL);
    struct together *together = arena_alloc(run->arena, sizeof *together);
    *together = gather(run, steps, count);
    make_calls(together);
    see_all(together);
    bool goes_on = false;
    run->looks = begin_to_look(together);
    if (together->broke != NOBODY || together->stuck != NOBODY) {
        broke_off(together, result);
    } else if (!refused_by_transport(together, result)) {
        goes_on = judge_all(together, result);
    }
    run->looks = NULL;
    report_all(together, &result->testimony);
    for (size_t i = 0; i < count; i++) observation_clear(&together->call[i].taken.obs);
    return goes_on;
}
