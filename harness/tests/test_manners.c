/*
 * Tests of sessions with the bundled service as the peer: each of its bad manners is taken for what it is, over pipes
 * and over sockets, and its whole vocabulary is understood.  Knows the adapter interface; nothing of judging.
 */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adapter.h"
#include "base.h"

#define TEXT(...)                                                                        \
    {                                                                                    \
        (const uint16_t[]){ __VA_ARGS__ }, sizeof((const uint16_t[]){ __VA_ARGS__ }) / 2 \
    }

static const uint16_t me[] = { 'm', 'e', '@', 'x' }, alice[] = { 'a', '@', 'x' };
static const struct person list[] = { { { alice, 3 }, false } };
static const struct people people = { { me, 4 }, list, 1 }, *answered;

static struct arena *arena;
static const struct adapter *adapter;
static struct session *session;
static struct observation obs;
static char reason[LIMIT_REASON];
static pid_t server;

static void setup(void) { arena = arena_new(); }
static void teardown(void)
{
    observation_clear(&obs);
    if (session) adapter->close(session, reason);
    session = NULL;
    if (server > 0) {
        kill(server, SIGKILL);
        waitpid(server, NULL, 0);
    }
    arena_free(arena);
}

static const char *script(void)
{
    const char *source = getenv("IMC_SRC");
    return arena_printf(arena, "%s/harness/iuts/service/deskservice.py", source ? source : ".");
}

static enum adapter_result open_desk(const char *options_text, const struct adapter_options *options)
{
    const char *rest = NULL;
    const char *locator = arena_printf(arena, "service:/usr/bin/python3 '%s' %s", script(), options_text);
    adapter = registry_find(locator, &rest);
    return adapter->open(rest, options, &session, reason);
}

static enum obs_status perform(struct event event)
{
    observation_clear(&obs);
    adapter->perform(session, &event, &obs);
    return obs.status;
}

static enum obs_status message(void)
{
    return perform(
        (struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_BSTR, .text = { alice, 3 } } });
}

/* Signs in and asks for a window: the first chance for most bad manners. */
static enum obs_status first_message(void)
{
    if (adapter->reset(session, &people, &answered, reason) != ADAPTER_OK) return OBS_CRASH;
    enum obs_status status = perform((struct event){ .kind = IM_EV_SIGN_IN });
    return status == OBS_DONE ? message() : status;
}

/* --- bad manners --- */

static const struct {
    const char *kind;
    enum obs_status status;
    const char *reason;
} manners[] = {
    { "crash", OBS_CRASH, "signal 11 (Segmentation fault)" },
    { "abort", OBS_CRASH, "signal 6 (Aborted)" },
    { "exit", OBS_CRASH, "exit status 3" },
    { "exit-zero", OBS_CRASH, "exit status 0" },
    { "hang", OBS_TIMEOUT, "no reply within" },
    { "slow", OBS_TIMEOUT, "no reply within" },
    { "garbage", OBS_VIOLATION, "no JSON" },
    { "empty-line", OBS_VIOLATION, "an empty line" },
    { "bad-utf8", OBS_VIOLATION, "no JSON" },
    { "half-line", OBS_CRASH, "exit status 0" },
    { "split-line", OBS_DONE, "" },
    { "no-newline", OBS_TIMEOUT, "no end of the line" },
    { "oversized", OBS_VIOLATION, "more than 1048576 bytes" },
    { "large", OBS_DONE, "" },
    { "wrong-id", OBS_VIOLATION, "id: found 987654321" },
    { "no-id", OBS_VIOLATION, "id: found nothing" },
    { "string-id", OBS_VIOLATION, "(a string); expected" },
    { "no-jsonrpc", OBS_VIOLATION, "jsonrpc: found nothing" },
    { "old-jsonrpc", OBS_VIOLATION, "jsonrpc: found \"1.0\"" },
    { "batch", OBS_VIOLATION, "no batch" },
    { "unsolicited", OBS_VIOLATION, "only the harness asks" },
    { "both", OBS_VIOLATION, "not both" },
    { "neither", OBS_VIOLATION, "a result or an error" },
    { "bad-shape", OBS_VIOLATION, "result.hresult: found nothing" },
    { "extra-member", OBS_DONE, "" },
    { "out-no-window", OBS_VIOLATION, "result.window: found nothing" },
    { "window-no-out", OBS_VIOLATION, "result.window: found \"w1\"" },
    { "bad-out", OBS_VIOLATION, "result.out: found \"door\"" },
    { "window-number", OBS_VIOLATION, "result.window: found 1" },
    { "hresult-string", OBS_VIOLATION, "result.hresult: found \"S_OK\"" },
    { "hresult-float", OBS_VIOLATION, "result.hresult: found 0.5" },
    { "hresult-range", OBS_VIOLATION, "result.hresult: found 4294967296" },
    { "duplicate-key", OBS_VIOLATION, "duplicate object key" },
    { "nan", OBS_VIOLATION, "NaN" },
    { "undeclared", OBS_NO_METHOD, "client.signIn: the IUT has no such method" },
    { "refuse-controls", OBS_CANNOT, "client.signIn: the IUT cannot do this" },
    { "internal-error", OBS_VIOLATION, "found error -32603" },
    { "refuse-call", OBS_VIOLATION, "found error -32001" },
    { "stderr-flood", OBS_DONE, "" },
};

START_TEST(bad_manners_are_taken_for_what_they_are)
{
    bool late = manners[_i].status == OBS_TIMEOUT;
    const struct adapter_options options = { .step_ms = late ? 700 : 10000 };
    const char *how = arena_printf(arena, "--misbehave %s", manners[_i].kind);
    ck_assert_msg(open_desk(how, &options) == ADAPTER_OK, "%s", reason);
    enum obs_status status = first_message();
    ck_assert_msg(status == manners[_i].status, "%s: %s (%s)", manners[_i].kind, obs_status_name(status), obs.reason);
    ck_assert_msg(strstr(obs.reason, manners[_i].reason), "\"%s\" has no \"%s\"", obs.reason, manners[_i].reason);
}
END_TEST

static const struct {
    const char *kind;
    enum adapter_result result;
    const char *reason;
} starts[] = {
    { "hang-at-start", ADAPTER_BROKE, "initialize: no reply within" },
    { "crash-at-start", ADAPTER_FAILED, "initialize: the IUT ended by signal 11" },
    { "wrong-protocol", ADAPTER_BROKE, "initialize: result.protocol: found 2 (an integer); expected 1" },
    { "bad-capability", ADAPTER_OK, "" },
    { "mandatory-only", ADAPTER_OK, "" },
};

START_TEST(a_bad_start_is_no_session)
{
    const struct adapter_options options = { .step_ms = 10000,
                                             .start_ms = strcmp(starts[_i].kind, "hang-at-start") == 0 ? 300 : 0 };
    ck_assert_int_eq(open_desk(arena_printf(arena, "--misbehave %s", starts[_i].kind), &options), starts[_i].result);
    ck_assert_int_eq(session != NULL, starts[_i].result == ADAPTER_OK);
    ck_assert_msg(strstr(reason, starts[_i].reason), "\"%s\" has no \"%s\"", reason, starts[_i].reason);
    if (session) ck_assert_int_eq(message(), OBS_DONE);
}
END_TEST

static const struct {
    const char *kind, *reason;
} ends[] = {
    { "no-exit", "still there 500 ms after its answer; it was ended" },
    { "bad-exit", "shutdown: the IUT ended by exit status 7" },
    { "no-shutdown", "shutdown: no reply within 500 ms" },
};

START_TEST(a_bad_end_is_reported)
{
    const struct adapter_options options = { .step_ms = 500 };
    ck_assert_msg(open_desk(arena_printf(arena, "--misbehave %s", ends[_i].kind), &options) == ADAPTER_OK, "%s",
                  reason);
    struct session *closed = session;
    session = NULL;
    ck_assert(!adapter->close(closed, reason));
    ck_assert_msg(strstr(reason, ends[_i].reason), "\"%s\" has no \"%s\"", reason, ends[_i].reason);
}
END_TEST

START_TEST(an_extra_reply_is_found)
{
    const struct adapter_options options = { .step_ms = 10000 };
    ck_assert_int_eq(open_desk("--misbehave extra-reply", &options), ADAPTER_OK);
    if (first_message() == OBS_DONE) { /* the second one came later */
        nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
        perform((struct event){ .kind = IM_EV_WINDOWS });
    }
    ck_assert_int_eq(obs.status, OBS_VIOLATION);
}
END_TEST

START_TEST(noise_before_the_first_request_is_found)
{
    const struct adapter_options options = { .step_ms = 10000 };
    ck_assert_int_eq(open_desk("--misbehave stdout-noise", &options), ADAPTER_BROKE);
    ck_assert_msg(strstr(reason, "deskservice at your service"), "%s", reason);
}
END_TEST

START_TEST(stderr_goes_to_its_file)
{
    char path[] = "/tmp/imconform-stderr-XXXXXX";
    close(mkstemp(path));
    const struct adapter_options options = { .step_ms = 20000, .stderr_path = path };
    ck_assert_int_eq(open_desk("--misbehave stderr-flood", &options), ADAPTER_OK);
    ck_assert_int_eq(first_message(), OBS_DONE);
    struct stat about;
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_ge(about.st_size, 4000000);
    unlink(path);
}
END_TEST

/* --- the whole vocabulary --- */

/* What every event gives on a right desktop; used over each transport. */
static void walk_through(void)
{
    const struct text odd = TEXT('x', 0xD800, 0);
    ck_assert_int_eq(first_message(), OBS_DONE);
    ck_assert_uint_eq(answered->count, 1);
    ck_assert_int_eq(obs.out, IM_OUT_WINDOW);
    char window[LIMIT_TOKEN], contact[LIMIT_TOKEN];
    snprintf(window, sizeof window, "%s", obs.token);
    ck_assert_int_eq(perform((struct event){ .kind = IM_EV_MY_SIGNIN_NAME }), OBS_DONE);
    ck_assert_uint_eq(obs.text.length, 4);
    ck_assert_int_eq(perform((struct event){ .kind = IM_EV_GET_CONTACT, .name = { alice, 3 } }), OBS_DONE);
    snprintf(contact, sizeof contact, "%s", obs.token);
    ck_assert_int_eq(perform((struct event){ .kind = IM_EV_GET_CONTACT, .name = odd }), OBS_DONE);
    const struct event events[] = {
        { .kind = IM_EV_GET_CONTACT },
        { .kind = IM_EV_IS_SELF, .contact = contact },
        { .kind = IM_EV_SIGNIN_NAME, .contact = contact },
        { .kind = IM_EV_GET, .window = window, .property = IM_PROPERTY_HWND },
        { .kind = IM_EV_GET, .window = window, .property = IM_PROPERTY_IS_CLOSED },
        { .kind = IM_EV_PUT, .window = window, .property = IM_PROPERTY_LEFT, .value = -7 },
        { .kind = IM_EV_SHOW, .window = window },
        { .kind = IM_EV_CONTACTS, .window = window },
        { .kind = IM_EV_WINDOWS },
        { .kind = IM_EV_USER_ADD_CONTACT, .window = window, .name = TEXT('b') },
        { .kind = IM_EV_OPEN_DIALOG, .dialog = "options" },
        { .kind = IM_EV_CLOSE_DIALOGS },
        { .kind = IM_EV_SET_FOCUS, .allowed = true },
        { .kind = IM_EV_INSTANT_MESSAGE, .out_null = true, .argument = { .vt = VT_BSTR, .text = odd } },
        { .kind = IM_EV_INSTANT_MESSAGE,
          .argument = { .vt = VT_DISPATCH, .object = OBJECT_CONTACT, .contact = contact } },
        { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN } },
        { .kind = IM_EV_USER_CLOSE, .window = window },
        { .kind = IM_EV_CLOSE, .window = window },
        { .kind = IM_EV_RELEASE, .window = window },
        { .kind = IM_EV_CONTACT_RELEASE, .contact = contact },
        { .kind = IM_EV_EVENTS },
        { .kind = IM_EV_SERVICE_SIGN_IN, .service = IM_SERVICE_SECONDARY },
        { .kind = IM_EV_SERVICE_SIGN_OUT, .service = IM_SERVICE_SECONDARY },
        { .kind = IM_EV_GO_OFFLINE },
        { .kind = IM_EV_GO_ONLINE },
        { .kind = IM_EV_SIGN_OUT },
    };
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        ck_assert_msg(perform(events[i]) == OBS_DONE, "%s: %s", im_event_method(events[i].kind), obs.reason);
    struct session *closed = session;
    session = NULL;
    ck_assert_msg(adapter->close(closed, reason), "%s", reason);
}

START_TEST(everything_is_said_over_pipes)
{
    const struct adapter_options options = { .step_ms = 10000 };
    ck_assert_msg(open_desk("", &options) == ADAPTER_OK, "%s", reason);
    walk_through();
}
END_TEST

/* Starts the service as a server; the first line of its stderr says where it listens. */
static char *serve(const char *option, const char *value)
{
    int ends_of[2];
    char line[256] = "";
    ck_assert_int_eq(pipe(ends_of), 0);
    const char *program = script();
    server = fork();
    if (server == 0) {
        dup2(ends_of[1], STDERR_FILENO);
        execl("/usr/bin/python3", "python3", program, option, value, (char *)NULL);
        _exit(127);
    }
    close(ends_of[1]);
    ck_assert_int_gt(read(ends_of[0], line, sizeof line - 1), 0);
    close(ends_of[0]);
    char *where = strstr(line, "listening on ");
    ck_assert_msg(where != NULL, "%s", line);
    where += strlen("listening on ");
    where[strcspn(where, "\n")] = '\0';
    return arena_strdup(arena, where);
}

static void open_socket(const char *scheme, const char *where)
{
    const struct adapter_options options = { .step_ms = 10000 };
    const char *rest = NULL;
    adapter = registry_find(arena_printf(arena, "%s:%s", scheme, where), &rest);
    ck_assert_msg(adapter->open(rest, &options, &session, reason) == ADAPTER_OK, "%s", reason);
}

START_TEST(everything_is_said_over_a_unix_socket)
{
    char folder[] = "/tmp/imconform-unix-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *where = serve("--unix", arena_printf(arena, "%s/socket", folder));
    open_socket("unix", where);
    walk_through();
    open_socket("unix", where); /* a connection after the other */
    kill(server, SIGKILL);
    ck_assert_int_eq(message(), OBS_CRASH);
    ck_assert_msg(strstr(obs.reason, "closing the connection") || strstr(obs.reason, "closed"), "%s", obs.reason);
    unlink(where);
    rmdir(folder);
}
END_TEST

START_TEST(everything_is_said_over_tcp)
{
    char *where = serve("--tcp", "0");
    open_socket("tcp", where);
    walk_through();
    open_socket("tcp", arena_printf(arena, "localhost%s", strrchr(where, ':')));
    ck_assert_int_eq(message(), OBS_DONE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("manners");
    TCase *tests = tcase_create("manners");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, bad_manners_are_taken_for_what_they_are, 0, sizeof manners / sizeof *manners);
    tcase_add_loop_test(tests, a_bad_start_is_no_session, 0, sizeof starts / sizeof *starts);
    tcase_add_loop_test(tests, a_bad_end_is_reported, 0, sizeof ends / sizeof *ends);
    tcase_add_test(tests, an_extra_reply_is_found);
    tcase_add_test(tests, noise_before_the_first_request_is_found);
    tcase_add_test(tests, stderr_goes_to_its_file);
    tcase_add_test(tests, everything_is_said_over_pipes);
    tcase_add_test(tests, everything_is_said_over_a_unix_socket);
    tcase_add_test(tests, everything_is_said_over_tcp);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
