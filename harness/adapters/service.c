/*
 * Starts an IUT as a command and reaches it through its stdin and stdout: the transport and the adapter "service:".
 * Knows processes; what is said over the pipes is rpc_session.c's.
 *
 * The command is started without a shell, in a process group of its own, so that it ends with all that it started;
 * and it ends when the process that started it does.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base.h"
#include "command_line.h"
#include "service.h"

static struct service_link *service_of(struct link *link) { return (struct service_link *)link; }

/* --- start --- */

/* The descriptors of a start, all above those that the command gets. */
struct ends {
    int request[2], reply[2], report[2], errors; /* [0] is for reading */
};

static void close_one(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void ends_close(struct ends *ends)
{
    for (int i = 0; i < 2; i++) {
        close_one(&ends->request[i]);
        close_one(&ends->reply[i]);
        close_one(&ends->report[i]);
    }
    close_one(&ends->errors);
}

/* Moves a descriptor out of the way of 0, 1 and 2. */
static bool raise_fd(int *fd)
{
    enum { FIRST_FREE = 3 };
    if (*fd >= FIRST_FREE) return true;
    int raised = fcntl(*fd, F_DUPFD_CLOEXEC, FIRST_FREE);
    close(*fd);
    *fd = raised;
    return raised >= 0;
}

static bool open_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 && raise_fd(&ends[0]) && raise_fd(&ends[1]); }

static bool ends_open(struct ends *ends, const char *stderr_path, char reason[LIMIT_REASON])
{
    const char *path = stderr_path ? stderr_path : "/dev/null";
    *ends = (struct ends){ { -1, -1 }, { -1, -1 }, { -1, -1 }, -1 };
    ends->errors = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (ends->errors < 0 || !raise_fd(&ends->errors)) {
        snprintf(reason, LIMIT_REASON, "%.300s: the file for stderr cannot be written: %s", path, strerror(errno));
    } else if (!open_pipe(ends->request) || !open_pipe(ends->reply) || !open_pipe(ends->report)) {
        snprintf(reason, LIMIT_REASON, "no pipe to the command: %s", strerror(errno));
    } else {
        return true;
    }
    ends_close(ends);
    return false;
}

/* What the new process does until it is the command.  Tells errno if it cannot become it. */
static _Noreturn void become(char *const *words, const struct ends *ends, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127); /* it ended before the line above */
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(ends->request[0], STDIN_FILENO) >= 0 && dup2(ends->reply[1], STDOUT_FILENO) >= 0 &&
        dup2(ends->errors, STDERR_FILENO) >= 0)
        execvp(words[0], words);
    int problem = errno;
    (void)!write(ends->report[1], &problem, sizeof problem);
    _exit(127);
}

static enum adapter_result service_start(struct link *link, char reason[LIMIT_REASON])
{
    struct service_link *service = service_of(link);
    struct ends ends;
    int problem = 0;
    if (!ends_open(&ends, link->options.stderr_path, reason)) return ADAPTER_FAILED;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) become(service->words, &ends, parent);
    if (pid < 0) {
        snprintf(reason, LIMIT_REASON, "no process for the command: %s", strerror(errno));
        ends_close(&ends);
        return ADAPTER_FAILED;
    }
    setpgid(pid, pid); /* whoever of the two comes first */
    close_one(&ends.report[1]);
    ssize_t told = read(ends.report[0], &problem, sizeof problem); /* 0: the command was started */
    if (told > 0) {
        snprintf(reason, LIMIT_REASON, "%.300s: the command cannot be started: %s", service->words[0],
                 strerror(problem));
        waitpid(pid, NULL, 0);
        ends_close(&ends);
        return ADAPTER_FAILED;
    }
    service->pid = pid;
    link->in = ends.reply[0];
    link->out = ends.request[1];
    ends.reply[0] = ends.request[1] = -1;
    ends_close(&ends);
    return ADAPTER_OK;
}

/* --- end --- */

/* How a process ended that is not ours to wait for, but has not been waited for by its parent: field 52 of its stat
 * file.  -1: it runs; false: there is no such process. */
static bool status_in_proc(pid_t pid, int *status)
{
    enum { AFTER_STATE = 49 }; /* fields from the state to the exit status */
    char path[48], text[2048];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t size = read(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = '\0';
    const char *at = strrchr(text, ')'); /* the name may hold anything */
    *status = -1;
    if (!at || at[1] != ' ' || (at[2] != 'Z' && at[2] != 'X')) return true;
    at += 2;
    for (int i = 0; i < AFTER_STATE && at; i++) {
        at = strchr(at, ' ');
        if (at) at++;
    }
    *status = at ? (int)strtol(at, NULL, 10) : 0;
    return true;
}

/* Leaves the process to be waited for, so that its number stays taken until `stop`. */
static bool status_now(pid_t pid, int *status)
{
    siginfo_t info = { 0 };
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return status_in_proc(pid, status);
    *status = info.si_pid == 0 ? -1 : info.si_code == CLD_EXITED ? (info.si_status & 0xFF) << 8 : info.si_status & 0x7F;
    return true;
}

static bool service_ended(struct link *link, unsigned wait_ms, bool *properly, char how[LIMIT_REASON])
{
    pid_t pid = service_of(link)->pid;
    int status = -1;
    long pause_us = 100, waited_us = 0;
    *properly = false;
    if (pid <= 0) return false;
    for (;;) {
        if (!status_now(pid, &status)) {
            snprintf(how, LIMIT_REASON, "a way that nobody saw");
            return true;
        }
        if (status >= 0) break;
        if (waited_us >= (long)wait_ms * 1000) return false;
        nanosleep(&(struct timespec){ .tv_nsec = pause_us * 1000 }, NULL);
        waited_us += pause_us;
        if (pause_us < 5000) pause_us *= 2;
    }
    *properly = status == 0;
    if (WIFSIGNALED(status))
        snprintf(how, LIMIT_REASON, "signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        snprintf(how, LIMIT_REASON, "exit status %d", WEXITSTATUS(status));
    return true;
}

static void service_stop(struct link *link)
{
    struct service_link *service = service_of(link);
    if (service->pid > 0) {
        kill(-service->pid, SIGKILL);
        while (waitpid(service->pid, NULL, 0) < 0 && errno == EINTR) continue;
    }
    service->pid = 0;
    close_one(&link->in);
    close_one(&link->out);
}

static void service_forget(struct link *link) { arena_free(service_of(link)->arena); }

/* --- the adapter --- */

const struct transport service_transport = {
    .start = service_start,
    .ended = service_ended,
    .stop = service_stop,
    .forget = service_forget,
};

struct service_link *service_link_new(struct arena *arena, size_t size, const struct transport *transport,
                                      const struct adapter_options *options)
{
    struct service_link *service = arena_alloc(arena, size);
    service->link = (struct link){ .transport = transport, .in = -1, .out = -1, .options = *options };
    service->arena = arena;
    if (options->stderr_path) service->link.options.stderr_path = arena_strdup(arena, options->stderr_path);
    if (options->profile) service->link.options.profile = arena_strdup(arena, options->profile);
    return service;
}

static enum adapter_result service_open(const char *rest, const struct adapter_options *options,
                                        struct session **session, char reason[LIMIT_REASON])
{
    struct arena *arena = arena_new();
    const char *problem = NULL;
    char **words = command_line_split(arena, rest, &problem);
    *session = NULL;
    if (!words) {
        snprintf(reason, LIMIT_REASON, "service:%.300s: %s; expected a command and its arguments", rest, problem);
        arena_free(arena);
        return ADAPTER_FAILED;
    }
    struct service_link *service = service_link_new(arena, sizeof *service, &service_transport, options);
    service->words = words;
    service->link.binary = command_line_binary(arena, words);
    return rpc_open(&service->link, session, reason);
}

const struct adapter adapter_service = {
    .scheme = "service",
    .usage = "service:COMMAND ARG...  a command that speaks JSON-RPC on its stdin and stdout",
    .several = true,
    .open = service_open,
    .identity = rpc_identity,
    .reset = rpc_reset,
    .perform = rpc_perform,
    .run_script = rpc_run_script,
    .start = rpc_start,
    .finish = rpc_finish,
    .close = rpc_close,
};
