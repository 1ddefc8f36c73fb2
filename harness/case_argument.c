/*
 * ARGUMENT of a case file: the VARIANT that `to` stands for.
 */
#include <string.h>

#include "case_read.h"

struct argument_form {
    const char *key;
    void (*read)(struct reader *reader, const struct node *value, struct argument_spec *argument);
};

static void read_bstr(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    argument->kind = ARG_BSTR;
    if (node_is_null(value))
        argument->text = (struct text_spec){ .given = true, .null = true };
    else
        read_text(reader, value, &argument->text);
}

static void read_byref_bstr(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    argument->typed_reference = true;
    read_bstr(reader, value, argument);
}

static void read_object(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    if (node_is_null(value)) {
        argument->kind = ARG_NULL_OBJECT_;
    } else if (node_is(value, "foreign")) {
        argument->kind = ARG_FOREIGN;
    } else {
        argument->kind = ARG_OBJECT;
        argument->contact = use_name(reader, value, true, true);
    }
}

static void read_byref_object(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    argument->kind = ARG_OBJECT;
    argument->typed_reference = true;
    argument->contact = use_name(reader, value, true, true);
}

static void read_nothing(struct reader *reader, const struct node *value, struct argument_spec *argument,
                         enum argument_kind kind)
{
    argument->kind = kind;
    if (!node_is_null(value)) expected(reader, value, "~, since this type has no value");
}

static void read_empty(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    read_nothing(reader, value, argument, ARG_EMPTY_);
}

static void read_null(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    read_nothing(reader, value, argument, ARG_NULL_);
}

static void read_error(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    int64_t number;
    argument->kind = ARG_ERROR_;
    if (!read_number(reader, value, INT32_MIN, UINT32_MAX, &number)) return;
    argument->value = (int32_t)(number > INT32_MAX ? number - ((int64_t)UINT32_MAX + 1) : number);
}

static void read_i4(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    int64_t number;
    argument->kind = ARG_I4;
    if (read_number(reader, value, INT32_MIN, INT32_MAX, &number)) argument->value = (int32_t)number;
}

static void read_bool_argument(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    bool truth;
    argument->kind = ARG_BOOL_;
    if (read_bool(reader, value, &truth)) argument->value = truth;
}

static void read_byref_variant(struct reader *reader, const struct node *value, struct argument_spec *argument)
{
    if (argument->variant_depth == LIMIT_VARIANTS)
        refuse(reader, value, "found more than %d byref_variant around one another, which is the limit",
               LIMIT_VARIANTS);
    else {
        argument->variant_depth++;
        read_argument(reader, value, argument);
    }
}

static const struct argument_form forms[] = {
    { "bstr", read_bstr },
    { "object", read_object },
    { "empty", read_empty },
    { "null", read_null },
    { "error", read_error },
    { "i4", read_i4 },
    { "bool", read_bool_argument },
    { "byref_bstr", read_byref_bstr },
    { "byref_object", read_byref_object },
    { "byref_variant", read_byref_variant },
};
enum { FORMS = sizeof forms / sizeof forms[0] };
static const char *const form_words[] = { "bstr", "object",     "empty",        "null",          "error", "i4",
                                          "bool", "byref_bstr", "byref_object", "byref_variant", NULL };
_Static_assert(sizeof form_words / sizeof form_words[0] == FORMS + 1, "the words are those of the forms");

static void read_bare(struct reader *reader, const struct node *node, struct argument_spec *argument)
{
    argument->kind = ARG_BSTR;
    if (bare_role(node) != ROLE_NONE || memchr(node->text, '@', node->size) != NULL)
        read_text(reader, node, &argument->text);
    else
        expected(reader, node,
                 arena_printf(reader->arena, "a role (%s), a name with @, or {bstr: TEXT}%s",
                              joined(reader->arena, role_words), suggestion(reader->arena, node->text, role_words)));
}

static void read_map(struct reader *reader, const struct node *map, struct argument_spec *argument)
{
    const struct node *value = map->first;
    if (value == NULL || map->count != 1) {
        if (value != NULL && is_text_key(value->key))
            refuse(reader, map, "found a text, expected an argument: write {bstr: {%s: ...}}", value->key->text);
        else
            refuse(reader, map, "found a mapping of %zu, expected one type and its value, like {bstr: TEXT}",
                   map->count);
        return;
    }
    for (size_t i = 0; i < FORMS; i++)
        if (node_is(value->key, forms[i].key)) {
            forms[i].read(reader, value, argument);
            return;
        }
    if (is_text_key(value->key))
        refuse(reader, map, "found a text, expected an argument: write {bstr: {%s: ...}}", value->key->text);
    else
        refuse_unknown_keys(reader, map, "an argument", form_words);
}

void read_argument(struct reader *reader, const struct node *node, struct argument_spec *argument)
{
    if (node->kind == NODE_SCALAR && !node_is_null(node))
        read_bare(reader, node, argument);
    else if (node->kind == NODE_MAP)
        read_map(reader, node, argument);
    else
        expected(reader, node, "an argument: a role, a name with @, or a mapping like {bstr: TEXT}");
}
