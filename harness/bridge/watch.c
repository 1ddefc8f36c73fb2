/*
 * A spy on COM's memory, by which it is known that a callee frees a block of the caller.  The block stays: what happened
 * is told, and nothing that the caller does with it later can go wrong.
 */
#include <stdatomic.h>

#include "bridge.h"

/* COM asks on whichever thread frees something. */
static const char *_Atomic watched; /* somewhere in the block, near its begin; NULL: nothing is watched */
static atomic_bool freed;

/* A BSTR begins behind its length, and what the length is padded with. */
static bool is_watched(const void *block)
{
    enum { MOST_BEFORE = 16 };
    const char *begin = block, *text = watched;
    return text && begin <= text && text - begin <= MOST_BEFORE;
}

static HRESULT STDMETHODCALLTYPE query(IMallocSpy *self, REFIID id, void **out)
{
    bool known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IMallocSpy);
    *out = known ? self : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

/* It lives as long as the process. */
static ULONG STDMETHODCALLTYPE count(IMallocSpy *self)
{
    (void)self;
    return 1;
}

static void *STDMETHODCALLTYPE before_free(IMallocSpy *self, void *block, BOOL spied)
{
    (void)self, (void)spied;
    if (!is_watched(block)) return block;
    freed = true;
    return NULL;
}

static SIZE_T STDMETHODCALLTYPE before_realloc(IMallocSpy *self, void *block, SIZE_T size, void **given, BOOL spied)
{
    (void)self, (void)spied;
    if (is_watched(block)) freed = true;
    *given = block;
    return size;
}

static SIZE_T STDMETHODCALLTYPE same_size(IMallocSpy *self, SIZE_T size) { return (void)self, size; }
static void *STDMETHODCALLTYPE same_block(IMallocSpy *self, void *block) { return (void)self, block; }
static void *STDMETHODCALLTYPE same_known(IMallocSpy *self, void *block, BOOL spied)
{
    (void)self, (void)spied;
    return block;
}
static SIZE_T STDMETHODCALLTYPE same_told(IMallocSpy *self, SIZE_T size, BOOL spied)
{
    (void)self, (void)spied;
    return size;
}
static int STDMETHODCALLTYPE same_answer(IMallocSpy *self, void *block, BOOL spied, int answer)
{
    (void)self, (void)block, (void)spied;
    return answer;
}
static void STDMETHODCALLTYPE nothing(IMallocSpy *self) { (void)self; }
static void STDMETHODCALLTYPE nothing_known(IMallocSpy *self, BOOL spied) { (void)self, (void)spied; }

static IMallocSpyVtbl table = {
    .QueryInterface = query,
    .AddRef = count,
    .Release = count,
    .PreAlloc = same_size,
    .PostAlloc = same_block,
    .PreFree = before_free,
    .PostFree = nothing_known,
    .PreRealloc = before_realloc,
    .PostRealloc = same_known,
    .PreGetSize = same_known,
    .PostGetSize = same_told,
    .PreDidAlloc = same_known,
    .PostDidAlloc = same_answer,
    .PreHeapMinimize = nothing,
    .PostHeapMinimize = nothing,
};
static IMallocSpy spy = { &table };

void watch_begin(void) { CoRegisterMallocSpy(&spy); }

void watch_text(const OLECHAR *text)
{
    watched = (const char *)text;
    freed = false;
}

bool watch_saw_free(void) { return freed; }
