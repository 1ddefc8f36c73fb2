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

void objects_take(struct objects *objects, IDispatch *reference, char token[TOKEN])
{
    struct object *object = find_identity(objects, (IUnknown *)reference);
    if (!object) {
        object = calloc(1, sizeof *object);
        write_token(objects, object->token);
        object->identity = identity_of((IUnknown *)reference);
        object->next = objects->first;
        objects->first = object;
    }
    object->held = realloc(object->held, (object->count + 1) * sizeof *object->held);
    object->held[object->count++] = reference;
    memcpy(token, object->token, TOKEN);
}

IDispatch *objects_find(const struct objects *objects, const char *token)
{
    for (const struct object *object = objects->first; object && token; object = object->next) {
        if (strcmp(object->token, token) == 0) return object->held[object->count - 1];
    }
    return NULL;
}

bool objects_give_up(struct objects *objects, const char *token)
{
    struct object **link = &objects->first;
    while (*link && (!token || strcmp((*link)->token, token) != 0)) link = &(*link)->next;
    struct object *object = *link;
    if (!object) return false;
    IDispatch *reference = object->held[--object->count];
    if (object->count == 0) {
        *link = object->next;
        free(object->held);
        free(object);
    }
    IDispatch_Release(reference);
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
    while (objects->first) objects_give_up(objects, objects->first->token);
}
