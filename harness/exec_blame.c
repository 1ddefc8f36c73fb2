/*
 * Which rules a failed case names, and which one first.
 */
#include "exec.h"

/* The first of the case's own rules that explains the failure comes first, else the model's first. */
void exec_blame(const struct test_case *test, const uint8_t *rules, uint8_t count, struct outcome *outcome)
{
    uint8_t first = count > 0 ? rules[0] : (uint8_t)test->rules[0];
    for (size_t i = test->rule_count; i-- > 0;) {
        for (uint8_t j = 0; j < count; j++) {
            if (rules[j] == test->rules[i]) first = rules[j];
        }
    }
    exec_blame_only(outcome, (enum im_rule)first);
    for (uint8_t j = 0; j < count && outcome->blames < IM_BLAME_MAX; j++) {
        if (rules[j] != first) outcome->blame[outcome->blames++] = rules[j];
    }
}

void exec_blame_only(struct outcome *outcome, enum im_rule rule)
{
    outcome->blame[0] = (uint8_t)rule;
    outcome->blames = 1;
}

static void blame_first(struct outcome *outcome, enum im_rule rule)
{
    uint8_t before = outcome->blame[0];
    if (before == rule) return;
    outcome->blame[0] = (uint8_t)rule;
    for (uint8_t i = 1; i < outcome->blames; i++) {
        uint8_t next = outcome->blame[i];
        outcome->blame[i] = before;
        if (next == rule) return;
        before = next;
    }
}

void exec_blame_looking(struct run *run, const struct event *event, const struct im_event *asked,
                        const struct im_judgement *judgement, struct outcome *outcome)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    if (event->kind != IM_EV_GET || asked->window == 0 || !iut->capable[IM_EV_GET]) return;
    const struct im_object *object = &run->world.model.state.objects[asked->window - 1];
    static const enum im_rule ended[] = { IM_RULE_DEAD_OBJECT, IM_RULE_DEAD_OBJECT, IM_RULE_CLOSE,
                                          IM_RULE_SIGN_OUT_CLOSES, IM_RULE_OFFLINE_KILLS };
    bool alive = exec_looks_alive(run, event->window, event->property);
    if (object->alive == IM_YES) {
        if (alive) exec_blame_only(outcome, (enum im_rule)judgement->blame[0]);
        return;
    }
    if (alive) {
        blame_first(outcome, ended[object->ended_by]);
    } else {
        exec_blame_only(outcome, IM_RULE_DEAD_OBJECT);
    }
}
