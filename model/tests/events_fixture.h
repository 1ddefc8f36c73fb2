/*
 * What the tests of the queue of events share: what one events.take gave, told in one word each.
 */
#ifndef IM_EVENTS_FIXTURE_H
#define IM_EVENTS_FIXTURE_H

#include "fixture.h"
#include "queue.h"

struct queue {
    struct im_observation obs;
    struct im_mention mentions[8];
};

static struct queue queue;

static inline void told(enum im_told kind, uint8_t window, uint8_t contact)
{
    queue.obs.told[kind]++;
    queue.mentions[queue.obs.mention_count++] =
        (struct im_mention){ .told = (uint8_t)kind, .window = window, .contact = contact };
}

static inline struct im_observation taken(void)
{
    struct im_observation obs = queue.obs;
    obs.mentions = queue.mentions;
    queue.obs = (struct im_observation){ .hresult = S_OK };
    return obs;
}

#define CREATED(window) told(IM_TOLD_CREATED, window, 0)
#define DESTROYED(window) told(IM_TOLD_DESTROYED, window, 0)
#define SIGNED_IN() told(IM_TOLD_SIGNED_IN, 0, 0)
#define SIGNED_OUT() told(IM_TOLD_SIGNED_OUT, 0, 0)
#define ADDED(window, contact) told(IM_TOLD_ADDED, window, contact)
#define REMOVED(window, contact) told(IM_TOLD_REMOVED, window, contact)
#define STATUS(value) (queue.obs.status = IM_STATUS_##value)
#define DISCONNECTING() (queue.obs.disconnecting = 1, STATUS(NOT_ONLINE))

/* The grade, or the rule that is blamed, of what was told since the last of these. */
#define TOLD_IS(grade) GRADE(grade, event(IM_EV_EVENTS), taken())
#define TOLD_BREAKS(rule) BLAMES(rule, event(IM_EV_EVENTS), taken())
#define TAKE() happens(event(IM_EV_EVENTS), taken())

/* Signed in, and told so. */
static inline void begin_told(void)
{
    SIGNED_IN();
    STATUS(ONLINE);
    TAKE();
}

static const struct im_screen_window of_alice = { .contacts = (const im_name[]){ ALICE }, .count = 1 };
static const struct im_observation shown = { .windows = &of_alice, .window_count = 1 };

static inline uint8_t with_contact(im_name name, uint8_t handle)
{
    happens(get_contact(name, IM_SERVICE_PRIMARY), contact(handle));
    return handle;
}

#endif
