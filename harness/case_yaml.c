/*
 * Builds the tree of case_yaml.h from libyaml's events.  Knows nothing of cases.
 */
#include "case_yaml.h"

#include <string.h>
#include <yaml.h>

#include "case_bytes.h"

struct source {
    struct complaints *complaints;
    struct arena *nodes;
    yaml_parser_t parser;
    yaml_event_t event; /* the one that is looked at */
    bool failed;        /* nothing more can be read */
};

/* libyaml's words for what is wrong, and ours for what would be right. */
static const struct {
    const char *problem, *right;
} hints[] = {
    { "mapping values are not allowed in this context",
      "a text that has a colon and a space needs quotes, and the keys of one mapping the same indentation" },
    { "did not find expected ',' or ']'",
      "a list in brackets needs commas and ], and texts with brackets, braces or colons need quotes" },
    { "did not find expected ',' or '}'",
      "a mapping in braces needs commas and }, and texts with brackets, braces or colons need quotes" },
    { "did not find expected '-' indicator", "the items of one list need the same indentation" },
    { "did not find expected key", "the keys of one mapping need the same indentation" },
    { "did not find expected <document start>", "documents are parted by a line of ---" },
    { "could not find expected ':'", "a key needs a colon and a space behind it" },
    { "found character that cannot start any token", "a text that begins with @, ` or % needs quotes" },
    { "found unexpected end of stream", "a text in quotes needs its closing quote" },
    { "found unknown escape character", "in double quotes a backslash is written \\\\" },
    { "found invalid Unicode character escape code",
      "write a character above U+FFFF itself, and a lone surrogate as {utf16: [0xD800]}" },
    { "found undefined tag handle", "tags have no meaning here; quote the text" },
};

static void not_yaml(struct source *s)
{
    const yaml_parser_t *p = &s->parser;
    s->failed = true;
    const char *problem = p->problem == NULL ? "out of memory" : p->problem;
    const char *right = "see cases/README.md for the format";
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (strcmp(hints[i].problem, problem) == 0) right = hints[i].right;
    const char *context = "";
    if (p->context != NULL && p->context_mark.line != p->problem_mark.line)
        context =
            arena_printf(s->complaints->arena, " (%s that begins in line %zu)", p->context, p->context_mark.line + 1);
    complaint_add(s->complaints, (unsigned)p->problem_mark.line + 1, (unsigned)p->problem_mark.column + 1,
                  "this is not YAML: %s%s; %s", problem, context, right);
}

/* Goes on to the next event; after a failure it is always YAML_NO_EVENT. */
static yaml_event_type_t advance(struct source *s)
{
    yaml_event_delete(&s->event);
    memset(&s->event, 0, sizeof s->event);
    if (!s->failed && !yaml_parser_parse(&s->parser, &s->event)) not_yaml(s);
    return s->event.type;
}

static void complain_here(struct source *s, const char *what)
{
    complaint_add(s->complaints, (unsigned)s->event.start_mark.line + 1, (unsigned)s->event.start_mark.column + 1, "%s",
                  what);
}

static void refuse_properties(struct source *s, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        complain_here(s, "found an anchor; case files have no anchors and aliases: write the value out");
    if (tag != NULL) complain_here(s, "found a tag; case files have no tags: write the value without it");
}

static struct node *make(struct source *s, enum node_kind kind)
{
    struct node *node = arena_alloc(s->nodes, sizeof *node);
    node->kind = kind;
    node->line = (unsigned)s->event.start_mark.line + 1;
    node->column = (unsigned)s->event.start_mark.column + 1;
    return node;
}

static struct node *read_node(struct source *s, unsigned depth);

static struct node *read_scalar(struct source *s)
{
    struct node *node = make(s, NODE_SCALAR);
    refuse_properties(s, s->event.data.scalar.anchor, s->event.data.scalar.tag);
    node->size = s->event.data.scalar.length;
    node->plain = s->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    char *text = arena_alloc(s->complaints->arena, node->size + 1);
    memcpy(text, s->event.data.scalar.value, node->size);
    node->text = text;
    return node;
}

static struct node *read_list(struct source *s, unsigned depth)
{
    struct node *list = make(s, NODE_LIST);
    refuse_properties(s, s->event.data.sequence_start.anchor, s->event.data.sequence_start.tag);
    const struct node **last = &list->first;
    while (advance(s) != YAML_SEQUENCE_END_EVENT && !s->failed) {
        struct node *item = read_node(s, depth + 1);
        *last = item;
        last = &item->next;
        list->count++;
    }
    return list;
}

/* A key that can be used, or NULL after a complaint. */
static const struct node *usable_key(struct source *s, const struct node *map, const struct node *key)
{
    struct complaints *c = s->complaints;
    if (key->kind == NODE_BAD) return NULL;
    if (key->kind != NODE_SCALAR) {
        complaint_add(c, key->line, key->column, "found %s as a key, expected a word", node_words(c->arena, key));
        return NULL;
    }
    if (map->count == LIMIT_KEYS) {
        complaint_add(c, key->line, key->column,
                      "found more than %d keys in one mapping; no mapping of a case file has so many", LIMIT_KEYS);
        s->failed = true;
        return NULL;
    }
    for (const struct node *other = map->first; other != NULL; other = other->next)
        if (other->key->size == key->size && memcmp(other->key->text, key->text, key->size) == 0) {
            complaint_add(c, key->line, key->column,
                          "found the key %s again; it is there since line %u, column %u: leave one of them",
                          quoted(c->arena, key->text, key->size), other->key->line, other->key->column);
            return NULL;
        }
    return key;
}

static struct node *read_map(struct source *s, unsigned depth)
{
    struct node *map = make(s, NODE_MAP);
    refuse_properties(s, s->event.data.mapping_start.anchor, s->event.data.mapping_start.tag);
    const struct node **last = &map->first;
    while (advance(s) != YAML_MAPPING_END_EVENT && !s->failed) {
        const struct node *key = usable_key(s, map, read_node(s, depth + 1));
        advance(s);
        struct node *value = read_node(s, depth + 1);
        if (key == NULL) continue;
        value->key = key;
        *last = value;
        last = &value->next;
        map->count++;
    }
    return map;
}

/* The node that the present event begins; never NULL. */
static struct node *read_node(struct source *s, unsigned depth)
{
    if (depth > LIMIT_DEPTH && !s->failed) {
        complain_here(s, "found lists and mappings in one another, too many; no case file needs so many");
        s->failed = true;
    }
    if (s->failed) return make(s, NODE_BAD);
    switch (s->event.type) {
    case YAML_SCALAR_EVENT: return read_scalar(s);
    case YAML_SEQUENCE_START_EVENT: return read_list(s, depth);
    case YAML_MAPPING_START_EVENT: return read_map(s, depth);
    default:
        complain_here(s, "found an alias; case files have no anchors and aliases: write the value out");
        return make(s, NODE_BAD);
    }
}

bool yaml_read(struct complaints *complaints, struct arena *nodes, const char *bytes, size_t size,
               const struct node **documents)
{
    struct source s = { .complaints = complaints, .nodes = nodes };
    *documents = NULL;
    const struct node **last = documents;
    if (!bytes_are_sound(complaints, bytes, size)) return false;
    if (!yaml_parser_initialize(&s.parser)) {
        complaint_add(complaints, 1, 1, "there is no memory left for reading YAML");
        return false;
    }
    yaml_parser_set_encoding(&s.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&s.parser, (const unsigned char *)bytes, size);
    while (advance(&s) != YAML_STREAM_END_EVENT && !s.failed) {
        if (s.event.type != YAML_DOCUMENT_START_EVENT) continue; /* the start of the stream or the end of a document */
        advance(&s);
        struct node *root = read_node(&s, 0);
        if (s.failed) break; /* what is only half there is not worth more complaints */
        *last = root;
        last = &root->next;
    }
    yaml_event_delete(&s.event);
    yaml_parser_delete(&s.parser);
    return !s.failed;
}

bool node_is_null(const struct node *node)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };
    if (node->kind != NODE_SCALAR || !node->plain) return false;
    for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++)
        if (node_is(node, nulls[i])) return true;
    return false;
}

bool node_is(const struct node *node, const char *text)
{
    return node->kind == NODE_SCALAR && node->size == strlen(text) && memcmp(node->text, text, node->size) == 0;
}

const struct node *node_get(const struct node *map, const char *key)
{
    for (const struct node *item = map->kind == NODE_MAP ? map->first : NULL; item != NULL; item = item->next)
        if (node_is(item->key, key)) return item;
    return NULL;
}

const char *node_words(struct arena *arena, const struct node *node)
{
    switch (node->kind) {
    case NODE_LIST: return node->count == 0 ? "an empty list" : "a list";
    case NODE_MAP: return "a mapping";
    case NODE_SCALAR:
        if (node_is_null(node)) return node->size == 0 ? "nothing" : "null";
        return quoted(arena, node->text, node->size);
    default: return "something else";
    }
}
