/*
 * The process of an implementation and the words that go there: see subject.h.
 */
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "subject_perform.h"

enum { STATEMENT = 65536 }; /* bytes of what it says of itself */
enum { NAME_MOST = 1024 };  /* UTF-16 units of a sign-in name that is called: longer than any method takes */

enum { GO, STOP }; /* what the worker is told */

/* What both processes see. */
struct exchange {
    bool opened; /* else the reason */
    char reason[LIMIT_REASON];
    struct iut_identity iut; /* without its strings, ... */
    char statement
        [STATEMENT]; /* ... which stand here, each with its NUL: name, version, platform, vendor, binary, ... */
    uint32_t people; /* the local user, and contacts of the primary service */
    struct {
        uint32_t length;
        uint16_t units[NAME_MOST];
    } name[1 + ABSTRACT_CONTACTS];
    unsigned wait_ms; /* before the last input */
    struct subject_batch batch;
};

struct subject {
    struct subject_options options;
    const struct adapter *adapter;
    const char *rest;
    const struct abstraction *abstraction;
    struct exchange *exchange;
    pid_t worker; /* 0: there is none */
    int go, ready;
    bool fresh; /* it was not asked for anything yet */
    struct people people;
    struct person contacts[ABSTRACT_CONTACTS];
    struct iut_identity iut;
    struct arena *arena; /* of its strings */
    struct subject_batch single;
};

/* --- in the process of the implementation --- */

struct worker {
    struct subject *subject;
    struct performer performer;
};

static bool add_name(struct exchange *exchange, struct text name)
{
    if (name.length > NAME_MOST) return false;
    exchange->name[exchange->people].length = (uint32_t)name.length;
    if (name.length > 0) memcpy(exchange->name[exchange->people].units, name.units, name.length * sizeof *name.units);
    exchange->people++;
    return true;
}

/* Who is there, as it answers to a reset. */
static bool ask_people(struct worker *worker)
{
    struct exchange *exchange = worker->subject->exchange;
    const struct performer *performer = &worker->performer;
    const struct people *people = NULL;
    exchange->people = 0;
    if (performer->adapter->reset(performer->session, cast_wanted(), &people, exchange->reason) != ADAPTER_OK)
        return false;
    bool good = add_name(exchange, people->me);
    for (size_t i = 0; i < people->count && exchange->people <= ABSTRACT_CONTACTS && good; i++)
        good = people->contacts[i].secondary || add_name(exchange, people->contacts[i].name);
    if (!good) snprintf(exchange->reason, LIMIT_REASON, "a sign-in name has more than %d characters", NAME_MOST);
    return good;
}

static bool add_string(struct exchange *exchange, size_t *used, const char *text)
{
    const size_t size = strlen(text != NULL ? text : "") + 1;
    if (size > STATEMENT - *used) return false;
    memcpy(exchange->statement + *used, text != NULL ? text : "", size);
    *used += size;
    return true;
}

static bool take_statement(struct exchange *exchange, const struct iut_identity *iut)
{
    const char *const texts[] = { iut->name, iut->version, iut->platform, iut->vendor, iut->binary };
    size_t used = 0;
    bool good = true;
    exchange->iut = *iut;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) good = good && add_string(exchange, &used, texts[i]);
    for (size_t i = 0; i < iut->capability_count; i++) good = good && add_string(exchange, &used, iut->capabilities[i]);
    if (!good) snprintf(exchange->reason, LIMIT_REASON, "it says more than %d bytes of itself", STATEMENT);
    return good;
}

static bool start(struct worker *worker)
{
    struct exchange *exchange = worker->subject->exchange;
    const struct subject_options *options = &worker->subject->options;
    const struct adapter_options adapter = { .step_ms = options->step_ms,
                                             .start_ms = options->start_ms,
                                             .allow_remote = options->allow_remote,
                                             .profile = options->profile };
    struct performer *performer = &worker->performer;
    exchange->opened =
        performer->adapter->open(worker->subject->rest, &adapter, &performer->session, exchange->reason) == ADAPTER_OK;
    if (!exchange->opened) return false;
    return take_statement(exchange, performer->adapter->identity(performer->session)) && ask_people(worker);
}

static void pause_for(unsigned milliseconds)
{
    const struct timespec pause = { .tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L };
    nanosleep(&pause, NULL);
}

/* One word, and the reset behind it.  False if the implementation broke down. */
static bool take_word(struct worker *worker, struct subject_word *word)
{
    struct exchange *exchange = worker->subject->exchange;
    struct performer *performer = &worker->performer;
    const struct people *people = NULL;
    const uint16_t *inputs = exchange->batch.inputs + word->from;
    struct abstract_output *outputs = exchange->batch.outputs + word->from;
    performer_begin(performer);
    for (uint32_t i = 0; i < word->length; i++) {
        if (i + 1 == word->length && exchange->wait_ms > 0) pause_for(exchange->wait_ms);
        outputs[i] = performer_take(performer, inputs[i]);
        word->done = i + 1;
        if (outputs[i].status == ABSTRACT_BROKEN) return false;
    }
    word->broken_reset = true; /* until it came back */
    word->answered = true;
    word->broken_reset =
        performer->adapter->reset(performer->session, cast_wanted(), &people, exchange->reason) != ADAPTER_OK;
    return !word->broken_reset;
}

/* What does not come back is ended by a signal. */
static void limit(unsigned milliseconds)
{
    const struct itimerval timer = { .it_value = { .tv_sec = milliseconds / 1000,
                                                   .tv_usec = (milliseconds % 1000) * 1000 } };
    setitimer(ITIMER_REAL, &timer, NULL);
}

static _Noreturn void work(struct subject *subject, int go, int ready)
{
    struct worker worker = { .subject = subject };
    worker.performer.abstraction = subject->abstraction;
    worker.performer.adapter = subject->adapter;
    char token = 0, ignored[LIMIT_REASON];
    unsigned most = subject->adapter->in_process ? subject->options.step_ms : 0;
    signal(SIGALRM, SIG_DFL);
    limit(most);
    bool good = start(&worker) && write_all(ready, &token, 1);
    limit(0);
    struct subject_batch *batch = &subject->exchange->batch;
    while (good && read(go, &token, 1) == 1 && token == GO) {
        for (uint32_t i = 0; i < batch->count && good; i++) {
            limit(most > 0 ? most + subject->exchange->wait_ms : 0);
            good = take_word(&worker, &batch->word[i]);
            limit(0);
        }
        good = write_all(ready, &token, 1) && good;
    }
    if (subject->exchange->opened) subject->adapter->close(worker.performer.session, ignored);
    _exit(0);
}

/* --- in the process of the kit --- */

static int end_worker(struct subject *subject)
{
    int status = 0;
    const char token = STOP;
    if (subject->worker == 0) return 0;
    write_all(subject->go, &token,
              1); /* another worker may have this pipe open, too, so that closing does not end it */
    close(subject->go);
    close(subject->ready);
    while (waitpid(subject->worker, &status, 0) < 0 && errno == EINTR) continue;
    subject->worker = 0;
    return status;
}

static bool start_worker(struct subject *subject, char reason[LIMIT_REASON])
{
    int go[2], ready[2];
    char token;
    if (pipe2(go, O_CLOEXEC) != 0 || pipe2(ready, O_CLOEXEC) != 0) {
        snprintf(reason, LIMIT_REASON, "no pipe: %s", strerror(errno));
        return false;
    }
    subject->exchange->opened = false;
    snprintf(subject->exchange->reason, LIMIT_REASON, "it crashed or hung while it was started");
    fflush(NULL);
    subject->worker = fork();
    if (subject->worker == 0) {
        close(go[1]);
        close(ready[0]);
        work(subject, go[0], ready[1]);
    }
    close(go[0]);
    close(ready[1]);
    subject->go = go[1];
    subject->ready = ready[0];
    subject->fresh = true;
    if (subject->worker > 0 && read(subject->ready, &token, 1) == 1) return true;
    if (subject->worker < 0) {
        subject->worker = 0;
        close(go[1]);
        close(ready[0]);
        snprintf(subject->exchange->reason, LIMIT_REASON, "no process: %s", strerror(errno));
    }
    end_worker(subject);
    snprintf(reason, LIMIT_REASON, "%.150s: %.300s", subject->options.locator, subject->exchange->reason);
    return false;
}

static void take_people(struct subject *subject)
{
    const struct exchange *exchange = subject->exchange;
    subject->people.me = (struct text){ exchange->name[0].units, exchange->name[0].length };
    subject->people.contacts = subject->contacts;
    for (; subject->people.count + 1 < exchange->people; subject->people.count++) {
        size_t at = subject->people.count;
        subject->contacts[at].name = (struct text){ exchange->name[at + 1].units, exchange->name[at + 1].length };
    }
}

/* The strings in the order in which they stand there; an empty one is none, beside those that everybody has. */
static void keep_statement(struct subject *subject)
{
    const char *at = subject->exchange->statement;
    struct iut_identity *iut = &subject->iut;
    const char **to[] = { &iut->name, &iut->version, &iut->platform, &iut->vendor, &iut->binary };
    subject->arena = arena_new();
    *iut = subject->exchange->iut;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++, at += strlen(at) + 1)
        *to[i] = at[0] != '\0' || i < 2 ? arena_strdup(subject->arena, at) : NULL;
    const char **list = arena_alloc(subject->arena, (iut->capability_count + 1) * sizeof *list);
    for (size_t i = 0; i < iut->capability_count; i++, at += strlen(at) + 1) list[i] = arena_strdup(subject->arena, at);
    iut->capabilities = list;
}

struct subject *subject_open(const struct subject_options *options, char reason[LIMIT_REASON])
{
    const char *rest = NULL;
    const struct adapter *adapter = registry_find(options->locator, &rest);
    if (adapter == NULL) {
        registry_refuse(options->locator, reason);
        return NULL;
    }
    struct subject *subject = must_realloc(NULL, sizeof *subject);
    *subject = (struct subject){ .options = *options, .adapter = adapter, .rest = rest };
    subject->exchange =
        mmap(NULL, sizeof *subject->exchange, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (subject->exchange == MAP_FAILED) {
        snprintf(reason, LIMIT_REASON, "no shared memory: %s", strerror(errno));
    } else if (start_worker(subject, reason)) {
        end_worker(subject);
        take_people(subject);
        keep_statement(subject);
        return subject;
    } else {
        munmap(subject->exchange, sizeof *subject->exchange);
    }
    free(subject);
    return NULL;
}

void subject_close(struct subject *subject)
{
    if (subject == NULL) return;
    end_worker(subject);
    munmap(subject->exchange, sizeof *subject->exchange);
    arena_free(subject->arena);
    free(subject);
}

unsigned subject_jobs(const struct subject *subject, unsigned wanted) { return adapter_jobs(subject->adapter, wanted); }

const struct iut_identity *subject_iut(const struct subject *subject) { return &subject->iut; }

const bool *subject_capable(const struct subject *subject) { return subject->iut.capable; }

bool subject_invoke_only(const struct subject *subject) { return !subject->iut.bindings[IM_BINDING_VTABLE]; }

const struct people *subject_people(const struct subject *subject) { return &subject->people; }

void subject_wait(struct subject *subject, unsigned milliseconds) { subject->exchange->wait_ms = milliseconds; }

void subject_use(struct subject *subject, const struct abstraction *abstraction)
{
    end_worker(subject);
    subject->abstraction = abstraction;
}

bool subject_add(struct subject_batch *batch, const uint16_t *word, size_t length)
{
    const struct subject_word *last = batch->count > 0 ? &batch->word[batch->count - 1] : NULL;
    const uint32_t from = last != NULL ? last->from + last->length : 0;
    if (batch->count == SUBJECT_BATCH || length > SUBJECT_WORD - from) return false;
    memcpy(batch->inputs + from, word, length * sizeof *word);
    batch->word[batch->count++] = (struct subject_word){ .from = from, .length = (uint32_t)length };
    return true;
}

bool subject_send(struct subject *subject, const struct subject_batch *batch, char reason[LIMIT_REASON])
{
    const char token = GO;
    if (subject->worker == 0 && !start_worker(subject, reason)) return false;
    struct subject_batch *shared = &subject->exchange->batch;
    const struct subject_word *last = &batch->word[batch->count - 1];
    shared->count = batch->count;
    memcpy(shared->word, batch->word, batch->count * sizeof *batch->word);
    memcpy(shared->inputs, batch->inputs, (last->from + last->length) * sizeof *batch->inputs);
    write_all(subject->go, &token, 1); /* whoever is gone does not answer */
    return true;
}

/* The word with which the process ended or broke off.  One that ended before it took an input of it, and had others before,
 * may have ended for those: the word is not answered then. */
static void complete(struct subject *subject, struct subject_batch *batch, struct subject_word *word)
{
    struct abstract_output *outputs = batch->outputs + word->from;
    const bool broke_off = word->done > 0 && outputs[word->done - 1].status == ABSTRACT_BROKEN;
    const int status = end_worker(subject);
    const bool late = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
    if (!broke_off && !word->answered) {
        if (word->done == 0 && !late && !subject->fresh) return;
        if (word->done < word->length)
            outputs[word->done++] =
                (struct abstract_output){ .status = ABSTRACT_BROKEN, .broken = late ? OBS_TIMEOUT : OBS_CRASH };
    }
    for (uint32_t i = word->done; i < word->length; i++)
        outputs[i] = (struct abstract_output){ .status = ABSTRACT_GONE };
    word->answered = true;
}

void subject_receive(struct subject *subject, struct subject_batch *batch)
{
    char token;
    const struct subject_batch *shared = &subject->exchange->batch;
    const struct subject_word *last = &batch->word[batch->count - 1];
    const bool answered = read(subject->ready, &token, 1) == 1;
    memcpy(batch->word, shared->word, batch->count * sizeof *batch->word);
    memcpy(batch->outputs, shared->outputs, (last->from + last->length) * sizeof *batch->outputs);
    uint32_t whole = 0;
    while (whole < batch->count && batch->word[whole].answered && !batch->word[whole].broken_reset) whole++;
    if (whole < batch->count) {
        complete(subject, batch, &batch->word[whole]);
    } else if (!answered) {
        end_worker(subject);
    }
    subject->fresh = false;
}

void subject_count(struct subject_counts *counts, const struct subject_word *word)
{
    counts->words++;
    counts->steps += word->done;
    counts->broken_resets += word->broken_reset;
}

bool subject_ask(struct subject *subject, const uint16_t *word, size_t length, struct abstract_output *outputs,
                 struct subject_word *done, char reason[LIMIT_REASON])
{
    struct subject_batch *batch = &subject->single;
    batch->count = 0;
    if (!subject_add(batch, word, length)) return false;
    for (int i = 0; i < 2 && !batch->word[0].answered; i++) {
        if (!subject_send(subject, batch, reason)) return false;
        subject_receive(subject, batch);
    }
    memcpy(outputs, batch->outputs, length * sizeof *outputs);
    if (done != NULL) *done = batch->word[0];
    return true;
}
