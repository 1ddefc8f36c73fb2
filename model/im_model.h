/*
 * The reference model of IMessenger::InstantMessage: which observations the documentation allows, and why.
 *
 * Freestanding C11: no I/O, no allocation, no clock; the caller gives all memory.  A state is a plain value that can
 * be copied, compared with memcmp and hashed.  To use it in another program, compile model/ or link libimmodel.a:
 *
 *     struct im_world world = { .names = names, .name_count = 3, .me = 0 };
 *     struct im_model model;
 *     oracle_reset(&model, &world, NULL);
 *     struct im_judgement j = oracle_judge(&model, &event, &observation);
 *     if (j.grade != IM_REJECTED) oracle_advance(&model, &event, &observation);
 *
 * Three lists stand behind it and are the only ones of their kind: rules.def, readings.def, events.def; the texts of
 * the documentation are clauses.def and ambiguities.def.
 */
#ifndef IM_MODEL_H
#define IM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "im_state.h"

/* --- lists ---------------------------------------------------------------------------------------------------- */

enum im_event_kind {
#define EVENT(id, method, kind) IM_EV_##id,
#include "events.def"
#undef EVENT
    IM_EVENT_COUNT
};

enum im_event_class { IM_CONTROL, IM_CALL, IM_QUERY };

enum im_rule {
    IM_RULE_NONE,
#define RULE(id, level, clauses, text) IM_RULE_##id,
#include "rules.def"
#undef RULE
    IM_RULE_COUNT
};

enum im_question {
    IM_QUESTION_NONE,
#define QUESTION(id, ambiguity, demand, text) IM_Q_##id,
#define READING(question, id, text)
#include "readings.def"
#undef QUESTION
#undef READING
    IM_QUESTION_COUNT
};

enum im_reading {
    IM_READING_NONE,
#define QUESTION(id, ambiguity, demand, text)
#define READING(question, id, text) IM_R_##question##_##id,
#include "readings.def"
#undef QUESTION
#undef READING
    IM_READING_COUNT
};

enum im_level { IM_MUST, IM_SHOULD, IM_MAY };

/* How far an outcome is allowed; from best to worst. */
enum im_grade { IM_PREFERRED, IM_ACCEPTED, IM_NOTED, IM_REJECTED };

struct im_rule_info {
    const char *id;
    enum im_level level;
    const char *clauses; /* ids separated by spaces */
    const char *text;
};

struct im_question_info {
    const char *id;
    int ambiguity;   /* 18 for A-18 */
    bool must_agree; /* the documentation demands one reading for equal arguments */
    const char *text;
};

struct im_reading_info {
    const char *id;
    enum im_question question;
    const char *text;
};

/* A clause of the documentation: "C-30", "R-82". */
struct im_clause_info {
    const char *id, *testability, *strength, *text;
    const char *untested; /* why no test can exist, or "" */
};

struct im_ambiguity_info {
    const char *id, *question, *readings, *accepted;
    const char *unasked; /* why the ledger keeps no question about it, or "" */
};

extern const struct im_rule_info im_rules[IM_RULE_COUNT]; /* [0] is empty */
extern const struct im_question_info im_questions[IM_QUESTION_COUNT];
extern const struct im_reading_info im_readings[IM_READING_COUNT];
extern const struct im_clause_info im_clauses[];
extern const size_t im_clause_count;
extern const struct im_ambiguity_info im_ambiguities[];
extern const size_t im_ambiguity_count;

const char *im_level_name(enum im_level level);       /* "MUST" */
const char *im_grade_name(enum im_grade grade);       /* "preferred" */
const char *im_event_method(enum im_event_kind kind); /* "client.signIn" */
const char *im_told_name(enum im_told told);          /* "OnIMWindowCreated" */
enum im_event_class im_event_class(enum im_event_kind kind);

/* --- HRESULTs ------------------------------------------------------------------------------------------------- */

/* The values that the model knows by name, and classes of values. */
enum im_code {
#define CODE(id, value, name) IM_##id,
#include "codes.def"
#undef CODE
    IM_CODE_COUNT,
    IM_ANY_ERROR = IM_CODE_COUNT, /* any value with the sign bit */
    IM_ANY_SUCCESS,               /* any value without it */
    IM_NO_RESULT,                 /* the event has no HRESULT */
    IM_CODE_END
};

struct im_code_info {
    uint32_t value;
    const char *name;
};
extern const struct im_code_info im_codes[IM_CODE_COUNT];

/* "S_OK", "ERR", "SUCCESS", ...; for classes too. */
const char *im_code_name(enum im_code code);
/* The code with that value, or IM_CODE_COUNT. */
enum im_code im_code_of(uint32_t hresult);
/* Does a value fall under a code or class? */
bool im_code_matches(enum im_code code, uint32_t hresult);
static inline bool im_failed(uint32_t hresult) { return (hresult & 0x80000000u) != 0; }

/* --- names ---------------------------------------------------------------------------------------------------- */

/* UTF-16 code units, as in a BSTR: NULs inside count. */
struct im_text {
    const uint16_t *units;
    uint32_t length;
};

/* What the rows about strings look at, computed from the text alone. */
struct im_name_facts {
    uint32_t units;  /* stored code units */
    uint32_t points; /* code points before the first NUL */
    uint32_t bytes;  /* UTF-8 bytes of the whole */
    bool has_nul, nul_first;
    bool lone_surrogate;
    bool leading_space; /* U+0020 first */
    bool leading_blank; /* another blank or invisible character first */
    bool other_space;   /* U+0020 elsewhere */
    bool crlf;          /* CR or LF before the first NUL */
    bool crlf_after_nul;
    bool control; /* a control character other than CR, LF, NUL */
    bool non_ascii;
};
struct im_name_facts im_name_facts(struct im_text name);

/* How two names relate. */
enum im_relation {
    IM_SAME,         /* the same code units */
    IM_SAME_CASE,    /* alike but for letter case */
    IM_SAME_TRIMMED, /* alike but for blanks around, a prefix like sip:, or what follows a NUL */
    IM_SAME_FORM,    /* perhaps alike: another normal form, full width, look-alikes */
    IM_DIFFERENT
};
enum im_relation im_name_relation(struct im_text a, struct im_text b);

/* --- the world: what does not change during a run --------------------------------------------------------------- */

/* Which documentation applies.  A profile is data: the tables of another one, and what it says differently. */
struct im_rulebook;
struct im_profile {
    const char *id;    /* "windows-messenger" */
    const char *title; /* "Windows Messenger" */
    const struct im_rulebook *book;
};
extern const struct im_profile im_profiles[]; /* [0] is the default */
extern const size_t im_profile_count;

/* How a documentation takes a rule. */
enum im_standing {
    IM_IN_FORCE,
    IM_NOTE_LEVEL,   /* what breaks it is accepted and noted */
    IM_NOT_IN_FORCE, /* it says nothing of the kind: its cases do not apply */
    IM_DELETED       /* what breaks it is accepted: for mutations only */
};
const struct im_profile *im_profile_find(const char *id); /* NULL: there is none of that name */
/* `profile` NULL: the default one. */
enum im_standing im_rule_standing(const struct im_profile *profile, enum im_rule rule);
const char *im_standing_name(enum im_standing standing); /* "in force" */

/* Somebody on the contact list. */
struct im_listed {
    im_name name;
    uint8_t secondary; /* on the secondary service */
};

/* The names seen so far.  The caller owns them; it may append, never change.  Equal texts have equal indices. */
struct im_world {
    const struct im_profile *profile; /* NULL: the default one */
    const struct im_text *names;
    uint32_t name_count;
    im_name me; /* the local user's sign-in name on the primary service */
    const struct im_listed *listed;
    uint32_t listed_count;
    /* Objects are seen as COM shows them: contact handles tell objects apart, and RELEASE tells how many
     * references are left. */
    bool contact_identity;
    bool invoke_only; /* the implementation is reached through IDispatch::Invoke alone: A-48 */
};

/* --- ledger and model ------------------------------------------------------------------------------------------- */

/* Which readings were taken how often; and the last answers to arguments on which a reading must not change. */
enum { IM_LEDGER_MEMORY = 16 };
struct im_ledger {
    uint32_t taken[IM_READING_COUNT];
    struct {
        uint32_t hresult; /* 0 for any success */
        im_name name;
        uint8_t form, reference;
        uint8_t used;
    } memory[IM_LEDGER_MEMORY];
    uint8_t next;
};

struct im_model {
    const struct im_world *world;
    struct im_ledger *ledger; /* may be NULL */
    struct im_state state;
};

/* --- events and observations ------------------------------------------------------------------------------------ */

enum im_form {
    IM_STRING,
    IM_NULL_STRING,
    IM_CONTACT,
    IM_NULL_OBJECT,
    IM_FOREIGN,
    IM_EMPTY,
    IM_NULL,
    IM_ERROR,
    IM_NUMBER,
    IM_BOOLEAN
};
enum im_reference { IM_BY_VALUE, IM_BY_TYPED_REFERENCE, IM_BY_VARIANT_REFERENCE, IM_BY_NESTED_REFERENCE };

struct im_argument {
    uint8_t form;      /* enum im_form, of the value that is referred to */
    uint8_t reference; /* enum im_reference */
    uint8_t contact;   /* handle, IM_CONTACT */
    im_name name;      /* IM_STRING; of IM_NUMBER and IM_BOOLEAN the text that they stand for */
};

enum im_binding { IM_BINDING_NONE, IM_BINDING_VTABLE, IM_BINDING_DISPATCH, IM_BINDING_SCRIPT, IM_BINDING_COUNT };
enum im_service { IM_SERVICE_NONE, IM_SERVICE_PRIMARY, IM_SERVICE_SECONDARY };
enum im_property {
    IM_PROPERTY_HWND,
    IM_PROPERTY_IS_CLOSED,
    IM_PROPERTY_LEFT,
    IM_PROPERTY_TOP,
    IM_PROPERTY_WIDTH,
    IM_PROPERTY_HEIGHT
};

/* What object.check looks at, and what messenger.invoke calls: com.def. */
enum im_law {
#define LAW(id, word) IM_LAW_##id,
#include "com.def"
    IM_LAW_COUNT
};
enum im_invocation {
#define INVOCATION(id, word, text) IM_INVOKE_##id,
#include "com.def"
    IM_INVOCATION_COUNT
};
const char *im_law_name(enum im_law law);                 /* "identity" */
const char *im_invocation_name(enum im_invocation which); /* "idOfName" */
const char *im_invocation_text(enum im_invocation which); /* "GetIDsOfNames of InstantMessage" */

struct im_event {
    uint8_t kind;     /* enum im_event_kind */
    uint8_t out_null; /* INSTANT_MESSAGE: ppMWindow is NULL */
    uint8_t binding;
    uint8_t window;  /* handle; CHECK: of the object, or 0 */
    uint8_t contact; /* handle; likewise.  CHECK of neither is one of the messenger */
    uint8_t law;     /* CHECK: enum im_law */
    uint8_t call;    /* INVOKE: enum im_invocation */
    uint8_t property;
    uint8_t service;
    uint8_t flag;  /* SET_FOCUS: allowed; OPEN_DIALOG: it is the Sign In dialog; GET_CONTACT: the name is NULL */
    int32_t value; /* PUT */
    im_name name;  /* GET_CONTACT, USER_ADD_CONTACT */
    struct im_argument argument; /* INSTANT_MESSAGE; INVOKE: of a call of that method */
};

enum im_out { IM_OUT_NONE, IM_OUT_WINDOW, IM_OUT_NULL, IM_OUT_UNTOUCHED };

/* What looking closer told, where the oracle asked for it (oracle_look). */
enum im_seen { IM_NOT_LOOKED, IM_SEEN_YES, IM_SEEN_NO, IM_CANNOT_LOOK, IM_SEEN_SECOND };

struct im_screen_window {
    const im_name *contacts;
    uint32_t count;
};

/* An event that carries an object to which the caller holds a reference.  One that carries none, or another object of
 * the same window, is counted and says nothing of what it is about. */
struct im_mention {
    uint8_t told;    /* enum im_told */
    uint8_t window;  /* handle, 0: none that is held */
    uint8_t contact; /* likewise */
};

/* What OnMyStatusChange told: whether the value has the bit that all online values share. */
enum im_status { IM_STATUS_UNTOLD, IM_STATUS_ONLINE, IM_STATUS_NOT_ONLINE };

/* Whether a question was asked again, since what it was answered at first would not have been allowed. */
enum im_waited { IM_AT_ONCE, IM_AFTER_ANOTHER, IM_AFTER_FAILURE };

/* What came back, in the model's terms. */
struct im_observation {
    uint32_t hresult;
    uint8_t out;    /* INSTANT_MESSAGE */
    uint8_t handle; /* window or contact that was handed out: one the caller held before, or a free slot's */
    uint8_t seen;   /* enum im_seen */
    uint8_t waited; /* enum im_waited */
    uint8_t has_value;
    int64_t number; /* GET; IS_SELF, CHECK 0 or 1; RELEASE: references that are left, if it tells; INVOKE: a DISPID */
    uint32_t scode; /* INVOKE: of EXCEPINFO, where the result is DISP_E_EXCEPTION */
    im_name name;   /* MY_SIGNIN_NAME, SIGNIN_NAME */
    const im_name *names; /* CONTACTS */
    uint32_t name_count;
    const struct im_screen_window *windows;
    uint32_t window_count;
    uint8_t told[IM_TOLD_COUNT]; /* EVENTS: how many of each kind */
    uint8_t status;              /* EVENTS: enum im_status, of the last OnMyStatusChange */
    uint8_t disconnecting;       /* EVENTS: one of them told the state of R-56 */
    const struct im_mention *mentions;
    uint32_t mention_count;
    uint8_t strangers; /* EVENTS: how many OnIMWindowCreated carry an object to which no reference is held */
};

/* --- the oracle ----------------------------------------------------------------------------------------------- */

/* What came back beside the HRESULT, as a set of facts.  An allowed outcome names those that it allows. */
enum im_shape {
#define SHAPE(id, bit, text) IM_SHAPE_##id = 1u << (bit),
#define EVENTS_SHAPE SHAPE
#include "shapes.def"
#undef EVENTS_SHAPE
#undef SHAPE
};
/* The words of one shape (one bit) of an event's observation. */
const char *im_shape_name(enum im_event_kind kind, uint32_t shape);

struct im_allowed {
    uint8_t code;  /* enum im_code */
    uint8_t scode; /* INVOKE: the code in EXCEPINFO; IM_S_OK: none is looked at */
    uint8_t grade;
    uint8_t rule;
    uint8_t reading[2]; /* taken with this outcome, or IM_READING_NONE */
    uint32_t shapes;
};

enum { IM_ALLOWED_MAX = 64, IM_BLAME_MAX = 15, IM_TAKEN_MAX = 8 };

struct im_allowed_set {
    struct im_allowed entry[IM_ALLOWED_MAX];
    uint8_t count;
    uint8_t firm;                /* how many conditions hold that leave no success */
    uint8_t blame[IM_BLAME_MAX]; /* rules that explain a failure, likeliest first */
    uint8_t blames;
    uint8_t on_success[IM_TAKEN_MAX]; /* readings that any success takes */
    uint8_t on_successes;
    uint8_t window;   /* handle of the window that is due, or 0 */
    bool unspecified; /* no row speaks of this event in this state */
};

struct im_judgement {
    enum im_grade grade;
    enum im_rule rule;           /* of the entry that allowed it, or the first one blamed */
    uint8_t taken[IM_TAKEN_MAX]; /* the readings that it takes */
    uint8_t takes;
    uint8_t blame[IM_BLAME_MAX];
    uint8_t blames; /* 0 unless rejected */
    uint32_t shape; /* what the observation was taken for */
    bool unspecified;
    bool must_agree; /* another call with the same argument, in the same state of the client, must be answered alike */
};

/* What the caller should look at before it judges an observation, since the documentation lets more than one thing be
 * told apart only that way. */
enum { IM_LOOK_WITH = 2 };
enum im_look {
    IM_LOOK_NOTHING,
    IM_LOOK_SAME_WINDOW, /* does the returned object show the same window (equal HWND) as `with`? */
    IM_LOOK_ALIVE,       /* is the window behind the returned object open? */
};

/* The beginning: signed out, no window, no reference, focus allowed. */
void oracle_reset(struct im_model *model, const struct im_world *world, struct im_ledger *ledger);
/* Which outcomes are allowed now.  An empty set with `unspecified` means that the model has no row. */
void oracle_allowed(const struct im_model *model, const struct im_event *event, struct im_allowed_set *set);
/* Grade and rules of what was observed; records the reading in the ledger. */
struct im_judgement oracle_judge(struct im_model *model, const struct im_event *event,
                                 const struct im_observation *obs);
/* Likewise, for one that asks about several observations of the same event: what oracle_allowed gave for it. */
struct im_judgement oracle_judge_among(struct im_model *model, const struct im_event *event,
                                       const struct im_allowed_set *allowed, const struct im_observation *obs);
/* The state that an allowed observation implies.  False if the state has no room left; it is unchanged then. */
bool oracle_advance(struct im_model *model, const struct im_event *event, const struct im_observation *obs);
/* `with` are handles, for IM_LOOK_SAME_WINDOW: IM_SEEN_YES says that it is the window of the first, IM_SEEN_SECOND that of
 * the second; 0 for none. */
enum im_look oracle_look(const struct im_model *model, const struct im_event *event, const struct im_observation *obs,
                         uint8_t with[IM_LOOK_WITH]);
/* An observation that has the best grade; false if nothing is allowed.  Names and lists are left empty. */
bool oracle_prefer(const struct im_model *model, const struct im_event *event, struct im_observation *obs);

/* The invariants: NULL if they hold, else the one that does not.
 * - a free slot is all zero; an object in use belongs to exactly one conversation that is in use
 * - signed out or signing in: no conversation is known to be shown, no object known to be alive
 * - a conversation that is known to be gone has no object known to be alive
 * - what is due of events is a range
 * - what is untold of a window is due, and a member of it whom no event told is there */
const char *machine_check(const struct im_state *state);

#endif
