/*
 * From a step to the event that an adapter performs: roles become texts, names become tokens.
 */
#include "exec.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void exec_bind(struct run *run, const char *name, const char *token)
{
    if (name == NULL) return;
    struct binding *slot = NULL;
    for (size_t i = 0; i < run->bindings; i++) {
        if (strcmp(run->bound[i]->name, name) == 0) slot = run->bound[i];
    }
    if (slot == NULL) {
        assert(run->bindings < BINDINGS);
        slot = run->bound[run->bindings++] = arena_alloc(run->arena, sizeof *slot);
        slot->name = name;
    }
    snprintf(slot->token, sizeof slot->token, "%s", token);
}

const char *exec_token(const struct run *run, const char *name)
{
    for (size_t i = 0; i < run->bindings; i++) {
        if (strcmp(run->bound[i]->name, name) == 0) return run->bound[i]->token;
    }
    return NULL;
}

static const struct variant *argument(struct run *run, const struct argument_spec *spec, const char **missing)
{
    static const unsigned types[] = {
        [ARG_BSTR] = VT_BSTR,        [ARG_OBJECT] = VT_DISPATCH, [ARG_NULL_OBJECT_] = VT_DISPATCH,
        [ARG_FOREIGN] = VT_DISPATCH, [ARG_EMPTY_] = VT_EMPTY,    [ARG_NULL_] = VT_NULL,
        [ARG_ERROR_] = VT_ERROR,     [ARG_I4] = VT_I4,           [ARG_BOOL_] = VT_BOOL,
    };
    struct variant *variant = arena_alloc(run->arena, sizeof *variant);
    variant->vt = types[spec->kind] | (spec->typed_reference ? VT_BYREF : 0u);
    variant->value = spec->value;
    if (spec->kind == ARG_BSTR) variant->text = cast_text(&run->cast, &spec->text, run->arena);
    if (spec->kind == ARG_FOREIGN) variant->object = OBJECT_FOREIGN;
    if (spec->kind == ARG_OBJECT) {
        variant->object = OBJECT_CONTACT;
        variant->contact = exec_token(run, spec->contact);
        if (variant->contact == NULL || variant->contact[0] == '\0') *missing = spec->contact;
    }
    for (unsigned i = 0; i < spec->variant_depth; i++) {
        struct variant *outer = arena_alloc(run->arena, sizeof *outer);
        outer->vt = VT_BYREF | VT_VARIANT;
        outer->inner = variant;
        variant = outer;
    }
    return variant;
}

static const char *object(struct run *run, const char *name, const char **missing)
{
    if (name == NULL) return NULL;
    const char *token = exec_token(run, name);
    if (token == NULL || token[0] == '\0') *missing = name;
    return token;
}

/* A client that is reached through Invoke alone is called that way where the case leaves it open. */
static enum im_binding binding_for(const struct run *run, const struct step *step)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    if (run->test->program != NULL) return IM_BINDING_SCRIPT;
    if (step->binding != IM_BINDING_NONE || iut->bindings[IM_BINDING_VTABLE]) return step->binding;
    if (iut->bindings[IM_BINDING_DISPATCH]) return IM_BINDING_DISPATCH;
    return iut->bindings[IM_BINDING_SCRIPT] ? IM_BINDING_SCRIPT : IM_BINDING_NONE;
}

bool exec_event(struct run *run, const struct step *step, struct event *event, const char **name)
{
    *name = NULL;
    *event = (struct event){
        .kind = step->kind,
        .out_null = step->out_null,
        .service = step->service,
        .property = step->property,
        .value = step->put_value,
        .dialog = step->dialog,
        .allowed = step->allowed,
        .law = step->law,
        .call = step->call,
    };
    event->window = object(run, step->window, name);
    event->contact = object(run, step->contact, name);
    if (step->kind == IM_EV_INSTANT_MESSAGE) {
        event->argument = *argument(run, &step->to, name);
        event->binding = binding_for(run, step);
    }
    if (step->kind == IM_EV_GET_CONTACT || step->kind == IM_EV_USER_ADD_CONTACT) {
        event->name = cast_text(&run->cast, &step->name, run->arena);
    }
    return *name == NULL;
}
