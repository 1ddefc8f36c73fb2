/*
 * Tokens for objects by COM identity, and the references that the harness owns to them.  An entry holds exactly these
 * references and no other, so that the last one that the harness gives up is the last one of this process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

struct object {
    char token[TOKEN];
    const void *identity;
    IDispatch **held;
    size_t count;
    struct object_note note;
    struct object *next;
};

/* Only to be compared, while a reference is held. */
static const void *identity_of(IUnknown *object)
{
    IUnknown *identity = NULL;
    if (FAILED(still_there(IUnknown_QueryInterface(object, &IID_IUnknown, (void **)&identity))) || !identity)
        return object;
    IUnknown_Release(identity);
    return identity;
}

static struct object *find_identity(const struct objects *objects, IUnknown *shown)
{
    const void *identity = identity_of(shown);
    for (struct object *object = objects->first; object; object = object->next) {
        if (object->identity == identity) return object;
    }
    return NULL;
}

static void write_token(struct objects *objects, char token[TOKEN])
{
    snprintf(token, TOKEN, "%c%u", objects->letter, ++objects->last);
}

/* Under that token, if the object has none; NULL: a new one. */
static const struct object *keep(struct objects *objects, IDispatch *reference, const char *token)
{
    struct object *object = find_identity(objects, (IUnknown *)reference);
    if (!object) {
        object = calloc(1, sizeof *object);
        if (token)
            lstrcpynA(object->token, token, TOKEN);
        else
            write_token(objects, object->token);
        object->identity = identity_of((IUnknown *)reference);
        object->next = objects->first;
        objects->first = object;
    }
    object->held = realloc(object->held, (object->count + 1) * sizeof *object->held);
    object->held[object->count++] = reference;
    return object;
}

void objects_take(struct objects *objects, IDispatch *reference, char token[TOKEN])
{
    memcpy(token, keep(objects, reference, NULL)->token, TOKEN);
}

void objects_adopt(struct objects *objects, IDispatch *reference, const char *token)
{
    (void)keep(objects, reference, token);
}

static struct object *find_token(const struct objects *objects, const char *token)
{
    struct object *object = objects->first;
    while (object && (!token || strcmp(object->token, token) != 0)) object = object->next;
    return object;
}

IDispatch *objects_find(const struct objects *objects, const char *token)
{
    const struct object *object = find_token(objects, token);
    return object ? object->held[object->count - 1] : NULL;
}

struct object_note *objects_note(const struct objects *objects, const char *token)
{
    struct object *object = find_token(objects, token);
    return object ? &object->note : NULL;
}

void objects_remember(struct objects *objects, const char *token, const json_t *argument)
{
    struct object_note *note = objects_note(objects, token);
    if (!note) return;
    json_t *old = note->argument; /* which may be the same */
    note->argument = json_incref((json_t *)argument);
    json_decref(old);
}

const char *objects_after(const struct objects *objects, const char *token)
{
    const struct object *object = token ? find_token(objects, token)->next : objects->first;
    return object ? object->token : NULL;
}

/* Whether the number that Release gives counts all references that are held to this object: those of a proxy do not,
 * nor do those of objects that always give the same number or that count each interface by itself. */
static bool is_counted(const struct object *object, IDispatch *reference)
{
    for (size_t i = 0; i < object->count; i++) {
        if (object->held[i] != reference) return false;
    }
    if (object_is_proxy((IUnknown *)reference)) return false;
    ULONG first = IDispatch_AddRef(reference), second = IDispatch_AddRef(reference);
    IDispatch_Release(reference);
    IDispatch_Release(reference);
    return second == first + 1;
}

bool objects_give_up(struct objects *objects, const char *token, LONG *left)
{
    struct object *object = find_token(objects, token), **link = &objects->first;
    if (!object) return false;
    IDispatch *reference = object->held[--object->count];
    bool counted = left && is_counted(object, reference);
    if (object->count == 0) {
        while (*link != object) link = &(*link)->next;
        *link = object->next;
        json_decref(object->note.argument);
        free(object->held);
        free(object);
    }
    ULONG told = IDispatch_Release(reference);
    if (left) *left = counted ? (LONG)told : NOT_TOLD;
    return true;
}

void objects_mention(struct objects *objects, IUnknown *shown, char token[TOKEN])
{
    const struct object *object = find_identity(objects, shown);
    if (object)
        memcpy(token, object->token, TOKEN);
    else
        write_token(objects, token);
}

void objects_give_up_all(struct objects *objects)
{
    while (objects->first) objects_give_up(objects, objects->first->token, NULL);
}
