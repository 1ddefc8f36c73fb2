/*
 * Answers that come late: see late.h.
 */
#include "late.h"

#include <stdlib.h>

static bool allowed_after(struct subject *subject, struct abstraction *abstraction, const uint16_t *word, size_t length,
                          struct abstract_output *answers, unsigned milliseconds)
{
    char ignored[LIMIT_REASON];
    struct abstract_state state = abstract_start();
    subject_wait(subject, milliseconds);
    bool allowed = subject_ask(subject, word, length, answers, NULL, ignored);
    subject_wait(subject, 0);
    for (size_t i = 0; i < length && allowed; i++)
        allowed = abstract_take(abstraction, &state, word[i], &answers[i]).grade != IM_REJECTED;
    return allowed;
}

bool is_late(struct subject *subject, struct abstraction *abstraction, const uint16_t *word, size_t length,
             unsigned grace_ms)
{
    if (length > SUBJECT_WORD || abstraction->input[word[length - 1]].kind != ABSTRACT_IS_CLOSED) return false;
    const unsigned pauses[] = { grace_ms / 100, grace_ms / 10, grace_ms };
    struct abstract_output *answers = must_realloc(NULL, length * sizeof *answers);
    bool late = false;
    for (size_t i = 0; i < sizeof pauses / sizeof *pauses && !late; i++)
        late = allowed_after(subject, abstraction, word, length, answers, pauses[i]);
    free(answers);
    return late;
}
