/*
 * Tests of JSON that is written down as it comes: it must be what jansson would write.
 */
#include "jot.h"

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {
    "",   "plain", "a \"quoted\" word", "back\\slash", "\b\f\n\r\t", "\x01\x1F\x7F", "a/b", "\xC3\xA4\xE2\x82\xAC",
    "\"", "end\n",
};

START_TEST(strings_are_written_as_jansson_does)
{
    struct jot jot = { 0 };
    json_t *value = json_string(texts[_i]);
    char *expected = json_dumps(value, JSON_ENCODE_ANY);
    jot_string(&jot, NULL, texts[_i]);
    ck_assert_str_eq(jot.text, expected);
    ck_assert_uint_eq(jot.size, strlen(expected));
    free(jot.text);
    free(expected);
    json_decref(value);
}
END_TEST

START_TEST(commas_stand_between_what_belongs_together)
{
    struct jot jot = { 0 };
    jot_json(&jot, NULL, "{");
    jot_number(&jot, "n", -7);
    jot_json(&jot, "list", "[");
    jot_string(&jot, NULL, "{");
    jot_string(&jot, NULL, ":");
    jot_json(&jot, NULL, "{");
    jot_raw(&jot, "}");
    jot_json(&jot, NULL, "[]");
    jot_raw(&jot, "]");
    jot_number(&jot, "last", 4294967295LL);
    jot_raw(&jot, "}");
    ck_assert_str_eq(jot.text, "{\"n\":-7,\"list\":[\"{\",\":\",{},[]],\"last\":4294967295}");
    free(jot.text);
}
END_TEST

START_TEST(it_grows)
{
    enum { ITEMS = 20000 };
    struct jot jot = { 0 };
    jot_json(&jot, NULL, "[");
    for (int i = 0; i < ITEMS; i++) jot_number(&jot, NULL, i);
    jot_raw(&jot, "]");
    json_t *list = json_loads(jot.text, 0, NULL);
    ck_assert_uint_eq(json_array_size(list), ITEMS);
    for (size_t i = 0; i < ITEMS; i++) ck_assert_int_eq(json_integer_value(json_array_get(list, i)), (json_int_t)i);
    json_decref(list);
    free(jot.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("jot");
    TCase *tests = tcase_create("jot");
    tcase_add_loop_test(tests, strings_are_written_as_jansson_does, 0, sizeof texts / sizeof texts[0]);
    tcase_add_test(tests, commas_stand_between_what_belongs_together);
    tcase_add_test(tests, it_grows);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
