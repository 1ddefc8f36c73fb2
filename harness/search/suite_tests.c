/*
 * Tests as a tree of inputs: see suite.h.
 */
#include <stdlib.h>

#include "suite.h"

struct tests tests_new(void)
{
    struct tests tests = { .room = 1024, .count = 1 };
    tests.node = must_realloc(NULL, tests.room * sizeof *tests.node);
    tests.node[0] = (struct tests_node){ 0 };
    return tests;
}

void tests_free(struct tests *tests)
{
    free(tests->node);
    *tests = (struct tests){ 0 };
}

uint32_t tests_child(const struct tests *tests, uint32_t node, uint32_t input)
{
    uint32_t child = tests->node[node].child;
    while (child != 0 && tests->node[child].input != input) child = tests->node[child].sibling;
    return child;
}

uint32_t tests_extend(struct tests *tests, uint32_t node, uint32_t input)
{
    uint32_t last = 0;
    for (uint32_t child = tests->node[node].child; child != 0; child = tests->node[child].sibling) {
        if (tests->node[child].input == input) return child;
        last = child;
    }
    if (tests->count == tests->room) {
        tests->room *= 2;
        tests->node = must_realloc(tests->node, tests->room * sizeof *tests->node);
    }
    uint32_t made = tests->count++;
    tests->node[made] = (struct tests_node){ .input = (uint16_t)input };
    *(last != 0 ? &tests->node[last].sibling : &tests->node[node].child) = made;
    return made;
}

uint32_t tests_add(struct tests *tests, uint32_t node, const uint16_t *word, size_t length)
{
    for (size_t i = 0; i < length; i++) node = tests_extend(tests, node, word[i]);
    return node;
}

void tests_each(const struct tests *tests, bool (*each)(void *context, const uint16_t *word, size_t length),
                void *context)
{
    size_t room = 64, depth = 0;
    uint32_t *path = must_realloc(NULL, room * sizeof *path);
    uint16_t *word = must_realloc(NULL, room * sizeof *word);
    uint32_t node = tests->node[0].child;
    while (node != 0) {
        if (depth == room) {
            room *= 2;
            path = must_realloc(path, room * sizeof *path);
            word = must_realloc(word, room * sizeof *word);
        }
        path[depth] = node;
        word[depth++] = tests->node[node].input;
        if (tests->node[node].child != 0) {
            node = tests->node[node].child;
            continue;
        }
        if (!each(context, word, depth)) break;
        do node = tests->node[path[--depth]].sibling;
        while (node == 0 && depth > 0);
    }
    free(path);
    free(word);
}

static bool count(void *context, const uint16_t *word, size_t length)
{
    (void)word;
    struct suite_size *size = context;
    size->tests++;
    size->steps += length;
    if (length > size->longest) size->longest = (uint32_t)length;
    return true;
}

struct suite_size suite_size(const struct tests *tests)
{
    struct suite_size size = { 0 };
    tests_each(tests, count, &size);
    return size;
}
