/*
 * Loading a suite: which files there are, their digest, and their documents in order.
 */
#include "case_load.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A file that was loaded, so that it is not loaded twice. */
struct seen_file {
    dev_t device;
    ino_t inode;
    const char *path;
    struct seen_file *next;
};

/* One call of suite_load. */
struct loading {
    struct loader loader;
    struct seen_file *files;
    case_complaint complain;
    void *context;
    bool wrong; /* there was a complaint */
};

static void begin(struct loading *l, case_complaint complain, void *context)
{
    *l = (struct loading){ .complain = complain, .context = context, .loader.digest = digest_new() };
    l->loader.arena = arena_new_shared(); /* the children of a run read it */
    l->loader.last = &l->loader.first;
}

/* The suite, or NULL after a complaint. */
static struct suite *end(struct loading *l)
{
    struct arena *arena = l->loader.arena;
    malloc_trim(0); /* of what the nodes took: each fork would copy the page tables of free memory, too */
    struct suite *suite = arena_alloc(arena, sizeof *suite);
    digest_end(l->loader.digest, suite->digest);
    if (l->wrong) {
        arena_free(arena);
        return NULL;
    }
    struct test_case *cases = arena_alloc(arena, (l->loader.count + 1) * sizeof *cases);
    for (const struct loaded_case *from = l->loader.first; from != NULL; from = from->next)
        cases[suite->count++] = from->value;
    suite->cases = cases;
    suite->arena = arena;
    return suite;
}

static void complain_of_file(struct loading *l, const char *path, const char *message)
{
    l->wrong = true;
    l->complain(l->context, path, 1, 1, message);
}

/* The digest of a suite covers, for each file, its name, a NUL, its size and its bytes. */
static void digest_bytes(struct loading *l, const char *name, const char *bytes, size_t size)
{
    char length[32];
    size_t at = sizeof length;
    for (size_t rest = size; at > 0; rest /= 10) length[--at] = (char)('0' + rest % 10);
    digest_add(l->loader.digest, name, strlen(name) + 1);
    digest_add(l->loader.digest, length, sizeof length);
    digest_add(l->loader.digest, bytes, size);
}

static void read_bytes(struct loading *l, const char *path, const char *name, const char *bytes, size_t size)
{
    struct complaints complaints = { .arena = l->loader.arena, .file = arena_strdup(l->loader.arena, path) };
    const struct node *root = NULL;
    struct arena *nodes = arena_new();
    digest_bytes(l, name, bytes, size);
    if (yaml_read(&complaints, nodes, bytes, size, &root) && root == NULL)
        complaint_add(&complaints, 1, 1, "found an empty file, expected at least one case or table");
    for (; root != NULL; root = root->next) read_document(&l->loader, &complaints, root);
    complaints_send(&complaints, l->complain, l->context);
    arena_free(nodes);
    l->wrong = l->wrong || complaints.count > 0;
}

static bool is_new(struct loading *l, const char *path, const struct stat *status)
{
    for (const struct seen_file *file = l->files; file != NULL; file = file->next)
        if (file->device == status->st_dev && file->inode == status->st_ino) {
            complain_of_file(l, path,
                             arena_printf(l->loader.arena, "found the same file as %s; name it once", file->path));
            return false;
        }
    struct seen_file *made = arena_alloc(l->loader.arena, sizeof *made);
    *made = (struct seen_file){ status->st_dev, status->st_ino, arena_strdup(l->loader.arena, path), l->files };
    l->files = made;
    return true;
}

static void load_file(struct loading *l, const char *path, const char *name)
{
    size_t size;
    struct arena *file = arena_new();
    const char *bytes = read_file(file, path, LIMIT_CASE_FILE, &size);
    if (bytes != NULL)
        read_bytes(l, path, name, bytes, size);
    else if (errno == EFBIG)
        complain_of_file(
            l, path,
            arena_printf(l->loader.arena, "found a file of more than %d bytes, which is the limit", LIMIT_CASE_FILE));
    else
        complain_of_file(l, path, arena_printf(l->loader.arena, "cannot read it: %s", strerror(errno)));
    arena_free(file);
}

static int is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "bad") != 0 && strcmp(entry->d_name, "schema") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool is_yaml(const char *name)
{
    static const char ending[] = ".yaml";
    size_t length = strlen(name);
    return length >= sizeof ending && strcmp(name + length - (sizeof ending - 1), ending) == 0;
}

/* Loads what is in a folder and below; `inside` is the path of the folder from the one that was named, with a slash
 * at its end, or "".  How many files it found. */
static size_t load_folder(struct loading *l, const char *path, const char *inside, unsigned depth)
{
    struct arena *arena = l->loader.arena;
    struct dirent **entries;
    size_t found = 0;
    if (depth > LIMIT_DEPTH) {
        complain_of_file(l, path, "found folders in one another, too many; is there a link to a folder above?");
        return 1;
    }
    int count = scandir(path, &entries, is_wanted, by_name);
    if (count < 0) {
        complain_of_file(l, path, arena_printf(arena, "cannot read the folder: %s", strerror(errno)));
        return 1;
    }
    for (int i = 0; i < count; i++) {
        struct stat status;
        const char *below = arena_printf(arena, "%s/%s", path, entries[i]->d_name);
        const char *name = arena_printf(arena, "%s%s", inside, entries[i]->d_name);
        bool exists = stat(below, &status) == 0;
        if (exists && S_ISDIR(status.st_mode)) {
            found += load_folder(l, below, arena_printf(arena, "%s/", name), depth + 1);
        } else if (is_yaml(name)) {
            found++;
            if (!exists)
                complain_of_file(l, below, arena_printf(arena, "cannot read it: %s", strerror(errno)));
            else if (!S_ISREG(status.st_mode))
                complain_of_file(l, below, "found something that is neither a file nor a folder");
            else if (is_new(l, below, &status))
                load_file(l, below, name);
        }
        free(entries[i]);
    }
    free(entries);
    return found;
}

static const char *without_slashes(struct arena *arena, const char *path)
{
    char *copy = arena_strdup(arena, path);
    for (size_t length = strlen(copy); length > 1 && copy[length - 1] == '/'; length--) copy[length - 1] = '\0';
    return copy;
}

static void load_path(struct loading *l, const char *given)
{
    struct stat status;
    const char *path = without_slashes(l->loader.arena, given);
    const char *slash = strrchr(path, '/');
    if (stat(path, &status) != 0)
        complain_of_file(l, given,
                         arena_printf(l->loader.arena,
                                      "cannot read it: %s; expected a case file or a folder with case files",
                                      strerror(errno)));
    else if (S_ISDIR(status.st_mode)) {
        if (load_folder(l, path, "", 0) == 0)
            complain_of_file(l, given,
                             "found a folder without case files, expected at least one *.yaml in it or below");
    } else if (!S_ISREG(status.st_mode))
        complain_of_file(l, given, "found something that is neither a file nor a folder");
    else if (is_new(l, path, &status))
        load_file(l, path, slash == NULL ? path : slash + 1);
}

struct suite *suite_load(const char *const *paths, size_t count, case_complaint complain, void *context)
{
    struct loading l;
    begin(&l, complain, context);
    for (size_t i = 0; i < count; i++) load_path(&l, paths[i]);
    if (count == 0) complain_of_file(&l, "", "found no case files to load, expected at least one file or folder");
    return end(&l);
}

struct suite *suite_load_memory(const char *file, const char *bytes, size_t size, case_complaint complain,
                                void *context)
{
    struct loading l;
    begin(&l, complain, context);
    read_bytes(&l, file, file, bytes, size);
    return end(&l);
}

void suite_free(struct suite *suite)
{
    if (suite != NULL) arena_free(suite->arena);
}
