/*
 * Events and observations as adapters see them: typed, with tokens and texts, before the model's small numbers.
 * Knows the list of events of the model and nothing about cases, adapters or judging.
 */
#ifndef IMCONFORM_EVENT_H
#define IMCONFORM_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "im_model.h"
#include "limits.h"

/* UTF-16 text that somebody else owns.  units == NULL is a NULL BSTR; length 0 with units a zero-length one. */
struct text {
    const uint16_t *units;
    size_t length;
};

/* The types of protocol.md, as COM numbers them. */
enum vartype {
    VT_EMPTY = 0,
    VT_NULL = 1,
    VT_I4 = 3,
    VT_BSTR = 8,
    VT_DISPATCH = 9,
    VT_ERROR = 10,
    VT_BOOL = 11,
    VT_VARIANT = 12,
    VT_BYREF = 0x4000
};

/* What a VT_DISPATCH points to. */
enum object_kind { OBJECT_NULL, OBJECT_CONTACT, OBJECT_FOREIGN };

/* A VARIANT of protocol.md.  `inner` is the referred VARIANT of VT_BYREF|VT_VARIANT. */
struct variant {
    unsigned vt; /* enum vartype, or-ed with VT_BYREF */
    struct text text;
    enum object_kind object;
    const char *contact; /* token of OBJECT_CONTACT */
    int32_t value;
    const struct variant *inner;
};

struct person {
    struct text name;
    bool secondary; /* on the secondary service */
};

/* Who is at the client: what `reset` asks for and answers with. */
struct people {
    struct text me;
    const struct person *contacts;
    size_t count;
};

/* One event to perform.  Only the fields that its kind has are meaningful; everything is borrowed. */
struct event {
    enum im_event_kind kind;
    struct variant argument; /* INSTANT_MESSAGE */
    bool out_null;           /* INSTANT_MESSAGE: ppMWindow is NULL */
    enum im_binding binding; /* INSTANT_MESSAGE */
    const char *window;      /* token: RELEASE, GET, PUT, SHOW, CLOSE, CONTACTS, USER_CLOSE, USER_ADD_CONTACT, CHECK */
    const char *contact;     /* token: IS_SELF, SIGNIN_NAME, CONTACT_RELEASE, CHECK.  Of neither: the messenger */
    struct text name;        /* GET_CONTACT, USER_ADD_CONTACT */
    enum im_service service; /* SERVICE_*, GET_CONTACT (IM_SERVICE_NONE: not given) */
    enum im_property property; /* GET, PUT */
    int32_t value;             /* PUT */
    const char *dialog;        /* OPEN_DIALOG */
    bool allowed;              /* SET_FOCUS */
    enum im_law law;           /* CHECK */
    enum im_invocation call;   /* INVOKE */
};

/* How performing an event ended. */
enum obs_status {
    OBS_DONE,      /* there is an answer */
    OBS_CANNOT,    /* the environment change could not be made (-32001) */
    OBS_NO_METHOD, /* a declared capability is missing (-32601): a misdeclared capability */
    OBS_VIOLATION, /* the IUT broke the protocol */
    OBS_TAMPERED,  /* the IUT changed or released what the caller passed */
    OBS_GARBAGE,   /* *ppMWindow holds a pointer that is neither a window, NULL, nor what was there before */
    OBS_BREACH,    /* a rule was broken by what fits no answer: `breach` */
    OBS_CRASH,     /* the IUT ended */
    OBS_TIMEOUT,   /* the IUT did not answer in time */
};
const char *obs_status_name(enum obs_status status); /* "done", "cannot", ... */

enum value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_BOOL, VALUE_TEXT };

struct seen_window {
    const char *id;
    const struct text *contacts;
    size_t count;
};

struct seen_event {
    const char *name;
    const char *window;  /* token or NULL */
    const char *contact; /* token or NULL */
    bool has_status;
    int32_t status;
};

/* The way of a call may not show every code as it is: what arrived stands for these as well. */
struct alike {
    uint32_t codes[LIMIT_ALIKE];
    uint8_t count;
    const char *way; /* "Invoke", "a script"; NULL: the adapter knows of no such way, and the codes mean nothing */
};

/* What came back.  Lists and texts belong to the observation and live until observation_clear. */
struct observation {
    enum obs_status status;
    char reason[LIMIT_REASON]; /* for every status but OBS_DONE; CHECK: what broke the law, made harmless, or "" */
    enum im_rule breach;       /* for OBS_BREACH */
    struct {
        int64_t code;     /* 0: there is none */
        const char *text; /* made harmless */
    } error;              /* the IUT's own, where it answered one */
    bool has_hresult;
    uint32_t hresult;
    struct alike alike;
    enum im_out out;         /* INSTANT_MESSAGE */
    char token[LIMIT_TOKEN]; /* the window or contact that was handed out; "" for none */
    bool unseen;             /* a window was handed out, and nobody looked which one */
    bool has_refs;
    uint32_t refs; /* RELEASE, where the IUT tells */
    bool has_scode;
    uint32_t scode; /* INVOKE, where the HRESULT is DISP_E_EXCEPTION */
    enum value_kind value_kind;
    int64_t number; /* also BOOL: 0 or 1 */
    struct text text;
    const struct text *names; /* CONTACTS */
    size_t name_count;
    const struct seen_window *windows;
    size_t window_count;
    const struct seen_event *events;
    size_t event_count;
    struct arena *arena; /* memory of the lists; made on first use */
};

/* Takes `size` zeroed bytes that live as long as the observation.  Never NULL: out of memory ends the process. */
void *observation_alloc(struct observation *obs, size_t size);
/* Frees what the observation owns and makes it empty. */
void observation_clear(struct observation *obs);
/* The way of the call shows S_FALSE as S_OK. */
void observation_hides_s_false(struct observation *obs, const char *way);
/* Sets status and a formatted reason. */
void observation_fail(struct observation *obs, enum obs_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
