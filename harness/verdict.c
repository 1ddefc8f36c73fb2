/*
 * Names and setting of verdicts.
 */
#include "verdict.h"

#include <stdarg.h>
#include <stdio.h>

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICT_COUNT] = { "pass", "fail", "inconclusive", "error", "not applicable" };
    return names[verdict];
}

const char *outcome_misdeclared(const struct outcome *outcome)
{
    return outcome->misdeclared > 0 ? im_event_method((enum im_event_kind)(outcome->misdeclared - 1)) : NULL;
}

void outcome_set(struct outcome *outcome, enum verdict verdict, uint32_t at, const char *format, ...)
{
    outcome->verdict = verdict;
    outcome->at = at;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(outcome->reason, sizeof outcome->reason, format, arguments);
    va_end(arguments);
}
