/*
 * What the implementation declares and what was there, in a few lines: see tell_ics.h.
 */
#include "tell_ics.h"

#include <stdio.h>
#include <string.h>

#include "words.h"

enum {
    NAMED = 6,        /* names in a line before they are only counted */
    RULES_WIDTH = 64, /* bytes of the ids of rules in a line */
    COMBINATIONS = 6, /* lines of what several would show together */
};

static const char *cases(size_t count) { return count == 1 ? "case" : "cases"; }

static size_t size_of(ics_set set)
{
    size_t size = 0;
    for (; set != 0; set &= set - 1) size++;
    return size;
}

static bool is_open(const struct run_totals *totals, int rule)
{
    return totals->shown[rule] == 0 && totals->broken[rule] == 0;
}

/* The least that would show the rule: the first of the smallest sets; 0 if no case says. */
static ics_set least_way(const struct run_totals *totals, int rule)
{
    ics_set least = 0;
    for (uint8_t i = 0; i < totals->ics.ways[rule].count; i++) {
        ics_set set = totals->ics.ways[rule].set[i];
        if (least == 0 || size_of(set) < size_of(least)) least = set;
    }
    return least;
}

/* Would the set show the rule?  One capability counts for every rule that it can show; several together for those rules
 * that need so many. */
static bool would_show(const struct run_totals *totals, int rule, ics_set set)
{
    if (!is_open(totals, rule)) return false;
    if (size_of(set) > 1) return least_way(totals, rule) == set;
    for (uint8_t i = 0; i < totals->ics.ways[rule].count; i++) {
        if (totals->ics.ways[rule].set[i] == set) return true;
    }
    return false;
}

static size_t rules_of(const struct run_totals *totals, ics_set set)
{
    size_t count = 0;
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) count += would_show(totals, rule, set);
    return count;
}

/* "7 more rules: A, B, ..." and the end of the line. */
static void tell_rules_of(const struct run_totals *totals, ics_set set)
{
    size_t count = rules_of(totals, set), width = 0;
    printf("%zu more %s", count, count == 1 ? "rule" : "rules");
    for (int rule = 1; rule < IM_RULE_COUNT && width <= RULES_WIDTH; rule++) {
        if (!would_show(totals, rule, set)) continue;
        const char *between = width == 0 ? ": " : ", ";
        width += strlen(im_rules[rule].id) + 2;
        printf("%s%s", between, width > RULES_WIDTH ? "..." : im_rules[rule].id);
    }
    printf("\n");
}

static void tell_not_there(const struct run_totals *totals)
{
    char room[ICS_NAME];
    for (int i = 0; i < ICS_COUNT; i++) {
        size_t count = totals->ics.not_there[i];
        if (count == 0) continue;
        printf("declared but not there: %s (%zu %s)", ics_name(i, room), count, cases(count));
        if (rules_of(totals, (ics_set)1 << i) == 0) {
            printf("\n");
            continue;
        }
        printf(", which would show ");
        tell_rules_of(totals, (ics_set)1 << i);
    }
}

static void tell_unused(const struct run_totals *totals)
{
    char room[ICS_NAME];
    size_t count = 0;
    for (int i = 0; i < ICS_COUNT; i++) count += (totals->ics.declared >> i & 1) != 0 && totals->ics.used[i] == 0;
    if (count == 0) return;
    printf("declared and not called by the chosen cases: ");
    if (count > NAMED) printf("%zu of %zu\n", count, size_of(totals->ics.declared));
    for (int i = 0; i < ICS_COUNT && count <= NAMED; i++) {
        if ((totals->ics.declared >> i & 1) == 0 || totals->ics.used[i] > 0) continue;
        printf("%s%s", ics_name(i, room), --count > 0 ? ", " : "\n");
        if (count == 0) break;
    }
}

/* One line for each that would show more by itself, the rest together. */
static void tell_lacking(const struct run_totals *totals)
{
    char room[ICS_NAME];
    bool alone[ICS_COUNT] = { false }, any = false;
    for (int i = 0; i < ICS_TOGETHER; i++) {
        size_t count = totals->ics.not_applicable[i];
        if (count > 0 && !any) printf("not declared:\n");
        any |= count > 0;
        alone[i] = count > 0 && rules_of(totals, (ics_set)1 << i) > 0;
        if (!alone[i]) continue;
        printf("  %-24s %zu %s not applicable, would show ", ics_name(i, room), count, cases(count));
        tell_rules_of(totals, (ics_set)1 << i);
    }
    const char *between = "  cases not applicable for want of others: ";
    for (int i = 0; i < ICS_TOGETHER; i++) {
        size_t count = totals->ics.not_applicable[i];
        if (count == 0 || alone[i]) continue;
        printf("%s%s (%zu)", between, ics_name(i, room), count);
        between = ", ";
    }
    if (strcmp(between, ", ") == 0) printf("\n");
    size_t together = totals->ics.not_applicable[ICS_TOGETHER];
    if (together > 0) printf("reached by one caller at a time: %zu %s not applicable\n", together, cases(together));
}

/* What only several of them together would show. */
static void tell_combinations(const struct run_totals *totals)
{
    struct arena *arena = arena_new();
    size_t told = 0, left = 0;
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        ics_set set = least_way(totals, rule);
        bool first = is_open(totals, rule) && size_of(set) > 1;
        for (int earlier = 1; first && earlier < rule; earlier++) {
            first = !is_open(totals, earlier) || least_way(totals, earlier) != set;
        }
        if (!first) continue;
        if (told++ < COMBINATIONS) {
            printf("  %s together would show ", ics_names(set, arena));
            tell_rules_of(totals, set);
        } else {
            left += rules_of(totals, set);
        }
    }
    if (left > 0) printf("  %zu more rules need other combinations: the report says which\n", left);
    arena_free(arena);
}

void tell_ics(const struct run_totals *totals)
{
    struct arena *arena = arena_new();
    tell_not_there(totals);
    tell_unused(totals);
    if (totals->ics.unknown[0] != '\0')
        printf("declared and unknown to this version: %s\n", words_safe(arena, totals->ics.unknown));
    if (totals->ics.twice[0] != '\0') printf("declared twice: %s\n", words_safe(arena, totals->ics.twice));
    tell_lacking(totals);
    tell_combinations(totals);
    arena_free(arena);
}
