/*
 * Tests of the finite abstraction of the model: what it is made of, and that suites of it are complete.
 */
#include "abstraction.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fsm_kit.h"

static const struct abstract_needs everything = { .profile = NULL };

static struct fsm *minimal_machine(unsigned contacts, unsigned references)
{
    struct abstraction *abstraction = abstraction_new(contacts, references, &everything);
    struct fsm *fsm = abstraction_machine(abstraction), *small = fsm_minimal(fsm);
    fsm_free(fsm);
    abstraction_free(abstraction);
    return small;
}

static uint32_t input_named(const struct abstraction *abstraction, const char *name)
{
    uint32_t input = 0;
    while (input < abstraction->inputs && strcmp(abstraction->input_name[input], name) != 0) input++;
    ck_assert_msg(input < abstraction->inputs, "there is no input %s", name);
    return input;
}

/* Who is in, and for each contact who is held and whether his window is open: that is all there is to tell apart.  Signed
 * out and offline windows are closed; signed in they are open or closed: 2 (R + 1)^K + (2 R + 1)^K. */
START_TEST(the_machine_has_the_states_that_can_be_told_apart)
{
    static const struct {
        unsigned contacts, references;
        uint32_t states, inputs;
    } known[] = { { 1, 1, 7, 12 }, { 1, 2, 11, 12 }, { 2, 1, 17, 16 }, { 2, 2, 43, 16 } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct fsm *fsm = minimal_machine(known[i].contacts, known[i].references);
        ck_assert_uint_eq(fsm->states, known[i].states);
        ck_assert_uint_eq(fsm->inputs, known[i].inputs);
        fsm_free(fsm);
    }
}
END_TEST

/* What is preferred is accepted as preferred, and the model's invariants hold on the way. */
START_TEST(preferred_outcomes_are_preferred_everywhere)
{
    struct abstraction *abstraction = abstraction_new(3, 3, &everything);
    struct abstract_state state = abstract_start();
    kit_seed = 5;
    for (int i = 0; i < 20000; i++) {
        uint32_t input = kit_dice(abstraction->inputs);
        const struct abstract_output best = abstract_prefer(abstraction, &state, input);
        const struct im_judgement judgement = abstract_take(abstraction, &state, input, &best);
        ck_assert_msg(judgement.grade == IM_PREFERRED, "%s", abstraction->input_name[input]);
        ck_assert_ptr_null(machine_check(&state.state));
    }
    abstraction_free(abstraction);
}
END_TEST

struct line {
    const char *input, *preferred;
    struct abstract_output other; /* is_call: tried instead, and must be rejected, or fair */
    enum im_grade grade;
};

START_TEST(outcomes_are_judged_by_the_oracle)
{
    const uint32_t fails = im_codes[IM_E_FAIL].value;
    const struct line lines[] = {
        { "message(alice)",
          "MSGR_E_NOT_LOGGED_ON",
          { .is_call = 1, .hresult = 0, .window = WINDOW_IS_NEW },
          IM_REJECTED },
        { "message(130-characters,NULL)",
          "RPC_X_NULL_REF_POINTER",
          { .is_call = 1, .hresult = fails, .window = WINDOW_IS_NOWHERE },
          IM_REJECTED },
        { "signIn", "done", { .status = ABSTRACT_BROKEN, .broken = OBS_CRASH }, IM_REJECTED },
        { "signIn", "nothing", { .status = ABSTRACT_NOTHING }, IM_PREFERRED },
        { "release(alice)", "nothing", { .status = ABSTRACT_NOTHING }, IM_PREFERRED },
        { "message(me)", "E_FAIL", { .is_call = 1, .hresult = fails, .window = WINDOW_IS_UNTOUCHED }, IM_REJECTED },
        { "message(alice)", "S_OK+new", { .is_call = 1, .hresult = fails, .window = WINDOW_IS_NULL }, IM_REJECTED },
        { "isClosed(alice)", "open", { .is_call = 1, .window = WINDOW_IS_ASKED, .closed = 1 }, IM_REJECTED },
        { "message(alice)", "S_OK+same", { .is_call = 1, .window = WINDOW_IS_NEW }, IM_REJECTED },
        { "message(alice)", "S_OK+same", { .is_call = 1, .hresult = 1, .window = WINDOW_IS_SAME }, IM_ACCEPTED },
        { "message(bob)", "S_OK+new", { .is_call = 1, .window = WINDOW_IS_OTHERS }, IM_REJECTED },
        { "userClose(alice)", "done", { .status = ABSTRACT_CANNOT }, IM_PREFERRED },
        { "userClose(alice)", "done", { .status = ABSTRACT_CANNOT }, IM_PREFERRED },
        { "isClosed(alice)", "error", { .is_call = 1, .window = WINDOW_IS_ASKED, .closed = 1 }, IM_ACCEPTED },
        { "message(alice)", "S_OK+new", { .is_call = 1, .window = WINDOW_IS_DEAD }, IM_REJECTED },
        { "goOffline", "done", { .status = ABSTRACT_GONE }, IM_REJECTED },
        { "signIn", "done", { .status = ABSTRACT_CANNOT }, IM_PREFERRED },
    };
    struct abstraction *abstraction = abstraction_new(2, 2, &everything);
    struct abstract_state state = abstract_start();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char name[FSM_NAME];
        uint32_t input = input_named(abstraction, lines[i].input);
        const struct abstract_output best = abstract_prefer(abstraction, &state, input);
        abstract_name(&best, name);
        ck_assert_msg(strcmp(name, lines[i].preferred) == 0, "line %zu: %s: %s", i, lines[i].input, name);
        struct abstract_state other = state;
        const struct im_judgement judgement = abstract_take(abstraction, &other, input, &lines[i].other);
        ck_assert_msg(judgement.grade == lines[i].grade, "line %zu: %s: %s", i, lines[i].input,
                      im_grade_name(judgement.grade));
        if (judgement.grade == IM_REJECTED) ck_assert_int_eq(memcmp(&other, &state, sizeof state), 0);
        abstract_take(abstraction, &state, input, &best);
    }
    abstraction_free(abstraction);
}
END_TEST

/* References past the bound are given back at once, and those to an earlier window when another one comes. */
START_TEST(references_stay_within_their_bound)
{
    struct abstraction *abstraction = abstraction_new(1, 2, &everything);
    struct abstract_state state = abstract_start();
    static const char *const word[] = { "signIn",  "message(alice)", "message(alice)", "message(alice)",
                                        "signOut", "signIn",         "message(alice)" };
    static const unsigned held[] = { 0, 1, 2, 2, 2, 2, 1 };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        uint32_t input = input_named(abstraction, word[i]);
        const struct abstract_output best = abstract_prefer(abstraction, &state, input);
        abstract_take(abstraction, &state, input, &best);
        ck_assert_uint_eq(state.state.objects[0].refs, held[i]);
        ck_assert_uint_eq(state.state.objects[1].refs, 0);
    }
    abstraction_free(abstraction);
}
END_TEST

START_TEST(what_an_implementation_lacks_is_no_input)
{
    bool capable[IM_EVENT_COUNT] = { false };
    capable[IM_EV_INSTANT_MESSAGE] = capable[IM_EV_RELEASE] = capable[IM_EV_SIGN_IN] = true;
    capable[IM_EV_GO_OFFLINE] = true; /* but there is no way back */
    const struct abstract_needs few = { .capable = capable, .invoke_only = true };
    struct abstraction *abstraction = abstraction_new(1, 1, &few);
    static const char *const names[] = { "signIn", "message(me)", "message(130-characters)", "message(alice)",
                                         "release(alice)" };
    ck_assert_uint_eq(abstraction->inputs, sizeof names / sizeof *names);
    for (uint32_t i = 0; i < abstraction->inputs; i++) ck_assert_str_eq(abstraction->input_name[i], names[i]);
    ck_assert(!abstraction->looks);
    abstraction_free(abstraction);
}
END_TEST

/* The long name is one character too long, and nothing else is wrong with it. */
START_TEST(the_long_name_is_just_too_long)
{
    struct abstraction *abstraction = abstraction_new(1, 1, &everything);
    const struct text text =
        abstraction_text(abstraction, &abstraction->input[input_named(abstraction, "message(130-characters)")]);
    const struct im_name_facts facts = im_name_facts((struct im_text){ text.units, (uint32_t)text.length });
    ck_assert_uint_eq(facts.units, 130);
    ck_assert(!facts.has_nul && !facts.leading_space && !facts.crlf && !facts.control && !facts.non_ascii);
    abstraction_free(abstraction);
}
END_TEST

/* Each single output and transfer fault of the abstraction fails a test; the two smaller suites go furthest. */
START_TEST(every_single_fault_of_the_abstraction_is_caught)
{
    static const unsigned sizes[][2] = { { 1, 2 }, { 2, 1 }, { 2, 2 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct fsm *fsm = minimal_machine(sizes[i][0], sizes[i][1]);
        for (int method = i < 2 ? SUITE_W : SUITE_HSI; method < SUITE_METHODS; method++) {
            struct tests tests;
            ck_assert(suite_make(fsm, (enum suite_method)method, 0, &tests));
            ck_assert_uint_eq(kit_single_faults(fsm, &tests),
                              fsm->states * fsm->inputs * (fsm->states + fsm->outputs - 2));
            tests_free(&tests);
        }
        fsm_free(fsm);
    }
}
END_TEST

START_TEST(suites_of_the_abstraction_nest)
{
    struct fsm *fsm = minimal_machine(2, 2);
    for (unsigned extra = 0; extra <= 1; extra++) {
        uint64_t before = UINT64_MAX;
        for (int method = 0; method < SUITE_METHODS; method++) {
            struct tests tests;
            ck_assert(suite_make(fsm, (enum suite_method)method, extra, &tests));
            ck_assert_uint_le(suite_size(&tests).tests, before);
            before = suite_size(&tests).tests;
            tests_free(&tests);
        }
    }
    fsm_free(fsm);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("abstraction");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_machine_has_the_states_that_can_be_told_apart);
    tcase_add_test(tests, preferred_outcomes_are_preferred_everywhere);
    tcase_add_test(tests, outcomes_are_judged_by_the_oracle);
    tcase_add_test(tests, references_stay_within_their_bound);
    tcase_add_test(tests, what_an_implementation_lacks_is_no_input);
    tcase_add_test(tests, the_long_name_is_just_too_long);
    tcase_add_test(tests, every_single_fault_of_the_abstraction_is_caught);
    tcase_add_test(tests, suites_of_the_abstraction_nest);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
