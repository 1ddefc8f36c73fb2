/*
 * Tests of several requests at once: replies are matched by id, whatever their order and however they are cut into
 * pieces, and what fits no request is a violation.  The other end is this process.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base.h"
#include "wire.h"

enum { SOON_MS = 60, LONG_MS = 5000, FIRST = 7 };

static int ends[2];
static uint64_t next_id;
static struct wire *wire;
static char reason[LIMIT_REASON];

static void setup(void)
{
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    next_id = FIRST;
    reason[0] = '\0';
    wire = wire_new(ends[0], ends[0], &next_id);
}

static void teardown(void)
{
    wire_free(wire);
    close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
}

static void send_methods(unsigned limit_ms, size_t count)
{
    static const char *const methods[] = { "one", "two", "three" };
    for (size_t i = 0; i < count; i++) {
        uint64_t id = 0;
        ck_assert_int_eq(wire_send(wire, methods[i], json_object(), limit_ms, &id, reason), WIRE_DONE);
        ck_assert_uint_eq(id, FIRST + i);
    }
}

static void say(const char *text) { ck_assert_int_eq(write(ends[1], text, strlen(text)), (ssize_t)strlen(text)); }

#define REPLY(id, value) "{\"jsonrpc\":\"2.0\",\"id\":" #id ",\"result\":" #value "}\n"

/* The next reply: which request, and its value, or how it failed. */
static enum wire_result next(uint64_t *id, json_int_t *value)
{
    json_t *result = NULL;
    enum wire_result got = wire_next(wire, id, &result, reason);
    *value = json_integer_value(got == WIRE_NO_METHOD ? json_object_get(result, "code") : result);
    ck_assert_int_eq(result != NULL, got == WIRE_DONE || got == WIRE_NO_METHOD);
    json_decref(result);
    return got;
}

static void expect_reply(uint64_t wanted, json_int_t value)
{
    uint64_t id = 0;
    json_int_t found = 0;
    ck_assert_msg(next(&id, &found) == WIRE_DONE, "%s", reason);
    ck_assert_uint_eq(id, wanted);
    ck_assert_int_eq(found, value);
}

START_TEST(all_requests_go_out_before_an_answer)
{
    char lines[512] = "";
    send_methods(LONG_MS, 3);
    ck_assert_int_gt(read(ends[1], lines, sizeof lines - 1), 0);
    ck_assert_str_eq(lines, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"one\",\"params\":{}}\n"
                            "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"two\",\"params\":{}}\n"
                            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"three\",\"params\":{}}\n");
}
END_TEST

START_TEST(replies_are_matched_by_id)
{
    json_t *result = NULL;
    send_methods(LONG_MS, 3);
    say(REPLY(9, 3) REPLY(7, 1) "{\"jsonrpc\":\"2.0\",");
    expect_reply(9, 3);
    expect_reply(7, 1);
    say("\"id\":8,\"result\":2}\n");
    expect_reply(8, 2);
    /* and then one after the other again */
    say("");
    ck_assert_int_eq(wire_call(wire, "four", json_object(), 1, &result, reason), WIRE_TIMEOUT);
}
END_TEST

START_TEST(one_that_is_sent_meanwhile_is_answered_too)
{
    uint64_t id = 0;
    send_methods(LONG_MS, 2);
    say(REPLY(8, 2));
    expect_reply(8, 2);
    ck_assert_int_eq(wire_send(wire, "three", json_object(), LONG_MS, &id, reason), WIRE_DONE);
    say(REPLY(9, 3) REPLY(7, 1));
    expect_reply(9, 3);
    expect_reply(7, 1);
}
END_TEST

START_TEST(an_error_concerns_its_own_request)
{
    uint64_t id = 0;
    json_int_t value = 0;
    send_methods(LONG_MS, 2);
    say("{\"jsonrpc\":\"2.0\",\"id\":8,\"error\":{\"code\":-32601,\"message\":\"what?\"}}\n" REPLY(7, 1));
    ck_assert_int_eq(next(&id, &value), WIRE_NO_METHOD);
    ck_assert_uint_eq(id, 8);
    ck_assert_int_eq(value, -32601);
    ck_assert_int_eq(strncmp(reason, "two: ", 5), 0);
    expect_reply(7, 1);
}
END_TEST

static const struct {
    const char *reply; /* to the requests 7, 8, 9 */
    size_t good;       /* so many answers are right before */
    enum wire_result result;
    const char *reason; /* part of it */
} wrong[] = {
    { REPLY(6, 0), 0, WIRE_VIOLATION, "id: found 6; expected the id of a request that is unanswered: 7, 8, 9" },
    { REPLY(10, 0), 0, WIRE_VIOLATION, "id: found 10; expected" },
    { REPLY(8, 2) REPLY(8, 2), 1, WIRE_VIOLATION,
      "id: found 8, which was answered before; expected the id of a request" },
    { REPLY(9, 3) REPLY(8, 2) REPLY(9, 3), 2, WIRE_VIOLATION, "found 9, which was answered before" },
    { REPLY(9, 3) REPLY(8, 2) REPLY(7, 1) REPLY(7, 1), 2, WIRE_VIOLATION, "more bytes after the reply" },
    { REPLY("8", 0), 0, WIRE_VIOLATION, "id: found \"8\" (a string)" },
    { "hello\n", 0, WIRE_VIOLATION, "no JSON" },
    { "["
      "]\n",
      0, WIRE_VIOLATION, "no batch" },
    { REPLY(8, 2) "{\"jsonrpc\":\"2.0\",\"id\":9}\n", 1, WIRE_VIOLATION, "three: reply: " },
    { REPLY(8, 2), 1, WIRE_TIMEOUT, "one: no reply within 60 ms" },
    { "", 0, WIRE_TIMEOUT, "one: no reply within 60 ms" },
};

START_TEST(what_fits_no_request_is_found)
{
    uint64_t id = 0;
    json_int_t value = 0;
    send_methods(wrong[_i].result == WIRE_TIMEOUT ? SOON_MS : LONG_MS, 3);
    say(wrong[_i].reply);
    for (size_t i = 0; i < wrong[_i].good; i++) ck_assert_int_eq(next(&id, &value), WIRE_DONE);
    ck_assert_int_eq(next(&id, &value), wrong[_i].result);
    ck_assert_msg(strstr(reason, wrong[_i].reason), "\"%s\" has no \"%s\"", reason, wrong[_i].reason);
}
END_TEST

START_TEST(each_has_its_own_time)
{
    uint64_t id = 0;
    json_int_t value = 0;
    ck_assert_int_eq(wire_send(wire, "patient", json_object(), LONG_MS, &id, reason), WIRE_DONE);
    ck_assert_int_eq(wire_send(wire, "hurried", json_object(), SOON_MS, &id, reason), WIRE_DONE);
    ck_assert_int_eq(next(&id, &value), WIRE_TIMEOUT);
    ck_assert_uint_eq(id, FIRST + 1);
    ck_assert_ptr_nonnull(strstr(reason, "hurried: no reply within 60 ms"));
}
END_TEST

START_TEST(an_end_is_told)
{
    uint64_t id = 0;
    json_int_t value = 0;
    send_methods(LONG_MS, 2);
    say(REPLY(8, 2));
    close(ends[1]);
    ends[1] = -1;
    expect_reply(8, 2);
    ck_assert_int_eq(next(&id, &value), WIRE_ENDED);
    ck_assert_uint_eq(id, FIRST);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wire several");
    TCase *tests = tcase_create("wire several");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, all_requests_go_out_before_an_answer);
    tcase_add_test(tests, replies_are_matched_by_id);
    tcase_add_test(tests, one_that_is_sent_meanwhile_is_answered_too);
    tcase_add_test(tests, an_error_concerns_its_own_request);
    tcase_add_loop_test(tests, what_fits_no_request_is_found, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(tests, each_has_its_own_time);
    tcase_add_test(tests, an_end_is_told);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
