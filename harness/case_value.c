/*
 * The simple values of a case file: words, numbers, ranges, HRESULTs; and how to complain about them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case_read.h"

const char *const property_words[] = { "HWND", "IsClosed", "Left", "Top", "Width", "Height", NULL };
const char *const service_words[] = { "primary", "secondary", NULL };
const char *const binding_words[] = { "vtable", "dispatch", "script", NULL };

void refuse(struct reader *reader, const struct node *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complaint_addv(reader->complaints, at->line, at->column, format, arguments);
    va_end(arguments);
}

void expected(struct reader *reader, const struct node *found, const char *what)
{
    if (found->kind != NODE_BAD) refuse(reader, found, "found %s, expected %s", node_words(reader->arena, found), what);
}

static bool among(const struct node *node, const char *const *words, size_t *index)
{
    for (*index = 0; words[*index] != NULL; (*index)++)
        if (node_is(node, words[*index])) return true;
    return false;
}

void refuse_unknown_keys(struct reader *reader, const struct node *map, const char *of, const char *const *words)
{
    size_t index;
    for (const struct node *item = map->first; item != NULL; item = item->next)
        if (!among(item->key, words, &index))
            refuse(reader, item->key, "found the key %s; %s has %s%s", node_words(reader->arena, item->key), of,
                   words[0] == NULL ? "no fields" : joined(reader->arena, words),
                   suggestion(reader->arena, item->key->text, words));
}

bool read_text_value(struct reader *reader, const struct node *node, const char *what, const char **text)
{
    if (node->kind != NODE_SCALAR || node_is_null(node) || node->size == 0 || strlen(node->text) != node->size ||
        strchr(node->text, '\n') != NULL) {
        expected(reader, node, what);
        return false;
    }
    *text = node->text;
    return true;
}

bool scalar_number(const struct node *node, int64_t *number)
{
    if (node->kind != NODE_SCALAR || !node->plain || node->size == 0 || node->size > 20) return false;
    const char *digits = node->text + (node->text[0] == '-');
    bool hexadecimal = strncmp(digits, "0x", 2) == 0;
    if (hexadecimal)
        digits += 2;
    else if (digits[0] == '0' && digits[1] != '\0')
        return false; /* YAML takes 010 for eight */
    size_t length = strlen(digits);
    if (length == 0 || strspn(digits, hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") != length ||
        node->text + node->size != digits + length)
        return false;
    errno = 0;
    long long value = strtoll(digits, NULL, hexadecimal ? 16 : 10);
    *number = node->text[0] == '-' ? -value : value;
    return errno == 0;
}

bool read_number(struct reader *reader, const struct node *node, int64_t least, int64_t most, int64_t *number)
{
    if (scalar_number(node, number) && *number >= least && *number <= most) return true;
    expected(reader, node,
             arena_printf(reader->arena, "a whole number from %lld to %lld", (long long)least, (long long)most));
    return false;
}

bool read_bool(struct reader *reader, const struct node *node, bool *value)
{
    *value = node_is(node, "true");
    if (node->kind == NODE_SCALAR && node->plain && (*value || node_is(node, "false"))) return true;
    expected(reader, node, "true or false");
    return false;
}

bool read_one_of(struct reader *reader, const struct node *node, const char *what, const char *const *words,
                 size_t *index)
{
    if (among(node, words, index)) return true;
    expected(reader, node,
             arena_printf(reader->arena, "%s: %s%s", what, joined(reader->arena, words),
                          node->kind == NODE_SCALAR ? suggestion(reader->arena, node->text, words) : ""));
    return false;
}

/* A part of a scalar as if it stood alone. */
static struct node part_of(struct reader *reader, const struct node *node, size_t from, size_t to)
{
    struct node part = *node;
    char *text = arena_alloc(reader->arena, to - from + 1);
    memcpy(text, node->text + from, to - from);
    part.text = text;
    part.size = to - from;
    return part;
}

bool read_range(struct reader *reader, const struct node *node, struct range *range)
{
    int64_t least = -1, most = -1;
    bool sound = scalar_number(node, &least);
    most = least;
    const char *to = node->kind == NODE_SCALAR && !sound ? strstr(node->text, " to ") : NULL;
    if (to != NULL) {
        size_t middle = (size_t)(to - node->text);
        struct node from = part_of(reader, node, 0, middle), until = part_of(reader, node, middle + 4, node->size);
        sound = scalar_number(&from, &least) && scalar_number(&until, &most);
    }
    if (!sound || least < 0 || most > LIMIT_LIST || least > most) {
        expected(reader, node, arena_printf(reader->arena, "N or N to M, from 0 to %d and not falling", LIMIT_LIST));
        return false;
    }
    *range = (struct range){ .given = true, .min = (uint32_t)least, .max = (uint32_t)most };
    return true;
}

bool is_list(struct reader *reader, const struct node *node, const char *what, size_t limit)
{
    if (node->kind != NODE_LIST) {
        expected(reader, node, what);
        return false;
    }
    if (node->count > limit) {
        refuse(reader, node, "found a list of %zu, expected %s: at most %zu", node->count, what, limit);
        return false;
    }
    return true;
}

static const char *const *code_words(struct reader *reader)
{
    const char **words = arena_alloc(reader->arena, (IM_CODE_COUNT + 3) * sizeof *words);
    size_t count = 0;
    for (; count < IM_CODE_COUNT; count++) words[count] = im_codes[count].name;
    words[count++] = im_code_name(IM_ANY_ERROR);
    words[count] = im_code_name(IM_ANY_SUCCESS);
    return words;
}

static bool read_code(struct reader *reader, const struct node *node, struct expected_code *code)
{
    const char *const *words = code_words(reader);
    int64_t number;
    size_t index;
    *code = (struct expected_code){ 0 };
    if (scalar_number(node, &number) && number >= INT32_MIN && number <= UINT32_MAX) {
        code->value = (uint32_t)number;
        return true;
    }
    if (among(node, words, &index)) {
        code->is_class = index >= IM_CODE_COUNT;
        if (!code->is_class)
            code->value = im_codes[index].value;
        else
            code->klass = index == IM_CODE_COUNT ? IM_ANY_ERROR : IM_ANY_SUCCESS;
        return true;
    }
    expected(reader, node,
             arena_printf(
                 reader->arena,
                 "an HRESULT: a name that `imconform explain codes` lists, a number like 0x8100031E, ERR or SUCCESS%s",
                 node->kind == NODE_SCALAR ? suggestion(reader->arena, node->text, words) : ""));
    return false;
}

static bool same_code(const struct expected_code *a, const struct expected_code *b)
{
    return a->is_class == b->is_class && a->klass == b->klass && a->value == b->value;
}

static bool contains(const struct expectation *codes, const struct expected_code *code)
{
    for (size_t i = 0; i < codes->count; i++)
        if (same_code(&codes->codes[i], code)) return true;
    return false;
}

void expectation_add(struct arena *arena, struct expectation *expectation, struct expected_code code)
{
    size_t count = expectation->count;
    if (count == LIMIT_EXPECT) return;
    struct expected_code *codes = arena_alloc(arena, (count + 1) * sizeof *codes);
    if (count > 0) memcpy(codes, expectation->codes, count * sizeof *codes);
    codes[count] = code;
    expectation->codes = codes;
    expectation->count = count + 1;
}

void read_codes(struct reader *reader, const struct node *node, struct expectation *codes,
                const struct expectation *other)
{
    if (!is_list(reader, node, "a list of HRESULTs like [S_OK, S_FALSE]", LIMIT_EXPECT)) return;
    codes->given = true;
    for (const struct node *item = node->first; item != NULL; item = item->next) {
        struct expected_code code;
        if (!read_code(reader, item, &code)) continue;
        if (contains(codes, &code))
            refuse(reader, item, "found %s twice in one list; leave one", node_words(reader->arena, item));
        else if (other != NULL && contains(other, &code))
            refuse(reader, item, "found %s in expect and in noted; leave one", node_words(reader->arena, item));
        else
            expectation_add(reader->arena, codes, code);
    }
}

void read_rules(struct reader *reader, const struct node *node, enum im_rule rules[LIMIT_RULES], size_t *count)
{
    const char *words[IM_RULE_COUNT] = { NULL };
    for (size_t i = 1; i < IM_RULE_COUNT; i++) words[i - 1] = im_rules[i].id;
    if (!is_list(reader, node, "a list of rules like [REUSE]", LIMIT_RULES)) return;
    if (node->count == 0) expected(reader, node, "at least one rule; `imconform rules` lists them");
    for (const struct node *item = node->first; item != NULL; item = item->next) {
        size_t index = 0;
        bool twice = false;
        while (words[index] != NULL && !node_is(item, words[index])) index++;
        if (words[index] == NULL) {
            expected(reader, item,
                     arena_printf(reader->arena, "a rule; `imconform rules` lists them%s",
                                  item->kind == NODE_SCALAR ? suggestion(reader->arena, item->text, words) : ""));
            continue;
        }
        for (size_t i = 0; i < *count; i++) twice = twice || rules[i] == (enum im_rule)(index + 1);
        if (twice)
            refuse(reader, item, "found the rule %s twice; leave one", words[index]);
        else
            rules[(*count)++] = (enum im_rule)(index + 1);
    }
}
