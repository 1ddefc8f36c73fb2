/*
 * imconform rules: every rule; with --json all that reports need to know of the model.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "common.h"
#include "ics.h"
#include "kit.h"
#include "run_record.h"

static bool json;
static const char *profile = DEFAULT_PROFILE;

static const struct option_row options[] = {
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "json", .help = "rules, clauses, ambiguities and open questions as JSON", .flag = &json },
    { 0 },
};

static json_t *words_list(const char *words)
{
    json_t *list = json_array();
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        json_array_append_new(list, json_stringn(words, length));
        words += length;
        words += strspn(words, " ");
    }
    return list;
}

/* How the chosen documentation takes the rule. */
static const char *standing(int rule)
{
    return im_standing_name(im_rule_standing(im_profile_find(profile), (enum im_rule)rule));
}

static json_t *rule_list(void)
{
    json_t *list = json_array();
    for (int i = 1; i < IM_RULE_COUNT; i++) {
        const struct im_rule_info *rule = &im_rules[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:s, s:s}", "id", rule->id, "level",
                                              im_level_name(rule->level), "clauses", words_list(rule->clauses), "text",
                                              rule->text, "standing", standing(i)));
    }
    return list;
}

static json_t *clause_list(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < im_clause_count; i++) {
        const struct im_clause_info *clause = &im_clauses[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", clause->id, "testability",
                                              clause->testability, "strength", clause->strength, "text", clause->text,
                                              "why", clause->untested));
    }
    return list;
}

static json_t *ambiguity_list(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        const struct im_ambiguity_info *a = &im_ambiguities[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", a->id, "question", a->question,
                                              "readings", a->readings, "accepted", a->accepted, "unasked", a->unasked));
    }
    return list;
}

static json_t *question_list(void)
{
    json_t *list = json_array();
    for (int i = 1; i < IM_QUESTION_COUNT; i++) {
        json_t *readings = json_array();
        for (int j = 1; j < IM_READING_COUNT; j++) {
            if ((int)im_readings[j].question != i) continue;
            json_array_append_new(readings,
                                  json_pack("{s:s, s:s}", "id", im_readings[j].id, "text", im_readings[j].text));
        }
        char id[8];
        snprintf(id, sizeof id, "A-%02d", im_questions[i].ambiguity);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b, s:o}", "id", im_questions[i].id, "ambiguity", id,
                                              "text", im_questions[i].text, "must_agree", im_questions[i].must_agree,
                                              "readings", readings));
    }
    return list;
}

static json_t *code_list(void)
{
    json_t *list = json_array();
    for (int i = 0; i < IM_CODE_COUNT; i++) {
        json_array_append_new(
            list, json_pack("{s:s, s:I}", "name", im_codes[i].name, "value", (json_int_t)im_codes[i].value));
    }
    return list;
}

/* Everything that may be asked of an implementation; what is not mandatory is a capability. */
static json_t *method_list(void)
{
    json_t *list = json_array();
    for (size_t i = 0; ics_session_methods[i] != NULL; i++) {
        json_array_append_new(list, json_pack("{s:s, s:b}", "name", ics_session_methods[i], "mandatory", 1));
    }
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        int number = ics_of_event((enum im_event_kind)kind);
        if (number != kind && number != ICS_COUNT) continue; /* another event of that method stood here before */
        json_array_append_new(list, json_pack("{s:s, s:b}", "name", im_event_method((enum im_event_kind)kind),
                                              "mandatory", number == ICS_COUNT));
    }
    return list;
}

static enum status print_json(void)
{
    char digest[HEX_DIGEST];
    run_rules_digest(digest);
    json_t *all = json_pack("{s:{s:s, s:s}, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "kit", "name", KIT_NAME,
                            "version", KIT_VERSION, "profile", profile, "rules", rule_list(), "clauses", clause_list(),
                            "ambiguities", ambiguity_list(), "questions", question_list(), "hresults", code_list(),
                            "methods", method_list(), "digest", digest);
    char *text = json_dumps(all, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(all);
    return STATUS_GOOD;
}

static enum status run(int count, const char *const *arguments)
{
    (void)arguments;
    if (count > 0) return misuse(&command_rules, "no arguments are expected");
    if (known_profile(&command_rules, profile) == NULL) return STATUS_CANNOT;
    if (json) return print_json();
    for (int i = 1; i < IM_RULE_COUNT; i++) {
        const struct im_rule_info *rule = &im_rules[i];
        bool whole = im_rule_standing(im_profile_find(profile), (enum im_rule)i) == IM_IN_FORCE;
        printf("%-22s %-6s %s\n%30s%s%s%s\n", rule->id, im_level_name(rule->level), rule->text, "", rule->clauses,
               whole ? "" : "; ", whole ? "" : standing(i));
    }
    printf("%d rules; %s explain ID tells more of each\n", IM_RULE_COUNT - 1, KIT_NAME);
    return STATUS_GOOD;
}

const struct command command_rules = {
    .name = "rules",
    .arguments = "[--json]",
    .summary = "lists the rules",
    .help = "",
    .options = options,
    .run = run,
};
