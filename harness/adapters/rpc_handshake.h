/*
 * The handshake of the wire protocol: what the harness says of itself, and what the IUT says of itself.  Knows the
 * `initialize` method; nothing of sessions or transports.
 */
#ifndef IMCONFORM_RPC_HANDSHAKE_H
#define IMCONFORM_RPC_HANDSHAKE_H

#include <jansson.h>

#include "adapter.h"
#include "wire_shape.h"

enum { RPC_PROTOCOL = 1 };

/* The params of initialize; the caller owns them.  NULL is the default profile. */
json_t *handshake_params(const char *profile);
/* Fills everything of `identity` but `binary`, in shape->arena.  False with a reason if the reply does not fit. */
bool handshake_read(struct shape *shape, const json_t *result, struct iut_identity *identity);

#endif
