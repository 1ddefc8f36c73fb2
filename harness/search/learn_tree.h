/*
 * What was seen of a system: a tree of inputs with their outputs.  Internal to learning.
 */
#ifndef IMCONFORM_LEARN_TREE_H
#define IMCONFORM_LEARN_TREE_H

#include "learn.h"

struct seen_tree {
    uint32_t inputs, count, room;
    uint32_t *child;  /* [node * inputs + input]; 0: not seen.  Node 0 is the root. */
    uint32_t *output; /* likewise */
    uint32_t *parent;
    uint16_t *last; /* the input that leads to a node */
};

struct seen_tree seen_new(uint32_t inputs);
void seen_free(struct seen_tree *tree);
/* Where a word leads from a node; 0: it was not seen. */
uint32_t seen_at(const struct seen_tree *tree, uint32_t node, const uint16_t *word, size_t length);
/* Adds what came back; false: an input was answered otherwise before, *at is its index and *before the answer. */
bool seen_add(struct seen_tree *tree, const uint16_t *word, const uint32_t *outputs, size_t length, size_t *at,
              uint32_t *before);
/* The word to a node; returns its length. */
size_t seen_word(const struct seen_tree *tree, uint32_t node, uint16_t word[FSM_WORD]);
bool seen_apart(const struct seen_tree *tree, uint32_t a, uint32_t b);
/* A shortest word on which both were seen to answer differently; its length, 0: there is none. */
size_t seen_witness(const struct seen_tree *tree, uint32_t a, uint32_t b, uint16_t word[FSM_WORD]);

#endif
