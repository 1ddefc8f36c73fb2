/*
 * Deterministic complete Mealy machines as plain tables: what can be reached, which states are equivalent, which words
 * tell states apart.  Knows nothing of messengers; state 0 is the initial one.
 */
#ifndef IMCONFORM_FSM_H
#define IMCONFORM_FSM_H

#include "base.h"
#include "limits.h"

enum {
    FSM_STATES = 32 * 1024, /* a suite for more would not end */
    FSM_INPUTS = 1024,
    FSM_NAME = 64,             /* bytes of a name with its NUL */
    FSM_WORD = 2 * FSM_STATES, /* inputs of a shortest word, for one machine or two side by side */
};

struct fsm {
    uint32_t states, inputs, outputs;
    uint32_t *next, *output; /* [state * inputs + input] */
    const char **state_name, **input_name, **output_name;
    struct arena *arena; /* owns everything */
};

/* A machine with its tables zeroed and its names empty; the caller fills them in and frees it with fsm_free. */
struct fsm *fsm_new(uint32_t states, uint32_t inputs, uint32_t outputs);
void fsm_free(struct fsm *fsm); /* NULL is allowed */

static inline uint32_t fsm_next(const struct fsm *fsm, uint32_t state, uint32_t input)
{
    return fsm->next[state * fsm->inputs + input];
}

static inline uint32_t fsm_output(const struct fsm *fsm, uint32_t state, uint32_t input)
{
    return fsm->output[state * fsm->inputs + input];
}

/* --- files --- */

/* Reads a machine: lines "STATE INPUT OUTPUT NEXT", or JSON (see FSM_FORMAT).  NULL: `reason` names the place, what was
 * found and what would be right. */
struct fsm *fsm_load(const char *path, char reason[LIMIT_REASON]);
/* The two forms, for a help text. */
#define FSM_FORMAT                                                                                                   \
    "A machine FILE has one transition per line, four words with blanks between them, and # before a comment:\n"     \
    "    STATE INPUT OUTPUT NEXT\n"                                                                                  \
    "The STATE of the first line is the initial one, and every state has one line for each input.  Or it is JSON:\n" \
    "    {\"initial\": \"s0\", \"transitions\": [\n"                                                                 \
    "        {\"from\": \"s0\", \"input\": \"a\", \"output\": \"0\", \"to\": \"s1\"}, ...]}\n"                       \
    "Names have 1 to 63 characters, and neither blanks nor / nor #.\n"

/* --- machines that are there as a step only --- */

/* What can be done in a state: a value without holes, of `size` bytes, that is compared byte by byte. */
struct fsm_source {
    const void *start;
    size_t size;
    uint32_t inputs;
    const char *const *input_name;
    /* Writes the next state and the name of the output. */
    void (*step)(void *context, const void *state, uint32_t input, void *next, char output[FSM_NAME]);
    void *context;
};
/* The machine of all states that can be reached; NULL if there are more than FSM_STATES.  The caller frees it. */
struct fsm *fsm_grow(const struct fsm_source *source);
/* The common benchmark model of that size as a machine. */
struct benchmark_size;
struct fsm *fsm_benchmark(const struct benchmark_size *size);

/* --- states --- */

/* How each state is reached first, by a shortest word: parent state and last input.  In the order of `order` every
 * parent comes before its children. */
struct fsm_cover {
    uint32_t count;  /* states that can be reached */
    uint32_t *order; /* [count], the initial state first */
    uint32_t *parent, *input;
    bool *reached;
};
/* Lives in the arena. */
struct fsm_cover fsm_cover(const struct fsm *fsm, struct arena *arena);
/* The word that leads to a state; returns its length. */
size_t fsm_access(const struct fsm_cover *cover, uint32_t state, uint16_t word[FSM_WORD]);

/* Classes of states that no word of at most `level` inputs tells apart, for every level up to the last that changes. */
struct fsm_levels {
    uint32_t count;     /* levels; the last one is equivalence */
    uint32_t **classes; /* [level][state] */
    uint32_t *sizes;    /* [level]: how many classes */
};
struct fsm_levels fsm_levels(const struct fsm *fsm, struct arena *arena);

/* The machine without states that cannot be reached and with equivalent ones merged; the caller frees it. */
struct fsm *fsm_minimal(const struct fsm *fsm);
/* A shortest word that tells two states apart, its length; 0: they are equivalent. */
size_t fsm_separate(const struct fsm *fsm, const struct fsm_levels *levels, uint32_t a, uint32_t b,
                    uint16_t word[FSM_WORD]);
/* A shortest word on which two machines with the same inputs answer differently, outputs compared by their names; its
 * length, 0: they are equivalent. */
size_t fsm_differ(const struct fsm *a, const struct fsm *b, uint16_t word[FSM_WORD]);

#endif
