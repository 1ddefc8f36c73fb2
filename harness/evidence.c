/*
 * Shared memory of a running case: see evidence.h.  Only plain stores happen in signal handlers.
 */
#include "evidence.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "record.h"

struct evidence {
    volatile sig_atomic_t finished;
    volatile sig_atomic_t signal;    /* that the child died of */
    volatile sig_atomic_t overslept; /* a step took too long */
    volatile uint32_t step;          /* being performed, from 1; 0 between steps */
    unsigned step_ms;
    uint8_t due[IM_BLAME_MAX]; /* rules of what is due in the step that is being performed */
    uint8_t dues;
    struct testimony testimony; /* if nothing comes back from the step that is being performed */
    struct exec_result result;
    ics_set used;
    int tell;       /* descriptor that is told of the first wait; -1: none, or it was told */
    size_t length;  /* of the finished steps */
    size_t pending; /* of the step that is being performed, behind them */
    char steps[LIMIT_RECORD];
    struct agreement agreement;
};

static struct evidence *guarded;  /* by the signal handlers of this process */
static struct record_parts parts; /* of the step that is being performed in it */

struct evidence *evidence_new(size_t count)
{
    void *memory = mmap(NULL, count * sizeof(struct evidence), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

struct evidence *evidence_at(struct evidence *evidence, size_t index) { return evidence + index; }

void evidence_free(struct evidence *evidence, size_t count)
{
    if (evidence != NULL) munmap(evidence, count * sizeof *evidence);
}

void evidence_clear(struct evidence *evidence)
{
    evidence->finished = evidence->signal = evidence->overslept = 0;
    evidence->step = 0;
    evidence->dues = 0;
    evidence->testimony = (struct testimony){ 0 };
    evidence->step_ms = 0;
    evidence->used = 0;
    evidence->tell = -1;
    evidence->agreement.count = 0;
    evidence->length = evidence->pending = 0;
    evidence->steps[0] = '\0';
    memset(&evidence->result, 0, sizeof evidence->result);
}

struct agreement *evidence_agreement(struct evidence *evidence) { return &evidence->agreement; }

/* --- recording --- */

/* Adds a step behind the finished ones; returns its length, 0 if there is no room for it. */
static size_t put(struct evidence *evidence, const struct step_record *record)
{
    char *text = record_step(&parts, record);
    size_t size = strlen(text), comma = evidence->length > 0;
    bool fits = evidence->length + comma + size + 1 < sizeof evidence->steps;
    if (fits) {
        if (comma) evidence->steps[evidence->length] = ',';
        memcpy(evidence->steps + evidence->length + comma, text, size + 1);
    }
    free(text);
    return fits ? comma + size : 0;
}

/* From now on the implementation has its time limit again; it goes on between steps, since it may hang while it is
 * closed. */
static void arm(const struct evidence *evidence)
{
    if (evidence->step_ms == 0) return;
    const struct itimerval limit = { .it_value = { evidence->step_ms / 1000, (evidence->step_ms % 1000) * 1000 } };
    setitimer(ITIMER_REAL, &limit, NULL);
}

static void before_step_briefly(void *context, const struct step_record *record)
{
    struct evidence *evidence = context;
    evidence->used |= ics_of_call(record->event);
    if (record->together != NULL) evidence->used |= (ics_set)1 << ICS_TOGETHER;
    evidence->step = record->n;
    evidence->dues = record->allowed->blames;
    memcpy(evidence->due, record->allowed->blame, sizeof evidence->due);
    evidence->testimony = *record->testimony;
    arm(evidence);
}

static void before_step(void *context, const struct step_record *record)
{
    struct evidence *evidence = context;
    record_end(&parts);
    parts = record_begin(record);
    evidence->pending = put(evidence, record);
    before_step_briefly(context, record);
}

static void leave_step(struct evidence *evidence, const struct step_record *record)
{
    evidence->step = 0;
    evidence->dues = 0;
    evidence->testimony = *record->testimony;
}

static void after_step_briefly(void *context, const struct step_record *record)
{
    arm(context);
    leave_step(context, record);
}

static void after_step(void *context, const struct step_record *record)
{
    struct evidence *evidence = context;
    leave_step(evidence, record); /* until `ending` only the kit's own work follows, so the time limit stays */
    evidence->pending = 0;
    evidence->length += put(evidence, record);
}

static void ending(void *context)
{
    struct evidence *evidence = context;
    evidence->due[0] = IM_RULE_RELEASE_SAFE;
    evidence->dues = 1;
    evidence->testimony.manner = MANNER_NONE; /* no step is to blame */
    arm(evidence);
}

static void waiting(void *context)
{
    struct evidence *evidence = context;
    if (evidence->tell >= 0) (void)!write(evidence->tell, "w", 1);
    evidence->tell = -1;
}

void evidence_tell(struct evidence *evidence, int fd) { evidence->tell = fd; }

struct exec_watch evidence_watch(struct evidence *evidence)
{
    return (struct exec_watch){
        .context = evidence, .before = before_step, .after = after_step, .ending = ending, .waiting = waiting
    };
}

struct exec_watch evidence_watch_briefly(struct evidence *evidence)
{
    return (struct exec_watch){
        .context = evidence, .before = before_step_briefly, .after = after_step_briefly, .ending = ending
    };
}

/* --- guarding --- */

static void on_fatal(int number)
{
    guarded->signal = number;
    raise(number); /* SA_RESETHAND: this time it is deadly */
}

static void on_alarm(int number)
{
    (void)number;
    guarded->overslept = 1;
    _exit(1);
}

void evidence_guard(struct evidence *evidence, unsigned step_ms)
{
    static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS };
    static char stack[64 * 1024];
    guarded = evidence;
    const stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack };
    sigaltstack(&alternate, NULL);
    struct sigaction action = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) sigaction(fatal[i], &action, NULL);
    struct sigaction alarmed = { .sa_handler = on_alarm, .sa_flags = SA_ONSTACK };
    sigemptyset(&alarmed.sa_mask);
    sigaction(SIGALRM, &alarmed, NULL);
    evidence->step_ms = step_ms;
    arm(evidence);
}

void evidence_finish(struct evidence *evidence, const struct exec_result *result)
{
    if (evidence->step_ms > 0) setitimer(ITIMER_REAL, &(const struct itimerval){ 0 }, NULL);
    evidence->result = *result;
    evidence->pending = 0;
    evidence->finished = 1;
}

/* --- reading --- */

bool evidence_is_finished(const struct evidence *evidence) { return evidence->finished != 0; }

void evidence_result(const struct evidence *evidence, const struct test_case *test, struct exec_result *result)
{
    *result = evidence->result;
    if (evidence->finished) return;
    struct outcome *outcome = &result->outcome;
    *outcome = (struct outcome){ .session_lost = true };
    result->testimony = evidence->testimony;
    exec_blame(test, evidence->due, evidence->dues, outcome);
    uint32_t at = evidence->step;
    if (evidence->overslept) {
        outcome->hung = true;
        outcome_set(outcome, VERDICT_FAIL, at, "the IUT did not come back within %u ms", evidence->step_ms);
    } else if (evidence->signal != 0) {
        outcome_set(outcome, VERDICT_FAIL, at, "the IUT crashed: signal %d (%s)", (int)evidence->signal,
                    strsignal((int)evidence->signal));
    } else {
        outcome->hung = true;
        outcome_set(outcome, VERDICT_FAIL, at,
                    "the IUT ended the process, or the case took longer than its time limit");
    }
}

const char *evidence_steps(struct evidence *evidence)
{
    evidence->steps[evidence->length + evidence->pending] = '\0';
    return evidence->steps;
}

ics_set evidence_used(const struct evidence *evidence) { return evidence->used; }
