/*
 * Tests of InstantMessage through the library adapter: what *ppMWindow holds, every form of the argument, and that
 * nothing of the caller's is changed.  Knows the adapter interface; nothing of judging.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tiny_library.h"

START_TEST(the_out_pointer_is_told_apart)
{
    message("w0");
    ck_assert_int_eq(obs.status, OBS_DONE);
    ck_assert_uint_eq(obs.hresult, 0);
    ck_assert_int_eq(obs.out, IM_OUT_WINDOW);
    ck_assert_str_eq(obs.token, "w1");
    message("n");
    ck_assert_int_eq(obs.out, IM_OUT_NULL);
    ck_assert_uint_eq(obs.hresult, 0x80004005);
    ck_assert_str_eq(obs.token, "");
    message("u");
    ck_assert_int_eq(obs.out, IM_OUT_UNTOUCHED);
    message("g"); /* an object, but no window */
    assert_garbage("found a pointer that is no window");
    message("j"); /* leads nowhere */
    assert_garbage("found a pointer that is no window");
    message("k"); /* leads to what is no object */
    assert_garbage("found a pointer that is no window");
    perform(&(struct event){
        .kind = IM_EV_INSTANT_MESSAGE, .out_null = true, .argument = { .vt = VT_BSTR, .text = TEXT('w') } });
    ck_assert_int_eq(obs.out, IM_OUT_NONE);
    ck_assert_uint_eq(obs.hresult, 0x80070057);
}
END_TEST

static const struct {
    struct variant argument;
    uint32_t hresult;
} arguments[] = {
    { { .vt = VT_EMPTY }, 0 },
    { { .vt = VT_NULL }, 1 },
    { { .vt = VT_ERROR, .value = 7 }, 10 },
    { { .vt = VT_I4, .value = -5 }, 0xFFFFFFFB },
    { { .vt = VT_BOOL, .value = 1 }, 11 },
    { { .vt = VT_DISPATCH }, 0x80070057 },
    { { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN }, 0x80070057 },
    { { .vt = VT_BYREF | VT_DISPATCH, .object = OBJECT_FOREIGN }, 0x80070057 },
    { { .vt = VT_DISPATCH, .object = OBJECT_CONTACT, .contact = "c1" }, 0 },
    { { .vt = VT_BYREF | VT_DISPATCH, .object = OBJECT_CONTACT, .contact = "c1" }, 0 },
    { { .vt = VT_BSTR }, 0x80004005 },
    { { .vt = VT_BSTR, .text = { (const uint16_t[]){ 0 }, 0 } }, 0x80004005 },
    { { .vt = VT_BYREF | VT_BSTR, .text = TEXT('W', '0') }, 1 },
    { { .vt = VT_BYREF | VT_VARIANT, .inner = &(const struct variant){ .vt = VT_I4, .value = 77 } }, 77 },
    { { .vt = VT_BYREF | VT_VARIANT,
        .inner = &(const struct variant){ .vt = VT_BYREF | VT_VARIANT,
                                          .inner = &(const struct variant){ .vt = VT_BSTR, .text = TEXT('W') } } },
      1 },
};

START_TEST(every_argument_arrives)
{
    perform(&(struct event){ .kind = IM_EV_GET_CONTACT, .name = TEXT('a') });
    ck_assert_str_eq(obs.token, "c1");
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = arguments[_i].argument });
    ck_assert_msg(obs.status == OBS_DONE, "%s", obs.reason);
    ck_assert_uint_eq(obs.hresult, arguments[_i].hresult);
}
END_TEST

static const struct variant in_variant = { .vt = VT_BSTR, .text = TEXT('n') };
static const struct {
    const char *dialog;
    struct variant argument;
    const char *reason;
} spoilers[] = {
    { "", { .vt = VT_BSTR, .text = TEXT('b') }, "the caller's BSTR was changed" },
    { "", { .vt = VT_BSTR, .text = TEXT('t') }, "the terminator of the caller's BSTR was changed" },
    { "", { .vt = VT_BSTR, .text = TEXT('l') }, "the caller's BSTR was changed" },
    { "", { .vt = VT_BSTR, .text = TEXT('p') }, "the caller's BSTR was changed" },
    { "", { .vt = VT_BYREF | VT_BSTR, .text = TEXT('b') }, "the caller's BSTR was changed" },
    { "cell", { .vt = VT_BYREF | VT_BSTR, .text = TEXT('n') }, "the caller's BSTR variable was changed" },
    { "cell", { .vt = VT_BYREF | VT_DISPATCH, .object = OBJECT_FOREIGN }, "the caller's object variable was changed" },
    { "inner", { .vt = VT_BYREF | VT_VARIANT, .inner = &in_variant }, "refers to was changed" },
    { "keep", { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN }, "found 1 references to the caller's object left" },
    { "drop", { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN }, "was released more often than it was held" },
    { "revive", { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN }, "was released more often than it was held" },
};

START_TEST(what_is_the_callers_stays)
{
    dialog(spoilers[_i].dialog);
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = spoilers[_i].argument });
    assert_tampered(spoilers[_i].reason);
}
END_TEST

START_TEST(a_balanced_library_is_left_alone)
{
    dialog("balance");
    perform(
        &(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN } });
    ck_assert_msg(obs.status == OBS_DONE, "%s", obs.reason);
    dialog("binding");
    for (int i = IM_BINDING_NONE; i < IM_BINDING_COUNT; i++) {
        perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .binding = (enum im_binding)i, .out_null = true });
        ck_assert_uint_eq(obs.hresult, i == IM_BINDING_NONE ? 0 : (uint32_t)i - 1);
    }
}
END_TEST

START_TEST(arguments_that_cannot_be_made_are_inconclusive)
{
    const struct variant deepest = { .vt = VT_I4 };
    struct variant chain[12];
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE,
                             .argument = { .vt = VT_DISPATCH, .object = OBJECT_CONTACT, .contact = "c9" } });
    ck_assert_int_eq(obs.status, OBS_CANNOT);
    ck_assert_ptr_nonnull(strstr(obs.reason, "contact is not held"));
    for (int i = 0; i < 12; i++)
        chain[i] = (struct variant){ .vt = VT_BYREF | VT_VARIANT, .inner = i < 11 ? &chain[i + 1] : &deepest };
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = chain[0] });
    ck_assert_int_eq(obs.status, OBS_CANNOT);
    ck_assert_ptr_nonnull(strstr(obs.reason, "too deep"));
}
END_TEST

START_TEST(a_long_name_arrives_whole)
{
    enum { LONG = 100000 };
    uint16_t *units = arena_alloc(arena, LONG * sizeof *units);
    units[0] = 't'; /* writes behind the end, where the terminator is */
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_BSTR, .text = { units, LONG } } });
    assert_tampered("the terminator");
}
END_TEST

/* Does the message end this process?  Sanitizers make an exit status of a signal. */
static bool ends_the_process(const char *name)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO); /* what a sanitizer says of it */
        message(name);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status != 0;
}

START_TEST(crashes_are_the_callers)
{
    ck_assert(ends_the_process("!"));
    ck_assert(!ends_the_process("n"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("library message");
    TCase *events = tcase_create("events");
    tcase_add_checked_fixture(events, tiny_setup_open, tiny_teardown);
    tcase_add_test(events, the_out_pointer_is_told_apart);
    tcase_add_loop_test(events, every_argument_arrives, 0, sizeof arguments / sizeof *arguments);
    tcase_add_loop_test(events, what_is_the_callers_stays, 0, sizeof spoilers / sizeof *spoilers);
    tcase_add_test(events, a_balanced_library_is_left_alone);
    tcase_add_test(events, arguments_that_cannot_be_made_are_inconclusive);
    tcase_add_test(events, a_long_name_arrives_whole);
    tcase_add_test(events, crashes_are_the_callers);
    suite_add_tcase(suite, events);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
