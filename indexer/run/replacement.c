/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* renameat2(), statx() */
#include "run/replacement.h"
#include "base/say.h"
#include "index/index_folder.h"
#include "run/run.h"

#include "findings/trouble.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int
replacement_fail(const char *db, const struct fe_error *err)
{
    char trouble[FINDINGS_TROUBLE_SIZE];

    findings_trouble(err, db, trouble);
    say("%s", trouble);
    return run_exit(err->status);
}

int
replacement_fail_system(const char *db, const char *what)
{
    struct fe_error err = {.status = FE_FAILED, .system = errno};

    snprintf(err.message, sizeof err.message, "%s: %s", what, strerror(errno));
    return replacement_fail(db, &err);
}

/* Whether a file system is mounted at the folder, which then can be neither
 * renamed nor replaced. */
static bool
is_mount_point(const char *path)
{
    struct statx found;

    return statx(AT_FDCWD, path, 0, 0, &found) == 0 &&
           (found.stx_attributes & STATX_ATTR_MOUNT_ROOT);
}

bool
replacement_find(struct replacement *replacement, const char *db)
{
    const struct fe_error missing = {.status = FE_NOT_FOUND};
    char reason[REASON_SIZE];

    if (!realpath(db, replacement->real)) {
        if (errno == ENOENT)
            replacement_fail(db, &missing);
        else
            replacement_fail_system(db, "cannot find it");
        return false;
    }
    if (!index_folder_is_own(db, reason)) {
        say("%s", reason);
        return false;
    }
    if (!is_mount_point(replacement->real))
        return true;
    say("a file system is mounted at \"%s\", so that no other folder can take "
        "its place; copy the index elsewhere, do this there with --db, and "
        "copy it back",
        db);
    return false;
}

__attribute__((format(printf, 2, 3))) static bool
name_place(char out[PATH_MAX], const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const int n = vsnprintf(out, PATH_MAX, format, args);
    va_end(args);
    errno = ENAMETOOLONG;
    return n > 0 && n < PATH_MAX;
}

/* The first name at which there is nothing yet, not even a link. */
static bool
name_kept(struct replacement *replacement, const char *kept)
{
    char ending[16] = "";
    struct stat st;

    for (int i = 2; name_place(replacement->kept, "%s.%s%s", replacement->real,
                               kept, ending);
         i++) {
        if (lstat(replacement->kept, &st) < 0)
            return true;
        snprintf(ending, sizeof ending, "-%d", i);
    }
    return false;
}

void
replacement_remove(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;

    while (folder && (entry = readdir(folder)))
        unlinkat(fd, entry->d_name, 0);
    if (folder)
        closedir(folder);
    else if (fd >= 0)
        close(fd);
    rmdir(path);
}

void
replacement_close(const struct replacement *replacement)
{
    replacement_remove(replacement->fresh);
    rmdir(replacement->work);
}

/* Nobody else has put anything into the folders, so that they can be removed
 * with what is in them. */
bool
replacement_open(struct replacement *replacement,
                 const char *kept,
                 const char *doing)
{
    if (!name_kept(replacement, kept) ||
        !name_place(replacement->work, "%s.%s-XXXXXX", replacement->real,
                    doing) ||
        !mkdtemp(replacement->work))
        return false;
    if (name_place(replacement->fresh, "%s/index", replacement->work) &&
        mkdir(replacement->fresh, 0700) == 0)
        return true;
    const int number = errno;
    rmdir(replacement->work);
    errno = number;
    return false;
}

/* The new index changes places with the old one in one step, so that readers
 * always find an index, unless the file system cannot do that. It already has
 * the name that the old one gets, so that a kill in between loses neither. If
 * it fails, everything is as it was. */
static bool
put_in_place(const struct replacement *replacement)
{
    if (rename(replacement->fresh, replacement->kept) < 0)
        return false;
    if (renameat2(AT_FDCWD, replacement->kept, AT_FDCWD, replacement->real,
                  RENAME_EXCHANGE) == 0)
        return true;
    int number = errno;
    const bool can_exchange = number != EINVAL && number != ENOSYS;
    if (rename(replacement->kept, replacement->fresh) == 0 && !can_exchange) {
        if (rename(replacement->real, replacement->kept) == 0 &&
            rename(replacement->fresh, replacement->real) == 0)
            return true;
        number = errno;
        if (access(replacement->real, F_OK) < 0)
            rename(replacement->kept, replacement->real);
    }
    errno = number;
    return false;
}

/* Give a file the owner and the permissions of another, as far as we may. */
static void
copy_access(const struct stat *from, int folder, const char *name)
{
    if (fchownat(folder, name, from->st_uid, from->st_gid, 0) < 0)
        (void)fchownat(folder, name, (uid_t)-1, from->st_gid, 0);
    (void)fchmodat(folder, name, from->st_mode & 07777, 0);
}

/* Let the same users read the new index as the old one: its folder, and its
 * files; one that the old index lacks is like that of its lock. */
static void
keep_access(const struct replacement *replacement)
{
    struct stat whole, file;
    DIR *folder = opendir(replacement->fresh);
    const int old = open(replacement->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct dirent *entry;

    while (folder && old >= 0 && (entry = readdir(folder)))
        if (*entry->d_name != '.' &&
            (fstatat(old, entry->d_name, &file, 0) == 0 ||
             fstatat(old, "flintlock", &file, 0) == 0))
            copy_access(&file, dirfd(folder), entry->d_name);
    if (folder && old >= 0 && fstat(old, &whole) == 0)
        copy_access(&whole, AT_FDCWD, replacement->fresh);
    if (folder)
        closedir(folder);
    if (old >= 0)
        close(old);
}

bool
replacement_put(const struct replacement *replacement)
{
    keep_access(replacement);
    return put_in_place(replacement);
}
