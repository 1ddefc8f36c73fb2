/*
 * InstantMessage through the C ABI: builds the caller's VARIANT, calls, checks that everything that is the caller's is
 * as it was, and looks at what *ppMWindow holds.  Knows COM's rules for arguments; nothing of what the answer should be.
 */
#include "library.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { DEEPEST = 8 }; /* VARIANTs within VARIANTs; cases have at most 2 */

/* What stands in *ppMWindow before the call.  No address of an object looks like that, so using it crashes. */
static const uintptr_t untouched = (uintptr_t)0xA5C3A5C3A5C3A5C3u;

/* Everything that the argument points to, in one block that can be compared as a whole. */
struct argument {
    struct imc_variant variant[DEEPEST]; /* [0] is the argument, the next one what it refers to, ... */
    struct imc_bstr bstr;
    const struct imc_bstr *bstr_cell;
    struct imc_object *object_cell;
};

/* Fills one VARIANT that refers to no other.  False: the token in it is not held, or there is no room below. */
static bool fill_plain(struct session *session, const struct variant *from, struct argument *argument,
                       struct imc_variant *to, struct foreign *foreign)
{
    switch (from->vt & ~(unsigned)VT_BYREF) {
    case VT_BSTR:
        argument->bstr_cell = from->text.units ? &argument->bstr : NULL;
        if (from->vt & VT_BYREF)
            to->u.p_bstr = &argument->bstr_cell;
        else
            to->u.bstr = argument->bstr_cell;
        return true;
    case VT_DISPATCH:
        argument->object_cell = NULL;
        if (from->object == OBJECT_FOREIGN) argument->object_cell = &foreign->base;
        if (from->object == OBJECT_CONTACT) argument->object_cell = references_find(&session->held, from->contact);
        if (from->vt & VT_BYREF)
            to->u.p_dispatch = &argument->object_cell;
        else
            to->u.dispatch = argument->object_cell;
        return from->object != OBJECT_CONTACT || argument->object_cell;
    case VT_BOOL: to->u.value = from->value ? -1 : 0; return true;
    case VT_VARIANT: return false; /* deeper than DEEPEST */
    default: to->u.value = from->value; return true;
    }
}

/* Builds the argument; `units` is the memory of its text. */
static bool fill_argument(struct session *session, const struct variant *from, struct argument *argument,
                          uint16_t *units, struct foreign *foreign)
{
    int depth = 0;
    memset(argument, 0, sizeof *argument);
    for (; from->vt == (VT_BYREF | VT_VARIANT) && depth < DEEPEST - 1; from = from->inner, depth++) {
        argument->variant[depth].vt = (uint16_t)from->vt;
        argument->variant[depth].u.p_variant = &argument->variant[depth + 1];
    }
    argument->variant[depth].vt = (uint16_t)from->vt;
    argument->bstr.units = units;
    argument->bstr.length = (uint32_t)from->text.length;
    if (from->text.units) memcpy(units, from->text.units, from->text.length * sizeof *units);
    units[from->text.length] = 0; /* a BSTR has a terminator that does not count */
    return fill_plain(session, from, argument, &argument->variant[depth], foreign);
}

static const struct variant *innermost(const struct variant *variant)
{
    while (variant->vt == (VT_BYREF | VT_VARIANT)) variant = variant->inner;
    return variant;
}

static bool same_variant(const struct imc_variant *a, const struct imc_variant *b)
{
    uint64_t left = 0, right = 0;
    static_assert(sizeof a->u <= sizeof left, "a VARIANT's value fits");
    memcpy(&left, &a->u, sizeof a->u);
    memcpy(&right, &b->u, sizeof b->u);
    return a->vt == b->vt && left == right;
}

/* What was changed that is the caller's, or NULL. */
static const char *changed(const struct argument *before, const struct argument *after, const struct text *text,
                           const uint16_t *units)
{
    for (int i = 0; i < DEEPEST; i++) {
        if (!same_variant(&before->variant[i], &after->variant[i]))
            return i == 0 ? "the caller's VARIANT was changed"
                          : "a VARIANT that the caller's VARIANT refers to was changed";
    }
    if (before->bstr_cell != after->bstr_cell) return "the caller's BSTR variable was changed";
    if (before->object_cell != after->object_cell) return "the caller's object variable was changed";
    if (before->bstr.units != after->bstr.units || before->bstr.length != after->bstr.length)
        return "the caller's BSTR was changed";
    if (text->units && memcmp(text->units, units, text->length * sizeof *units) != 0)
        return "the caller's BSTR was changed";
    return units[text->length] == 0 ? NULL : "the terminator of the caller's BSTR was changed";
}

static bool check_foreign(const struct foreign *foreign, struct observation *obs)
{
    const char *method = "messenger.instantMessage";
    if (foreign->refs == 1 && !foreign->resurrected) return true;
    if (foreign->refs == 0 || foreign->resurrected)
        observation_fail(obs, OBS_TAMPERED, "%s: the caller's object was released more often than it was held", method);
    else
        observation_fail(obs, OBS_TAMPERED,
                         "%s: found %u references to the caller's object left after the call; "
                         "expected none",
                         method, (unsigned)(foreign->refs - 1));
    return false;
}

/* Can that much be read there?  Where the system does not let us ask, a bad pointer shows by a crash instead. */
static bool readable(const void *address, size_t size)
{
    char copy[sizeof(struct imc_object_ops)];
    struct iovec here = { copy, size }, there = { (void *)(uintptr_t)address, size };
    ssize_t got = process_vm_readv(getpid(), &here, 1, &there, 1, 0);
    return got == (ssize_t)size || (got < 0 && errno != EFAULT);
}

/* Does the pointer lead to something that has the shape of an object? */
static bool is_object(const struct imc_object *object)
{
    if (!readable(object, sizeof *object) || !readable(object->ops, sizeof *object->ops)) return false;
    return object->ops->query && object->ops->add_ref && object->ops->release;
}

/* Anything but the three is asked for a window, if it is an object at all. */
static void take_out(struct session *session, struct imc_object *out, struct observation *obs)
{
    if (out == NULL) {
        obs->out = IM_OUT_NULL;
        return;
    }
    if ((uintptr_t)out == untouched) {
        obs->out = IM_OUT_UNTOUCHED;
        return;
    }
    void *identity = NULL;
    if (is_object(out) && out->ops->query(out, IMC_KIND_WINDOW)) identity = out->ops->query(out, IMC_KIND_IDENTITY);
    if (!identity) {
        observation_fail(obs, OBS_GARBAGE,
                         "messenger.instantMessage: found a pointer that is no window in "
                         "*ppMWindow; expected a window, NULL or what was there before");
        return;
    }
    obs->out = IM_OUT_WINDOW;
    references_hold(&session->held, 'w', out, identity, obs->token);
}

static void call(struct session *session, const struct event *event, uint16_t *units, struct observation *obs)
{
    static const enum imc_binding bindings[IM_BINDING_COUNT] = {
        [IM_BINDING_DISPATCH] = IMC_BINDING_DISPATCH,
        [IM_BINDING_SCRIPT] = IMC_BINDING_SCRIPT,
    };
    const struct variant *inner = innermost(&event->argument);
    struct argument argument, before;
    struct foreign foreign;
    struct imc_object *out = (struct imc_object *)untouched;
    foreign_init(&foreign);
    if (!fill_argument(session, &event->argument, &argument, units, &foreign)) {
        observation_fail(obs, OBS_CANNOT, "messenger.instantMessage: the argument cannot be made: %s",
                         inner->object == OBJECT_CONTACT ? "its contact is not held" : "it is too deep");
        return;
    }
    memcpy(&before, &argument, sizeof before);
    obs->hresult = session->library->instant_message(session->client, argument.variant[0],
                                                     event->out_null ? NULL : &out, bindings[event->binding]);
    obs->has_hresult = true;
    const char *problem = changed(&before, &argument, &inner->text, units);
    if (problem) {
        observation_fail(obs, OBS_TAMPERED, "messenger.instantMessage: %s", problem);
    } else if (check_foreign(&foreign, obs) && !event->out_null) {
        take_out(session, out, obs);
    }
}

void library_message(struct session *session, const struct event *event, struct observation *obs)
{
    size_t length = innermost(&event->argument)->text.length;
    uint16_t few[256];
    uint16_t *units = length < sizeof few / sizeof *few ? few : must_realloc(NULL, (length + 1) * sizeof *units);
    call(session, event, units, obs);
    if (units != few) free(units);
}
