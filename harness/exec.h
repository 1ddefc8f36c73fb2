/*
 * One case, step by step: performs events through an adapter, asks the oracle, decides the verdict.
 * Prints nothing, writes nothing, does not know Check; who wants to see the steps passes a watch.
 */
#ifndef IMCONFORM_EXEC_H
#define IMCONFORM_EXEC_H

#include "adapter.h"
#include "agreement.h"
#include "case.h"
#include "suspect.h"
#include "verdict.h"
#include "world.h"

/* How a call of several callers at once went.  Sending and answers are counted together, from 1. */
struct together_told {
    uint32_t group;           /* number of the first step of them */
    uint32_t caller, callers; /* from 1; and how many there are */
    uint32_t sent, answered;  /* answered 0: never */
    uint32_t place;           /* in the order that explains what came back, or goes furthest; 0: it has none */
    const char *const
        *orders; /* where no order explains and this is what is left: the others, in words; ends with NULL */
};

/* One step as it was taken.  Everything lives until the watch returns. */
struct step_record {
    uint32_t n; /* from 1 */
    const struct step *step;
    const struct event *event;
    const struct observation *obs; /* NULL before the event was performed */
    const struct im_event *asked;
    const struct im_observation *seen;
    const struct im_allowed_set *allowed;
    const struct im_judgement *judgement; /* NULL if it was not judged */
    const struct world *world;
    const struct testimony *testimony;    /* of the case so far; before the event, as if nothing came back */
    const char *note;                     /* what looking closer told, or "" */
    const struct together_told *together; /* NULL: it was the only call */
};

struct exec_watch {
    void *context;
    void (*before)(void *context, const struct step_record *record); /* may be NULL */
    void (*after)(void *context, const struct step_record *record);  /* may be NULL */
    void (*ending)(void *context);  /* the references that are left are given up now; may be NULL */
    void (*waiting)(void *context); /* nothing is done for a while, for an effect to arrive; may be NULL */
};

struct exec {
    const struct adapter *adapter;
    struct session *session;
    const struct people *people;      /* as the implementation answered to reset */
    const struct im_profile *profile; /* NULL: the default one */
    struct agreement *agreement;      /* of the run; NULL: the case stands alone */
    unsigned grace_ms;                /* how long an effect may take to arrive */
    struct exec_watch watch;
};

/* What is left of a case: its verdict, and the readings that were taken. */
struct exec_result {
    struct outcome outcome;
    uint32_t taken[IM_READING_COUNT];
    uint8_t graded[IM_READING_COUNT]; /* the worst grade that it was taken with */
    struct testimony testimony;       /* for and against rules */
    char notes[LIMIT_REASON];         /* what the report mentions, lines separated by \n */
};

/* Runs the case on a session that was just reset.  Whether the case applies is the caller's to decide. */
void exec_case(const struct exec *exec, const struct test_case *test, struct exec_result *result);

/* What a written expectation says of a value: IM_ACCEPTED, IM_NOTED or IM_REJECTED.  A code that is named counts before
 * the classes. */
enum im_grade expect_grade(const struct step *step, uint32_t hresult);
/* ... and of the one in EXCEPINFO; IM_ACCEPTED where the case writes none. */
enum im_grade expect_scode(const struct step *step, uint32_t scode);
/* The same step as it reads for an implementation that is reached through Invoke alone: the members that are closed to
 * script may be E_NOTIMPL, and that nobody is signed in need not be told.  It shares memory with the step
 * and takes some of the arena. */
struct step expect_through_invoke(struct arena *arena, const struct step *step);

/* Names of a case and the tokens behind them. */
struct binding {
    const char *name;
    char token[LIMIT_TOKEN]; /* "" if the call gave no object */
};
enum { BINDINGS = 512 };

/* What looking closer at objects told, so that it is not asked twice of the same. */
enum { LOOKS = 32 };
struct looked {
    enum im_look look;
    const char *token, *with[IM_LOOK_WITH];
    enum im_seen seen;
    bool blind;
    const char *note;
};
struct looks {
    struct looked looked[LOOKS];
    size_t count;
    const char *gone[LIMIT_TOGETHER]; /* tokens whose last reference was given up meanwhile: they must not be used */
    size_t gone_count;
    const char *ended[LIMIT_TOGETHER]; /* tokens of windows that were closed meanwhile */
    size_t ended_count;
    bool all_end; /* all windows were, or the client was cut off from them */
};

struct run {
    const struct exec *exec;
    const struct test_case *test;
    size_t at; /* index of the step */
    struct arena *arena;
    struct cast cast;
    struct world world;
    struct trail trail;
    struct binding *bound[BINDINGS]; /* in the arena */
    size_t bindings;
    struct program_run *program; /* NULL: no program, or not yet */
    const char *blind;           /* what nothing showed, the first time.  NULL: no such thing */
    struct unseen {              /* what the state may be as well, had it been shown; in the arena */
        struct world *worlds;
        size_t count;
        bool anything; /* they are more than are kept: whatever comes after may follow from it */
    } unseen;
    struct world *others; /* what the state may be as well, since an order of calls is not known; in the arena */
    size_t other_count;
    struct looks *looks; /* of calls that were made at once, while their orders are tried; else NULL */
    bool
        strayed; /* an answer was allowed, but not the best one, so what the case expects of later steps need not hold */
};

/* The pieces of exec_case, for who makes up the steps while they are taken.  A run on a session that was just reset; it
 * lives in the arena.  `test` tells which rules are named first, and keeps its steps if they look back (exec_blame). */
struct run *exec_begin(const struct exec *exec, const struct test_case *test, struct arena *arena);
/* Takes one step, or all of several callers at once that begin with it, decides, and goes on to the next; true while the
 * case goes on.  `result` begins with a pass. */
bool exec_step(struct run *run, const struct step *step, struct exec_result *result);

/* The event of a step (exec_event.c).  False if a name has no object behind it: *name tells which. */
bool exec_event(struct run *run, const struct step *step, struct event *event, const char **name);
void exec_bind(struct run *run, const char *name, const char *token);
const char *exec_token(const struct run *run, const char *name); /* NULL: never bound; "": no object */

/* Cases that a program performs (exec_program.c); without a program the adapter is asked. */

/* Takes the line of a step, running the program before the first one.  False: the case is at fault. */
bool exec_program_next(struct run *run, const struct step *step, uint32_t n, struct outcome *outcome);
/* Did the program end as it should, behind the last step? */
void exec_program_end(struct run *run, struct exec_result *result);
/* What came back in the step that is taken; returns what else there is to be said of it, or NULL.  A window that nobody
 * looked at gets the token that fits best. */
const char *exec_perform(struct run *run, const struct event *event, const struct im_event *asked,
                         struct observation *obs);
/* What comes back from an event beside the steps; a program knows HWND as it told it last. */
void exec_ask(struct run *run, const struct event *event, struct observation *obs);

/* Does the object look alive by another member than the one that was asked?  For telling an object that is not dead from
 * one that is dead by halves. */
bool exec_looks_alive(struct run *run, const char *token, enum im_property asked);
/* Blames a failed case on rules that explain it (exec_blame.c); without any on the case's own first one. */
void exec_blame(const struct test_case *test, const uint8_t *rules, uint8_t count, struct outcome *outcome);
void exec_blame_only(struct outcome *outcome, enum im_rule rule);
/* A member that looks alive on a dead object, or dead on a live one: if the others do not, the member alone is at fault,
 * else whatever should have ended the window, or should not. */
void exec_blame_looking(struct run *run, const struct event *event, const struct im_event *asked,
                        const struct im_judgement *judgement, struct outcome *outcome);
/* An object that another one may be a further one of. */
struct exec_other {
    const char *token; /* NULL: there is none */
    bool alive;        /* for certain: its handle is worth waiting for */
};
/* Waits for an effect to arrive, so many milliseconds. */
void exec_pause(const struct exec *exec, long ms);
/* Looks closer where the oracle asks for it (exec_look.c) and returns what was seen, in words too.  *blind: nothing was
 * seen because the implementation has nothing to look with, which is no fault. */
enum im_seen exec_look(struct run *run, enum im_look look, const char *token,
                       const struct exec_other with[IM_LOOK_WITH], struct text contact, bool *blind, const char **note);

/* Would the oracle allow what was seen?  Nothing is remembered of the question. */
bool exec_allows(struct run *run, const struct im_event *asked, const struct im_observation *seen);
/* The code among those that the way of the call does not tell from the one that arrived with which the oracle would
 * allow it; NULL: none. */
const uint32_t *exec_other_code(struct run *run, const struct im_event *asked, const struct im_observation *seen,
                                const struct alike *alike);

#endif
