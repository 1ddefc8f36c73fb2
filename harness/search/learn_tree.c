/*
 * The tree of what was seen: see learn_tree.h.
 */
#include "learn_tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct seen_tree *tree)
{
    tree->room = tree->room > 0 ? 2 * tree->room : 1024;
    size_t cells = (size_t)tree->room * tree->inputs;
    tree->child = must_realloc(tree->child, cells * sizeof *tree->child);
    tree->output = must_realloc(tree->output, cells * sizeof *tree->output);
    tree->parent = must_realloc(tree->parent, tree->room * sizeof *tree->parent);
    tree->last = must_realloc(tree->last, tree->room * sizeof *tree->last);
}

static uint32_t add_node(struct seen_tree *tree, uint32_t parent, uint16_t last)
{
    if (tree->count == tree->room) make_room(tree);
    uint32_t node = tree->count++;
    memset(&tree->child[(size_t)node * tree->inputs], 0, tree->inputs * sizeof *tree->child);
    tree->parent[node] = parent;
    tree->last[node] = last;
    return node;
}

struct seen_tree seen_new(uint32_t inputs)
{
    struct seen_tree tree = { .inputs = inputs };
    add_node(&tree, 0, 0);
    return tree;
}

void seen_free(struct seen_tree *tree)
{
    free(tree->child);
    free(tree->output);
    free(tree->parent);
    free(tree->last);
    *tree = (struct seen_tree){ 0 };
}

uint32_t seen_at(const struct seen_tree *tree, uint32_t node, const uint16_t *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        node = tree->child[(size_t)node * tree->inputs + word[i]];
        if (node == 0) return 0;
    }
    return node;
}

bool seen_add(struct seen_tree *tree, const uint16_t *word, const uint32_t *outputs, size_t length, size_t *at,
              uint32_t *before)
{
    uint32_t node = 0;
    for (size_t i = 0; i < length; i++) {
        size_t cell = (size_t)node * tree->inputs + word[i];
        if (tree->child[cell] == 0) {
            uint32_t made = add_node(tree, node, word[i]);
            tree->child[cell] = made;
            tree->output[cell] = outputs[i];
        } else if (tree->output[cell] != outputs[i]) {
            *at = i;
            *before = tree->output[cell];
            return false;
        }
        node = tree->child[cell];
    }
    return true;
}

size_t seen_word(const struct seen_tree *tree, uint32_t node, uint16_t word[FSM_WORD])
{
    size_t length = 0;
    for (uint32_t at = node; at != 0; at = tree->parent[at]) length++;
    assert(length <= FSM_WORD);
    size_t end = length;
    for (uint32_t at = node; at != 0; at = tree->parent[at]) word[--end] = tree->last[at];
    return length;
}

bool seen_apart(const struct seen_tree *tree, uint32_t a, uint32_t b)
{
    if (a == b) return false;
    for (uint32_t input = 0; input < tree->inputs; input++) {
        size_t of_a = (size_t)a * tree->inputs + input, of_b = (size_t)b * tree->inputs + input;
        if (tree->child[of_a] == 0 || tree->child[of_b] == 0) continue;
        if (tree->output[of_a] != tree->output[of_b]) return true;
        if (seen_apart(tree, tree->child[of_a], tree->child[of_b])) return true;
    }
    return false;
}

/* Pairs of nodes side by side, in the order of their distance from the first one. */
struct pair {
    uint32_t a, b, from;
    uint16_t input;
};

size_t seen_witness(const struct seen_tree *tree, uint32_t a, uint32_t b, uint16_t word[FSM_WORD])
{
    size_t room = 64, count = 1, length = 0;
    struct pair *pairs = must_realloc(NULL, room * sizeof *pairs);
    pairs[0] = (struct pair){ a, b, 0, 0 };
    for (size_t at = 0; at < count && length == 0; at++) {
        for (uint32_t input = 0; input < tree->inputs && length == 0; input++) {
            size_t of_a = (size_t)pairs[at].a * tree->inputs + input, of_b = (size_t)pairs[at].b * tree->inputs + input;
            if (tree->child[of_a] == 0 || tree->child[of_b] == 0) continue;
            if (count == room) {
                room *= 2;
                pairs = must_realloc(pairs, room * sizeof *pairs);
            }
            pairs[count++] = (struct pair){ tree->child[of_a], tree->child[of_b], (uint32_t)at, (uint16_t)input };
            if (tree->output[of_a] == tree->output[of_b]) continue;
            for (size_t i = count - 1; i != 0; i = pairs[i].from) length++;
            size_t end = length;
            for (size_t i = count - 1; i != 0; i = pairs[i].from) word[--end] = pairs[i].input;
        }
    }
    free(pairs);
    return length;
}
