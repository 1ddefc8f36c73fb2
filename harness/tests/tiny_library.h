/*
 * What the tests of the library adapter share: the tiny library of fixtures/, opened, and short ways to do an event.
 * Knows the adapter interface.
 */
#ifndef IMCONFORM_TINY_LIBRARY_H
#define IMCONFORM_TINY_LIBRARY_H

#include "adapter.h"
#include "base.h"

#define TEXT(...)                                                                        \
    {                                                                                    \
        (const uint16_t[]){ __VA_ARGS__ }, sizeof((const uint16_t[]){ __VA_ARGS__ }) / 2 \
    }

/* Of the running test. */
extern const struct adapter *library;
extern struct session *session;
extern struct observation obs; /* of the last event */
extern char reason[LIMIT_REASON];
extern struct arena *arena;
extern const struct people people; /* what reset asks for */
extern const struct people *answered;

void tiny_setup(void);
void tiny_setup_open(void); /* and opens tiny.so */
void tiny_teardown(void);

enum adapter_result open_fixture(const char *name);
void perform(const struct event *event);
void message(const char *name);          /* InstantMessage with a BSTR */
void dialog(const char *mode);           /* tells tiny.so what to do with what follows */
void assert_violation(const char *part); /* the status, and that the reason has that part */
void assert_tampered(const char *part);
void assert_garbage(const char *part);

#endif
