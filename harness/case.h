/*
 * Cases as data: what a case file says, loaded and checked, before anything is run.
 * Knows the lists of the model; nothing about adapters, the oracle's answers or the journal.
 */
#ifndef IMCONFORM_CASE_H
#define IMCONFORM_CASE_H

#include "event.h"

struct arena;

/* Who a text speaks of.  The order is that of `role_names`. */
enum role {
    ROLE_NONE,
    ROLE_ME,
    ROLE_ALICE,
    ROLE_BOB,
    ROLE_CAROL,
    ROLE_DAVE,
    ROLE_UNLISTED,
    ROLE_SECONDARY,
    ROLE_COUNT
};
extern const char *const role_names[ROLE_COUNT]; /* [0] is NULL */

enum letter_case { CASE_AS_IS, CASE_UPPER, CASE_LOWER, CASE_SWAP, CASE_WIDE };

/* A text with its roles still open: parts that are joined. */
struct text_part {
    enum role role; /* ROLE_NONE: `literal` */
    enum letter_case letters;
    struct text literal;
    uint32_t times; /* 1, or how often the part stands there */
};
struct text_spec {
    const struct text_part *parts;
    size_t count;
    bool given; /* false: the field is not there */
    bool null;  /* written as null: a NULL BSTR */
};

enum argument_kind {
    ARG_BSTR,
    ARG_OBJECT,
    ARG_NULL_OBJECT_,
    ARG_FOREIGN,
    ARG_EMPTY_,
    ARG_NULL_,
    ARG_ERROR_,
    ARG_I4,
    ARG_BOOL_
};
struct argument_spec {
    enum argument_kind kind;
    bool typed_reference;   /* byref_bstr, byref_object */
    unsigned variant_depth; /* how many byref_variant are around it: 0, 1, 2 */
    struct text_spec text;  /* ARG_BSTR */
    const char *contact;    /* ARG_OBJECT: the name that a step gave it */
    int32_t value;          /* ARG_ERROR_, ARG_I4, ARG_BOOL_ (0, 1) */
};

/* One code of an expectation: a value by number, or a class. */
struct expected_code {
    bool is_class;
    enum im_code klass; /* IM_ANY_ERROR, IM_ANY_SUCCESS */
    uint32_t value;
};
/* Copies of it share the codes, which nobody changes. */
struct expectation {
    bool given;
    const struct expected_code *codes;
    size_t count; /* at most LIMIT_EXPECT */
};
/* Has one code more, in the arena, if there is room for it. */
void expectation_add(struct arena *arena, struct expectation *expectation, struct expected_code code);

enum expect_window { WINDOW_UNSAID, WINDOW_NEW, WINDOW_NEW_OR_NONE, WINDOW_SAME_AS, WINDOW_ANY };

enum expect_value { EXPECT_NO_VALUE, EXPECT_NUMBER, EXPECT_BOOL, EXPECT_LIVE, EXPECT_TEXT };

struct range {
    bool given;
    uint32_t min, max;
};

struct role_count {
    enum role role;
    struct range range;
};

/* One step.  Strings are owned by the suite; names of windows and contacts are the case's own ("w1"). */
struct step {
    enum im_event_kind kind;
    unsigned line, column;
    uint8_t together;        /* of the first of several callers' steps: how many they are; else 0 */
    uint8_t caller;          /* from 1; 0: there is one only, who waits for each answer */
    const char *written;     /* the step as a person would say it: "instantMessage alice as w1" */
    struct argument_spec to; /* INSTANT_MESSAGE */
    bool out_null;
    enum im_binding binding;
    const char *as;     /* INSTANT_MESSAGE, GET_CONTACT; NULL: the reference has no name */
    const char *window; /* name that it speaks of */
    const char *contact;
    struct text_spec name; /* GET_CONTACT, USER_ADD_CONTACT */
    enum im_service service;
    enum im_property property;
    int32_t put_value;
    const char *dialog;
    bool allowed;            /* SET_FOCUS */
    enum im_law law;         /* CHECK, of `window`, `contact`, or of the messenger */
    enum im_invocation call; /* INVOKE */
    struct expectation expect, noted;
    struct expectation scode, scode_noted; /* INVOKE: what EXCEPINFO carries */
    enum expect_window expect_window;
    const char *same_as; /* WINDOW_SAME_AS; or `contact: same as c1` of GET_CONTACT */
    const char *or_as;   /* ... or that of another one, or NULL */
    enum expect_value expect_value;
    int64_t value;       /* EXPECT_NUMBER, EXPECT_BOOL */
    enum im_grade other; /* of another value, if other_given; else IM_REJECTED is meant */
    bool other_given;
    struct text_spec text;         /* EXPECT_TEXT */
    const struct text_spec *texts; /* CONTACTS: the participants that are expected */
    size_t text_count;
    bool texts_given;
    unsigned stays_ms;                    /* queries: looked at again for so long, and allowed each time */
    enum im_rule unanswered[LIMIT_RULES]; /* what no answer is blamed on, likeliest first */
    size_t unanswered_count;              /* 0: the case does not say */
    uint32_t more;                        /* WINDOWS, EVENTS: how many more windows, or OnIMWindowCreated, are noted */
    struct range count;                   /* WINDOWS */
    struct role_count with[ROLE_COUNT];
    size_t with_count;
    struct range told[IM_TOLD_COUNT]; /* EVENTS: how many of each kind */
    enum im_status status;            /* EVENTS: what the last OnMyStatusChange tells */
};

/* A step as it is called in a case file: "instantMessage".  With its arguments in a person's words, in the arena. */
const char *step_name(enum im_event_kind kind);
const char *step_said(struct arena *arena, const struct step *step);

struct program;

struct test_case {
    const char *id;
    const char *purpose;
    const char *file; /* as it was given on the command line */
    unsigned line;
    enum im_rule rules[LIMIT_RULES];
    size_t rule_count;
    bool needs[IM_EVENT_COUNT]; /* by the steps and by `needs:` */
    bool needs_binding[IM_BINDING_COUNT];
    bool needs_role[ROLE_COUNT];
    bool needs_together; /* several callers at once */
    const struct step *steps;
    size_t step_count;
    const struct program *program; /* performs the steps; NULL: the adapter does */
};

struct suite {
    const struct test_case *cases;
    size_t count;
    char digest[65];     /* SHA-256 of the files' names, sizes and bytes in the order of loading; a name begins where
                            the folder that was given ends, so that it is the same wherever the folder lies */
    struct arena *arena; /* owns everything */
};

/* Called for each thing that is wrong: file, line and column from 1, what was found and what would be right. */
typedef void (*case_complaint)(void *context, const char *file, unsigned line, unsigned column, const char *message);

/* Loads the YAML files (or, for a folder, each *.yaml in it and below, in the order of their names, except folders
 * named `bad` and `schema`).  Returns NULL if anything is wrong, after having complained about everything that it
 * found; the caller frees the suite with suite_free. */
struct suite *suite_load(const char *const *paths, size_t count, case_complaint complain, void *context);
void suite_free(struct suite *suite);

#endif
