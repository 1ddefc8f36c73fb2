/*
 * The common benchmark model: the small messenger on which the rates of model-based testers are compared, as pure
 * functions on plain values.  Knows nothing of the real model, of adapters or of what is done with it.
 *
 * K contacts, at most R references for each; all 3K + 4 actions are enabled in every state, so there are
 * 8^K + 2 * 4^K states for R = 3.  Beside the model stands an implementation of the same machine that shares neither
 * its state nor its step, correct or with the seeded bug.  Both are inline, so that a loop over them can be bare:
 *
 *     uint64_t state = benchmark_start();
 *     struct benchmark_iut iut = benchmark_iut(true);
 *     struct benchmark_seen seen = { .last = { 0 } };
 *     for each action:
 *         struct benchmark_due due;
 *         state = benchmark_step(&size, state, action, &due);
 *         if (!benchmark_allows(&seen, action, due, benchmark_iut_step(&size, &iut, action))) ...failed
 *
 * Whoever tries several actions in one situation copies the three values.
 */
#ifndef IMCONFORM_BENCHMARK_H
#define IMCONFORM_BENCHMARK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BENCHMARK_CONTACTS = 8, BENCHMARK_REFERENCES = 63 }; /* at most */

struct benchmark_size {
    unsigned contacts, references; /* K and R */
};

/* Actions are numbers: the four that name no contact, then three for each contact. */
enum { BENCHMARK_SIGN_IN, BENCHMARK_SIGN_OUT, BENCHMARK_OFFLINE, BENCHMARK_SELF, BENCHMARK_FIRST };
enum { BENCHMARK_MESSAGE, BENCHMARK_RELEASE, BENCHMARK_CLOSE, BENCHMARK_EACH };

static inline unsigned benchmark_actions(const struct benchmark_size *size)
{
    return BENCHMARK_FIRST + BENCHMARK_EACH * size->contacts;
}

static inline unsigned benchmark_action(unsigned kind, unsigned contact)
{
    return BENCHMARK_FIRST + BENCHMARK_EACH * contact + kind;
}

enum benchmark_result {
    BENCHMARK_S_OK,
    BENCHMARK_S_FALSE,
    BENCHMARK_NOT_LOGGED_ON,
    BENCHMARK_E_FAIL,
    BENCHMARK_NOTHING_HELD, /* there is nothing to release */
};
enum benchmark_window { BENCHMARK_NO_WINDOW, BENCHMARK_SAME, BENCHMARK_NEW };

/* What the model demands of a step. */
struct benchmark_due {
    uint8_t result, window;
};

/* --- the model: a state is one number --------------------------------------------------------------------------- */

/* Seven bits for each contact, the window below its references, and the client above them all. */
enum { BENCHMARK_CELL = 7, BENCHMARK_CLIENT = BENCHMARK_CELL * BENCHMARK_CONTACTS };
enum benchmark_client { BENCHMARK_OUT, BENCHMARK_IN, BENCHMARK_OFF };
static const uint64_t benchmark_windows = 0x0002040810204081u; /* bit 0 of every cell */

static inline uint64_t benchmark_start(void) { return 0; }

static inline unsigned benchmark_client(uint64_t state) { return (unsigned)(state >> BENCHMARK_CLIENT); }
static inline bool benchmark_shown(uint64_t state, unsigned contact)
{
    return (state >> (BENCHMARK_CELL * contact) & 1) != 0;
}
static inline unsigned benchmark_held(uint64_t state, unsigned contact)
{
    return (unsigned)(state >> (BENCHMARK_CELL * contact + 1)) & BENCHMARK_REFERENCES;
}

/* Windows end with the connection; references to them stay. */
static inline uint64_t benchmark_leave(uint64_t state, enum benchmark_client client)
{
    const uint64_t cells = ((uint64_t)1 << BENCHMARK_CLIENT) - 1;
    return (state & cells & ~benchmark_windows) | (uint64_t)client << BENCHMARK_CLIENT;
}

static inline uint64_t benchmark_client_step(uint64_t state, unsigned action, struct benchmark_due *due)
{
    unsigned client = benchmark_client(state);
    *due = (struct benchmark_due){ BENCHMARK_S_OK, BENCHMARK_NO_WINDOW };
    switch (action) {
    case BENCHMARK_SIGN_IN:
        if (client != BENCHMARK_IN) return benchmark_leave(state, BENCHMARK_IN);
        break;
    case BENCHMARK_SIGN_OUT:
        if (client != BENCHMARK_OUT) return benchmark_leave(state, BENCHMARK_OUT);
        break;
    case BENCHMARK_OFFLINE:
        if (client == BENCHMARK_IN) return benchmark_leave(state, BENCHMARK_OFF);
        break;
    default: /* oneself */
        due->result = client == BENCHMARK_IN ? BENCHMARK_E_FAIL : BENCHMARK_NOT_LOGGED_ON;
        return state;
    }
    due->result = BENCHMARK_S_FALSE;
    return state;
}

/* The state after an action, and what the step has to answer. */
static inline uint64_t benchmark_step(const struct benchmark_size *size, uint64_t state, unsigned action,
                                      struct benchmark_due *due)
{
    if (action < BENCHMARK_FIRST) return benchmark_client_step(state, action, due);
    unsigned contact = (action - BENCHMARK_FIRST) / BENCHMARK_EACH, kind = (action - BENCHMARK_FIRST) % BENCHMARK_EACH;
    unsigned at = BENCHMARK_CELL * contact, held = benchmark_held(state, contact);
    const uint64_t window = (uint64_t)1 << at, reference = (uint64_t)2 << at;
    *due = (struct benchmark_due){ BENCHMARK_S_OK, BENCHMARK_NO_WINDOW };
    if (kind == BENCHMARK_MESSAGE) {
        if (benchmark_client(state) != BENCHMARK_IN) {
            due->result = BENCHMARK_NOT_LOGGED_ON;
            return state;
        }
        if ((state & window) != 0 && held > 0) {
            due->window = BENCHMARK_SAME;
            return held < size->references ? state + reference : state;
        }
        due->window = BENCHMARK_NEW;
        return (state & ~(reference * BENCHMARK_REFERENCES)) | window | reference;
    }
    if (kind == BENCHMARK_RELEASE) {
        if (held > 0) return state - reference;
        due->result = BENCHMARK_NOTHING_HELD;
        return state;
    }
    if ((state & window) == 0) due->result = BENCHMARK_S_FALSE;
    return state & ~window;
}

/* The invariants: NULL if they hold, else the one that does not. */
const char *benchmark_check(const struct benchmark_size *size, uint64_t state);
/* "instant_message(2)"; lives as long as the program. */
const char *benchmark_action_name(unsigned action);

/* --- an implementation of the same machine ----------------------------------------------------------------------- */

struct benchmark_iut {
    uint32_t next; /* handle */
    bool online, offline, buggy;
    struct {
        uint32_t open; /* handle of the window on the screen, 0 for none */
        uint32_t held; /* ... of the window that the references are to */
        uint32_t references;
        uint32_t stale;
    } contact[BENCHMARK_CONTACTS];
};

struct benchmark_answer {
    uint32_t handle; /* 0: no window */
    uint8_t result;
};

/* A fresh one.  The seeded bug: a window is forgotten when one of two references to it is released. */
static inline struct benchmark_iut benchmark_iut(bool buggy)
{
    return (struct benchmark_iut){ .next = 1, .buggy = buggy };
}

static inline struct benchmark_answer benchmark_iut_client(const struct benchmark_size *size, struct benchmark_iut *iut,
                                                           unsigned action)
{
    bool wanted = action == BENCHMARK_SIGN_IN, leaves = action == BENCHMARK_OFFLINE;
    if (action == BENCHMARK_SELF) {
        return (struct benchmark_answer){ .result = iut->online ? BENCHMARK_E_FAIL : BENCHMARK_NOT_LOGGED_ON };
    }
    if (wanted ? iut->online : !iut->online && (leaves || !iut->offline)) {
        return (struct benchmark_answer){ .result = BENCHMARK_S_FALSE };
    }
    iut->online = wanted;
    iut->offline = leaves;
    for (unsigned i = 0; i < size->contacts; i++) iut->contact[i].open = 0;
    return (struct benchmark_answer){ .result = BENCHMARK_S_OK };
}

/* Performs an action. */
static inline struct benchmark_answer benchmark_iut_step(const struct benchmark_size *size, struct benchmark_iut *iut,
                                                         unsigned action)
{
    struct benchmark_answer answer = { .result = BENCHMARK_S_OK };
    if (action < BENCHMARK_FIRST) return benchmark_iut_client(size, iut, action);
    unsigned index = (action - BENCHMARK_FIRST) / BENCHMARK_EACH;
    switch ((action - BENCHMARK_FIRST) % BENCHMARK_EACH) {
    case BENCHMARK_MESSAGE:
        if (!iut->online) {
            answer.result = BENCHMARK_NOT_LOGGED_ON;
            break;
        }
        if (iut->contact[index].open == 0 || iut->contact[index].references == 0 || iut->contact[index].stale != 0) {
            iut->contact[index].open = iut->contact[index].held = iut->next++;
            iut->contact[index].references = iut->contact[index].stale = 0;
        }
        if (iut->contact[index].references < size->references) iut->contact[index].references++;
        answer.handle = iut->contact[index].held;
        break;
    case BENCHMARK_RELEASE:
        if (iut->contact[index].references == 0) {
            answer.result = BENCHMARK_NOTHING_HELD;
            break;
        }
        iut->contact[index].references--;
        if (iut->buggy && iut->contact[index].references == 1) iut->contact[index].stale = 1;
        break;
    default:
        if (iut->contact[index].open == 0) answer.result = BENCHMARK_S_FALSE;
        iut->contact[index].open = 0;
        break;
    }
    return answer;
}

/* --- judging ------------------------------------------------------------------------------------------------------ */

/* The last window that was handed out for each contact. */
struct benchmark_seen {
    uint32_t last[BENCHMARK_CONTACTS];
};

/* Is the answer what the model demands?  A window that is new differs from the last one of every contact. */
static inline bool benchmark_allows(struct benchmark_seen *seen, unsigned action, struct benchmark_due due,
                                    struct benchmark_answer answer)
{
    if (answer.result != due.result) return false;
    if (due.window == BENCHMARK_NO_WINDOW) return answer.handle == 0;
    uint32_t *last = &seen->last[(action - BENCHMARK_FIRST) / BENCHMARK_EACH];
    if (due.window == BENCHMARK_SAME) return answer.handle == *last;
    bool known = answer.handle == 0;
    for (unsigned i = 0; i < BENCHMARK_CONTACTS; i++) known |= seen->last[i] == answer.handle;
    *last = answer.handle;
    return !known;
}

#endif
