/*
 * What the tests of the case loader share: complaints as text, and loading of a few lines of YAML.
 */
#ifndef IMCONFORM_CASE_KIT_H
#define IMCONFORM_CASE_KIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_load.h"

/* Everything that was complained about: "FILE:LINE:COLUMN: message\n" each. */
struct said {
    char text[262144];
    size_t length, count;
};

static inline void say(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    struct said *said = context;
    size_t room = sizeof said->text - said->length;
    int written = snprintf(said->text + said->length, room, "%s:%u:%u: %s\n", file, line, column, message);
    ck_assert_msg(written > 0 && (size_t)written < room, "there are more complaints than the test has room for");
    said->length += (size_t)written;
    said->count++;
}

/* The suite of a text that must be sound; the caller frees it. */
static inline struct suite *load_sound(const char *yaml)
{
    struct said said = { .length = 0 };
    struct suite *suite = suite_load_memory("text", yaml, strlen(yaml), say, &said);
    ck_assert_msg(suite != NULL, "refused:\n%s\n%s", yaml, said.text);
    ck_assert_uint_eq(said.count, 0);
    return suite;
}

/* One case with these steps, written as in a file. */
static inline struct suite *load_steps(const char *steps)
{
    char yaml[16384];
    int length = snprintf(yaml, sizeof yaml, "case: T-1\npurpose: a test\nrules: [OPENS]\nsteps:\n%s", steps);
    ck_assert(length > 0 && (size_t)length < sizeof yaml);
    return load_sound(yaml);
}

/* The text must be refused, and all that is said about it must be this. */
static inline void ck_assert_refused(const char *yaml, const char *all)
{
    struct said said = { .length = 0 };
    struct suite *suite = suite_load_memory("text", yaml, strlen(yaml), say, &said);
    ck_assert_ptr_null(suite);
    ck_assert_str_eq(said.text, all);
}

static inline int run_suite(Suite *tests)
{
    SRunner *runner = srunner_create(tests);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
