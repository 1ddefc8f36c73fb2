/*
 * Holds the model against the second one: from the beginning, through every pair of their states that is reachable within
 * the bounds of a room, with every event of the room and every observation that the event could give.  Accepted, noted
 * or rejected must be the same for both; then both go on along each observation that neither rejects.  That this notices
 * anything is shown by rulebooks that one rule was deleted from.
 */
#include "mutate.h"
#include "second_explore.h"

enum { ROOMS = sizeof rooms / sizeof rooms[0], MUTATIONS = 2048, SHORT = 3 };

/* Does the second model contradict the rulebook within a few steps? */
static bool is_contradicted(const struct im_profile *profile)
{
    for (size_t i = 0; i < ROOMS; i++) {
        struct room room = rooms[i];
        if (room.depth == 0 || room.depth > SHORT) room.depth = SHORT;
        if (explore(&room, profile, 0) > 0) return true;
    }
    return false;
}

/* How many of some rules can be deleted without the second model noticing? */
static size_t unnoticed(void)
{
    static const enum im_rule deleted[] = { IM_RULE_ARG_LENGTH, IM_RULE_SELF_STRING, IM_RULE_GET_CONTACT_SAME,
                                            IM_RULE_REUSE,      IM_RULE_DEAD_OBJECT, IM_RULE_EVENT_CREATED };
    static struct im_mutation list[MUTATIONS];
    static struct im_mutant mutant;
    size_t count = im_mutations(im_profiles[0].book, list, MUTATIONS), missed = 0;
    for (size_t r = 0; r < sizeof deleted / sizeof deleted[0]; r++) {
        for (size_t m = 0; m < count && m < MUTATIONS; m++) {
            if (list[m].kind != IM_RULE_DELETED || list[m].at != deleted[r]) continue;
            if (im_mutate(&im_profiles[0], &list[m], &mutant) && is_contradicted(&mutant.profile)) continue;
            printf("without the rule %s no disagreement is found\n", im_rules[deleted[r]].id);
            missed++;
        }
    }
    return missed;
}

/* The number of disagreements that are printed for each room can be given: 3 of different kinds unless told. */
int main(int argc, char **argv)
{
    size_t bad = 0, show = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 3;
    for (size_t i = 0; i < ROOMS; i++) bad += explore(&rooms[i], NULL, show);
    bad += unnoticed();
    return bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
