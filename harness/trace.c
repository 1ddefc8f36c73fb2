/*
 * From clauses to rules to cases: see trace.h.
 */
#include "trace.h"

#include <stdio.h>
#include <string.h>

bool rule_cites(enum im_rule rule, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = im_rules[rule].clauses; (at = strstr(at, id)) != NULL; at += length) {
        bool begins = at == im_rules[rule].clauses || at[-1] == ' ';
        if (begins && (at[length] == ' ' || at[length] == '\0')) return true;
    }
    return false;
}

bool clause_cited(const char *id)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (rule_cites((enum im_rule)rule, id)) return true;
    }
    return false;
}

size_t rule_cases(const struct suite *suite, enum im_rule rule)
{
    size_t count = 0;
    for (size_t i = 0; i < suite->count; i++) {
        for (size_t j = 0; j < suite->cases[i].rule_count; j++) count += suite->cases[i].rules[j] == rule;
    }
    return count;
}

const char *rule_lines(struct arena *arena, enum im_rule rule)
{
    const char *words = "", *file = "";
    for (const struct rule_place *place = rule_places; place->rule != IM_RULE_NONE; place++) {
        if (place->rule != rule) continue;
        bool again = strcmp(place->file, file) == 0;
        words = again ? arena_printf(arena, "%s %u", words, place->line)
                      : arena_printf(arena, "%s%s%s:%u", words, *words != '\0' ? ", " : "", place->file, place->line);
        file = place->file;
    }
    return words;
}

/* --- what has no counterpart --- */

struct tracer {
    case_complaint complain;
    void *context;
    size_t complaints;
};

static void miss(struct tracer *tracer, const char *where, const char *id, const char *what, const char *more)
{
    char message[LIMIT_REASON];
    snprintf(message, sizeof message, "%s %s%s", id, what, more);
    tracer->complaints++;
    tracer->complain(tracer->context, where, 0, 0, message);
}

static const struct im_clause_info *find_clause(const char *id)
{
    for (size_t i = 0; i < im_clause_count; i++) {
        if (strcmp(im_clauses[i].id, id) == 0) return &im_clauses[i];
    }
    return NULL;
}

static bool is_ambiguity(const char *id)
{
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        if (strcmp(im_ambiguities[i].id, id) == 0) return true;
    }
    return false;
}

static bool is_asked(const char *id)
{
    for (int i = 1; i < IM_QUESTION_COUNT; i++) {
        char of[8];
        snprintf(of, sizeof of, "A-%02d", im_questions[i].ambiguity);
        if (strcmp(of, id) == 0) return true;
    }
    return false;
}

const char *trace_ambiguity(const struct im_ambiguity_info *ambiguity)
{
    bool asked = is_asked(ambiguity->id), excused = ambiguity->unasked[0] != '\0';
    if (asked && excused) return "has a question in readings.def, and yet a reason for having none";
    return asked || excused ? NULL : "has neither a question in readings.def nor a reason for having none";
}

static void check_citations(struct tracer *tracer, const struct im_rule_info *rule)
{
    static const char wine[] = "a fact about Wine";
    const char *at = rule->clauses;
    if (*at == '\0') miss(tracer, "model/rules.def", rule->id, "has no clause", "");
    while (*at != '\0') {
        char id[8];
        size_t length = strcspn(at, " ");
        snprintf(id, sizeof id, "%.*s", (int)length, at);
        const struct im_clause_info *clause = find_clause(id);
        if (clause == NULL && !is_ambiguity(id))
            miss(tracer, "model/rules.def", rule->id, "cites what is not there: ", id);
        if (clause != NULL && strncmp(clause->untested, wine, sizeof wine - 1) == 0) {
            miss(tracer, "model/rules.def", rule->id, "cites a fact about Wine, which is never a rule: ", id);
        }
        at += length;
        at += strspn(at, " ");
    }
}

static bool has_line(enum im_rule rule)
{
    for (const struct rule_place *place = rule_places; place->rule != IM_RULE_NONE; place++) {
        if (place->rule == rule) return true;
    }
    return false;
}

size_t trace_lint(const struct suite *suite, case_complaint complain, void *context)
{
    struct tracer tracer = { .complain = complain, .context = context };
    for (int i = 1; i < IM_RULE_COUNT; i++) {
        enum im_rule rule = (enum im_rule)i;
        check_citations(&tracer, &im_rules[i]);
        if (rule_cases(suite, rule) == 0) miss(&tracer, "model/rules.def", im_rules[i].id, "has no case", "");
        if (!has_line(rule)) miss(&tracer, "model/rules.def", im_rules[i].id, "has no line in the model", "");
    }
    for (size_t i = 0; i < im_clause_count; i++) {
        if (im_clauses[i].untested[0] != '\0' || clause_cited(im_clauses[i].id)) continue;
        miss(&tracer, "model/clauses.def", im_clauses[i].id, "could be tested and has no rule", "");
    }
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        const char *what = trace_ambiguity(&im_ambiguities[i]);
        if (what != NULL) miss(&tracer, "model/ambiguities.def", im_ambiguities[i].id, what, "");
    }
    return tracer.complaints;
}
