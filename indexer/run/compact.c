/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/compact.h"
#include "base/say.h"
#include "run/replacement.h"
#include "run/run.h"

#include "findings/engine.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

/* What all files in the folder take of the disk, in bytes; tables have holes.
 */
static uint64_t
size_of(const char *path)
{
    enum { BLOCK = 512 }; /* of st_blocks */
    DIR *folder = opendir(path);
    struct dirent *entry;
    struct stat st;
    uint64_t size = 0;

    while (folder && (entry = readdir(folder)))
        if (fstatat(dirfd(folder), entry->d_name, &st, 0) == 0 &&
            S_ISREG(st.st_mode))
            size += (uint64_t)st.st_blocks * BLOCK;
    if (folder)
        closedir(folder);
    return size;
}

/* Merge the posting lists of the index. */
static enum fe_status
merge(const char *path, struct fe_error *err)
{
    struct fe_writer *writer;
    enum fe_status status = fe_writer_open(path, &writer, err);

    if (status != FE_OK)
        return status;
    status = fe_writer_merge(writer, err);
    if (status == FE_OK)
        status = fe_writer_commit(writer, err);
    fe_writer_close(writer);
    return status;
}

/* Replace the index, which is locked, and took so many bytes. */
static int
replace(const char *db, struct replacement *replacement, uint64_t before)
{
    enum { MEGABYTE = 1000000 };
    struct fe_error err;

    /* Xapian makes the folder. */
    rmdir(replacement->fresh);
    if (fe_index_compact(replacement->real, replacement->fresh, &err) != FE_OK)
        return replacement_fail(db, &err);
    if (!replacement_put(replacement))
        return replacement_fail_system(
            db, "cannot put the compact index in its place");
    replacement_remove(replacement->kept);
    say("the index \"%s\" takes %.1f MB; it took %.1f MB before", db,
        (double)size_of(replacement->real) / MEGABYTE,
        (double)before / MEGABYTE);
    return EXIT_ALL;
}

int
run_compact(const char *db)
{
    struct replacement replacement;
    struct fe_lock *lock;
    struct fe_error err;
    int status;

    if (!replacement_find(&replacement, db))
        return EXIT_FATAL;
    const uint64_t before = size_of(replacement.real);
    if (merge(replacement.real, &err) != FE_OK ||
        fe_index_lock(replacement.real, &lock, &err) != FE_OK)
        return replacement_fail(db, &err);
    if (replacement_open(&replacement, "before-compact", "compacting")) {
        status = replace(db, &replacement, before);
        replacement_close(&replacement);
    } else {
        status = replacement_fail_system(db, "cannot make a folder beside it");
    }
    fe_index_unlock(lock);
    return status;
}
