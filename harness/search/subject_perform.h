/*
 * The inputs of the abstraction as events on a session: what runs in the process of a subject.
 */
#ifndef IMCONFORM_SUBJECT_PERFORM_H
#define IMCONFORM_SUBJECT_PERFORM_H

#include "abstraction.h"
#include "adapter.h"

struct performer {
    const struct abstraction *abstraction;
    const struct adapter *adapter;
    struct session *session;
    uint8_t client; /* enum im_client, as it was told to be */
    struct {
        char token[LIMIT_TOKEN];
        unsigned references;
    } held[ABSTRACT_CONTACTS];
};

/* For a session that was just reset. */
void performer_begin(struct performer *performer);
/* One input.  After an output that is ABSTRACT_BROKEN the session is good for close only. */
struct abstract_output performer_take(struct performer *performer, uint32_t number);

#endif
