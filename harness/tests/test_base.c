/*
 * Tests of base.c and event.c: memory, text, digests, files, observations.  Knows nothing above them.
 */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "event.h"

static struct arena *arena;
static void setup(void) { arena = arena_new(); }
static void teardown(void) { arena_free(arena); }

/* --- memory --- */

START_TEST(arena_gives_zeroed_aligned_memory)
{
    for (size_t size = 0; size < 6000; size += 37) {
        unsigned char *bytes = arena_alloc(arena, size);
        ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) ck_assert_uint_eq(bytes[i], 0);
        if (size > 0) memset(bytes, 0xFF, size);
    }
    ck_assert_ptr_ne(arena_alloc(arena, 0), arena_alloc(arena, 0));
    arena_free(NULL);
}
END_TEST

START_TEST(arena_keeps_big_and_small)
{
    char *small = arena_strdup(arena, "small");
    char *big = arena_alloc(arena, 3 * 1024 * 1024);
    memset(big, 'x', 3 * 1024 * 1024);
    ck_assert_str_eq(small, "small");
    ck_assert_str_eq(arena_printf(arena, "%s-%d", small, 7), "small-7");
    ck_assert_str_eq(arena_printf(arena, "%s", ""), "");
}
END_TEST

/* --- text --- */

static const struct {
    const char *bytes;
    size_t size;
    uint16_t units[4];
    size_t count;
} good_text[] = {
    { "", 0, { 0 }, 0 },
    { "a", 1, { 'a' }, 1 },
    { "\0b", 2, { 0, 'b' }, 2 },
    { "\xC2\x80\xDF\xBF", 4, { 0x80, 0x7FF }, 2 },
    { "\xE0\xA0\x80\xEF\xBF\xBF", 6, { 0x800, 0xFFFF }, 2 },
    { "\xED\x9F\xBF\xEE\x80\x80", 6, { 0xD7FF, 0xE000 }, 2 },
    { "\xF0\x90\x80\x80", 4, { 0xD800, 0xDC00 }, 2 },
    { "\xF4\x8F\xBF\xBF", 4, { 0xDBFF, 0xDFFF }, 2 },
    { "\xF0\x9F\x98\x80", 4, { 0xD83D, 0xDE00 }, 2 },
};

START_TEST(utf8_becomes_utf16_and_back)
{
    uint16_t *units = NULL;
    size_t count = 99;
    ck_assert(utf16_from_utf8(arena, good_text[_i].bytes, good_text[_i].size, &units, &count));
    ck_assert_ptr_nonnull(units);
    ck_assert_uint_eq(count, good_text[_i].count);
    ck_assert_mem_eq(units, good_text[_i].units, count * sizeof *units);
    if (utf16_is_plain(units, count)) {
        char *back = utf8_from_utf16(arena, units, count);
        ck_assert_uint_eq(strlen(back), good_text[_i].size);
        ck_assert_mem_eq(back, good_text[_i].bytes, good_text[_i].size);
    }
}
END_TEST

static const char *const bad_utf8[] = {
    "\x80",     /* a continuation alone */
    "\xC0\x80", /* overlong */
    "\xC1\xBF",
    "\xE0\x9F\xBF",
    "\xF0\x8F\xBF\xBF",
    "\xC2", /* cut */
    "\xE2\x82",
    "\xF0\x9F\x98",
    "\xC2\x20",     /* no continuation */
    "\xED\xA0\x80", /* a surrogate */
    "\xED\xBF\xBF",
    "\xF4\x90\x80\x80", /* above U+10FFFF */
    "\xF5\x80\x80\x80",
    "\xFF",
};

START_TEST(bad_utf8_is_refused)
{
    uint16_t *units = NULL;
    size_t count = 0;
    ck_assert(!utf16_from_utf8(arena, bad_utf8[_i], strlen(bad_utf8[_i]), &units, &count));
}
END_TEST

START_TEST(what_is_not_plain_stays_visible)
{
    static const uint16_t units[] = { 'a', 0, 0xD800, 'b', 0xDC00, 0xD83D, 0xDE00, 0xDBFF };
    ck_assert(!utf16_is_plain(units, 8));
    ck_assert(!utf16_is_plain(units + 1, 1));
    ck_assert(!utf16_is_plain(units + 2, 1));
    ck_assert(utf16_is_plain(units + 5, 2));
    ck_assert(utf16_is_plain(units, 0));
    ck_assert_str_eq(utf8_shown(arena, units, 8), "a\\u0000\\uD800b\\uDC00\xF0\x9F\x98\x80\\uDBFF");
    ck_assert_str_eq(utf8_shown(arena, units, 0), "");
}
END_TEST

/* --- digests and files --- */

START_TEST(digest_is_sha256)
{
    char hex[HEX_DIGEST];
    digest_of("abc", 3, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct digest *digest = digest_new();
    digest_add(digest, "a", 1);
    digest_add(digest, "", 0);
    digest_add(digest, "bc", 2);
    digest_end(digest, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_of("", 0, hex);
    ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
END_TEST

START_TEST(files_are_read_whole)
{
    char path[] = "/tmp/imconform-base-XXXXXX", hex[HEX_DIGEST], same[HEX_DIGEST];
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    char *text = arena_alloc(arena, 100000);
    memset(text, 'z', 100000);
    ck_assert(write_all(fd, text, 100000));
    close(fd);

    size_t size = 0;
    char *read = read_file(arena, path, 100000, &size);
    ck_assert_ptr_nonnull(read);
    ck_assert_uint_eq(size, 100000);
    ck_assert_mem_eq(read, text, size);
    ck_assert_int_eq(read[size], 0);
    errno = 0;
    ck_assert_ptr_null(read_file(arena, path, 99999, &size));
    ck_assert_int_eq(errno, EFBIG);
    ck_assert(digest_file(path, hex));
    digest_of(text, 100000, same);
    ck_assert_str_eq(hex, same);
    unlink(path);
    errno = 0;
    ck_assert_ptr_null(read_file(arena, path, 10, &size));
    ck_assert_int_eq(errno, ENOENT);
    ck_assert(!digest_file(path, hex));
    ck_assert_ptr_null(read_file(arena, "/", 10, &size));
    ck_assert_int_eq(errno, EISDIR);
    ck_assert(!digest_file("/", hex));
    ck_assert_int_eq(errno, EISDIR);
}
END_TEST

START_TEST(what_has_no_size_is_read_to_its_end)
{
    size_t size = 0;
    char *status = read_file(arena, "/proc/self/status", 1000000, &size); /* stat says 0 bytes */
    ck_assert_ptr_nonnull(status);
    ck_assert_uint_gt(size, 100);
    char *nothing = read_file(arena, "/dev/null", 0, &size);
    ck_assert_ptr_nonnull(nothing);
    ck_assert_uint_eq(size, 0);
    ck_assert(!write_all(-1, "x", 1));
    ck_assert_int_eq(errno, EBADF);
}
END_TEST

/* --- observations --- */

START_TEST(observation_owns_and_gives_back)
{
    struct observation obs = { 0 };
    unsigned char *bytes = observation_alloc(&obs, 100);
    ck_assert_uint_eq(bytes[99], 0);
    observation_fail(&obs, OBS_CRASH, "%s by %d", "ended", 11);
    ck_assert_int_eq(obs.status, OBS_CRASH);
    ck_assert_str_eq(obs.reason, "ended by 11");
    observation_fail(&obs, OBS_TIMEOUT, "%*d", LIMIT_REASON * 2, 7);
    ck_assert_uint_eq(strlen(obs.reason), LIMIT_REASON - 1);
    observation_clear(&obs);
    ck_assert_ptr_null(obs.arena);
    ck_assert_int_eq(obs.status, OBS_DONE);
    observation_clear(&obs);
}
END_TEST

START_TEST(every_status_has_a_name)
{
    static const char *const names[] = {
        [OBS_DONE] = "done",           [OBS_CANNOT] = "cannot",     [OBS_NO_METHOD] = "no method",
        [OBS_VIOLATION] = "violation", /* the journal has one word for four */
        [OBS_TAMPERED] = "violation",  [OBS_GARBAGE] = "violation", [OBS_BREACH] = "violation",
        [OBS_CRASH] = "crash",         [OBS_TIMEOUT] = "timeout",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_str_eq(obs_status_name((enum obs_status)i), names[i]);
    ck_assert_str_eq(obs_status_name((enum obs_status)99), "unknown");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base");
    TCase *tests = tcase_create("base");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, arena_gives_zeroed_aligned_memory);
    tcase_add_test(tests, arena_keeps_big_and_small);
    tcase_add_loop_test(tests, utf8_becomes_utf16_and_back, 0, sizeof good_text / sizeof *good_text);
    tcase_add_loop_test(tests, bad_utf8_is_refused, 0, sizeof bad_utf8 / sizeof *bad_utf8);
    tcase_add_test(tests, what_is_not_plain_stays_visible);
    tcase_add_test(tests, digest_is_sha256);
    tcase_add_test(tests, files_are_read_whole);
    tcase_add_test(tests, what_has_no_size_is_read_to_its_end);
    tcase_add_test(tests, observation_owns_and_gives_back);
    tcase_add_test(tests, every_status_has_a_name);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
