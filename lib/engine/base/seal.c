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
#include <xxhash.h>

/* The names are part of the format of Xapian's indexes; so is that a file may
 * be missing. */
static const char *const names[] = {
    "iamglass",       "postlist.glass", "docdata.glass", "termlist.glass",
    "position.glass", "spelling.glass", "synonym.glass",
};

enum { BUFFER = 1 << 20 };

/* It guards against accidents, not against people. */
struct digest {
    uint64_t size; /* of the file, in bytes */
    XXH64_hash_t hash;
};

static ssize_t
read_some(int fd, char *buffer)
{
    ssize_t n;

    do
        n = read(fd, buffer, BUFFER);
    while (n < 0 && errno == EINTR);
    return n;
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
    *out = (struct digest){0, XXH3_64bits("", 0)};
    if (fd < 0) {
        errno = number;
        return number == ENOENT;
    }
    char *buffer = g_malloc(BUFFER);
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        g_error("out of memory");
    XXH3_64bits_reset(state);
    while ((n = read_some(fd, buffer)) > 0) {
        XXH3_64bits_update(state, buffer, (size_t)n);
        out->size += (uint64_t)n;
    }
    out->hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    g_free(buffer);
    close(fd);
    return n == 0;
}

/* A line of the seal. */
static void
add_line(GString *text, const char *name, const struct digest *digest)
{
    g_string_append_printf(text, "%s %" PRIu64 " %016" PRIx64 "\n", name,
                           digest->size, digest->hash);
}

/* The last line is about those before it. */
static void
close_text(GString *text)
{
    const struct digest digest = {text->len, XXH3_64bits(text->str, text->len)};

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
