/*
 * Sequences that were tried: see tried.h.
 */
#include "tried.h"

#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "scribe.h"

/* The beginning of the digest; two sequences in 2^64 share one. */
static uint64_t key_of(const struct test_case *test)
{
    char hex[HEX_DIGEST];
    struct arena *arena = arena_new();
    const char *words = scribe_words(arena, test);
    digest_of(words, strlen(words), hex);
    arena_free(arena);
    hex[16] = '\0';
    const uint64_t key = strtoull(hex, NULL, 16);
    return key != 0 ? key : 1;
}

/* False if it was there. */
static bool put(struct tried *tried, uint64_t key)
{
    size_t at = (size_t)key & (tried->room - 1);
    while (tried->keys[at] != 0 && tried->keys[at] != key) at = (at + 1) & (tried->room - 1);
    if (tried->keys[at] == key) return false;
    tried->keys[at] = key;
    tried->count++;
    return true;
}

static void grow(struct tried *tried)
{
    enum { FIRST = 256 }; /* a power of two, as all that follow */
    struct tried more = { .room = tried->room == 0 ? FIRST : tried->room * 2 };
    more.keys = must_realloc(NULL, more.room * sizeof *more.keys);
    memset(more.keys, 0, more.room * sizeof *more.keys);
    for (size_t i = 0; i < tried->room; i++) {
        if (tried->keys[i] != 0) put(&more, tried->keys[i]);
    }
    free(tried->keys);
    *tried = more;
}

bool tried_note(struct tried *tried, const struct test_case *test)
{
    if (2 * tried->count >= tried->room) grow(tried);
    return put(tried, key_of(test));
}

void tried_free(struct tried *tried)
{
    free(tried->keys);
    *tried = (struct tried){ .keys = NULL };
}
