/*
 * What was learned, told: see tell_learned.h.
 */
#include "tell_learned.h"

#include <jansson.h>
#include <stdio.h>

#include "words.h"

const char *tell_spelled(struct arena *arena, const struct abstraction *abstraction, const uint16_t *word,
                         size_t length)
{
    const char *text = "";
    for (size_t i = 0; i < length; i++)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", abstraction->input_name[word[i]]);
    return text;
}

const char *tell_output(struct arena *arena, const struct abstract_output *output)
{
    char name[FSM_NAME];
    abstract_name(output, name);
    return arena_strdup(arena, name);
}

static const char *answer(struct arena *arena, const struct telling *telling, uint32_t number)
{
    return tell_output(arena, &telling->learned.output[number]);
}

static void tell_table(struct arena *arena, const struct telling *telling)
{
    const struct fsm *fsm = telling->learned.fsm;
    for (uint32_t state = 0; state < fsm->states; state++) {
        printf("  s%u\n", state);
        for (uint32_t input = 0; input < fsm->inputs; input++) {
            printf("    %-28s %-28s s%u\n", telling->abstraction->input_name[input],
                   answer(arena, telling, fsm_output(fsm, state, input)), fsm_next(fsm, state, input));
        }
    }
}

static void tell_dot(struct arena *arena, const struct telling *telling)
{
    const struct fsm *fsm = telling->learned.fsm;
    printf("digraph learned {\n  start [shape=none, label=\"\"];\n  start -> s0;\n");
    for (uint32_t state = 0; state < fsm->states; state++) {
        for (uint32_t next = 0; next < fsm->states; next++) {
            const char *label = "";
            for (uint32_t input = 0; input < fsm->inputs; input++) {
                if (fsm_next(fsm, state, input) != next) continue;
                label = arena_printf(arena, "%s%s%s / %s", label, label[0] != '\0' ? "\\n" : "",
                                     telling->abstraction->input_name[input],
                                     answer(arena, telling, fsm_output(fsm, state, input)));
            }
            if (label[0] != '\0') printf("  s%u -> s%u [label=\"%s\"];\n", state, next, label);
        }
    }
    printf("}\n");
}

static enum im_rule rule_of(const struct deviation *deviation)
{
    const struct im_judgement *judgement = &deviation->judgement;
    return judgement->blames > 0 ? (enum im_rule)judgement->blame[0] : judgement->rule;
}

static size_t tell_differences(struct arena *arena, const struct telling *telling)
{
    const struct deviations *all = &telling->deviations;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (deviation_kind(one) != DIFFERENCE) continue;
        printf("difference %zu\n", ++count);
        if (rule_of(one) != IM_RULE_NONE) printf("  rule     %s\n", words_rule(arena, rule_of(one)));
        printf("  did      %s\n", tell_spelled(arena, telling->abstraction, one->word, one->length));
        printf("  wanted   %s\n", tell_output(arena, &one->preferred));
        printf("  got      %s\n", answer(arena, telling, one->output));
    }
    return count;
}

static size_t tell_choices(struct arena *arena, const struct telling *telling)
{
    const struct deviations *all = &telling->deviations;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (deviation_kind(one) != CHOICE) continue;
        if (count++ == 0) printf("fair, but not what is preferred:\n");
        printf("  %s: %s, preferred is %s\n", tell_spelled(arena, telling->abstraction, one->word, one->length),
               answer(arena, telling, one->output), tell_output(arena, &one->preferred));
        for (uint8_t k = 0; k < one->judgement.takes; k++) {
            const struct im_reading_info *reading = &im_readings[one->judgement.taken[k]];
            const struct im_question_info *question = &im_questions[reading->question];
            printf("    A-%02d %s %s\n", question->ambiguity, question->text, reading->text);
        }
    }
    return count;
}

static void tell_late(struct arena *arena, const struct telling *telling)
{
    bool any = false;
    for (size_t i = 0; i < telling->deviations.count; i++) {
        const struct deviation *one = &telling->deviations.list[i];
        if (deviation_kind(one) != LATE) continue;
        if (!any) printf("late, but within the grace period (what lies behind these was not compared):\n");
        any = true;
        printf("  %s: %s, wanted is %s\n", tell_spelled(arena, telling->abstraction, one->word, one->length),
               answer(arena, telling, one->output), tell_output(arena, &one->preferred));
    }
}

static void tell_order(struct arena *arena, const struct telling *telling)
{
    const struct clash *clashes = telling->clashes;
    size_t count = telling->clashing;
    if (count > 0) printf("errors that come first, where a call has two:\n");
    for (size_t i = 0; i < count; i++) {
        const struct clash *clash = &clashes[i];
        const char *a = refusal_names[clash->a], *b = refusal_names[clash->b];
        const char *order = clash->a_first   ? arena_printf(arena, "%s before %s", a, b)
                            : clash->b_first ? arena_printf(arena, "%s before %s", b, a)
                                             : arena_printf(arena, "%s or %s", a, b);
        printf("  %-24s %s: %s\n", order, tell_spelled(arena, telling->abstraction, clash->word, clash->length),
               answer(arena, telling, clash->output));
    }
}

/* --- JSON --- */

static json_t *word_json(const struct telling *telling, const uint16_t *word, size_t length)
{
    json_t *list = json_array();
    for (size_t i = 0; i < length; i++)
        json_array_append_new(list, json_string(telling->abstraction->input_name[word[i]]));
    return list;
}

static json_t *machine_json(struct arena *arena, const struct telling *telling)
{
    const struct fsm *fsm = telling->learned.fsm;
    json_t *list = json_array();
    for (uint32_t cell = 0; cell < fsm->states * fsm->inputs; cell++) {
        json_array_append_new(list, json_pack("{s:o, s:s, s:s, s:o}", "from", json_sprintf("s%u", cell / fsm->inputs),
                                              "input", telling->abstraction->input_name[cell % fsm->inputs], "output",
                                              answer(arena, telling, fsm->output[cell]), "to",
                                              json_sprintf("s%u", fsm->next[cell])));
    }
    return list;
}

static json_t *deviations_json(struct arena *arena, const struct telling *telling, enum deviation_kind kind)
{
    const struct deviations *all = &telling->deviations;
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct deviation *one = &all->list[i];
        if (deviation_kind(one) != kind) continue;
        const char *rule = kind != CHOICE && rule_of(one) != IM_RULE_NONE ? im_rules[rule_of(one)].id : NULL;
        json_array_append_new(list,
                              json_pack("{s:o, s:s, s:s, s:s*}", "word", word_json(telling, one->word, one->length),
                                        "got", answer(arena, telling, one->output), "wanted",
                                        tell_output(arena, &one->preferred), "rule", rule));
    }
    return list;
}

static json_t *order_json(struct arena *arena, const struct telling *telling)
{
    const struct clash *clashes = telling->clashes;
    size_t count = telling->clashing;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct clash *clash = &clashes[i];
        const char *first = clash->a_first ? refusal_names[clash->a] : clash->b_first ? refusal_names[clash->b] : NULL;
        json_array_append_new(list, json_pack("{s:[s, s], s:s*, s:o, s:s}", "errors", refusal_names[clash->a],
                                              refusal_names[clash->b], "first", first, "word",
                                              word_json(telling, clash->word, clash->length), "got",
                                              answer(arena, telling, clash->output)));
    }
    return list;
}

/* --- all of it --- */

void tell_learned_text(const struct telling *telling, bool table)
{
    struct arena *arena = arena_new();
    if (table) tell_table(arena, telling);
    tell_order(arena, telling);
    size_t choices = tell_choices(arena, telling);
    tell_late(arena, telling);
    size_t differences = tell_differences(arena, telling);
    if (telling->compared)
        printf("%zu %s from the model, %zu fair %s\n", differences, differences == 1 ? "difference" : "differences",
               choices, choices == 1 ? "choice" : "choices");
    arena_free(arena);
}

void tell_learned_dot(const struct telling *telling)
{
    struct arena *arena = arena_new();
    tell_dot(arena, telling);
    arena_free(arena);
}

void tell_learned_json(const struct telling *telling)
{
    struct arena *arena = arena_new();
    json_t *root = json_pack(
        "{s:{s:i, s:i}, s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:b}", "abstraction", "contacts",
        (int)telling->abstraction->contacts, "references", (int)telling->abstraction->references, "states",
        (int)telling->learned.fsm->states, "initial", "s0", "transitions", machine_json(arena, telling), "differences",
        deviations_json(arena, telling, DIFFERENCE), "choices", deviations_json(arena, telling, CHOICE), "late",
        deviations_json(arena, telling, LATE), "order", order_json(arena, telling), "compared", telling->compared);
    json_dumpf(root, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(root);
    arena_free(arena);
}
