/*
 * What of the machine was gone through: see tell_machine.h.
 */
#include "tell_machine.h"

#include <stdint.h>
#include <stdio.h>

struct missing {
    const char *words;
    size_t told, most;
};

static void tell(struct missing *missing, const char *what, const char *from, const char *to)
{
    if (missing->told++ < missing->most)
        printf("  %s %s: %s%s%s\n", what, missing->words, from, to != NULL ? ", then " : "", to != NULL ? to : "");
}

static void tell_states_and_rows(struct missing *missing, const struct coverage *all, const struct coverage *done)
{
    char words[COVERAGE_WORDS];
    for (size_t i = 0; i < COVERAGE_STATES; i++) {
        if (!all->state[i] || done->state[i]) continue;
        coverage_state_words(i, words);
        tell(missing, "state", words, NULL);
    }
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        if (!all->row[i] || done->row[i]) continue;
        coverage_row_words(i, words);
        tell(missing, "row", words, NULL);
    }
}

static void tell_pairs(struct missing *missing, const struct coverage *all, const struct coverage *done)
{
    char from[COVERAGE_WORDS], to[COVERAGE_WORDS];
    for (size_t i = 0; i < COVERAGE_ROWS; i++) {
        for (size_t j = 0; j < COVERAGE_ROWS; j++) {
            if (!all->pair[i][j] || done->pair[i][j]) continue;
            coverage_transition_words(i, from);
            coverage_transition_words(j, to);
            tell(missing, "row pair", from, to);
        }
    }
}

static size_t tell_missing(const struct coverage *all, const struct coverage *done, size_t most, const char *words)
{
    struct missing missing = { words, 0, most };
    tell_states_and_rows(&missing, all, done);
    tell_pairs(&missing, all, done);
    return missing.told;
}

size_t tell_machine(const struct coverage *all, const struct coverage *done, size_t most, const char *by)
{
    struct coverage_counts there = coverage_count(all, NULL), count = coverage_count(all, done);
    printf("machine: %zu of %zu states, %zu of %zu rows, %zu of %zu row pairs exercised by %s\n", count.states,
           there.states, count.rows, there.rows, count.pairs, there.pairs, by);
    return tell_missing(all, done, most, "not exercised");
}

size_t tell_unfound(const struct coverage *all, const struct coverage *done)
{
    return tell_missing(done, all, SIZE_MAX, "exercised though the search did not reach it");
}
