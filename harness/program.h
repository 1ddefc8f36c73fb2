/*
 * Programs: scripts that perform the steps of a case themselves and say what came back, on a line for each step.
 * Knows their text and their lines; nothing of adapters, of judging, or of who runs them.
 */
#ifndef IMCONFORM_PROGRAM_H
#define IMCONFORM_PROGRAM_H

#include "case.h"

/* Everything is in the arena of the suite. */
struct program {
    const char *file; /* "programs/NAME" beside the case file */
    const char *kind; /* "vbs", "js" */
    const char *text; /* with "programs/say.KIND" behind it */
    size_t size;
    const unsigned *lines; /* by step: where the program says it */
};

/* What is wrong with a program, and the step that it is wrong for, or NULL for the whole case. */
struct program_problem {
    const char *message;
    const struct step *step;
};

/* How the line of a step begins, "get HWND", in the arena; NULL: programs do no such steps. */
const char *program_words(struct arena *arena, const struct step *step);

/* The program NAME beside a case file, for these steps; NULL with a problem.  The roles whose names it asks for are
 * added to `roles`. */
const struct program *program_load(struct arena *arena, const char *case_file, const char *name,
                                   const struct step *steps, size_t count, bool roles[ROLE_COUNT],
                                   struct program_problem *problem);

/* The observation that a line tells of a step.  False: it is no such line; *wanted, in the arena, is what would be. */
bool program_read_line(struct arena *arena, const struct program *program, const struct step *step, const char *line,
                       struct observation *obs, const char **wanted);

#endif
