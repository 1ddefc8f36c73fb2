/*
 * The finite abstraction of the model: a few inputs over a few contacts, each a short and fixed series of events, with
 * what comes back cut down to a name.  Nothing of it is written by hand but the inputs: what is allowed, what is
 * preferred and where it leads is asked of the oracle.
 *
 * The caller of the abstraction keeps references to the latest window of each contact only, and at most so many: one
 * that is more is given back at once, and those to an earlier window when another one is handed out.  Who is signed in
 * comes back online by the same input after the connection was lost.  So everything is finite but the model's own
 * history, of which the abstraction forgets what only events and the screen would show.
 */
#ifndef IMCONFORM_ABSTRACTION_H
#define IMCONFORM_ABSTRACTION_H

#include "fsm.h"
#include "world.h"

enum { ABSTRACT_CONTACTS = 4, ABSTRACT_REFERENCES = 8, ABSTRACT_INPUTS = 64 };

enum abstract_kind {
    ABSTRACT_SIGN_IN,
    ABSTRACT_SIGN_OUT,
    ABSTRACT_GO_OFFLINE,
    ABSTRACT_SELF,    /* InstantMessage to oneself */
    ABSTRACT_LONG,    /* ... with a name that is too long */
    ABSTRACT_NOWHERE, /* ... to the first contact with ppMWindow NULL */
    ABSTRACT_SELF_NOWHERE,
    ABSTRACT_LONG_NOWHERE,
    ABSTRACT_MESSAGE, /* from here on once for each contact */
    ABSTRACT_RELEASE,
    ABSTRACT_USER_CLOSE,
    ABSTRACT_IS_CLOSED,
    ABSTRACT_KINDS
};

/* How it went. */
enum abstract_status {
    ABSTRACT_DONE,
    ABSTRACT_NOTHING, /* there was nothing to do it with */
    ABSTRACT_CANNOT,  /* the environment could not be changed */
    ABSTRACT_BROKEN,  /* crash, time-out, violation: see `broken`; nothing can come after it */
    ABSTRACT_GONE     /* what comes after it */
};

/* What *ppMWindow is. */
enum abstract_window {
    WINDOW_IS_NULL,
    WINDOW_IS_UNTOUCHED,
    WINDOW_IS_NOWHERE, /* there is no pointer */
    WINDOW_IS_SAME,    /* the object that is held for the contact, and its window is open */
    WINDOW_IS_DEAD,    /* ... and its window is closed */
    WINDOW_IS_NEW,
    WINDOW_IS_TWIN, /* another object of the window that is held */
    WINDOW_IS_OTHERS,
    WINDOW_IS_ASKED /* it is no answer of InstantMessage but of IsClosed */
};

struct abstract_output {
    uint8_t status;   /* enum abstract_status */
    uint8_t broken;   /* enum obs_status */
    uint8_t is_call;  /* there is an HRESULT */
    uint8_t window;   /* enum abstract_window, of InstantMessage */
    uint8_t closed;   /* of IsClosed */
    uint32_t hresult; /* of IsClosed any error is E_FAIL, since the documentation names none */
};

struct abstract_input {
    uint8_t kind, contact;
};

struct abstraction {
    unsigned contacts, references;
    uint32_t inputs;
    struct abstract_input input[ABSTRACT_INPUTS];
    const char *input_name[ABSTRACT_INPUTS];
    bool looks; /* windows can be asked whether they are closed, and for their handles */
    struct arena *arena;
    struct world *world; /* its names; its model is where the oracle is asked */
    im_name name[ABSTRACT_CONTACTS], me, longest;
};

/* What the kit knows between two inputs.  Compares with memcmp. */
struct abstract_state {
    struct im_state state; /* the object held for contact i has handle i + 1 */
    uint8_t client;        /* enum im_client, as it was told to be */
    uint8_t spare[7];
};

/* What an implementation can do, of which the abstraction takes what it needs. */
struct abstract_needs {
    const struct im_profile *profile; /* NULL: the default one */
    const bool *capable;              /* [IM_EVENT_COUNT], NULL: everything */
    bool invoke_only;
    const struct people *people; /* with that many contacts on the primary service; NULL: those that the kit asks for */
};

/* The abstraction for so many contacts and references; the caller frees it. */
struct abstraction *abstraction_new(unsigned contacts, unsigned references, const struct abstract_needs *needs);
void abstraction_free(struct abstraction *abstraction);
/* Who is at the client and how the arguments read: for whoever performs the inputs. */
struct text abstraction_text(const struct abstraction *abstraction, const struct abstract_input *input);
bool abstract_is_message(uint8_t kind);
bool abstract_is_nowhere(uint8_t kind); /* ppMWindow is NULL */

void abstract_name(const struct abstract_output *output, char name[FSM_NAME]);

struct abstract_state abstract_start(void);
/* The best outcome that is allowed. */
struct abstract_output abstract_prefer(struct abstraction *abstraction, const struct abstract_state *state,
                                       uint32_t number);
/* Judges an output and goes on to the state that it implies.  Where it is rejected the state stays as it is. */
struct im_judgement abstract_take(struct abstraction *abstraction, struct abstract_state *state, uint32_t number,
                                  const struct abstract_output *output);
/* The machine of the preferred outcomes, not yet minimal; NULL if it has too many states.  The caller frees it. */
struct fsm *abstraction_machine(struct abstraction *abstraction);

#endif
