/*
 * Fuzzes the case loader: whatever the bytes are, it loads a suite or complains, and never both.
 */
#include <stdlib.h>
#include <string.h>

#include "case_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void count_complaint(void *context, const char *file, unsigned line, unsigned column, const char *message)
{
    if (strcmp(file, "input") != 0 || line == 0 || column == 0 || message[0] == '\0' || strchr(message, '\n') != NULL)
        abort();
    ++*(size_t *)context;
}

static void check(const struct test_case *test)
{
    if (test->id == NULL || test->purpose == NULL || test->rule_count == 0 || test->step_count == 0) abort();
    for (size_t i = 0; i < test->step_count; i++)
        if (test->steps[i].written == NULL || test->steps[i].line == 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    size_t complaints = 0;
    struct suite *suite = suite_load_memory("input", (const char *)bytes, size, count_complaint, &complaints);
    if ((suite == NULL) != (complaints > 0)) abort();
    for (size_t i = 0; suite != NULL && i < suite->count; i++) check(&suite->cases[i]);
    suite_free(suite);
    return 0;
}
