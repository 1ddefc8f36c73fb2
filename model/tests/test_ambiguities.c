/*
 * What the documentation's list of open questions accepts, notes and rejects, sentence by sentence: each
 * row of the tables is judged by the oracle.  The rows are written from the documentation, not from the model.
 */
#include <stdio.h>

#include "fixture.h"

#define E_POINTER 0x80004003u
#define DISP_TYPEMISMATCH 0x80020005u
#define PRIMARY_OUT 0x81000318u
#define RPC_DISCONNECTED 0x80010108u

/* --- events and observations ------------------------------------------------------------------------------------ */

static struct im_event without_out(struct im_event made)
{
    made.out_null = 1;
    return made;
}

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

static struct im_observation nothing(uint32_t hresult)
{
    return (struct im_observation){ .hresult = hresult, .out = IM_OUT_NONE };
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

/* An object that was not there before, for the window that is open already (yes) or for another one (no). */
static struct im_observation another(uint32_t hresult, uint8_t handle, bool same_window)
{
    return seen_window(hresult, handle, same_window ? IM_SEEN_YES : IM_SEEN_NO);
}

/* --- scenes ----------------------------------------------------------------------------------------------------- */

static void signed_in(void) { begin_signed_in(); }
static void signed_out(void) { begin_signed_out(); }

static void communicator_out(void)
{
    begin_signed_out();
    world.profile = im_profile_find("communicator-2007");
    oracle_reset(&model, &world, &ledger);
}

static void communicator(void)
{
    communicator_out();
    control(IM_EV_SIGN_IN);
}

static void signing_in(void)
{
    begin_signed_out();
    model.state.client = IM_SIGNING_IN;
}

static void signing_out(void)
{
    begin_signed_in();
    model.state.client = IM_SIGNING_OUT;
}

static void offline(void)
{
    begin_signed_in();
    control(IM_EV_GO_OFFLINE);
}

static void focus_refused(void)
{
    begin_signed_in();
    set_flag(IM_EV_SET_FOCUS, 0);
}

static void dialog(void)
{
    begin_signed_in();
    set_flag(IM_EV_OPEN_DIALOG, 0);
}

static void signin_dialog(void)
{
    begin_signed_out();
    set_flag(IM_EV_OPEN_DIALOG, 1);
}

static void refused_out(void)
{
    begin_signed_in();
    happens(without_out(message(ALICE)), nothing(NULL_REF));
}

static void refused_self(void)
{
    begin_signed_in();
    happens(message(ME), refused(E_FAIL));
}

static void refused_bad(void)
{
    begin_signed_in();
    happens(message(LF_FIRST), refused(E_INVALIDARG));
}

static void refused_signed_out(void)
{
    begin_signed_out();
    happens(message(ALICE), refused(NOT_LOGGED_ON));
}

static void holding(im_name name, enum im_service service)
{
    begin_signed_in();
    happens(get_contact(name, service), contact(1));
}

static void holding_me(void) { holding(ME, IM_SERVICE_NONE); }
static void holding_carol(void) { holding(CAROL, IM_SERVICE_NONE); }

/* An object of the caller's own: GetContact gives none of that name. */
static void holding_space_first(void)
{
    begin_signed_in();
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = SPACE_FIRST };
}

static void holding_alice(void)
{
    holding(ALICE, IM_SERVICE_NONE);
    opens(ALICE, 1);
}

static void opened_by_contact(void)
{
    holding(ALICE, IM_SERVICE_NONE);
    happens(message_contact(1), window(1));
}

static void holding_stale(void)
{
    holding(LISTED, IM_SERVICE_NONE);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
}

/* Two services, signed in to both. */
static void both_services(void)
{
    begin_signed_in();
    set_service(IM_EV_SERVICE_SIGN_IN);
}

static void holding_me_elsewhere(void)
{
    both_services();
    happens(get_contact(ME, IM_SERVICE_SECONDARY), contact(1));
}

static void secondary_in(void)
{
    both_services();
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
}

static void secondary_out(void)
{
    secondary_in();
    set_service(IM_EV_SERVICE_SIGN_OUT);
}

static void secondary_alone(void)
{
    secondary_in();
    control(IM_EV_SIGN_OUT);
    set_service(IM_EV_SERVICE_SIGN_IN);
}

static void both_opened(void)
{
    both_services();
    happens(get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    happens(message_contact(1), window(1));
}

static void alice_open(void)
{
    begin_signed_in();
    opens(ALICE, 1);
}

static void alice_told(void)
{
    alice_open();
    happens(event(IM_EV_EVENTS), took(1, 0));
}

static void alice_reused(void)
{
    alice_told();
    opens(ALICE, 1);
}

static void alice_released(void)
{
    alice_open();
    releases(1);
}

static void alice_twice_released_once(void)
{
    alice_open();
    opens(ALICE, 1);
    releases(1);
}

static void alice_opened_again(void)
{
    alice_released();
    opens(ALICE, 1);
}

/* Two objects for one window, and the first given up. */
static void alice_second_object(void)
{
    alice_open();
    happens(message(ALICE), another(S_OK, 2, true));
    releases(1);
}

static void alice_closed_by_user(void)
{
    alice_open();
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
}

static void alice_closed(void)
{
    alice_open();
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
}

/* Close on an object that is dead already was S_OK. */
static void alice_dead_closed(void)
{
    alice_closed();
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
}

static void alice_and_bob(void)
{
    alice_open();
    opens(BOB, 2);
}

static void alice_with_bob(void)
{
    alice_open();
    adds(1, BOB);
}

static void alice_signed_out(void)
{
    alice_told();
    control(IM_EV_SIGN_OUT);
}

static void alice_offline(void)
{
    alice_told();
    control(IM_EV_GO_OFFLINE);
}

static void alice_back_online(void)
{
    alice_offline();
    control(IM_EV_GO_ONLINE);
}

static void alice_signed_in_again(void)
{
    alice_signed_out();
    control(IM_EV_SIGN_IN);
}

static void script_open(void)
{
    begin_signed_in();
    world.invoke_only = true;
    opens(ALICE, 1);
}

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
