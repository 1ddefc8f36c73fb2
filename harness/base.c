/*
 * Memory that is freed as a whole, UTF-8 and UTF-16.  Knows nothing of cases, events or adapters; everything above it may
 * use it, and so may the bridge, on Windows too, which has no memory that forks share.
 */
#include "base.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifndef _WIN32
#include <sys/mman.h>
#endif

/* --- memory --- */

/* Each mapping costs a fork as much as some pages do, so there are few: what is not written to takes no memory. */
enum {
    CHUNK_FIRST = 2048,
    CHUNK_LAST = 256 * 1024,
    CHUNK_SHARED = 4 * 1024 * 1024,
    CHUNK_SHARED_LAST = 64 * 1024 * 1024
};

struct chunk {
    struct chunk *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

/* The first chunk is the newest one and the only one that is taken from. */
struct arena {
    struct chunk *chunks;
    size_t next_size;
    bool shared; /* between processes: its chunks are mapped */
};

static _Noreturn void out_of_memory(void)
{
    static const char message[] = "imconform: out of memory\n";
    (void)!write(STDERR_FILENO, message, sizeof message - 1);
    exit(2);
}

void *must_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size > 0 ? size : 1);
    if (!memory) out_of_memory();
    return memory;
}

#ifdef _WIN32
static struct chunk *chunk_mapped(size_t size) { return must_realloc(NULL, size); }
static void chunk_unmapped(struct chunk *chunk, size_t size) { (void)size, free(chunk); }
#else
static struct chunk *chunk_mapped(size_t size)
{
    void *chunk = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (chunk == MAP_FAILED) out_of_memory();
    return chunk;
}
static void chunk_unmapped(struct chunk *chunk, size_t size) { munmap(chunk, size); }
#endif

static struct chunk *chunk_new(const struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct chunk)) out_of_memory();
    size_t whole = sizeof(struct chunk) + size;
    struct chunk *chunk = arena->shared ? chunk_mapped(whole) : must_realloc(NULL, whole);
    *chunk = (struct chunk){ .size = size };
    return chunk;
}

static void chunk_free(const struct arena *arena, struct chunk *chunk)
{
    if (arena->shared)
        chunk_unmapped(chunk, sizeof *chunk + chunk->size);
    else
        free(chunk);
}

struct arena *arena_new(void)
{
    struct arena *arena = must_realloc(NULL, sizeof *arena);
    *arena = (struct arena){ .next_size = CHUNK_FIRST };
    return arena;
}

struct arena *arena_new_shared(void)
{
    struct arena *arena = arena_new();
    arena->next_size = CHUNK_SHARED;
    arena->shared = true;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena) return;
    for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        chunk_free(arena, chunk);
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    enum { ALIGN = alignof(max_align_t) };
    if (size > SIZE_MAX - ALIGN) out_of_memory();
    size_t rounded = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (rounded == 0) rounded = ALIGN; /* so that each pointer is one of its own */
    struct chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - chunk->used < rounded) {
        struct chunk *fresh = chunk_new(arena, rounded > arena->next_size ? rounded : arena->next_size);
        fresh->next = chunk;
        arena->chunks = chunk = fresh;
        if (arena->next_size < (arena->shared ? CHUNK_SHARED_LAST : CHUNK_LAST)) arena->next_size *= 2;
    }
    void *taken = chunk->bytes + chunk->used;
    chunk->used += rounded;
    return arena->shared ? taken : memset(taken, 0, rounded); /* what was just mapped is zero */
}

char *arena_strdup(struct arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(arena_alloc(arena, size), text, size);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char *made = NULL;
    va_list list;
    va_start(list, format);
    int length = vasprintf(&made, format, list);
    va_end(list);
    if (length < 0) out_of_memory();
    char *text = memcpy(arena_alloc(arena, (size_t)length + 1), made, (size_t)length + 1);
    free(made);
    return text;
}

/* --- text --- */

/* Reads one code point of well-formed UTF-8 and returns its bytes; 0 for anything else: overlong forms, surrogates,
 * what is above U+10FFFF, what is cut. */
static size_t utf8_read(const unsigned char *at, size_t left, uint32_t *point)
{
    if (at[0] < 0x80) {
        *point = at[0];
        return 1;
    }
    size_t bytes = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
    static const unsigned char mask[] = { 0, 0, 0x1F, 0x0F, 0x07 };
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (at[0] < 0xC2 || at[0] > 0xF4 || bytes > left) return 0;
    uint32_t value = at[0] & mask[bytes];
    for (size_t i = 1; i < bytes; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    if (value < least[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    *point = value;
    return bytes;
}

static size_t utf8_write(char *to, uint32_t point)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (char)(0xC0 | point >> 6);
        to[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        to[0] = (char)(0xE0 | point >> 12);
        to[1] = (char)(0x80 | (point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | point >> 18);
    to[1] = (char)(0x80 | (point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

bool utf16_from_utf8(struct arena *arena, const char *bytes, size_t size, uint16_t **units, size_t *count)
{
    if (size > SIZE_MAX / sizeof **units) return false;
    uint16_t *to = arena_alloc(arena, size * sizeof *to);
    size_t made = 0;
    for (size_t at = 0; at < size;) {
        uint32_t point = 0;
        size_t taken = utf8_read((const unsigned char *)bytes + at, size - at, &point);
        if (taken == 0) return false;
        at += taken;
        if (point >= 0x10000) {
            point -= 0x10000;
            to[made++] = (uint16_t)(0xD800 + (point >> 10));
            point = 0xDC00 + (point & 0x3FF);
        }
        to[made++] = (uint16_t)point;
    }
    *units = to;
    *count = made;
    return true;
}

/* Reads one code point and returns its units; a lone surrogate comes out as it is. */
static size_t utf16_read(const uint16_t *units, size_t left, uint32_t *point)
{
    *point = units[0];
    if (units[0] < 0xD800 || units[0] > 0xDBFF || left < 2 || units[1] < 0xDC00 || units[1] > 0xDFFF) return 1;
    *point = 0x10000 + ((units[0] & 0x3FFu) << 10) + (units[1] & 0x3FFu);
    return 2;
}

static bool must_be_escaped(uint32_t point) { return point == 0 || (point >= 0xD800 && point <= 0xDFFF); }

char *utf8_shown(struct arena *arena, const uint16_t *units, size_t count)
{
    enum { WIDEST = 6 }; /* "\uD800" for one unit; a pair needs 4 bytes */
    if (count > (SIZE_MAX - 1) / WIDEST) out_of_memory();
    size_t room = 1;
    for (size_t i = 0; i < count; i++) room += units[i] == 0 || units[i] >= 0xD800 ? WIDEST : 3;
    char *text = arena_alloc(arena, room);
    char *to = text;
    for (size_t at = 0; at < count;) {
        uint32_t point = 0;
        at += utf16_read(units + at, count - at, &point);
        if (must_be_escaped(point))
            to += snprintf(to, WIDEST + 1, "\\u%04X", (unsigned)point);
        else
            to += utf8_write(to, point);
    }
    *to = '\0';
    return text;
}

bool utf16_is_plain(const uint16_t *units, size_t count)
{
    for (size_t at = 0; at < count;) {
        uint32_t point = 0;
        at += utf16_read(units + at, count - at, &point);
        if (must_be_escaped(point)) return false;
    }
    return true;
}

char *utf8_from_utf16(struct arena *arena, const uint16_t *units, size_t count)
{
    return utf8_shown(arena, units, count);
}
