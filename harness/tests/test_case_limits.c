/*
 * The limits of case files, and where complaints say that something stands.
 */
#include "case_kit.h"

static struct arena *arena;

static void make_arena(void) { arena = arena_new(); }

static void drop_arena(void) { arena_free(arena); }

/* `before`, then `item` so many times, then `after`. */
static char *repeated(const char *before, const char *item, size_t times, const char *after)
{
    size_t size = strlen(before) + strlen(item) * times + strlen(after) + 1;
    char *text = arena_alloc(arena, size), *at = stpcpy(text, before);
    for (size_t i = 0; i < times; i++) at = stpcpy(at, item);
    stpcpy(at, after);
    return text;
}

#define HEAD "case: T-1\npurpose: a test\nrules: [OPENS]\n"
#define CODES HEAD "steps:\n  - mySigninName: {expect: ["

START_TEST(limits_are_kept)
{
    suite_free(load_sound(repeated(HEAD "steps:\n", "  - client.signIn\n", LIMIT_STEPS, "")));
    ck_assert_refused(repeated(HEAD "steps:\n", "  - client.signIn\n", LIMIT_STEPS + 1, ""),
                      "text:5:3: found a list of 4097, expected a list of steps: at most 4096\n");
    ck_assert_refused(repeated(CODES, "S_OK,", LIMIT_EXPECT + 1, "]}\n"),
                      "text:5:28: found a list of 25, expected a list of HRESULTs like [S_OK, S_FALSE]: at most 24\n");
    ck_assert_refused(
        repeated(HEAD "steps: [client.signIn]\nneeds: [", "window.get,", LIMIT_NEEDS + 1, "]\n"),
        "text:5:8: found a list of 33, expected a list of capabilities like [client.windows]: at most 32\n");
    ck_assert_refused(
        repeated("table: x\ncolumns: [", "id,", LIMIT_KEYS + 1, "]\nrows: [[]]\n"),
        "text:2:10: found a list of 65, expected a list of columns like [id, purpose, vContact, expect, rules]: "
        "at most 64\n");
    suite_free(
        load_sound(repeated(HEAD "steps:\n  - getContact: {expect: [S_OK], name: [", "a,", LIMIT_PARTS, "]}\n")));
    ck_assert_refused(repeated(HEAD "steps:\n  - getContact: {expect: [S_OK], name: [", "a,", LIMIT_PARTS, "b]}\n"),
                      "text:5:2089: found a text of more than 1024 parts; join what is literal\n");
    ck_assert_refused(
        repeated("case: ", "A", LIMIT_ID, "\npurpose: a test\nrules: [OPENS]\nsteps: [client.signIn]\n"),
        arena_printf(arena,
                     "text:1:7: found \"%.48s...\", expected an id: capital letters, digits and single hyphens, "
                     "like WIN-REUSE-02, up to 63 characters\n",
                     repeated("", "A", LIMIT_ID, "")));
}
END_TEST

START_TEST(mappings_have_few_keys)
{
    char *text = repeated("", "       : 1\n", LIMIT_KEYS + 1, "");
    for (size_t i = 0; i <= LIMIT_KEYS; i++) {
        char number[8];
        snprintf(number, sizeof number, "k%03zu", i);
        memcpy(text + 11 * i, number, 4);
        memmove(text + 11 * i + 4, "      ", 3);
    }
    ck_assert_refused(text,
                      "text:65:1: found more than 64 keys in one mapping; no mapping of a case file has so many\n");
}
END_TEST

START_TEST(complaints_end_somewhere)
{
    struct said said = { .length = 0 };
    const char *text = repeated(HEAD "steps:\n", "  - x\n", LIMIT_COMPLAINTS + 50, "");
    struct suite *suite = suite_load_memory("text", text, strlen(text), say, &said);
    ck_assert_ptr_null(suite);
    ck_assert_uint_eq(said.count, LIMIT_COMPLAINTS + 1);
    ck_assert_ptr_nonnull(strstr(said.text, "text:204:5: there is more that is wrong; mend what is said first\n"));
}
END_TEST

START_TEST(steps_of_all_cases_end_somewhere)
{
    enum { BEFORE = LIMIT_STEPS / 2 - 1, ROWS = LIMIT_ALL_STEPS / (BEFORE + 1) + 2 };
    struct said said = { .length = 0 };
    char *text = repeated("table: x\ncolumns: [id, purpose, rules, vContact, expect]\nbefore:\n", "- client.signIn\n",
                          BEFORE, "rows:\n");
    for (size_t i = 0; i < ROWS; i++)
        text = arena_printf(arena, "%s- [T-%zu, a test, [OPENS], alice, [S_OK]]\n", text, i);
    ck_assert_ptr_null(suite_load_memory("text", text, strlen(text), say, &said));
    ck_assert_uint_eq(said.count, 1);
    ck_assert_ptr_nonnull(strstr(said.text, "found more than 262144 steps in all files together, which is the limit"));
}
END_TEST

START_TEST(line_ends_of_other_systems_count_alike)
{
    ck_assert_refused(
        "case: T-1\r\npurpose: a test\r\nrules: [OPENS]\r\nsteps:\r\n  - x\r\n",
        "text:5:5: found \"x\", expected the name of a step: instantMessage, release, client.signIn, client.signOut, "
        "client.goOffline, client.goOnline, service.signIn, service.signOut, getContact, isSelf, signinName, "
        "contact.release, mySigninName, get, put, show, close, contacts, user.closeWindow, user.addContactToWindow, "
        "user.openDialog, user.closeDialogs, desktop.setFocusAllowed, client.windows, events.take, check, invoke\n");
}
END_TEST

START_TEST(columns_count_characters)
{
    ck_assert_refused(
        HEAD "steps:\n  - getContact: {name: \u00e9\u4e2d\U0001F600, expect: [x]}\n",
        "text:5:38: found \"x\", expected an HRESULT: a name that `imconform explain codes` lists, a number like "
        "0x8100031E, ERR or SUCCESS\n");
}
END_TEST

int main(void)
{
    Suite *tests = suite_create("case limits");
    TCase *all = tcase_create("all");
    suite_add_tcase(tests, all);
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, make_arena, drop_arena);
    tcase_add_test(all, limits_are_kept);
    tcase_add_test(all, mappings_have_few_keys);
    tcase_add_test(all, complaints_end_somewhere);
    tcase_add_test(all, steps_of_all_cases_end_somewhere);
    tcase_add_test(all, line_ends_of_other_systems_count_alike);
    tcase_add_test(all, columns_count_characters);
    return run_suite(tests);
}
