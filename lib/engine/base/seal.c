/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

/* The names are part of the format of Xapian's indexes; so is that a file may
 * be missing. */
static const char *const names[] = {
    "iamglass",       "postlist.glass", "docdata.glass", "termlist.glass",
    "position.glass", "spelling.glass", "synonym.glass",
};

enum { BUFFER = 1 << 20 };

/* What a line of the seal says of a file. */
struct sealed {
    uint64_t size; /* in bytes */
    char stamp[64];
    char digest[17]; /* in hexadecimal; "-": none was made */
};

/* Times of files are those of the last tick of the clock. */
enum { WAIT_NS = 1000000, WAITS_MAX = 20 };

/* Digests are made of tables that are small, or not so many times as large as
 * what has changed. */
enum { SMALL = 32 << 20, TIMES = 16 };

static ssize_t
read_some(int fd, char *buffer)
{
    ssize_t n;

    do
        n = read(fd, buffer, BUFFER);
    while (n < 0 && errno == EINTR);
    return n;
}

static int64_t
nanoseconds(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

/* The size and the stamp of the file; nothing and "-" if there is no such file.
 * False, with errno, if it cannot be said. */
static bool
look_at(const char *folder, const char *name, struct sealed *out)
{
    char *path = g_build_filename(folder, name, NULL);
    struct stat st;
    const int failed = stat(path, &st);
    const int number = errno;

    g_free(path);
    *out = (struct sealed){.stamp = "-", .digest = "-"};
    errno = number;
    if (failed)
        return number == ENOENT;
    out->size = (uint64_t)st.st_size;
    snprintf(out->stamp, sizeof out->stamp, "%ju.%" PRId64 ".%" PRId64,
             (uintmax_t)st.st_ino, nanoseconds(&st.st_mtim),
             nanoseconds(&st.st_ctim));
    return true;
}

static void
set_digest(struct sealed *out, XXH64_hash_t hash)
{
    snprintf(out->digest, sizeof out->digest, "%016" PRIx64, (uint64_t)hash);
}

/* Read the file; its digest is that of nothing if there is no such file. False,
 * with errno, if it cannot be read. */
static bool
digest_file(const char *folder, const char *name, struct sealed *out)
{
    char *path = g_build_filename(folder, name, NULL);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const int number = errno;
    ssize_t n = 0;

    g_free(path);
    out->size = 0;
    set_digest(out, XXH3_64bits("", 0));
    errno = number;
    if (fd < 0)
        return number == ENOENT;
    char *buffer = g_malloc(BUFFER);
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        g_error("out of memory");
    XXH3_64bits_reset(state);
    while ((n = read_some(fd, buffer)) > 0) {
        XXH3_64bits_update(state, buffer, (size_t)n);
        out->size += (uint64_t)n;
    }
    set_digest(out, XXH3_64bits_digest(state));
    XXH3_freeState(state);
    g_free(buffer);
    close(fd);
    return n == 0;
}

/* A line of the seal. */
static void
add_line(GString *text, const char *name, const struct sealed *sealed)
{
    g_string_append_printf(text, "%s %" PRIu64 " %s %s\n", name, sealed->size,
                           sealed->digest, sealed->stamp);
}

/* The last line is about those before it. */
static void
close_text(GString *text)
{
    struct sealed sealed = {.size = text->len, .stamp = "-"};

    set_digest(&sealed, XXH3_64bits(text->str, text->len));
    add_line(text, SEAL_NAME, &sealed);
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

/* Read a line, which must be about the file of this name, and move *at past
 * it. */
static bool
take_line(const char **at, const char *name, struct sealed *out)
{
    const size_t len = strcspn(*at, "\n");
    char *line = g_strndup(*at, len);
    char **words = g_strsplit(line, " ", -1);
    const bool is_good = g_strv_length(words) == 4 &&
                         strcmp(words[0], name) == 0 &&
                         g_ascii_string_to_unsigned(words[1], 10, 0, UINT64_MAX,
                                                    &out->size, NULL);

    if (is_good) {
        g_strlcpy(out->digest, words[2], sizeof out->digest);
        g_strlcpy(out->stamp, words[3], sizeof out->stamp);
    }
    g_strfreev(words);
    g_free(line);
    *at += len + ((*at)[len] == '\n');
    return is_good;
}

static enum seal
check_file(const char *folder, const char *name, const struct sealed *sealed)
{
    struct sealed now;

    if (!look_at(folder, name, &now))
        return SEAL_UNREADABLE;
    if (now.size != sealed->size)
        return SEAL_BROKEN;
    if (strcmp(now.stamp, sealed->stamp) == 0)
        return SEAL_GOOD;
    if (strcmp(sealed->digest, "-") == 0)
        return SEAL_NONE;
    if (!digest_file(folder, name, &now))
        return SEAL_UNREADABLE;
    return now.size == sealed->size && strcmp(now.digest, sealed->digest) == 0
               ? SEAL_GOOD
               : SEAL_BROKEN;
}

enum seal
seal_check(const char *folder, const char **name)
{
    char *seal = read_seal(folder);
    const char *at = seal;
    enum seal found = seal ? SEAL_GOOD : SEAL_NONE;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && found == SEAL_GOOD; i++) {
        struct sealed sealed;
        *name = names[i];
        found = take_line(&at, names[i], &sealed)
                    ? check_file(folder, names[i], &sealed)
                    : SEAL_NONE;
    }
    g_free(seal);
    return found;
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

/* Wait until the clock has ticked, so that whoever writes to a file after this
 * gives it another stamp than it has now. */
static void
wait_for_tick(void)
{
    const struct timespec pause = {.tv_nsec = WAIT_NS};
    struct timespec before, now;

    clock_gettime(CLOCK_REALTIME_COARSE, &before);
    now = before;
    for (int i = 0; i < WAITS_MAX && nanoseconds(&now) == nanoseconds(&before);
         i++) {
        nanosleep(&pause, NULL);
        clock_gettime(CLOCK_REALTIME_COARSE, &now);
    }
}

static bool
is_worth_digests(const char *folder, size_t changed)
{
    struct sealed sealed;
    uint64_t size = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (look_at(folder, names[i], &sealed))
            size += sealed.size;
    return size <= SMALL || size / TIMES <= changed;
}

/* g_file_set_contents() puts the whole file in place or none. */
bool
seal_make(const char *folder, size_t changed)
{
    const bool has_digests = is_worth_digests(folder, changed);
    GString *text = g_string_new(NULL);
    char *path = g_build_filename(folder, SEAL_NAME, NULL);
    bool is_good = true;

    wait_for_tick();
    for (size_t i = 0; i < G_N_ELEMENTS(names) && is_good; i++) {
        struct sealed sealed;
        is_good = look_at(folder, names[i], &sealed) &&
                  (!has_digests || digest_file(folder, names[i], &sealed));
        add_line(text, names[i], &sealed);
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
