/*
 * Reads what an IUT says of itself in `initialize`.  Knows the names of capabilities through the model's list of
 * events; nothing of sessions or transports.
 */
#include "rpc_handshake.h"

#include <string.h>

#include "kit.h"
#include "wire_codec.h"

json_t *handshake_params(const char *profile)
{
    return json_pack("{s:i, s:{s:s, s:s}, s:s}", "protocol", RPC_PROTOCOL, "harness", "name", KIT_NAME, "version",
                     KIT_VERSION, "profile", profile ? profile : DEFAULT_PROFILE);
}

/* A member that may be missing. */
static bool read_optional(struct shape *shape, const struct place *object, const char *name, const char **string)
{
    struct place place = place_member(object, name);
    *string = NULL;
    return !place.value || shape_string(shape, &place, string);
}

static bool read_implementation(struct shape *shape, const struct place *top, struct iut_identity *identity)
{
    struct place object = place_member(top, "implementation");
    struct place name = place_member(&object, "name"), version = place_member(&object, "version");
    return shape_object(shape, &object) && shape_string(shape, &name, &identity->name) &&
           shape_string(shape, &version, &identity->version) &&
           read_optional(shape, &object, "platform", &identity->platform) &&
           read_optional(shape, &object, "vendor", &identity->vendor);
}

/* A name that is no method of the protocol is kept for the journal and has no effect. */
static bool read_capabilities(struct shape *shape, const struct place *top, struct iut_identity *identity)
{
    struct place list = place_member(top, "capabilities");
    size_t count = 0;
    if (!shape_array(shape, &list, &count)) return false;
    const char **names = arena_alloc(shape->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        struct place item = place_item(&list, i);
        if (!shape_string(shape, &item, &names[i])) return false;
        if (strcmp(names[i], METHOD_PROGRAM) == 0) identity->programs = true;
        for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
            if (strcmp(im_event_method((enum im_event_kind)kind), names[i]) == 0) identity->capable[kind] = true;
        }
    }
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        if (codec_is_mandatory((enum im_event_kind)kind)) identity->capable[kind] = true;
    }
    identity->capabilities = names;
    identity->capability_count = count;
    return true;
}

static bool read_bindings(struct shape *shape, const struct place *top, struct iut_identity *identity)
{
    static const char *const words[] = { "vtable", "dispatch", "script", NULL };
    struct place list = place_member(top, "bindings");
    size_t count = 0, index = 0;
    if (!shape_array(shape, &list, &count)) return false;
    identity->bindings[IM_BINDING_NONE] = true;
    for (size_t i = 0; i < count; i++) {
        struct place item = place_item(&list, i);
        if (!shape_word(shape, &item, words, &index)) return false;
        identity->bindings[IM_BINDING_VTABLE + index] = true;
    }
    return true;
}

bool handshake_read(struct shape *shape, const json_t *result, struct iut_identity *identity)
{
    struct place top = place_result(result), protocol = place_member(&top, "protocol");
    int64_t number = 0;
    memset(identity, 0, sizeof *identity);
    return shape_object(shape, &top) && shape_integer(shape, &protocol, RPC_PROTOCOL, RPC_PROTOCOL, &number) &&
           read_implementation(shape, &top, identity) && read_capabilities(shape, &top, identity) &&
           read_bindings(shape, &top, identity);
}
