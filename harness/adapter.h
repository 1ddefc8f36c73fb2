/*
 * The one interface between the core and whatever drives an implementation under test (IUT).  The core never
 * names an adapter; only the registry does.
 */
#ifndef IMCONFORM_ADAPTER_H
#define IMCONFORM_ADAPTER_H

#include "event.h"

struct arena;

enum adapter_result {
    ADAPTER_OK,
    ADAPTER_FAILED, /* the IUT could not be started or opened; the reason says why: exit status 2 */
    ADAPTER_BROKE,  /* the IUT was there and broke down or broke the protocol; the reason says how: a verdict */
};

/* Limits for one session, in milliseconds, and options of the command line that adapters may need. */
struct adapter_options {
    unsigned step_ms;
    unsigned start_ms;       /* for its first answer; 0: LIMIT_START_MS, or step_ms where that is more */
    bool allow_remote;       /* tcp: to a host that is not a loopback address */
    const char *stderr_path; /* file that collects what the IUT writes to stderr, or NULL */
    const char *profile;     /* which documentation applies; NULL: "windows-messenger" */
};

/* The capability of running programs, and the method that does it. */
#define METHOD_PROGRAM "program.run"

/* What the IUT said of itself.  Strings are owned by the session. */
struct iut_identity {
    const char *name, *version, *platform, *vendor; /* the last two may be NULL */
    const char *binary;                             /* path of the file whose digest identifies the IUT, or NULL */
    bool capable[IM_EVENT_COUNT];                   /* by event; events of one method are equal */
    bool bindings[IM_BINDING_COUNT];                /* IM_BINDING_NONE is always true */
    bool programs;                                  /* run_script works */
    bool together;                                  /* calls of several callers can be made at once */
    const char *const *capabilities;                /* as declared, for the journal */
    size_t capability_count;
};

struct session; /* one adapter's own; opaque to the core */

/* A program for a script engine, and its arguments behind the name of the server. */
struct script {
    const char *kind; /* "vbs", "js" */
    const char *text; /* plain ASCII */
    const struct text *arguments;
    size_t count;
};

struct adapter {
    const char *scheme;    /* "library" */
    const char *usage;     /* one line for --help: "library:PATH   a shared library ..." */
    bool contact_identity; /* tokens of contacts tell objects apart as COM identity does, not those of windows only */
    bool several;          /* more than one session may be open at the same time */
    bool in_process;       /* events run inside the calling process: the runner must isolate it */

    /* Starts or connects to what `rest` (the locator after its colon) names.  On ADAPTER_OK the caller owns
     * *session and gives it back to close; otherwise *session is NULL and `reason` says what is wrong and what
     * would be right. */
    enum adapter_result (*open)(const char *rest, const struct adapter_options *options, struct session **session,
                                char reason[LIMIT_REASON]);
    const struct iut_identity *(*identity)(struct session *session);
    /* Back to the beginning.  *answered is `wanted` or what the IUT says it has; it belongs to the session and
     * lives until the next reset. */
    enum adapter_result (*reset)(struct session *session, const struct people *wanted, const struct people **answered,
                                 char reason[LIMIT_REASON]);
    /* Performs one event and fills `obs`, which the caller clears.  Never fails otherwise than through
     * obs->status.  After OBS_CRASH, OBS_TIMEOUT or OBS_VIOLATION the session is good for close only. */
    void (*perform)(struct session *session, const struct event *event, struct observation *obs);
    /* Runs a program that uses an IUT of its own, and waits for its end.  *said, in the arena, is what it wrote, with a
     * line feed at the end of each line.  OBS_DONE if it ended by itself, else OBS_CRASH, OBS_TIMEOUT or OBS_VIOLATION
     * with a reason.  NULL where `programs` of the identity is never true. */
    enum obs_status (*run_script)(struct session *session, const struct script *script, struct arena *arena,
                                  const char **said, char reason[LIMIT_REASON]);
    /* Calls of several callers at once, at most LIMIT_TOGETHER; NULL where there is no such way.  `start` makes one of
     * a caller (from 1), who has no other one, and does not wait for its answer; tags are below LIMIT_TOGETHER, and the
     * event and the observation stay where they are until `finish` has told the tag.
     * `finish` waits for the next answer, of whichever call, fills its observation as perform does and returns its tag.
     * When the session is over, what is left gets the same status as the call that ended it, which is told first. */
    void (*start)(struct session *session, const struct event *event, unsigned caller, unsigned tag,
                  struct observation *obs);
    unsigned (*finish)(struct session *session);
    /* Ends the IUT as the protocol says; NULL is allowed.  True if it ended properly. */
    bool (*close)(struct session *session, char reason[LIMIT_REASON]);
};

/* The adapter of a locator like "library:./desk.so", and in *rest what follows the colon; NULL for an unknown one. */
const struct adapter *registry_find(const char *locator, const char **rest);
/* Says that it is unknown, and what would be right. */
void registry_refuse(const char *locator, char reason[LIMIT_REASON]);
/* How many sessions can be used at the same time: as many as are wanted, if it lets; 0: one for each processor where that
 * costs nothing but processes of this program, else one. */
unsigned adapter_jobs(const struct adapter *adapter, unsigned wanted);
/* All adapters, for usage texts; ends with NULL. */
extern const struct adapter *const registry[];

#endif
