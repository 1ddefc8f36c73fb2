/*
 * What a call of a service costs: `pingpong kit N` performs N events through the adapter "service:", with all their JSON
 * made, sent, received, read and checked; `pingpong bare N` sends N lines to the same process and reads as many, with
 * read and write alone.  `pingpong peer` is that process.  Both print microseconds for each.
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

static double by_hand(const char *program, size_t count)
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
        execl(program, program, "peer", (char *)NULL);
        _exit(127);
    }
    close(there[0]);
    close(back[1]);
    double start = now();
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        good = write(there[1], request, sizeof request - 1) > 0 && read_line(back[0], reply, sizeof reply) > 0;
    }
    double took = now() - start;
    close(there[1]);
    waitpid(pid, NULL, 0);
    return good ? took : -1;
}

static double by_kit(const char *program, size_t count)
{
    static const uint16_t name[] = { 'a', '@', 'b' };
    const struct event event = { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_BSTR, .text = { name, 3 } } };
    const struct adapter_options options = { .step_ms = 1000, .start_ms = 5000 };
    struct session *session = NULL;
    const struct people *people = NULL;
    char locator[1024], reason[LIMIT_REASON] = "";
    const char *rest = NULL;
    snprintf(locator, sizeof locator, "service:'%s' peer", program);
    const struct adapter *adapter = registry_find(locator, &rest);
    if (adapter->open(rest, &options, &session, reason) != ADAPTER_OK ||
        adapter->reset(session, cast_wanted(), &people, reason) != ADAPTER_OK) {
        fprintf(stderr, "%s\n", reason);
        return -1;
    }
    double start = now();
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        struct observation obs = { 0 };
        adapter->perform(session, &event, &obs);
        good = obs.status == OBS_DONE && obs.out == IM_OUT_NULL;
        if (!good) fprintf(stderr, "%s\n", obs.reason);
        observation_clear(&obs);
    }
    double took = now() - start;
    return adapter->close(session, reason) && good ? took : -1;
}

int main(int count, char **words)
{
    if (count == 2 && strcmp(words[1], "peer") == 0) return be_peer();
    size_t number = count == 3 ? strtoul(words[2], NULL, 10) : 0;
    if (number == 0) return 2;
    double took = strcmp(words[1], "kit") == 0 ? by_kit(words[0], number) : by_hand(words[0], number);
    if (took < 0) return 1;
    printf("bench: each %.3f\n", took / (double)number * 1e6);
    return 0;
}
