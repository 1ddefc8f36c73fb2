/*
 * Suites of the abstraction as text: a line for each test, each word of it an INPUT/OUTPUT, and before them a comment that
 * tells how many contacts and references the abstraction had.
 */
#ifndef IMCONFORM_SUITE_FILE_H
#define IMCONFORM_SUITE_FILE_H

#include "abstraction.h"

/* The comment, with its end of line: "# abstraction: 2 contacts, 3 references\n". */
#define SUITE_FILE_MARK "# abstraction: %u contacts, %u references\n"

struct suite_file {
    unsigned contacts, references;
    char **tests; /* one line each, in the arena */
    unsigned *lines;
    size_t count;
    char digest[HEX_DIGEST]; /* of all of it */
};

/* Reads a file; what it gives lives in the arena.  False with a reason that names the place. */
bool suite_file_read(const char *path, struct arena *arena, struct suite_file *file, char reason[LIMIT_REASON]);

struct suite_step {
    uint32_t input; /* of the abstraction; its number of inputs: it has no such one */
    const char *output;
};
enum { SUITE_STEPS = 4096 };
/* The steps of a test, whose line it takes apart; 0: it is none, or has more than SUITE_STEPS. */
size_t suite_file_steps(const struct abstraction *abstraction, char *test, struct suite_step steps[SUITE_STEPS]);

#endif
