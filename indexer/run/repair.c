/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* renameat2(), statx() */
#include "run/repair.h"
#include "base/say.h"
#include "index/index_folder.h"
#include "index/salvage.h"
#include "index/verify.h"

#include "findings/trouble.h"
#include "findings/visible.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
fail(const char *db, const struct fe_error *err)
{
    char trouble[FINDINGS_TROUBLE_SIZE];

    findings_trouble(err, db, trouble);
    say("%s", trouble);
    return run_exit(err->status);
}

static int
fail_system(const char *db, const char *what)
{
    struct fe_error err = {.status = FE_FAILED, .system = errno};

    snprintf(err.message, sizeof err.message, "%s: %s", what, strerror(errno));
    return fail(db, &err);
}

/* Verify an index to which nobody writes. */
static int
verify_held(const char *db)
{
    struct fe_index *index;
    struct fe_error err, found;
    enum fe_status status = fe_index_open(db, NULL, &index, &err);

    fe_index_close(index);
    if (status != FE_OK && status != FE_CORRUPT)
        return fail(db, &err);
    /* Name the paragraphs even if it is known already that there is damage. */
    if (fe_run_apart(verify_index, (void *)db, &found) != FE_OK &&
        status == FE_OK)
        err = found;
    if (err.status != FE_OK)
        return fail(db, &err);
    say("the index \"%s\" is intact", db);
    return EXIT_ALL;
}

/* A run changes one table after the other, so that they do not agree meanwhile.
 * An index that cannot be held is verified as it is: a copy may lack the file
 * for it. */
int
run_verify(const char *db)
{
    struct fe_lock *lock;
    struct fe_error err;

    if (fe_index_hold(db, &lock, &err) == FE_LOCKED)
        return fail(db, &err);
    const int status = verify_held(db);
    fe_index_unlock(lock);
    return status;
}

/* The index, and names beside it. */
struct places {
    char real[PATH_MAX];     /* of the index, without links */
    char kept[PATH_MAX];     /* where it is in the end */
    char work[PATH_MAX];     /* a folder of our own, with the next two */
    char fresh[PATH_MAX];    /* the new index */
    char salvaged[PATH_MAX]; /* what was read of the old one */
};

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
name_kept(struct places *places)
{
    char ending[16] = "";
    struct stat st;

    for (int i = 2;
         name_place(places->kept, "%s.before-repair%s", places->real, ending);
         i++) {
        if (lstat(places->kept, &st) < 0)
            return true;
        snprintf(ending, sizeof ending, "-%d", i);
    }
    return false;
}

/* Remove a folder that contains only files. */
static void
remove_folder(const char *path)
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

static void
close_places(const struct places *places)
{
    remove_folder(places->salvaged);
    remove_folder(places->fresh);
    rmdir(places->work);
}

/* Make folders to work in. Nobody else has put anything into them, so that they
 * can be removed with what is in them. */
static bool
open_places(struct places *places)
{
    if (!name_kept(places) ||
        !name_place(places->work, "%s.repairing-XXXXXX", places->real) ||
        !mkdtemp(places->work))
        return false;
    if (name_place(places->fresh, "%s/index", places->work) &&
        name_place(places->salvaged, "%s/salvaged", places->work) &&
        mkdir(places->fresh, 0700) == 0 && mkdir(places->salvaged, 0700) == 0)
        return true;
    const int number = errno;
    close_places(places);
    errno = number;
    return false;
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

/* The new index changes places with the old one in one step, so that readers
 * always find an index, unless the file system cannot do that. It already has
 * the name that the old one gets, so that a kill in between loses neither. If
 * it fails, everything is as it was. */
static bool
put_in_place(const struct places *places)
{
    if (rename(places->fresh, places->kept) < 0)
        return false;
    if (renameat2(AT_FDCWD, places->kept, AT_FDCWD, places->real,
                  RENAME_EXCHANGE) == 0)
        return true;
    int number = errno;
    const bool can_exchange = number != EINVAL && number != ENOSYS;
    if (rename(places->kept, places->fresh) == 0 && !can_exchange) {
        if (rename(places->real, places->kept) == 0 &&
            rename(places->fresh, places->real) == 0)
            return true;
        number = errno;
        if (access(places->real, F_OK) < 0)
            rename(places->kept, places->real);
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
keep_access(const struct places *places)
{
    struct stat whole, file;
    DIR *folder = opendir(places->fresh);
    const int old = open(places->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct dirent *entry;

    while (folder && old >= 0 && (entry = readdir(folder)))
        if (*entry->d_name != '.' &&
            (fstatat(old, entry->d_name, &file, 0) == 0 ||
             fstatat(old, "flintlock", &file, 0) == 0))
            copy_access(&file, dirfd(folder), entry->d_name);
    if (folder && old >= 0 && fstat(old, &whole) == 0)
        copy_access(&whole, AT_FDCWD, places->fresh);
    if (folder)
        closedir(folder);
    if (old >= 0)
        close(old);
}

struct repair {
    const struct places *places;
    struct salvage_result result;
};

static enum fe_status
begin(void *data, struct ingest *ingest, struct fe_error *err)
{
    struct repair *repair = data;

    return salvage_begin(repair->places->salvaged, ingest, &repair->result,
                         err);
}

static enum fe_status
finish(void *data, struct ingest *ingest, struct fe_error *err)
{
    struct repair *repair = data;

    return salvage_restore(repair->places->salvaged, ingest, &repair->result,
                           err);
}

/* Read what can be read of the old index. False, with the exit status, if there
 * is nothing to make a new one from. */
static bool
salvage(const char *db,
        const struct places *places,
        struct sources *sources,
        int *status)
{
    struct salvage_places from = {places->real, places->salvaged};
    char word[FINDINGS_SHELL_SIZE];
    struct fe_error err;

    const enum fe_status read = fe_run_apart(salvage_read, &from, &err);
    salvage_sources(places->salvaged, sources);
    if (read == FE_OK || sources->count > 0)
        return true;
    if (read == FE_FAILED)
        *status = fail(db, &err);
    else
        say("nothing can be read of the index \"%s\" (%s); name the files that "
            "it was made from: findings-index --db %s --repair PATH...",
            db, err.message, findings_shell_word(db, "DIR", word));
    return false;
}

static int
replace(const char *db,
        const struct places *places,
        const struct repair *repair)
{
    const struct salvage_result *result = &repair->result;

    if (!put_in_place(places))
        return fail_system(db, "cannot put the repaired index in its place");
    if (result->recognised > 0)
        say("%zu report%s made from records, because pages had been read with "
            "--ocr; with --repair --ocr they are read again",
            result->recognised, result->recognised == 1 ? " was" : "s were");
    if (result->restored > 0)
        say("%zu report%s made from records, because the files are gone, are "
            "not known any more or could not be read",
            result->restored, result->restored == 1 ? " was" : "s were");
    say("the repaired index is at \"%s\"; the old one is kept at \"%s\", which "
        "you can remove",
        db, places->kept);
    return result->cut + result->lost > 0 ? EXIT_REFUSED : EXIT_ALL;
}

static int
build(const struct run_options *options,
      struct sources *sources,
      const char *db,
      const struct places *places)
{
    struct repair repair = {.places = places};
    struct run_options what = *options;
    int status = EXIT_FATAL;

    if (!salvage(db, places, sources, &status))
        return status;
    what.sources = sources;
    what.name = db;
    what.begin = options->with_ocr ? NULL : begin;
    what.finish = finish;
    what.data = &repair;
    status = run_index(&what, places->fresh);
    if (status != EXIT_ALL && status != EXIT_REFUSED) {
        say("the index \"%s\" has not been repaired, and is as it was", db);
        return status;
    }
    keep_access(places);
    const int replaced = replace(db, places, &repair);
    return replaced == EXIT_ALL ? status : replaced;
}

/* Repair the index, which is locked. */
static int
repair_locked(const struct run_options *options,
              struct sources *sources,
              const char *db,
              struct places *places)
{
    if (!open_places(places))
        return fail_system(db, "cannot make a folder beside it");
    const int status = build(options, sources, db, places);
    close_places(places);
    return status;
}

int
run_repair(const struct run_options *options,
           struct sources *sources,
           const char *db)
{
    struct places places;
    struct fe_lock *lock;
    struct fe_error err = {.status = FE_NOT_FOUND};
    char reason[REASON_SIZE];

    if (!realpath(db, places.real))
        return errno == ENOENT ? fail(db, &err)
                               : fail_system(db, "cannot find it");
    /* Before the lock, which is a file in the folder. */
    if (!index_folder_is_own(db, reason)) {
        say("%s", reason);
        return EXIT_FATAL;
    }
    if (is_mount_point(places.real)) {
        say("a file system is mounted at \"%s\", so that no other folder can "
            "take its place; copy the index elsewhere, repair it there with "
            "--db, and copy it back",
            db);
        return EXIT_FATAL;
    }
    if (fe_index_lock(places.real, &lock, &err) != FE_OK)
        return fail(db, &err);
    const int status = repair_locked(options, sources, db, &places);
    fe_index_unlock(lock);
    return status;
}
