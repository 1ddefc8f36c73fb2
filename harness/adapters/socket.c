/*
 * Reaches an IUT that is already there through a stream socket: the transport and the adapters "unix:" and "tcp:".
 * Knows addresses; what is said over the connection is rpc_session.c's.
 *
 * The IUT's process is nobody's child here: how it ended cannot be told, only that it closed the connection.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base.h"
#include "rpc_session.h"

struct socket_link {
    struct link link; /* first: a link is a socket_link */
    struct arena *arena;
    const char *where; /* the locator without its scheme */
    const char *host;  /* NULL: `where` is the path of a Unix socket */
    const char *port;
    bool was_reached; /* then a refused connection may be one that is coming back */
};

static struct socket_link *socket_of(struct link *link) { return (struct socket_link *)link; }

/* --- connecting --- */

/* Connects in time.  -1 with errno. */
static int connect_to(int family, const struct sockaddr *address, socklen_t size, unsigned limit_ms)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), problem = 0;
    socklen_t problem_size = sizeof problem;
    if (fd < 0) return -1;
    if (connect(fd, address, size) != 0) {
        problem = errno;
        if (problem == EINPROGRESS) {
            struct pollfd one = { .fd = fd, .events = POLLOUT };
            problem = poll(&one, 1, (int)limit_ms) == 1 ? 0 : ETIMEDOUT;
            if (problem == 0) getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &problem_size);
        }
    }
    if (problem == 0) return fd;
    close(fd);
    errno = problem;
    return -1;
}

static int connect_unix(const struct socket_link *to, char reason[LIMIT_REASON])
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t length = strlen(to->where);
    if (length == 0 || length >= sizeof address.sun_path) {
        snprintf(reason, LIMIT_REASON, "unix:%.200s: the path has %zu bytes; expected 1 to %zu", to->where, length,
                 sizeof address.sun_path - 1);
        return -1;
    }
    memcpy(address.sun_path, to->where, length + 1);
    int fd = connect_to(AF_UNIX, (const struct sockaddr *)&address, sizeof address, to->link.options.step_ms);
    if (fd < 0) snprintf(reason, LIMIT_REASON, "unix:%.300s: no connection: %s", to->where, strerror(errno));
    return fd;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
        return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    }
    const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
}

/* Tries every address of the host.  What is not on this machine is refused before anything is sent there. */
static int connect_tcp(const struct socket_link *to, char reason[LIMIT_REASON])
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV }, *list = NULL;
    int problem = getaddrinfo(to->host, to->port, &hints, &list), fd = -1, on = 1;
    if (problem != 0) {
        snprintf(reason, LIMIT_REASON, "tcp:%.300s: %s", to->where, gai_strerror(problem));
        return -1;
    }
    for (const struct addrinfo *at = list; at && fd < 0; at = at->ai_next) {
        if (!to->link.options.allow_remote && !is_loopback(at->ai_addr)) {
            snprintf(reason, LIMIT_REASON,
                     "tcp:%.200s: the host is not this machine; expected a loopback address, or "
                     "the option that allows a remote one",
                     to->where);
            break;
        }
        fd = connect_to(at->ai_family, at->ai_addr, at->ai_addrlen, to->link.options.step_ms);
        if (fd < 0) snprintf(reason, LIMIT_REASON, "tcp:%.300s: no connection: %s", to->where, strerror(errno));
    }
    freeaddrinfo(list);
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/* --- the transport --- */

/* An IUT that was reached before may need a moment until it listens again. */
static enum adapter_result socket_start(struct link *link, char reason[LIMIT_REASON])
{
    enum { PAUSE_MS = 20 };
    struct socket_link *to = socket_of(link);
    unsigned waited_ms = 0;
    for (;;) {
        link->in = link->out = to->host ? connect_tcp(to, reason) : connect_unix(to, reason);
        if (link->in >= 0 || !to->was_reached || waited_ms >= link->options.step_ms) break;
        nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000L }, NULL);
        waited_ms += PAUSE_MS;
    }
    if (link->in < 0) return ADAPTER_FAILED;
    to->was_reached = true;
    return ADAPTER_OK;
}

/* Only the end of the connection can be seen, and that is a proper end. */
static bool socket_ended(struct link *link, unsigned wait_ms, bool *properly, char how[LIMIT_REASON])
{
    char byte = 0;
    struct pollfd one = { .fd = link->in, .events = POLLIN };
    *properly = true;
    snprintf(how, LIMIT_REASON, "closing the connection");
    if (poll(&one, 1, (int)wait_ms) <= 0) return false;
    ssize_t got = recv(link->in, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

static void socket_stop(struct link *link)
{
    if (link->in >= 0) close(link->in);
    link->in = link->out = -1;
}

static void socket_forget(struct link *link) { arena_free(socket_of(link)->arena); }

static const struct transport socket_transport = {
    .start = socket_start,
    .ended = socket_ended,
    .stop = socket_stop,
    .forget = socket_forget,
};

/* --- the adapters --- */

static struct socket_link *link_new(const char *rest, const struct adapter_options *options)
{
    struct arena *arena = arena_new();
    struct socket_link *to = arena_alloc(arena, sizeof *to);
    *to = (struct socket_link){ .link = { .transport = &socket_transport, .in = -1, .out = -1, .options = *options },
                                .arena = arena,
                                .where = arena_strdup(arena, rest) };
    if (options->profile) to->link.options.profile = arena_strdup(arena, options->profile);
    to->link.options.stderr_path = NULL;
    return to;
}

static enum adapter_result unix_open(const char *rest, const struct adapter_options *options, struct session **session,
                                     char reason[LIMIT_REASON])
{
    return rpc_open(&link_new(rest, options)->link, session, reason);
}

/* "HOST:PORT" with a host in brackets if it has colons. */
static bool split_host(struct socket_link *to, char reason[LIMIT_REASON])
{
    char *host = arena_strdup(to->arena, to->where);
    char *colon = strrchr(host, ':'), *end = NULL;
    unsigned long port = colon && colon[1] >= '0' && colon[1] <= '9' ? strtoul(colon + 1, &end, 10) : 0;
    bool good = colon && end && *end == '\0' && port >= 1 && port <= 65535 && colon > host;
    if (good && host[0] == '[') {
        good = colon[-1] == ']' && colon - host > 2;
        colon[-1] = '\0';
        host++;
    } else if (good) {
        *colon = '\0';
        good = !strchr(host, ':');
    }
    if (!good) {
        snprintf(reason, LIMIT_REASON,
                 "tcp:%.300s: expected HOST:PORT with a port from 1 to 65535, an IPv6 address in "
                 "brackets: tcp:[::1]:4711",
                 to->where);
        return false;
    }
    to->host = host;
    to->port = arena_printf(to->arena, "%lu", port);
    return true;
}

static enum adapter_result tcp_open(const char *rest, const struct adapter_options *options, struct session **session,
                                    char reason[LIMIT_REASON])
{
    struct socket_link *to = link_new(rest, options);
    *session = NULL;
    if (split_host(to, reason)) return rpc_open(&to->link, session, reason);
    socket_forget(&to->link);
    return ADAPTER_FAILED;
}

const struct adapter adapter_unix = {
    .scheme = "unix",
    .usage = "unix:PATH  a server that speaks JSON-RPC on a Unix stream socket",
    .open = unix_open,
    .identity = rpc_identity,
    .reset = rpc_reset,
    .perform = rpc_perform,
    .run_script = rpc_run_script,
    .start = rpc_start,
    .finish = rpc_finish,
    .close = rpc_close,
};

const struct adapter adapter_tcp = {
    .scheme = "tcp",
    .usage = "tcp:HOST:PORT  a server that speaks JSON-RPC over TCP, on this machine unless told otherwise",
    .open = tcp_open,
    .identity = rpc_identity,
    .reset = rpc_reset,
    .perform = rpc_perform,
    .run_script = rpc_run_script,
    .start = rpc_start,
    .finish = rpc_finish,
    .close = rpc_close,
};
