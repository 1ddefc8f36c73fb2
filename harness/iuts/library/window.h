/* MessengerWindow objects: what InstantMessage hands out. */
#ifndef DESK_WINDOW_H
#define DESK_WINDOW_H

#include "client.h"

struct desk_window {
    struct imc_object object; /* first, so that the object's address is the window's */
    struct desk_client *client;
    struct desk_window *next;
    struct desk_conversation *conversation; /* never NULL */
    uint32_t references;
    uint32_t releases;
    bool cut;   /* off from its conversation, because the client went offline */
    bool named; /* made for an event: it can be named without a reference, and is never handed out */
};

/* The window behind an object of anybody's, or NULL. */
struct desk_window *window_from_object(struct imc_object *object);

/* An object for that conversation with one reference more: the one that exists, or a new one. */
struct desk_window *window_hold(struct desk_client *client, struct desk_conversation *conversation);

/* An object of that conversation that somebody holds and that is not cut off, or NULL; no reference is added. */
struct desk_window *window_find_held(const struct desk_client *client, const struct desk_conversation *conversation);

/* Whether the object can be used: its conversation is open and it is not cut off. */
bool window_is_live(const struct desk_window *window);

/* A new object for that conversation, for an event to name; it has no reference. */
struct desk_window *window_to_name(struct desk_client *client, struct desk_conversation *conversation);

/* The object, while somebody holds it or when it was made to be named, else NULL. */
struct imc_object *window_held_object(struct desk_window *window);

/* Cuts all objects of that conversation off, or gives them back to it. */
void windows_cut(struct desk_client *client, const struct desk_conversation *conversation, bool cut);

/* Moves the objects of a closed conversation to one that has opened in its place. */
void windows_move(struct desk_client *client, const struct desk_conversation *from, struct desk_conversation *to);

void windows_forget(struct desk_client *client);

/* Members, as the ABI has them. */
imc_hresult members_window_get(void *client, struct imc_object *window, enum imc_property property, int64_t *value);
imc_hresult members_window_put(void *client, struct imc_object *window, enum imc_property property, int32_t value);
imc_hresult members_window_show(void *client, struct imc_object *window);
imc_hresult members_window_close(void *client, struct imc_object *window);
imc_hresult members_window_contacts(void *client, struct imc_object *window,
                                    void (*each)(void *context, const struct imc_bstr *signin_name), void *context);

#endif
