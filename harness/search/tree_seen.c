/*
 * States that were met: see tree_seen.h.  A state is known by its digest.
 */
#include "tree_seen.h"

#include <string.h>
#include <sys/mman.h>

#include "base.h"

enum { SLOTS = 1 << 20, FULL = SLOTS / 4 * 3 };

struct tree_seen {
    uint32_t used;
    struct {
        char digest[HEX_DIGEST];
        uint8_t left; /* 0: free */
    } slot[SLOTS];
};

struct tree_seen *tree_seen_new(void)
{
    struct tree_seen *seen =
        mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return seen == MAP_FAILED ? NULL : seen;
}

static uint32_t first_slot(const char *digest)
{
    uint32_t slot = 0;
    for (int i = 0; i < 8; i++) slot = slot * 31 + (unsigned char)digest[i];
    return slot % SLOTS;
}

bool tree_seen(struct tree_seen *seen, const struct im_state *state, unsigned left)
{
    char digest[HEX_DIGEST];
    digest_of(state, sizeof *state, digest);
    uint32_t at = first_slot(digest);
    while (seen->slot[at].left > 0 && strcmp(seen->slot[at].digest, digest) != 0) at = (at + 1) % SLOTS;
    if (seen->slot[at].left >= left) return true;
    if (seen->slot[at].left == 0) {
        if (seen->used == FULL) return false;
        seen->used++;
        memcpy(seen->slot[at].digest, digest, sizeof digest);
    }
    seen->slot[at].left = (uint8_t)left;
    return false;
}
