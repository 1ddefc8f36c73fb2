/*
 * imconform machine: the tables of the model, and the state diagrams that follow from them.
 */
#include "machine.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "common.h"
#include "diagram.h"
#include "kit.h"
#include "run_record.h"
#include "trace.h"

static bool json;

static const struct option_row options[] = {
    { .name = "json", .help = "all of it as JSON, with the state diagrams", .flag = &json },
    { 0 },
};

static const char conditions_file[] = "model/conditions.c", rows_file[] = "model/table.c";

static const char *const events[IM_EVENT_COUNT] = {
#define EVENT(id, method, kind) #id,
#include "events.def"
#undef EVENT
};

/* The tables that all documentations share; what one of them adds stands in its profile. */
static const struct im_rulebook *book(void) { return im_profiles[0].book; }

/* S_OK without a shape ends the refusals of a condition. */
static bool is_answer(const struct answer *answer) { return answer->code != IM_S_OK || answer->shapes != 0; }

/* --- JSON --- */

/* What there is none of is NULL here, and left out of the JSON. */
static const char *rule_id(uint8_t rule) { return rule == IM_RULE_NONE ? NULL : im_rules[rule].id; }

static json_t *reading_json(uint8_t reading)
{
    if (reading == IM_READING_NONE) return NULL;
    const struct im_reading_info *info = &im_readings[reading];
    return json_pack("{s:s, s:s}", "question", im_questions[info->question].id, "reading", info->id);
}

static json_t *shape_list(enum im_event_kind kind, uint32_t shapes)
{
    json_t *list = json_array();
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        if (shapes & bit) json_array_append_new(list, json_string(im_shape_name(kind, bit)));
    }
    return list;
}

static json_t *answer_json(enum im_event_kind kind, const struct answer *answer)
{
    return json_pack("{s:s, s:s, s:o*, s:o}", "code", im_code_name((enum im_code)answer->code), "grade",
                     im_grade_name((enum im_grade)answer->grade), "reading", reading_json(answer->reading), "with",
                     shape_list(kind, answer->shapes));
}

static json_t *condition_json(const struct condition *condition)
{
    json_t *refusals = json_array();
    for (const struct answer *refusal = condition->refusal; is_answer(refusal); refusal++) {
        json_array_append_new(refusals, answer_json(IM_EV_INSTANT_MESSAGE, refusal));
    }
    const char *success = condition->firm ? NULL : im_grade_name((enum im_grade)condition->success);
    return json_pack("{s:s, s:s, s:i, s:b, s:b, s:s*, s:s*, s:o*, s:o}", "id", condition->name, "file", conditions_file,
                     "line", condition->line, "firm", condition->firm, "bad_argument", condition->bad_argument, "rule",
                     rule_id(condition->rule), "success", success, "opened", reading_json(condition->opened),
                     "refusals", refusals);
}

static json_t *condition_list(const struct condition_table *table)
{
    json_t *list = json_array();
    for (size_t i = 0; table != NULL && i < table->count; i++) {
        json_array_append_new(list, condition_json(&table->condition[i]));
    }
    return list;
}

/* An event, a guard and a rule stand together once. */
static const char *row_id(struct arena *arena, const struct row *row)
{
    const char *rule = rule_id(row->rule);
    const char *id = arena_printf(arena, "%s.%s", events[row->event], row->name);
    return rule != NULL ? arena_printf(arena, "%s.%s", id, rule) : id;
}

static const char *effect_name(const struct row *row)
{
    static const char prefix[] = "im_effect_";
    if (row->effect == NULL) return NULL;
    return strncmp(row->change, prefix, sizeof prefix - 1) == 0 ? row->change + sizeof prefix - 1 : row->change;
}

static json_t *row_json(struct arena *arena, const struct row *row)
{
    json_t *answers = json_array();
    for (uint8_t i = 0; i < row->answer_count; i++)
        json_array_append_new(answers, answer_json(row->event, &row->answers[i]));
    return json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s*, s:s*, s:b, s:o}", "id", row_id(arena, row), "file",
                     rows_file, "line", row->line, "event", events[row->event], "method", im_event_method(row->event),
                     "guard", row->name, "effect", effect_name(row), "rule", rule_id(row->rule), "last", row->last,
                     "answers", answers);
}

static json_t *row_list(struct arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < book()->rows->count; i++)
        json_array_append_new(list, row_json(arena, &book()->rows->row[i]));
    return list;
}

/* How the documentation takes the rules, where it is not as they are. */
static json_t *standing_list(const struct im_profile *profile)
{
    json_t *list = json_array();
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        enum im_standing standing = im_rule_standing(profile, (enum im_rule)rule);
        if (standing == IM_IN_FORCE) continue;
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "rule", im_rules[rule].id, "standing", im_standing_name(standing)));
    }
    return list;
}

static json_t *amendment_list(const struct im_rulebook *of)
{
    json_t *list = json_array();
    for (size_t i = 0; i < of->amendment_count; i++) {
        const struct amendment *amendment = &of->amendments[i];
        json_array_append_new(list, json_pack("{s:s*, s:s, s:s, s:s}", "rule", rule_id(amendment->rule), "beside",
                                              im_code_name((enum im_code)amendment->beside), "code",
                                              im_code_name((enum im_code)amendment->code), "grade",
                                              im_grade_name((enum im_grade)amendment->grade)));
    }
    return list;
}

static json_t *profile_list(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < im_profile_count; i++) {
        const struct im_profile *profile = &im_profiles[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "id", profile->id, "title", profile->title,
                                              "standings", standing_list(profile), "amendments",
                                              amendment_list(profile->book), "conditions",
                                              condition_list(profile->book->more)));
    }
    return list;
}

static json_t *place_list(void)
{
    json_t *list = json_array();
    for (const struct rule_place *place = rule_places; place->rule != IM_RULE_NONE; place++) {
        json_array_append_new(list, json_pack("{s:s, s:s, s:i}", "rule", im_rules[place->rule].id, "file", place->file,
                                              "line", (int)place->line));
    }
    return list;
}

static void print_json(struct arena *arena)
{
    char digest[HEX_DIGEST];
    run_rules_digest(digest);
    json_t *all = json_pack("{s:{s:s, s:s}, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "kit", "name", KIT_NAME, "version",
                            KIT_VERSION, "profile", im_profiles[0].id, "digest", digest, "conditions",
                            condition_list(book()->conditions), "rows", row_list(arena), "diagrams", diagram_list(),
                            "profiles", profile_list(), "places", place_list());
    char *text = json_dumps(all, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(all);
}

/* --- words --- */

static void print_answers(const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        printf("%s%s %s", i > 0 ? ", " : "  ", im_code_name((enum im_code)answers[i].code),
               im_grade_name((enum im_grade)answers[i].grade));
    }
    putchar('\n');
}

static void print_condition(const struct condition *condition)
{
    size_t count = 0;
    while (is_answer(&condition->refusal[count])) count++;
    printf("%s:%-4u %-26s %-18s %s", conditions_file, condition->line, condition->name, im_rules[condition->rule].id,
           condition->firm ? "only" : "else");
    print_answers(condition->refusal, count);
}

static void print_row(struct arena *arena, const struct row *row)
{
    printf("%s:%-4u %s%s", rows_file, row->line, row_id(arena, row), row->last ? ", the last" : "");
    print_answers(row->answers, row->answer_count);
}

static size_t print_conditions(const struct condition_table *table)
{
    for (size_t i = 0; table != NULL && i < table->count; i++) print_condition(&table->condition[i]);
    return table != NULL ? table->count : 0;
}

static void print_tables(struct arena *arena)
{
    size_t conditions = print_conditions(book()->conditions);
    for (size_t i = 0; i < im_profile_count; i++) conditions += print_conditions(im_profiles[i].book->more);
    for (size_t i = 0; i < book()->rows->count; i++) print_row(arena, &book()->rows->row[i]);
    printf("%zu conditions under which InstantMessage refuses, %zu rows of what events give and change\n", conditions,
           book()->rows->count);
}

static enum status run(int count, const char *const *arguments)
{
    (void)arguments;
    if (count > 0) return misuse(&command_machine, "no arguments are expected");
    struct arena *arena = arena_new();
    (json ? print_json : print_tables)(arena);
    arena_free(arena);
    return STATUS_GOOD;
}

const struct command command_machine = {
    .name = "machine",
    .arguments = "[--json]",
    .summary = "lists the model's tables: conditions, rows, states",
    .help = "",
    .options = options,
    .run = run,
};
