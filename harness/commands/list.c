/*
 * imconform list: the cases, with what they need and where they stand.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "common.h"
#include "kit.h"
#include "program.h"
#include "record.h"

static const char *filter, *rule_id;
static bool ids_only, json;

static const struct option_row options[] = {
    { .name = "filter", .value = "GLOB", .help = "only the cases with such ids", .text = &filter },
    { .name = "rule", .value = "ID", .help = "only the cases of that rule", .text = &rule_id },
    { .name = "ids", .help = "print the ids only", .flag = &ids_only },
    { .name = "json", .help = "the cases with their steps as JSON", .flag = &json },
    { 0 },
};

static bool of_rule(const struct test_case *test, enum im_rule rule)
{
    for (size_t i = 0; i < test->rule_count; i++) {
        if (test->rules[i] == rule) return true;
    }
    return rule == IM_RULE_NONE;
}

static bool is_chosen(const struct test_case *test, enum im_rule rule)
{
    return (filter == NULL || matches(filter, test->id)) && of_rule(test, rule);
}

static json_t *code_list(const struct expectation *expectation)
{
    json_t *list = json_array();
    for (size_t i = 0; i < expectation->count; i++) {
        const struct expected_code *code = &expectation->codes[i];
        char room[16];
        json_array_append_new(
            list, json_string(code->is_class ? im_code_name(code->klass) : record_hresult(code->value, room)));
    }
    return list;
}

static json_t *step_list(const struct test_case *test)
{
    json_t *list = json_array();
    for (size_t i = 0; i < test->step_count; i++) {
        const struct step *step = &test->steps[i];
        json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "did", step->written, "expect",
                                              code_list(&step->expect), "noted", code_list(&step->noted)));
    }
    return list;
}

static json_t *case_json(const struct test_case *test)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < test->rule_count; i++) {
        json_array_append_new(rules, json_string(im_rules[test->rules[i]].id));
    }
    json_t *out = json_pack("{s:s, s:s, s:i, s:s, s:o, s:o}", "id", test->id, "file", test->file, "line",
                            (int)test->line, "purpose", test->purpose, "rules", rules, "steps", step_list(test));
    if (test->program != NULL) json_object_set_new(out, "program", json_string(test->program->file));
    return out;
}

static void print_json(const struct suite *suite, enum im_rule rule)
{
    json_t *cases = json_array();
    for (size_t i = 0; i < suite->count; i++) {
        if (is_chosen(&suite->cases[i], rule)) json_array_append_new(cases, case_json(&suite->cases[i]));
    }
    json_t *all = json_pack("{s:{s:s, s:s}, s:s, s:o}", "kit", "name", KIT_NAME, "version", KIT_VERSION, "digest",
                            suite->digest, "cases", cases);
    char *text = json_dumps(all, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(all);
}

static void print_words(const struct suite *suite, enum im_rule rule)
{
    size_t shown = 0;
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_case *test = &suite->cases[i];
        if (!is_chosen(test, rule)) continue;
        shown++;
        if (ids_only) {
            puts(test->id);
        } else {
            printf("%-28s %-22s %s:%u  %s\n", test->id, im_rules[test->rules[0]].id, test->file, test->line,
                   test->purpose);
        }
    }
    if (!ids_only) printf("%zu of %zu cases\n", shown, suite->count);
}

static enum status run(int count, const char *const *arguments)
{
    enum im_rule rule = rule_id != NULL ? find_rule(rule_id) : IM_RULE_NONE;
    if (rule_id != NULL && rule == IM_RULE_NONE) return misuse(&command_list, "there is no rule \"%s\"", rule_id);
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    (json ? print_json : print_words)(suite, rule);
    suite_free(suite);
    return STATUS_GOOD;
}

const struct command command_list = {
    .name = "list",
    .arguments = "[CASES...]",
    .summary = "lists the cases",
    .help = "",
    .options = options,
    .run = run,
};
