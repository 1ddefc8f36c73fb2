/*
 * Which step a walk takes next: of a few that a seed throws up, the one that leads to what was not seen yet.
 *
 * Every walk from a reset has a temper of its own: some kinds of events are left out of it, and one contact is favoured, so
 * that others come more often one after the other (swarm testing; Groce, Zhang, Eide, Chen and Regehr, 2012).  In a third of the steps the first thing
 * that is thrown up is taken, whatever it is; otherwise the best of ten: a row that was not taken yet counts most, then a
 * pair of rows, then a state, then a name in a form and a state of the client in which it was not passed yet, then a
 * transition that is rare so far.
 * Some walks first take a way that the model alone knows (coverage.h), to a pair of rows that was not taken yet.
 * Nothing but the seed, the number of the walk, what was seen before it, and the answers decide.
 */
#ifndef IMCONFORM_WALK_CHOICE_H
#define IMCONFORM_WALK_CHOICE_H

#include "coverage.h"
#include "exec.h"
#include "move.h"
#include "prng.h"

enum { WALK_LENGTH = 80, WALK_NAMES = 128, WALK_FORMS = 16 }; /* at most */

/* What was seen in all walks so far.  Plain data: it lies in memory that processes share. */
struct walk_seen {
    struct coverage coverage;
    uint32_t events[IM_EVENT_COUNT];
    uint32_t taken[COVERAGE_ROWS];                             /* transitions, by their row */
    uint32_t passed[WALK_NAMES][WALK_FORMS][COVERAGE_CLIENTS]; /* names, by form and client */
    uint32_t cannot[IM_EVENT_COUNT][COVERAGE_CLIENTS];         /* changes that could not be made */
    uint32_t could[IM_EVENT_COUNT][COVERAGE_CLIENTS];          /* events that went right */
};

/* One walk. */
struct walker {
    struct prng prng;
    struct walk_seen *seen;
    struct coverage_walk where;
    bool left_out[IM_EVENT_COUNT];
    uint16_t favourite; /* who is spoken to most */
    uint8_t favour;     /* so many times of a hundred */
    uint16_t joined;    /* who joined a window last, plus 1: worth a call; 0 for nobody */
    bool window_held[WALK_LENGTH + 1], contact_held[WALK_LENGTH + 1]; /* by number */
    uint16_t windows, contacts;                                       /* numbers given so far */
    uint16_t placed; /* the window that was placed last, 0 for none, and how */
    uint8_t property;
    const struct im_event *way; /* that it takes first, borrowed, as far as it can */
    size_t way_length, way_at;
    bool freely;           /* names in any spelling */
    struct im_event asked; /* of the last choice */
    uint8_t client;        /* enum im_client: where it was made */
};

void walker_begin(struct walker *walker, struct walk_seen *seen, struct prng prng);
/* Takes a way first; it is borrowed, and there while the walker is.  `freely`: in whatever spelling of the names is the same
 * to the model. */
void walker_take(struct walker *walker, const struct im_event *way, size_t length, bool freely);
/* Chooses; false if nothing that was thrown up can be done. */
bool walker_choose(struct walker *walker, struct run *run, struct move *move, struct step *step);
/* The step went right; `before` is the model as it was. */
void walker_note(struct walker *walker, const struct run *run, const struct move *move, const struct im_model *before);

/* The step was a change of the environment that could not be made. */
void walker_note_cannot(struct walker *walker, const struct move *move);

/* Are events of that kind thrown up at all? */
bool walk_throws(enum im_event_kind kind);
/* Adds what a walk saw that knew `before` when it began. */
void walk_seen_add(struct walk_seen *sum, const struct walk_seen *before, const struct walk_seen *after);
/* How many names were passed in how many forms and states of the client. */
size_t walk_passed(const struct walk_seen *seen, size_t *names);

#endif
