/*
 * The conformance statement (ICS) of an implementation: what it says that it has, beside what a case needs and what the
 * cases of a run met.  Knows cases and identities; nothing of adapters, judging, the journal or printing.
 */
#ifndef IMCONFORM_ICS_H
#define IMCONFORM_ICS_H

#include "adapter.h"
#include "base.h"
#include "case.h"

/* What one implementation has and another one lacks, by number: a capability (the first event of its method), a binding,
 * programs, somebody who plays a role, several callers at once. */
enum {
    ICS_BINDING = IM_EVENT_COUNT,
    ICS_PROGRAMS = ICS_BINDING + IM_BINDING_COUNT,
    ICS_ROLE,
    ICS_TOGETHER = ICS_ROLE + ROLE_COUNT,
    ICS_COUNT
};
typedef uint64_t ics_set; /* of such numbers, by bit */

/* The methods that are no events; every implementation has them.  Ends with NULL. */
extern const char *const ics_session_methods[];
/* "client.windows", "binding script", "program.run", "role secondary"; in `room` where it has to be put together. */
enum { ICS_NAME = 32 };
const char *ics_name(int number, char room[ICS_NAME]);
/* The number of an event's capability, or ICS_COUNT for what every implementation has. */
int ics_of_event(enum im_event_kind kind);
ics_set ics_of_call(const struct event *event); /* what it uses: its capability and its binding */
/* What a case used whose steps used that: a program makes the calls itself. */
ics_set ics_of_case(const struct test_case *test, ics_set steps);
/* What the case needs that an implementation may lack, and which of that this one lacks. */
ics_set ics_needs(const struct test_case *test);
ics_set ics_lacks(const struct iut_identity *iut, const struct people *people, const struct test_case *test);
/* Their names, in the arena: "a", "a and b", "a, b and c". */
const char *ics_names(ics_set set, struct arena *arena);
/* Why the case does not apply, in the arena: "the IUT does not declare events.take and binding script", then *lacks is
 * that, or the profile does not have its rule, then *lacks is empty.  NULL if it applies. */
const char *ics_why_not(const struct im_profile *profile, const struct iut_identity *iut, const struct people *people,
                        const struct test_case *test, ics_set *lacks, struct arena *arena);

/* --- over a run --- */

enum { ICS_WAYS = 8 }; /* ways to show one rule that are told apart */

struct ics_tally {
    ics_set declared;                 /* of what this version knows */
    char unknown[LIMIT_REASON];       /* names that were declared and that it does not know, with commas between */
    char twice[LIMIT_REASON];         /* names that were declared more than once */
    size_t used[ICS_COUNT];           /* cases that came to use it */
    size_t not_there[ICS_COUNT];      /* cases that failed because it is declared and not there */
    size_t not_applicable[ICS_COUNT]; /* cases that do not apply for want of it, alone or with others */
    /* For each rule, what a case that is for it would have needed: the least sets only. */
    struct {
        ics_set set[ICS_WAYS];
        uint8_t count;
    } ways[IM_RULE_COUNT];
};

/* Empties the tally and takes what the implementation declares. */
void ics_begin(struct ics_tally *tally, const struct iut_identity *iut);
/* A case that came to use these. */
void ics_used(struct ics_tally *tally, ics_set used);
/* A case that does not apply for want of these. */
void ics_not_applicable(struct ics_tally *tally, const struct test_case *test, ics_set lacks);
/* A case that failed because the capability of that event is declared and not there. */
void ics_not_there(struct ics_tally *tally, const struct test_case *test, enum im_event_kind kind);

#endif
