/* Memory of the desk, counted, so that a test can tell that nothing is left. */
#ifndef DESK_MEMORY_H
#define DESK_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* COUNT zeroed elements of SIZE bytes; the caller frees them with memory_free.  Ends the process when there is no
 * memory: a desk without memory has no answer to give. */
void *memory_new(size_t count, size_t size);
void memory_free(void *block);

/* For tests, found with dlsym: the number of blocks that are in use. */
__attribute__((visibility("default"))) uint32_t desk_debug_blocks(void);

#endif
