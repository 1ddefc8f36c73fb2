/*
 * What an implementation answered in the run so far where the documentation demands that equal calls get equal answers
 * whatever the choice, two calls with the same bytes must agree, in one case or in two.
 *
 * Calls are equal if the text, its form, the reference and the binding are, for the same local user and contacts, with
 * the client in the same state; the profile is one for the whole run.  The memory is plain data of a fixed size, so that
 * it can lie where every process of the run sees it.  A run that is resumed starts with an empty one.
 */
#ifndef IMCONFORM_AGREEMENT_H
#define IMCONFORM_AGREEMENT_H

#include "base.h"
#include "limits.h"
#include "verdict.h"

struct im_event;
struct im_observation;
struct people;
struct world;

struct agreement {
    const struct agreement *before; /* what was answered before, in other cases; only read; or NULL */
    size_t count;
    struct answered {
        char call[HEX_DIGEST]; /* digest of what makes calls equal */
        char test[LIMIT_ID];   /* the case in which it was answered first */
        uint32_t hresult;
    } answers[LIMIT_ANSWERS];
};

/* Keeps the answer to a call, or compares it with the one that is kept; what has no room is not compared.  False if they
 * are not the same: `outcome` is then the failure of the step `at`, and its reason names the earlier case and both
 * answers.  `agreement` NULL: nothing is kept. */
bool agreement_note(struct agreement *agreement, const struct world *world, const struct people *people,
                    const struct im_event *asked, const struct im_observation *seen, const char *test, uint32_t at,
                    struct outcome *outcome);
/* Takes over the answers of a case that may have begun before all those in front of it had ended.  False, and nothing is
 * taken, if one of them is not the same as an answer that was taken meanwhile, or if there is no room: then the case has to
 * be run again, and finds that itself. */
bool agreement_join(struct agreement *agreement, const struct agreement *one);

#endif
