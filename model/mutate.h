/*
 * Mutations of a rulebook: each one leaves out, turns round or moves one entry of the tables, so that whoever judges by
 * the mutant can be asked whether he notices.  Knows the tables, and nothing of cases or implementations.
 */
#ifndef IM_MUTATE_H
#define IM_MUTATE_H

#include "machine.h"

enum im_mutation_kind {
    IM_RULE_DELETED,      /* its rows and conditions are left out, and what breaks it is accepted */
    IM_RULE_FLIPPED,      /* its rows and conditions hold where they did not, and the other way round */
    IM_ROW_DELETED,       /* left out */
    IM_ROW_FLIPPED,       /* applies where it did not, and the other way round */
    IM_CONDITION_DELETED, /* likewise */
    IM_CONDITION_FLIPPED,
    IM_BOUND_MOVED,      /* by one, down or up */
    IM_ANSWER_REMOVED,   /* one outcome that a row allows */
    IM_REFUSAL_REMOVED,  /* one code that a condition allows */
    IM_GRADE_CHANGED,    /* of such an outcome or code: noted becomes accepted, anything else noted */
    IM_FIRMNESS_CHANGED, /* a condition that leaves no success lets it through, or the other way round */
    IM_MUTATION_KINDS
};

struct im_mutation {
    uint8_t kind; /* enum im_mutation_kind */
    bool of_row;  /* IM_GRADE_CHANGED: of a row, not of a condition */
    uint8_t part; /* index of the answer or refusal */
    int8_t by;    /* IM_BOUND_MOVED */
    uint16_t at;  /* index of the row, condition or bound; number of the rule */
};

enum { IM_MUTANT_ROWS = 192, IM_MUTANT_CONDITIONS = 96, IM_MUTANT_ANSWERS = 8, IM_MUTATION_ID = 128 };

/* A rulebook that one mutation was made of, with the memory of its tables; it refers to the original for the rest. */
struct im_mutant {
    struct im_rulebook book;
    struct row_table rows;
    struct condition_table conditions;
    struct row row[IM_MUTANT_ROWS];
    struct condition condition[IM_MUTANT_CONDITIONS];
    struct answer answer[IM_MUTANT_ANSWERS];
    struct im_profile profile;
};

/* "rules deleted", "rows flipped", ...: what all mutations of a kind are called together. */
const char *im_mutation_kind_name(enum im_mutation_kind kind);
/* All mutations of a rulebook, by kind; fills in as many as there is room for and returns how many there are. */
size_t im_mutations(const struct im_rulebook *book, struct im_mutation *list, size_t room);
/* Makes the mutant of `of`, whose tables must outlive it.  False if the tables do not fit into it. */
bool im_mutate(const struct im_profile *of, const struct im_mutation *mutation, struct im_mutant *mutant);
/* The id, which no other mutation of the same rulebook has: "row GET dead_handle DEAD_OBJECT deleted". */
void im_mutation_id(const struct im_rulebook *book, const struct im_mutation *mutation, char id[IM_MUTATION_ID]);
/* The file that has the entry, and its line (0: the whole file). */
const char *im_mutation_place(const struct im_rulebook *book, const struct im_mutation *mutation, unsigned *line);

#endif
