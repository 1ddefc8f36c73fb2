/*
 * The records of the journal: see run_record.h.
 */
#include "run_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "kit.h"
#include "program.h"
#include "wire_text.h"

void run_rules_digest(char hex[HEX_DIGEST])
{
    struct digest *digest = digest_new();
    for (int i = 1; i < IM_RULE_COUNT; i++) {
        const char *parts[] = { im_rules[i].id, im_level_name(im_rules[i].level), im_rules[i].clauses,
                                im_rules[i].text };
        for (size_t j = 0; j < 4; j++) digest_add(digest, parts[j], strlen(parts[j]) + 1);
    }
    for (int i = 1; i < IM_READING_COUNT; i++) digest_add(digest, im_readings[i].text, strlen(im_readings[i].text) + 1);
    digest_end(digest, hex);
}

static json_t *person(struct text name, bool secondary)
{
    return json_pack("{s:o, s:s}", "signinName", wire_text_to_json(name), "service",
                     secondary ? "secondary" : "primary");
}

static json_t *people_json(const struct people *people)
{
    json_t *contacts = json_array();
    for (size_t i = 0; i < people->count; i++) {
        json_array_append_new(contacts, person(people->contacts[i].name, people->contacts[i].secondary));
    }
    return json_pack("{s:o, s:o}", "me", wire_text_to_json(people->me), "contacts", contacts);
}

static json_t *identity_json(const struct iut_identity *iut)
{
    json_t *out = json_pack("{s:s, s:s}", "name", iut->name, "version", iut->version);
    if (iut->platform != NULL) json_object_set_new(out, "platform", json_string(iut->platform));
    if (iut->vendor != NULL) json_object_set_new(out, "vendor", json_string(iut->vendor));
    char hex[HEX_DIGEST];
    if (iut->binary != NULL && digest_file(iut->binary, hex)) json_object_set_new(out, "digest", json_string(hex));
    return out;
}

static json_t *lacking_list(ics_set lacks)
{
    char room[ICS_NAME];
    json_t *list = json_array();
    for (int i = 0; i < ICS_COUNT; i++) {
        if ((lacks >> i & 1) != 0) json_array_append_new(list, json_string(ics_name(i, room)));
    }
    return list;
}

static json_t *binding_list(const struct iut_identity *iut)
{
    static const char *const names[] = { "", "vtable", "dispatch", "script" };
    json_t *list = json_array();
    for (int i = IM_BINDING_VTABLE; i < IM_BINDING_COUNT; i++) {
        if (iut->bindings[i]) json_array_append_new(list, json_string(names[i]));
    }
    return list;
}

/* Now, or the moment that a reproducible run is to claim. */
static void timestamp(char *to, size_t room)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch != NULL ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(to, room, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

json_t *run_header(const struct run_options *options, const char digest[HEX_DIGEST], const struct iut_identity *iut,
                   const struct people *people)
{
    char rules[HEX_DIGEST], when[32];
    run_rules_digest(rules);
    timestamp(when, sizeof when);
    struct utsname host;
    uname(&host);
    json_t *out = json_pack("{s:s, s:i, s:{s:s, s:s}}", "record", "header", "format", JOURNAL_FORMAT, "kit", "name",
                            KIT_NAME, "version", KIT_VERSION);
    json_object_set_new(out, "suite",
                        json_pack("{s:s, s:s, s:I}", "version", KIT_VERSION, "digest", digest, "cases",
                                  (json_int_t)options->suite_size));
    json_object_set_new(out, "rules_digest", json_string(rules));
    json_object_set_new(out, "profile", json_string(options->profile));
    json_object_set_new(out, "locator", json_string(options->locator));
    json_object_set_new(out, "iut", identity_json(iut));
    json_t *capabilities = json_array();
    for (size_t i = 0; i < iut->capability_count; i++) {
        json_array_append_new(capabilities, json_string(iut->capabilities[i]));
    }
    json_object_set_new(out, "capabilities", capabilities);
    json_object_set_new(out, "bindings", binding_list(iut));
    json_object_set_new(out, "people", people_json(people));
    json_object_set_new(out, "seed", json_integer((json_int_t)options->seed));
    json_object_set_new(out, "time", json_string(when));
    json_object_set_new(out, "host", json_pack("{s:s, s:s}", "system", host.sysname, "machine", host.machine));
    json_object_set_new(out, "grace_ms", json_integer(options->grace_ms));
    json_object_set_new(out, "timeout_ms", json_integer(options->step_ms));
    json_object_set(out, "selection", options->selection);
    return out;
}

static json_t *choices_json(const struct exec_result *result)
{
    json_t *list = json_array();
    for (int i = 1; i < IM_READING_COUNT; i++) {
        if (result->taken[i] == 0) continue;
        char id[8];
        const struct im_question_info *question = &im_questions[im_readings[i].question];
        snprintf(id, sizeof id, "A-%02d", question->ambiguity);
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:s}", "ambiguity", id, "question", question->id, "reading",
                                        im_readings[i].id, "grade", im_grade_name((enum im_grade)result->graded[i])));
    }
    return list;
}

static json_t *note_list(const char *notes)
{
    json_t *list = json_array();
    while (*notes != '\0') {
        size_t length = strcspn(notes, "\n");
        json_array_append_new(list, json_stringn(notes, length));
        notes += length + (notes[length] == '\n');
    }
    return list;
}

static json_t *suspects_json(const struct suspect_set *set)
{
    json_t *list = json_array();
    for (unsigned i = 1; i < SUSPECTS; i++) {
        if (suspect_in(set, i)) json_array_append_new(list, json_string(suspect_name(i)));
    }
    return list;
}

static json_t *testimony_json(const struct testimony *testimony)
{
    json_t *cleared = json_object();
    for (int manner = 1; manner < MANNERS; manner++) {
        json_t *list = suspects_json(&testimony->cleared[manner]);
        if (json_array_size(list) > 0) json_object_set(cleared, manner_name((enum manner)manner), list);
        json_decref(list);
    }
    return json_pack("{s:s, s:o, s:o}", "manner", manner_name((enum manner)testimony->manner), "suspects",
                     suspects_json(&testimony->suspects), "cleared", cleared);
}

json_t *run_case_members(const struct test_case *test, const struct exec_result *result, ics_set lacks, size_t n,
                         long duration_us)
{
    const struct outcome *outcome = &result->outcome;
    json_t *rules = json_array(), *blame = json_array();
    for (size_t i = 0; i < test->rule_count; i++)
        json_array_append_new(rules, json_string(im_rules[test->rules[i]].id));
    for (uint8_t i = 0; i < outcome->blames; i++)
        json_array_append_new(blame, json_string(im_rules[outcome->blame[i]].id));
    json_t *reason = json_string(outcome->reason);
    if (reason == NULL) reason = json_string("(a reason that is no text)");
    json_t *out =
        json_pack("{s:s, s:I, s:s, s:s, s:i, s:s, s:o, s:s, s:o, s:o, s:i, s:I, s:o, s:o, s:o}", "record", "case", "n",
                  (json_int_t)n, "id", test->id, "file", test->file, "line", (int)test->line, "purpose", test->purpose,
                  "rules", rules, "verdict", verdict_name(outcome->verdict), "reason", reason, "blame", blame, "at",
                  (int)outcome->at, "duration_us", (json_int_t)duration_us, "choices", choices_json(result), "notes",
                  note_list(result->notes), "testimony", testimony_json(&result->testimony));
    if (lacks != 0) json_object_set_new(out, "lacks", lacking_list(lacks));
    if (test->program != NULL) json_object_set_new(out, "program", json_string(test->program->file));
    const char *misdeclared = outcome_misdeclared(outcome);
    if (misdeclared != NULL) json_object_set_new(out, "misdeclared", json_string(misdeclared));
    return out;
}

static json_t *readings_json(const struct run_totals *totals)
{
    json_t *list = json_array();
    for (int question = 1; question < IM_QUESTION_COUNT; question++) {
        json_t *readings = json_object();
        for (int i = 1; i < IM_READING_COUNT; i++) {
            if ((int)im_readings[i].question != question || totals->readings[i] == 0) continue;
            json_object_set_new(readings, im_readings[i].id, json_integer(totals->readings[i]));
        }
        if (json_object_size(readings) == 0) {
            json_decref(readings);
            continue;
        }
        char id[8];
        snprintf(id, sizeof id, "A-%02d", im_questions[question].ambiguity);
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "ambiguity", id, "question", im_questions[question].id,
                                              "readings", readings));
    }
    return list;
}

/* The culprits, each with the cases that it explains. */
static json_t *broken_json(const struct run_totals *totals, const struct run_blame *blame)
{
    json_t *list = json_array();
    for (size_t i = 0; i < totals->culprit_count; i++) {
        enum im_rule rule = totals->culprits[i].rule;
        json_t *explained = json_array();
        for (size_t j = 0; j < blame->count; j++) {
            const struct accusation *accusation = &blame->accusations[j];
            if (accusation->culprit == (uint8_t)rule) json_array_append_new(explained, json_string(accusation->id));
        }
        json_array_append_new(list, json_pack("{s:s, s:o}", "rule", im_rules[rule].id, "cases", explained));
    }
    return list;
}

json_t *run_footer(const struct run_totals *totals, const struct run_blame *blame, size_t cases)
{
    json_t *counts = json_object();
    for (int i = 0; i < VERDICT_COUNT; i++) {
        json_object_set_new(counts, verdict_name((enum verdict)i), json_integer((json_int_t)totals->verdicts[i]));
    }
    json_t *footer = json_pack("{s:s, s:o, s:I, s:b, s:o}", "record", "footer", "counts", counts, "cases",
                               (json_int_t)cases, "complete", !totals->stopped, "choices", readings_json(totals));
    json_object_set_new(footer, "broken", broken_json(totals, blame));
    json_t *shutdown = totals->shutdown[0] != '\0' ? json_string(totals->shutdown) : NULL;
    if (shutdown != NULL) json_object_set_new(footer, "shutdown", shutdown);
    return footer;
}
