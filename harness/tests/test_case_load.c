/*
 * Loading of files and folders: order, digest, and every file of cases/bad with what must be said about it.
 */
#include "case_kit.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOUND(id) "case: " id "\npurpose: a test\nrules: [OPENS]\nsteps: [client.signIn]\n"

static char folder[512];
static struct arena *arena;

static void make_folder(void)
{
    const char *build = getenv("IMC_BUILD");
    snprintf(folder, sizeof folder, "%s/case-load-XXXXXX", build == NULL ? "/tmp" : build);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    arena = arena_new();
}

static void drop(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    DIR *entries = S_ISDIR(status.st_mode) ? opendir(path) : NULL;
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            drop(arena_printf(arena, "%s/%s", path, entry->d_name));
    if (entries != NULL) closedir(entries);
    ck_assert_int_eq(remove(path), 0);
}

static void drop_folder(void)
{
    drop(folder);
    arena_free(arena);
}

static const char *inside(const char *name) { return arena_printf(arena, "%s/%s", folder, name); }

/* Writes a file, and makes its folder, which may be one level deep. */
static const char *put_bytes(const char *name, const char *bytes, size_t size)
{
    const char *path = inside(name), *slash = strchr(name, '/');
    if (slash != NULL) mkdir(inside(arena_printf(arena, "%.*s", (int)(slash - name), name)), 0700);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static const char *put(const char *name, const char *text) { return put_bytes(name, text, strlen(text)); }

static struct suite *load(struct said *said, size_t count, ...)
{
    const char *paths[8] = { NULL };
    va_list arguments;
    va_start(arguments, count);
    for (size_t i = 0; i < count; i++) paths[i] = va_arg(arguments, const char *);
    va_end(arguments);
    *said = (struct said){ .length = 0 };
    return suite_load(paths, count, say, said);
}

/* The path cannot be loaded, and this is all that is said. */
static void ck_assert_path_refused(const char *path, const char *message)
{
    struct said said;
    ck_assert_ptr_null(load(&said, 1, path));
    ck_assert_str_eq(said.text, arena_printf(arena, "%s:1:1: %s\n", path, message));
}

/* --- files and folders ---------------------------------------------------------------------------------------- */

START_TEST(a_folder_is_read_in_the_order_of_names)
{
    static const char *const ids[] = { "A-1", "B-1", "B-2", "C-1", "D-1" };
    struct said said;
    put("b.yaml", SOUND("B-1") "---\n" SOUND("B-2"));
    put("a.yaml", SOUND("A-1"));
    put("c/z.yaml", SOUND("C-1"));
    put("d.yaml", SOUND("D-1"));
    put("bad/x.yaml", "]");
    put("schema/x.yaml", "]");
    put(".hidden.yaml", "]");
    put("notes.txt", "]");
    put(".yaml", "]");
    struct suite *suite = load(&said, 1, arena_printf(arena, "%s//", folder));
    ck_assert_msg(suite != NULL, "%s", said.text);
    ck_assert_uint_eq(suite->count, 5);
    for (size_t i = 0; i < 5; i++) ck_assert_str_eq(suite->cases[i].id, ids[i]);
    ck_assert_str_eq(suite->cases[3].file, inside("c/z.yaml"));
    ck_assert_uint_eq(suite->cases[2].line, 6);
    suite_free(suite);
    suite_free(NULL);
}
END_TEST

START_TEST(a_named_folder_is_read_whatever_its_name)
{
    struct said said;
    put("bad/x.yaml", SOUND("A-1"));
    struct suite *suite = load(&said, 1, inside("bad"));
    ck_assert_ptr_nonnull(suite);
    suite_free(suite);
}
END_TEST

START_TEST(what_cannot_be_read_is_named)
{
    ck_assert_path_refused(
        inside("none.yaml"),
        arena_printf(arena, "cannot read it: %s; expected a case file or a folder with case files", strerror(ENOENT)));
    ck_assert_path_refused(folder, "found a folder without case files, expected at least one *.yaml in it or below");
    ck_assert_path_refused(put("empty.yaml", ""), "found an empty file, expected at least one case or table");
    ck_assert_path_refused(put("comment.yaml", "# nothing\n"),
                           "found an empty file, expected at least one case or table");
    ck_assert_path_refused(
        put_bytes("binary.yaml", "\0\1\2", 3),
        "found a NUL byte; a case file is text, and a NUL in a text is written as \"\\0\" in double quotes");
    const char *large = put("large.yaml", "");
    ck_assert_int_eq(truncate(large, LIMIT_CASE_FILE + 1), 0);
    ck_assert_path_refused(large, "found a file of more than 16777216 bytes, which is the limit");
    ck_assert_int_eq(mkfifo(inside("pipe.yaml"), 0600), 0);
    ck_assert_path_refused(inside("pipe.yaml"), "found something that is neither a file nor a folder");
    ck_assert_path_refused(
        inside("empty.yaml/x"),
        arena_printf(arena, "cannot read it: %s; expected a case file or a folder with case files", strerror(ENOTDIR)));
}
END_TEST

START_TEST(what_cannot_be_read_in_a_folder_is_named)
{
    struct said said;
    ck_assert_int_eq(symlink("nowhere", inside("link.yaml")), 0);
    ck_assert_int_eq(mkfifo(inside("pipe.yaml"), 0600), 0);
    ck_assert_ptr_null(load(&said, 1, folder));
    ck_assert_str_eq(
        said.text,
        arena_printf(arena, "%s:1:1: cannot read it: %s\n%s:1:1: found something that is neither a file nor a folder\n",
                     inside("link.yaml"), strerror(ENOENT), inside("pipe.yaml")));
}
END_TEST

START_TEST(what_may_not_be_read_is_named)
{
    if (geteuid() == 0) return; /* root may read everything */
    const char *path = put("a/secret.yaml", SOUND("A-1"));
    ck_assert_int_eq(chmod(path, 0), 0);
    ck_assert_path_refused(path, arena_printf(arena, "cannot read it: %s", strerror(EACCES)));
    ck_assert_int_eq(chmod(inside("a"), 0), 0);
    ck_assert_path_refused(inside("a"), arena_printf(arena, "cannot read the folder: %s", strerror(EACCES)));
    ck_assert_int_eq(chmod(inside("a"), 0700), 0);
}
END_TEST

START_TEST(a_link_to_a_folder_above_ends)
{
    struct said said;
    put("a/x.yaml", SOUND("A-1"));
    ck_assert_int_eq(symlink("..", inside("a/up")), 0);
    ck_assert_ptr_null(load(&said, 1, folder));
    ck_assert_ptr_nonnull(strstr(said.text, "found folders in one another, too many"));
}
END_TEST

START_TEST(no_paths_are_no_suite)
{
    struct said said;
    ck_assert_ptr_null(load(&said, 0));
    ck_assert_str_eq(said.text, ":1:1: found no case files to load, expected at least one file or folder\n");
}
END_TEST

START_TEST(ids_are_unique_over_all_files)
{
    struct said said;
    const char *a = put("a.yaml", SOUND("A-1")), *b = put("b.yaml", "\n" SOUND("A-1"));
    ck_assert_ptr_null(load(&said, 1, folder));
    ck_assert_str_eq(
        said.text,
        arena_printf(arena, "%s:2:7: found the id A-1 again; %s:1 has it: ids are unique over all files\n", b, a));
    ck_assert_ptr_null(load(&said, 2, a, folder));
    ck_assert_ptr_nonnull(
        strstr(said.text, arena_printf(arena, "%s:1:1: found the same file as %s; name it once\n", a, a)));
}
END_TEST

START_TEST(all_files_are_complained_about)
{
    struct said said;
    put("a.yaml", "case: A-1\n");
    put("b.yaml", "x: 1\n---\n" SOUND("b") "---\n]");
    ck_assert_ptr_null(load(&said, 1, folder));
    ck_assert_uint_eq(said.count, 6);
    ck_assert_ptr_nonnull(
        strstr(said.text, arena_printf(arena, "%s:3:7: found \"b\", expected an id", inside("b.yaml"))));
    ck_assert_ptr_nonnull(strstr(said.text, arena_printf(arena, "%s:8:1: this is not YAML", inside("b.yaml"))));
}
END_TEST

/* --- the digest ----------------------------------------------------------------------------------------------- */

static const char *digest_when(size_t count, const char *first, const char *second)
{
    struct said said;
    struct suite *suite = load(&said, count, first, second);
    ck_assert_msg(suite != NULL, "%s", said.text);
    const char *digest = arena_strdup(arena, suite->digest);
    ck_assert_uint_eq(strlen(digest), 64);
    suite_free(suite);
    return digest;
}

START_TEST(the_digest_is_that_of_names_and_bytes_in_order)
{
    const char *a = put("one/a.yaml", SOUND("A-1")), *b = put("one/b.yaml", SOUND("B-1"));
    put("two/a.yaml", SOUND("A-1"));
    put("two/b.yaml", SOUND("B-1"));
    put("three/a.yaml", SOUND("A-1"));
    put("three/c.yaml", SOUND("B-1"));
    put("four/a.yaml", SOUND("A-1") "\n");
    put("four/b.yaml", SOUND("B-1"));
    const char *digest = digest_when(1, inside("one"), NULL);
    ck_assert_str_eq(digest, digest_when(1, inside("one"), NULL));
    ck_assert_str_eq(digest, digest_when(1, inside("two/"), NULL)); /* wherever the folder is */
    ck_assert_str_eq(digest, digest_when(2, a, b));
    ck_assert_str_ne(digest, digest_when(2, b, a));
    ck_assert_str_ne(digest, digest_when(1, inside("three"), NULL));
    ck_assert_str_ne(digest, digest_when(1, inside("four"), NULL));
}
END_TEST

/* --- broken files --------------------------------------------------------------------------------------------- */

/* The lines `# expect: LINE:COLUMN: text` at the start of a file of cases/bad, against what was said. */
static size_t compare_with_header(const char *path, const struct said *said)
{
    char line[1024];
    size_t wanted = 0;
    const char *at = said->text;
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file) != NULL) {
        static const char mark[] = "# expect: ", bom[] = "\xEF\xBB\xBF";
        const char *expect = strncmp(line, bom, 3) == 0 ? line + 3 : line;
        if (strncmp(expect, mark, sizeof mark - 1) != 0) break;
        expect += sizeof mark - 1;
        line[strcspn(line, "\n")] = '\0';
        char *rest;
        unsigned long row = strtoul(expect, &rest, 10);
        unsigned long column = *rest == ':' ? strtoul(rest + 1, &rest, 10) : 0;
        ck_assert_msg(row > 0 && column > 0 && strncmp(rest, ": ", 2) == 0, "%s: %s", path, expect);
        const char *text = rest + 2;
        const char *end = at + strcspn(at, "\n");
        const char *got = arena_printf(arena, "%.*s", (int)(end - at), at);
        const char *place = arena_printf(arena, "%s:%lu:%lu: ", path, row, column);
        ck_assert_msg(strncmp(got, place, strlen(place)) == 0 && strstr(got + strlen(place), text) != NULL,
                      "wanted %s%s\n   got %s", place, text, got);
        at = *end == '\n' ? end + 1 : end;
        wanted++;
    }
    ck_assert_int_eq(fclose(file), 0);
    return wanted;
}

START_TEST(bad_files_are_refused_with_reasons)
{
    const char *source = getenv("IMC_SRC");
    const char *bad = arena_printf(arena, "%s/cases/bad", source == NULL ? "." : source);
    DIR *entries = opendir(bad);
    size_t count = 0;
    ck_assert_msg(entries != NULL, "%s: %s; IMC_SRC must name the folder of the sources", bad, strerror(errno));
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        struct said said;
        const char *path = arena_printf(arena, "%s/%s", bad, entry->d_name);
        if (strstr(entry->d_name, ".yaml") == NULL) continue;
        ck_assert_msg(load(&said, 1, path) == NULL, "%s was not refused", path);
        size_t wanted = compare_with_header(path, &said);
        ck_assert_msg(wanted > 0 && said.count == wanted, "%s: wanted %zu complaints, got %zu:\n%s", path, wanted,
                      said.count, said.text);
        count++;
    }
    closedir(entries);
    ck_assert_uint_ge(count, 40);
}
END_TEST

int main(void)
{
    Suite *tests = suite_create("case load");
    TCase *all = tcase_create("all");
    suite_add_tcase(tests, all);
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, make_folder, drop_folder);
    tcase_add_test(all, a_folder_is_read_in_the_order_of_names);
    tcase_add_test(all, a_named_folder_is_read_whatever_its_name);
    tcase_add_test(all, what_cannot_be_read_is_named);
    tcase_add_test(all, what_cannot_be_read_in_a_folder_is_named);
    tcase_add_test(all, what_may_not_be_read_is_named);
    tcase_add_test(all, a_link_to_a_folder_above_ends);
    tcase_add_test(all, no_paths_are_no_suite);
    tcase_add_test(all, ids_are_unique_over_all_files);
    tcase_add_test(all, all_files_are_complained_about);
    tcase_add_test(all, the_digest_is_that_of_names_and_bytes_in_order);
    tcase_add_test(all, bad_files_are_refused_with_reasons);
    return run_suite(tests);
}
