/*
 * Tests of the lines of programs: what each tells of its step, and what is no such line.
 */
#include <check.h>
#include <string.h>

#include "base.h"
#include "program.h"

static struct arena *arena;
static void setup(void) { arena = arena_new(); }
static void teardown(void) { arena_free(arena); }

static const struct program program = { .file = "programs/x.vbs", .kind = "vbs" };

static bool read_as(struct step step, const char *line, struct observation *obs)
{
    const char *wanted = NULL;
    bool fits = program_read_line(arena, &program, &step, line, obs, &wanted);
    ck_assert_ptr_nonnull(wanted);
    return fits;
}

static const struct step message = { .kind = IM_EV_INSTANT_MESSAGE };
static const struct step handle = { .kind = IM_EV_GET, .property = IM_PROPERTY_HWND };
static const struct step closed = { .kind = IM_EV_GET, .property = IM_PROPERTY_IS_CLOSED };

START_TEST(a_window_has_a_name_and_perhaps_a_handle)
{
    struct observation obs;
    ck_assert(read_as(message, "instantMessage 0 w1 65596", &obs));
    ck_assert_int_eq(obs.out, IM_OUT_WINDOW);
    ck_assert_str_eq(obs.token, "w1");
    ck_assert_int_eq(obs.number, 65596);
    ck_assert(obs.has_hresult && obs.alike.count == 1 && !obs.unseen);
    ck_assert(read_as(message, "instantMessage 0 w1 ", &obs));
    ck_assert_int_eq(obs.value_kind, VALUE_NONE);
    ck_assert(read_as(message, "instantMessage 0 Nothing ", &obs));
    ck_assert_int_eq(obs.out, IM_OUT_NULL);
    ck_assert_str_eq(obs.token, "");
    ck_assert(read_as(message, "instantMessage 0 dropped", &obs));
    ck_assert(obs.unseen && obs.token[0] == '\0' && obs.out == IM_OUT_WINDOW);
}
END_TEST

static const struct {
    const char *code;
    uint32_t hresult;
} codes[] = {
    { "-2130705634", 0x8100031E }, { "-2147467259", 0x80004005 }, { "5", 0x80070057 },
    { "445", 0x80004001 },         { "450", 0x8002000E },         { "2164261662", 0x8100031E },
};

START_TEST(what_vbscript_makes_of_a_code_is_turned_back)
{
    struct observation obs;
    const char *line = arena_printf(arena, "instantMessage %s dropped", codes[_i].code);
    ck_assert(read_as(message, line, &obs));
    ck_assert_uint_eq(obs.hresult, codes[_i].hresult);
    ck_assert_int_eq(obs.out, IM_OUT_NULL);
    ck_assert(!obs.unseen && obs.status == OBS_DONE);
}
END_TEST

START_TEST(values_are_of_the_kind_of_the_step)
{
    struct observation obs;
    ck_assert(read_as(handle, "get HWND 0 7", &obs) && obs.value_kind == VALUE_NUMBER && obs.number == 7);
    ck_assert(read_as(closed, "get IsClosed 0 True", &obs) && obs.value_kind == VALUE_BOOL && obs.number == 1);
    ck_assert(read_as(closed, "get IsClosed 0 false", &obs) && obs.number == 0);
    ck_assert(read_as((struct step){ .kind = IM_EV_CONTACTS }, "contacts 0 a@x;bb@x", &obs));
    ck_assert_uint_eq(obs.name_count, 2);
    ck_assert_uint_eq(obs.names[1].length, 4);
    observation_clear(&obs);
    ck_assert(read_as((struct step){ .kind = IM_EV_SIGNIN_NAME }, "signinName 0 a b", &obs));
    ck_assert_uint_eq(obs.text.length, 3);
    observation_clear(&obs);
    ck_assert(read_as((struct step){ .kind = IM_EV_GET_CONTACT }, "getContact 0 c1", &obs));
    ck_assert_str_eq(obs.token, "c1");
    ck_assert(read_as((struct step){ .kind = IM_EV_RELEASE }, "release 0", &obs) && !obs.has_hresult);
}
END_TEST

START_TEST(who_is_not_signed_in_yet_or_gone_is_no_answer)
{
    struct observation obs;
    const struct step sign_in = { .kind = IM_EV_SIGN_IN };
    ck_assert(read_as(sign_in, "client.signIn 0 2", &obs) && obs.status == OBS_DONE);
    ck_assert(read_as(sign_in, "client.signIn 0 ", &obs) && obs.status == OBS_DONE);
    ck_assert(read_as(sign_in, "client.signIn 0 512", &obs) && obs.status == OBS_CANNOT);
    ck_assert(read_as(sign_in, "client.signIn -2147467263", &obs) && obs.status == OBS_CANNOT);
    ck_assert(read_as(message, "instantMessage 462", &obs) && obs.status == OBS_CRASH);
    ck_assert(read_as(handle, "get HWND -2147417848 7", &obs) && obs.status == OBS_CRASH);
}
END_TEST

static const char *const no_messages[] = {
    "",
    "instantMessage",
    "instantMessage 0",
    "instantMessage zero w1",
    "instantMessage 0 w1 x",
    "instantMessage 0 w1 1 2",
    "instantMessage 0 w_1",
    "instantMessage 0 dropped 7",
    "instantMessage 0x5 w1",
    "instantMessage 424 Nothing",
    "instantMessage -2146823281 w1",
    "instantMessage 99999999999 w1",
    "instantMessages 0 w1",
    "release 0",
    " instantMessage 0 w1",
    "instantMessage 0 w\xC3\xA9",
};

START_TEST(what_is_no_such_line_is_refused)
{
    struct observation obs;
    ck_assert_msg(!read_as(message, no_messages[_i], &obs), "\"%s\" was taken", no_messages[_i]);
    observation_clear(&obs);
}
END_TEST

START_TEST(a_value_of_another_kind_is_refused)
{
    struct observation obs;
    ck_assert(!read_as(handle, "get HWND 0 True", &obs));
    ck_assert(!read_as(handle, "get HWND 0", &obs));
    ck_assert(!read_as(handle, "get Left 0 7", &obs));
    ck_assert(!read_as(closed, "get IsClosed 0 1", &obs));
    ck_assert(!read_as((struct step){ .kind = IM_EV_RELEASE }, "release 0 w1", &obs));
    ck_assert(program_words(arena, &(struct step){ .kind = IM_EV_EVENTS }) == NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("program");
    TCase *tests = tcase_create("lines");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_window_has_a_name_and_perhaps_a_handle);
    tcase_add_loop_test(tests, what_vbscript_makes_of_a_code_is_turned_back, 0, sizeof codes / sizeof codes[0]);
    tcase_add_test(tests, values_are_of_the_kind_of_the_step);
    tcase_add_test(tests, who_is_not_signed_in_yet_or_gone_is_no_answer);
    tcase_add_loop_test(tests, what_is_no_such_line_is_refused, 0, sizeof no_messages / sizeof no_messages[0]);
    tcase_add_test(tests, a_value_of_another_kind_is_refused);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
