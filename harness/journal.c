/*
 * Writing of the journal: see journal.h.
 */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record.h"

struct journal {
    int fd;
    char prev[HEX_DIGEST];
    struct digest *whole; /* of all lines with their ends */
};

static const char zeros[HEX_DIGEST] = "0000000000000000000000000000000000000000000000000000000000000000";

static struct journal *journal_at(int fd)
{
    struct journal *journal = calloc(1, sizeof *journal);
    if (journal == NULL) abort();
    journal->fd = fd;
    memcpy(journal->prev, zeros, sizeof zeros);
    journal->whole = digest_new();
    return journal;
}

struct journal *journal_create(const char *path, char reason[LIMIT_REASON])
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        snprintf(reason, LIMIT_REASON, "%s: cannot be written: %s", path, strerror(errno));
        return NULL;
    }
    return journal_at(fd);
}

static void account(struct journal *journal, const char *line, size_t size)
{
    digest_of(line, size, journal->prev);
    digest_add(journal->whole, line, size);
    digest_add(journal->whole, "\n", 1);
}

static bool write_line(struct journal *journal, char *line, size_t size)
{
    off_t before = lseek(journal->fd, 0, SEEK_END);
    line[size] = '\n';
    bool written = write_all(journal->fd, line, size + 1);
    if (!written) {
        int error = errno;
        if (before >= 0 && ftruncate(journal->fd, before) != 0) error = errno;
        errno = error;
        return false;
    }
    account(journal, line, size);
    return true;
}

bool journal_write(struct journal *journal, const json_t *members, const char *list, const char *items)
{
    char *text = record_text(members); /* "{...}" */
    size_t room = strlen(text) + (list != NULL ? strlen(list) + strlen(items) : 0) + HEX_DIGEST + 64;
    char *line = malloc(room);
    if (line == NULL) abort();
    int size = snprintf(line, room, "{\"prev\":\"%s\",%.*s", journal->prev, (int)strlen(text) - 2, text + 1);
    if (list != NULL) size += snprintf(line + size, room - (size_t)size, ",\"%s\":[%s]", list, items);
    size += snprintf(line + size, room - (size_t)size, "}");
    bool written = write_line(journal, line, (size_t)size);
    free(line);
    free(text);
    return written;
}

bool journal_end(struct journal *journal, json_t *members)
{
    char digest[HEX_DIGEST];
    digest_end(journal->whole, digest);
    journal->whole = digest_new();
    json_object_set_new(members, "digest", json_string(digest));
    return journal_write(journal, members, NULL, NULL);
}

void journal_close(struct journal *journal)
{
    if (journal == NULL) return;
    char digest[HEX_DIGEST];
    digest_end(journal->whole, digest);
    close(journal->fd);
    free(journal);
}

/* --- going on with one --- */

struct resumed {
    struct journal *journal;
    void (*each)(void *context, const json_t *record);
    void *context;
    bool footer;
    char *reason;
};

static void keep_first_complaint(void *context, unsigned line, const char *message)
{
    struct resumed *resumed = context;
    if (resumed->reason[0] == '\0') snprintf(resumed->reason, LIMIT_REASON, "line %u: %s", line, message);
}

static void pass_on(void *context, const json_t *record)
{
    struct resumed *resumed = context;
    if (resumed->each != NULL) resumed->each(resumed->context, record);
}

/* Takes the complete lines into account and cuts off what follows the last of them. */
static bool take_lines(struct journal *journal, const char *path)
{
    struct arena *arena = arena_new();
    size_t size = 0, from = 0;
    const char *bytes = read_file(arena, path, SIZE_MAX / 2, &size);
    for (size_t i = 0; bytes != NULL && i < size; i++) {
        if (bytes[i] != '\n') continue;
        account(journal, bytes + from, i - from);
        from = i + 1;
    }
    bool cut = bytes != NULL && ftruncate(journal->fd, (off_t)from) == 0 && lseek(journal->fd, 0, SEEK_END) >= 0;
    arena_free(arena);
    return cut;
}

struct journal *journal_resume(const char *path, void (*each)(void *context, const json_t *record), void *context,
                               char reason[LIMIT_REASON])
{
    struct resumed resumed = { .each = each, .context = context, .reason = reason };
    reason[0] = '\0';
    enum journal_state state = journal_verify(path, keep_first_complaint, pass_on, &resumed);
    if (state == JOURNAL_WHOLE) {
        snprintf(reason, LIMIT_REASON, "%s is complete: there is nothing to go on with", path);
        return NULL;
    }
    if (state != JOURNAL_INTERRUPTED) {
        char first[LIMIT_REASON];
        snprintf(first, sizeof first, "%s", reason);
        snprintf(reason, LIMIT_REASON, "%s cannot be gone on with: %.400s", path, first);
        return NULL;
    }
    reason[0] = '\0';
    int fd = open(path, O_RDWR | O_CLOEXEC);
    struct journal *journal = fd < 0 ? NULL : journal_at(fd);
    if (journal == NULL || !take_lines(journal, path)) {
        snprintf(reason, LIMIT_REASON, "%s: %s", path, strerror(errno));
        journal_close(journal);
        return NULL;
    }
    return journal;
}
