/*
 * Tests of the codec: the params of every event as protocol.md writes them, and what each result is taken for.
 * Knows the JSON of every method; nothing of descriptors.
 */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* --- params --- */

static const struct variant string = { .vt = VT_BSTR, .text = TEXT('a', '@', 'b') };
static const struct variant by_variant = { .vt = VT_BYREF | VT_VARIANT, .inner = &string };

static const struct {
    struct event event;
    const char *params;
} requests[] = {
    { { .kind = IM_EV_SIGN_IN }, "{}" },
    { { .kind = IM_EV_SIGN_OUT }, "{}" },
    { { .kind = IM_EV_GO_OFFLINE }, "{}" },
    { { .kind = IM_EV_GO_ONLINE }, "{}" },
    { { .kind = IM_EV_SERVICE_SIGN_IN, .service = IM_SERVICE_SECONDARY }, "{\"service\":\"secondary\"}" },
    { { .kind = IM_EV_SERVICE_SIGN_OUT, .service = IM_SERVICE_PRIMARY }, "{\"service\":\"primary\"}" },
    { { .kind = IM_EV_RELEASE, .window = "w1" }, "{\"window\":\"w1\"}" },
    { { .kind = IM_EV_MY_SIGNIN_NAME }, "{}" },
    { { .kind = IM_EV_GET_CONTACT, .name = TEXT('a') }, "{\"signinName\":\"a\"}" },
    { { .kind = IM_EV_GET_CONTACT, .service = IM_SERVICE_SECONDARY },
      "{\"signinName\":null,\"service\":\"secondary\"}" },
    { { .kind = IM_EV_GET_CONTACT, .name = TEXT('a', 0, 0xD800) }, "{\"signinName\":\"a\\u0000\\ud800\"}" },
    { { .kind = IM_EV_IS_SELF, .contact = "c1" }, "{\"contact\":\"c1\"}" },
    { { .kind = IM_EV_SIGNIN_NAME, .contact = "c1" }, "{\"contact\":\"c1\"}" },
    { { .kind = IM_EV_CONTACT_RELEASE, .contact = "c1" }, "{\"contact\":\"c1\"}" },
    { { .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_HWND },
      "{\"window\":\"w1\",\"property\":\"HWND\"}" },
    { { .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_IS_CLOSED },
      "{\"window\":\"w1\",\"property\":\"IsClosed\"}" },
    { { .kind = IM_EV_GET, .window = "w1", .property = IM_PROPERTY_HEIGHT },
      "{\"window\":\"w1\",\"property\":\"Height\"}" },
    { { .kind = IM_EV_PUT, .window = "w1", .property = IM_PROPERTY_LEFT, .value = -7 },
      "{\"window\":\"w1\",\"property\":\"Left\",\"value\":-7}" },
    { { .kind = IM_EV_SHOW, .window = "w1" }, "{\"window\":\"w1\",\"method\":\"Show\"}" },
    { { .kind = IM_EV_CLOSE, .window = "w1" }, "{\"window\":\"w1\",\"method\":\"Close\"}" },
    { { .kind = IM_EV_CONTACTS, .window = "w1" }, "{\"window\":\"w1\"}" },
    { { .kind = IM_EV_USER_CLOSE, .window = "w1" }, "{\"window\":\"w1\"}" },
    { { .kind = IM_EV_USER_ADD_CONTACT, .window = "w1", .name = TEXT('b') },
      "{\"window\":\"w1\",\"signinName\":\"b\"}" },
    { { .kind = IM_EV_OPEN_DIALOG, .dialog = "options" }, "{\"dialog\":\"options\"}" },
    { { .kind = IM_EV_CLOSE_DIALOGS }, "{}" },
    { { .kind = IM_EV_SET_FOCUS, .allowed = false }, "{\"allowed\":false}" },
    { { .kind = IM_EV_WINDOWS }, "{}" },
    { { .kind = IM_EV_EVENTS }, "{}" },
    { { .kind = IM_EV_CHECK, .law = IM_LAW_IDENTITY }, "{\"object\":\"messenger\",\"law\":\"identity\"}" },
    { { .kind = IM_EV_CHECK, .window = "w1", .law = IM_LAW_OUT_POINTERS },
      "{\"object\":\"w1\",\"law\":\"outPointers\"}" },
    { { .kind = IM_EV_CHECK, .contact = "c1", .law = IM_LAW_REFERENCES },
      "{\"object\":\"c1\",\"law\":\"references\"}" },
    { { .kind = IM_EV_INVOKE, .call = IM_INVOKE_TOO_MANY }, "{\"call\":\"tooMany\"}" },
    { { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_EMPTY }, .out_null = true, .binding = IM_BINDING_VTABLE },
      "{\"vContact\":{\"vt\":\"VT_EMPTY\"},\"ppMWindow\":\"null\",\"binding\":\"vtable\"}" },
    { { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_NULL }, .binding = IM_BINDING_SCRIPT },
      "{\"vContact\":{\"vt\":\"VT_NULL\"},\"ppMWindow\":\"valid\",\"binding\":\"script\"}" },
    { { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_NULL }, .binding = IM_BINDING_DISPATCH },
      "{\"vContact\":{\"vt\":\"VT_NULL\"},\"ppMWindow\":\"valid\",\"binding\":\"dispatch\"}" },
};

START_TEST(an_event_has_its_params)
{
    json_t *expected = parsed(requests[_i].params), *params = codec_params(&requests[_i].event);
    char *shown = json_dumps(params, JSON_COMPACT);
    ck_assert_msg(json_equal(params, expected), "%s: %s", im_event_method(requests[_i].event.kind), shown);
    free(shown);
    json_decref(params);
    json_decref(expected);
}
END_TEST

static const struct {
    struct variant variant;
    const char *json;
} variants[] = {
    { { .vt = VT_BSTR, .text = TEXT('a', '@', 0xE4) }, "{\"vt\":\"VT_BSTR\",\"value\":\"a@\\u00e4\"}" },
    { { .vt = VT_BSTR }, "{\"vt\":\"VT_BSTR\",\"value\":null}" },
    { { .vt = VT_BSTR, .text = { (const uint16_t[]){ 0 }, 0 } }, "{\"vt\":\"VT_BSTR\",\"value\":\"\"}" },
    { { .vt = VT_BSTR, .text = TEXT('a', 0xD800, 0) }, "{\"vt\":\"VT_BSTR\",\"utf16\":[97,55296,0]}" },
    { { .vt = VT_BSTR, .text = TEXT(0xD83D, 0xDE00) }, "{\"vt\":\"VT_BSTR\",\"value\":\"\\ud83d\\ude00\"}" },
    { { .vt = VT_BSTR, .text = TEXT(0xDBF6, 0xDC00) }, "{\"vt\":\"VT_BSTR\",\"value\":\"\\udbf6\\udc00\"}" },
    { { .vt = VT_DISPATCH, .object = OBJECT_CONTACT, .contact = "c1" }, "{\"vt\":\"VT_DISPATCH\",\"contact\":\"c1\"}" },
    { { .vt = VT_DISPATCH }, "{\"vt\":\"VT_DISPATCH\",\"value\":null}" },
    { { .vt = VT_DISPATCH, .object = OBJECT_FOREIGN }, "{\"vt\":\"VT_DISPATCH\",\"object\":\"foreign\"}" },
    { { .vt = VT_EMPTY }, "{\"vt\":\"VT_EMPTY\"}" },
    { { .vt = VT_NULL }, "{\"vt\":\"VT_NULL\"}" },
    { { .vt = VT_ERROR, .value = -2147352572 }, "{\"vt\":\"VT_ERROR\",\"value\":-2147352572}" },
    { { .vt = VT_I4, .value = 7 }, "{\"vt\":\"VT_I4\",\"value\":7}" },
    { { .vt = VT_BOOL, .value = 1 }, "{\"vt\":\"VT_BOOL\",\"value\":true}" },
    { { .vt = VT_BOOL }, "{\"vt\":\"VT_BOOL\",\"value\":false}" },
    { { .vt = VT_BYREF | VT_BSTR, .text = TEXT('x') }, "{\"vt\":\"VT_BYREF|VT_BSTR\",\"value\":\"x\"}" },
    { { .vt = VT_BYREF | VT_VARIANT, .inner = &string },
      "{\"vt\":\"VT_BYREF|VT_VARIANT\",\"variant\":{\"vt\":\"VT_BSTR\",\"value\":\"a@b\"}}" },
    { { .vt = VT_BYREF | VT_VARIANT, .inner = &by_variant },
      "{\"vt\":\"VT_BYREF|VT_VARIANT\",\"variant\":{\"vt\":\"VT_BYREF|VT_VARIANT\",\"variant\":{\"vt\":\"VT_BSTR\","
      "\"value\":\"a@b\"}}}" },
    { { .vt = VT_BYREF | VT_DISPATCH, .object = OBJECT_CONTACT, .contact = "c1" },
      "{\"vt\":\"VT_BYREF|VT_DISPATCH\",\"contact\":\"c1\"}" },
};

START_TEST(a_variant_is_written_as_the_contract_shows)
{
    struct event event = { .kind = IM_EV_INSTANT_MESSAGE, .argument = variants[_i].variant };
    json_t *expected = json_pack("{s:o, s:s}", "vContact", parsed(variants[_i].json), "ppMWindow", "valid");
    json_t *params = codec_params(&event);
    char *shown = json_dumps(params, JSON_COMPACT);
    ck_assert_msg(json_equal(params, expected), "%s, not %s", shown, variants[_i].json);
    free(shown);
    json_decref(params);
    json_decref(expected);
}
END_TEST

/* --- results --- */

/* An observation as one line, to compare with. */
static const char *shown(const struct observation *obs)
{
    static const char *const outs[] = { "none", "window", "null", "untouched" };
    char *line = arena_strdup(arena, "");
    if (obs->has_hresult) line = arena_printf(arena, "%s %08" PRIx32, line, obs->hresult);
    if (obs->out) line = arena_printf(arena, "%s out=%s", line, outs[obs->out]);
    if (obs->token[0]) line = arena_printf(arena, "%s token=%s", line, obs->token);
    if (obs->has_refs) line = arena_printf(arena, "%s refs=%" PRIu32, line, obs->refs);
    if (obs->has_scode) line = arena_printf(arena, "%s scode=%08" PRIx32, line, obs->scode);
    if (obs->value_kind == VALUE_NUMBER) line = arena_printf(arena, "%s number=%" PRId64, line, obs->number);
    if (obs->value_kind == VALUE_BOOL) line = arena_printf(arena, "%s bool=%" PRId64, line, obs->number);
    if (obs->reason[0]) line = arena_printf(arena, "%s reason=%s", line, obs->reason);
    if (obs->value_kind == VALUE_TEXT)
        line = arena_printf(arena, "%s text=%s", line, utf8_shown(arena, obs->text.units, obs->text.length));
    for (size_t i = 0; i < obs->name_count; i++)
        line = arena_printf(arena, "%s name=%s", line, utf8_shown(arena, obs->names[i].units, obs->names[i].length));
    for (size_t i = 0; i < obs->window_count; i++)
        line = arena_printf(arena, "%s screen=%s/%zu", line, obs->windows[i].id, obs->windows[i].count);
    for (size_t i = 0; i < obs->event_count; i++) {
        const struct seen_event *event = &obs->events[i];
        line = arena_printf(arena, "%s event=%s,%s,%s,%d", line, event->name, event->window ? event->window : "-",
                            event->contact ? event->contact : "-", event->has_status ? event->status : -1);
    }
    return line[0] ? line + 1 : line;
}

static const struct {
    enum im_event_kind kind;
    const char *result;
    const char *shown; /* of the observation; NULL: a violation with: */
    const char *reason;
} results[] = {
    { IM_EV_SIGN_IN, "{}", "", NULL },
    { IM_EV_SIGN_IN, "{\"more\":[1]}", "", NULL },
    { IM_EV_SIGN_IN, "[]", NULL, "client.signIn: result: found [] (an array); expected an object" },
    { IM_EV_SIGN_IN, "null", NULL, "client.signIn: result: found null; expected an object" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"window\",\"window\":\"w1\"}", "00000000 out=window token=w1",
      NULL },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":2147942487,\"out\":\"null\"}", "80070057 out=null", NULL },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":-2147024809,\"out\":\"untouched\"}", "80070057 out=untouched", NULL },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":4294967295,\"out\":\"null\",\"mood\":1}", "ffffffff out=null", NULL },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":-2147483648,\"out\":\"null\"}", "80000000 out=null", NULL },
    { IM_EV_INSTANT_MESSAGE, "{\"out\":\"null\"}", NULL,
      "result.hresult: found nothing; expected an integer from -2147483648 to 4294967295" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":4294967296,\"out\":\"null\"}", NULL,
      "result.hresult: found 4294967296 (an integer)" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":-2147483649,\"out\":\"null\"}", NULL, "result.hresult: found -2147483649" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0.0,\"out\":\"null\"}", NULL, "result.hresult: found 0.0 (a fraction)" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":\"S_OK\",\"out\":\"null\"}", NULL,
      "result.hresult: found \"S_OK\" (a string)" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":null,\"out\":\"null\"}", NULL, "result.hresult: found null" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":true,\"out\":\"null\"}", NULL, "result.hresult: found true" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0}", NULL, "result.out: found nothing; expected \"none\" or \"window\"" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"door\"}", NULL, "result.out: found \"door\"" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"null\\u0000\"}", NULL, "result.out: found" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"none\"}", NULL,
      "result.out: found \"none\" (a string); expected \"window\" or \"null\" or \"untouched\"" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"window\"}", NULL,
      "result.window: found nothing; expected a token" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"window\",\"window\":1}", NULL,
      "result.window: found 1 (an integer)" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"window\",\"window\":\"\"}", NULL, "result.window: found \"\"" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"window\",\"window\":\"a\\u0000b\"}", NULL, "without NUL" },
    { IM_EV_INSTANT_MESSAGE, "{\"hresult\":0,\"out\":\"null\",\"window\":\"w1\"}", NULL,
      "result.window: found \"w1\" (a string); expected nothing" },
    { IM_EV_RELEASE, "{}", "", NULL },
    { IM_EV_RELEASE, "{\"refs\":0}", "refs=0", NULL },
    { IM_EV_RELEASE, "{\"refs\":3}", "refs=3", NULL },
    { IM_EV_RELEASE, "{\"refs\":-1}", NULL,
      "window.release: result.refs: found -1 (an integer); expected an integer from 0 to 4294967295" },
    { IM_EV_RELEASE, "{\"refs\":null}", NULL, "result.refs: found null" },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":0,\"value\":\"me@example.com\"}", "00000000 text=me@example.com", NULL },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":0,\"value\":\"\"}", "00000000 text=", NULL },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":0,\"value\":\"a\\ud800\\u0000\"}", "00000000 text=a\\uD800\\u0000", NULL },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":0}", NULL, "result.value: found nothing; expected a string" },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":0,\"value\":7}", NULL,
      "result.value: found 7 (an integer); expected a string" },
    { IM_EV_MY_SIGNIN_NAME, "{\"hresult\":-1,\"value\":7}", "ffffffff", NULL },
    { IM_EV_SIGNIN_NAME, "{\"hresult\":1,\"value\":\"x\"}", "00000001 text=x", NULL },
    { IM_EV_GET_CONTACT, "{\"hresult\":0,\"contact\":\"c1\"}", "00000000 token=c1", NULL },
    { IM_EV_GET_CONTACT, "{\"hresult\":-1}", "ffffffff", NULL },
    { IM_EV_GET_CONTACT, "{\"hresult\":0,\"contact\":null}", NULL, "messenger.getContact: result.contact: found null" },
    { IM_EV_IS_SELF, "{\"hresult\":0,\"value\":true}", "00000000 bool=1", NULL },
    { IM_EV_IS_SELF, "{\"hresult\":0,\"value\":0}", "00000000 bool=0", NULL },
    { IM_EV_IS_SELF, "{\"hresult\":0,\"value\":\"true\"}", NULL,
      "contact.isSelf: result.value: found \"true\" (a string); expected true or false" },
    { IM_EV_IS_SELF, "{\"hresult\":-1}", "ffffffff", NULL },
    { IM_EV_CONTACT_RELEASE, "{}", "", NULL },
    { IM_EV_GET, "{\"hresult\":0,\"value\":-5}", "00000000 number=-5", NULL },
    { IM_EV_GET, "{\"hresult\":0,\"value\":9223372036854775807}", "00000000 number=9223372036854775807", NULL },
    { IM_EV_GET, "{\"hresult\":0}", "00000000", NULL },
    { IM_EV_GET, "{\"hresult\":0,\"value\":\"1\"}", NULL,
      "window.get: result.value: found \"1\" (a string); expected an integer" },
    { IM_EV_GET, "{\"hresult\":0,\"value\":true}", NULL, "window.get: result.value: found true; expected an integer" },
    { IM_EV_PUT, "{\"hresult\":0}", "00000000", NULL },
    { IM_EV_SHOW, "{\"hresult\":0}", "00000000", NULL },
    { IM_EV_CLOSE, "{}", NULL, "window.call: result.hresult: found nothing" },
    { IM_EV_CONTACTS, "{\"hresult\":0,\"value\":[\"a\",\"b\\udc00\"]}", "00000000 name=a name=b\\uDC00", NULL },
    { IM_EV_CONTACTS, "{\"hresult\":0,\"value\":[]}", "00000000", NULL },
    { IM_EV_CONTACTS, "{\"hresult\":0,\"value\":{}}", NULL, "result.value: found {} (an object); expected an array" },
    { IM_EV_CONTACTS, "{\"hresult\":0,\"value\":[\"a\",null]}", NULL,
      "window.contacts: result.value[1]: found null; expected a string" },
    { IM_EV_CONTACTS, "{\"hresult\":-1}", "ffffffff", NULL },
    { IM_EV_WINDOWS, "{\"windows\":[]}", "", NULL },
    { IM_EV_WINDOWS, "{\"windows\":[{\"id\":\"h1\",\"contacts\":[\"a\",\"b\"]},{\"id\":\"h2\",\"contacts\":[]}]}",
      "screen=h1/2 screen=h2/0", NULL },
    { IM_EV_WINDOWS, "{}", NULL, "client.windows: result.windows: found nothing; expected an array" },
    { IM_EV_WINDOWS, "{\"windows\":[7]}", NULL,
      "client.windows: result.windows[0]: found 7 (an integer); expected an object" },
    { IM_EV_WINDOWS, "{\"windows\":[{\"id\":1,\"contacts\":[]}]}", NULL, "result.windows[0].id: found 1" },
    { IM_EV_WINDOWS, "{\"windows\":[{\"id\":\"h\"}]}", NULL, "result.windows[0].contacts: found nothing" },
    { IM_EV_WINDOWS, "{\"windows\":[{\"id\":\"h\",\"contacts\":[\"a\",1]}]}", NULL,
      "result.windows[0].contacts[1]: found 1" },
    { IM_EV_EVENTS, "{\"events\":[]}", "", NULL },
    { IM_EV_EVENTS,
      "{\"events\":[{\"name\":\"OnIMWindowCreated\",\"window\":\"w1\"},{\"name\":\"OnX\",\"contact\":\"c1\",\"status\":2}]}",
      "event=OnIMWindowCreated,w1,-,-1 event=OnX,-,c1,2", NULL },
    { IM_EV_EVENTS, "{\"events\":[{}]}", NULL, "events.take: result.events[0].name: found nothing; expected a string" },
    { IM_EV_EVENTS, "{\"events\":[{\"name\":\"OnX\",\"window\":7}]}", NULL, "result.events[0].window: found 7" },
    { IM_EV_EVENTS, "{\"events\":[{\"name\":\"OnX\",\"contact\":null}]}", NULL,
      "result.events[0].contact: found null" },
    { IM_EV_EVENTS, "{\"events\":[{\"name\":\"OnX\",\"status\":\"2\"}]}", NULL,
      "result.events[0].status: found \"2\"" },
    { IM_EV_EVENTS, "{\"events\":\"none\"}", NULL, "result.events: found \"none\"" },
    { IM_EV_CHECK, "{\"holds\":true}", "bool=1", NULL },
    { IM_EV_CHECK, "{\"holds\":true,\"found\":\"nothing\"}", "bool=1", NULL },
    { IM_EV_CHECK, "{\"holds\":false}", "bool=0", NULL },
    { IM_EV_CHECK, "{\"holds\":false,\"found\":\"\\u001b[2J\\u202e2 \\u0000pointers\"}",
      "bool=0 reason=\\x1B[2J\\xE2\\x80\\xAE2 \\x00pointers", NULL },
    { IM_EV_CHECK, "{}", NULL, "object.check: result.holds: found nothing; expected true or false" },
    { IM_EV_CHECK, "{\"holds\":1}", NULL, "result.holds: found 1" },
    { IM_EV_CHECK, "{\"holds\":false,\"found\":7}", NULL, "result.found: found 7 (an integer); expected a string" },
    { IM_EV_INVOKE, "{\"hresult\":-2147352567,\"scode\":2147942487}", "80020009 scode=80070057", NULL },
    { IM_EV_INVOKE, "{\"hresult\":2147614729,\"scode\":-2147024809,\"value\":\"x\"}", "80020009 scode=80070057", NULL },
    { IM_EV_INVOKE, "{\"hresult\":2147614729}", "80020009", NULL },
    { IM_EV_INVOKE, "{\"hresult\":2147614729,\"scode\":\"E_FAIL\"}", NULL, "result.scode: found \"E_FAIL\"" },
    { IM_EV_INVOKE, "{\"hresult\":2147614734,\"scode\":5}", "8002000e", NULL },
    { IM_EV_INVOKE, "{\"hresult\":0,\"value\":1290}", "00000000 number=1290", NULL },
    { IM_EV_INVOKE, "{\"hresult\":0}", "00000000", NULL },
    { IM_EV_INVOKE, "{\"hresult\":0,\"value\":2147483648}", NULL, "messenger.invoke: result.value: found 2147483648" },
    { IM_EV_INVOKE, "{}", NULL, "messenger.invoke: result.hresult: found nothing" },
};

START_TEST(a_result_is_taken_for_what_it_says)
{
    struct event event = { .kind = results[_i].kind, .property = IM_PROPERTY_LEFT };
    struct observation obs = { 0 };
    json_t *result = parsed(results[_i].result);
    bool fits = codec_observe(&event, result, &obs);
    ck_assert_msg(fits == !results[_i].reason, "%s: %s", results[_i].result, obs.reason);
    if (fits)
        ck_assert_str_eq(shown(&obs), results[_i].shown);
    else
        ck_assert_msg(strstr(obs.reason, results[_i].reason), "\"%s\" has no \"%s\"", obs.reason, results[_i].reason);
    ck_assert_int_eq(obs.status, fits ? OBS_DONE : OBS_VIOLATION);
    observation_clear(&obs);
    json_decref(result);
}
END_TEST

static void check_one(const struct event *event, const char *text, bool expected, const char *line)
{
    struct observation obs = { 0 };
    json_t *result = parsed(text);
    ck_assert_int_eq(codec_observe(event, result, &obs), expected);
    if (expected)
        ck_assert_str_eq(shown(&obs), line);
    else
        ck_assert_msg(strstr(obs.reason, line), "%s", obs.reason);
    observation_clear(&obs);
    json_decref(result);
}

START_TEST(the_event_says_what_the_result_may_hold)
{
    struct event event = { .kind = IM_EV_INSTANT_MESSAGE, .out_null = true };
    check_one(&event, "{\"hresult\":1,\"out\":\"none\"}", true, "00000001");
    check_one(&event, "{\"hresult\":1,\"out\":\"untouched\"}", false,
              "found \"untouched\" (a string); expected \"none\"");
    check_one(&event, "{\"hresult\":1,\"out\":\"window\",\"window\":\"w1\"}", false, "expected \"none\"");
    check_one(&event, "{\"hresult\":1,\"out\":\"none\",\"window\":\"w1\"}", false, "expected nothing");
    event = (struct event){ .kind = IM_EV_GET, .property = IM_PROPERTY_IS_CLOSED };
    check_one(&event, "{\"hresult\":0,\"value\":false}", true, "00000000 bool=0");
    check_one(&event, "{\"hresult\":0,\"value\":-1}", true, "00000000 bool=1");
    check_one(&event, "{\"hresult\":0,\"value\":0.5}", false, "expected true or false");
    check_one(&event, "{\"hresult\":0}", true, "00000000");
}
END_TEST

START_TEST(tokens_and_lists_have_bounds)
{
    struct event message = { .kind = IM_EV_INSTANT_MESSAGE }, take = { .kind = IM_EV_EVENTS };
    char token[LIMIT_TOKEN + 1];
    for (int length = LIMIT_TOKEN - 1; length <= LIMIT_TOKEN; length++) {
        struct observation obs = { 0 };
        memset(token, 't', sizeof token);
        token[length] = '\0';
        json_t *result = json_pack("{s:i, s:s, s:s}", "hresult", 0, "out", "window", "window", token);
        ck_assert_int_eq(codec_observe(&message, result, &obs), length < LIMIT_TOKEN);
        observation_clear(&obs);
        json_decref(result);
    }
    for (int count = LIMIT_LIST; count <= LIMIT_LIST + 1; count++) {
        struct observation obs = { 0 };
        json_t *events = json_array();
        for (int i = 0; i < count; i++) json_array_append_new(events, json_pack("{s:s}", "name", "OnX"));
        json_t *result = json_pack("{s:o}", "events", events);
        ck_assert_int_eq(codec_observe(&take, result, &obs), count <= LIMIT_LIST);
        if (count > LIMIT_LIST) ck_assert_ptr_nonnull(strstr(obs.reason, "expected at most 256 items, not 257"));
        observation_clear(&obs);
        json_decref(result);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("codec");
    TCase *tests = tcase_create("codec");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, an_event_has_its_params, 0, sizeof requests / sizeof *requests);
    tcase_add_loop_test(tests, a_variant_is_written_as_the_contract_shows, 0, sizeof variants / sizeof *variants);
    tcase_add_loop_test(tests, a_result_is_taken_for_what_it_says, 0, sizeof results / sizeof *results);
    tcase_add_test(tests, the_event_says_what_the_result_may_hold);
    tcase_add_test(tests, tokens_and_lists_have_bounds);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
