/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/replica.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The names are part of Xapian's formats. */
static const char stub_name[] = "XAPIANDB", version_name[] = "iamglass";

enum { STUB_MAX = 1024 }; /* bytes; those of xapian-replicate have about 150 */

__attribute__((format(printf, 3, 4))) static enum xc_status
fail(struct xc_error *err, int system, const char *format, ...)
{
    va_list args;

    *err = (struct xc_error){.status = XC_FAILED, .system = system};
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return XC_FAILED;
}

static bool
has_file(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    const bool is_there = access(path, F_OK) == 0;

    g_free(path);
    return is_there;
}

/* Xapian does not look at a stub file beside tables either. */
bool
replica_is_at(const char *path)
{
    return !has_file(path, version_name) && has_file(path, stub_name);
}

/* The folder that the text names on its only line which is not a comment; NULL
 * if it is not what xapian-replicate writes. */
static const char *
folder_in(char *text)
{
    static const char *const folders[] = {"replica_0", "replica_1"};
    static const char begin[] = "auto ";
    const char *line = NULL;
    char *rest = text;

    for (char *next; (next = strsep(&rest, "\n"));) {
        if (!*next || *next == '#')
            continue;
        if (line)
            return NULL;
        line = next;
    }
    if (!line || !g_str_has_prefix(line, begin))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        if (strcmp(line + strlen(begin), folders[i]) == 0)
            return folders[i];
    return NULL;
}

/* Read the stub file. False, with errno, if that fails. */
static bool
read_stub(const char *path, char text[STUB_MAX + 1], struct stat *st)
{
    char *name = g_build_filename(path, stub_name, NULL);
    const int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const ssize_t n =
        fd >= 0 && fstat(fd, st) == 0 ? read(fd, text, STUB_MAX) : -1;
    const int number = errno;

    if (fd >= 0)
        close(fd);
    g_free(name);
    text[MAX(n, 0)] = '\0';
    errno = number;
    return n >= 0;
}

static struct replica_stamp
stamp_of(const struct stat *st)
{
    return (struct replica_stamp){(uint64_t)st->st_dev, (uint64_t)st->st_ino,
                                  (int64_t)st->st_mtim.tv_sec,
                                  (int64_t)st->st_mtim.tv_nsec};
}

/* Find the tables of the copy. */
static enum xc_status
follow(const char *path,
       char **folder,
       struct replica_stamp *stamp,
       struct xc_error *err)
{
    char text[STUB_MAX + 1];
    struct stat st;

    if (!read_stub(path, text, &st))
        return fail(err, errno, "cannot read %s: %s", stub_name,
                    strerror(errno));
    const char *name = folder_in(text);
    if (!name)
        return fail(err, ENODATA, "its %s is not one of xapian-replicate",
                    stub_name);
    *stamp = stamp_of(&st);
    *folder = g_build_filename(path, name, NULL);
    /* Xapian would follow another stub file there. */
    if (has_file(*folder, version_name))
        return XC_OK;
    g_free(*folder);
    *folder = NULL;
    return fail(err, ENODATA, "there is no copy in %s", name);
}

enum xc_status
replica_find(const char *path,
             char **folder,
             struct replica_stamp *stamp,
             struct xc_error *err)
{
    struct replica_stamp found = {0};
    enum xc_status status = XC_OK;

    *folder = NULL;
    if (replica_is_at(path))
        status = follow(path, folder, &found, err);
    else
        *folder = g_strdup(path);
    if (stamp)
        *stamp = found;
    return status;
}

bool
replica_is_current(const char *path, const struct replica_stamp *stamp)
{
    static const struct replica_stamp none;
    struct stat st;

    if (memcmp(stamp, &none, sizeof none) == 0)
        return !replica_is_at(path);
    char *name = g_build_filename(path, stub_name, NULL);
    const bool is_there = stat(name, &st) == 0;
    g_free(name);
    const struct replica_stamp now = is_there ? stamp_of(&st) : none;
    return memcmp(stamp, &now, sizeof now) == 0;
}
