/*
 * Every bound of the harness, once, with its reason.  Knows nothing else.
 */
#ifndef IMCONFORM_LIMITS_H
#define IMCONFORM_LIMITS_H

enum {
    LIMIT_TOKEN = 256,            /* bytes of an object token with its NUL; a longer one is a protocol violation */
    LIMIT_LINE = 1024 * 1024,     /* bytes of a reply line, fixed by the protocol */
    LIMIT_REASON = 512,           /* bytes of a reason as it is shown */
    LIMIT_NAME = 1024 * 1024,     /* UTF-16 units of one name in a case file */
    LIMIT_LIST = 256,             /* windows, participants or events in one observation */
    LIMIT_STEPS = 4096,           /* steps of one case */
    LIMIT_TOGETHER = 8,           /* calls of all callers at once: their orders are tried */
    LIMIT_RULES = 8,              /* rules that one case may name */
    LIMIT_NEEDS = 32,             /* capabilities that one case may need: more than the protocol has */
    LIMIT_EXPECT = 24,            /* codes in one expectation */
    LIMIT_ID = 64,                /* bytes of an id, or of a name that a case gives, with its NUL */
    LIMIT_PURPOSE = 120,          /* characters of a purpose: one line of a report */
    LIMIT_PARTS = 1024,           /* parts of one text of a case file, repetitions of several parts written out */
    LIMIT_VARIANTS = 2,           /* byref_variant around one another: more says nothing new */
    LIMIT_KEYS = 64,              /* keys of one mapping, or columns: more than any step has */
    LIMIT_DEPTH = 32,             /* lists and mappings, or folders, inside one another: more than any case needs */
    LIMIT_ALL_STEPS = 256 * 1024, /* steps of all cases together: about 512 MiB of memory */
    LIMIT_COMPLAINTS = 200,       /* complaints about one case file: nobody reads more */
    LIMIT_CASE_FILE = 16 * 1024 * 1024, /* bytes of one case file */
    LIMIT_RECORD = 8 * 1024 * 1024,     /* bytes of one case record in the journal */
    LIMIT_GRACE_MS = 5000,              /* how long an effect may take to arrive, from design.md part 4 */
    LIMIT_STEP_MS = 10000,              /* how long one step may take before the IUT counts as hung */
    LIMIT_START_MS = 10000,             /* how long it may take to start: loading a big program is no slow answer */
    LIMIT_STAYS_MS = 1000,              /* how long a case may watch that something stays as it is */
    LIMIT_CASE_MS = 60000,              /* how long one case may take */
    LIMIT_JOBS = 64,                    /* cases that run at the same time */
    LIMIT_ALIKE = 8,                    /* codes that the way of a call shows as one: more than script engines do */
    LIMIT_ANSWERS = 4096,               /* arguments of a run that are compared: ten times as many as the suite has */
    LIMIT_HANGS = 3,                    /* time-outs in a row after which the rest is not run */
};

#endif
