/* calloc and free with a count. */
#include "memory.h"

#include <stdlib.h>

static uint32_t blocks_in_use;

void *memory_new(size_t count, size_t size)
{
    void *block = calloc(count > 0 ? count : 1, size);
    if (block == NULL) {
        abort();
    }
    blocks_in_use++;
    return block;
}

void memory_free(void *block)
{
    if (block != NULL) {
        blocks_in_use--;
        free(block);
    }
}

uint32_t desk_debug_blocks(void) { return blocks_in_use; }
