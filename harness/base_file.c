/*
 * SHA-256 and whole files: see base.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "base.h"

/* --- digests --- */

struct digest {
    EVP_MD_CTX *context;
};

/* A failure here is a broken installation of the library; there is nothing to go on with. */
static void must(int worked)
{
    if (worked == 1) return;
    fputs("imconform: SHA-256 is not available from libcrypto\n", stderr);
    exit(2);
}

struct digest *digest_new(void)
{
    struct digest *digest = must_realloc(NULL, sizeof *digest);
    digest->context = EVP_MD_CTX_new();
    must(digest->context != NULL);
    must(EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL));
    return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t size)
{
    must(EVP_DigestUpdate(digest->context, bytes, size));
}

void digest_end(struct digest *digest, char hex[HEX_DIGEST])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    must(EVP_DigestFinal_ex(digest->context, sum, &size));
    must(size == (HEX_DIGEST - 1) / 2);
    for (unsigned i = 0; i < size; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    hex[HEX_DIGEST - 1] = '\0';
    EVP_MD_CTX_free(digest->context);
    free(digest);
}

void digest_of(const void *bytes, size_t size, char hex[HEX_DIGEST])
{
    struct digest *digest = digest_new();
    digest_add(digest, bytes, size);
    digest_end(digest, hex);
}

/* --- files --- */

static ssize_t read_retry(int fd, void *to, size_t size)
{
    ssize_t got;
    do got = read(fd, to, size);
    while (got < 0 && errno == EINTR);
    return got;
}

static void close_keeping_errno(int fd)
{
    int kept = errno;
    close(fd);
    errno = kept;
}

bool digest_file(const char *path, char hex[HEX_DIGEST])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    struct digest *digest = digest_new();
    unsigned char block[16384];
    ssize_t got;
    while ((got = read_retry(fd, block, sizeof block)) > 0) digest_add(digest, block, (size_t)got);
    close_keeping_errno(fd);
    int kept = errno;
    digest_end(digest, hex);
    errno = kept;
    return got == 0;
}

bool write_all(int fd, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    while (size > 0) {
        ssize_t put = write(fd, at, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

/* Reads to the end into *bytes, which the caller frees in any case.  False with errno; EFBIG beyond `limit`. */
static bool read_to_end(int fd, size_t limit, char **bytes, size_t *size)
{
    struct stat about;
    size_t room = 4096;
    if (fstat(fd, &about) == 0 && about.st_size > 0 && (uintmax_t)about.st_size < limit)
        room = (size_t)about.st_size + 1;
    for (;;) {
        *bytes = must_realloc(*bytes, room);
        ssize_t got = read_retry(fd, *bytes + *size, room - *size);
        if (got <= 0) return got == 0;
        *size += (size_t)got;
        if (*size > limit) {
            errno = EFBIG;
            return false;
        }
        if (*size == room) room *= 2;
    }
}

char *read_file(struct arena *arena, const char *path, size_t limit, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    char *bytes = NULL, *text = NULL;
    size_t length = 0;
    if (read_to_end(fd, limit, &bytes, &length)) {
        text = arena_alloc(arena, length + 1);
        if (length > 0) memcpy(text, bytes, length);
        if (size) *size = length;
    }
    close_keeping_errno(fd);
    free(bytes);
    return text;
}
