/*
 * From a failing sequence to a case: see scribe.h.
 */
#include "scribe.h"

#include <stdio.h>
#include <string.h>

#include "case_lint.h"
#include "exec.h"
#include "machine.h"
#include "steps.h"
#include "yaml_case.h"

struct scribe {
    struct arena *arena;
    struct test_case test;
    struct step *steps;
    size_t at; /* of the step that is told of */
};

/* --- names --- */

static const char *renamed(const struct scribe *scribe, size_t before, const char *old, const char *const *olds)
{
    for (size_t i = before; old != NULL && i > 0; i--) {
        if (olds[i - 1] != NULL && strcmp(olds[i - 1], old) == 0) return scribe->steps[i - 1].as;
    }
    return old;
}

/* w1, w2, ... for windows, c1, c2, ... for contacts, in the order of the steps. */
static void rename_all(struct scribe *scribe)
{
    const size_t count = scribe->test.step_count;
    const char **olds = arena_alloc(scribe->arena, (count + 1) * sizeof *olds);
    unsigned windows = 0, contacts = 0;
    for (size_t i = 0; i < count; i++) {
        struct step *step = &scribe->steps[i];
        olds[i] = step->as;
        step->window = renamed(scribe, i, step->window, olds);
        step->contact = renamed(scribe, i, step->contact, olds);
        if (step->to.kind == ARG_OBJECT) step->to.contact = renamed(scribe, i, step->to.contact, olds);
        if (step->as == NULL) continue;
        bool window = step->kind == IM_EV_INSTANT_MESSAGE;
        step->as = arena_printf(scribe->arena, "%s%u", window ? "w" : "c", window ? ++windows : ++contacts);
    }
}

/* --- codes --- */

static enum im_grade grade_of(const struct im_allowed_set *set, uint32_t hresult)
{
    enum im_grade best = IM_REJECTED;
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        if (im_code_matches((enum im_code)entry->code, hresult) && entry->grade < best)
            best = (enum im_grade)entry->grade;
    }
    return best;
}

static void put_code(struct arena *arena, struct expectation *list, bool is_class, enum im_code code)
{
    const struct expected_code number = { .value = im_codes[is_class ? 0 : code].value };
    const struct expected_code of_class = { .is_class = true, .klass = code };
    list->given = true;
    expectation_add(arena, list, is_class ? of_class : number);
}

static void put_graded(struct arena *arena, struct step *step, enum im_grade grade, bool is_class, enum im_code code)
{
    if (grade != IM_REJECTED) put_code(arena, grade == IM_NOTED ? &step->noted : &step->expect, is_class, code);
}

/* Named ones of that grade, but for those that a class says as well. */
static void add_named(struct arena *arena, struct step *step, const struct im_allowed_set *set, enum im_grade grade,
                      const enum im_grade classes[2])
{
    for (int code = 0; code < IM_CODE_COUNT; code++) {
        const uint32_t value = im_codes[code].value;
        const enum im_grade of_class = classes[im_failed(value) ? 0 : 1];
        bool said = grade == of_class || (grade == IM_PREFERRED && of_class == IM_PREFERRED);
        if (grade_of(set, value) == grade && !(said && grade != IM_PREFERRED))
            put_graded(arena, step, grade, false, (enum im_code)code);
    }
}

/* The codes that are allowed: what is preferred first, classes last. */
static void expect_codes(struct arena *arena, struct step *step, const struct im_allowed_set *set)
{
    const enum im_grade classes[2] = { grade_of(set, 0x80041234u), grade_of(set, 0x00041234u) };
    for (int grade = IM_PREFERRED; grade < IM_REJECTED; grade++) {
        bool all_errors = grade == IM_PREFERRED && classes[0] == IM_PREFERRED;
        if (!all_errors) add_named(arena, step, set, (enum im_grade)grade, classes);
        if ((int)classes[0] == grade) put_graded(arena, step, (enum im_grade)grade, true, IM_ANY_ERROR);
        if ((int)classes[1] == grade) put_graded(arena, step, (enum im_grade)grade, true, IM_ANY_SUCCESS);
    }
}

/* What EXCEPINFO may carry, each at its best grade. */
static void expect_scodes(struct arena *arena, struct step *step, const struct im_allowed_set *set)
{
    for (int grade = IM_PREFERRED; grade < IM_REJECTED; grade++) {
        for (uint8_t i = 0; i < set->count; i++) {
            const enum im_code code = (enum im_code)set->entry[i].scode;
            const bool is_class = code >= IM_CODE_COUNT;
            if (code == IM_S_OK || set->entry[i].grade != grade) continue;
            bool said = step->scode.given && !is_class && expect_scode(step, im_codes[code].value) != IM_REJECTED;
            if (!said) put_code(arena, grade == IM_NOTED ? &step->scode_noted : &step->scode, is_class, code);
        }
    }
}

static bool has_result(enum im_event_kind kind)
{
    return im_event_class(kind) != IM_CONTROL && kind != IM_EV_WINDOWS && kind != IM_EV_EVENTS && kind != IM_EV_CHECK;
}

/* --- what comes beside the code: tried, the strictest first --- */

/* Does the model agree to everything up to the step? */
static bool agreed(struct scribe *scribe)
{
    struct test_case part = scribe->test;
    part.step_count = scribe->at + 1;
    part.rule_count = 0;
    for (int world = 0; world < LINT_WORLDS; world++) {
        if (lint_disagrees(&part, NULL, (enum lint_world)world)) return false;
    }
    return true;
}

/* Keeps what was put into the step if the model agrees to it; else puts back what was there. */
static bool keep(struct scribe *scribe, struct step *step, const struct step *before)
{
    if (agreed(scribe)) return true;
    *step = *before;
    return false;
}

static void expect_window(struct scribe *scribe, struct step *step)
{
    const struct step before = *step;
    for (size_t i = scribe->at; i > 0; i--) {
        const struct step *earlier = &scribe->steps[i - 1];
        if (earlier->kind != step->kind || earlier->as == NULL) continue;
        if (step->kind == IM_EV_INSTANT_MESSAGE) step->expect_window = WINDOW_SAME_AS;
        step->same_as = earlier->as;
        if (keep(scribe, step, &before)) return;
    }
    if (step->kind != IM_EV_INSTANT_MESSAGE || expect_grade(step, 0) == IM_REJECTED) return;
    static const enum expect_window windows[] = { WINDOW_NEW, WINDOW_NEW_OR_NONE, WINDOW_ANY };
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        step->expect_window = windows[i];
        if (keep(scribe, step, &before)) return;
    }
}

static bool expect_number(struct scribe *scribe, struct step *step, enum expect_value kind, int64_t value)
{
    const struct step before = *step;
    static const enum im_grade others[] = { IM_REJECTED, IM_NOTED, IM_ACCEPTED };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        step->expect_value = kind;
        step->value = value;
        step->other_given = others[i] != IM_REJECTED;
        step->other = others[i];
        if (keep(scribe, step, &before)) return true;
    }
    return false;
}

static void expect_property(struct scribe *scribe, struct step *step)
{
    if (step->property == IM_PROPERTY_HWND) {
        if (!expect_number(scribe, step, EXPECT_LIVE, 0)) expect_number(scribe, step, EXPECT_NUMBER, 0);
    } else if (step->property == IM_PROPERTY_IS_CLOSED) {
        if (!expect_number(scribe, step, EXPECT_BOOL, 0)) expect_number(scribe, step, EXPECT_BOOL, 1);
    } else {
        for (size_t i = scribe->at; i > 0; i--) {
            const struct step *put = &scribe->steps[i - 1];
            bool same = put->kind == IM_EV_PUT && put->property == step->property;
            if (same && expect_number(scribe, step, EXPECT_NUMBER, put->put_value)) return;
        }
    }
}

/* The name that the contact was asked for with. */
static void expect_name(struct scribe *scribe, struct step *step)
{
    static const struct text_part me = { .role = ROLE_ME, .times = 1 };
    const struct step before = *step;
    struct text_spec text = { .parts = &me, .count = 1, .given = true };
    for (size_t i = 0; i < scribe->at && step->contact != NULL; i++) {
        const struct step *given = &scribe->steps[i];
        if (given->kind == IM_EV_GET_CONTACT && given->as != NULL && strcmp(given->as, step->contact) == 0)
            text = given->name;
    }
    if (text.null) return;
    step->expect_value = EXPECT_TEXT;
    step->text = text;
    keep(scribe, step, &before);
}

/* The one for whom the window was opened, and who joined. */
static void expect_people(struct scribe *scribe, struct step *step)
{
    const struct step before = *step;
    struct text_spec *texts = arena_alloc(scribe->arena, (scribe->at + 1) * sizeof *texts);
    size_t count = 0;
    for (size_t i = 0; i < scribe->at; i++) {
        const struct step *earlier = &scribe->steps[i];
        bool opened = earlier->kind == IM_EV_INSTANT_MESSAGE && earlier->as != NULL && earlier->to.kind == ARG_BSTR;
        if (opened && !earlier->to.text.null && strcmp(earlier->as, step->window) == 0)
            texts[count++] = earlier->to.text;
        if (earlier->kind == IM_EV_USER_ADD_CONTACT && strcmp(earlier->window, step->window) == 0)
            texts[count++] = earlier->name;
    }
    if (count == 0) return;
    step->texts = texts;
    step->text_count = count;
    step->texts_given = true;
    keep(scribe, step, &before);
}

static void expect_range(struct scribe *scribe, struct step *step, struct range *range)
{
    enum { MOST = 6 };
    const struct step before = *step;
    for (uint32_t least = 0; least <= MOST; least++) {
        *range = (struct range){ .given = true, .min = least, .max = least };
        if (keep(scribe, step, &before)) return;
    }
    for (uint32_t most = 1; most <= MOST; most++) {
        for (uint32_t least = most; least > 0; least--) {
            *range = (struct range){ .given = true, .min = least - 1, .max = most };
            if (keep(scribe, step, &before)) return;
        }
    }
}

/* The windows that were counted on the path; without the names, or without the sum, if the model does not agree. */
static void expect_screen(struct scribe *scribe, struct step *step)
{
    const struct step counted = *step;
    if (agreed(scribe)) return;
    step->count.given = false;
    if (keep(scribe, step, &counted)) return;
    step->with_count = 0;
    if (!keep(scribe, step, &counted)) expect_range(scribe, step, &step->count);
}

/* The events that were counted on the path; without the status, or each kind by itself, if the model does not agree. */
static void expect_events(struct scribe *scribe, struct step *step)
{
    if (agreed(scribe)) return;
    step->status = IM_STATUS_UNTOLD;
    if (agreed(scribe)) return;
    for (int told = 0; told < IM_TOLD_COUNT; told++) step->told[told] = (struct range){ 0 };
    for (int told = 0; told < IM_TOLD_COUNT; told++) expect_range(scribe, step, &step->told[told]);
}

static int32_t member_id(void) { return im_profiles[0].book->bound[IM_BOUND_MEMBER_ID]; }

static void expect_more(struct scribe *scribe, struct step *step)
{
    switch (step->kind) {
    case IM_EV_INSTANT_MESSAGE:
    case IM_EV_GET_CONTACT: expect_window(scribe, step); break;
    case IM_EV_GET: expect_property(scribe, step); break;
    case IM_EV_IS_SELF:
        if (!expect_number(scribe, step, EXPECT_BOOL, 0)) expect_number(scribe, step, EXPECT_BOOL, 1);
        break;
    case IM_EV_SIGNIN_NAME:
    case IM_EV_MY_SIGNIN_NAME: expect_name(scribe, step); break;
    case IM_EV_CONTACTS: expect_people(scribe, step); break;
    case IM_EV_WINDOWS: expect_screen(scribe, step); break;
    case IM_EV_EVENTS: expect_events(scribe, step); break;
    case IM_EV_INVOKE:
        if (expect_grade(step, 0) == IM_ACCEPTED) expect_number(scribe, step, EXPECT_NUMBER, member_id());
        break;
    default: break;
    }
}

/* --- the whole --- */

static bool has_member(const struct run *run, const struct im_conversation *conversation, enum role role)
{
    const struct text *name = &run->cast.name[role];
    for (int i = 0; i < conversation->members; i++) {
        const struct im_text *member = &run->world.names[conversation->member[i]];
        bool same = name->units != NULL && member->length == name->length;
        if (same && memcmp(member->units, name->units, name->length * sizeof *name->units) == 0) return true;
    }
    return false;
}

/* How many windows the model knows of, of the role; ROLE_NONE: of anybody. */
static struct range shown(const struct run *run, enum role role)
{
    struct range range = { .given = true };
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *conversation = &run->world.model.state.conversations[i];
        if (conversation->members == 0 || (role != ROLE_NONE && !has_member(run, conversation, role))) continue;
        range.min += conversation->shown == IM_YES;
        range.max += (uint32_t)(conversation->shown != IM_NO) + conversation->ghosts;
    }
    return range;
}

static void count_screen(const struct run *run, struct step *step)
{
    step->count = shown(run, ROLE_NONE);
    step->more = run->world.model.state.strays;
    for (int role = ROLE_ME; role < ROLE_COUNT; role++) {
        const struct range range = shown(run, (enum role)role);
        if (range.max > 0) step->with[step->with_count++] = (struct role_count){ (enum role)role, range };
    }
}

/* What is due of events; silence is allowed where it may be noted. */
static void count_events(const struct run *run, struct step *step)
{
    const struct im_state *state = &run->world.model.state;
    for (int told = 0; told < IM_TOLD_COUNT; told++) {
        const struct im_due *due = &state->due[told];
        step->told[told] = (struct range){ .given = true, .min = (uint32_t)due->min + due->hoped, .max = due->max };
    }
    if (state->client == IM_SIGNED_IN) step->status = IM_STATUS_ONLINE;
}

static void expect_step(void *context, const struct run *run, const struct step *told, const struct im_allowed_set *set)
{
    struct scribe *scribe = context;
    struct step *step = &scribe->steps[scribe->at];
    (void)told;
    if (has_result(step->kind)) expect_codes(scribe->arena, step, set);
    if (step->kind == IM_EV_INVOKE) expect_scodes(scribe->arena, step, set);
    if (step->kind == IM_EV_WINDOWS) count_screen(run, step);
    if (step->kind == IM_EV_EVENTS) count_events(run, step);
    scribe->at++;
}

/* Names that nobody speaks of are left out; events speak of every object that has one. */
static void forget_names(struct scribe *scribe)
{
    for (size_t i = 0; i < scribe->test.step_count; i++) {
        struct step *giver = &scribe->steps[i];
        bool needed = giver->as == NULL;
        for (size_t j = i + 1; j < scribe->test.step_count && !needed; j++) {
            const struct step *step = &scribe->steps[j];
            needed |= step->kind == IM_EV_EVENTS;
            const char *uses[] = { step->window, step->contact, step->to.kind == ARG_OBJECT ? step->to.contact : NULL,
                                   step->same_as, step->or_as };
            for (size_t k = 0; k < sizeof uses / sizeof uses[0]; k++)
                needed |= uses[k] != NULL && strcmp(uses[k], giver->as) == 0;
        }
        if (!needed) giver->as = NULL;
    }
}

/* The rules that the model would blame for a wrong answer to one of the steps, of those that were blamed. */
static bool name_rules(struct scribe *scribe, const uint8_t *blame, size_t blames)
{
    struct test_case *test = &scribe->test;
    for (size_t i = 0; i < blames; i++) {
        test->rules[0] = (enum im_rule)blame[i];
        test->rule_count = 1;
        if (blame[i] != IM_RULE_NONE && !lint_disagrees(test, NULL, LINT_PLAIN)) return true;
    }
    return false;
}

const char *scribe_words(struct arena *arena, const struct test_case *test)
{
    struct scribe scribe = { .arena = arena, .test = *test };
    scribe.steps = arena_alloc(arena, (test->step_count + 1) * sizeof *scribe.steps);
    for (size_t i = 0; i < test->step_count; i++) scribe.steps[i] = step_bare(&test->steps[i]);
    scribe.test.steps = scribe.steps;
    forget_names(&scribe);
    rename_all(&scribe);
    const char *words = "";
    for (size_t i = 0; i < test->step_count; i++) {
        const struct test_case one = { .id = "", .purpose = "", .steps = &scribe.steps[i], .step_count = 1 };
        words = arena_printf(arena, "%s%s", words, yaml_case(arena, &one, NULL));
    }
    return words;
}

void scribe_digest(const struct test_case *test, char digits[9])
{
    char hex[HEX_DIGEST];
    struct arena *arena = arena_new();
    const char *words = scribe_words(arena, test);
    digest_of(words, strlen(words), hex);
    for (int i = 0; i < 8; i++) digits[i] = (char)(hex[i] >= 'a' ? hex[i] - 'a' + 'A' : hex[i]);
    digits[8] = '\0';
    arena_free(arena);
}

static const char *found_id(struct arena *arena, const struct test_case *test)
{
    char digits[9];
    scribe_digest(test, digits);
    char *id = arena_printf(arena, "FOUND-%.40s-%s", im_rules[test->rules[0]].id, digits);
    for (char *at = id; *at != '\0'; at++) {
        if (*at == '_') *at = '-';
    }
    return id;
}

bool scribe(struct arena *arena, const struct test_case *found, const uint8_t *blame, size_t blames,
            struct test_case *written, char reason[LIMIT_REASON])
{
    struct scribe scribe = { .arena = arena, .test = *found };
    scribe.steps = arena_alloc(arena, (found->step_count + 1) * sizeof *scribe.steps);
    memcpy(scribe.steps, found->steps, found->step_count * sizeof *scribe.steps);
    scribe.test.steps = scribe.steps;
    scribe.test.rule_count = 0;
    rename_all(&scribe);
    if (!lint_follow(&scribe.test, NULL, expect_step, &scribe)) {
        snprintf(reason, LIMIT_REASON, "the best of the allowed answers lead elsewhere, so no case can say it");
        return false;
    }
    for (scribe.at = 0; scribe.at < scribe.test.step_count; scribe.at++) {
        expect_more(&scribe, &scribe.steps[scribe.at]);
        if (!agreed(&scribe)) {
            snprintf(reason, LIMIT_REASON, "no case can say what is allowed in step %zu: %.200s", scribe.at + 1,
                     scribe.steps[scribe.at].written);
            return false;
        }
    }
    forget_names(&scribe);
    if (!name_rules(&scribe, blame, blames)) {
        snprintf(reason, LIMIT_REASON, "no wrong answer to its steps would be blamed on %s",
                 blames > 0 ? im_rules[blame[0]].id : "any rule");
        return false;
    }
    *written = scribe.test;
    written->id = found_id(arena, written);
    written->purpose = arena_printf(arena, "%.*s", LIMIT_PURPOSE, im_rules[written->rules[0]].text);
    return true;
}
