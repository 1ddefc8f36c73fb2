/*
 * Between the typed events and observations and the JSON of protocol.md.  Knows every method of the wire contract
 * that is an event, and reset and initialize; nothing of descriptors, processes or judging.
 */
#ifndef IMCONFORM_WIRE_CODEC_H
#define IMCONFORM_WIRE_CODEC_H

#include <jansson.h>

#include "event.h"
#include "wire_shape.h"

/* The params of an event; the caller owns the object. */
json_t *codec_params(const struct event *event);

/* Fills `obs` from a result.  False: it does not fit; obs->status is OBS_VIOLATION with a reason.  Members that the
 * contract does not have are ignored. */
bool codec_observe(const struct event *event, const json_t *result, struct observation *obs);

/* True for the events that every IUT has. */
bool codec_is_mandatory(enum im_event_kind kind);
/* True for those that may be answered with -32001: changes of the environment, and what a transport may hide. */
bool codec_may_be_refused(enum im_event_kind kind);

/* The params of reset. */
json_t *codec_people_params(const struct people *people);
/* What reset answered: `wanted` where it says nothing.  Texts are in shape->arena or wanted's. */
bool codec_people(struct shape *shape, const json_t *result, const struct people *wanted, struct people *answered);

#endif
