/*
 * What cases/README.md promises about arguments, texts, steps and tables, against what the loader makes of it.
 */
#include "case_kit.h"

enum { ROOM = 8192 };

static const char *const letters[] = { "", "/upper", "/lower", "/swap" };

/* A text in a short form: parts joined by |, roles in <>, repetitions as xN. */
static void render(struct arena *arena, const struct text_spec *text, char out[ROOM])
{
    size_t at = 0;
    out[0] = '\0';
    if (text->null) snprintf(out, ROOM, "NULL");
    for (size_t i = 0; i < text->count; i++) {
        const struct text_part *part = &text->parts[i];
        const char *shown = part->role == ROLE_NONE
                                ? utf8_shown(arena, part->literal.units, part->literal.length)
                                : arena_printf(arena, "<%s%s>", role_names[part->role], letters[part->letters]);
        const char *times = part->times == 1 ? "" : arena_printf(arena, "x%u", (unsigned)part->times);
        at += (size_t)snprintf(out + at, ROOM - at, "%s%s%s", i == 0 ? "" : "|", shown, times);
        ck_assert_uint_lt(at, ROOM);
    }
}

/* --- texts ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *written, *means;
} texts[] = {
    { "alice", "<alice>" },
    { "me", "<me>" },
    { "x@example.com", "x@example.com" },
    { "\"two words\"", "two words" },
    { "12", "12" },
    { "'null'", "null" },
    { "true", "true" },
    { "\"\"", "" },
    { "\"a\\0b\"", "a\\u0000b" },
    { "\"\\u00e9\\t\"", "\u00e9\t" },
    { "{text: alice}", "alice" },
    { "{text: \"alice\"}", "alice" },
    { "{text: 12}", "12" },
    { "{role: bob}", "<bob>" },
    { "{role: me, case: upper}", "<me/upper>" },
    { "{case: lower, role: me}", "<me/lower>" },
    { "{role: secondary, case: swap}", "<secondary/swap>" },
    { "{repeat: a, times: 121}", "ax121" },
    { "{repeat: a, times: 1048576}", "ax1048576" },
    { "{repeat: a, times: 1}", "a" },
    { "{repeat: me, times: 3}", "<me>x3" },
    { "{repeat: {repeat: a, times: 3}, times: 4}", "ax12" },
    { "{repeat: [a, me], times: 2}", "a|<me>|a|<me>" },
    { "{utf16: [0x61, 0xD800, 98]}", "a\\uD800b" },
    { "{utf16: []}", "" },
    { "{repeat: a, times: 121, then: \"@example\"}", "ax121|@example" },
    { "{before: x, text: y, then: z}", "x|y|z" },
    { "{before: [a, b], role: me, then: {utf16: [0], then: c}}", "a|b|<me>|\\u0000|c" },
    { "{before: \" \", role: alice}", " |<alice>" },
    { "[alice, \", \", {repeat: b, times: 2}, [c, d]]", "<alice>|, |bx2|c|d" },
    { "\u00e9\U0001F600", "\u00e9\U0001F600" },
};

START_TEST(text_forms)
{
    char steps[1024], got[ROOM];
    snprintf(steps, sizeof steps, "  - getContact: {name: %s, expect: [S_OK]}\n", texts[_i].written);
    struct suite *suite = load_steps(steps);
    const struct step *step = &suite->cases[0].steps[0];
    ck_assert(step->name.given);
    render(suite->arena, &step->name, got);
    ck_assert_str_eq(got, texts[_i].means);
    suite_free(suite);
}
END_TEST

/* --- arguments ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *written;
    struct argument_spec means; /* without its text */
    const char *text, *words;
} arguments[] = {
    { "alice", { .kind = ARG_BSTR }, "<alice>", "alice" },
    { "x@example.com", { .kind = ARG_BSTR }, "x@example.com", "x@example.com" },
    { "\" x@y\"", { .kind = ARG_BSTR }, " x@y", "\" x@y\"" },
    { "{bstr: bob}", { .kind = ARG_BSTR }, "<bob>", "bob" },
    { "{bstr: \"\"}", { .kind = ARG_BSTR }, "", "\"\"" },
    { "{bstr: {text: bob}}", { .kind = ARG_BSTR }, "bob", "\"bob\"" },
    { "{bstr: {repeat: a, times: 121, then: \"@example\"}}",
      { .kind = ARG_BSTR },
      "ax121|@example",
      "121 x a + @example" },
    { "{bstr: {role: me, case: upper}}", { .kind = ARG_BSTR }, "<me/upper>", "me in upper case" },
    { "{bstr: {utf16: [0xD800]}}", { .kind = ARG_BSTR }, "\\uD800", "\"\\uD800\"" },
    { "{bstr: [a, b, c, d, e, f, g]}", { .kind = ARG_BSTR }, "a|b|c|d|e|f|g", "a + b + c + d + e + f + ..." },
    { "{bstr: null}", { .kind = ARG_BSTR }, "NULL", "a NULL string" },
    { "{bstr: ~}", { .kind = ARG_BSTR }, "NULL", "a NULL string" },
    { "{object: c1}", { .kind = ARG_OBJECT, .contact = "c1" }, "", "contact c1" },
    { "{object: null}", { .kind = ARG_NULL_OBJECT_ }, "", "a NULL object" },
    { "{object: foreign}", { .kind = ARG_FOREIGN }, "", "an object that is no contact" },
    { "{empty: ~}", { .kind = ARG_EMPTY_ }, "", "VT_EMPTY" },
    { "{null: ~}", { .kind = ARG_NULL_ }, "", "VT_NULL" },
    { "{error: -2147352572}", { .kind = ARG_ERROR_, .value = -2147352572 }, "", "VT_ERROR -2147352572" },
    { "{error: 0x80020004}", { .kind = ARG_ERROR_, .value = -2147352572 }, "", "VT_ERROR -2147352572" },
    { "{i4: 7}", { .kind = ARG_I4, .value = 7 }, "", "VT_I4 7" },
    { "{i4: -2147483648}", { .kind = ARG_I4, .value = INT32_MIN }, "", "VT_I4 -2147483648" },
    { "{bool: true}", { .kind = ARG_BOOL_, .value = 1 }, "", "VT_BOOL true" },
    { "{bool: false}", { .kind = ARG_BOOL_ }, "", "VT_BOOL false" },
    { "{byref_bstr: alice}", { .kind = ARG_BSTR, .typed_reference = true }, "<alice>", "alice by reference" },
    { "{byref_bstr: null}", { .kind = ARG_BSTR, .typed_reference = true }, "NULL", "a NULL string by reference" },
    { "{byref_object: c1}",
      { .kind = ARG_OBJECT, .typed_reference = true, .contact = "c1" },
      "",
      "contact c1 by reference" },
    { "{byref_variant: alice}", { .kind = ARG_BSTR, .variant_depth = 1 }, "<alice>", "alice in a referred VARIANT" },
    { "{byref_variant: {i4: 5}}",
      { .kind = ARG_I4, .variant_depth = 1, .value = 5 },
      "",
      "VT_I4 5 in a referred VARIANT" },
    { "{byref_variant: {byref_variant: {byref_bstr: bob}}}",
      { .kind = ARG_BSTR, .variant_depth = 2, .typed_reference = true },
      "<bob>",
      "bob by reference in a referred VARIANT in another" },
};

START_TEST(argument_forms)
{
    char steps[1024], text[ROOM];
    snprintf(steps, sizeof steps,
             "  - getContact: {name: alice, as: c1, expect: [S_OK]}\n  - instantMessage: {to: %s, expect: [S_OK]}\n",
             arguments[_i].written);
    struct suite *suite = load_steps(steps);
    const struct step *step = &suite->cases[0].steps[1];
    const struct argument_spec *want = &arguments[_i].means, *got = &step->to;
    ck_assert_int_eq(got->kind, want->kind);
    ck_assert_int_eq(got->typed_reference, want->typed_reference);
    ck_assert_uint_eq(got->variant_depth, want->variant_depth);
    ck_assert_int_eq(got->value, want->value);
    ck_assert_pstr_eq(got->contact, want->contact);
    render(suite->arena, &got->text, text);
    ck_assert_str_eq(text, arguments[_i].text);
    ck_assert_str_eq(step->written, arena_printf(suite->arena, "instantMessage %s", arguments[_i].words));
    suite_free(suite);
}
END_TEST

/* --- steps ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *written, *words;
    enum im_event_kind kind;
} steps[] = {
    { "client.signIn", "client.signIn", IM_EV_SIGN_IN },
    { "client.signIn:", "client.signIn", IM_EV_SIGN_IN },
    { "client.signOut: {}", "client.signOut", IM_EV_SIGN_OUT },
    { "client.goOffline", "client.goOffline", IM_EV_GO_OFFLINE },
    { "client.goOnline", "client.goOnline", IM_EV_GO_ONLINE },
    { "service.signIn: secondary", "service.signIn secondary", IM_EV_SERVICE_SIGN_IN },
    { "service.signOut: {service: primary}", "service.signOut primary", IM_EV_SERVICE_SIGN_OUT },
    { "instantMessage: {to: bob, as: w2, binding: script, expect: [S_OK]}", "instantMessage bob through script as w2",
      IM_EV_INSTANT_MESSAGE },
    { "instantMessage: {to: bob, out: \"null\", expect: [E_FAIL]}", "instantMessage bob with a NULL ppMWindow",
      IM_EV_INSTANT_MESSAGE },
    { "release: w1", "release w1", IM_EV_RELEASE },
    { "release: {window: w1}", "release w1", IM_EV_RELEASE },
    { "getContact: {name: null, expect: [E_FAIL]}", "getContact a NULL string", IM_EV_GET_CONTACT },
    { "getContact: {name: bob, service: secondary, as: c2, expect: [S_OK]}", "getContact bob on secondary as c2",
      IM_EV_GET_CONTACT },
    { "isSelf: {contact: c1, expect: [S_OK], value: false}", "isSelf of c1", IM_EV_IS_SELF },
    { "signinName: {contact: c1, expect: [S_OK], value: alice}", "signinName of c1", IM_EV_SIGNIN_NAME },
    { "contact.release: c1", "contact.release c1", IM_EV_CONTACT_RELEASE },
    { "mySigninName: {expect: [S_OK], value: me}", "mySigninName", IM_EV_MY_SIGNIN_NAME },
    { "get: {window: w1, property: HWND, expect: [S_OK], value: live}", "get HWND of w1", IM_EV_GET },
    { "put: {window: w1, property: Height, value: -1, expect: [E_INVALIDARG]}", "put Height of w1 to -1", IM_EV_PUT },
    { "show: w1", "show w1", IM_EV_SHOW },
    { "close: {window: w1, expect: [S_OK]}", "close w1", IM_EV_CLOSE },
    { "contacts: {window: w1, expect: [S_OK], value: [alice]}", "contacts of w1", IM_EV_CONTACTS },
    { "user.closeWindow: w1", "user.closeWindow w1", IM_EV_USER_CLOSE },
    { "user.addContactToWindow: {window: w1, name: bob}", "user.addContactToWindow bob to w1", IM_EV_USER_ADD_CONTACT },
    { "user.openDialog: options", "user.openDialog options", IM_EV_OPEN_DIALOG },
    { "user.closeDialogs", "user.closeDialogs", IM_EV_CLOSE_DIALOGS },
    { "desktop.setFocusAllowed: false", "desktop.setFocusAllowed false", IM_EV_SET_FOCUS },
    { "desktop.setFocusAllowed: {allowed: true}", "desktop.setFocusAllowed true", IM_EV_SET_FOCUS },
    { "client.windows: {count: 1, with: {alice: 1}}", "client.windows", IM_EV_WINDOWS },
    { "events.take", "events.take", IM_EV_EVENTS },
    { "check: {object: messenger, law: identity}", "check identity of the messenger", IM_EV_CHECK },
    { "check: {object: w1, law: outPointers}", "check outPointers of w1", IM_EV_CHECK },
    { "check: {object: c1, law: references}", "check references of c1", IM_EV_CHECK },
    { "invoke: {call: idOfName, expect: [S_OK], value: 1290}", "invoke idOfName", IM_EV_INVOKE },
    { "invoke: {call: ownName, expect: [DISP_E_EXCEPTION], scode: [E_FAIL], scodeNoted: [E_INVALIDARG]}",
      "invoke ownName", IM_EV_INVOKE },
};
#define HELD                                                    \
    "  - instantMessage: {to: alice, as: w1, expect: [S_OK]}\n" \
    "  - getContact: {name: alice, as: c1, expect: [S_OK]}\n"

START_TEST(step_forms)
{
    char yaml[1024];
    snprintf(yaml, sizeof yaml, HELD "  - %s\n", steps[_i].written);
    struct suite *suite = load_steps(yaml);
    const struct test_case *test = &suite->cases[0];
    ck_assert_uint_eq(test->step_count, 3);
    ck_assert_int_eq(test->steps[2].kind, steps[_i].kind);
    ck_assert_str_eq(test->steps[2].written, steps[_i].words);
    ck_assert_uint_eq(test->steps[2].line, 7);
    ck_assert_uint_eq(test->steps[2].column, 5);
    ck_assert(test->needs[steps[_i].kind]);
    suite_free(suite);
}
END_TEST

START_TEST(every_event_has_a_step)
{
    bool there[IM_EVENT_COUNT] = { false };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) there[steps[i].kind] = true;
    for (size_t i = 0; i < IM_EVENT_COUNT; i++)
        ck_assert_msg(there[i], "no step for %s", im_event_method((enum im_event_kind)i));
}
END_TEST

START_TEST(expectations)
{
    struct suite *suite =
        load_steps("  - mySigninName: {noted: [ERR, 0x8100031E], expect: [S_OK, \"1780\", -2147467259, SUCCESS]}\n" HELD
                   "  - close: w1\n"
                   "  - release: w1\n");
    const struct step *step = &suite->cases[0].steps[0];
    ck_assert(step->expect.given && step->noted.given);
    ck_assert_uint_eq(step->expect.count, 4);
    ck_assert_uint_eq(step->expect.codes[0].value, 0);
    ck_assert_uint_eq(step->expect.codes[1].value, 1780);
    ck_assert_uint_eq(step->expect.codes[2].value, 0x80004005u);
    ck_assert(step->expect.codes[3].is_class && step->expect.codes[3].klass == IM_ANY_SUCCESS);
    ck_assert_uint_eq(step->noted.count, 2);
    ck_assert(step->noted.codes[0].is_class && step->noted.codes[0].klass == IM_ANY_ERROR);
    ck_assert(!step->noted.codes[1].is_class && step->noted.codes[1].value == 0x8100031Eu);
    step = &suite->cases[0].steps[3]; /* the short form of close expects S_OK */
    ck_assert(step->expect.given && step->expect.count == 1 && !step->expect.codes[0].is_class);
    ck_assert_uint_eq(step->expect.codes[0].value, 0);
    ck_assert(!suite->cases[0].steps[4].expect.given); /* release has no HRESULT */
    suite_free(suite);
}
END_TEST

START_TEST(values)
{
    struct suite *suite =
        load_steps(HELD "  - get: {window: w1, property: HWND, expect: [S_OK], value: live}\n"
                        "  - get: {window: w1, property: IsClosed, expect: [S_OK], value: true}\n"
                        "  - get: {window: w1, property: Width, expect: [S_OK], value: 0x10}\n"
                        "  - isSelf: {contact: c1, expect: [S_OK], value: false}\n"
                        "  - signinName: {contact: c1, expect: [S_OK], value: alice}\n"
                        "  - contacts: {window: w1, expect: [S_OK], value: [alice, [b, c]]}\n"
                        "  - contacts: {window: w1, expect: [S_OK], value: []}\n"
                        "  - put: {window: w1, property: Top, value: -5, expect: [S_OK]}\n"
                        "  - client.windows: {count: 1 to 3, with: {bob: 0, me: 2}}\n"
                        "  - events.take: {created: 1, destroyed: 0 to 256, signedIn: 2, signedOut: 0,\n"
                        "                  added: 1 to 2, removed: 3, status: not online}\n"
                        "  - events.take: {status: online}\n"
                        "  - get: {window: w1, property: Width, expect: [S_OK]}\n");
    const struct step *step = suite->cases[0].steps + 2;
    ck_assert_int_eq(step[0].expect_value, EXPECT_LIVE);
    ck_assert(step[1].expect_value == EXPECT_BOOL && step[1].value == 1 && step[1].property == IM_PROPERTY_IS_CLOSED);
    ck_assert(step[2].expect_value == EXPECT_NUMBER && step[2].value == 16 && step[2].property == IM_PROPERTY_WIDTH);
    ck_assert(step[3].expect_value == EXPECT_BOOL && step[3].value == 0);
    ck_assert(step[4].expect_value == EXPECT_TEXT && step[4].text.parts[0].role == ROLE_ALICE);
    ck_assert(step[5].texts_given && step[5].text_count == 2 && step[5].texts[1].count == 2);
    ck_assert(step[6].texts_given && step[6].text_count == 0);
    ck_assert(step[7].put_value == -5 && step[7].property == IM_PROPERTY_TOP);
    ck_assert(step[8].count.given && step[8].count.min == 1 && step[8].count.max == 3);
    ck_assert_uint_eq(step[8].with_count, 2);
    ck_assert(step[8].with[0].role == ROLE_BOB && step[8].with[0].range.max == 0);
    ck_assert(step[8].with[1].role == ROLE_ME && step[8].with[1].range.min == 2);
    const struct range *told = step[9].told;
    ck_assert(told[IM_TOLD_CREATED].min == 1 && told[IM_TOLD_CREATED].max == 1 && told[IM_TOLD_DESTROYED].max == 256);
    ck_assert(told[IM_TOLD_SIGNED_IN].min == 2 && told[IM_TOLD_SIGNED_OUT].given && told[IM_TOLD_SIGNED_OUT].max == 0);
    ck_assert(told[IM_TOLD_ADDED].max == 2 && told[IM_TOLD_REMOVED].min == 3);
    ck_assert_int_eq(step[9].status, IM_STATUS_NOT_ONLINE);
    ck_assert(step[10].status == IM_STATUS_ONLINE && !step[10].told[IM_TOLD_ADDED].given);
    ck_assert_int_eq(step[11].expect_value, EXPECT_NO_VALUE);
    suite_free(suite);
}
END_TEST

START_TEST(windows_and_names)
{
    struct suite *suite =
        load_steps("  - instantMessage: {as: w1, to: alice, expect: [S_OK], window: new}\n"
                   "  - instantMessage: {as: w2, to: alice, expect: [S_OK], window: same as w1}\n"
                   "  - release: w1\n"
                   "  - instantMessage: {to: alice, expect: [S_OK], window: same as w1}\n"
                   "  - instantMessage: {as: w1, to: alice, expect: [S_OK], window: any, out: valid}\n"
                   "  - instantMessage: {to: bob, expect: [S_OK], window: new or none}\n"
                   "  - instantMessage: {to: bob, expect: [S_OK]}\n"
                   "  - show: w1\n"
                   "  - getContact: {name: alice, as: c1, expect: [S_OK]}\n"
                   "  - getContact: {name: alice, expect: [S_OK], contact: \"same as c1\"}\n");
    const struct step *step = suite->cases[0].steps;
    ck_assert(step[0].expect_window == WINDOW_NEW && strcmp(step[0].as, "w1") == 0);
    ck_assert(step[1].expect_window == WINDOW_SAME_AS && strcmp(step[1].same_as, "w1") == 0);
    ck_assert_str_eq(step[2].window, "w1");
    ck_assert(step[3].expect_window == WINDOW_SAME_AS && step[3].as == NULL);
    ck_assert(step[4].expect_window == WINDOW_ANY && !step[4].out_null);
    ck_assert_int_eq(step[5].expect_window, WINDOW_NEW_OR_NONE);
    ck_assert_int_eq(step[6].expect_window, WINDOW_UNSAID);
    ck_assert_str_eq(step[9].same_as, "c1");
    suite_free(suite);
}
END_TEST

START_TEST(needs)
{
    struct suite *suite =
        load_sound("case: T-1\npurpose: a test\nrules: [REUSE, OPENS]\nneeds: [window.call, events.take]\nsteps:\n"
                   "  - instantMessage: {to: {bstr: [{repeat: {before: bob, text: x}, times: 2}]}, binding: dispatch, "
                   "expect: [S_OK]}\n"
                   "  - client.windows: {with: {carol: 1}}\n");
    const struct test_case *test = &suite->cases[0];
    for (size_t i = 0; i < IM_EVENT_COUNT; i++)
        ck_assert_int_eq(test->needs[i], i == IM_EV_SHOW || i == IM_EV_CLOSE || i == IM_EV_EVENTS ||
                                             i == IM_EV_INSTANT_MESSAGE || i == IM_EV_WINDOWS);
    for (size_t i = 0; i < IM_BINDING_COUNT; i++) ck_assert_int_eq(test->needs_binding[i], i == IM_BINDING_DISPATCH);
    for (size_t i = 0; i < ROLE_COUNT; i++) ck_assert_int_eq(test->needs_role[i], i == ROLE_BOB || i == ROLE_CAROL);
    ck_assert_uint_eq(test->rule_count, 2);
    ck_assert(test->rules[0] == IM_RULE_REUSE && test->rules[1] == IM_RULE_OPENS);
    suite_free(suite);
}
END_TEST

/* --- tables --------------------------------------------------------------------------------------------------- */

START_TEST(tables)
{
    struct suite *suite =
        load_sound("table: a table\n"
                   "needs: [events.take]\n"
                   "before: [client.signIn, {getContact: {name: bob, as: c1, expect: [S_OK]}}]\n"
                   "columns: [id, rules, as, purpose, vContact, window, out, noted, expect, binding]\n"
                   "rows:\n"
                   "  - [T-1, [OPENS], ~, first, {object: c1}, ~, \"null\", ~, [S_OK], script]\n"
                   "  - [T-2, [REUSE, OPENS], w1, second, alice, new, valid, [], [S_OK], ~]\n"
                   "after: [client.signOut]\n");
    const struct test_case *test = suite->cases;
    ck_assert_uint_eq(suite->count, 2);
    ck_assert_str_eq(test[0].id, "T-1");
    ck_assert_str_eq(test[1].purpose, "second");
    ck_assert_uint_eq(test[0].line, 6);
    ck_assert_uint_eq(test[1].line, 7);
    ck_assert(test[0].rule_count == 1 && test[1].rule_count == 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(test[i].needs[IM_EV_EVENTS] && test[i].needs[IM_EV_SIGN_OUT] && test[i].needs_role[ROLE_BOB]);
        ck_assert_uint_eq(test[i].step_count, 4);
        ck_assert_int_eq(test[i].steps[0].kind, IM_EV_SIGN_IN);
        ck_assert_int_eq(test[i].steps[1].kind, IM_EV_GET_CONTACT);
        ck_assert_int_eq(test[i].steps[2].kind, IM_EV_INSTANT_MESSAGE);
        ck_assert_uint_eq(test[i].steps[2].line, test[i].line);
        ck_assert_int_eq(test[i].steps[3].kind, IM_EV_SIGN_OUT);
        ck_assert_uint_eq(test[i].steps[3].line, 8);
    }
    ck_assert(test[0].needs_binding[IM_BINDING_SCRIPT] && !test[1].needs_binding[IM_BINDING_SCRIPT]);
    ck_assert(!test[0].needs_role[ROLE_ALICE] && test[1].needs_role[ROLE_ALICE]);
    ck_assert(test[0].steps[2].out_null && !test[1].steps[2].out_null);
    ck_assert_ptr_null(test[0].steps[2].as);
    ck_assert_str_eq(test[1].steps[2].written, "instantMessage alice as w1");
    ck_assert(!test[0].steps[2].noted.given && test[1].steps[2].noted.given);
    suite_free(suite);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(table)[0])

int main(void)
{
    Suite *tests = suite_create("case format");
    TCase *all = tcase_create("all");
    suite_add_tcase(tests, all);
    tcase_add_loop_test(all, text_forms, 0, COUNT(texts));
    tcase_add_loop_test(all, argument_forms, 0, COUNT(arguments));
    tcase_add_loop_test(all, step_forms, 0, COUNT(steps));
    tcase_add_test(all, every_event_has_a_step);
    tcase_add_test(all, expectations);
    tcase_add_test(all, values);
    tcase_add_test(all, windows_and_names);
    tcase_add_test(all, needs);
    tcase_add_test(all, tables);
    return run_suite(tests);
}
