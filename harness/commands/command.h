/*
 * What a command is: one const entry in a file of its own, listed once in main.c.
 */
#ifndef IMCONFORM_COMMAND_H
#define IMCONFORM_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum status {
    STATUS_GOOD = 0,   /* nothing failed and at least one case passed; or the command did what it was asked */
    STATUS_FAILED = 1, /* a case failed, or a known failure healed, or a journal is not what it should be */
    STATUS_CANNOT = 2, /* the kit could not judge */
};

/* One option; exactly one of the targets is set. */
struct option_row {
    const char *name;  /* without its dashes */
    const char *value; /* what follows, for the usage; NULL for a flag */
    const char *help;
    bool *flag;
    const char **text;
    unsigned *number;
};

struct command {
    const char *name;
    const char *arguments;            /* "LOCATOR [CASES...]" */
    const char *summary;              /* one line */
    const char *help;                 /* more lines, or "" */
    const struct option_row *options; /* ends with a NULL name; may be NULL */
    /* `count` arguments without the options. */
    enum status (*run)(int count, const char *const *arguments);
};

extern const struct command command_run, command_replay, command_list, command_rules, command_clauses, command_machine,
    command_explain, command_lint, command_adequacy, command_suite, command_learn, command_explore, command_verify,
    command_doctor, command_merge, command_walk, command_shrink, command_found;

/* Prints "imconform NAME: message" and the usage of the command to stderr; returns STATUS_CANNOT. */
enum status misuse(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
