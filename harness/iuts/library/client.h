/*
 * One client: who is at it, what it is signed in to, and the lists of what it has made.
 *
 * Invariants: every window object belongs to a conversation of the same client, and conversations stay in the list
 * after they have closed, so that a held object always has one.  An object whose last reference was released keeps
 * its memory until the next reset, because a queued event may still name it; its address is never used twice.
 */
#ifndef DESK_CLIENT_H
#define DESK_CLIENT_H

#include "policy.h"

#include <stdbool.h>
#include <stdint.h>

struct desk_contact;
struct desk_conversation;
struct desk_event;
struct desk_window;

struct desk_client {
    struct imc_bstr local_user;
    struct imc_contact *people;
    uint32_t people_count;
    struct imc_people people_view; /* what reset hands out when the desk chooses its people */

    bool signed_in[2]; /* by enum imc_service */
    bool connected;
    bool focus_refused;
    bool ever_refused; /* a call was refused, because nobody was signed in */
    uint32_t dialogs;
    uint32_t sign_ins;    /* to the primary service */
    uint32_t returns;     /* from being offline */
    uint64_t closing_due; /* when the windows close after a sign-out; 0 is never */

    struct desk_contact *contacts;
    struct desk_conversation *conversations; /* oldest first */
    struct desk_window *windows;
    struct desk_event *events; /* oldest first */

    uint32_t next_number;           /* of conversations, makes handles */
    uint32_t moments[MOMENT_COUNT]; /* how often each has come */
    uint32_t answer_hits[DESK_ANSWERS];
    uint32_t member_hits[DESK_MEMBER_ANSWERS];
    struct imc_bstr lent_name; /* the text that a member handed out last */
};

struct desk_client *client_new(void);
void client_free(struct desk_client *client);

/* Forgets everything and takes PEOPLE (copied), or the people of its own when the policy says so. */
void client_reset(struct desk_client *client, const struct imc_people *people);

/* Does what has become due.  Every entry from outside calls it first. */
void client_tick(struct desk_client *client);

/* Whether NAME is in the contact list of that service. */
bool client_knows(const struct desk_client *client, struct imc_bstr name, enum imc_service service);

/* Keeps a copy of NAME until the next call and returns a view of it. */
struct imc_bstr client_lend(struct desk_client *client, struct imc_bstr name);

#endif
