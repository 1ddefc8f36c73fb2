/*
 * The C ABI of an implementation under test (IUT) that is a shared library.
 *
 * An implementer reads this page and nothing else: export one function, imconform_library(), that returns a
 * table of functions.  Build it as a shared object and run
 *
 *     imconform run library:./yours.so
 *
 * The kit runs each case in a child process of its own, several at the same time, so a crash or a hang is a verdict and
 * never the end of the run.  Calls come from one thread.  Objects follow COM's rules: each pointer handed out carries one
 * reference of its own, two pointers are the same object exactly when their identities are equal, and the
 * arguments of a call stay the caller's.
 *
 * A member of the table that is NULL is a capability that the library does not have; the cases that need it are
 * "not applicable".  Members in the part "mandatory" are never NULL.
 */
#ifndef IMCONFORM_LIBRARY_H
#define IMCONFORM_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IMC_ABI_VERSION 1u

typedef uint32_t imc_hresult; /* an HRESULT, for example 0x80070057 */

/* A BSTR: UTF-16 code units with a stored length; NULs inside count.  `units` is never NULL; a NULL BSTR is a
 * NULL pointer to this structure, a zero-length one has length 0. */
struct imc_bstr {
    const uint16_t *units;
    uint32_t length;
};

/* What an object can be asked for. */
enum imc_kind {
    IMC_KIND_IDENTITY, /* the object itself: always the same pointer for one object */
    IMC_KIND_WINDOW,   /* a conversation window of yours */
    IMC_KIND_CONTACT,  /* a contact of yours */
};

struct imc_object;

struct imc_object_ops {
    /* Returns a pointer that stands for the object in that role, or NULL when it has no such role.  No reference
     * is added.  Must stay safe on an object whose window is gone. */
    void *(*query)(struct imc_object *object, enum imc_kind kind);
    uint32_t (*add_ref)(struct imc_object *object); /* returns the new count */
    uint32_t (*release)(struct imc_object *object); /* returns the new count; 0 means that the object is gone */
};

/* Every object begins with this.  The kit passes objects of its own as well (a "foreign" object: query answers
 * only IMC_KIND_IDENTITY): ask before you cast. */
struct imc_object {
    const struct imc_object_ops *ops;
};

/* VARIANT types, with the numbers that COM gives them.  IMC_VT_BYREF is or-ed to a type. */
enum {
    IMC_VT_EMPTY = 0,
    IMC_VT_NULL = 1,
    IMC_VT_I4 = 3,
    IMC_VT_BSTR = 8,
    IMC_VT_DISPATCH = 9,
    IMC_VT_ERROR = 10,
    IMC_VT_BOOL = 11,
    IMC_VT_VARIANT = 12,
    IMC_VT_BYREF = 0x4000,
};

struct imc_variant {
    uint16_t vt;
    union {
        int32_t value;                        /* VT_I4, VT_ERROR, VT_BOOL (-1 is true) */
        const struct imc_bstr *bstr;          /* VT_BSTR */
        struct imc_object *dispatch;          /* VT_DISPATCH */
        const struct imc_bstr *const *p_bstr; /* VT_BYREF|VT_BSTR */
        struct imc_object *const *p_dispatch; /* VT_BYREF|VT_DISPATCH */
        const struct imc_variant *p_variant;  /* VT_BYREF|VT_VARIANT */
    } u;
};

/* How the call reaches the object: a library that has only one way ignores it. */
enum imc_binding { IMC_BINDING_VTABLE, IMC_BINDING_DISPATCH, IMC_BINDING_SCRIPT };

/* Result of a change of the environment. */
enum imc_status {
    IMC_DONE,   /* the change is complete */
    IMC_CANNOT, /* this change could not be made: the case becomes inconclusive */
};

enum imc_service { IMC_SERVICE_PRIMARY, IMC_SERVICE_SECONDARY };

enum imc_property { IMC_HWND, IMC_IS_CLOSED, IMC_LEFT, IMC_TOP, IMC_WIDTH, IMC_HEIGHT };

struct imc_contact {
    struct imc_bstr signin_name;
    enum imc_service service;
};

/* Who is at this client and whom it knows. */
struct imc_people {
    struct imc_bstr local_user;
    const struct imc_contact *contacts;
    uint32_t contact_count;
};

/* One window on the screen.  Texts are NUL-terminated UTF-8 resp. BSTRs that live until the callback returns. */
struct imc_screen_window {
    const char *id; /* stays the same while the window is open, for example its handle as text */
    const struct imc_bstr *contacts;
    uint32_t contact_count;
};

/* One event of DMessengerEvents.  `window` and `contact` carry no reference and may be NULL. */
struct imc_event {
    const char *name; /* "OnIMWindowCreated", ... */
    struct imc_object *window;
    struct imc_object *contact;
    int32_t status;
    bool has_status;
};

struct imc_library {
    uint32_t abi; /* IMC_ABI_VERSION */
    const char *name;
    const char *version;

    /* --- mandatory ------------------------------------------------------------------------------------- */

    /* One client.  NULL means that it could not be made. */
    void *(*create)(void);
    void (*destroy)(void *client);
    /* Back to the beginning: signed out, no window, no reference held by the caller, focus allowed, and the
     * people are `wanted`.  A client that cannot choose its people fills *people_it_has (which it owns, valid
     * until the next reset); otherwise it leaves *people_it_has alone. */
    enum imc_status (*reset)(void *client, const struct imc_people *wanted, const struct imc_people **people_it_has);
    /* The method under test.  ppMWindow may be NULL; else it points to a pointer that holds a bit pattern. */
    imc_hresult (*instant_message)(void *client, struct imc_variant vContact, struct imc_object **ppMWindow,
                                   enum imc_binding binding);

    /* --- capabilities: changes of the environment ------------------------------------------------------ */

    enum imc_status (*sign_in)(void *client);
    enum imc_status (*sign_out)(void *client);
    enum imc_status (*go_offline)(void *client); /* the connection is lost without signing out */
    enum imc_status (*go_online)(void *client);
    enum imc_status (*service_sign_in)(void *client, enum imc_service service);
    enum imc_status (*service_sign_out)(void *client, enum imc_service service);
    enum imc_status (*user_close_window)(void *client, struct imc_object *window);
    enum imc_status (*user_add_contact)(void *client, struct imc_object *window, const struct imc_bstr *signin_name);
    enum imc_status (*user_open_dialog)(void *client, const char *dialog); /* "options", "addContact", "signIn" */
    enum imc_status (*user_close_dialogs)(void *client);
    enum imc_status (*set_focus_allowed)(void *client, bool allowed);

    /* --- capabilities: other members of the interfaces -------------------------------------------------- */

    /* On success *name is filled; the text lives until the next call. */
    imc_hresult (*my_signin_name)(void *client, struct imc_bstr *name);
    /* signin_name NULL is a NULL BSTR; has_service false is an empty service id.  On success *contact carries one
     * reference, which the caller releases. */
    imc_hresult (*get_contact)(void *client, const struct imc_bstr *signin_name, bool has_service,
                               enum imc_service service, struct imc_object **contact);
    imc_hresult (*contact_is_self)(void *client, struct imc_object *contact, bool *is_self);
    imc_hresult (*contact_signin_name)(void *client, struct imc_object *contact, struct imc_bstr *name);
    /* IMC_IS_CLOSED gives 0 or -1 (VARIANT_BOOL), IMC_HWND the handle, the others pixels. */
    imc_hresult (*window_get)(void *client, struct imc_object *window, enum imc_property property, int64_t *value);
    imc_hresult (*window_put)(void *client, struct imc_object *window, enum imc_property property, int32_t value);
    imc_hresult (*window_show)(void *client, struct imc_object *window);
    imc_hresult (*window_close)(void *client, struct imc_object *window);
    /* Calls `each` for every participant. */
    imc_hresult (*window_contacts)(void *client, struct imc_object *window,
                                   void (*each)(void *context, const struct imc_bstr *signin_name), void *context);

    /* --- capabilities: what a person would see ---------------------------------------------------------- */

    void (*screen_windows)(void *client, void (*each)(void *context, const struct imc_screen_window *window),
                           void *context);
    /* Hands over the events since the last call, oldest first, and forgets them. */
    void (*take_events)(void *client, void (*each)(void *context, const struct imc_event *event), void *context);
};

/* The one symbol that a library exports.  Returns a table that lives as long as the library is loaded, or NULL
 * when it does not speak that version of the ABI. */
const struct imc_library *imconform_library(uint32_t abi_version);

#ifdef __cplusplus
}
#endif

#endif
