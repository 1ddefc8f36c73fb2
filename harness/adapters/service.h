/*
 * A command as an IUT: the transport of "service:", for adapters that have to do more before and after.
 */
#ifndef IMCONFORM_SERVICE_H
#define IMCONFORM_SERVICE_H

#include <sys/types.h>

#include "base.h"
#include "rpc_session.h"

struct service_link {
    struct link link;    /* first: a link is a service_link */
    struct arena *arena; /* of the link and all that it has */
    char **words;        /* of the command, without a shell; NULL ends them */
    pid_t pid;           /* also its process group; 0: not started */
};

extern const struct transport service_transport;

/* A link in its arena, with what it keeps of the options copied there; `size` bytes, zeroed behind the link. */
struct service_link *service_link_new(struct arena *arena, size_t size, const struct transport *transport,
                                      const struct adapter_options *options);

#endif
