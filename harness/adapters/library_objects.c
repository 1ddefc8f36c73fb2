/*
 * The objects of the library adapter: tokens by COM identity, and a foreign object of the kit's own.  Knows the C ABI's
 * object rules; nothing of events.
 */
#include "library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct reference *find_identity(const struct references *all, char kind, const void *identity)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].identity == identity && all->list[i].kind == kind) return &all->list[i];
    }
    return NULL;
}

static struct reference *find_object(const struct references *all, char kind, const struct imc_object *object)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].object == object && all->list[i].kind == kind) return &all->list[i];
    }
    return NULL;
}

/* The last one taken, so that references go back in the opposite order. */
static struct reference *find_token(const struct references *all, const char *token)
{
    char *end = NULL;
    unsigned long number = token && token[0] ? strtoul(token + 1, &end, 10) : 0;
    if (!number || *end != '\0') return NULL;
    for (size_t i = all->count; i-- > 0;) {
        if (all->list[i].number == number && all->list[i].kind == token[0]) return &all->list[i];
    }
    return NULL;
}

static void write_token(char token[LIMIT_TOKEN], char kind, unsigned number)
{
    snprintf(token, LIMIT_TOKEN, "%c%u", kind, number);
}

void references_hold(struct references *all, char kind, struct imc_object *object, void *identity,
                     char token[LIMIT_TOKEN])
{
    const struct reference *same = find_identity(all, kind, identity);
    unsigned number = same ? same->number : ++all->last_number;
    if (all->count == all->room) {
        all->room = all->room ? all->room * 2 : 16;
        all->list = must_realloc(all->list, all->room * sizeof *all->list);
    }
    all->list[all->count++] = (struct reference){ object, identity, kind, number };
    write_token(token, kind, number);
}

void references_mention(struct references *all, char kind, struct imc_object *object, char token[LIMIT_TOKEN])
{
    const struct reference *same = find_object(all, kind, object);
    if (!same) same = find_identity(all, kind, object->ops->query(object, IMC_KIND_IDENTITY));
    write_token(token, kind, same ? same->number : ++all->last_number);
}

struct imc_object *references_find(const struct references *all, const char *token)
{
    const struct reference *found = find_token(all, token);
    return found ? found->object : NULL;
}

bool references_release(struct references *all, const char *token, uint32_t *refs)
{
    struct reference *found = find_token(all, token);
    if (!found) return false;
    struct imc_object *object = found->object;
    size_t after = all->count - (size_t)(found - all->list) - 1;
    memmove(found, found + 1, after * sizeof *found);
    all->count--;
    /* asking and counting must work on an object whose window is gone, too */
    object->ops->query(object, IMC_KIND_IDENTITY);
    object->ops->add_ref(object);
    object->ops->release(object);
    *refs = object->ops->release(object);
    return true;
}

void references_release_all(struct references *all)
{
    while (all->count > 0) {
        struct imc_object *object = all->list[--all->count].object;
        object->ops->release(object);
    }
}

/* --- the foreign object --- */

static void *foreign_query(struct imc_object *object, enum imc_kind kind)
{
    return kind == IMC_KIND_IDENTITY ? object : NULL;
}

static uint32_t foreign_add_ref(struct imc_object *object)
{
    struct foreign *foreign = (struct foreign *)object;
    if (foreign->refs == 0) foreign->resurrected = true;
    return ++foreign->refs;
}

/* It lives on at 0, so that a library that gives up too much can be told so. */
static uint32_t foreign_release(struct imc_object *object)
{
    struct foreign *foreign = (struct foreign *)object;
    if (foreign->refs == 0)
        foreign->resurrected = true;
    else
        foreign->refs--;
    return foreign->refs;
}

void foreign_init(struct foreign *foreign)
{
    static const struct imc_object_ops ops = { foreign_query, foreign_add_ref, foreign_release };
    *foreign = (struct foreign){ .base = { &ops }, .refs = 1 };
}
