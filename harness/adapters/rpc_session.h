/*
 * The session that all adapters of the wire protocol share: handshake, reset, events, shutdown.  A transport adds how
 * the IUT is reached.  Knows the wire contract; nothing of cases or judging.
 *
 * A session may be used from a forked child of the process that opened it, one process at a time.  What must outlive
 * the child (the next request id, whether the session broke, how often the IUT was started) is in shared memory.  An
 * IUT that a child started again ends with that child; the parent starts it anew at its next reset.
 */
#ifndef IMCONFORM_RPC_SESSION_H
#define IMCONFORM_RPC_SESSION_H

#include "adapter.h"

struct transport;

/* One IUT as a transport reaches it.  Each transport puts its own fields behind it. */
struct link {
    const struct transport *transport;
    int in, out;                    /* -1 when not started; `out` may be `in` */
    struct adapter_options options; /* stderr_path is owned by the link */
    const char *binary;             /* owned by the link, or NULL */
    bool declines_calls;            /* -32001 answers calls, too: the way to the IUT has no such call */
    bool one_caller;                /* whoever is behind it makes one call at a time */
    bool names_callers;             /* calls made at once say in their params whose they are */
};

struct transport {
    /* Starts or reaches the IUT and sets `in` and `out`. */
    enum adapter_result (*start)(struct link *link, char reason[LIMIT_REASON]);
    /* Waits at most so long for the IUT to be gone and says how it ended, "signal 11 (Segmentation fault)".
     * *properly: by itself and without a failure.  False: it is still there, or nobody can know. */
    bool (*ended)(struct link *link, unsigned wait_ms, bool *properly, char how[LIMIT_REASON]);
    /* Ends it by force if it is still there, and closes `in` and `out`. */
    void (*stop)(struct link *link);
    void (*forget)(struct link *link); /* frees a stopped link */
};

/* Takes over the link, also when it fails. */
enum adapter_result rpc_open(struct link *link, struct session **session, char reason[LIMIT_REASON]);

struct link *rpc_link(struct session *session);
/* The other members of an adapter. */
const struct iut_identity *rpc_identity(struct session *session);
enum adapter_result rpc_reset(struct session *session, const struct people *wanted, const struct people **answered,
                              char reason[LIMIT_REASON]);
void rpc_perform(struct session *session, const struct event *event, struct observation *obs);
enum obs_status rpc_run_script(struct session *session, const struct script *script, struct arena *arena,
                               const char **said, char reason[LIMIT_REASON]);
void rpc_start(struct session *session, const struct event *event, unsigned caller, unsigned tag,
               struct observation *obs);
unsigned rpc_finish(struct session *session);
bool rpc_close(struct session *session, char reason[LIMIT_REASON]);

#endif
