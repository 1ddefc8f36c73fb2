/*
 * What the documentation's list of open questions accepts, notes and rejects, sentence by sentence: each
 * row of the tables is judged by the oracle.  The rows are written from the documentation, not from the model.
 */
#include <stdio.h>

#include "ambiguities_scenes.h"

#define E_POINTER 0x80004003u
#define DISP_TYPEMISMATCH 0x80020005u
#define PRIMARY_OUT 0x81000318u
#define RPC_DISCONNECTED 0x80010108u

/* --- events and observations ------------------------------------------------------------------------------------ */

static struct im_event named(struct im_event made, im_name name)
{
    made.argument.name = name;
    return made;
}

static struct im_event by(enum im_reference reference, im_name name)
{
    struct im_event made = message(name);
    made.argument.reference = (uint8_t)reference;
    return made;
}

static struct im_event through_invoke(struct im_event made)
{
    made.binding = IM_BINDING_DISPATCH;
    return made;
}

static struct im_event by_script(enum im_reference reference, im_name name)
{
    return through_invoke(by(reference, name));
}

static struct im_observation untouched(uint32_t hresult)
{
    return (struct im_observation){ .hresult = hresult, .out = IM_OUT_UNTOUCHED };
}

/* Lists live until the next one is made. */
static im_name listed_names[2][IM_MEMBERS];
static struct im_screen_window listed_windows[2];

static struct im_observation screen_of_none(void) { return result(S_OK); }

static struct im_observation screen_of(im_name name)
{
    listed_names[0][0] = name;
    listed_windows[0] = (struct im_screen_window){ .contacts = listed_names[0], .count = 1 };
    return (struct im_observation){ .windows = listed_windows, .window_count = 1 };
}

static struct im_observation screen_of_two(im_name first, im_name second)
{
    struct im_observation obs = screen_of(first);
    listed_names[1][0] = second;
    listed_windows[1] = (struct im_screen_window){ .contacts = listed_names[1], .count = 1 };
    obs.window_count = 2;
    return obs;
}

static struct im_observation people(uint32_t count, im_name first, im_name second)
{
    listed_names[0][0] = first;
    listed_names[0][1] = second;
    return (struct im_observation){ .names = listed_names[0], .name_count = count };
}

static struct im_observation told_added(uint8_t times)
{
    struct im_observation obs = took(1, 0);
    obs.told[IM_TOLD_ADDED] = times;
    return obs;
}

/* The answer that came at last, when others before it, or errors, had been waited out. */
static struct im_observation waited(struct im_observation obs, enum im_waited how)
{
    obs.waited = (uint8_t)how;
    return obs;
}

static struct im_observation in_the_end(struct im_observation obs) { return waited(obs, IM_AFTER_ANOTHER); }
static struct im_observation after_a_failure(struct im_observation obs) { return waited(obs, IM_AFTER_FAILURE); }

/* --- rows ------------------------------------------------------------------------------------------------------- */

struct asked {
    int entry, cites;
    const char *situation, *grade;
    struct im_event made;
    struct im_observation seen;
};

enum {
    ROWS = 0
#define ROW(entry, cites, scene, situation, event, outcome, grade) +1
#include "ambiguities_calls.def"
#include "ambiguities_states.def"
#include "ambiguities_windows.def"
#undef ROW
};

/* Sets the scene of a row and reads it: its events and observations may depend on the scene. */
static struct asked row_number(int wanted)
{
    int at = 0;
    struct asked row = { 0 };
#define ROW(entry, cites, scene, situation, event, outcome, grade)              \
    if (at++ == wanted) {                                                       \
        scene();                                                                \
        row = (struct asked){ entry, cites, situation, grade, event, outcome }; \
    }
#include "ambiguities_calls.def"
#include "ambiguities_states.def"
#include "ambiguities_windows.def"
#undef ROW
    return row;
}

/* Does a rule name the entry among its clauses? */
static bool cites(enum im_rule rule, int entry)
{
    char id[8];
    snprintf(id, sizeof id, "A-%02d", entry);
    return strstr(im_rules[rule].clauses, id) != NULL;
}

static bool is_blamed(const struct im_judgement *judgement, int entry)
{
    for (int i = 0; i < judgement->blames; i++) {
        if (cites((enum im_rule)judgement->blame[i], entry)) return true;
    }
    return false;
}

START_TEST(each_row)
{
    const struct asked row = row_number(_i);
    struct im_model asked = model;
    asked.ledger = NULL;
    const struct im_judgement judgement = oracle_judge(&asked, &row.made, &row.seen);
    const char *grade = im_grade_name(judgement.grade);
    bool allowed = strcmp(row.grade, "allowed") == 0 && judgement.grade <= IM_ACCEPTED;
    ck_assert_msg(allowed || strcmp(row.grade, grade) == 0, "A-%02d: %s: expected %s, the oracle says %s (%s)",
                  row.entry, row.situation, row.grade, grade, im_rules[judgement.rule].id);
    if (judgement.grade == IM_REJECTED) {
        ck_assert_msg(is_blamed(&judgement, row.cites), "A-%02d: %s: no rule of A-%02d is blamed, but %s", row.entry,
                      row.situation, row.cites, im_rules[judgement.rule].id);
    }
}
END_TEST

/* Every entry of the documentation has rows, or says why none can be written. */
START_TEST(each_entry)
{
    /* The model's events have no VT_UNKNOWN (14), no identity of a participant (32), no result that a script drops (47), no
     * browser (49), one client (52), one call at a time (55), and no history (56). */
    static const int without[] = { 14, 32, 47, 49, 52, 55, 56 };
    bool has[64] = { false };
    for (int i = 0; i < ROWS; i++) has[row_number(i).entry] = true;
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        ck_assert_msg(!has[without[i]], "A-%02d has rows", without[i]);
        has[without[i]] = true;
    }
    for (int entry = 1; entry <= (int)im_ambiguity_count; entry++)
        ck_assert_msg(has[entry], "A-%02d has no row", entry);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ambiguities");
    TCase *all = tcase_create("ambiguities");
    tcase_add_loop_test(all, each_row, 0, ROWS);
    tcase_add_test(all, each_entry);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
