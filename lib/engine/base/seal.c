/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The names are part of the format of Xapian's indexes; so is that a file may
 * be missing. */
static const char *const names[] = {
    "iamglass",       "postlist.glass", "docdata.glass", "termlist.glass",
    "position.glass", "spelling.glass", "synonym.glass",
};

enum { LANES = 4, BUFFER = 1 << 20 };

/* The digest of bytes that arrive in blocks, of which only the last may be of
 * another size than BUFFER. Every step maps different states to different
 * states, so a single changed word always changes the digest. */
struct digest {
    uint64_t lanes[LANES];
    uint64_t size;
};

static const uint64_t odd = 0x9e3779b97f4a7c15u;

static uint64_t
mixed(uint64_t state, uint64_t word)
{
    const uint64_t product = (state ^ word) * odd;
    return product << 29 | product >> 35;
}

static void
digest_add(struct digest *digest, const char *bytes, size_t len)
{
    uint64_t words[LANES];

    digest->size += len;
    for (; len > 0; bytes += sizeof words, len -= sizeof words) {
        if (len < sizeof words) {
            memset(words, 0, sizeof words);
            memcpy(words, bytes, len);
            len = sizeof words;
        } else {
            memcpy(words, bytes, sizeof words);
        }
        for (int i = 0; i < LANES; i++)
            digest->lanes[i] = mixed(digest->lanes[i], words[i]);
    }
}

static uint64_t
digest_value(const struct digest *digest)
{
    uint64_t value = digest->size;

    for (int i = 0; i < LANES; i++)
        value = mixed(value, digest->lanes[i]);
    return value ^ value >> 32;
}

/* Fill the buffer, unless the file ends. -1 if it cannot be read. */
static ssize_t
read_block(int fd, char *buffer)
{
    size_t n = 0;

    while (n < BUFFER) {
        const ssize_t more = read(fd, buffer + n, BUFFER - n);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return -1;
        if (more == 0)
            break;
        n += (size_t)more;
    }
    return (ssize_t)n;
}

/* False if the file cannot be read; its digest is that of nothing if there is
 * no such file. */
static bool
digest_file(const char *folder, const char *name, struct digest *out)
{
    char *path = g_build_filename(folder, name, NULL);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const int number = errno;
    ssize_t n = 0;

    g_free(path);
    *out = (struct digest){{1, 2, 3, 4}, 0};
    if (fd < 0) {
        errno = number;
        return number == ENOENT;
    }
    char *buffer = g_malloc(BUFFER);
    while ((n = read_block(fd, buffer)) > 0)
        digest_add(out, buffer, (size_t)n);
    g_free(buffer);
    close(fd);
    return n == 0;
}

/* A line of the seal. */
static void
add_line(GString *text, const char *name, const struct digest *digest)
{
    g_string_append_printf(text, "%s %" PRIu64 " %016" PRIx64 "\n", name,
                           digest->size, digest_value(digest));
}

/* The last line is about those before it. */
static void
close_text(GString *text)
{
    struct digest digest = {{1, 2, 3, 4}, 0};

    digest_add(&digest, text->str, text->len);
    add_line(text, SEAL_NAME, &digest);
}

/* The lines of the seal; NULL if there is none that is whole. */
static char *
read_seal(const char *folder)
{
    char *path = g_build_filename(folder, SEAL_NAME, NULL), *bytes = NULL;
    const char *own = NULL;

    if (g_file_get_contents(path, &bytes, NULL, NULL))
        own = strstr(bytes, "\n" SEAL_NAME " ");
    g_free(path);
    if (own) {
        GString *text = g_string_new_len(bytes, own + 1 - bytes);
        close_text(text);
        const bool is_whole = strcmp(text->str, bytes) == 0;
        g_string_free(text, TRUE);
        if (is_whole)
            return bytes;
    }
    g_free(bytes);
    return NULL;
}

enum seal
seal_check(const char *folder, const char **name)
{
    char *sealed = read_seal(folder), *at = sealed;
    enum seal seal = sealed ? SEAL_GOOD : SEAL_NONE;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && seal == SEAL_GOOD; i++) {
        struct digest digest;
        GString *line = g_string_new(NULL);
        *name = names[i];
        if (!digest_file(folder, names[i], &digest))
            seal = SEAL_UNREADABLE;
        add_line(line, names[i], &digest);
        if (seal == SEAL_GOOD && !g_str_has_prefix(at, line->str))
            seal = SEAL_BROKEN;
        at += line->len;
        g_string_free(line, TRUE);
    }
    g_free(sealed);
    return seal;
}

/* Make a rename or removal in the folder durable. */
static bool
sync_folder(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_good = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return is_good;
}

/* g_file_set_contents() puts the whole file in place or none. */
bool
seal_make(const char *folder)
{
    GString *text = g_string_new(NULL);
    char *path = g_build_filename(folder, SEAL_NAME, NULL);
    bool is_good = true;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && is_good; i++) {
        struct digest digest;
        is_good = digest_file(folder, names[i], &digest);
        add_line(text, names[i], &digest);
    }
    close_text(text);
    is_good = is_good && g_file_set_contents_full(
                             path, text->str, (gssize)text->len,
                             G_FILE_SET_CONTENTS_CONSISTENT, 0666, NULL);
    g_free(path);
    g_string_free(text, TRUE);
    return is_good;
}

bool
seal_break(const char *folder)
{
    char *path = g_build_filename(folder, SEAL_NAME, NULL);
    const int failed = unlink(path);
    const int number = errno;

    g_free(path);
    if (failed == 0)
        return sync_folder(folder);
    errno = number;
    return number == ENOENT;
}
