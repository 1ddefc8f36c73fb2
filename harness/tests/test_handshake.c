/*
 * Tests of what the session says and hears before the first event: initialize and reset.  Knows the JSON of both;
 * nothing of descriptors or processes.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rpc_handshake.h"
#include "wire_codec.h"
#include "wire_text.h"

#define TEXT(...)                                                                        \
    {                                                                                    \
        (const uint16_t[]){ __VA_ARGS__ }, sizeof((const uint16_t[]){ __VA_ARGS__ }) / 2 \
    }

static struct arena *arena;
static void setup(void) { arena = arena_new(); }
static void teardown(void) { arena_free(arena); }

/* JSON as the wire gives it to the codec. */
static json_t *parsed(const char *text)
{
    size_t size = strlen(text);
    json_error_t error;
    char *translated = wire_text_received(text, size, &size);
    json_t *value = json_loadb(translated ? translated : text, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    ck_assert_msg(value != NULL, "%s: %s", text, error.text);
    free(translated);
    return value;
}

/* --- initialize --- */

#define WHO "\"protocol\":1,\"implementation\":{\"name\":\"x\",\"version\":\"2\"}"

START_TEST(the_harness_says_who_it_is)
{
    json_t *params = handshake_params(NULL);
    ck_assert_str_eq(json_string_value(json_object_get(params, "profile")), "windows-messenger");
    ck_assert_int_eq(json_integer_value(json_object_get(params, "protocol")), 1);
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(params, "harness"), "name")), "imconform");
    ck_assert(json_is_string(json_object_get(json_object_get(params, "harness"), "version")));
    ck_assert_uint_eq(json_object_size(params), 3);
    json_decref(params);
    params = handshake_params("communicator-2007");
    ck_assert_str_eq(json_string_value(json_object_get(params, "profile")), "communicator-2007");
    json_decref(params);
}
END_TEST

START_TEST(the_implementation_says_what_it_can)
{
    char reason[LIMIT_REASON] = "";
    struct iut_identity who;
    struct shape shape = { "initialize", arena, reason };
    json_t *result = parsed("{" WHO ",\"capabilities\":[\"window.call\",\"window.selfDestruct\",\"events.take\"],"
                            "\"bindings\":[\"script\"],\"mood\":1}");
    ck_assert_msg(handshake_read(&shape, result, &who), "%s", reason);
    json_decref(result);
    ck_assert_str_eq(who.name, "x");
    ck_assert_str_eq(who.version, "2");
    ck_assert_ptr_null(who.platform);
    ck_assert_ptr_null(who.vendor);
    ck_assert_ptr_null(who.binary);
    ck_assert_uint_eq(who.capability_count, 3);
    ck_assert_str_eq(who.capabilities[1], "window.selfDestruct");
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        bool wanted = kind == IM_EV_SHOW || kind == IM_EV_CLOSE || kind == IM_EV_EVENTS || kind == IM_EV_RELEASE ||
                      kind == IM_EV_INSTANT_MESSAGE;
        ck_assert_int_eq(who.capable[kind], wanted);
    }
    ck_assert(who.bindings[IM_BINDING_NONE] && who.bindings[IM_BINDING_SCRIPT]);
    ck_assert(!who.bindings[IM_BINDING_VTABLE] && !who.bindings[IM_BINDING_DISPATCH]);
}
END_TEST

START_TEST(a_bad_identity_is_refused)
{
    static const struct {
        const char *result, *reason;
    } bad[] = {
        { "[]", "initialize: result: found [] (an array); expected an object" },
        { "{}", "initialize: result.protocol: found nothing; expected 1" },
        { "{\"protocol\":2}", "initialize: result.protocol: found 2" },
        { "{\"protocol\":1}", "initialize: result.implementation: found nothing; expected an object" },
        { "{\"protocol\":1,\"implementation\":{\"version\":\"1\"}}", "result.implementation.name: found nothing" },
        { "{\"protocol\":1,\"implementation\":{\"name\":\"n\"}}", "result.implementation.version: found nothing" },
        { "{\"protocol\":1,\"implementation\":{\"name\":\"n\",\"version\":1}}", "implementation.version: found 1" },
        { "{\"protocol\":1,\"implementation\":{\"name\":\"n\",\"version\":\"1\",\"vendor\":null}}",
          "vendor: found null" },
        { "{" WHO "}", "result.capabilities: found nothing; expected an array" },
        { "{" WHO ",\"capabilities\":[1]}", "result.capabilities[0]: found 1" },
        { "{" WHO ",\"capabilities\":[]}", "result.bindings: found nothing" },
        { "{" WHO ",\"capabilities\":[],\"bindings\":[\"telepathy\"]}", "result.bindings[0]: found \"telepathy\"" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char reason[LIMIT_REASON] = "";
        struct iut_identity who;
        struct shape shape = { "initialize", arena, reason };
        json_t *result = parsed(bad[i].result);
        ck_assert(!handshake_read(&shape, result, &who));
        ck_assert_msg(strstr(reason, bad[i].reason), "\"%s\" has no \"%s\"", reason, bad[i].reason);
        json_decref(result);
    }
}
END_TEST

/* --- reset --- */

START_TEST(people_go_out_and_come_back)
{
    const struct person contacts[] = { { TEXT('a'), false }, { TEXT('s', 0xD800), true } };
    struct people wanted = { TEXT('m', 'e'), contacts, 2 }, answered;
    json_t *params = codec_people_params(&wanted),
           *expected = parsed("{\"localUser\":\"me\",\"contacts\":[{\"signinName\":\"a\",\"service\":\"primary\"},"
                              "{\"signinName\":\"s\\ud800\",\"service\":\"secondary\"}]}");
    ck_assert(json_equal(params, expected));
    char reason[LIMIT_REASON];
    struct shape shape = { "reset", arena, reason };
    ck_assert(codec_people(&shape, params, &wanted, &answered));
    ck_assert_uint_eq(answered.count, 2);
    ck_assert_str_eq(utf8_shown(arena, answered.contacts[1].name.units, answered.contacts[1].name.length), "s\\uD800");
    ck_assert(answered.contacts[1].secondary && !answered.contacts[0].secondary);
    json_decref(params);
    json_decref(expected);

    params = parsed("{\"localUser\":\"own\"}");
    ck_assert(codec_people(&shape, params, &wanted, &answered));
    ck_assert_uint_eq(answered.me.length, 3);
    ck_assert_ptr_eq(answered.contacts, contacts);
    json_decref(params);
}
END_TEST

START_TEST(bad_people_are_refused)
{
    static const struct {
        const char *result, *reason;
    } bad[] = {
        { "7", "reset: result: found 7" },
        { "{\"localUser\":7}", "reset: result.localUser: found 7" },
        { "{\"contacts\":{}}", "reset: result.contacts: found {}" },
        { "{\"contacts\":[\"a\"]}", "reset: result.contacts[0]: found \"a\"" },
        { "{\"contacts\":[{\"service\":\"primary\"}]}", "reset: result.contacts[0].signinName: found nothing" },
        { "{\"contacts\":[{\"signinName\":\"a\"}]}",
          "reset: result.contacts[0].service: found nothing; expected \"primary\" or \"secondary\"" },
        { "{\"contacts\":[{\"signinName\":\"a\",\"service\":\"third\"}]}", "found \"third\"" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char reason[LIMIT_REASON] = "";
        struct people wanted = { TEXT('m', 'e'), NULL, 0 }, answered;
        struct shape shape = { "reset", arena, reason };
        json_t *result = parsed(bad[i].result);
        ck_assert(!codec_people(&shape, result, &wanted, &answered));
        ck_assert_msg(strstr(reason, bad[i].reason), "\"%s\" has no \"%s\"", reason, bad[i].reason);
        json_decref(result);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("handshake");
    TCase *tests = tcase_create("handshake");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, the_harness_says_who_it_is);
    tcase_add_test(tests, the_implementation_says_what_it_can);
    tcase_add_test(tests, a_bad_identity_is_refused);
    tcase_add_test(tests, people_go_out_and_come_back);
    tcase_add_test(tests, bad_people_are_refused);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
