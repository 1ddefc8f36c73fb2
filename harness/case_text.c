/*
 * TEXT of a case file: literal text, roles, repetition, code units, and parts that are joined.
 */
#include <string.h>

#include "case_read.h"

const char *const role_names[ROLE_COUNT] = { NULL, "me", "alice", "bob", "carol", "dave", "unlisted", "secondary" };
const char *const role_words[] = { "me", "alice", "bob", "carol", "dave", "unlisted", "secondary", NULL };
_Static_assert(sizeof role_words / sizeof role_words[0] == ROLE_COUNT, "role_words are role_names without the first");

/* Parts that are being collected.  `units` is their length, where a role counts as one. */
struct parts {
    struct text_part *items;
    size_t count, room;
    uint64_t units;
};

/* One way to write a TEXT as a mapping. */
struct text_form {
    const char *key;
    const char *extra; /* a further key that belongs to it, or NULL */
    void (*read)(struct reader *reader, const struct node *map, const struct node *value, struct parts *parts);
};

static void read_parts(struct reader *reader, const struct node *node, struct parts *parts);

static void add_part(struct reader *reader, const struct node *at, struct parts *parts, struct text_part part)
{
    uint64_t units = (part.role == ROLE_NONE ? part.literal.length : 1) * (uint64_t)part.times;
    if (parts->count == LIMIT_PARTS) {
        refuse(reader, at, "found a text of more than %d parts; join what is literal", LIMIT_PARTS);
        return;
    }
    if (parts->units + units > LIMIT_NAME) {
        refuse(reader, at, "found a text of more than %d UTF-16 units, which is the limit", LIMIT_NAME);
        return;
    }
    if (parts->count == parts->room) {
        parts->room = parts->room == 0 ? 2 : parts->room * 2;
        struct text_part *items = arena_alloc(reader->arena, parts->room * sizeof *items);
        if (parts->count > 0) memcpy(items, parts->items, parts->count * sizeof *items);
        parts->items = items;
    }
    parts->items[parts->count++] = part;
    parts->units += units;
}

void need_role(struct reader *reader, enum role role) { reader->now->needs_role[role] = true; }

enum role bare_role(const struct node *node)
{
    for (size_t i = 0; node->kind == NODE_SCALAR && role_words[i] != NULL; i++)
        if (node_is(node, role_words[i])) return (enum role)(i + 1);
    return ROLE_NONE;
}

static void add_literal(struct reader *reader, const struct node *node, struct parts *parts)
{
    uint16_t *units;
    struct text_part part = { .times = 1 };
    if (!utf16_from_utf8(reader->arena, node->text, node->size, &units, &part.literal.length)) {
        expected(reader, node, "text in UTF-8");
        return;
    }
    part.literal.units = units;
    add_part(reader, node, parts, part);
}

static void read_scalar(struct reader *reader, const struct node *node, struct parts *parts)
{
    enum role role = bare_role(node);
    if (node_is_null(node)) {
        expected(reader, node, "text; write a text that YAML takes for null in quotes");
    } else if (role == ROLE_NONE) {
        add_literal(reader, node, parts);
    } else if (node->plain) {
        need_role(reader, role);
        add_part(reader, node, parts, (struct text_part){ .role = role, .times = 1 });
    } else {
        refuse(reader, node, "found %s in quotes, which could be the role or the letters; expected %s or {text: %s}",
               node_words(reader->arena, node), node->text, node->text);
    }
}

static void read_form_text(struct reader *reader, const struct node *map, const struct node *value, struct parts *parts)
{
    (void)map;
    if (value->kind != NODE_SCALAR || node_is_null(value))
        expected(reader, value, "literal text");
    else
        add_literal(reader, value, parts);
}

static void read_form_role(struct reader *reader, const struct node *map, const struct node *value, struct parts *parts)
{
    static const char *const cases[] = { "upper", "lower", "swap", "wide", NULL };
    struct text_part part = { .times = 1 };
    size_t index;
    const struct node *letters = node_get(map, "case");
    if (letters != NULL && read_one_of(reader, letters, "a letter case", cases, &index))
        part.letters = (enum letter_case)(index + 1);
    if (!read_one_of(reader, value, "a role", role_words, &index)) return;
    part.role = (enum role)(index + 1);
    need_role(reader, part.role);
    add_part(reader, value, parts, part);
}

static void read_form_repeat(struct reader *reader, const struct node *map, const struct node *value,
                             struct parts *parts)
{
    struct parts inner = { 0 };
    const struct node *number = node_get(map, "times");
    int64_t times = 0;
    read_parts(reader, value, &inner);
    if (number == NULL) {
        refuse(reader, map, "found `repeat` without `times`, expected {repeat: TEXT, times: N}");
        return;
    }
    if (!read_number(reader, number, 1, LIMIT_NAME, &times)) return;
    if (inner.units * (uint64_t)times > LIMIT_NAME) {
        refuse(reader, number, "found a text of more than %d UTF-16 units, which is the limit", LIMIT_NAME);
        return;
    }
    if (inner.count == 1 && (uint64_t)inner.items[0].times * (uint64_t)times <= UINT32_MAX) {
        inner.items[0].times *= (uint32_t)times;
        add_part(reader, value, parts, inner.items[0]);
        return;
    }
    if (inner.count * (uint64_t)times > LIMIT_PARTS) {
        refuse(reader, number, "found %lld times %zu parts, expected at most %d parts; join what is literal",
               (long long)times, inner.count, LIMIT_PARTS);
        return;
    }
    for (int64_t i = 0; i < times; i++)
        for (size_t part = 0; part < inner.count; part++) add_part(reader, value, parts, inner.items[part]);
}

static void read_form_utf16(struct reader *reader, const struct node *map, const struct node *value,
                            struct parts *parts)
{
    (void)map;
    if (!is_list(reader, value, "a list of UTF-16 code units like [0x61, 0xD800]", LIMIT_NAME)) return;
    uint16_t *units = arena_alloc(reader->arena, (value->count + 1) * sizeof *units);
    size_t count = 0;
    for (const struct node *item = value->first; item != NULL; item = item->next) {
        int64_t unit;
        if (read_number(reader, item, 0, 0xFFFF, &unit)) units[count++] = (uint16_t)unit;
    }
    add_part(reader, value, parts, (struct text_part){ .literal = { .units = units, .length = count }, .times = 1 });
}

static const struct text_form forms[] = {
    { "text", NULL, read_form_text },
    { "role", "case", read_form_role },
    { "repeat", "times", read_form_repeat },
    { "utf16", NULL, read_form_utf16 },
};
enum { FORMS = sizeof forms / sizeof forms[0] };

bool is_text_key(const struct node *key)
{
    for (size_t i = 0; i < FORMS; i++)
        if (node_is(key, forms[i].key)) return true;
    return false;
}

static void read_map(struct reader *reader, const struct node *map, struct parts *parts)
{
    static const char *const all[] = { "text", "role", "repeat", "utf16", "case", "times", "before", "then", NULL };
    const struct text_form *form = NULL;
    for (size_t i = 0; i < FORMS; i++) {
        const struct node *value = node_get(map, forms[i].key);
        if (value != NULL && form != NULL) {
            refuse(reader, value->key, "found `%s` and `%s` in one text, expected one of them; a list joins parts",
                   form->key, forms[i].key);
            return;
        }
        if (value != NULL) form = &forms[i];
    }
    if (form == NULL) {
        refuse_unknown_keys(reader, map, "a text", all);
        refuse(reader, map,
               "found a mapping without a text, expected {text: ...}, {role: ...}, {repeat: ...} or {utf16: ...}");
        return;
    }
    const char *const keys[] = { form->key, "before", "then", form->extra, NULL };
    refuse_unknown_keys(reader, map, arena_printf(reader->arena, "a text with `%s`", form->key), keys);
    const struct node *before = node_get(map, "before"), *then = node_get(map, "then");
    if (before != NULL) read_parts(reader, before, parts);
    form->read(reader, map, node_get(map, form->key), parts);
    if (then != NULL) read_parts(reader, then, parts);
}

static void read_parts(struct reader *reader, const struct node *node, struct parts *parts)
{
    if (node->kind == NODE_SCALAR)
        read_scalar(reader, node, parts);
    else if (node->kind == NODE_MAP)
        read_map(reader, node, parts);
    else if (node->kind == NODE_LIST && node->count == 0)
        refuse(reader, node, "found an empty list, expected parts of a text; the empty text is \"\"");
    else if (node->kind == NODE_LIST)
        for (const struct node *item = node->first; item != NULL; item = item->next) read_parts(reader, item, parts);
}

void read_text(struct reader *reader, const struct node *node, struct text_spec *text)
{
    struct parts parts = { 0 };
    read_parts(reader, node, &parts);
    *text = (struct text_spec){ .parts = parts.items, .count = parts.count, .given = true };
}
