/*
 * The oracle: which outcomes are allowed, how an observation is graded, and which state it implies.
 */
#include "machine.h"

/* --- the allowed set --- */

/* IM_ALLOWED_MAX is more than the rows and conditions that can hold at once allow; a test counts them. */
static struct im_allowed *allow(struct im_allowed_set *set, uint8_t code, uint32_t shapes, enum im_grade grade,
                                uint8_t rule, uint8_t reading)
{
    struct im_allowed *entry = &set->entry[set->count++];
    *entry = (struct im_allowed){
        .code = code, .grade = (uint8_t)grade, .rule = rule, .reading = { reading, IM_READING_NONE }, .shapes = shapes
    };
    return entry;
}

/* A refusal of the method.  Through Invoke it shows as DISP_E_EXCEPTION that carries its code. */
static struct im_allowed *allow_refusal(struct im_allowed_set *set, const struct situation *s, uint8_t code,
                                        enum im_grade grade, uint8_t rule, uint8_t reading)
{
    bool invoked = s->event->kind == IM_EV_INVOKE;
    uint32_t shapes = invoked ? IM_SHAPE_NO_VALUE : s->event->out_null ? IM_SHAPE_OUT_NONE : IM_SHAPE_OUT_NULL;
    struct im_allowed *entry = allow(set, code, shapes, grade, rule, reading);
    if (!invoked || code == IM_S_OK) return entry;
    entry->code = IM_DISP_EXCEPTION;
    entry->scode = code;
    return entry;
}

static enum im_grade worse(enum im_grade a, enum im_grade b) { return a > b ? a : b; }

/* S_OK without a shape ends a list. */
static bool is_answer(const struct answer *answer) { return answer->code != IM_S_OK || answer->shapes != 0; }

static void add_refusal(struct im_allowed_set *set, const struct situation *s, const struct condition *condition,
                        const struct answer *refusal, uint8_t order)
{
    bool pointer = s->event->out_null != 0;
    bool second = pointer && condition->rule != IM_RULE_OUT_NULL;
    enum im_grade grade = worse((enum im_grade)refusal->grade, second ? IM_ACCEPTED : IM_PREFERRED);
    allow_refusal(set, s, refusal->code, grade, condition->rule, refusal->reading)->reading[1] = order;
    for (size_t i = 0; i < s->book->amendment_count; i++) {
        const struct amendment *more = &s->book->amendments[i];
        if (more->beside != refusal->code || (more->rule != IM_RULE_NONE && more->rule != condition->rule)) continue;
        enum im_grade best = worse(grade, (enum im_grade)more->grade);
        allow_refusal(set, s, more->code, best, condition->rule, IM_READING_NONE)->reading[1] = order;
    }
}

/* Where several conditions hold, each allows its codes; beside a NULL pointer the others are second choice. */
static void add_refusals(struct im_allowed_set *set, const struct situation *s)
{
    bool pointer = s->event->out_null != 0;
    bool out = s->state->client == IM_SIGNED_OUT || s->state->client == IM_OFFLINE;
    bool firm = false, bad = false;
    bool one = s->book->standing[IM_RULE_PRECEDENCE] == IM_DELETED; /* then the first condition alone counts */
    for (size_t i = 0; i < im_condition_count(s->book); i++) {
        const struct condition *condition = im_condition_at(s->book, i);
        if (!condition->firm || !im_condition_holds(condition, s)) continue;
        firm = true;
        bad |= condition->bad_argument;
    }
    for (size_t i = 0; i < im_condition_count(s->book); i++) {
        const struct condition *condition = im_condition_at(s->book, i);
        if (!im_condition_holds(condition, s) || (one && condition->firm && set->firm > 0)) continue;
        set->firm = (uint8_t)(set->firm + condition->firm);
        /* where a refusal is due, what only may be refused explains nothing */
        if (condition->firm || !firm) im_blame(set, (enum im_rule)condition->rule);
        uint8_t order = IM_READING_NONE;
        if (pointer) {
            order = condition->rule == IM_RULE_OUT_NULL ? IM_R_ORDER_OUT_POINTER : IM_R_ORDER_OUT_OTHER;
        } else if (bad && out) {
            order = condition->bad_argument ? IM_R_ORDER_STATE_ARGUMENT : IM_R_ORDER_STATE_STATE;
        }
        for (const struct answer *refusal = condition->refusal; is_answer(refusal); refusal++) {
            add_refusal(set, s, condition, refusal, order);
        }
    }
    if (set->firm > 1) im_blame(set, IM_RULE_PRECEDENCE);
}

/* What S_OK, S_FALSE and other success codes are worth. */
static void add_success(struct im_allowed_set *set, const struct situation *s, const struct answer *answer,
                        uint8_t rule, enum im_grade best)
{
    static const uint8_t fresh[] = { IM_R_FOCUS_NEW_S_OK, IM_R_FOCUS_NEW_S_FALSE };
    static const uint8_t reused[] = { IM_R_FOCUS_REUSE_S_OK, IM_R_FOCUS_REUSE_S_FALSE };
    static const uint8_t refused[] = { IM_R_FOCUS_REFUSED_S_OK, IM_R_FOCUS_REFUSED_S_FALSE };
    const uint8_t *readings = s->state->focus_refused ? refused : s->due >= 0 ? reused : fresh;
    enum im_grade grade = worse((enum im_grade)answer->grade, best);

    enum im_grade ok = s->state->focus_refused ? IM_ACCEPTED : IM_PREFERRED;
    enum im_grade no_focus = s->state->focus_refused ? IM_PREFERRED : IM_ACCEPTED;
    struct im_allowed *entry = allow(set, IM_S_OK, answer->shapes, worse(grade, ok), rule, answer->reading);
    entry->reading[1] = readings[0];
    entry = allow(set, IM_S_FALSE, answer->shapes, worse(grade, no_focus), rule, answer->reading);
    entry->reading[1] = readings[1];
    entry = allow(set, IM_ANY_SUCCESS, answer->shapes, worse(grade, IM_NOTED), rule, answer->reading);
    entry->reading[1] = IM_R_OTHER_SUCCESS_OPEN;
}

/* The best grade that the soft conditions leave for a success, and the readings that it takes. */
static enum im_grade success_grade(struct im_allowed_set *set, const struct situation *s)
{
    enum im_grade best = IM_PREFERRED;
    for (size_t i = 0; i < im_condition_count(s->book); i++) {
        const struct condition *condition = im_condition_at(s->book, i);
        if (condition->firm || !im_condition_holds(condition, s)) continue;
        best = worse(best, (enum im_grade)condition->success);
        if (condition->opened != IM_READING_NONE && set->on_successes < IM_TAKEN_MAX) {
            set->on_success[set->on_successes++] = condition->opened;
        }
    }
    return best;
}

/* The first object of the conversation that is not known to be dead, or 0. */
static uint8_t handle_of(const struct im_state *state, int conversation)
{
    uint8_t handle = 0;
    for (uint8_t i = IM_OBJECTS; i > 0; i--) {
        const struct im_object *object = &state->objects[i - 1];
        if (object->refs > 0 && object->conversation == conversation + 1 && object->alive != IM_NO) handle = i;
    }
    return handle;
}

static void add_row(struct im_allowed_set *set, const struct situation *s, const struct row *row, enum im_grade best)
{
    for (uint8_t i = 0; i < row->answer_count; i++) {
        const struct answer *answer = &row->answers[i];
        if (row->event == IM_EV_INSTANT_MESSAGE) {
            if (set->firm == 0) add_success(set, s, answer, row->rule, best);
        } else {
            uint32_t shapes = answer->shapes;
            allow(set, answer->code, shapes, (enum im_grade)answer->grade, row->rule, answer->reading);
        }
    }
    if (set->firm == 0) im_blame(set, (enum im_rule)row->rule);
}

static void allowed_in(const struct situation *s, struct im_allowed_set *set)
{
    *set = (struct im_allowed_set){ .unspecified = true };

    enum im_grade best = IM_PREFERRED;
    bool message = s->event->kind == IM_EV_INSTANT_MESSAGE;
    if (message) {
        add_refusals(set, s);
        best = success_grade(set, s);
        set->window = s->due >= 0 ? handle_of(s->state, s->due) : 0;
    }
    for (size_t i = 0; i < s->book->rows->count; i++) {
        const struct row *row = &s->book->rows->row[i];
        if (!im_row_applies(row, s)) continue;
        set->unspecified = false;
        add_row(set, s, row, best);
        if (row->last) break;
    }
    /* behind the rule of its row, which is the first that explains what came back */
    if (s->event->kind == IM_EV_INVOKE && im_calls_method(s->event)) add_refusals(set, s);
    if (message && set->firm == 0) {
        allow(set, IM_S_FALSE, IM_SHAPE_OUT_NULL, worse(best, IM_ACCEPTED), IM_RULE_OUT_WINDOW,
              IM_R_S_FALSE_WINDOW_NONE);
    }
}

void oracle_allowed(const struct im_model *model, const struct im_event *event, struct im_allowed_set *set)
{
    struct situation situation;
    im_situation_of(&situation, model, event);
    allowed_in(&situation, set);
}

/* --- judging --- */

void im_take(struct im_judgement *judgement, uint8_t reading)
{
    if (reading == IM_READING_NONE || judgement->takes == IM_TAKEN_MAX) return;
    judgement->taken[judgement->takes++] = reading;
}

/* How the documentation takes what is allowed nowhere: as it takes the first rule that explains it.  An object that
 * should be dead is excused by the rule that should have ended it, too. */
static enum im_standing standing_of(const struct im_allowed_set *set, const struct situation *s)
{
    uint8_t explains = s->object != NULL && s->object->alive != IM_YES ? set->blames : 1;
    for (uint8_t i = 0; i < explains && i < set->blames; i++) {
        enum im_standing standing = (enum im_standing)s->book->standing[set->blame[i]];
        if (standing != IM_IN_FORCE) return standing;
    }
    return IM_IN_FORCE;
}

static void reject(struct im_judgement *judgement, const struct im_allowed_set *set, const struct situation *s)
{
    enum im_standing standing = standing_of(set, s);
    judgement->takes = 0;
    judgement->rule = set->blames > 0 ? (enum im_rule)set->blame[0] : IM_RULE_NONE;
    judgement->grade = standing == IM_IN_FORCE ? IM_REJECTED : standing == IM_DELETED ? IM_PREFERRED : IM_NOTED;
    if (judgement->grade != IM_REJECTED) return;
    judgement->blames = set->blames;
    for (uint8_t i = 0; i < set->blames; i++) judgement->blame[i] = set->blame[i];
}

/* Is the HRESULT, with the one that EXCEPINFO carries, that of the outcome? */
static bool has_code(const struct im_allowed *entry, const struct im_observation *obs)
{
    if (!im_code_matches((enum im_code)entry->code, obs->hresult)) return false;
    return entry->scode == IM_S_OK || im_code_matches((enum im_code)entry->scode, obs->scode);
}

/* Adds to the set whom the observation speaks against. */
static struct im_judgement judge_in(struct im_model *model, const struct situation *s, struct im_allowed_set *set,
                                    const struct im_observation *obs)
{
    struct im_judgement judgement = { .grade = IM_REJECTED,
                                      .shape = im_shape_of(s, obs),
                                      .unspecified = set->unspecified };
    const struct im_allowed *best = NULL;
    bool known_code = false;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (!has_code(entry, obs)) continue;
        known_code = true;
        if ((entry->shapes & judgement.shape) != 0 && (best == NULL || entry->grade < best->grade)) best = entry;
    }
    if (best == NULL) {
        im_blame_shape(set, s, obs, judgement.shape, known_code);
        reject(&judgement, set, s);
        return judgement;
    }
    judgement.grade = (enum im_grade)best->grade;
    judgement.rule = (enum im_rule)best->rule;
    bool failed = im_failed(obs->hresult);
    im_take(&judgement, best->reading[0]);
    im_take(&judgement, best->reading[1]);
    for (uint8_t i = 0; i < set->on_successes && !failed; i++) im_take(&judgement, set->on_success[i]);
    im_read_signs(s, obs, &judgement);
    judgement.must_agree = im_must_agree(s, &judgement);
    if (!im_ledger_note(model, s, &judgement, obs->hresult)) {
        set->blames = 0;
        im_blame(set, IM_RULE_CONSISTENT);
        reject(&judgement, set, s);
    }
    return judgement;
}

struct im_judgement oracle_judge(struct im_model *model, const struct im_event *event, const struct im_observation *obs)
{
    struct situation situation;
    struct im_allowed_set set;
    im_situation_of(&situation, model, event);
    allowed_in(&situation, &set);
    return judge_in(model, &situation, &set, obs);
}

struct im_judgement oracle_judge_among(struct im_model *model, const struct im_event *event,
                                       const struct im_allowed_set *allowed, const struct im_observation *obs)
{
    struct situation situation;
    struct im_allowed_set set = *allowed;
    im_situation_of(&situation, model, event);
    return judge_in(model, &situation, &set, obs);
}

bool oracle_advance(struct im_model *model, const struct im_event *event, const struct im_observation *obs)
{
    struct situation situation;
    im_situation_of(&situation, model, event);
    uint32_t shape = im_shape_of(&situation, obs);
    for (size_t i = 0; i < situation.book->rows->count; i++) {
        const struct row *row = &situation.book->rows->row[i];
        if (!im_row_applies(row, &situation)) continue;
        if (row->effect != NULL) {
            struct im_state next = model->state;
            if (!row->effect(&next, &situation, obs, shape)) return false;
            model->state = next;
        }
        if (row->effect != NULL || row->last) break;
    }
    return true;
}

void oracle_reset(struct im_model *model, const struct im_world *world, struct im_ledger *ledger)
{
    *model = (struct im_model){ .world = world, .ledger = ledger };
}

/* --- looking closer, and the best outcome --- */

enum im_look oracle_look(const struct im_model *model, const struct im_event *event, const struct im_observation *obs,
                         uint8_t with[IM_LOOK_WITH])
{
    for (int i = 0; i < IM_LOOK_WITH; i++) with[i] = 0;
    if (event->kind != IM_EV_INSTANT_MESSAGE || im_failed(obs->hresult) || obs->out != IM_OUT_WINDOW)
        return IM_LOOK_NOTHING;
    if (obs->handle == 0 || obs->handle > IM_OBJECTS) return IM_LOOK_NOTHING;
    struct situation s;
    im_situation_of(&s, model, event);
    const struct im_object *object = &model->state.objects[obs->handle - 1];
    if (object->refs > 0) {
        const struct im_conversation *conversation = &model->state.conversations[object->conversation - 1];
        return object->alive != IM_YES && im_conversation_is_for(&s, conversation) ? IM_LOOK_ALIVE : IM_LOOK_NOTHING;
    }
    for (int i = 0; i < IM_LOOK_WITH && s.same[i] >= 0; i++) with[i] = handle_of(&model->state, s.same[i]);
    return with[0] > 0 ? IM_LOOK_SAME_WINDOW : IM_LOOK_NOTHING;
}

static uint8_t free_slot(const struct im_model *model, enum im_event_kind kind)
{
    const struct im_state *state = &model->state;
    for (uint8_t i = 0; kind == IM_EV_INSTANT_MESSAGE && i < IM_OBJECTS; i++) {
        if (state->objects[i].refs == 0) return (uint8_t)(i + 1);
    }
    for (uint8_t i = 0; kind == IM_EV_GET_CONTACT && i < IM_CONTACTS_HELD; i++) {
        if (state->contacts[i].refs == 0) return (uint8_t)(i + 1);
    }
    return 0;
}

/* Fills in what makes an observation have one of the shapes. */
static void make_shape(const struct im_model *model, const struct im_event *event, const struct im_allowed_set *set,
                       uint32_t shapes, struct im_observation *obs)
{
    obs->has_value = (shapes & IM_SHAPE_NO_VALUE) == 0;
    obs->number = (shapes & IM_SHAPE_NONZERO) != 0;
    obs->name = model->world->me;
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        obs->told[i] = (uint8_t)(model->state.due[i].min + model->state.due[i].hoped);
    }
    obs->out = (shapes & IM_SHAPE_OUT_NULL) ? IM_OUT_NULL : (shapes & IM_SHAPE_OUT_NONE) ? IM_OUT_NONE : IM_OUT_WINDOW;
    if (event->kind == IM_EV_INSTANT_MESSAGE && obs->out == IM_OUT_WINDOW) {
        obs->handle = (shapes & IM_SHAPE_WINDOW_DUE) ? set->window : free_slot(model, IM_EV_INSTANT_MESSAGE);
        obs->seen = IM_SEEN_NO;
    } else if ((shapes & (IM_SHAPE_CONTACT_SAME | IM_SHAPE_CONTACT_NEW)) != 0) {
        obs->has_value = false;
        obs->handle = free_slot(model, IM_EV_GET_CONTACT);
    }
    if (event->kind == IM_EV_GET && event->property >= IM_PROPERTY_LEFT && (shapes & IM_SHAPE_EXACT) != 0) {
        const struct im_object *object = &model->state.objects[event->window - 1];
        obs->number = object->placed[event->property - IM_PROPERTY_LEFT];
    }
    /* two windows have two handles */
    if (event->kind == IM_EV_GET && event->property == IM_PROPERTY_HWND) {
        const struct im_object *object = &model->state.objects[event->window - 1];
        obs->number = object->handle != 0 ? object->handle : object->conversation;
    }
    if (event->kind == IM_EV_INVOKE) obs->number = im_rulebook_of(model->world)->bound[IM_BOUND_MEMBER_ID];
    if (event->kind == IM_EV_SIGNIN_NAME) obs->name = model->state.contacts[event->contact - 1].name;
}

/* A class is shown by a member that has no name of its own among the answers. */
static uint32_t value_of(uint8_t code)
{
    static const uint32_t classes[] = { 0x80004005u, 0u, 0u };
    return code < IM_CODE_COUNT ? im_codes[code].value : classes[code - IM_ANY_ERROR];
}

bool oracle_prefer(const struct im_model *model, const struct im_event *event, struct im_observation *obs)
{
    struct im_allowed_set set;
    oracle_allowed(model, event, &set);
    const struct im_allowed *best = NULL;
    for (uint8_t i = 0; i < set.count; i++) {
        if (best == NULL || set.entry[i].grade < best->grade) best = &set.entry[i];
    }
    *obs = (struct im_observation){ 0 };
    if (best == NULL) return false;
    obs->hresult = value_of(best->code);
    obs->scode = value_of(best->scode);
    make_shape(model, event, &set, best->shapes, obs);
    return true;
}
