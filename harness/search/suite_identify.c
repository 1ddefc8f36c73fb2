/*
 * State identifiers from a splitting tree: see suite.h.
 */
#include <stdlib.h>
#include <string.h>

#include "suite.h"

/* Longer ones tell more apart but cost more steps each time; past this a second word is used. */
enum { WORD_MOST = 256, PAIRS_TRIED = 12 };

/* A block of states while its word is made.  States of one class were not told apart by the word so far. */
struct block {
    uint32_t count;
    uint32_t *state;   /* as the block began */
    uint32_t *now;     /* where the word leads from there */
    uint32_t *class_;  /* from 0, in the order of the states */
    uint32_t *parted;  /* length of the word when somebody was last told from the state */
    uint32_t classes;  /* how many there are */
    uint32_t distinct; /* pairs of class and present state: fewer than before means that something was lost */
    uint16_t *word;    /* room for WORD_MOST and one that parts a pair */
    uint32_t length;
};

struct maker {
    const struct fsm *fsm;
    const struct fsm_levels *levels;
    struct arena *arena;
    struct pair {
        uint32_t a, b;
        uint32_t stamp, number;
    } * slot; /* a table of pairs; an old stamp is a free slot */
    uint32_t mask, stamp, count;
    uint32_t *class_, *now; /* what would come after an input that is tried */
    uint16_t *separating;
};

static void pairs_clear(struct maker *maker)
{
    maker->stamp++;
    maker->count = 0;
}

static uint32_t pair_number(struct maker *maker, uint32_t a, uint32_t b)
{
    uint32_t hash = (a * 0x9E3779B1u ^ b) * 0x85EBCA6Bu;
    for (uint32_t at = hash >> 5;; at++) {
        struct pair *slot = &maker->slot[at & maker->mask];
        if (slot->stamp != maker->stamp) *slot = (struct pair){ a, b, maker->stamp, maker->count++ };
        if (slot->a == a && slot->b == b) return slot->number;
    }
}

/* One input for the whole block: the new classes and states in the maker's arrays.  Returns the number of classes, and
 * in *distinct what is left of pairs. */
static uint32_t try_input(struct maker *maker, uint32_t count, const uint32_t *class_, const uint32_t *now,
                          uint32_t input, uint32_t *distinct)
{
    const struct fsm *fsm = maker->fsm;
    pairs_clear(maker);
    for (uint32_t i = 0; i < count; i++)
        maker->class_[i] = pair_number(maker, class_[i], fsm_output(fsm, now[i], input));
    uint32_t classes = maker->count;
    for (uint32_t i = 0; i < count; i++) maker->now[i] = fsm_next(fsm, now[i], input);
    pairs_clear(maker);
    for (uint32_t i = 0; i < count; i++) pair_number(maker, maker->class_[i], maker->now[i]);
    *distinct = maker->count;
    return classes;
}

static void append(struct maker *maker, struct block *block, uint32_t input)
{
    uint32_t distinct, old = block->classes;
    block->classes = try_input(maker, block->count, block->class_, block->now, input, &distinct);
    block->distinct = distinct;
    block->word[block->length++] = (uint16_t)input;
    if (block->classes > old) { /* whoever lost a companion was parted now */
        uint32_t *before = arena_alloc(maker->arena, old * sizeof *before);
        uint32_t *after = arena_alloc(maker->arena, block->classes * sizeof *after);
        for (uint32_t i = 0; i < block->count; i++) before[block->class_[i]]++, after[maker->class_[i]]++;
        for (uint32_t i = 0; i < block->count; i++) {
            if (before[block->class_[i]] != after[maker->class_[i]]) block->parted[i] = block->length;
        }
    }
    memcpy(block->class_, maker->class_, block->count * sizeof *block->class_);
    memcpy(block->now, maker->now, block->count * sizeof *block->now);
}

/* The input that parts most and loses nothing; fsm->inputs: there is none that parts anything. */
static uint32_t best_input(struct maker *maker, const struct block *block)
{
    uint32_t best = maker->fsm->inputs, most = block->classes;
    for (uint32_t input = 0; input < maker->fsm->inputs; input++) {
        uint32_t distinct;
        uint32_t classes = try_input(maker, block->count, block->class_, block->now, input, &distinct);
        if (classes <= most || distinct < block->distinct) continue;
        most = classes;
        best = input;
    }
    return best;
}

/* Would the word lose nothing?  Returns the classes that there would be, 0 if it would. */
static uint32_t try_word(struct maker *maker, const struct block *block, const uint16_t *word, size_t length)
{
    uint32_t classes = block->classes, distinct = block->distinct;
    const uint32_t *class_ = block->class_, *now = block->now;
    for (size_t i = 0; i < length && distinct == block->distinct; i++) {
        classes = try_input(maker, block->count, class_, now, word[i], &distinct);
        class_ = maker->class_;
        now = maker->now;
    }
    return distinct == block->distinct ? classes : 0;
}

/* The next state after `from` that has a companion in its class at another place: two that a word could part. */
static bool find_pair(const struct block *block, uint32_t *from, uint32_t *other)
{
    for (; *from < block->count; ++*from) {
        for (uint32_t i = *from + 1; i < block->count; i++) {
            if (block->class_[i] != block->class_[*from] || block->now[i] == block->now[*from]) continue;
            *other = i;
            return true;
        }
    }
    return false;
}

/* Makes the word longer where one input does not help: by a word that parts some pair.  `lossy`: at any price. */
static bool append_word(struct maker *maker, struct block *block, bool lossy)
{
    uint32_t from = 0, other, most = block->classes, best_a = 0, best_b = 0;
    for (uint32_t tried = 0; tried < PAIRS_TRIED && find_pair(block, &from, &other); tried++, from++) {
        size_t length = fsm_separate(maker->fsm, maker->levels, block->now[from], block->now[other], maker->separating);
        if (!lossy && block->length + length > WORD_MOST) continue;
        uint32_t classes = lossy ? most + 1 : try_word(maker, block, maker->separating, length);
        if (classes <= most) continue;
        most = classes;
        best_a = block->now[from];
        best_b = block->now[other];
        if (lossy) break;
    }
    if (best_a == best_b) return false;
    size_t length = fsm_separate(maker->fsm, maker->levels, best_a, best_b, maker->separating);
    for (size_t i = 0; i < length; i++) append(maker, block, maker->separating[i]);
    return true;
}

static struct block begin(const struct maker *maker, const uint32_t *states, uint32_t count)
{
    struct block block = { .count = count, .classes = 1, .distinct = count };
    block.state = arena_alloc(maker->arena, count * sizeof *block.state);
    block.now = arena_alloc(maker->arena, count * sizeof *block.now);
    block.class_ = arena_alloc(maker->arena, count * sizeof *block.class_);
    block.parted = arena_alloc(maker->arena, count * sizeof *block.parted);
    memcpy(block.state, states, count * sizeof *states);
    memcpy(block.now, states, count * sizeof *states);
    return block;
}

/* Makes the block's word and cuts it behind the last input that parted anybody. */
static void make_word(struct maker *maker, struct block *block)
{
    while (block->classes < block->count && block->length < WORD_MOST) {
        uint32_t input = best_input(maker, block);
        if (input < maker->fsm->inputs) {
            append(maker, block, input);
        } else if (!append_word(maker, block, false)) {
            break;
        }
    }
    if (block->classes == 1) append_word(maker, block, true);
}

static void give(struct identifiers *ids, struct arena *arena, uint32_t state, const uint16_t *word, uint32_t length)
{
    struct identity *more = arena_alloc(arena, (ids->count[state] + 1) * sizeof *more);
    if (ids->count[state] > 0) memcpy(more, ids->of[state], ids->count[state] * sizeof *more);
    more[ids->count[state]++] = (struct identity){ word, length };
    ids->of[state] = more;
}

/* Parts one block and puts its classes of more than one state on the stack. */
static void part(struct maker *maker, struct identifiers *ids, struct block block, struct block *stack, uint32_t *depth)
{
    block.word = arena_alloc(maker->arena, (WORD_MOST + maker->fsm->states) * sizeof *block.word);
    make_word(maker, &block);
    uint32_t longest = 0;
    for (uint32_t i = 0; i < block.count; i++) {
        give(ids, maker->arena, block.state[i], block.word, block.parted[i]);
        if (block.parted[i] > longest) longest = block.parted[i];
    }
    ids->all[ids->all_count++] = (struct identity){ block.word, longest };
    uint32_t *members = arena_alloc(maker->arena, block.count * sizeof *members);
    for (uint32_t class_ = 0; class_ < block.classes; class_++) {
        uint32_t size = 0;
        for (uint32_t i = 0; i < block.count; i++) {
            if (block.class_[i] == class_) members[size++] = block.state[i];
        }
        if (size > 1) stack[(*depth)++] = begin(maker, members, size);
    }
}

struct identifiers identify(const struct fsm *fsm, const struct fsm_levels *levels, struct arena *arena)
{
    uint32_t n = fsm->states;
    struct identifiers ids = { .of = arena_alloc(arena, n * sizeof *ids.of),
                               .count = arena_alloc(arena, n * sizeof *ids.count),
                               .all = arena_alloc(arena, n * sizeof *ids.all) };
    struct maker maker = { .fsm = fsm, .levels = levels, .arena = arena, .mask = 15 };
    while (maker.mask < 2 * n) maker.mask = maker.mask * 2 + 1;
    maker.slot = arena_alloc(arena, ((size_t)maker.mask + 1) * sizeof *maker.slot);
    maker.class_ = arena_alloc(arena, n * sizeof *maker.class_);
    maker.now = arena_alloc(arena, n * sizeof *maker.now);
    maker.separating = arena_alloc(arena, FSM_WORD * sizeof *maker.separating);
    struct block *stack = arena_alloc(arena, n * sizeof *stack);
    uint32_t depth = 0;
    uint32_t *everybody = arena_alloc(arena, n * sizeof *everybody);
    for (uint32_t state = 0; state < n; state++) everybody[state] = state;
    if (n > 1) stack[depth++] = begin(&maker, everybody, n);
    while (depth > 0) {
        struct block block = stack[--depth];
        part(&maker, &ids, block, stack, &depth);
    }
    return ids;
}

struct identity identify_pair(const struct fsm *fsm, const struct identifiers *ids, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < ids->count[a] && i < ids->count[b]; i++) {
        const struct identity *word = &ids->of[a][i];
        if (ids->of[b][i].word != word->word) break;
        uint32_t p = a, q = b;
        for (uint32_t at = 0; at < word->length; at++) {
            if (fsm_output(fsm, p, word->word[at]) != fsm_output(fsm, q, word->word[at]))
                return (struct identity){ word->word, at + 1 };
            p = fsm_next(fsm, p, word->word[at]);
            q = fsm_next(fsm, q, word->word[at]);
        }
    }
    return (struct identity){ NULL, 0 }; /* they are equivalent */
}
