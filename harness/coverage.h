/*
 * How much of the machine the cases go through: its rows, its states, and which row follows on which.
 *
 * All of it is counted along the preferred outcomes, as `lint` follows them, in each world that a case speaks of.
 * - A row is exercised where it applies to a step.  Each row of the table is there to be exercised.
 * - A state is what one window makes of it: the client's state, the life of the window (none, open, open for several, left
 *   open without an object, perhaps open without one, closed, cut off and perhaps shown, perhaps working again), whether
 *   the focus is refused, and whether a dialog is open.  With several windows the machine is in several states at once.
 * - A transition is a step that changes any of these, how many windows there are of each life, or the secondary service.
 *   It is named by the row that the preferred outcome comes from.  What only counts references, contacts or events is
 *   none.  Whatever an old object is asked, the transition is the same: it is known now whether the object works; so it is
 *   named by the first row that asks.
 * - A row pair is two transitions one after the other, whatever happened between them that is no transition.
 *
 * Which states and pairs there are is found by a search from the beginning, which takes every transition that strings and
 * window objects can make in each kind of state: with two windows, dialogs and focus, and with six windows.  With a
 * seventh nothing more is found.  States of one kind differ in what is not counted, and the search goes on with the first
 * of them only; test_coverage.c looks for what that may lose: walks at random, with contacts, further references and
 * windows, find nothing more.  Nor may the cases: `adequacy --machine` fails where one does what the search did not.
 */
#ifndef IMCONFORM_COVERAGE_H
#define IMCONFORM_COVERAGE_H

#include "case.h"
#include "mutate.h"

enum {
    COVERAGE_ROWS = IM_MUTANT_ROWS,
    COVERAGE_CLIENTS = 5,
    COVERAGE_LIVES = 8,
    COVERAGE_STATES = COVERAGE_CLIENTS * COVERAGE_LIVES * 2 * 2,
};

struct coverage {
    bool row[COVERAGE_ROWS];
    bool state[COVERAGE_STATES];
    bool pair[COVERAGE_ROWS][COVERAGE_ROWS];
};

/* Where a walk is: the row of the last transition, or -1. */
struct coverage_walk {
    struct coverage *coverage;
    int last;
};

/* A walk at the beginning: nobody is signed in. */
struct coverage_walk coverage_begin(struct coverage *coverage);
/* Notes a step to `after`.  Returns the row of the transition, -1 for none. */
int coverage_step(struct coverage_walk *walk, const struct im_model *before, const struct im_event *event,
                  const struct im_state *after);
/* Notes the rows that apply to the same step in the other worlds that it can stand for (case_lint.h). */
void coverage_elsewhere(struct coverage *coverage, const struct im_model *before, const struct im_event *event);
/* States of one kind differ in nothing that is counted: the lives of their windows, whatever their order, the client's
 * state, the secondary service, focus and dialogs. */
uint64_t coverage_kind(const struct im_state *state);
/* Adds what a case goes through. */
void coverage_of_case(struct coverage *coverage, const struct test_case *test);
/* Adds what can be reached. */
void coverage_of_machine(struct coverage *coverage);
/* Takes the rows, and the pairs with them, of events that an implementation does not have; returns how many rows. */
size_t coverage_leave_out(struct coverage *coverage, const bool capable[IM_EVENT_COUNT]);

/* --- ways there --- */

/* The names in the events of a way. */
enum {
    COVERAGE_ME,
    COVERAGE_ALICE,
    COVERAGE_ALICE_UPPER,
    COVERAGE_BOB,
    COVERAGE_BOB_UPPER,
    COVERAGE_CAROL,
    COVERAGE_NAMES
};
enum { COVERAGE_WAY = 40 }; /* events of one way, at most */

/* Ways from the beginning to row pairs, each the shortest that was found.  The caller frees it. */
struct coverage_ways;
struct coverage_ways *coverage_ways_new(void);
void coverage_ways_free(struct coverage_ways *ways); /* NULL is allowed */
/* Searches on, with one window more each time; false if all was searched before. */
bool coverage_ways_further(struct coverage_ways *ways);
/* Lets another process make all the searches in advance, before the first one; without one they are made when asked for.
 * What is found by each of them is the same. */
void coverage_ways_beside(struct coverage_ways *ways);
/* Is a way to that row pair known, by the searches so far? */
bool coverage_ways_lead(const struct coverage_ways *ways, size_t from, size_t to);
/* As coverage_of_machine, with what was searched already. */
void coverage_ways_machine(struct coverage_ways *ways, struct coverage *coverage);
/* The events that lead to the row `from` and at once on to the row `to`; 0 if no way there is known.  Windows are handles
 * as they are while each answer is the preferred one. */
size_t coverage_way(const struct coverage_ways *ways, size_t from, size_t to, struct im_event way[COVERAGE_WAY]);

struct coverage_counts {
    size_t states, rows, pairs;
};
/* How much there is of `all`, and of that how much there is in `some`; NULL: how much in all. */
struct coverage_counts coverage_count(const struct coverage *all, const struct coverage *some);

enum { COVERAGE_WORDS = 128 };
void coverage_state_words(size_t state, char words[COVERAGE_WORDS]);
void coverage_row_words(size_t row, char words[COVERAGE_WORDS]);
/* ... of the transition that is named by the row. */
void coverage_transition_words(size_t row, char words[COVERAGE_WORDS]);

#endif
