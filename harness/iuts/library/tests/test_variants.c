/*
 * Loads every shared object of the folders in argv and asserts what holds for each of them, right or wrong: the
 * mandatory part of the table is there, a client can be made, reset and destroyed many times, and nothing stays
 * behind.  It calls no member that a wrong variant may break by a crash.
 */
#include "imconform_library.h"
#include "policy.h"

#include <check.h>
#include <dirent.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VARIANTS = 1024, LONGEST_PATH = 1024, ROUNDS = 25 };

/* The desk's objects are linked to this program as well; it does not use them, but they ask for a policy. */
const struct desk_policy desk_policy = { 0 };

static char paths[MOST_VARIANTS][LONGEST_PATH];
static int path_count;

typedef const struct imc_library *(*entry_function)(uint32_t abi_version);
typedef uint32_t (*count_function)(void);

/* A data pointer from dlsym as a function, without a cast that ISO C does not have. */
static entry_function find_entry(void *library)
{
    entry_function function = NULL;
    void *symbol = dlsym(library, "imconform_library");
    ck_assert_msg(symbol != NULL, "imconform_library is not exported");
    memcpy(&function, &symbol, sizeof function);
    return function;
}

static count_function find_count(void *library)
{
    count_function function = NULL;
    void *symbol = dlsym(library, "desk_debug_blocks");
    ck_assert_msg(symbol != NULL, "desk_debug_blocks is not exported");
    memcpy(&function, &symbol, sizeof function);
    return function;
}

static void check_table(const struct imc_library *table)
{
    ck_assert_ptr_nonnull(table);
    ck_assert_uint_eq(table->abi, IMC_ABI_VERSION);
    ck_assert_ptr_nonnull(table->name);
    ck_assert_ptr_nonnull(table->version);
    ck_assert(table->create != NULL);
    ck_assert(table->destroy != NULL);
    ck_assert(table->reset != NULL);
    ck_assert(table->instant_message != NULL);
}

static void use_client(const struct imc_library *table, void *client)
{
    static const uint16_t me[] = { 'm', 'e', '@', 'd' };
    static const uint16_t friend[] = { 'f', '@', 'd' };
    const struct imc_contact contact = { .signin_name = { friend, 3 }, .service = IMC_SERVICE_PRIMARY };
    const struct imc_people wanted = { .local_user = { me, 4 }, .contacts = &contact, .contact_count = 1 };
    const struct imc_people *has = NULL;
    ck_assert_int_eq(table->reset(client, &wanted, &has), IMC_DONE);
    ck_assert(has == NULL || has->contact_count > 0);
    if (table->sign_in != NULL) {
        ck_assert_int_eq(table->sign_in(client), IMC_DONE);
    }
    struct imc_object *window = NULL;
    const struct imc_variant name = { .vt = IMC_VT_BSTR, .u = { .bstr = &contact.signin_name } };
    (void)table->instant_message(client, name, &window, IMC_BINDING_VTABLE);
    if (table->sign_out != NULL) {
        ck_assert_int_eq(table->sign_out(client), IMC_DONE);
    }
}

START_TEST(test_variant)
{
    void *library = dlopen(paths[_i], RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(library != NULL, "%s: %s", paths[_i], dlerror());
    const entry_function entry = find_entry(library);
    const count_function blocks = find_count(library);
    ck_assert_ptr_null(entry(IMC_ABI_VERSION + 1u));
    const struct imc_library *table = entry(IMC_ABI_VERSION);
    check_table(table);
    for (int round = 0; round < ROUNDS; round++) {
        void *client = table->create();
        void *other = table->create();
        ck_assert_ptr_nonnull(client);
        ck_assert_ptr_nonnull(other);
        use_client(table, client);
        use_client(table, client);
        use_client(table, other);
        table->destroy(client);
        table->destroy(other);
        ck_assert_msg(blocks() == 0, "%s: %u blocks left", paths[_i], (unsigned)blocks());
    }
    ck_assert_int_eq(dlclose(library), 0);
}
END_TEST

static bool is_shared_object(const char *name)
{
    const size_t length = strlen(name);
    return length > 3 && strcmp(name + length - 3, ".so") == 0;
}

static bool list_variants(const char *folder)
{
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        perror(folder);
        return false;
    }
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (!is_shared_object(entry->d_name)) {
            continue;
        }
        if (path_count == MOST_VARIANTS) {
            (void)fprintf(stderr, "%s: more than %d variants\n", folder, MOST_VARIANTS);
            (void)closedir(directory);
            return false;
        }
        (void)snprintf(paths[path_count], LONGEST_PATH, "%s/%s", folder, entry->d_name);
        path_count++;
    }
    (void)closedir(directory);
    return path_count > 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fprintf(stderr, "usage: %s FOLDER...\n", argv[0]);
        return EXIT_FAILURE;
    }
    for (int i = 1; i < argc; i++) {
        const int before = path_count;
        if (!list_variants(argv[i]) || path_count == before) {
            (void)fprintf(stderr, "%s: no variants\n", argv[i]);
            return EXIT_FAILURE;
        }
    }
    Suite *suite = suite_create("variants");
    TCase *tcase = tcase_create("each");
    tcase_add_loop_test(tcase, test_variant, 0, path_count);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
