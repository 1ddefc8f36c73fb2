/*
 * Tests of what stands around the adapters: the registry, command lines, and locators that lead nowhere.  Knows the
 * adapter interface; starts nothing that speaks the protocol.
 */
#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapter.h"
#include "base.h"
#include "command_line.h"

static struct arena *arena;
static void setup(void) { arena = arena_new(); }
static void teardown(void) { arena_free(arena); }

/* --- the registry --- */

START_TEST(each_adapter_is_complete_and_found)
{
    size_t count = 0;
    for (; registry[count]; count++) {
        const struct adapter *adapter = registry[count];
        const char *rest = NULL, *locator = arena_printf(arena, "%s:some:thing", adapter->scheme);
        ck_assert(adapter->open && adapter->identity && adapter->reset && adapter->perform && adapter->close);
        ck_assert_ptr_eq(registry_find(locator, &rest), adapter);
        ck_assert_str_eq(rest, "some:thing");
        ck_assert_int_eq(strncmp(adapter->usage, adapter->scheme, strlen(adapter->scheme)), 0);
    }
    ck_assert_uint_ge(count, 4);
}
END_TEST

START_TEST(what_is_no_locator_is_not_found)
{
    const char *rest = NULL;
    ck_assert_ptr_null(registry_find("", &rest));
    ck_assert_ptr_null(registry_find("service", &rest));
    ck_assert_ptr_null(registry_find("services:x", &rest));
    ck_assert_ptr_null(registry_find("SERVICE:x", &rest));
    ck_assert_ptr_null(registry_find(":x", &rest));
    ck_assert_ptr_null(registry_find("desk.so", &rest));
}
END_TEST

/* --- command lines --- */

static const struct {
    const char *line;
    const char *words; /* joined by | ; NULL: refused */
} lines[] = {
    { "a", "a" },
    { "  a\tb \n c  ", "a|b|c" },
    { "'a b' \"c d\"", "a b|c d" },
    { "a'b c'd\"e f\"g", "ab cde fg" },
    { "'' \"\"", "|" },
    { "a\\ b c\\\\d \\'", "a b|c\\d|'" },
    { "'a\\b' \"a\\b\" \"a\\\"b\" \"a\\\\b\"", "a\\b|a\\b|a\"b|a\\b" },
    { "'\"' \"'\"", "\"|'" },
    { "$HOME ~ * ; | > `x`", "$HOME|~|*|;|||>|`x`" },
    { "", NULL },
    { " \t ", NULL },
    { "a 'b", NULL },
    { "a \"b", NULL },
    { "a \"b\\\"", NULL },
    { "a\\", NULL },
};

START_TEST(a_command_line_is_split)
{
    const char *problem = NULL;
    char *joined = arena_strdup(arena, "");
    char **words = command_line_split(arena, lines[_i].line, &problem);
    if (!lines[_i].words) {
        ck_assert_ptr_null(words);
        ck_assert_ptr_nonnull(problem);
        return;
    }
    ck_assert_ptr_nonnull(words);
    for (size_t i = 0; words[i]; i++) joined = arena_printf(arena, "%s%s%s", joined, i ? "|" : "", words[i]);
    ck_assert_str_eq(joined, lines[_i].words);
}
END_TEST

START_TEST(the_binary_is_what_runs)
{
    char folder[] = "/tmp/imconform-path-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *script = arena_printf(arena, "%s/desk.py", folder), *program = arena_printf(arena, "%s/desk", folder);
    close(open(script, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    close(open(program, O_CREAT | O_WRONLY | O_CLOEXEC, 0755));
    const char *path = arena_strdup(arena, getenv("PATH"));
    setenv("PATH", arena_printf(arena, "/nowhere:%s", folder), 1);
    char *by_python[] = { "python3.11", "-u", script, "--x", NULL },
         *by_env[] = { "env", "A=1.0", "python3", script, NULL };
    char *by_name[] = { "desk", script, NULL }, *by_path[] = { program, NULL }, *absent[] = { "absent", NULL };
    char *with_path[] = { "/absent/desk", NULL };
    ck_assert_str_eq(command_line_binary(arena, by_python), script);
    ck_assert_str_eq(command_line_binary(arena, by_env), script);
    ck_assert_str_eq(command_line_binary(arena, by_name), program);
    ck_assert_str_eq(command_line_binary(arena, by_path), program);
    ck_assert_ptr_null(command_line_binary(arena, absent));
    ck_assert_ptr_null(command_line_binary(arena, with_path));
    setenv("PATH", path, 1);
    unlink(script);
    unlink(program);
    rmdir(folder);
}
END_TEST

/* --- what cannot be reached --- */

static const struct {
    const char *locator, *reason;
} unreached[] = {
    { "service:", "there is no command" },
    { "service:'x", "nothing to close it" },
    { "service:/absent/program x", "/absent/program: the command cannot be started: No such file or directory" },
    { "service:/", "/: the command cannot be started: Permission denied" },
    { "service:true", "initialize: the IUT ended by exit status 0 before it answered" },
    { "service:sh -c 'exit 3'", "initialize: the IUT ended by exit status 3" },
    { "service:sh -c 'kill -9 $$'", "initialize: the IUT ended by signal 9 (Killed)" },
    { "unix:/absent/socket", "unix:/absent/socket: no connection: No such file or directory" },
    { "unix:", "the path has 0 bytes; expected 1 to 107" },
    { "unix:/12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567",
      "the path has 108 bytes" },
    { "tcp:", "expected HOST:PORT" },
    { "tcp:localhost", "expected HOST:PORT" },
    { "tcp:localhost:", "expected HOST:PORT" },
    { "tcp::99", "expected HOST:PORT" },
    { "tcp:localhost:0", "a port from 1 to 65535" },
    { "tcp:localhost:65536", "a port from 1 to 65535" },
    { "tcp:localhost:9x", "a port from 1 to 65535" },
    { "tcp:localhost:-1", "a port from 1 to 65535" },
    { "tcp:::1:99", "an IPv6 address in brackets" },
    { "tcp:[]:99", "expected HOST:PORT" },
    { "tcp:[::1:99", "expected HOST:PORT" },
    { "tcp:192.0.2.1:99", "the host is not this machine; expected a loopback address" },
    { "tcp:[2001:db8::1]:99", "the host is not this machine" },
    { "tcp:[::ffff:192.0.2.1]:99", "the host is not this machine" },
    { "tcp:127.0.0.1:1", "no connection: Connection refused" },
    { "tcp:127.255.255.254:1", "no connection" },
};

START_TEST(what_cannot_be_reached_says_why)
{
    const struct adapter_options options = { .step_ms = 2000 };
    const char *rest = NULL;
    char reason[LIMIT_REASON] = "";
    const struct adapter *adapter = registry_find(unreached[_i].locator, &rest);
    struct session *session = NULL;
    ck_assert_ptr_nonnull(adapter);
    ck_assert_int_eq(adapter->open(rest, &options, &session, reason), ADAPTER_FAILED);
    ck_assert_ptr_null(session);
    ck_assert_msg(strstr(reason, unreached[_i].reason), "\"%s\" has no \"%s\"", reason, unreached[_i].reason);
}
END_TEST

START_TEST(what_does_not_speak_broke)
{
    const struct adapter_options options = { .step_ms = 100, .start_ms = 100 },
                                 unwritable = { .step_ms = 100, .stderr_path = "/absent/x" };
    const char *rest = NULL;
    char reason[LIMIT_REASON] = "";
    struct session *session = NULL;
    const struct adapter *adapter = registry_find("service:cat", &rest);
    ck_assert_int_eq(adapter->open(rest, &options, &session, reason), ADAPTER_BROKE);
    ck_assert_ptr_nonnull(strstr(reason, "initialize: method: found \"initialize\""));
    ck_assert_int_eq(adapter->open("sleep 60", &options, &session, reason), ADAPTER_BROKE);
    ck_assert_str_eq(reason, "initialize: no reply within 100 ms");
    ck_assert_int_eq(adapter->open("cat", &unwritable, &session, reason), ADAPTER_FAILED);
    ck_assert_ptr_nonnull(strstr(reason, "/absent/x: the file for stderr cannot be written"));
    ck_assert_ptr_null(session);
    ck_assert(adapter->close(NULL, reason));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("adapters");
    TCase *tests = tcase_create("adapters");
    tcase_set_timeout(tests, 30);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, each_adapter_is_complete_and_found);
    tcase_add_test(tests, what_is_no_locator_is_not_found);
    tcase_add_loop_test(tests, a_command_line_is_split, 0, sizeof lines / sizeof *lines);
    tcase_add_test(tests, the_binary_is_what_runs);
    tcase_add_loop_test(tests, what_cannot_be_reached_says_why, 0, sizeof unreached / sizeof *unreached);
    tcase_add_test(tests, what_does_not_speak_broke);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
