/*
 * Everything in which one desk may differ from another.
 *
 * The desk itself is one program.  Each variant defines `desk_policy` in a file of its own, and the zero value of
 * every field is the preferred behaviour, so that an empty policy is the right desk.  A variant under right/ takes
 * other fair readings of the documentation; one under wrong/ breaks a rule.  The numbers A-nn are those of the
 * list of ambiguities.  This file knows nothing of the kit and its rules.
 */
#ifndef DESK_POLICY_H
#define DESK_POLICY_H

#include "imconform_library.h"
#include "situations.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- answers of InstantMessage --------------------------------------------------------------------------- */

/* What a row makes the call do.  "Refuse" without a code means: with the usual code of the situation. */
enum desk_act {
    ACT_REFUSE,            /* the code, NULL in *ppMWindow, no window */
    ACT_REFUSE_PATTERN,    /* the same, but *ppMWindow is left alone */
    ACT_REFUSE_GARBAGE,    /* the same, but *ppMWindow gets a value that is no object */
    ACT_REFUSE_OPENING,    /* the same, but a window opens */
    ACT_REFUSE_EVENT,      /* the same, but OnIMWindowCreated is raised */
    ACT_PASS,              /* this reason to refuse is overlooked */
    ACT_CRASH,             /* the process ends */
    ACT_HANG,              /* the call never returns */
    ACT_CODE,              /* everything as usual, but with this success code */
    ACT_CODE_NULL,         /* the window opens; this success code; NULL in *ppMWindow */
    ACT_CLAIM,             /* this success code; NULL in *ppMWindow; nothing opens */
    ACT_OUT_PATTERN,       /* success, but *ppMWindow is left alone */
    ACT_OUT_CONTACT,       /* success with a contact object instead of a window */
    ACT_OUT_DEAD,          /* success with an object whose window is closed */
    ACT_OUT_OLDEST,        /* success with the oldest window there is, whoever it belongs to */
    ACT_OUT_UNCOUNTED,     /* success, but the pointer has no reference of its own */
    ACT_ANOTHER_WINDOW,    /* a new window, although one is there */
    ACT_HIDDEN,            /* the window never reaches the screen */
    ACT_TWIN,              /* a second window for the contact appears beside it */
    ACT_NO_EVENT,          /* OnIMWindowCreated is not raised */
    ACT_EXTRA_EVENT,       /* OnIMWindowCreated is raised once more than it should be */
    ACT_NO_PARTICIPANT,    /* the new window has no participant */
    ACT_OTHER_PARTICIPANT, /* the participant of the new window is somebody else */
    ACT_EXTRA_PARTICIPANT, /* somebody else takes part as well */
    ACT_CUT_PARTICIPANT,   /* the participant's name ends before the at sign */
};

enum desk_via { VIA_ANY, VIA_VTABLE, VIA_INVOKE };

/* One row: in that situation, for these forms of the argument and this way of calling, do that.  Rows are tried in
 * order; the first one that refuses ends the search, the others add up. */
struct desk_answer {
    enum desk_situation when; /* WHEN_END ends the list */
    uint32_t form;            /* DESK_FORM_ bits that the argument must have */
    enum desk_via via;
    enum desk_act act;
    imc_hresult code;
    uint8_t first;    /* the first occurrence, counted from 1, to which the row applies; 0 is all */
    bool every_other; /* of those, only each second one, beginning with the first */
};

#define DESK_ANSWERS 16

/* ---- members of the window ------------------------------------------------------------------------------- */

enum {
    MEMBER_HWND = 1u << 0,
    MEMBER_IS_CLOSED = 1u << 1,
    MEMBER_LEFT = 1u << 2,
    MEMBER_TOP = 1u << 3,
    MEMBER_WIDTH = 1u << 4,
    MEMBER_HEIGHT = 1u << 5,
    MEMBER_PUT = 1u << 6,
    MEMBER_SHOW = 1u << 7,
    MEMBER_CLOSE = 1u << 8,
    MEMBER_CONTACTS = 1u << 9,
    MEMBER_GEOMETRY = MEMBER_LEFT | MEMBER_TOP | MEMBER_WIDTH | MEMBER_HEIGHT,
    MEMBER_LATE = MEMBER_HWND | MEMBER_IS_CLOSED | MEMBER_CONTACTS, /* what may take a moment */
    MEMBER_ALL = (1u << 10) - 1u,
};

enum desk_life { LIFE_OPEN, LIFE_DEAD };

/* What comes with a success code. */
enum desk_value {
    VALUE_REAL,  /* what the window has, or had when it was open; the member does its work */
    VALUE_GIVEN, /* the number in the row; the member does nothing */
    VALUE_RAISE, /* the dead window comes back to the screen */
};

struct desk_member_answer {
    uint32_t members; /* MEMBER_ bits; 0 ends the list */
    enum desk_life life;
    imc_hresult code;
    enum desk_value value;
    int32_t given;
    uint8_t first; /* the first occurrence to which the row applies; 0 is all */
};

#define DESK_MEMBER_ANSWERS 8

/* ---- names ------------------------------------------------------------------------------------------------ */

enum desk_extent { EXTENT_WHOLE, EXTENT_PREFIX, EXTENT_SUFFIX, EXTENT_LOCAL_PART, EXTENT_LENGTH };

/* When two names are the same.  Zero: the whole name, ASCII letters in either case. */
struct desk_match {
    bool exact_case;
    bool trim;        /* blanks at both ends do not count */
    bool drop_scheme; /* "sip:" and "mailto:" in front do not count */
    bool any_service; /* the service does not count */
    enum desk_extent extent;
};

enum desk_length_unit { LENGTH_UNITS, LENGTH_CODE_POINTS, LENGTH_DOUBLE_BYTES, LENGTH_LOW_BYTE };
enum desk_nul { NUL_COUNTS, NUL_ENDS_TEXT };
enum desk_breaks {
    BREAKS_ANYWHERE,
    BREAKS_NO_LAST_CR,
    BREAKS_NO_FIRST_LF,
    BREAKS_CR_ONLY,
    BREAKS_LF_ONLY,
    BREAKS_PAIR, /* a carriage return followed by a line feed */
};
enum desk_space { SPACE_FIRST, SPACE_NOT_ALONE, SPACE_LAST };

enum desk_check { CHECK_DEFAULT, CHECK_OUT, CHECK_ARGUMENT, CHECK_STATE, CHECK_SELF };

/* What is done to what the caller passed, which is the caller's. */
enum desk_argument_fault {
    ARGUMENT_KEPT,
    ARGUMENT_LOWERED,  /* the text is made lower case */
    ARGUMENT_CUT,      /* the text ends at its first line break */
    ARGUMENT_CLEARED,  /* a variable that was passed by reference is NULL afterwards */
    ARGUMENT_RETYPED,  /* a VARIANT that was passed by reference is VT_EMPTY afterwards */
    ARGUMENT_RELEASED, /* an object of the caller's own is released */
    ARGUMENT_HELD,     /* a reference to an object of the caller's own is kept for ever */
};

/* ---- windows ---------------------------------------------------------------------------------------------- */

enum desk_identity { IDENTITY_SHARED, IDENTITY_PER_CALL };
enum desk_released { RELEASED_SAME_WINDOW, RELEASED_SECOND_WINDOW, RELEASED_OBJECT_KEPT, RELEASED_CLOSES };
enum desk_group { GROUP_SHARED, GROUP_OWN_WINDOW, GROUP_FIRST_ONLY };
enum desk_offline { OFFLINE_CLOSES, OFFLINE_KEEPS, OFFLINE_CLOSES_ON_RETURN };

/* Why a window closed, as bits. */
enum { CAUSE_CLOSE = 1u, CAUSE_USER = 2u, CAUSE_SIGN_OUT = 4u, CAUSE_OFFLINE = 8u, CAUSE_RELEASE = 16u };

/* What is left open that should close or be cut off. */
enum desk_keep { KEEP_NONE, KEEP_ALL, KEEP_SECOND, KEEP_UNHELD, KEEP_OBJECTS };

enum desk_release_fault {
    RELEASE_RIGHT,
    RELEASE_FORGETS_AT_ONE,   /* one of several references released: the window is not found any more */
    RELEASE_FORGETS_AT_THIRD, /* the same, at the third release of a window object */
    RELEASE_CLOSES_EARLY,     /* one of several references released: the window closes */
    RELEASE_DEAD_CRASHES,
    RELEASE_DEAD_HANGS,
    ADD_REF_DEAD_CRASHES,
    QUERY_DEAD_CRASHES,
};

enum desk_geometry_fault {
    GEOMETRY_RIGHT,
    GEOMETRY_ZERO_TAKEN,
    GEOMETRY_NEGATIVE_TAKEN,
    GEOMETRY_SIZE_CODE, /* a bad size is E_FAIL */
    GEOMETRY_NOT_KEPT,
    GEOMETRY_SWAPPED, /* setting Left moves Top */
    GEOMETRY_NEGATIVE_LEFT_REFUSED,
};

/* ---- events ----------------------------------------------------------------------------------------------- */

/* What is told, as bits. */
enum {
    SAY_SIGNIN = 1u << 0,
    SAY_SIGNOUT = 1u << 1,
    SAY_STATUS = 1u << 2, /* OnMyStatusChange */
    SAY_CREATED = 1u << 3,
    SAY_DESTROYED = 1u << 4,
    SAY_ADDED = 1u << 5,
    SAY_REMOVED = 1u << 6,
    SAY_SESSION = SAY_SIGNIN | SAY_SIGNOUT | SAY_STATUS,
    SAY_MEMBERS = SAY_ADDED | SAY_REMOVED,
};

/* MISTATUS; all online states share the bit of ONLINE. */
enum desk_status {
    STATUS_UNKNOWN = 0x0000,
    STATUS_OFFLINE = 0x0001,
    STATUS_ONLINE = 0x0002,
    STATUS_INVISIBLE = 0x0006,
    STATUS_BUSY = 0x000A,
    STATUS_AWAY = 0x0022,
    STATUS_FINDING = 0x0100,
    STATUS_CONNECTING = 0x0200,
    STATUS_SYNCHRONIZING = 0x0300,
    STATUS_DISCONNECTING = 0x0400,
};

/* When something is told. */
enum desk_moment {
    MOMENT_END = 0,
    MOMENT_SIGN_IN, /* to the primary service */
    MOMENT_SIGN_IN_AGAIN,
    MOMENT_SIGN_OUT, /* of the primary service */
    MOMENT_SECONDARY_IN,
    MOMENT_SECONDARY_OUT,
    MOMENT_OFFLINE,
    MOMENT_RETURN,
    MOMENT_OPENED,
    MOMENT_REUSED,
    MOMENT_REFUSED,
    MOMENT_RELEASED, /* a reference to a window; others are held */
    MOMENT_LAST_RELEASED,
    MOMENT_JOINED,
    MOMENT_CLOSED, /* a window */
    MOMENT_COUNT,
};

enum desk_event_act {
    EVENT_NOT,           /* it is not raised */
    EVENT_ALSO,          /* it is raised, after what the moment raises anyway */
    EVENT_OTHER_STATUS,  /* it carries the row's status */
    EVENT_OWN_OBJECT,    /* it names an object of its own for the window */
    EVENT_OLDEST_WINDOW, /* it names the oldest window that is held */
    EVENT_OTHER_WINDOW,  /* it names another open window, if one is held */
    EVENT_DEAD_WINDOW,   /* it names a window that has closed, if one is held */
    EVENT_OTHER_CONTACT, /* it names another contact, if one is held */
};

/* One row: at that moment, do that to these events. */
struct desk_event_row {
    enum desk_moment when; /* MOMENT_END ends the list */
    enum desk_event_act act;
    uint32_t says; /* SAY_ bits */
    int32_t status;
    uint8_t first; /* the first such moment, counted from 1, to which the row applies; 0 is all */
    bool only;     /* that moment alone */
};

#define DESK_EVENT_ROWS 8
#define DESK_STATUSES 4

enum desk_signin_place { SIGNIN_BEFORE_LAST, SIGNIN_FIRST, SIGNIN_LAST };

/* ---- contacts --------------------------------------------------------------------------------------------- */

enum desk_get_contact_fault {
    GET_CONTACT_RIGHT,
    GET_CONTACT_FAILS,
    GET_CONTACT_LISTED_ONLY,
    GET_CONTACT_NULL, /* S_OK with NULL */
    GET_CONTACT_FRESH,
    GET_CONTACT_FRESH_THIRD,
    GET_CONTACT_LONG_TAKEN,
    GET_CONTACT_SPACE_TAKEN,
    GET_CONTACT_BREAK_TAKEN,
    GET_CONTACT_NULL_INVALID, /* a NULL string is E_INVALIDARG */
    GET_CONTACT_SIGNED_OUT_TAKEN,
};

enum desk_is_self_fault {
    IS_SELF_RIGHT,
    IS_SELF_NEVER,
    IS_SELF_ALWAYS,
    IS_SELF_PREFIX,
    IS_SELF_ANY_SERVICE,
    IS_SELF_OFFLINE_TRUE,
    IS_SELF_OFFLINE_FAILS,
};

enum desk_name_fault {
    NAME_RIGHT,
    NAME_FAILS,
    NAME_LOWER,
    NAME_CUT,
    NAME_OTHER,
    NAME_KEPT_SIGNED_OUT,
    NAME_KEPT_OFFLINE,
};

/* ---- the policy -------------------------------------------------------------------------------------------- */

struct desk_policy {
    struct desk_answer answers[DESK_ANSWERS];
    struct desk_member_answer members[DESK_MEMBER_ANSWERS];

    /* Names. */
    enum desk_length_unit length_unit; /* */
    uint32_t length_limit;             /* 0 is 129 */
    enum desk_nul nul;                 /* */
    enum desk_breaks breaks;           /* where a CR or LF is seen */
    enum desk_space space;             /* which space is seen */
    bool numbers_as_text;              /* */
    bool nested_references_refused;    /* */
    struct desk_match self;            /* */
    struct desk_match user;            /* */
    enum desk_check order[4];          /* A-20; zero is out, argument, state, self */
    enum desk_argument_fault argument_fault;

    /* Windows. */
    enum desk_identity identity;    /* */
    enum desk_released released;    /* */
    enum desk_group group;          /* */
    enum desk_offline offline;      /* */
    bool return_revives;            /* objects work again after coming back */
    bool reopen_revives;            /* objects work again when their contact is called again */
    bool one_frame;                 /* all windows have one HWND */
    bool local_user_listed;         /* the local user is among the participants */
    bool lower_case_participants;   /* canonical form */
    uint32_t participants_delay_ms; /* the list fills later */
    uint32_t members_delay_ms;      /* */
    uint32_t sign_out_delay_ms;     /* */
    bool hwnd_changes;              /* fault: another handle at each question */
    bool close_keeps_open;          /* fault: Close succeeds and does nothing */
    bool show_closes;               /* fault */
    enum desk_keep sign_out_keeps;  /* fault */
    enum desk_keep offline_keeps;   /* fault: these objects are not cut off */
    enum desk_release_fault release_fault;
    enum desk_geometry_fault geometry_fault;

    /* Events. */
    struct desk_event_row events[DESK_EVENT_ROWS];
    int32_t sign_in_statuses[DESK_STATUSES];  /* in order, 0 ends them; none is finding, connecting, online */
    int32_t sign_out_statuses[DESK_STATUSES]; /* none is disconnecting, offline; the first comes at once */
    enum desk_signin_place signin_place;      /* where OnSignin stands among the statuses */
    bool signout_first;                       /* OnSignout comes before the windows close */
    uint32_t event_delay_ms;                  /* */
    uint32_t late_says;                       /* which events are late, SAY_ bits; 0 is all */
    bool first_contact_added;                 /* OnIMWindowContactAdded for the first recipient as well */
    uint32_t silent_causes;                   /* CAUSE_ bits without OnIMWindowDestroyed */
    bool events_without_objects;              /* events carry NULL */

    /* Contacts and the own name. */
    imc_hresult no_name_code; /* MySigninName while signed out; 0 is MSGR_E_NOT_LOGGED_ON */
    enum desk_get_contact_fault get_contact_fault;
    enum desk_is_self_fault is_self_fault;
    enum desk_name_fault signin_name_fault;
    enum desk_name_fault my_name_fault;

    /* The table. */
    bool own_people;      /* the desk cannot choose its people */
    bool mandatory_only;  /* no capability at all */
    bool without_events;  /* no take_events */
    bool without_screen;  /* no screen_windows */
    bool without_members; /* nothing but InstantMessage and the environment */
};

extern const struct desk_policy desk_policy;

#endif
