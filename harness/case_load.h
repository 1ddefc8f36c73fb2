/*
 * Loading cases from memory, for tests and fuzzing, and what case_load.c and case_document.c share.
 * Internal to the case loader; everything else includes case.h.
 */
#ifndef IMCONFORM_CASE_LOAD_H
#define IMCONFORM_CASE_LOAD_H

#include "case_read.h"

/* A case that was read, with where its id stands. */
struct loaded_case {
    struct test_case value;
    struct loaded_case *next;        /* in the order of reading */
    struct loaded_case *same_bucket; /* by the hash of its id */
};

enum { ID_BUCKETS = 4096 };

struct loader {
    struct arena *arena;
    struct loaded_case *first, **last;
    size_t count;
    size_t steps; /* of all cases */
    struct digest *digest;
    struct loaded_case *buckets[ID_BUCKETS];
};

/* Reads one document of a file, adding its cases to the loader. */
void read_document(struct loader *loader, struct complaints *complaints, const struct node *root);

/* Like suite_load for one file that is in memory.  The bytes are not kept. */
struct suite *suite_load_memory(const char *file, const char *bytes, size_t size, case_complaint complain,
                                void *context);

#endif
