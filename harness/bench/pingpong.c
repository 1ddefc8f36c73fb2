/*
 * What a call of a service costs: `pingpong kit N` performs N events through the adapter "service:", with all their JSON
 * made, sent, received, read and checked; `pingpong bare N` sends N lines to the same process and reads as many, with
 * read and write alone.  `pingpong peer` is that process.  Both print microseconds for each.
 *
 * `pingpong kit N LOCATOR` performs them on that IUT: calls for a window that is open and kept, while it may not take the
 * focus.  `pingpong bare N COMMAND ARG...` sends the lines to that command.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adapter.h"
#include "cast.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- the process at the other end --- */

static const struct {
    const char *word; /* of the request */
    const char *result;
} answers[] = {
    { "messenger.instantMessage", "{\"hresult\":2147942487,\"out\":\"null\"}" },
    { "\"initialize\"", "{\"protocol\":1,\"implementation\":{\"name\":\"peer\",\"version\":\"1\"},\"capabilities\":[],"
                        "\"bindings\":[\"vtable\"]}" },
    { "", "{}" },
};

/* Reads a line into `line` and ends it with a NUL; its length with the line end, 0 at the end of the input. */
static size_t read_line(int fd, char *line, size_t room)
{
    size_t size = 0;
    while (size == 0 || line[size - 1] != '\n') {
        ssize_t more = read(fd, line + size, room - 1 - size);
        if (more <= 0) return 0;
        size += (size_t)more;
    }
    line[size] = '\0';
    return size;
}

static int be_peer(void)
{
    char line[65536], reply[1024];
    while (read_line(STDIN_FILENO, line, sizeof line) > 0) {
        const char *id = strstr(line, "\"id\":");
        size_t at = 0;
        while (strstr(line, answers[at].word) == NULL) at++;
        int size = snprintf(reply, sizeof reply, "{\"jsonrpc\":\"2.0\",\"id\":%ld,\"result\":%s}\n",
                            id != NULL ? strtol(id + strlen("\"id\":"), NULL, 10) : 0, answers[at].result);
        if (write(STDOUT_FILENO, reply, (size_t)size) != size) return 1;
        if (strstr(line, "\"shutdown\"") != NULL) return 0;
    }
    return 0;
}

/* --- the two ways to call it --- */

static double by_hand(char *const *words, size_t count)
{
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"messenger.instantMessage\",\"params\":{}}\n";
    char reply[1024];
    int there[2], back[2];
    if (pipe(there) != 0 || pipe(back) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(there[0], STDIN_FILENO);
        dup2(back[1], STDOUT_FILENO);
        close(there[1]);
        execvp(words[0], words);
        _exit(127);
    }
    close(there[0]);
    close(back[1]);
    bool good = true;
    double start = 0;
    for (size_t i = 0; good && i <= count; i++) {
        if (i == 1) start = now(); /* it has started */
        good = write(there[1], request, sizeof request - 1) > 0 && read_line(back[0], reply, sizeof reply) > 0;
    }
    double took = now() - start;
    close(there[1]);
    waitpid(pid, NULL, 0);
    return good ? took : -1;
}

/* Performs it so often; false if it did not go as it should. */
static bool perform(const struct adapter *adapter, struct session *session, const struct event *event, size_t count,
                    enum im_out out)
{
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        struct observation obs = { 0 };
        adapter->perform(session, event, &obs);
        good = obs.status == OBS_DONE && obs.out == out;
        if (!good) fprintf(stderr, "%s: %s\n", im_event_method(event->kind), obs.reason);
        observation_clear(&obs);
    }
    return good;
}

static double by_kit(const char *locator, size_t count, enum im_out out)
{
    static const uint16_t name[] = { 'a', '@', 'b' };
    static const struct event sign_in = { .kind = IM_EV_SIGN_IN }, no_focus = { .kind = IM_EV_SET_FOCUS };
    const struct event call = { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_BSTR, .text = { name, 3 } } };
    const struct adapter_options options = { .step_ms = 1000, .start_ms = 5000 };
    struct session *session = NULL;
    const struct people *people = NULL;
    char reason[LIMIT_REASON] = "";
    const char *rest = NULL;
    const struct adapter *adapter = registry_find(locator, &rest);
    if (!adapter || adapter->open(rest, &options, &session, reason) != ADAPTER_OK ||
        adapter->reset(session, cast_wanted(), &people, reason) != ADAPTER_OK) {
        fprintf(stderr, "%s\n", reason);
        return -1;
    }
    bool good = out != IM_OUT_WINDOW || (perform(adapter, session, &sign_in, 1, IM_OUT_NONE) &&
                                         perform(adapter, session, &no_focus, 1, IM_OUT_NONE));
    good = good && perform(adapter, session, &call, 1, out);
    double start = now();
    good = good && perform(adapter, session, &call, count, out);
    double took = now() - start;
    return adapter->close(session, reason) && good ? took : -1;
}

int main(int count, char **words)
{
    if (count == 2 && strcmp(words[1], "peer") == 0) return be_peer();
    size_t number = count >= 3 ? strtoul(words[2], NULL, 10) : 0;
    if (number == 0) return 2;
    char service[1024], peer[] = "peer", *self[] = { words[0], peer, NULL };
    bool is_kit = strcmp(words[1], "kit") == 0;
    snprintf(service, sizeof service, "service:'%s' peer", words[0]);
    double took = is_kit && count > 3 ? by_kit(words[3], number, IM_OUT_WINDOW)
                  : is_kit            ? by_kit(service, number, IM_OUT_NULL)
                                      : by_hand(count > 3 ? words + 3 : self, number);
    if (took < 0) return 1;
    printf("bench: each %.3f\n", took / (double)number * 1e6);
    return 0;
}
