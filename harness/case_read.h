/*
 * What the parts of the case loader share: from nodes of YAML to the structures of case.h, with complaints.
 * Internal to case_*.c; everything else includes case.h.
 */
#ifndef IMCONFORM_CASE_READ_H
#define IMCONFORM_CASE_READ_H

#include "case_yaml.h"

/* A window or contact that a step of the present case named. */
struct case_name {
    const char *name;
    bool contact;
    bool held;   /* its reference was not given up yet */
    bool hidden; /* another one of several callers gave it, who may not have done so yet */
    unsigned line;
    struct case_name *next;
};

/* One file being read.  `now` is the case whose steps are read: what they need is added to it. */
struct reader {
    struct arena *arena;
    struct complaints *complaints;
    struct test_case *now;
    struct case_name *names;
    uint8_t caller; /* whose steps are read, from 1, where there are several; else 0 */
};

/* --- complaints (case_value.c) --- */

void refuse(struct reader *reader, const struct node *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "found X, expected WHAT"; silent for a NODE_BAD. */
void expected(struct reader *reader, const struct node *found, const char *what);
/* Complains about keys of a mapping that are not among the words. */
void refuse_unknown_keys(struct reader *reader, const struct node *map, const char *of, const char *const *words);

/* --- single values (case_value.c): false after a complaint --- */

bool read_text_value(struct reader *reader, const struct node *node, const char *what, const char **text);
/* A whole number in a range; decimal or 0x. */
/* Reads a list of different rules, behind those that are there. */
void read_rules(struct reader *reader, const struct node *node, enum im_rule rules[LIMIT_RULES], size_t *count);
bool read_number(struct reader *reader, const struct node *node, int64_t least, int64_t most, int64_t *number);
bool scalar_number(const struct node *node, int64_t *number);
bool read_bool(struct reader *reader, const struct node *node, bool *value);
/* The index of the word among the words, which end with NULL. */
bool read_one_of(struct reader *reader, const struct node *node, const char *what, const char *const *words,
                 size_t *index);
/* `N` or `N to M`. */
bool read_range(struct reader *reader, const struct node *node, struct range *range);
/* A list of at most `limit`, perhaps empty. */
bool is_list(struct reader *reader, const struct node *node, const char *what, size_t limit);
void read_codes(struct reader *reader, const struct node *node, struct expectation *codes,
                const struct expectation *other);

extern const char *const property_words[]; /* the order of enum im_property */
extern const char *const service_words[];  /* the order of enum im_service, without IM_SERVICE_NONE */
#define MESSENGER_WORD "messenger"         /* the object that no step names */
extern const char *const binding_words[];  /* the order of enum im_binding, without IM_BINDING_NONE */

/* --- names of windows and contacts (case_name.c) --- */

/* The name as it is kept, or NULL after a complaint.  `held`: its reference must still be there. */
const char *use_name(struct reader *reader, const struct node *node, bool contact, bool held);
const char *define_name(struct reader *reader, const struct node *node, bool contact);
const char *release_name(struct reader *reader, const struct node *node, bool contact);
/* The name of a window or a contact that is held, of whichever; *contact tells which. */
const char *use_either_name(struct reader *reader, const struct node *node, bool *contact);
/* The name of "same as NAME", or NULL if it is not of that form. */
const char *after_same_as(const struct node *node, struct node *name);

/* --- TEXT and ARGUMENT (case_text.c, case_argument.c) --- */

extern const char *const role_words[]; /* role_names without its first, ends with NULL */
void read_text(struct reader *reader, const struct node *node, struct text_spec *text);
/* A bare role name, else ROLE_NONE. */
enum role bare_role(const struct node *node);
void need_role(struct reader *reader, enum role role);
bool is_text_key(const struct node *key);
void read_argument(struct reader *reader, const struct node *node, struct argument_spec *argument);

/* --- steps (case_step.c, case_field.c, case_written.c) --- */

/* One step in the reading order of its fields; `at` is where the step stands. */
struct field {
    const char *key;
    bool required;
    void (*read)(struct reader *reader, const struct node *value, struct step *step);
};
enum { FIELDS_MAX = 12 };
struct step_form {
    const char *name;
    enum im_event_kind kind;
    const char *single;  /* the field that a single value stands for, or NULL */
    const char *written; /* the step in a person's words, with {blanks} */
    struct field fields[FIELDS_MAX];
};

void read_step(struct reader *reader, const struct node *node, struct step *step);
/* One item of a list of steps: a step, or the steps of several callers at once (case_together.c).  `steps` has room for
 * all; how many were read. */
size_t read_item(struct reader *reader, const struct node *node, struct step *steps);
/* How many steps the item has. */
size_t item_steps(const struct node *node);
/* The step `instantMessage` with the fields of a mapping; `at` is where it stands. */
void read_instant_message(struct reader *reader, const struct node *at, const struct node *fields, struct step *step);
/* The keys of its fields, ends with NULL. */
const char *const *instant_message_keys(struct reader *reader);
bool instant_message_requires(const char *key);
const char *step_words(struct arena *arena, const struct step_form *form, const struct step *step);

void read_to(struct reader *, const struct node *, struct step *);
void read_out(struct reader *, const struct node *, struct step *);
void read_binding(struct reader *, const struct node *, struct step *);
void read_expect(struct reader *, const struct node *, struct step *);
void read_noted(struct reader *, const struct node *, struct step *);
void read_expected_window(struct reader *, const struct node *, struct step *);
void read_or_window(struct reader *, const struct node *, struct step *);
void read_window_as(struct reader *, const struct node *, struct step *);
void read_contact_as(struct reader *, const struct node *, struct step *);
void read_window(struct reader *, const struct node *, struct step *);
void read_released_window(struct reader *, const struct node *, struct step *);
void read_contact(struct reader *, const struct node *, struct step *);
void read_released_contact(struct reader *, const struct node *, struct step *);
void read_expected_contact(struct reader *, const struct node *, struct step *);
void read_name(struct reader *, const struct node *, struct step *);
void read_name_or_null(struct reader *, const struct node *, struct step *);
void read_service(struct reader *, const struct node *, struct step *);
void read_property(struct reader *, const struct node *, struct step *);
void read_put_property(struct reader *, const struct node *, struct step *);
void read_put_value(struct reader *, const struct node *, struct step *);
void read_property_value(struct reader *, const struct node *, struct step *);
void read_bool_value(struct reader *, const struct node *, struct step *);
void read_unanswered(struct reader *, const struct node *, struct step *);
void read_more(struct reader *, const struct node *, struct step *);
void read_other(struct reader *, const struct node *, struct step *);
void read_text_of_step(struct reader *, const struct node *, struct step *);
void read_participants(struct reader *, const struct node *, struct step *);
void read_dialog(struct reader *, const struct node *, struct step *);
void read_allowed(struct reader *, const struct node *, struct step *);
void read_stays(struct reader *, const struct node *, struct step *);
void read_count(struct reader *, const struct node *, struct step *);
void read_with(struct reader *, const struct node *, struct step *);
void read_created(struct reader *, const struct node *, struct step *);
void read_destroyed(struct reader *, const struct node *, struct step *);
void read_signed_in(struct reader *, const struct node *, struct step *);
void read_signed_out(struct reader *, const struct node *, struct step *);
void read_added(struct reader *, const struct node *, struct step *);
void read_removed(struct reader *, const struct node *, struct step *);
void read_status(struct reader *, const struct node *, struct step *);
void read_checked_object(struct reader *, const struct node *, struct step *);
void read_law(struct reader *, const struct node *, struct step *);
void read_call(struct reader *, const struct node *, struct step *);
void read_scode(struct reader *, const struct node *, struct step *);
void read_scode_noted(struct reader *, const struct node *, struct step *);
void read_dispid(struct reader *, const struct node *, struct step *);

#endif
