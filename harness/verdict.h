/*
 * Verdicts and what a case run leaves behind.  Knows nothing of printing, journals or Check.
 */
#ifndef IMCONFORM_VERDICT_H
#define IMCONFORM_VERDICT_H

#include "im_model.h"
#include "limits.h"

enum verdict {
    VERDICT_PASS,           /* every observation was allowed */
    VERDICT_FAIL,           /* one was not, or the IUT crashed, hung or broke the protocol */
    VERDICT_INCONCLUSIVE,   /* the purpose could not be reached */
    VERDICT_ERROR,          /* the kit or the case file is at fault, or the case was not run */
    VERDICT_NOT_APPLICABLE, /* the IUT does not claim what the case needs */
    VERDICT_COUNT
};
const char *verdict_name(enum verdict verdict); /* "pass", ..., "not applicable" */

/* Why a case ended as it did.  Plain data, so that it can be handed over between processes. */
struct outcome {
    enum verdict verdict;
    char reason[LIMIT_REASON];   /* "" for a pass */
    uint32_t at;                 /* step that decided, from 1; 0 for none */
    uint8_t blame[IM_BLAME_MAX]; /* enum im_rule, the named one first; empty unless a rule failed */
    uint8_t blames;
    uint8_t
        misdeclared; /* 0, or 1 + the enum im_event_kind whose capability is declared and not there: no rule's fault */
    bool session_lost; /* the IUT must be started anew */
    bool hung;         /* it did not answer in time */
};

/* The method that is declared and not there, if that is why the case failed; else NULL. */
const char *outcome_misdeclared(const struct outcome *outcome);
/* Sets verdict and a formatted reason. */
void outcome_set(struct outcome *outcome, enum verdict verdict, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
