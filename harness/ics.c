/*
 * The conformance statement of an implementation: see ics.h.
 */
#include "ics.h"

#include <stdio.h>
#include <string.h>

#include "cast.h"

_Static_assert(ICS_COUNT <= 64, "a set has a bit for each of them");

const char *const ics_session_methods[] = { "initialize", "reset", "shutdown", NULL };

static ics_set bit(int number) { return (ics_set)1 << number; }

const char *ics_name(int number, char room[ICS_NAME])
{
    static const char *const bindings[IM_BINDING_COUNT] = { "", "vtable", "dispatch", "script" };
    if (number < ICS_BINDING) return im_event_method((enum im_event_kind)number);
    if (number == ICS_PROGRAMS) return METHOD_PROGRAM;
    if (number == ICS_TOGETHER) return "several callers at once";
    const char *name = number < ICS_ROLE ? bindings[number - ICS_BINDING] : role_names[number - ICS_ROLE];
    snprintf(room, ICS_NAME, "%s %s", number < ICS_ROLE ? "binding" : "role", name);
    return room;
}

int ics_of_event(enum im_event_kind kind)
{
    if (kind == IM_EV_INSTANT_MESSAGE || kind == IM_EV_RELEASE) return ICS_COUNT;
    int first = 0;
    while (strcmp(im_event_method((enum im_event_kind)first), im_event_method(kind)) != 0) first++;
    return first;
}

ics_set ics_of_call(const struct event *event)
{
    int number = ics_of_event(event->kind);
    ics_set used = number < ICS_COUNT ? bit(number) : 0;
    return event->binding != IM_BINDING_NONE ? used | bit(ICS_BINDING + (int)event->binding) : used;
}

ics_set ics_of_case(const struct test_case *test, ics_set steps)
{
    return test->program == NULL || steps == 0 ? steps : bit(ICS_PROGRAMS);
}

ics_set ics_needs(const struct test_case *test)
{
    ics_set needs = 0;
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        int number = ics_of_event((enum im_event_kind)kind);
        if (test->needs[kind] && number < ICS_COUNT) needs |= bit(number);
    }
    for (int i = IM_BINDING_VTABLE; i < IM_BINDING_COUNT; i++) {
        if (test->needs_binding[i]) needs |= bit(ICS_BINDING + i);
    }
    if (test->program != NULL) needs |= bit(ICS_PROGRAMS);
    for (int role = ROLE_ME; role < ROLE_COUNT; role++) {
        if (test->needs_role[role]) needs |= bit(ICS_ROLE + role);
    }
    if (test->needs_together) needs |= bit(ICS_TOGETHER);
    return needs;
}

/* Capabilities and bindings. */
static ics_set declared_by(const struct iut_identity *iut)
{
    ics_set declared = 0;
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        int number = ics_of_event((enum im_event_kind)kind);
        if (iut->capable[kind] && number < ICS_COUNT) declared |= bit(number);
    }
    for (int i = IM_BINDING_VTABLE; i < IM_BINDING_COUNT; i++) {
        if (iut->bindings[i]) declared |= bit(ICS_BINDING + i);
    }
    if (iut->programs) declared |= bit(ICS_PROGRAMS);
    return iut->together ? declared | bit(ICS_TOGETHER) : declared;
}

ics_set ics_lacks(const struct iut_identity *iut, const struct people *people, const struct test_case *test)
{
    struct cast cast;
    ics_set has = declared_by(iut);
    cast_bind(&cast, people);
    for (int role = ROLE_ME; role < ROLE_COUNT; role++) {
        if (cast.name[role].units != NULL) has |= bit(ICS_ROLE + role);
    }
    return ics_needs(test) & ~has;
}

const char *ics_names(ics_set set, struct arena *arena)
{
    const char *names = "";
    char room[ICS_NAME];
    for (int i = 0; set != 0; i++) {
        if ((set & bit(i)) == 0) continue;
        set &= ~bit(i);
        const char *between = names[0] == '\0' ? "" : set == 0 ? " and " : ", ";
        names = arena_printf(arena, "%s%s%s", names, between, ics_name(i, room));
    }
    return names;
}

static const char *why(ics_set lacks, struct arena *arena)
{
    const ics_set declarable = bit(ICS_ROLE) - 1, roles = bit(ICS_TOGETHER) - 1 - declarable;
    const char *undeclared = ics_names(lacks & declarable, arena), *nobody = ics_names(lacks & roles, arena);
    const char *parts[] = {
        undeclared[0] != '\0' ? arena_printf(arena, "the IUT does not declare %s", undeclared) : NULL,
        nobody[0] != '\0' ? arena_printf(arena, "the IUT has nobody who could play %s", nobody) : NULL,
        (lacks & bit(ICS_TOGETHER)) != 0 ? "it is reached by one caller at a time" : NULL,
    };
    const char *words = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const char *part = words[0] != '\0' && i == 1 && parts[i] != NULL ? parts[i] + strlen("the IUT ") : parts[i];
        if (part != NULL) words = arena_printf(arena, "%s%s%s", words, words[0] != '\0' ? ", and " : "", part);
    }
    return words;
}

const char *ics_why_not(const struct im_profile *profile, const struct iut_identity *iut, const struct people *people,
                        const struct test_case *test, ics_set *lacks, struct arena *arena)
{
    *lacks = 0;
    if (im_rule_standing(profile, test->rules[0]) == IM_NOT_IN_FORCE) {
        return arena_printf(arena, "the profile %s does not have the rule %s", profile->id,
                            im_rules[test->rules[0]].id);
    }
    *lacks = ics_lacks(iut, people, test);
    return *lacks != 0 ? why(*lacks, arena) : NULL;
}

/* --- over a run --- */

static bool is_method(const char *name)
{
    if (strcmp(name, METHOD_PROGRAM) == 0) return true;
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        if (strcmp(im_event_method((enum im_event_kind)kind), name) == 0) return true;
    }
    for (size_t i = 0; ics_session_methods[i] != NULL; i++) {
        if (strcmp(ics_session_methods[i], name) == 0) return true;
    }
    return false;
}

/* Adds a name to a list that has room for the usual; what is too much shows in the journal only. */
static void add_name(char list[LIMIT_REASON], const char *name)
{
    static const char more[] = ", ...";
    size_t used = strlen(list);
    if (used + strlen(name) + 2 + sizeof more <= LIMIT_REASON) {
        snprintf(list + used, LIMIT_REASON - used, "%s%s", used > 0 ? ", " : "", name);
    } else if (used < sizeof more || strcmp(list + used - strlen(more), more) != 0) {
        snprintf(list + used, LIMIT_REASON - used, "%s", more);
    }
}

void ics_begin(struct ics_tally *tally, const struct iut_identity *iut)
{
    *tally = (struct ics_tally){ .declared = declared_by(iut) & ~bit(ICS_TOGETHER) }; /* nobody declares it */
    for (size_t i = 0; i < iut->capability_count; i++) {
        size_t before = 0, behind = 0;
        for (size_t j = 0; j < iut->capability_count; j++) {
            if (strcmp(iut->capabilities[j], iut->capabilities[i]) != 0) continue;
            before += j < i;
            behind += j > i;
        }
        if (before == 0 && !is_method(iut->capabilities[i])) add_name(tally->unknown, iut->capabilities[i]);
        if (before == 0 && behind > 0) add_name(tally->twice, iut->capabilities[i]);
    }
}

static void count(size_t counts[ICS_COUNT], ics_set set)
{
    for (int i = 0; i < ICS_COUNT; i++) counts[i] += (set & bit(i)) != 0;
}

/* Keeps the set if no smaller one is there, and drops the larger ones. */
static void add_way(struct ics_tally *tally, enum im_rule rule, ics_set set)
{
    ics_set *ways = tally->ways[rule].set;
    uint8_t kept = 0;
    for (uint8_t i = 0; i < tally->ways[rule].count; i++) {
        if ((ways[i] & set) == ways[i]) return;
        if ((ways[i] & set) != set) ways[kept++] = ways[i];
    }
    if (kept < ICS_WAYS) ways[kept++] = set;
    tally->ways[rule].count = kept;
}

void ics_used(struct ics_tally *tally, ics_set used) { count(tally->used, used); }

void ics_not_applicable(struct ics_tally *tally, const struct test_case *test, ics_set lacks)
{
    count(tally->not_applicable, lacks);
    add_way(tally, test->rules[0], lacks);
}

void ics_not_there(struct ics_tally *tally, const struct test_case *test, enum im_event_kind kind)
{
    int number = ics_of_event(kind);
    if (number >= ICS_COUNT) return;
    count(tally->not_there, bit(number));
    add_way(tally, test->rules[0], bit(number));
}
