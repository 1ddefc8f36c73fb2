/*
 * The sums of a run for people: see tell_totals.h.
 */
#include "tell_totals.h"

#include <stdio.h>

static void tell_rules(const struct run_totals *totals, bool coloured)
{
    size_t count = totals->culprit_count, unseen = 0;
    if (count > 0)
        printf("%srules broken%s, the most telling first:\n", coloured ? "\033[31m" : "", coloured ? "\033[0m" : "");
    for (size_t i = 0; i < count; i++) {
        const struct culprit *culprit = &totals->culprits[i];
        printf("  %-22s %zu %s  %s\n", im_rules[culprit->rule].id, culprit->cases,
               culprit->cases == 1 ? "case, " : "cases,", im_rules[culprit->rule].text);
    }
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) unseen += totals->shown[rule] == 0 && totals->broken[rule] == 0;
    printf("%d rules: %zu shown to hold, %zu broken, %zu not shown\n", IM_RULE_COUNT - 1,
           IM_RULE_COUNT - 1 - count - unseen, count, unseen);
}

static size_t readings_of(const struct run_totals *totals, int question)
{
    size_t readings = 0;
    for (int i = 1; i < IM_READING_COUNT; i++)
        readings += (int)im_readings[i].question == question && totals->readings[i] > 0;
    return readings;
}

/* One question that was answered in more than one way, each reading with its number of cases and the first of them. */
static void tell_changed(const struct run_totals *totals, int question)
{
    printf("  A-%02d %s\n", im_questions[question].ambiguity, im_questions[question].text);
    for (int i = 1; i < IM_READING_COUNT; i++) {
        if ((int)im_readings[i].question != question || totals->readings[i] == 0) continue;
        printf("       %s: %u %s %s\n", im_readings[i].text, totals->readings[i],
               totals->readings[i] == 1 ? "case," : "cases, first", totals->reading_cases[i]);
    }
}

static void tell_choices(const struct run_totals *totals)
{
    size_t taken = 0, changed = 0;
    for (int question = 1; question < IM_QUESTION_COUNT; question++) {
        size_t readings = readings_of(totals, question);
        taken += readings > 0;
        changed += readings > 1;
    }
    printf(
        "%d open questions of the documentation: %zu answered, of these %zu in more than one way; %zu cases with notes\n",
        IM_QUESTION_COUNT - 1, taken, changed, totals->with_notes);
    for (int question = 1; question < IM_QUESTION_COUNT; question++) {
        if (readings_of(totals, question) > 1) tell_changed(totals, question);
    }
}

void tell_totals(const struct run_totals *totals, bool coloured)
{
    const size_t *n = totals->verdicts;
    printf("%zu cases: %zu passed, %zu failed, %zu inconclusive, %zu errors, %zu not applicable\n", totals->cases,
           n[VERDICT_PASS], n[VERDICT_FAIL], n[VERDICT_INCONCLUSIVE], n[VERDICT_ERROR], n[VERDICT_NOT_APPLICABLE]);
    tell_rules(totals, coloured);
    tell_choices(totals);
}
