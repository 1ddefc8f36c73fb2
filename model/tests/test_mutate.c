/*
 * Mutations: each has a name of its own, changes the one thing that it names and nothing else.
 */
#include "fixture.h"
#include "mutate.h"

enum { ROOM = 2048 };

static struct im_mutation list[ROOM];
static struct im_mutant mutant;

static const struct im_rulebook *original(void) { return im_profiles[0].book; }

/* The mutation with that id; the test fails if there is none. */
static const struct im_mutation *find(const char *id)
{
    char name[IM_MUTATION_ID];
    size_t count = im_mutations(original(), list, ROOM);
    for (size_t i = 0; i < count; i++) {
        im_mutation_id(original(), &list[i], name);
        if (strcmp(name, id) == 0) return &list[i];
    }
    ck_abort_msg("there is no mutation \"%s\"", id);
    return NULL;
}

/* From now on the world is judged by that mutant. */
static void become(const char *id)
{
    ck_assert(im_mutate(&im_profiles[0], find(id), &mutant));
    world.profile = &mutant.profile;
}

START_TEST(every_mutation_has_an_id_and_a_place)
{
    static char ids[ROOM][IM_MUTATION_ID];
    size_t of_kind[IM_MUTATION_KINDS] = { 0 };
    size_t count = im_mutations(original(), list, ROOM);
    ck_assert_uint_gt(count, 500);
    ck_assert_uint_le(count, ROOM);
    ck_assert_uint_eq(im_mutations(original(), NULL, 0), count);
    for (size_t i = 0; i < count; i++) {
        unsigned line;
        im_mutation_id(original(), &list[i], ids[i]);
        ck_assert_uint_gt(strlen(ids[i]), 8);
        ck_assert_uint_lt(strlen(ids[i]), IM_MUTATION_ID - 1);
        ck_assert_ptr_nonnull(strstr(im_mutation_place(original(), &list[i], &line), "model/"));
        of_kind[list[i].kind]++;
        for (size_t j = 0; j < i; j++) ck_assert_str_ne(ids[i], ids[j]);
    }
    ck_assert_uint_eq(of_kind[IM_RULE_DELETED], IM_RULE_COUNT - 1);
    ck_assert_uint_eq(of_kind[IM_ROW_DELETED], original()->rows->count);
    ck_assert_uint_eq(of_kind[IM_ROW_FLIPPED], original()->rows->count);
    ck_assert_uint_eq(of_kind[IM_CONDITION_DELETED], original()->conditions->count);
    ck_assert_uint_eq(of_kind[IM_CONDITION_FLIPPED], original()->conditions->count);
    ck_assert_uint_eq(of_kind[IM_FIRMNESS_CHANGED], original()->conditions->count);
    ck_assert_uint_eq(of_kind[IM_BOUND_MOVED], 2 * IM_BOUNDS);
    for (int kind = 0; kind < IM_MUTATION_KINDS; kind++) {
        ck_assert_uint_gt(of_kind[kind], 0);
        for (int other = 0; other < kind; other++)
            ck_assert_str_ne(im_mutation_kind_name((enum im_mutation_kind)kind),
                             im_mutation_kind_name((enum im_mutation_kind)other));
    }
}
END_TEST

START_TEST(places_are_those_of_the_entries)
{
    unsigned line;
    ck_assert_str_eq(im_mutation_place(original(), find("rule REUSE deleted"), &line), "model/rules.def");
    ck_assert_uint_eq(line, 0);
    ck_assert_str_eq(im_mutation_place(original(), find("bound NAME 129 -> 130"), &line), "model/profiles.c");
    ck_assert_uint_eq(line, 0);
    ck_assert_str_eq(im_mutation_place(original(), find("row SHOW live SHOW flipped"), &line), "model/table.c");
    unsigned row = line;
    ck_assert_uint_gt(row, 0);
    ck_assert_str_eq(im_mutation_place(original(), find("answer S_OK of SHOW live SHOW removed"), &line),
                     "model/table.c");
    ck_assert_uint_eq(line, row);
    ck_assert_str_eq(im_mutation_place(original(), find("answer S_OK of SHOW live SHOW made noted"), &line),
                     "model/table.c");
    ck_assert_uint_eq(line, row);
    ck_assert_str_eq(im_mutation_place(original(), find("condition foreign deleted"), &line), "model/conditions.c");
    unsigned condition = line;
    ck_assert_uint_gt(condition, 0);
    ck_assert_str_eq(im_mutation_place(original(), find("refusal ERR of foreign made noted"), &line),
                     "model/conditions.c");
    ck_assert_uint_eq(line, condition);
}
END_TEST

/* Every mutant differs from the original, and has as many rows and conditions as its kind says. */
START_TEST(every_mutation_can_be_made)
{
    size_t count = im_mutations(original(), list, ROOM), rows = original()->rows->count;
    size_t conditions = original()->conditions->count;
    for (size_t i = 0; i < count; i++) {
        char id[IM_MUTATION_ID];
        im_mutation_id(original(), &list[i], id);
        ck_assert_msg(im_mutate(&im_profiles[0], &list[i], &mutant), "%s", id);
        ck_assert_ptr_eq(mutant.profile.book, &mutant.book);
        bool same =
            mutant.rows.count == rows && mutant.conditions.count == conditions &&
            memcmp(mutant.row, original()->rows->row, rows * sizeof(struct row)) == 0 &&
            memcmp(mutant.condition, original()->conditions->condition, conditions * sizeof(struct condition)) == 0 &&
            memcmp(mutant.book.bound, original()->bound, sizeof original()->bound) == 0 &&
            memcmp(mutant.book.standing, original()->standing, sizeof original()->standing) == 0;
        ck_assert_msg(!same, "%s changes nothing", id);
        bool shorter = list[i].kind == IM_ROW_DELETED || list[i].kind == IM_RULE_DELETED;
        ck_assert_msg(shorter || mutant.rows.count == rows, "%s has %zu rows", id, mutant.rows.count);
        ck_assert_msg(list[i].kind != IM_ROW_DELETED || mutant.rows.count == rows - 1, "%s", id);
        ck_assert_msg(list[i].kind != IM_CONDITION_DELETED || mutant.conditions.count == conditions - 1, "%s", id);
    }
}
END_TEST

START_TEST(what_does_not_fit_is_not_made)
{
    static struct row rows[IM_MUTANT_ROWS + 1];
    static struct condition conditions[IM_MUTANT_CONDITIONS + 1];
    static struct answer answers[IM_MUTANT_ANSWERS + 1];
    struct row_table row_table = { rows, 1 };
    struct condition_table condition_table = { conditions, 1 };
    struct im_rulebook book = { .rows = &row_table, .conditions = &condition_table };
    const struct im_profile profile = { "made-up", "Made up", &book };
    struct im_mutation mutation = { .kind = IM_ANSWER_REMOVED };
    rows[0].answers = answers;
    rows[0].answer_count = IM_MUTANT_ANSWERS;
    ck_assert(im_mutate(&profile, &mutation, &mutant));
    rows[0].answer_count++;
    ck_assert(!im_mutate(&profile, &mutation, &mutant));
    mutation = (struct im_mutation){ .kind = IM_GRADE_CHANGED, .of_row = true };
    ck_assert(!im_mutate(&profile, &mutation, &mutant));
    mutation = (struct im_mutation){ .kind = IM_MUTATION_KINDS };
    ck_assert(!im_mutate(&profile, &mutation, &mutant));
    mutation.kind = IM_ROW_FLIPPED;
    row_table.count = IM_MUTANT_ROWS + 1;
    ck_assert(!im_mutate(&profile, &mutation, &mutant));
    row_table.count = 1;
    condition_table.count = IM_MUTANT_CONDITIONS + 1;
    ck_assert(!im_mutate(&profile, &mutation, &mutant));
    condition_table.count = IM_MUTANT_CONDITIONS;
    ck_assert(im_mutate(&profile, &mutation, &mutant));
}
END_TEST

START_TEST(a_deleted_rule_is_neither_encoded_nor_enforced)
{
    GRADE("rejected", message(LONG_130), window(1));
    become("rule ARG_LENGTH deleted");
    GRADE("preferred", message(LONG_130), window(1));
    GRADE("rejected", message(LF_LAST), window(1));
    const struct im_observation untouched = { .hresult = E_FAIL, .out = IM_OUT_UNTOUCHED };
    GRADE("rejected", message(ME), untouched);
    become("rule OUT_CLEARED deleted");
    GRADE("preferred", message(ME), untouched);
}
END_TEST

/* Without the rule about several conditions the first one alone counts; soft ones let through what they did. */
START_TEST(several_conditions_need_their_rule)
{
    control(IM_EV_SIGN_OUT);
    GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
    GRADE("preferred", message(LONG_130), refused(NOT_LOGGED_ON));
    GRADE("noted", message(SPACE_INSIDE), refused(E_INVALIDARG));
    become("rule PRECEDENCE deleted");
    GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
    GRADE("rejected", message(LONG_130), refused(NOT_LOGGED_ON));
    GRADE("preferred", message(ALICE), refused(NOT_LOGGED_ON));
    GRADE("noted", message(SPACE_INSIDE), refused(E_INVALIDARG));
    GRADE("preferred", message(SPACE_INSIDE), refused(NOT_LOGGED_ON));
    GRADE("noted", message(ME), refused(E_FAIL));
}
END_TEST

START_TEST(a_flipped_rule_holds_elsewhere)
{
    become("rule OFFLINE_REFUSED flipped");
    GRADE("rejected", message(ALICE), window(1));
    GRADE("preferred", message(ALICE), refused(NOT_LOGGED_ON));
    GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
    become("rule MY_NAME flipped");
    GRADE("preferred", event(IM_EV_MY_SIGNIN_NAME), result(NOT_LOGGED_ON));
}
END_TEST

START_TEST(rows_are_deleted_and_flipped_one_by_one)
{
    opens(ALICE, 1);
    become("row SHOW live SHOW deleted");
    ck_assert(unspecified(of_window(IM_EV_SHOW, 1)));
    ck_assert(!unspecified(of_window(IM_EV_CLOSE, 1)));
    become("row SHOW live SHOW flipped");
    ck_assert(unspecified(of_window(IM_EV_SHOW, 1)));
    become("row SHOW not_live DEAD_OBJECT flipped");
    GRADE("accepted", of_window(IM_EV_SHOW, 1), result(E_UNEXPECTED));
    GRADE("preferred", of_window(IM_EV_SHOW, 1), result(S_OK));
}
END_TEST

START_TEST(conditions_are_deleted_flipped_and_softened)
{
    become("condition foreign deleted");
    GRADE("rejected", message_form(IM_FOREIGN), refused(E_INVALIDARG));
    become("condition foreign flipped");
    GRADE("rejected", message_form(IM_FOREIGN), refused(E_INVALIDARG));
    GRADE("preferred", message(ALICE), refused(E_INVALIDARG));
    GRADE("rejected", message(LONG_130), window(1));
    become("condition too_long made soft");
    GRADE("preferred", message(LONG_130), window(1));
    GRADE("preferred", message(LONG_130), refused(E_INVALIDARG));
    GRADE("preferred", message(SPACE_INSIDE), window(1));
    become("condition space_inside made firm");
    GRADE("rejected", message(SPACE_INSIDE), window(1));
}
END_TEST

START_TEST(bounds_are_moved_by_one)
{
    become("bound NAME 129 -> 130");
    GRADE("preferred", message(LONG_130), window(1));
    become("bound NAME 129 -> 128");
    GRADE("rejected", message(LONG_129), window(1));
    become("bound SIZE 1 -> 0");
    ck_assert_int_eq(mutant.book.bound[IM_BOUND_SIZE], 0);
    mutant.book.bound[IM_BOUND_SIZE] = -1;
    char id[IM_MUTATION_ID];
    const struct im_mutation down = { .kind = IM_BOUND_MOVED, .by = -1, .at = IM_BOUND_SIZE };
    im_mutation_id(&mutant.book, &down, id);
    ck_assert_str_eq(id, "bound SIZE -1 -> -2");
}
END_TEST

/* The second of two refusals and of two answers, so that what follows moves up. */
START_TEST(answers_are_removed_and_graded_one_by_one)
{
    become("refusal RPC_X_NULL_REF_POINTER of out_null removed");
    struct im_event made = message(ALICE);
    made.out_null = 1;
    struct im_observation bare = { .hresult = NULL_REF_BARE }, whole = { .hresult = NULL_REF };
    GRADE("noted", made, bare);
    GRADE("rejected", made, whole);
    become("refusal 1780 of out_null removed");
    GRADE("rejected", made, bare);
    become("refusal 1780 of out_null made accepted");
    GRADE("accepted", made, bare);
    GRADE("preferred", made, whole);
    become("refusal RPC_X_NULL_REF_POINTER of out_null made noted");
    GRADE("noted", made, whole);
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    become("answer S_FALSE of CLOSE not_live CLOSE_AGAIN removed");
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    GRADE("accepted", of_window(IM_EV_CLOSE, 1), result(E_FAIL));
    become("answer ERR of CLOSE not_live CLOSE_AGAIN made noted");
    GRADE("noted", of_window(IM_EV_CLOSE, 1), result(E_FAIL));
    GRADE("preferred", of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    become("answer SUCCESS 2 of INSTANT_MESSAGE closed REOPEN_AFTER_CLOSE removed");
    GRADE("rejected", message(ALICE), seen_window(S_OK, 1, IM_SEEN_YES));
}
END_TEST

/* A name that is longer than an id has room is cut, and the id ends where its room does. */
START_TEST(a_long_name_is_cut)
{
    static char long_name[2 * IM_MUTATION_ID];
    memset(long_name, 'x', sizeof long_name - 1);
    struct row row = original()->rows->row[0];
    row.name = long_name;
    const struct row_table rows = { &row, 1 };
    struct im_rulebook book = *original();
    book.rows = &rows;
    const struct im_mutation mutation = { .kind = IM_ROW_DELETED };
    char id[IM_MUTATION_ID + 1];
    id[IM_MUTATION_ID] = '!';
    im_mutation_id(&book, &mutation, id);
    ck_assert_uint_eq(strlen(id), IM_MUTATION_ID - 1);
    ck_assert_int_eq(id[IM_MUTATION_ID], '!');
    ck_assert_int_eq(strncmp(id, "row SIGN_IN xxx", 15), 0);
    ck_assert_int_eq(id[IM_MUTATION_ID - 2], 'x');
}
END_TEST

int main(void)
{
    return RUN("mutate", every_mutation_has_an_id_and_a_place, places_are_those_of_the_entries,
               every_mutation_can_be_made, what_does_not_fit_is_not_made,
               a_deleted_rule_is_neither_encoded_nor_enforced, several_conditions_need_their_rule,
               a_flipped_rule_holds_elsewhere, rows_are_deleted_and_flipped_one_by_one,
               conditions_are_deleted_flipped_and_softened, bounds_are_moved_by_one,
               answers_are_removed_and_graded_one_by_one, a_long_name_is_cut);
}
