/*
 * Lines from stdin.  One thread at a time has to do with them: who asks for a line, or, until that line is there, a
 * thread that reads it in the background.
 */
#ifndef IMCONFORM_BRIDGE_INPUT_H
#define IMCONFORM_BRIDGE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

/* The next line without its end; NULL: there is no more.  It lives until the next call. */
const char *input_line(size_t *size);

/* Has the next line read in the background, where `tell` is called when it is there. */
void input_ask(void (*tell)(void *context), void *context);
/* From input_ask until input_came says true. */
bool input_is_asked(void);
/* False: it is not there yet.  Else *line is as input_line gives it. */
bool input_came(const char **line, size_t *size);

void input_end(void);

#endif
