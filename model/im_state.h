/*
 * The state of the model: a plain value that can be copied, compared with memcmp and hashed.  Part of im_model.h.
 */
#ifndef IM_STATE_H
#define IM_STATE_H

#include <stdint.h>

typedef uint16_t im_name; /* index into the world's names */

enum {
    IM_OBJECTS = 24,       /* window objects to which the caller holds references at once */
    IM_CONVERSATIONS = 32, /* conversations remembered at once */
    IM_CONTACTS_HELD = 16, /* contact objects to which the caller holds references at once */
    IM_MEMBERS = 4,        /* participants of one conversation, the first one being whom it was opened for */
};

enum im_client { IM_SIGNED_OUT, IM_SIGNING_IN, IM_SIGNED_IN, IM_OFFLINE, IM_SIGNING_OUT };

/* Where the documentation leaves a thing open, the model does not know it until it was seen. */
enum im_known { IM_NO, IM_MAYBE, IM_YES };

/* One window object: the caller's references, and what it stands for.  Handle h is objects[h - 1].
 * refs == 0: the slot is free and everything in it is 0. */
struct im_object {
    int64_t handle;       /* HWND as it was last seen, 0 for not yet: it stays the same while the window is open */
    int32_t placed[4];    /* Left, Top, Width, Height as they were last set */
    uint8_t placed_known; /* bit per property */
    uint8_t conversation; /* index + 1 */
    uint8_t alive;        /* enum im_known: does it still answer? */
    uint8_t close_worked; /* Close gave S_OK on it */
    uint8_t ended_by;     /* enum im_ending */
    uint8_t spare;        /* keeps the structure free of holes, so that states compare with memcmp */
    uint16_t refs;
};

enum im_ending { IM_ENDED_NOT, IM_ENDED_BY_USER, IM_ENDED_BY_CLOSE, IM_ENDED_BY_SIGN_OUT, IM_ENDED_BY_OFFLINE };

/* One conversation window on the screen, or one that may be there.  members == 0: free. */
struct im_conversation {
    im_name member[IM_MEMBERS];
    uint8_t members;
    uint8_t secondary; /* with a contact of the secondary service */
    uint8_t shown;     /* enum im_known */
    uint8_t ghosts;    /* further windows for the same contact that may still be on the screen */
    uint8_t forms;     /* in which it was asked for: a bit for each, see im_form_bit */
    uint8_t untold;    /* events about it that may come: see queue.h */
};

/* One contact object.  Handle h is contacts[h - 1]. */
struct im_contact {
    uint16_t refs;
    im_name name;
    uint8_t secondary;
    uint8_t stale;  /* from before a sign-out */
    uint8_t passed; /* to InstantMessage, at least once */
    uint8_t spare;  /* see above */
};

/* The events that are counted. */
enum im_told {
#define TOLD(id, name, rule, about, offered, silence) IM_TOLD_##id,
#include "told.def"
#undef TOLD
    IM_TOLD_COUNT
};

/* How many events of a kind are due: from `min` to `max`, and `hoped` of those above `min` are expected, though their
 * absence is noted at most while the implementation has not shown that it raises such events. */
struct im_due {
    uint8_t min, hoped, max;
};

enum im_heard {
    IM_HEARD_NOTHING = 0,
    IM_HEARD_CREATED = 1,    /* OnIMWindowCreated: it raises events about windows */
    IM_HEARD_SIGN = 2,       /* OnSignin or OnSignout: it raises events about the sign-in state */
    IM_HEARD_ONLINE = 4,     /* the last OnMyStatusChange told an online status */
    IM_HEARD_NOT_ONLINE = 8, /* ... another one */
    IM_HEARD_GONE = 16,      /* a released window is gone: OnIMWindowDestroyed told so */
};

struct im_state {
    uint8_t client;        /* enum im_client */
    uint8_t secondary;     /* enum im_known: signed in to the secondary service */
    uint8_t was_signed_in; /* since the reset */
    uint8_t returned;      /* came back from offline or signed in again */
    uint8_t dialogs;       /* open dialogs, saturating */
    uint8_t signin_dialog; /* the Sign In dialog is one of them */
    uint8_t focus_refused;
    uint8_t refused;                        /* a call of InstantMessage failed, at least once */
    uint8_t reused;                         /* a window that was open was returned, at least once */
    uint8_t closed;                         /* a window was closed, at least once */
    uint8_t strays;                         /* windows that a refused bad argument may have left (noted) */
    uint8_t stray_created, stray_destroyed; /* ... and events about them */
    uint8_t heard;                          /* what events have told so far: a set of enum im_heard */
    struct im_due due[IM_TOLD_COUNT];       /* since the queue was last taken */
    struct im_object objects[IM_OBJECTS];
    struct im_conversation conversations[IM_CONVERSATIONS];
    struct im_contact contacts[IM_CONTACTS_HELD];
};

#endif
