/*
 * The part of `explore` that looks at models: prepares the machine, explores it, tells what was found.
 */
#ifndef IMCONFORM_EXPLORE_STATES_H
#define IMCONFORM_EXPLORE_STATES_H

#include "command.h"

struct states_options {
    const char *config, *answers, *profile;
    const char *dot, *json;        /* files, or NULL */
    unsigned contacts, references; /* 0: what the configuration has by itself */
    unsigned jobs, memory_mb;
};

/* Status 1 if an invariant does not hold. */
enum status explore_states(const struct command *command, const struct states_options *options);

#endif
