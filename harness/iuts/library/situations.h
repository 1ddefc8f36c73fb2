/*
 * The situations in which a variant can answer InstantMessage differently.
 *
 * The first group are reasons to refuse; such a situation holds when it is the first reason that the desk finds.
 * The second group are pairs of reasons that hold together.  The third group describe calls that the right desk
 * would let succeed.  What each one means is decided in situations.c.
 */
#ifndef DESK_SITUATIONS_H
#define DESK_SITUATIONS_H

/* Forms of the argument, as bits. */
enum {
    DESK_FORM_STRING = 1u << 0,
    DESK_FORM_OBJECT = 1u << 1,
    DESK_FORM_VALUE = 1u << 2,         /* passed by value */
    DESK_FORM_BYREF_VARIANT = 1u << 3, /* VT_BYREF|VT_VARIANT */
    DESK_FORM_BYREF_TYPED = 1u << 4,   /* VT_BYREF|VT_BSTR or VT_BYREF|VT_DISPATCH */
    DESK_FORM_BOOL = 1u << 5,
};

enum desk_situation {
    WHEN_END = 0,

    /* reasons to refuse */
    WHEN_NULL_OUT,
    WHEN_NULL_STRING,
    WHEN_EMPTY_STRING,
    WHEN_LEADING_SPACE,
    WHEN_TOO_LONG,
    WHEN_LINE_BREAK,
    WHEN_NULL_VARIANT, /* VT_EMPTY, VT_NULL */
    WHEN_ERROR_VARIANT,
    WHEN_NULL_OBJECT,
    WHEN_NUMBER, /* VT_I4, VT_BOOL */
    WHEN_FOREIGN,
    WHEN_OTHER_TYPE,
    WHEN_NULL_REFERENCE, /* a by-reference argument without an address */
    WHEN_SIGNED_OUT,
    WHEN_SECONDARY_ALONE,
    WHEN_OFFLINE,
    WHEN_SELF_STRING,
    WHEN_SELF_OBJECT,
    WHEN_LAST_REASON = WHEN_SELF_OBJECT,
    WHEN_SIGNED_OUT_AGAIN, /* signed out after having been signed in */

    /* two reasons at once */
    WHEN_NULL_OUT_AND_MORE,
    WHEN_BAD_AND_SIGNED_OUT,
    WHEN_OWN_AND_SIGNED_OUT,

    /* calls that succeed */
    WHEN_VALID,
    WHEN_NEW,      /* no window is open for the contact */
    WHEN_REUSE,    /* one is open, and a reference to it is held */
    WHEN_RELEASED, /* one is open, and no reference to it is held */
    WHEN_REOPENED, /* one was open and has closed, none is open now */
    WHEN_REOPENED_BY_USER,
    WHEN_RETURNED,       /* the client was offline before */
    WHEN_SECOND_SIGN_IN, /* the client has been signed in more than once */
    WHEN_ONCE_REFUSED,   /* a call was refused before, because nobody was signed in */
    WHEN_OTHERS_OPEN,    /* new, and windows of others are open */
    WHEN_GROUP_MEMBER,   /* the contact is in a conversation of several */
    WHEN_DIALOG_OPEN,
    WHEN_NO_FOCUS,
    WHEN_UNLISTED,
    WHEN_SECONDARY_OBJECT,
    WHEN_SECONDARY_OBJECT_OUT, /* the same, while the secondary service is signed out */
    WHEN_SECONDARY_STRING,     /* a name that is known on the secondary service only */
    WHEN_OWN_NAME_ELSEWHERE,   /* the own name on the secondary service */
    WHEN_OWN_OTHER_CASE,       /* the own name, but not letter by letter */
    WHEN_FORM_CHANGED,         /* the contact's window was opened by another form of argument */

    /* calls that succeed: what the name is like */
    WHEN_NO_AT,
    WHEN_TWO_ATS,
    WHEN_NO_DOT,
    WHEN_SCHEME, /* "sip:", "mailto:" */
    WHEN_DIGIT_FIRST,
    WHEN_ONE_CHARACTER,
    WHEN_NOT_ASCII,
    WHEN_SURROGATE_PAIR,
    WHEN_LONE_SURROGATE,
    WHEN_NUL_INSIDE,
    WHEN_LONG_IN_UNITS, /* more than 129 code units, though not too long by the policy's unit */
    WHEN_BLANK_INSIDE,  /* U+0020 inside or last */
    WHEN_OTHER_BLANK_FIRST,
    WHEN_OTHER_BREAK, /* VT, FF, U+0085, U+2028, U+2029 */
    WHEN_CONTROL,     /* below U+0020, or U+007F */
    WHEN_COUNT,
};

#endif
