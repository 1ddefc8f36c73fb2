/*
 * Inside suspect.h: a step as the situations see it, and which of them hold.
 */
#ifndef IMCONFORM_SUSPECT_SCENE_H
#define IMCONFORM_SUSPECT_SCENE_H

#include "suspect.h"

/* How a step went wrong, finer than its manner: bits for the second column of suspects.def. */
enum symptom {
    SYMPTOM_ARGUMENT = 1u << 0, /* a window was due, and it said E_INVALIDARG, */
    SYMPTOM_FAIL = 1u << 1,     /* ... E_FAIL, */
    SYMPTOM_BY_NAME = 1u << 2,  /* ... that there is no such user, */
    SYMPTOM_STATE = 1u << 21,   /* ... that nobody is signed in, */
    SYMPTOM_ERROR = 1u << 3,    /* ... another error, */
    SYMPTOM_SILENT = 1u << 4,   /* ... or nothing */
    SYMPTOM_EMPTY = 1u << 5,    /* a success without a window */
    SYMPTOM_ACCEPTED = 1u << 6, /* a refusal was due: a success, */
    SYMPTOM_CODE = 1u << 7,     /* ... another code, */
    SYMPTOM_LEFT = 1u << 8,     /* ... something left in *ppMWindow */
    SYMPTOM_TWIN = 1u << 9,
    SYMPTOM_OTHER = 1u << 10,
    SYMPTOM_CLOSED = 1u << 11,
    SYMPTOM_ENDED = 1u << 12,    /* a live object looks dead by more than one member */
    SYMPTOM_MEMBER = 1u << 13,   /* one of its members alone is wrong */
    SYMPTOM_MOVED_ON = 1u << 14, /* its handle is another one than before */
    SYMPTOM_DEAD = 1u << 15,
    SYMPTOM_PEOPLE = 1u << 16,
    SYMPTOM_EXTRA = 1u << 17,
    SYMPTOM_MISSING = 1u << 18,
    SYMPTOM_EVENTS = 1u << 19,
    SYMPTOM_TOLD = 1u << 22,      /* an OnIMWindowCreated too many */
    SYMPTOM_TOLD_GONE = 1u << 23, /* an OnIMWindowDestroyed too many */
    SYMPTOM_MISNAMED = 1u << 24,  /* an event about another window */
    SYMPTOM_ANSWER = 1u << 20,
};

struct scene {
    const struct im_world *known;
    const struct im_state *state;
    const struct im_event *event;
    const struct trail *trail;
    struct im_allowed_set allowed;
    im_name index; /* INSTANT_MESSAGE, GET_CONTACT: who is meant, if has_name */
    bool has_name, secondary;
    struct im_text me, name;
    const struct im_contact *contact; /* of the event */
    uint8_t due;                      /* handle of the open window's object that must be returned, or 0 */
    uint8_t subject;                  /* handle of the object that the step is about, or 0 */
    unsigned others;                  /* windows of other contacts that are on the screen */
    bool unlisted;                    /* meant by a string that names nobody on the list */
    bool released, closed, grouped;   /* what became of the windows of this one */
};

void scene_of(struct scene *scene, const struct world *world, const struct trail *trail, const struct im_event *event);
/* Is the one who is meant a participant of the conversation? */
bool scene_is_member(const struct scene *scene, const struct im_conversation *conversation);
/* Adds the situations that hold and could explain one of the symptoms. */
void scene_add(struct suspect_set *set, const struct scene *scene, unsigned symptoms);
/* Can the rule explain the symptom?  One that situations speak of, for that symptom, only if one of them holds. */
bool scene_suspects(const struct scene *scene, unsigned symptom, enum im_rule rule);
/* Those that are looked for where something is wrong with a window that was opened in this scene. */
void scene_add_origin(struct suspect_set *set, const struct scene *scene);
unsigned scene_form(const struct im_event *event); /* 0 to 3: string or object, by value or by reference */

#endif
