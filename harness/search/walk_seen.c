/*
 * What was seen in walks, as sums: see walk_choice.h.
 */
#include "walk_choice.h"

static void join(bool *all, const bool *more, size_t count)
{
    for (size_t i = 0; i < count; i++) all[i] |= more[i];
}

static void add(uint32_t *sum, const uint32_t *before, const uint32_t *after, size_t count)
{
    for (size_t i = 0; i < count; i++) sum[i] += after[i] - before[i];
}

void walk_seen_add(struct walk_seen *sum, const struct walk_seen *before, const struct walk_seen *after)
{
    join(sum->coverage.row, after->coverage.row, COVERAGE_ROWS);
    join(sum->coverage.state, after->coverage.state, COVERAGE_STATES);
    join(sum->coverage.pair[0], after->coverage.pair[0], sizeof sum->coverage.pair / sizeof(bool));
    add(sum->events, before->events, after->events, IM_EVENT_COUNT);
    add(sum->taken, before->taken, after->taken, COVERAGE_ROWS);
    add(sum->passed[0][0], before->passed[0][0], after->passed[0][0], sizeof sum->passed / sizeof(uint32_t));
    add(sum->cannot[0], before->cannot[0], after->cannot[0], sizeof sum->cannot / sizeof(uint32_t));
    add(sum->could[0], before->could[0], after->could[0], sizeof sum->could / sizeof(uint32_t));
}

size_t walk_passed(const struct walk_seen *seen, size_t *names)
{
    size_t sum = 0;
    *names = 0;
    for (size_t i = 0; i < WALK_NAMES; i++) {
        size_t before = sum;
        for (size_t j = 0; j < WALK_FORMS; j++) {
            for (size_t k = 0; k < COVERAGE_CLIENTS; k++) sum += seen->passed[i][j][k] > 0;
        }
        *names += sum > before;
    }
    return sum;
}
