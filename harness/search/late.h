/*
 * Answers that come late but in time: what takes effect after a while is no fault within the grace period.
 */
#ifndef IMCONFORM_LATE_H
#define IMCONFORM_LATE_H

#include "subject.h"

/* The last input of a word was answered as the oracle does not allow.  If it is a question, performs the word again, up to
 * three times, with a pause of up to so long before the question, and tells whether its answer becomes one that is
 * allowed.  False too if it cannot be asked. */
bool is_late(struct subject *subject, struct abstraction *abstraction, const uint16_t *word, size_t length,
             unsigned grace_ms);

#endif
