/*
 * What was learned of an implementation, held against the model: where the oracle rejects it, where it is fair but not
 * preferred, and which of two errors it tells when a call has both.
 */
#ifndef IMCONFORM_LEARNED_H
#define IMCONFORM_LEARNED_H

#include "abstraction.h"

/* A learned machine and what its outputs stand for. */
struct learned {
    const struct fsm *fsm;
    const struct abstract_output *output; /* [fsm->outputs] */
};

/* One transition that is not what is preferred, with a shortest word to it. */
struct deviation {
    const uint16_t *word; /* the last input is the one that is answered so */
    size_t length;
    uint32_t state;  /* of the learned machine, before the last input */
    uint32_t output; /* of the learned machine */
    struct abstract_output preferred;
    struct im_judgement judgement; /* rejected: a difference; else a choice */
    bool late;                     /* rejected, but it becomes what is allowed within the grace period */
};

enum deviation_kind { CHOICE, DIFFERENCE, LATE };
static inline enum deviation_kind deviation_kind(const struct deviation *deviation)
{
    if (deviation->judgement.grade != IM_REJECTED) return CHOICE;
    return deviation->late ? LATE : DIFFERENCE;
}

struct deviations {
    struct deviation *list; /* those with shorter words first; in the arena */
    size_t count;
};

/* Every transition of the machine in every state of the model that it can meet.  Each kind of deviation (rule, input,
 * output) is listed once for differences, each (reading, output) once for choices.  False: the model has too many states
 * for it. */
bool learned_deviations(struct abstraction *abstraction, const struct learned *learned, struct arena *arena,
                        struct deviations *deviations);

/* What a call can be refused for. */
enum refusal { REFUSED_POINTER, REFUSED_ARGUMENT, REFUSED_STATE, REFUSED_SELF, REFUSALS };
extern const char *const refusal_names[REFUSALS];

/* Two that hold at once, and which of them the implementation tells. */
struct clash {
    enum refusal a, b;
    uint16_t word[2]; /* the call is the last input */
    size_t length;
    uint32_t output;       /* of the learned machine */
    bool a_first, b_first; /* neither: another answer, or both have one code */
};
enum { CLASHES = 5 };
/* The calls with two errors at once, as far as the inputs have them; returns how many. */
size_t learned_clashes(const struct abstraction *abstraction, const struct learned *learned,
                       struct clash clashes[CLASHES]);

#endif
