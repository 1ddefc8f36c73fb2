/*
 * Small things that every part of the harness shares: memory that is freed as a whole, UTF-8 and UTF-16, digests.
 * Knows nothing of cases, events or adapters.
 */
#ifndef IMCONFORM_BASE_H
#define IMCONFORM_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- memory --- */

/* A pool: what is taken from it lives until arena_free.  Out of memory prints a line and ends the process with 2. */
struct arena;
struct arena *arena_new(void);
/* Likewise, of memory that a fork shares instead of copying its page tables: for much that is written before and only
 * read behind it.  What a child writes there is written for all. */
struct arena *arena_new_shared(void);
void arena_free(struct arena *arena);                /* NULL is allowed */
void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for anything */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* realloc that never gives NULL: out of memory prints a line and ends the process with 2.  The caller frees it. */
void *must_realloc(void *old, size_t size);

/* --- text --- */

/* Converts UTF-8 to UTF-16 code units in the arena.  False if the bytes are no UTF-8 (lone surrogates encoded as
 * three bytes are refused too); *units is never NULL on true. */
bool utf16_from_utf8(struct arena *arena, const char *bytes, size_t size, uint16_t **units, size_t *count);
/* The other way, always: a lone surrogate and NUL stay visible as "\uD800", "\u0000".  For messages and the journal. */
char *utf8_shown(struct arena *arena, const uint16_t *units, size_t count);
/* True if the units can be written as UTF-8 text without a loss: no lone surrogate, no NUL. */
bool utf16_is_plain(const uint16_t *units, size_t count);
/* Plain UTF-16 as UTF-8; the caller checked utf16_is_plain. */
char *utf8_from_utf16(struct arena *arena, const uint16_t *units, size_t count);

/* --- digests --- */

enum { HEX_DIGEST = 65 }; /* SHA-256 in hexadecimal with its NUL */

struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t size);
void digest_end(struct digest *digest, char hex[HEX_DIGEST]); /* and frees it */
void digest_of(const void *bytes, size_t size, char hex[HEX_DIGEST]);
bool digest_file(const char *path, char hex[HEX_DIGEST]); /* false: errno says why */

/* --- files --- */

/* Writes everything or returns false with errno; retries on EINTR and short writes. */
bool write_all(int fd, const void *bytes, size_t size);
/* The whole file, NUL-terminated, in the arena; NULL with errno (EFBIG over `limit`). */
char *read_file(struct arena *arena, const char *path, size_t limit, size_t *size);

#endif
