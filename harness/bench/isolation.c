/*
 * What a case in a process of its own costs: `isolation LIBRARY N` runs the same small case N times as a run does, each in
 * a child that is judged and leaves its record; `isolation bare N` forks as often, with a pipe and a wait, from a
 * process that does nothing else.  Both print microseconds for each.  `isolation budget N` forks likewise and prints as
 * its own `seconds` what a suite of N cases may take: three times that, and one second.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "case_load.h"
#include "run_pool.h"

static const char text[] = "case: BENCH\npurpose: nobody is signed in\nrules: [NOT_SIGNED_IN]\nsteps:\n"
                           "  - instantMessage: {to: alice, expect: [ERR]}\n";

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void complain(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    (void)context;
    fprintf(stderr, "%s:%u:%u: %s\n", file, line, column, message);
}

/* One fork, one byte through a pipe, one wait. */
static void fork_once(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) != 0) abort();
    pid_t pid = fork();
    if (pid == 0) {
        (void)!write(ends[1], "d", 1);
        _exit(0);
    }
    close(ends[1]);
    (void)!read(ends[0], &byte, 1);
    close(ends[0]);
    waitpid(pid, NULL, 0);
}

static double forks(size_t count)
{
    double start = now();
    for (size_t i = 0; i < count; i++) fork_once();
    return now() - start;
}

/* The time of the cases; less than 0 if one did not pass. */
static double cases(const char *locator, size_t count)
{
    struct suite *suite = suite_load_memory("bench", text, strlen(text), complain, NULL);
    struct run_session session;
    char reason[LIMIT_REASON] = "";
    const struct run_options options = { .locator = locator,
                                         .profile = "windows-messenger",
                                         .out = ".",
                                         .step_ms = 1000,
                                         .start_ms = 1000,
                                         .case_ms = 1000 };
    if (suite == NULL || !run_session_open(&session, &options, reason)) {
        fprintf(stderr, "%s\n", reason);
        return -1;
    }
    struct arena *arena = arena_new();
    const struct test_case **list = arena_alloc(arena, count * sizeof *list);
    for (size_t i = 0; i < count; i++) list[i] = &suite->cases[0];
    const struct run_pool_plan plan = { .options = &options,
                                        .cases = list,
                                        .left_out = arena_alloc(arena, count * sizeof(bool)),
                                        .count = count,
                                        .sessions = &session,
                                        .jobs = 1,
                                        .isolated = true };
    double start = now();
    struct run_pool *pool = run_pool_new(&plan, reason);
    bool good = pool != NULL;
    for (size_t i = 0; good && i < count; i++) {
        struct run_ended ended;
        run_pool_take(pool, i, &ended);
        good = ended.result.outcome.verdict == VERDICT_PASS && ended.steps[0] != '\0';
        if (!good) fprintf(stderr, "%s\n", ended.result.outcome.reason);
    }
    double took = now() - start;
    run_pool_free(pool);
    run_session_close(&session, reason);
    arena_free(arena);
    suite_free(suite);
    return good ? took : -1;
}

int main(int count, char **words)
{
    size_t number = count == 3 ? strtoul(words[2], NULL, 10) : 0;
    if (number == 0) return 2;
    bool budget = strcmp(words[1], "budget") == 0;
    double took = budget || strcmp(words[1], "bare") == 0 ? forks(number) : cases(words[1], number);
    if (took < 0) return 1;
    printf("bench: each %.2f\n", took / (double)number * 1e6);
    if (budget) printf("bench: seconds %.4f\n", 3 * took + 1);
    return 0;
}
