/*
 * imconform verify: is a journal what the run wrote?
 */
#include <stdio.h>

#include "common.h"
#include "journal.h"
#include "kit.h"

struct teller {
    const char *path;
    size_t records;
};

static void complain(void *context, unsigned line, const char *message)
{
    const struct teller *teller = context;
    if (line == 0) {
        fprintf(stderr, "%s\n", message);
    } else {
        fprintf(stderr, "%s:%u: %s\n", teller->path, line, message);
    }
}

static void count(void *context, const json_t *record)
{
    (void)record;
    ((struct teller *)context)->records++;
}

static enum status run(int argc, const char *const *arguments)
{
    if (argc != 1) return misuse(&command_verify, "expected one JOURNAL");
    struct teller teller = { .path = arguments[0] };
    switch (journal_verify(arguments[0], complain, count, &teller)) {
    case JOURNAL_WHOLE:
        printf("%s: whole: %zu lines, chain and digest are right\n", arguments[0], teller.records);
        return STATUS_GOOD;
    case JOURNAL_INTERRUPTED:
        printf("%s: interrupted: %zu whole lines, no footer; %s run --resume goes on with it\n", arguments[0],
               teller.records, KIT_NAME);
        return STATUS_FAILED;
    case JOURNAL_BROKEN: printf("%s: broken: it is not what the run wrote\n", arguments[0]); return STATUS_FAILED;
    default: return STATUS_CANNOT;
    }
}

const struct command command_verify = {
    .name = "verify",
    .arguments = "JOURNAL",
    .summary = "checks that nobody changed a journal",
    .help = "Status 0: whole; 1: interrupted, changed, reordered or cut; 2: it cannot be read.\n",
    .options = NULL,
    .run = run,
};
