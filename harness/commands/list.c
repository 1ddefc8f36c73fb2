/*
 * imconform list: the cases, with what they need and where they stand.
 */
#include <stdio.h>

#include "common.h"
#include "kit.h"

static const char *filter, *rule_id;
static bool ids_only;

static const struct option_row options[] = {
    { .name = "filter", .value = "GLOB", .help = "only the cases with such ids", .text = &filter },
    { .name = "rule", .value = "ID", .help = "only the cases of that rule", .text = &rule_id },
    { .name = "ids", .help = "print the ids only", .flag = &ids_only },
    { 0 },
};

static bool of_rule(const struct test_case *test, enum im_rule rule)
{
    for (size_t i = 0; i < test->rule_count; i++) {
        if (test->rules[i] == rule) return true;
    }
    return rule == IM_RULE_NONE;
}

static enum status run(int count, const char *const *arguments)
{
    enum im_rule rule = rule_id != NULL ? find_rule(rule_id) : IM_RULE_NONE;
    if (rule_id != NULL && rule == IM_RULE_NONE) return misuse(&command_list, "there is no rule \"%s\"", rule_id);
    struct suite *suite = load_cases(count, arguments);
    if (suite == NULL) return STATUS_CANNOT;
    size_t shown = 0;
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_case *test = &suite->cases[i];
        if ((filter != NULL && !matches(filter, test->id)) || !of_rule(test, rule)) continue;
        shown++;
        if (ids_only) {
            puts(test->id);
        } else {
            printf("%-28s %-22s %s:%u  %s\n", test->id, im_rules[test->rules[0]].id, test->file, test->line,
                   test->purpose);
        }
    }
    if (!ids_only) printf("%zu of %zu cases\n", shown, suite->count);
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
