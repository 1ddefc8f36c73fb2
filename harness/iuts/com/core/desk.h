/*
 * One messenger client: who is at it, what it is signed in to, its contacts and its conversation windows.
 *
 * The core knows neither COM nor Windows.  What it needs of them it asks of `struct surroundings`: windows on a screen,
 * somebody who hears the news, and somebody who lets go of a face.  A face is what a client of the server holds in
 * place of a contact or a window; the core counts the references and keeps the pointer, so that the same contact or
 * window always has the same face while anybody holds it.
 *
 * Invariants: a window in the list is open, has at least one participant and a screen; one outside of the list lives
 * only while it is referred to.  A contact lives while it is listed, takes part in an open window, or is referred to.
 */
#ifndef COM_CORE_DESK_H
#define COM_CORE_DESK_H

#include "name.h"

enum service { SERVICE_PRIMARY, SERVICE_SECONDARY, SERVICE_COUNT };

/* A part of MISTATUS. */
enum desk_status {
    STATUS_UNKNOWN = 0x0000,
    STATUS_OFFLINE = 0x0001,
    STATUS_ONLINE = 0x0002,
    STATUS_CONNECTING = 0x0200,
    STATUS_DISCONNECTING = 0x0400,
};

enum desk_event {
    NEWS_SIGN_IN,
    NEWS_SIGN_OUT,
    NEWS_STATUS,
    NEWS_WINDOW_CREATED,
    NEWS_WINDOW_DESTROYED,
    NEWS_CONTACT_JOINED,
    NEWS_CONTACT_UNLISTED,
};

struct desk;
struct contact;
struct window;

struct news {
    enum desk_event event;
    struct window *window;
    struct contact *contact;
    enum desk_status status;
};

struct surroundings {
    /* Puts a window on the screen; NULL if there can be none. */
    void *(*open)(struct window *window);
    void (*close)(void *screen);
    /* Brings the window before the user; false if the system does not let it. */
    bool (*focus)(void *screen);
    void (*tell)(const struct news *news);
    /* Nobody refers to it any more. */
    void (*let_go)(void *face);
};

struct contact {
    struct desk *desk;
    struct name name;
    enum service service;
    bool listed;
    bool blocked;
    uint32_t windows; /* that it takes part in */
    uint32_t references;
    void *face;
    struct contact *next;
};

struct desk {
    const struct surroundings *around;
    struct name local_user;
    bool signed_in[SERVICE_COUNT];
    bool connected;
    bool focus_allowed;
    enum desk_status chosen_status; /* while signed in */
    uint32_t dialogs;
    struct contact *contacts;
    struct window *windows; /* the open ones, oldest first */
};

/* The caller keeps AROUND, and frees the desk with desk_free when nobody refers to anything of it. */
struct desk *desk_new(const struct surroundings *around);
void desk_free(struct desk *desk);

/* Signed out, connected, nobody listed, no window; what is still referred to is dead. */
void desk_reset(struct desk *desk, struct name local_user);

/* False when it cannot be: the connection is lost. */
bool desk_sign_in(struct desk *desk, enum service service);
void desk_sign_out(struct desk *desk, enum service service);
void desk_sign_out_all(struct desk *desk);
void desk_go_offline(struct desk *desk);
void desk_go_online(struct desk *desk);
/* False for a status that is none of the online family, or while nobody is signed in. */
bool desk_choose_status(struct desk *desk, enum desk_status status);

/* Signed in to the primary service, and connected. */
bool desk_is_online(const struct desk *desk);
enum desk_status desk_status(const struct desk *desk);
bool desk_is_own(const struct desk *desk, struct name name, enum service service);

/* Finds or makes it, and adds one reference. */
struct contact *contact_obtain(struct desk *desk, struct name name, enum service service);
struct contact *contact_find_listed(const struct desk *desk, struct name name);
void contact_list(struct contact *contact, bool listed);
uint32_t contact_add_reference(struct contact *contact);
uint32_t contact_release(struct contact *contact);
/* For windows: it takes part in one more, or one less. */
void contact_join(struct contact *contact);
void contact_leave(struct contact *contact);

#endif
