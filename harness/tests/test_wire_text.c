/*
 * Tests of text between JSON lines and UTF-16, lone surrogates included, and of excerpts that are safe to show.
 * Knows nothing of requests.
 */
#include "wire_text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "wire.h"

/* --- surrogates --- */

static const struct {
    const char *json;
    uint16_t units[6];
    size_t count;
} escapes[] = {
    { "\"\\ud800\"", { 0xD800 }, 1 },
    { "\"\\uDFFF\"", { 0xDFFF }, 1 },
    { "\"a\\uD83Db\"", { 'a', 0xD83D, 'b' }, 3 },
    { "\"\\ud83d\\ude00\"", { 0xD83D, 0xDE00 }, 2 },
    { "\"\\ude00\\ud83d\"", { 0xDE00, 0xD83D }, 2 },
    { "\"\\ud83d\\ud83d\\ude00\"", { 0xD83D, 0xD83D, 0xDE00 }, 3 },
    { "\"\\\\ud800\"", { '\\', 'u', 'd', '8', '0', '0' }, 6 },
    { "\"\\\\\\ud800\"", { '\\', 0xD800 }, 2 },
    { "\"\\u0000\\n\"", { 0, '\n' }, 2 },
    { "\"\xF4\x8D\xA0\x80\"", { 0xDBF6, 0xDC00 }, 2 }, /* really U+10D800 */
    { "\"\\udbf7\\udfff\"", { 0xDBF7, 0xDFFF }, 2 },   /* really U+10DFFF */
    { "\"\\udbf6\\udc00\\udc00\"", { 0xDBF6, 0xDC00, 0xDC00 }, 3 },
    { "\"\xF4\x8D\x9F\xBF\xF4\x8E\x80\x80\"", { 0xDBF5, 0xDFFF, 0xDBF8, 0xDC00 }, 4 },
    { "\"\xC3\xA4\xE2\x82\xAC\"", { 0xE4, 0x20AC }, 2 },
};

START_TEST(every_text_survives_both_ways)
{
    struct arena *arena = arena_new();
    size_t size = strlen(escapes[_i].json);
    char *translated = wire_text_received(escapes[_i].json, size, &size);
    json_t *value =
        json_loadb(translated ? translated : escapes[_i].json, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    ck_assert_ptr_nonnull(value);
    struct text text = wire_text_from_json(arena, value);
    ck_assert_uint_eq(text.length, escapes[_i].count);
    ck_assert_mem_eq(text.units, escapes[_i].units, text.length * 2);

    json_t *again = wire_text_to_json(text);
    char *line = json_dumps(again, JSON_ENCODE_ANY), *sent = wire_text_to_send(line, strlen(line), &size);
    if (!sent) size = strlen(line);
    char *returned = wire_text_received(sent ? sent : line, size, &size);
    json_t *back = json_loadb(returned ? returned : line, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    ck_assert_ptr_nonnull(back);
    struct text same = wire_text_from_json(arena, back);
    ck_assert_uint_eq(same.length, text.length);
    ck_assert_mem_eq(same.units, text.units, text.length * 2);
    free(line);
    free(sent);
    free(returned);
    free(translated);
    json_decref(value);
    json_decref(again);
    json_decref(back);
    arena_free(arena);
}
END_TEST

START_TEST(a_cut_escape_is_left_to_the_parser)
{
    static const char *const cut[] = { "\"\\u",           "\"\\ud8", "\"\\ud800\\", "\"\\ud800\\u",
                                       "\"\\ud800\\udc0", "\\",      "\"\\ud8g0\"", "\"\\u\xF4\x8D" };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        char *exact = must_realloc(NULL, strlen(cut[i])); /* so that reading beyond is seen */
        memcpy(exact, cut[i], strlen(cut[i]));
        size_t size = 0;
        free(wire_text_received(exact, strlen(cut[i]), &size));
        char reason[LIMIT_REASON];
        json_t *result = NULL;
        ck_assert_int_eq(wire_reply_check(exact, strlen(cut[i]), "m", 1, &result, reason), WIRE_VIOLATION);
        free(exact);
    }
}
END_TEST

START_TEST(excerpts_are_safe_and_short)
{
    char to[16];
    wire_show_bytes(to, sizeof to, "abc\n\xFF", 5);
    ck_assert_str_eq(to, "abc\\x0A\\xFF");
    wire_show_bytes(to, sizeof to, "abcdefghijklmnopqrstuvwxyz", 26);
    ck_assert_str_eq(to, "abcdefghi...");
    wire_show_bytes(to, 1, "abc", 3);
    ck_assert_str_eq(to, "");
    wire_show_json(to, sizeof to, NULL);
    ck_assert_str_eq(to, "nothing");
    for (int i = WIRE_DONE; i <= WIRE_ENDED; i++) ck_assert_str_ne(wire_result_name((enum wire_result)i), "unknown");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wire text");
    TCase *tests = tcase_create("wire text");
    tcase_add_loop_test(tests, every_text_survives_both_ways, 0, sizeof escapes / sizeof *escapes);
    tcase_add_test(tests, a_cut_escape_is_left_to_the_parser);
    tcase_add_test(tests, excerpts_are_safe_and_short);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
