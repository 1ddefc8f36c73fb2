/* Conversations: the windows on the screen, with whom they are, and when they open and close. */
#ifndef DESK_CONVERSATION_H
#define DESK_CONVERSATION_H

#include "client.h"

#define DESK_ID_SIZE 24

struct desk_participant {
    struct desk_participant *next;
    struct imc_contact who;
    bool counts; /* calls that name this person find the window */
    bool listed; /* the window shows this person */
};

struct desk_conversation {
    struct desk_conversation *next;
    struct desk_participant *participants; /* the first recipient is the first */
    char id[DESK_ID_SIZE];
    char twin_id[DESK_ID_SIZE];
    int32_t handle;
    int32_t left, top, width, height;
    uint64_t opened_at;
    uint32_t form; /* DESK_FORM_ bits of the call that opened it */
    bool open;
    bool shown;
    bool has_twin;
    bool forgotten; /* by a fault: calls do not find it */
    bool closed_by_user;
};

/* How a new window is opened; zero is the usual way. */
struct desk_opening {
    uint32_t form;
    bool hidden;
    bool nobody_listed;
    bool other_listed;
    bool other_added;
    bool name_cut;
};

/* A new open conversation with that person; no event is raised. */
struct desk_conversation *conversation_open(struct desk_client *client, const struct imc_contact *who,
                                            const struct desk_opening *how);

/* The open conversation that a call for WHO reaches, or NULL; held ones and those with WHO alone come first. */
struct desk_conversation *conversation_find(const struct desk_client *client, const struct imc_contact *who);

/* The last conversation whose first recipient was WHO and that has closed, or NULL. */
struct desk_conversation *conversation_find_closed(const struct desk_client *client, const struct imc_contact *who);

/* Whether more than one person takes part. */
bool conversation_is_group(const struct desk_conversation *conversation);

/* Another person joins, at the end of the list. */
void conversation_add(struct desk_conversation *conversation, const struct imc_contact *who, bool counts, bool listed);

/* Closes it, once, and raises OnIMWindowDestroyed; CAUSE is a CAUSE_ bit. */
void conversation_close(struct desk_client *client, struct desk_conversation *conversation, uint32_t cause);
void conversations_close_all(struct desk_client *client, uint32_t cause);

/* Calls EACH for every person listed. */
void conversation_each_listed(const struct desk_conversation *conversation,
                              void (*each)(void *context, const struct imc_bstr *name), void *context);

/* What is on the screen. */
void conversations_show(struct desk_client *client, void (*each)(void *context, const struct imc_screen_window *window),
                        void *context);

void conversations_forget(struct desk_client *client);

#endif
