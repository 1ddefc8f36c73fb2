/*
 * Tests of the line client against a scripted peer: what each good and each bad reply is taken for, and that the
 * reason says what was found.  Knows the envelope of the protocol; nothing of methods.
 */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base.h"
#include "wire.h"

enum { SOON_MS = 60, LONG_MS = 5000 };

/* --- the peer --- */

enum then { STAY, LEAVE, DEAF };

/* What the peer does with one request.  Its `size` is that of `reply` unless it has a NUL. */
struct script {
    const char *reply;
    size_t size;
    enum then then;
    size_t padding;    /* blanks before the reply */
    unsigned pause_ms; /* before the second half */
};

static void pause_for(unsigned ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 }, NULL);
}

static void read_request(int fd)
{
    char byte = 0;
    while (byte != '\n') {
        if (read(fd, &byte, 1) != 1) _exit(0);
    }
}

static _Noreturn void play(int fd, const struct script *script)
{
    size_t size = script->size ? script->size : strlen(script->reply), half = script->pause_ms ? size / 2 : 0;
    char *blanks = must_realloc(NULL, script->padding + 1);
    memset(blanks, ' ', script->padding);
    if (script->then == DEAF) pause_for(LONG_MS);
    read_request(fd);
    write_all(fd, blanks, script->padding);
    write_all(fd, script->reply, half);
    if (half) pause_for(script->pause_ms);
    write_all(fd, script->reply + half, size - half);
    free(blanks);
    if (script->then == STAY) read_request(fd);
    _exit(0);
}

static int mine;
static pid_t peer;
static uint64_t next_id;

static struct wire *wire_to(const struct script *script)
{
    int ends[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    signal(SIGPIPE, SIG_IGN);
    peer = fork();
    ck_assert_int_ge(peer, 0);
    if (peer == 0) {
        close(ends[0]);
        play(ends[1], script);
    }
    close(ends[1]);
    mine = ends[0];
    next_id = 7;
    return wire_new(mine, mine, &next_id);
}

static void done_with(struct wire *wire)
{
    wire_free(wire);
    close(mine);
    kill(peer, SIGKILL);
    waitpid(peer, NULL, 0);
}

/* --- one reply --- */

#define GOOD "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"a\":1}}"
#define HEAD "{\"jsonrpc\":\"2.0\",\"id\":7,"

static const struct {
    struct script script;
    enum wire_result result;
    const char *reason; /* part of it */
} replies[] = {
    { { .reply = GOOD "\n" }, WIRE_DONE, "" },
    { { .reply = GOOD "\r\n" }, WIRE_DONE, "" },
    { { .reply = "  " GOOD "  \n" }, WIRE_DONE, "" },
    { { .reply = HEAD "\"result\":{\"a\":1},\"extra\":[null]}\n" }, WIRE_DONE, "" },
    { { .reply = HEAD "\"result\":{\"a\":1,\"b\":\"\\u0000\"}}\n" }, WIRE_DONE, "" },
    { { .reply = HEAD "\"result\":{\"a\":1,\"b\":\"\\ud800\"}}\n" }, WIRE_DONE, "" },
    { { .reply = GOOD "\n", .pause_ms = 30 }, WIRE_DONE, "" },
    { { .reply = GOOD "\n", .padding = LIMIT_LINE - sizeof GOOD + 1 }, WIRE_DONE, "" },
    { { .reply = GOOD "\n", .padding = LIMIT_LINE - sizeof GOOD + 2 }, WIRE_VIOLATION, "more than 1048576 bytes" },
    { { .reply = GOOD "\n", .padding = 3 * LIMIT_LINE }, WIRE_VIOLATION, "more than 1048576 bytes" },
    { { .reply = HEAD "\"error\":{\"code\":-32001,\"message\":\"no network\"}}\n" }, WIRE_CANNOT, "no network" },
    { { .reply = HEAD "\"error\":{\"code\":-32601,\"message\":\"what?\"}}\n" }, WIRE_NO_METHOD, "what?" },
    { { .reply = HEAD "\"error\":{\"code\":-32603,\"message\":\"oops\"}}\n" }, WIRE_VIOLATION, "error -32603 (oops)" },
    { { .reply = HEAD "\"error\":{\"code\":-32001}}\n" },
      WIRE_VIOLATION,
      "error.message: found nothing; expected a string" },
    { { .reply = HEAD "\"error\":{\"message\":\"x\"}}\n" }, WIRE_VIOLATION, "error.code: found nothing" },
    { { .reply = HEAD "\"error\":{\"code\":1.5,\"message\":\"x\"}}\n" },
      WIRE_VIOLATION,
      "error.code: found 1.5 (a fraction)" },
    { { .reply = HEAD "\"error\":\"x\"}\n" }, WIRE_VIOLATION, "error: found \"x\" (a string); expected an object" },
    { { .reply = HEAD "\"error\":null}\n" }, WIRE_VIOLATION, "error: found null" },
    { { .reply = HEAD "\"result\":{},\"error\":{\"code\":1,\"message\":\"\"}}\n" }, WIRE_VIOLATION, "not both" },
    { { .reply = HEAD "\"results\":{}}\n" }, WIRE_VIOLATION, "expected a result or an error" },
    { { .reply = "hello, world\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = "\n" }, WIRE_VIOLATION, "an empty line" },
    { { .reply = "\n" GOOD "\n" }, WIRE_VIOLATION, "an empty line" },
    { { .reply = "{\"jsonrpc\":\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = GOOD GOOD "\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = "[" GOOD "]\n" }, WIRE_VIOLATION, "no batch" },
    { { .reply = "[]\n" }, WIRE_VIOLATION, "no batch" },
    { { .reply = "42\n" }, WIRE_VIOLATION, "found 42 (an integer); expected one JSON object" },
    { { .reply = "null\n" }, WIRE_VIOLATION, "found null" },
    { { .reply = "\"" GOOD "\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":{}}\n" },
      WIRE_VIOLATION,
      "id: found 8 (an integer); expected 7" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"id\":-7,\"result\":{}}\n" }, WIRE_VIOLATION, "id: found -7" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":{}}\n" }, WIRE_VIOLATION, "id: found \"7\" (a string)" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"id\":7.0,\"result\":{}}\n" }, WIRE_VIOLATION, "id: found 7.0 (a fraction)" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}\n" }, WIRE_VIOLATION, "id: found null" },
    { { .reply = "{\"jsonrpc\":\"2.0\",\"result\":{}}\n" }, WIRE_VIOLATION, "id: found nothing" },
    { { .reply = "{\"id\":7,\"result\":{}}\n" }, WIRE_VIOLATION, "jsonrpc: found nothing; expected \"2.0\"" },
    { { .reply = "{\"jsonrpc\":\"1.0\",\"id\":7,\"result\":{}}\n" }, WIRE_VIOLATION, "jsonrpc: found \"1.0\"" },
    { { .reply = "{\"jsonrpc\":2.0,\"id\":7,\"result\":{}}\n" }, WIRE_VIOLATION, "jsonrpc: found 2.0 (a fraction)" },
    { { .reply = HEAD "\"method\":\"hello\",\"params\":{}}\n" }, WIRE_VIOLATION, "only the harness asks" },
    { { .reply = HEAD "\"id\":7,\"result\":{}}\n" }, WIRE_VIOLATION, "duplicate object key" },
    { { .reply = HEAD "\"result\":{\"a\":1,\"a\":2}}\n" }, WIRE_VIOLATION, "duplicate object key" },
    { { .reply = HEAD "\"result\":NaN}\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = HEAD "\"result\":01}\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = HEAD "\"result\":123456789012345678901234567890}\n" }, WIRE_VIOLATION, "too big" },
    { { .reply = HEAD "\"result\":\"\xFF\"}\n" }, WIRE_VIOLATION, "\\xFF" },
    { { .reply = HEAD "\"result\":\"\xED\xA0\x80\"}\n" }, WIRE_VIOLATION, "no JSON" },
    { { .reply = HEAD "\"result\":\"\x1B[31m\"}\n" }, WIRE_VIOLATION, "\\x1B[31m" },
    { { .reply = HEAD "\"result\":\0}\n", .size = sizeof HEAD "\"result\":\0}\n" - 1 }, WIRE_VIOLATION, "\\x00" },
    { { .reply = "\xEF\xBB\xBF" GOOD "\n" }, WIRE_VIOLATION, "\\xEF\\xBB\\xBF" },
    { { .reply = GOOD "\n" GOOD "\n" }, WIRE_VIOLATION, "more bytes after the reply" },
    { { .reply = GOOD "\nx" }, WIRE_VIOLATION, "more bytes after the reply: x" },
    { { .reply = "" }, WIRE_TIMEOUT, "no reply within 60 ms" },
    { { .reply = GOOD }, WIRE_TIMEOUT, "no end of the line" },
    { { .reply = GOOD "\n", .pause_ms = 400 }, WIRE_TIMEOUT, "no end of the line" },
    { { .reply = "", .then = LEAVE }, WIRE_ENDED, "closed before a reply" },
    { { .reply = GOOD, .then = LEAVE }, WIRE_ENDED, "closed inside a reply" },
    { { .reply = "oh", .then = LEAVE }, WIRE_ENDED, "closed inside a reply: oh" },
};

/* It is handed on as it came. */
static void assert_error(const json_t *error, const char *reply)
{
    json_t *sent = json_loads(reply, JSON_DISABLE_EOF_CHECK, NULL);
    ck_assert(json_is_integer(json_object_get(error, "code")));
    ck_assert(json_equal(error, json_object_get(sent, "error")));
    json_decref(sent);
}

START_TEST(a_reply_is_taken_for_what_it_is)
{
    struct wire *wire = wire_to(&replies[_i].script);
    json_t *result = NULL;
    char reason[LIMIT_REASON] = "";
    unsigned limit_ms = replies[_i].result == WIRE_TIMEOUT ? SOON_MS : LONG_MS;
    enum wire_result got = wire_call(wire, "some.method", json_object(), limit_ms, &result, reason);
    ck_assert_msg(got == replies[_i].result, "%s, not %s: %s", wire_result_name(got),
                  wire_result_name(replies[_i].result), reason);
    ck_assert_msg(strstr(reason, replies[_i].reason), "\"%s\" has no \"%s\"", reason, replies[_i].reason);
    for (const char *c = reason; *c; c++) ck_assert_msg(*c >= 0x20 && *c < 0x7F, "a reason that is not safe to show");
    if (got == WIRE_DONE)
        ck_assert_int_eq(json_integer_value(json_object_get(result, "a")), 1);
    else if (got == WIRE_CANNOT || got == WIRE_NO_METHOD || strstr(reason, "found error "))
        assert_error(result, replies[_i].script.reply);
    else
        ck_assert_ptr_null(result);
    if (got != WIRE_DONE) ck_assert_int_eq(strncmp(reason, "some.method: ", 13), 0);
    json_decref(result);
    ck_assert_uint_eq(next_id, 8);
    done_with(wire);
}
END_TEST

/* --- requests --- */

START_TEST(a_request_is_one_compact_line)
{
    int ends[2];
    char line[256] = "", reason[LIMIT_REASON];
    json_t *result = NULL;
    uint64_t id = 41;
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct wire *wire = wire_new(ends[0], ends[0], &id);
    ck_assert_int_eq(wire_call(wire, "window.get", json_pack("{s:s}", "window", "w\n1"), 1, &result, reason),
                     WIRE_TIMEOUT);
    ck_assert_int_gt(read(ends[1], line, sizeof line - 1), 0);
    ck_assert_str_eq(line,
                     "{\"jsonrpc\":\"2.0\",\"id\":41,\"method\":\"window.get\",\"params\":{\"window\":\"w\\n1\"}}\n");
    wire_free(wire);
    close(ends[0]);
    close(ends[1]);
    wire_free(NULL);
}
END_TEST

START_TEST(a_peer_that_does_not_read_costs_no_more_than_the_limit)
{
    struct wire *wire = wire_to(&(struct script){ .reply = "", .then = DEAF });
    char *text = must_realloc(NULL, 4000001), reason[LIMIT_REASON];
    memset(text, 'x', 4000000);
    text[4000000] = '\0';
    json_t *result = NULL;
    enum wire_result got = wire_call(wire, "m", json_pack("{s:s}", "v", text), SOON_MS, &result, reason);
    ck_assert_int_eq(got, WIRE_TIMEOUT);
    ck_assert_ptr_nonnull(strstr(reason, "bytes of the request"));
    free(text);
    done_with(wire);
}
END_TEST

START_TEST(a_closed_connection_is_no_signal)
{
    int ends[2];
    char reason[LIMIT_REASON];
    json_t *result = NULL;
    uint64_t id = 1;
    ck_assert_int_eq(pipe(ends), 0);
    int away[2];
    ck_assert_int_eq(pipe(away), 0);
    struct wire *wire = wire_new(ends[0], away[1], &id);
    close(away[0]);
    ck_assert_int_eq(wire_call(wire, "m", json_object(), SOON_MS, &result, reason), WIRE_ENDED);
    ck_assert_ptr_nonnull(strstr(reason, "before the request was read"));
    close(ends[1]);
    ck_assert_int_eq(wire_call(wire, "m", json_object(), SOON_MS, &result, reason), WIRE_ENDED);
    ck_assert_ptr_nonnull(strstr(reason, "before the request"));
    wire_free(wire);
    close(ends[0]);
    close(away[1]);
}
END_TEST

START_TEST(bytes_that_nobody_asked_for_are_found)
{
    int ends[2];
    char reason[LIMIT_REASON];
    json_t *result = NULL;
    uint64_t id = 1;
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct wire *wire = wire_new(ends[0], ends[0], &id);
    ck_assert_int_eq(write(ends[1], "hi!\n", 4), 4);
    ck_assert_int_eq(wire_call(wire, "m", json_object(), SOON_MS, &result, reason), WIRE_VIOLATION);
    ck_assert_ptr_nonnull(strstr(reason, "nobody asked for: hi!\\x0A"));
    wire_free(wire);
    wire = wire_new(ends[0], ends[0], &id);
    ck_assert_int_eq(wire_await_end(wire, 5, reason), WIRE_TIMEOUT);
    ck_assert_int_eq(write(ends[1], "x", 1), 1);
    ck_assert_int_eq(wire_await_end(wire, SOON_MS, reason), WIRE_VIOLATION);
    close(ends[1]);
    ck_assert_int_eq(wire_await_end(wire, SOON_MS, reason), WIRE_ENDED);
    wire_free(wire);
    close(ends[0]);
}
END_TEST

START_TEST(the_transcript_has_every_line)
{
    char path[] = "/tmp/imconform-wire-XXXXXX", reason[LIMIT_REASON];
    json_t *result = NULL;
    close(mkstemp(path));
    setenv("IMCONFORM_TRANSCRIPT", path, 1);
    struct wire *wire = wire_to(&(struct script){ .reply = HEAD "\"result\":\"\xFF \xC3\xA4 \\\\\"}\n" });
    unsetenv("IMCONFORM_TRANSCRIPT");
    ck_assert_int_eq(wire_call(wire, "m", json_object(), LONG_MS, &result, reason), WIRE_VIOLATION);
    done_with(wire);
    struct arena *arena = arena_new();
    const char *text = read_file(arena, path, 10000, NULL);
    ck_assert_str_eq(
        text,
        "{\"dir\":\"send\",\"line\":\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":7,\\\"method\\\":\\\"m\\\",\\\"params\\\":{}}\"}\n"
        "{\"dir\":\"recv\",\"line\":\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":7,\\\"result\\\":\\\"\xEF\xBF\xBD \xC3\xA4 "
        "\\\\\\\\\\\"}\"}\n");
    arena_free(arena);
    unlink(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wire");
    TCase *tests = tcase_create("wire");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, a_reply_is_taken_for_what_it_is, 0, sizeof replies / sizeof *replies);
    tcase_add_test(tests, a_request_is_one_compact_line);
    tcase_add_test(tests, a_peer_that_does_not_read_costs_no_more_than_the_limit);
    tcase_add_test(tests, a_closed_connection_is_no_signal);
    tcase_add_test(tests, bytes_that_nobody_asked_for_are_found);
    tcase_add_test(tests, the_transcript_has_every_line);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
