/*
 * Inside the witnesses: where a step stands, and how an answer to it is told.
 */
#ifndef IMCONFORM_WITNESS_SAY_H
#define IMCONFORM_WITNESS_SAY_H

#include "witness.h"

struct stand {
    struct run *run;
    const struct step *step;
    const struct im_event *asked;
    const struct im_observation *preferred;
    witness_taker take;
    void *context;
};

/* One answer, as witness.h describes it. */
void witness_say(const struct stand *stand, const struct im_observation *obs, bool fit, enum im_grade limit,
                 const char *what, const char *name);

static inline void fits(const struct stand *stand, const struct im_observation *obs, enum im_grade worst,
                        const char *what, const char *name)
{
    witness_say(stand, obs, true, worst, what, name);
}

static inline void contradicts(const struct stand *stand, const struct im_observation *obs, const char *what,
                               const char *name)
{
    witness_say(stand, obs, false, IM_REJECTED, what, name);
}

/* Exactly noted: allowed, and not as good as what is written. */
static inline void is_noted(const struct stand *stand, const struct im_observation *obs, const char *what,
                            const char *name)
{
    witness_say(stand, obs, true, IM_NOTED, what, name);
    witness_say(stand, obs, false, IM_NOTED, what, name);
}

/* The lowest handle that is free, of as many tokens; 0 if none is. */
uint8_t witness_fresh(char *const *tokens, size_t count);

/* What could come with an HRESULT of InstantMessage that the case writes, and with one that it does not. */
void witness_message(const struct stand *stand, uint32_t hresult, enum im_grade grade);
void witness_wrong_message(const struct stand *stand, uint32_t hresult);
/* The windows that the case counts, and the events. */
void witness_screen(const struct stand *stand);
void witness_events(const struct stand *stand);

#endif
