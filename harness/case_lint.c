/*
 * Comparing cases with the oracle: see case_lint.h.
 */
#include "case_lint.h"

#include <stdio.h>
#include <string.h>

#include "exec.h"
#include "trace.h"

struct linter {
    struct run *run;
    case_complaint complain;
    void *context;
    struct lint_totals *totals;
    struct im_allowed_set allowed;
    struct im_event asked;
    unsigned tokens; /* given out so far */
};

static void found(struct linter *linter, const struct step *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void found(struct linter *linter, const struct step *step, const char *format, ...)
{
    char text[LIMIT_REASON], message[LIMIT_REASON + 200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(message, sizeof message, "%s: %s: %s", linter->run->test->id, step->written, text);
    linter->totals->complaints++;
    linter->complain(linter->context, linter->run->test->file, step->line, step->column, message);
}

/* --- codes --- */

static enum im_grade oracle_grade(const struct im_allowed_set *set, uint32_t hresult)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (im_code_matches((enum im_code)entry->code, hresult) && entry->grade < best)
            best = (enum im_grade)entry->grade;
    }
    return best == IM_PREFERRED ? IM_ACCEPTED : best;
}

static void check_code(struct linter *linter, const struct step *step, uint32_t hresult, const char *name)
{
    static const char *const words[] = { "", "accepted", "noted", "rejected" };
    enum im_grade written = expect_grade(step, hresult), right = oracle_grade(&linter->allowed, hresult);
    linter->totals->expectations++;
    if (written == right) return;
    found(linter, step, "%s is %s by the case and %s by the model", name, words[written], words[right]);
}

static void check_codes(struct linter *linter, const struct step *step)
{
    if (!step->expect.given) return;
    for (int code = 0; code < IM_CODE_COUNT; code++)
        check_code(linter, step, im_codes[code].value, im_codes[code].name);
    check_code(linter, step, 0x80041234u, "any other error (0x80041234)");
    check_code(linter, step, 0x00041234u, "any other success (0x00041234)");
    const struct expectation *lists[] = { &step->expect, &step->noted };
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            uint32_t value = lists[i]->codes[j].value;
            if (!lists[i]->codes[j].is_class && im_code_of(value) == IM_CODE_COUNT)
                check_code(linter, step, value, "a number");
        }
    }
}

/* --- windows --- */

static uint32_t good_shapes(const struct im_allowed_set *set)
{
    uint32_t shapes = 0;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (entry->grade < IM_NOTED && (entry->code == IM_S_OK || entry->code == IM_S_FALSE)) shapes |= entry->shapes;
    }
    return shapes;
}

static void check_window(struct linter *linter, const struct step *step)
{
    uint32_t shapes = good_shapes(&linter->allowed);
    if (step->expect_window == WINDOW_UNSAID || shapes == 0) {
        if (step->expect_window != WINDOW_UNSAID)
            found(linter, step, "the case expects a window and the model no success");
        return;
    }
    linter->totals->expectations++;
    bool fresh = (shapes & IM_SHAPE_WINDOW_NEW) != 0, old = (shapes & IM_SHAPE_WINDOW_DUE) != 0;
    if (step->expect_window != WINDOW_SAME_AS) {
        if (step->expect_window != WINDOW_ANY && (!fresh || old)) {
            found(linter, step, "the case expects a new window, the model %s",
                  fresh ? "leaves it open" : "the one that is open");
        }
        return;
    }
    if (!old || fresh) {
        found(linter, step, "the case expects the window of %s, the model %s", step->same_as,
              old ? "leaves it open" : "a new one");
        return;
    }
    uint8_t handle = world_window(&linter->run->world, exec_token(linter->run, step->same_as));
    const struct im_object *objects = linter->run->world.model.state.objects;
    uint8_t due = linter->allowed.window;
    if (handle == 0 || due == 0 || objects[handle - 1].conversation != objects[due - 1].conversation) {
        found(linter, step, "the window that is due is not that of %s", step->same_as);
    }
}

/* --- values, screen, events --- */

/* Is it judged at least as good as the case expects of S_OK? */
static bool judged_good(struct linter *linter, const struct step *step, const struct im_observation *obs)
{
    struct im_ledger ledger = linter->run->world.ledger;
    struct im_judgement judgement = oracle_judge(&linter->run->world.model, &linter->asked, obs);
    linter->run->world.ledger = ledger;
    return judgement.grade <= expect_grade(step, obs->hresult) && judgement.grade != IM_REJECTED;
}

static void check_value(struct linter *linter, const struct step *step, const struct im_observation *preferred)
{
    if (step->expect_value == EXPECT_NO_VALUE && !step->texts_given) return;
    struct world *world = &linter->run->world;
    struct im_observation obs = *preferred;
    im_name names[LIMIT_LIST];
    obs.hresult = 0;
    obs.has_value = true;
    linter->totals->expectations++;
    if (step->texts_given) {
        for (size_t i = 0; i < step->text_count && i < LIMIT_LIST; i++) {
            names[i] = world_name(world, cast_text(&linter->run->cast, &step->texts[i], linter->run->arena));
        }
        obs.names = names;
        obs.name_count = (uint32_t)step->text_count;
    } else if (step->expect_value == EXPECT_TEXT) {
        obs.name = world_name(world, cast_text(&linter->run->cast, &step->text, linter->run->arena));
    } else {
        obs.number = step->expect_value == EXPECT_LIVE ? 1 : step->value;
    }
    if (!judged_good(linter, step, &obs))
        found(linter, step, "the value that the case expects is not what the model does");
}

/* `noted`: how many more there may be with a note. */
static void check_range(struct linter *linter, const struct step *step, const char *of, const struct range *written,
                        uint32_t min, uint32_t max, bool from_zero, uint32_t noted)
{
    if (!written->given) return;
    linter->totals->expectations++;
    bool low = written->min == min || (from_zero && written->min == 0);
    if (low && (written->max == max || written->max == max + noted)) return;
    found(linter, step, "%s: %u to %u by the case, %u to %u by the model", of, written->min, written->max, min, max);
}

/* How many windows there are, of one name or (NULL) of all. */
static void count_windows(const struct world *world, const im_name *name, uint32_t *min, uint32_t *max)
{
    *min = *max = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *c = &world->model.state.conversations[i];
        bool counts = c->members > 0 && name == NULL;
        for (int j = 0; j < c->members && name != NULL; j++) counts |= c->member[j] == *name;
        if (!counts) continue;
        *min += c->shown == IM_YES;
        *max += (c->shown != IM_NO) + 0u + c->ghosts;
    }
}

static void check_screen(struct linter *linter, const struct step *step)
{
    uint32_t min, max;
    struct world *world = &linter->run->world;
    const struct im_state *state = &world->model.state;
    count_windows(world, NULL, &min, &max);
    check_range(linter, step, "windows", &step->count, min, max, false, state->strays);
    for (size_t i = 0; i < step->with_count; i++) {
        const im_name name = world_name(world, linter->run->cast.name[step->with[i].role]);
        count_windows(world, &name, &min, &max);
        check_range(linter, step, role_names[step->with[i].role], &step->with[i].range, min, max, false, state->strays);
    }
}

static void check_events(struct linter *linter, const struct step *step)
{
    static const char *const fields[IM_TOLD_COUNT] = { "created",   "destroyed", "signedIn",
                                                       "signedOut", "added",     "removed" };
    const struct im_state *state = &linter->run->world.model.state;
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct im_due *due = &state->due[i];
        unsigned strays = i == IM_TOLD_CREATED || i == IM_TOLD_ADDED       ? state->stray_created
                          : i == IM_TOLD_DESTROYED || i == IM_TOLD_REMOVED ? state->stray_destroyed
                                                                           : 0u;
        check_range(linter, step, fields[i], &step->told[i], due->min + 0u + due->hoped, due->max, i != IM_TOLD_CREATED,
                    strays);
    }
    if (step->status == IM_STATUS_UNTOLD) return;
    linter->totals->expectations++;
    bool online = state->client == IM_SIGNED_IN;
    if ((step->status == IM_STATUS_ONLINE) == online) return;
    found(linter, step, "status: %s by the case, %s by the model", online ? "not online" : "online",
          online ? "online" : "not online");
}

/* --- going on --- */

/* The preferred outcome as an adapter would have seen it, so that names are bound to tokens. */
static bool advance(struct linter *linter, const struct step *step, const struct im_observation *preferred)
{
    struct observation seen = { .hresult = preferred->hresult };
    struct run *run = linter->run;
    if (preferred->handle > 0 && step->kind == IM_EV_INSTANT_MESSAGE &&
        run->world.window[preferred->handle - 1] != NULL) {
        snprintf(seen.token, sizeof seen.token, "%s", run->world.window[preferred->handle - 1]);
    } else if (preferred->handle > 0 && step->kind == IM_EV_GET_CONTACT &&
               run->world.contact[preferred->handle - 1] != NULL) {
        snprintf(seen.token, sizeof seen.token, "%s", run->world.contact[preferred->handle - 1]);
    } else if (preferred->handle > 0) {
        snprintf(seen.token, sizeof seen.token, "t%u", ++linter->tokens);
    }
    if (!world_advance(&run->world, &linter->asked, &seen, preferred)) {
        found(linter, step, "the model's state has no room left");
        return false;
    }
    exec_bind(run, step->as, seen.token);
    const char *broken = machine_check(&run->world.model.state);
    if (broken != NULL) found(linter, step, "the model's invariant is broken: %s", broken);
    return broken == NULL;
}

/* Where the case names a contact that it holds already, the preferred outcome is that object. */
static void prefer_same_contact(const struct linter *linter, const struct step *step, struct im_observation *preferred)
{
    if (step->kind != IM_EV_GET_CONTACT || im_failed(preferred->hresult)) return;
    const struct im_state *state = &linter->run->world.model.state;
    for (int i = 0; i < IM_CONTACTS_HELD; i++) {
        const struct im_contact *contact = &state->contacts[i];
        if (contact->refs == 0 || contact->name != linter->asked.name) continue;
        if (contact->secondary == (linter->asked.service == IM_SERVICE_SECONDARY)) preferred->handle = (uint8_t)(i + 1);
    }
}

static bool lint_step(struct linter *linter, const struct step *step)
{
    struct event event;
    const char *missing = NULL;
    linter->totals->steps++;
    if (!exec_event(linter->run, step, &event, &missing)) {
        found(linter, step, "no object stands behind %s on the preferred path", missing);
        return false;
    }
    linter->asked = world_event(&linter->run->world, &event);
    oracle_allowed(&linter->run->world.model, &linter->asked, &linter->allowed);
    if (linter->allowed.unspecified) {
        found(linter, step, "unspecified: the model has no row for this step here");
        return false;
    }
    check_codes(linter, step);
    if (step->kind == IM_EV_INSTANT_MESSAGE) check_window(linter, step);
    check_screen(linter, step);
    if (step->kind == IM_EV_EVENTS) check_events(linter, step);
    struct im_observation preferred;
    if (!oracle_prefer(&linter->run->world.model, &linter->asked, &preferred)) {
        found(linter, step, "the model allows nothing here");
        return false;
    }
    prefer_same_contact(linter, step, &preferred);
    check_value(linter, step, &preferred);
    return advance(linter, step, &preferred);
}

/* An adapter that is never called: it only says which bindings there are. */
static const struct iut_identity *any_identity(struct session *session)
{
    static const struct iut_identity everything = { .bindings = { true, true, true, true } };
    (void)session;
    return &everything;
}

void lint_suite(const struct suite *suite, case_complaint complain, void *context, struct lint_totals *totals)
{
    static const struct adapter any = { .scheme = "any", .identity = any_identity, .contact_identity = true };
    const struct exec exec = { .adapter = &any, .people = cast_wanted() };
    for (size_t i = 0; i < suite->count; i++) {
        struct arena *arena = arena_new();
        struct run *run = arena_alloc(arena, sizeof *run);
        *run = (struct run){ .exec = &exec, .test = &suite->cases[i], .arena = arena };
        cast_bind(&run->cast, exec.people);
        world_begin(&run->world, arena, exec.people, false);
        run->world.known.contact_identity = true;
        struct linter linter = { .run = run, .complain = complain, .context = context, .totals = totals };
        totals->cases++;
        for (size_t j = 0; j < suite->cases[i].step_count; j++) {
            if (!lint_step(&linter, &suite->cases[i].steps[j])) break;
        }
        arena_free(arena);
    }
}

/* --- lists --- */

static void orphan(case_complaint complain, void *context, struct lint_totals *totals, const char *file, const char *id,
                   const char *what)
{
    char message[LIMIT_REASON];
    snprintf(message, sizeof message, "%s %s", id, what);
    totals->complaints++;
    complain(context, file, 0, 0, message);
}

void lint_lists(const struct suite *suite, case_complaint complain, void *context, struct lint_totals *totals)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (rule_cases(suite, (enum im_rule)rule) == 0) {
            orphan(complain, context, totals, "rules", im_rules[rule].id, "has no case");
        }
    }
    for (size_t i = 0; i < im_clause_count; i++) {
        if (im_clauses[i].untested[0] != '\0' || clause_cited(im_clauses[i].id)) continue;
        totals->open_clauses++;
    }
}
