/*
 * A command line as words, without a shell: nothing is expanded, so what a locator says is what is started.
 * Knows nothing of processes.
 *
 * Words are separated by blanks.  '...' keeps everything as it is; "..." too, but \" and \\ stand for " and \;
 * outside of quotes a backslash keeps the next character.  Quoted and other parts of one word are joined.
 */
#ifndef IMCONFORM_COMMAND_LINE_H
#define IMCONFORM_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base.h"

/* Splits into an array that ends with NULL, in the arena.  NULL: *problem says what is wrong. */
char **command_line_split(struct arena *arena, const char *line, const char **problem);

/* The file whose content identifies what a command runs: the script of an interpreter, else the program as it is
 * found in PATH.  NULL if there is none. */
const char *command_line_binary(struct arena *arena, char *const *words);

#endif
