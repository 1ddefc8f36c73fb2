/*
 * InstantMessage: makes the VARIANT, puts a pattern into *ppMWindow, calls, and looks at what has become of both.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

enum { LEVELS = 4, INSTANT_MESSAGE = 0x50A };
enum way { BY_VTABLE, BY_INVOKE, BY_SCRIPT };
#define REFERENCE (VT_BYREF | VT_VARIANT)
#define PATTERN ((IDispatch *)(UINT_PTR)0x5A5A5A50u)

/* levels[0] is what is passed; each further one is what the one before it refers to. */
struct argument {
    VARIANT levels[LEVELS], before[LEVELS];
    unsigned count;
    BSTR text; /* the one in the last level, or NULL */
    void *text_before;
    UINT text_size;
    ULONG foreign_before;
};

static const struct {
    const char *name;
    VARTYPE type;
} types[] = {
    { "VT_EMPTY", VT_EMPTY },     { "VT_NULL", VT_NULL },
    { "VT_I2", VT_I2 },           { "VT_I4", VT_I4 },
    { "VT_R4", VT_R4 },           { "VT_R8", VT_R8 },
    { "VT_CY", VT_CY },           { "VT_DATE", VT_DATE },
    { "VT_BSTR", VT_BSTR },       { "VT_DISPATCH", VT_DISPATCH },
    { "VT_ERROR", VT_ERROR },     { "VT_BOOL", VT_BOOL },
    { "VT_VARIANT", VT_VARIANT }, { "VT_UNKNOWN", VT_UNKNOWN },
    { "VT_I1", VT_I1 },           { "VT_UI1", VT_UI1 },
    { "VT_UI2", VT_UI2 },         { "VT_UI4", VT_UI4 },
    { "VT_I8", VT_I8 },           { "VT_UI8", VT_UI8 },
    { "VT_INT", VT_INT },         { "VT_UINT", VT_UINT },
};

/* "VT_BYREF|VT_BSTR" */
static bool read_type(const char *word, VARTYPE *type)
{
    static const char by_reference[] = "VT_BYREF|";
    size_t skipped = word && strncmp(word, by_reference, sizeof by_reference - 1) == 0 ? sizeof by_reference - 1 : 0;
    for (size_t i = 0; word && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(word + skipped, types[i].name) != 0) continue;
        *type = (VARTYPE)(types[i].type | (skipped ? VT_BYREF : 0));
        return *type != VT_VARIANT; /* which exists by reference only */
    }
    return false;
}

static BSTR read_units(const json_t *units)
{
    BSTR text = SysAllocStringLen(NULL, (UINT)json_array_size(units));
    for (size_t i = 0; i < json_array_size(units); i++) text[i] = (OLECHAR)json_integer_value(json_array_get(units, i));
    return text;
}

/* Sets a level that is no reference. */
static bool fill(const struct bridge *bridge, VARIANT *level, VARTYPE type, const json_t *json)
{
    const json_t *value = json_object_get(json, "value"), *units = json_object_get(json, "utf16");
    const char *contact = json_string_value(json_object_get(json, "contact"));
    V_VT(level) = type;
    switch (type) {
    case VT_EMPTY:
    case VT_NULL: return true;
    case VT_BSTR: V_BSTR(level) = units ? read_units(units) : member_text(value); return true;
    case VT_DISPATCH:
    case VT_UNKNOWN:
        V_DISPATCH(level) = contact                           ? objects_find(&bridge->contacts, contact)
                            : json_object_get(json, "object") ? foreign_object()
                                                              : NULL;
        /* A proxy gives the one in a variable back and puts another there, so it has one to give. */
        if (V_DISPATCH(level)) IDispatch_AddRef(V_DISPATCH(level));
        return !contact || V_DISPATCH(level);
    case VT_BOOL: V_BOOL(level) = json_is_true(value) ? VARIANT_TRUE : VARIANT_FALSE; return true;
    case VT_R4: V_R4(level) = (float)json_number_value(value); return true;
    case VT_R8:
    case VT_DATE: V_R8(level) = json_number_value(value); return true;
    default: V_I8(level) = json_integer_value(value); return true; /* the low bytes are the number */
    }
}

static bool make_levels(const struct bridge *bridge, struct argument *argument, const json_t *json)
{
    for (VARTYPE type; argument->count < LEVELS; json = json_object_get(json, "variant")) {
        VARIANT *level = &argument->levels[argument->count++];
        if (!read_type(json_string_value(json_object_get(json, "vt")), &type)) return false;
        if (!(type & VT_BYREF)) return fill(bridge, level, type, json);
        if (argument->count == LEVELS) return false;
        VARIANT *inner = &argument->levels[argument->count];
        V_VT(level) = type;
        if (type != (VT_BYREF | VT_VARIANT)) {
            V_BYREF(level) = &V_BYREF(inner); /* every member of the union begins here */
            argument->count++;
            return fill(bridge, inner, (VARTYPE)(type & ~VT_BYREF), json);
        }
        V_VARIANTREF(level) = inner;
    }
    return false;
}

static bool argument_make(const struct bridge *bridge, struct argument *argument, const json_t *json)
{
    memset(argument, 0, sizeof *argument);
    if (!make_levels(bridge, argument, json)) return false;
    const VARIANT *last = &argument->levels[argument->count - 1];
    if (V_VT(last) == VT_BSTR) argument->text = V_BSTR(last);
    if (argument->text) {
        argument->text_size = SysStringByteLen(argument->text);
        argument->text_before = malloc(argument->text_size + 1u);
        memcpy(argument->text_before, argument->text, argument->text_size);
    }
    memcpy(argument->before, argument->levels, sizeof argument->before);
    argument->foreign_before = foreign_references();
    /* A proxy frees what a variable holds, and puts it there anew. */
    if (!bridge->marshalled) watch_text(argument->text);
    return true;
}

/* What a proxy writes back is a copy: the types and the text have to be the same, the bytes need not. */
static bool is_changed(const struct argument *argument, bool marshalled)
{
    for (unsigned i = 0; i < argument->count; i++) {
        if (V_VT(&argument->levels[i]) != V_VT(&argument->before[i])) return true;
    }
    const void *before = argument->before, *now = argument->levels;
    return !marshalled && memcmp(before, now, sizeof argument->before) != 0;
}

/* What the callee did to memory and objects of the caller; NULL: nothing. */
static const char *argument_harm(struct argument *argument, bool marshalled)
{
    if (!marshalled && watch_saw_free()) return "the BSTR of the caller was freed";
    if (is_changed(argument, marshalled)) return "the VARIANT of the caller was changed";
    if (argument->text) argument->text = V_BSTR(&argument->levels[argument->count - 1]);
    if (argument->text_before &&
        (SysStringByteLen(argument->text) != argument->text_size ||
         (argument->text_size > 0 && memcmp(argument->text, argument->text_before, argument->text_size) != 0)))
        return "the BSTR of the caller was changed";
    if (foreign_references() < argument->foreign_before) return "a reference of the caller was released";
    return NULL;
}

/* What was harmed may be gone already. */
static void argument_free(struct argument *argument, bool marshalled, const char *harm)
{
    const VARIANT *last = &argument->levels[argument->count - 1];
    bool is_object = V_VT(last) == VT_DISPATCH || V_VT(last) == VT_UNKNOWN;
    if (!marshalled) watch_text(NULL);
    if (!harm) SysFreeString(argument->text);
    if (!harm && is_object && V_UNKNOWN(last)) IUnknown_Release(V_UNKNOWN(last));
    free(argument->text_before);
}

/* What *ppMWindow holds after a call with that result.  Takes over the reference. */
static void tell_out(struct bridge *bridge, HRESULT code, IDispatch *out, struct answer *answer)
{
    char token[TOKEN];
    const char *word = out == NULL ? "null" : out == PATTERN ? "untouched" : "window";
    if (out != NULL && out != PATTERN) {
        if (IsBadReadPtr(out, sizeof out->lpVtbl) || IsBadReadPtr(out->lpVtbl, sizeof *out->lpVtbl)) {
            answer_error(answer, FAILED(code) ? LEFT_OVER : GARBAGE,
                         "after 0x%08lX *ppMWindow holds %p, which is no object; expected %s",
                         (unsigned long)(ULONG)code, (void *)out, FAILED(code) ? "NULL" : "the window");
            return;
        }
        objects_take(&bridge->windows, out, token);
        json_object_set_new_nocheck(answer->result, "window", json_string_nocheck(token));
    }
    json_object_set_new_nocheck(answer->result, "out", json_string_nocheck(word));
}

static HRESULT call_vtable(struct bridge *bridge, const struct argument *argument, IDispatch **out)
{
    return still_there(IMessenger_InstantMessage(bridge->messenger, argument->levels[0], out));
}

/* An empty result is what NULL is through Invoke.  Takes over what is in it. */
static IDispatch *object_in(VARIANT *result)
{
    IDispatch *object = NULL;
    if (V_VT(result) == VT_DISPATCH)
        object = V_DISPATCH(result);
    else if (V_VT(result) == VT_UNKNOWN && V_UNKNOWN(result))
        IUnknown_QueryInterface(V_UNKNOWN(result), &IID_IDispatch, (void **)&object);
    if (V_VT(result) != VT_DISPATCH) VariantClear(result);
    return object;
}

/* The callee gets the caller's own VARIANT. */
static HRESULT call_invoke(struct bridge *bridge, struct argument *argument, IDispatch **out)
{
    VARIANT result;
    VariantInit(&result);
    HRESULT code =
        member_invoke(bridge->automation, INSTANT_MESSAGE, DISPATCH_METHOD, argument->levels, 1, out ? &result : NULL);
    if (out) *out = object_in(&result);
    return code;
}

/* A script passes a value, or a variable that has one; its variable is looked after where it lies. */
static HRESULT call_script(struct bridge *bridge, const struct argument *argument, IDispatch **out, const char **harm)
{
    VARIANT result;
    const VARIANT *value = &argument->levels[argument->count - 1];
    HRESULT code =
        script_instant_message(bridge->automation, value, argument->count > 1, bridge->marshalled, &result, harm);
    *out = object_in(&result);
    return code;
}

/* What only scripts do not do; NULL: they do. */
static const char *not_in_scripts(const struct argument *argument, bool no_place)
{
    if (no_place) return "a script has no NULL ppMWindow to pass";
    if (argument->count > 2 || (V_VT(&argument->levels[0]) & VT_BYREF && V_VT(&argument->levels[0]) != REFERENCE))
        return "a script passes by reference nothing but a variable, which is VT_BYREF|VT_VARIANT";
    return NULL;
}

static void perform_message(struct bridge *bridge, struct argument *argument, enum way way, bool no_place,
                            struct answer *answer)
{
    IDispatch *out = PATTERN;
    IDispatch **given = no_place ? NULL : &out;
    const char *cannot = way == BY_SCRIPT ? not_in_scripts(argument, no_place) : NULL;
    const char *harm = NULL;
    HRESULT code = S_OK;
    if (cannot) {
        answer_error(answer, CANNOT, "%s", cannot);
    } else {
        switch (way) {
        case BY_VTABLE: code = call_vtable(bridge, argument, given); break;
        case BY_INVOKE: code = call_invoke(bridge, argument, given); break;
        case BY_SCRIPT: code = call_script(bridge, argument, given, &harm); break;
        }
        if (!harm) harm = argument_harm(argument, bridge->marshalled);
        json_object_set_new_nocheck(answer->result, "hresult", json_integer(code));
        if (harm)
            answer_error(answer, TAMPERED, "%s", harm);
        else if (no_place)
            json_object_set_new_nocheck(answer->result, "out", json_string("none"));
        else
            tell_out(bridge, code, out, answer);
    }
    argument_free(argument, bridge->marshalled, harm);
}

void method_instant_message(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    static const char *const words[] = { [BY_VTABLE] = "vtable", [BY_INVOKE] = "dispatch", [BY_SCRIPT] = "script" };
    struct argument argument;
    const char *binding = json_string_value(json_object_get(params, "binding"));
    const char *place = json_string_value(json_object_get(params, "ppMWindow"));
    enum way way = bridge->by_script ? BY_SCRIPT : bridge->by_invoke ? BY_INVOKE : BY_VTABLE;
    for (enum way i = BY_VTABLE; binding && i <= BY_SCRIPT; i++) {
        if (strcmp(binding, words[i]) == 0) way = i;
    }
    if (way == BY_SCRIPT && !bridge->by_script)
        answer_error(answer, BAD_PARAMS, "binding: found script; expected vtable or dispatch");
    else if (way == BY_VTABLE ? !bridge->messenger : !bridge->automation)
        answer_error(answer, BAD_PARAMS, "binding: the server has no such interface");
    else if (!argument_make(bridge, &argument, json_object_get(params, "vContact")))
        answer_error(answer, BAD_PARAMS, "vContact: found no type or object that can be passed");
    else
        perform_message(bridge, &argument, way, place && strcmp(place, "null") == 0, answer);
    const char *window = json_string_value(json_object_get(answer->result, "window"));
    if (window) objects_remember(&bridge->windows, window, json_object_get(params, "vContact"));
}
