/*
 * Tests of sessions over the wire protocol with a scripted peer (fixtures/peer.py): handshake, reset and restart, use
 * from forked children, all the ways to end.  Knows the adapter interface; nothing of judging.
 */
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "adapter.h"
#include "base.h"

static struct arena *arena;
static const struct adapter *service;
static struct session *session;
static struct observation obs;
static char reason[LIMIT_REASON];
static const struct people nobody, *answered;

static void setup(void) { arena = arena_new(); }
static void teardown(void)
{
    observation_clear(&obs);
    if (session) service->close(session, reason);
    session = NULL;
    arena_free(arena);
}

static enum adapter_result open_peer(const char *way, unsigned step_ms)
{
    const struct adapter_options options = { .step_ms = step_ms };
    const char *rest = NULL, *source = getenv("IMC_SRC");
    const char *locator = arena_printf(arena, "service:/usr/bin/python3 '%s/harness/tests/fixtures/peer.py' %s",
                                       source ? source : ".", way);
    service = registry_find(locator, &rest);
    return service->open(rest, &options, &session, reason);
}

static void must_open(const char *way)
{
    ck_assert_msg(open_peer(way, 5000) == ADAPTER_OK, "%s", reason);
    ck_assert_msg(service->reset(session, &nobody, &answered, reason) == ADAPTER_OK, "%s", reason);
}

static enum obs_status perform(enum im_event_kind kind)
{
    observation_clear(&obs);
    service->perform(session, &(struct event){ .kind = kind, .window = "w1" }, &obs);
    return obs.status;
}

/* The process number of the peer that answers. */
static int peer_pid(void)
{
    ck_assert_msg(perform(IM_EV_EVENTS) == OBS_DONE, "%s", obs.reason);
    return obs.events[0].status;
}

static bool closes(void)
{
    struct session *closed = session;
    session = NULL;
    return service->close(closed, reason);
}

static void assert_reason(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part), "\"%s\" has no \"%s\"", text, part);
}

/* A process that is gone, or only waits to be noticed. */
static bool is_gone(int pid)
{
    for (int i = 0; i < 200; i++) {
        char state[64] = "";
        FILE *file = fopen(arena_printf(arena, "/proc/%d/stat", pid), "r");
        if (!file) return true;
        bool zombie = fgets(state, sizeof state, file) && strstr(state, ") Z");
        fclose(file);
        if (zombie) return true;
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    return false;
}

/* --- the good way --- */

START_TEST(a_session_goes_from_open_to_close)
{
    must_open("");
    const struct iut_identity *who = service->identity(session);
    ck_assert(!service->in_process);
    ck_assert_str_eq(who->name, "peer");
    assert_reason(who->binary, "peer.py");
    ck_assert(who->capable[IM_EV_SIGN_IN] && !who->capable[IM_EV_SIGN_OUT]);
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_DONE);
    ck_assert_int_eq(obs.out, IM_OUT_NULL);
    int pid = peer_pid();
    ck_assert_int_eq(service->reset(session, &nobody, &answered, reason), ADAPTER_OK);
    ck_assert_int_eq(peer_pid(), pid);
    ck_assert_msg(closes(), "%s", reason);
    ck_assert(is_gone(pid));
    ck_assert_int_eq(waitpid(-1, NULL, 0), -1); /* nothing is left behind */
    ck_assert_int_eq(errno, ECHILD);
}
END_TEST

START_TEST(two_sessions_do_not_hold_each_other)
{
    must_open("");
    struct session *first = session;
    must_open("");
    struct session *second = session;
    session = first;
    ck_assert_msg(closes(), "%s", reason); /* its stdin closes although the second was started later */
    session = second;
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_DONE);
    ck_assert_msg(closes(), "%s", reason);
}
END_TEST

/* --- reset --- */

START_TEST(what_cannot_reset_is_started_again)
{
    must_open("no-reset");
    int pid = peer_pid();
    ck_assert_int_eq(service->reset(session, &nobody, &answered, reason), ADAPTER_OK);
    ck_assert_int_eq(peer_pid(), pid);
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_DONE);
    ck_assert_msg(service->reset(session, &nobody, &answered, reason) == ADAPTER_OK, "%s", reason);
    ck_assert_int_ne(peer_pid(), pid);
    ck_assert(is_gone(pid));
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_DONE);
    ck_assert_msg(closes(), "%s", reason);
}
END_TEST

START_TEST(what_never_resets_is_fresh_when_started)
{
    const uint16_t me[] = { 'm' };
    const struct people wanted = { { me, 1 }, NULL, 0 };
    must_open("never-reset");
    int pid = peer_pid(); /* an event, so not fresh any more */
    ck_assert_int_eq(service->reset(session, &wanted, &answered, reason), ADAPTER_OK);
    ck_assert_uint_eq(answered->me.length, 1);
    ck_assert_int_ne(peer_pid(), pid);
    ck_assert_msg(closes(), "%s", reason);
}
END_TEST

START_TEST(a_bad_reset_broke)
{
    ck_assert_int_eq(open_peer("bad-reset", 5000), ADAPTER_OK);
    ck_assert_int_eq(service->reset(session, &nobody, &answered, reason), ADAPTER_BROKE);
    assert_reason(reason, "reset: result.contacts: found \"all\"");
    ck_assert_int_eq(service->reset(session, &nobody, &answered, reason), ADAPTER_BROKE);
    assert_reason(reason, "session with the IUT is over");
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_CRASH);
}
END_TEST

/* --- errors --- */

START_TEST(errors_mean_what_their_method_allows)
{
    must_open("refuse");
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_CANNOT);
    assert_reason(obs.reason, "client.signIn: the IUT cannot do this (-32001): no");
    ck_assert_int_eq(perform(IM_EV_CONTACTS), OBS_NO_METHOD);
    assert_reason(obs.reason, "window.contacts: the IUT has no such method (-32601): no");
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_DONE); /* it goes on */
    ck_assert(closes());
    must_open("cannot-call");
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_VIOLATION);
    assert_reason(obs.reason, "found error -32001; expected a result");
    closes();
    must_open("no-call");
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_VIOLATION);
    assert_reason(obs.reason, "found error -32601; expected a result, since every IUT has it");
}
END_TEST

START_TEST(a_late_word_is_found_at_the_next_request)
{
    must_open("chatter");
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_DONE);
    nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_VIOLATION);
    assert_reason(obs.reason, "client.signIn: found bytes that nobody asked for: {\"hello\": \"there\"}");
    ck_assert(closes()); /* it is ended by force, and that was told before */
}
END_TEST

/* --- the end --- */

START_TEST(who_closes_stdout_without_ending_is_gone)
{
    must_open("close");
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_CRASH);
    assert_reason(obs.reason, "the connection was closed before a reply");
}
END_TEST

START_TEST(a_dead_command_is_seen_behind_its_helpers)
{
    char path[] = "/tmp/imconform-helper-XXXXXX";
    close(mkstemp(path));
    ck_assert_int_eq(open_peer(arena_printf(arena, "helper %s", path), 400), ADAPTER_OK);
    ck_assert_int_eq(perform(IM_EV_INSTANT_MESSAGE), OBS_CRASH); /* the helper keeps stdout open */
    assert_reason(obs.reason, "ended by exit status 5");
    int helper = (int)strtol(read_file(arena, path, 100, NULL), NULL, 10);
    ck_assert_int_gt(helper, 0);
    closes();
    ck_assert_msg(is_gone(helper), "a helper outlived its group");
    unlink(path);
}
END_TEST

START_TEST(words_after_shutdown_are_reported)
{
    must_open("last-word");
    ck_assert(!closes());
    assert_reason(reason, "bye");
}
END_TEST

START_TEST(who_lingers_is_ended)
{
    ck_assert_int_eq(open_peer("linger", 300), ADAPTER_OK);
    int pid = peer_pid();
    ck_assert(!closes());
    assert_reason(reason, "closed the connection and is still there 300 ms later");
    ck_assert(is_gone(pid));
}
END_TEST

/* --- forked children --- */

/* Runs `part` in a child as the runner does with a case. */
static void in_child(void (*part)(void))
{
    pid_t child = fork();
    int status = 0;
    if (child == 0) {
        part();
        _exit(obs.status == OBS_DONE ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
}

static void play_case(void)
{
    if (service->reset(session, &nobody, &answered, reason) != ADAPTER_OK) _exit(2);
    if (perform(IM_EV_INSTANT_MESSAGE) != OBS_DONE) _exit(3);
    perform(IM_EV_EVENTS);
}

START_TEST(children_share_the_session)
{
    must_open("");
    int pid = peer_pid();
    for (int i = 0; i < 3; i++) in_child(play_case);
    ck_assert_int_eq(peer_pid(), pid);
    ck_assert_msg(closes(), "%s", reason);
}
END_TEST

START_TEST(a_child_may_start_it_again)
{
    must_open("no-reset");
    int pid = peer_pid();
    in_child(play_case);                                 /* fresh but for events.take: no restart is asked for */
    in_child(play_case);                                 /* -32001, so it starts one of its own */
    in_child(play_case);                                 /* that one ended with the child before */
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_CRASH); /* before a reset there is nothing here */
    ck_assert_int_eq(service->reset(session, &nobody, &answered, reason), ADAPTER_OK);
    ck_assert_int_ne(peer_pid(), pid);
    ck_assert(is_gone(pid));
    ck_assert_msg(closes(), "%s", reason);
}
END_TEST

static void end_it(void)
{
    perform(IM_EV_EVENTS);
    kill(obs.events[0].status, SIGTERM);
    bool crashed = perform(IM_EV_SIGN_IN) == OBS_CRASH && strstr(obs.reason, "signal 15 (Terminated)");
    _exit(crashed ? 0 : 1);
}

START_TEST(a_child_learns_how_it_ended)
{
    must_open("");
    in_child(end_it);
    ck_assert_int_eq(perform(IM_EV_SIGN_IN), OBS_CRASH); /* the parent knows, too */
    ck_assert(closes());
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service");
    TCase *tests = tcase_create("service");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_session_goes_from_open_to_close);
    tcase_add_test(tests, two_sessions_do_not_hold_each_other);
    tcase_add_test(tests, what_cannot_reset_is_started_again);
    tcase_add_test(tests, what_never_resets_is_fresh_when_started);
    tcase_add_test(tests, a_bad_reset_broke);
    tcase_add_test(tests, errors_mean_what_their_method_allows);
    tcase_add_test(tests, a_late_word_is_found_at_the_next_request);
    tcase_add_test(tests, who_closes_stdout_without_ending_is_gone);
    tcase_add_test(tests, a_dead_command_is_seen_behind_its_helpers);
    tcase_add_test(tests, words_after_shutdown_are_reported);
    tcase_add_test(tests, who_lingers_is_ended);
    tcase_add_test(tests, children_share_the_session);
    tcase_add_test(tests, a_child_may_start_it_again);
    tcase_add_test(tests, a_child_learns_how_it_ended);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
