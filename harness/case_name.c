/*
 * The names that steps give to windows and contacts: each is one reference, defined before it is used and not used
 * after it was released.
 */
#include <string.h>

#include "case_read.h"

static const char *kind_words(bool contact) { return contact ? "contact" : "window"; }

/* The latest that bears the name. */
static struct case_name *find(const struct reader *reader, const char *name)
{
    struct case_name *known = reader->names;
    while (known != NULL && strcmp(known->name, name) != 0) known = known->next;
    return known;
}

static bool well_formed(const struct node *node)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyz";
    static const char rest[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    return node->kind == NODE_SCALAR && !node_is_null(node) && node->size > 0 && node->size < LIMIT_ID &&
           node->text[0] != '\0' && strchr(first, node->text[0]) != NULL && strspn(node->text, rest) == node->size;
}

static bool read_well_formed(struct reader *reader, const struct node *node, bool contact)
{
    if (well_formed(node)) return true;
    expected(reader, node,
             arena_printf(reader->arena, "the name of a %s: a small letter, then letters and digits, like %s",
                          kind_words(contact), contact ? "c1" : "w1"));
    return false;
}

/* "; did you mean w1?", or which names there are. */
static const char *known_names(struct reader *reader, const char *text, bool contact)
{
    const char *list = "";
    size_t count = 0;
    for (const struct case_name *known = reader->names; known != NULL; known = known->next)
        count += known->contact == contact;
    if (count == 0) return "; no step before this one names any with `as`";
    const char **words = arena_alloc(reader->arena, (count + 1) * sizeof *words);
    for (const struct case_name *known = reader->names; known != NULL; known = known->next)
        if (known->contact == contact) words[--count] = known->name;
    list = suggestion(reader->arena, text, words);
    return list[0] != '\0' ? list : arena_printf(reader->arena, "; known are %s", joined(reader->arena, words));
}

static struct case_name *look_up(struct reader *reader, const struct node *node, bool contact, bool held)
{
    if (!read_well_formed(reader, node, contact)) return NULL;
    struct case_name *known = find(reader, node->text);
    if (known == NULL) {
        refuse(reader, node, "found %s, which is no %s yet%s", node_words(reader->arena, node), kind_words(contact),
               known_names(reader, node->text, contact));
        return NULL;
    }
    if (known->contact != contact) {
        refuse(reader, node, "found %s, which is a %s since line %u, expected a %s", node_words(reader->arena, node),
               kind_words(known->contact), known->line, kind_words(contact));
        return NULL;
    }
    if (known->hidden) {
        refuse(reader, node, "found %s, to which another one of the callers gives its name at the same time",
               node_words(reader->arena, node));
        return NULL;
    }
    if (held && !known->held) {
        refuse(reader, node, "found %s, whose reference was released before; expected a name that is still held",
               node_words(reader->arena, node));
        return NULL;
    }
    return known;
}

const char *use_name(struct reader *reader, const struct node *node, bool contact, bool held)
{
    const struct case_name *known = look_up(reader, node, contact, held);
    return known == NULL ? NULL : known->name;
}

const char *use_either_name(struct reader *reader, const struct node *node, bool *contact)
{
    const struct case_name *known = node->kind == NODE_SCALAR ? find(reader, node->text) : NULL;
    *contact = known != NULL && known->contact;
    return use_name(reader, node, *contact, true);
}

const char *release_name(struct reader *reader, const struct node *node, bool contact)
{
    struct case_name *known = look_up(reader, node, contact, true);
    if (known == NULL) return NULL;
    known->held = false;
    return known->name;
}

const char *define_name(struct reader *reader, const struct node *node, bool contact)
{
    size_t role;
    if (!read_well_formed(reader, node, contact)) return NULL;
    for (role = 0; role_words[role] != NULL; role++)
        if (node_is(node, role_words[role])) {
            refuse(reader, node, "found %s, which is a role, expected a name of its own like %s",
                   node_words(reader->arena, node), contact ? "c1" : "w1");
            return NULL;
        }
    if (node_is(node, MESSENGER_WORD)) {
        refuse(reader, node,
               "found messenger, which is the object that every case has, expected a name of its own like %s",
               contact ? "c1" : "w1");
        return NULL;
    }
    struct case_name *known = find(reader, node->text);
    if (known != NULL && known->held)
        refuse(reader, node,
               "found %s again; it names a %s since line %u that is still held: use another name, or release it first",
               node_words(reader->arena, node), kind_words(known->contact), known->line);
    struct case_name *made = arena_alloc(reader->arena, sizeof *made);
    *made = (struct case_name){
        .name = node->text, .contact = contact, .held = true, .line = node->line, .next = reader->names
    };
    reader->names = made;
    return made->name;
}

const char *after_same_as(const struct node *node, struct node *name)
{
    static const char words[] = "same as ";
    size_t length = sizeof words - 1;
    if (node->kind != NODE_SCALAR || strncmp(node->text, words, length) != 0) return NULL;
    *name = *node;
    name->text += length;
    name->size -= length;
    name->column += (unsigned)length + (node->plain ? 0 : 1);
    return name->text;
}
