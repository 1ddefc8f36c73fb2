/*
 * Inside the model: the situation in which an event happens, and the tables that speak of it.
 */
#ifndef IM_MACHINE_H
#define IM_MACHINE_H

#include "im_model.h"

/* An event, seen together with the state it meets.  Computed once per question; indices are -1 for "none". */
struct situation {
    const struct im_model *model;
    const struct im_rulebook *book;
    const struct im_state *state;
    const struct im_event *event;
    const struct im_object *object;             /* of event->window, or NULL */
    const struct im_conversation *conversation; /* of that object */
    const struct im_contact *contact;           /* of event->contact or event->argument.contact, or NULL */

    /* INSTANT_MESSAGE and GET_CONTACT: who is meant */
    bool has_name;
    im_name name;
    bool secondary;
    struct im_name_facts facts;
    enum im_relation to_me;

    /* INSTANT_MESSAGE: conversations that concern the target */
    int due;      /* open for certain, with a reference that is held: must be returned */
    int spelling; /* open and held, for another spelling or the same name on another service */
    int group;    /* open and held, with several members, the target among them */
    int released; /* perhaps on the screen, nothing held */
    int closed;   /* gone, but objects of it are held */
    int unsure;   /* perhaps alive again after coming back, objects held */
    int same[2];  /* those of which another object may be a further one, the likeliest first */
};

void im_situation_of(struct situation *situation, const struct im_model *model, const struct im_event *event);

/* One outcome that a row allows. */
struct answer {
    uint8_t code;
    uint8_t grade;
    uint8_t reading;
    uint32_t shapes;
};

/* One row of the transition table: in a situation where `guard` holds, an event gives one of `answers` and changes the
 * state by `effect`.  All rows whose guard holds contribute; `last` ends the search.  Rows of INSTANT_MESSAGE describe
 * successes only and leave the code open: the conditions add the refusals. */
struct row {
    const char *name;   /* of the guard */
    const char *change; /* name of the effect; NULL for a row that only names a rule or stops */
    enum im_event_kind event;
    bool (*guard)(const struct situation *situation);
    /* Changes `state` as the observation implies; false if there is no room.  NULL: nothing changes. */
    bool (*effect)(struct im_state *state, const struct situation *situation, const struct im_observation *obs,
                   uint32_t shape);
    const struct answer *answers;
    uint8_t answer_count;
    uint8_t rule;
    bool last;
    bool flipped;  /* holds where the guard does not: for mutations only */
    uint16_t line; /* of table.c */
};

/* The effects, for the table. */
#define EFFECT(name)                                                                                       \
    bool name(struct im_state *state, const struct situation *situation, const struct im_observation *obs, \
              uint32_t shape)
EFFECT(im_effect_sign_in);
EFFECT(im_effect_sign_out);
EFFECT(im_effect_go_offline);
EFFECT(im_effect_go_online);
EFFECT(im_effect_service_in);
EFFECT(im_effect_service_out);
EFFECT(im_effect_message);
EFFECT(im_effect_release);
EFFECT(im_effect_get);
EFFECT(im_effect_put);
EFFECT(im_effect_close);
EFFECT(im_effect_user_close);
EFFECT(im_effect_add_contact);
EFFECT(im_effect_open_dialog);
EFFECT(im_effect_close_dialogs);
EFFECT(im_effect_focus);
EFFECT(im_effect_get_contact);
EFFECT(im_effect_contact_release);
EFFECT(im_effect_windows);
EFFECT(im_effect_events);

/* A condition under which the method refuses, with the codes that it then may give: the error decision table.
 * Every condition that holds contributes its codes.  A firm one leaves no success; a soft one lets a success
 * through with `success` as its best grade. */
struct condition {
    const char *name; /* of the predicate */
    uint16_t line;    /* of conditions.c */
    bool flipped;     /* holds where the predicate does not: for mutations only */
    bool (*holds)(const struct situation *situation);
    bool firm;
    bool bad_argument; /* the argument is at fault, and not the pointer, the state or the contact's identity */
    uint8_t success;   /* grade of a success, if not firm */
    uint8_t opened;    /* reading that a success takes */
    uint8_t rule;
    struct answer refusal[4]; /* ends with an empty one; a "refusal" may be S_OK without a window */
};

/* Numbers on which a boundary hangs. */
enum im_bound {
    IM_BOUND_NAME,         /* the longest name of InstantMessage: C-20 */
    IM_BOUND_CONTACT_NAME, /* the longest name of GetContact: R-42 */
    IM_BOUND_SIZE,         /* the smallest width and height that may be set: R-27 */
    IM_BOUND_PLAIN_LEAST,  /* between these two any desktop gives a window the size that was set */
    IM_BOUND_PLAIN_MOST,
    IM_BOUND_MEMBER_ID, /* the DISPID of InstantMessage */
    IM_BOUNDS
};

/* A refusal that a documentation allows wherever the tables allow another one, at best with that grade. */
struct amendment {
    uint8_t rule;   /* of the condition; IM_RULE_NONE: any */
    uint8_t beside; /* the code that stands in the tables */
    uint8_t code;
    uint8_t grade;
};

/* A reading that a refusal takes by its code, where a documentation leaves the code open. */
struct code_reading {
    uint8_t rule; /* of the condition; IM_RULE_NONE: a bad argument */
    uint8_t code;
    uint8_t reading[2];
};

struct row_table {
    const struct row *row;
    size_t count;
};
struct condition_table {
    const struct condition *condition;
    size_t count;
};

/* The tables of one documentation. */
struct im_rulebook {
    const struct row_table *rows;
    const struct condition_table *conditions;
    const struct condition_table *more; /* conditions of this documentation alone, or NULL */
    const struct amendment *amendments;
    size_t amendment_count;
    const struct code_reading *codes; /* the first that fits is taken */
    size_t code_count;
    int32_t bound[IM_BOUNDS];
    uint8_t standing[IM_RULE_COUNT]; /* enum im_standing */
};

static inline bool im_row_applies(const struct row *row, const struct situation *situation)
{
    if (row->event != (enum im_event_kind)situation->event->kind) return false;
    return row->guard(situation) != row->flipped;
}

static inline size_t im_condition_count(const struct im_rulebook *book)
{
    return book->conditions->count + (book->more != NULL ? book->more->count : 0);
}

static inline const struct condition *im_condition_at(const struct im_rulebook *book, size_t index)
{
    size_t own = book->conditions->count;
    return index < own ? &book->conditions->condition[index] : &book->more->condition[index - own];
}

static inline bool im_condition_holds(const struct condition *condition, const struct situation *situation)
{
    return condition->holds(situation) != condition->flipped;
}

/* The tables that a world is judged by. */
static inline const struct im_rulebook *im_rulebook_of(const struct im_world *world)
{
    return world->profile != NULL ? world->profile->book : im_profiles[0].book;
}

/* The tables themselves: table.c and conditions.c. */
extern const struct row_table im_rows;
extern const struct condition_table im_conditions, im_conditions_of_communicator;

/* What the observation came back with, as one shape. */
uint32_t im_shape_of(const struct situation *situation, const struct im_observation *obs);

/* Counting of what is on the screen, for shapes and effects. */
/* How a name relates to a one-to-one conversation, or to the nearest member of a group. */
enum im_relation im_nearest(const struct im_model *model, const struct im_conversation *conversation, im_name name);
bool im_conversation_is_for(const struct situation *situation, const struct im_conversation *conversation);
/* ... and with nobody else, by the same spelling, on the same service? */
bool im_conversation_is_exact(const struct situation *situation, const struct im_conversation *conversation);
bool im_object_held(const struct im_state *state, int conversation);
/* Is there an object that may have come back with the window that it had? */
bool im_may_be_back(const struct im_state *state, int conversation);
/* Is `group` a window of several that was left without an object, and that a later call for one of them, which gave
 * `conversation`, may have brought back? */
bool im_may_be_group_of(const struct im_model *model, int group, int conversation);
/* ... and is the target a member of it?  Returns the group, or -1. */
int im_group_behind(const struct situation *situation, int conversation);
/* What the two are if they are one: the group's members, and whoever joined the window.  False if that is more than there
 * is room for. */
bool im_both(const struct im_model *model, int group, const struct im_conversation *window,
             struct im_conversation *both);
/* The window of somebody else that was returned is that of a group with him, which came back for the other one: both
 * become one.  False if that has more members than there is room for. */
bool im_settle_group(struct im_state *state, const struct situation *situation, int conversation);
/* Does GetContact look on the secondary service?  Without an id the contact list tells. */
bool im_asks_secondary(const struct situation *situation);
/* Windows of another spelling or of several members to which no pointer is held, or whose objects a lost connection cut
 * off: the one that was returned may be one of them, so that they are no longer known to be shown. */
bool im_perhaps_taken(struct im_state *state, const struct situation *situation, int opened);

/* What a window of the screen is compared with. */
static inline struct im_text im_name_text(const struct im_model *model, im_name name)
{
    return model->world->names[name];
}

/* Does the event call InstantMessage, directly or by Invoke?  Then the conditions speak of it. */
static inline bool im_calls_method(const struct im_event *event)
{
    bool named = event->call == IM_INVOKE_REFUSED_NAME || event->call == IM_INVOKE_OWN_NAME;
    return event->kind == IM_EV_INSTANT_MESSAGE || (event->kind == IM_EV_INVOKE && named);
}

/* Which of the forms of REUSE_FORMS an argument has, as a bit: string or object, by value or by reference. */
static inline uint8_t im_form_bit(const struct situation *situation)
{
    const struct im_argument *argument = &situation->event->argument;
    unsigned object = argument->form == IM_CONTACT, reference = argument->reference != IM_BY_VALUE;
    return (uint8_t)(1u << (object + 2 * reference));
}

/* Puts a rule at the end of the list of those that explain a failure, once. */
void im_blame(struct im_allowed_set *set, enum im_rule rule);

/* Adds the rules that explain why an observation of that shape was not allowed: `known_code` tells that its HRESULT
 * alone was.  The likeliest come first. */
void im_blame_shape(struct im_allowed_set *set, const struct situation *situation, const struct im_observation *obs,
                    uint32_t shape, bool known_code);

/* Takes what an allowed observation shows beside its outcome; the grade gets no better. */
void im_read_signs(const struct situation *situation, const struct im_observation *obs, struct im_judgement *judgement);
void im_take(struct im_judgement *judgement, uint8_t reading);

/* Does the window show the conversation?  One that lists nobody may be any. */
bool im_window_shows(const struct situation *situation, const struct im_screen_window *window,
                     const struct im_conversation *conversation);

/* Does the documentation demand that an equal call gets an equal answer? */
bool im_must_agree(const struct situation *situation, const struct im_judgement *judgement);

/* Notes what was taken; false if an argument on which readings must agree got another answer than before. */
bool im_ledger_note(const struct im_model *model, const struct situation *situation,
                    const struct im_judgement *judgement, uint32_t hresult);

#endif
