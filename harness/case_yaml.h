/*
 * YAML as a small tree in which each node knows its line and column.  Only what case files need: scalars, lists and
 * mappings with scalar keys; no anchors, aliases or tags.  Knows nothing of cases.
 */
#ifndef IMCONFORM_CASE_YAML_H
#define IMCONFORM_CASE_YAML_H

#include "case_complain.h"

/* NODE_BAD stands where something was that has been complained about; nobody needs to complain again. */
enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP, NODE_BAD };

struct node {
    enum node_kind kind;
    unsigned line, column; /* from 1 */
    const char *text;      /* SCALAR: UTF-8, may hold NULs; there is one behind it */
    size_t size;
    bool plain;               /* SCALAR: written without quotes */
    const struct node *first; /* LIST, MAP: the items, linked by `next` */
    size_t count;
    const struct node *key; /* in a MAP: the SCALAR that this item stands under */
    const struct node *next;
};

/* Reads a whole stream.  *documents is the list of root nodes, linked by `next`; the nodes are in an arena of their own,
 * while their texts are where the complaints are and may be kept.  False if the bytes are no YAML,
 * which was complained about then; complaints that leave a readable tree do not make it false. */
bool yaml_read(struct complaints *complaints, struct arena *nodes, const char *bytes, size_t size,
               const struct node **documents);

/* Is it the scalar that YAML takes for null: ~, null, or nothing at all? */
bool node_is_null(const struct node *node);
/* Is it this text, quoted or not? */
bool node_is(const struct node *node, const char *text);
/* The value under a key, or NULL. */
const struct node *node_get(const struct node *map, const char *key);
/* What it is, in words: "a list", "null", "\"abc\"". */
const char *node_words(struct arena *arena, const struct node *node);

#endif
