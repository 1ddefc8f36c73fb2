/*
 * The sums of a run: see run_tally.h.
 */
#include "run_tally.h"

void run_tally_add(struct run_totals *totals, struct run_blame *blame, const char *id, enum im_rule first,
                   const struct exec_result *result)
{
    const struct outcome *outcome = &result->outcome;
    totals->verdicts[outcome->verdict]++;
    totals->cases++;
    totals->with_notes += result->notes[0] != '\0';
    for (int i = 0; i < IM_READING_COUNT; i++) {
        if (result->taken[i] == 0) continue;
        if (totals->readings[i]++ == 0) totals->reading_cases[i] = id;
    }
    const bool own = outcome->verdict == VERDICT_FAIL && outcome->blames > 0 && outcome->blame[0] == (uint8_t)first;
    if (first != IM_RULE_NONE && (outcome->verdict == VERDICT_PASS || own)) totals->shown[first]++;
    run_blame_add(blame, id, result);
}

void run_tally_end(struct run_totals *totals, struct run_blame *blame)
{
    totals->culprit_count = run_blame_culprits(blame, totals->culprits);
    for (size_t i = 0; i < totals->culprit_count; i++)
        totals->broken[totals->culprits[i].rule] = totals->culprits[i].cases;
}
