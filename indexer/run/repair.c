/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/repair.h"
#include "base/say.h"
#include "index/salvage.h"
#include "index/verify.h"
#include "run/replacement.h"

#include "findings/visible.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

/* Verify an index to which nobody writes. */
static int
verify_held(const char *db)
{
    struct fe_index *index;
    struct fe_error err, found;
    enum fe_status status = fe_index_open(db, NULL, &index, &err);

    fe_index_close(index);
    if (status != FE_OK && status != FE_CORRUPT)
        return replacement_fail(db, &err);
    /* Name the paragraphs even if it is known already that there is damage. */
    if (fe_run_apart(verify_index, (void *)db, &found) != FE_OK &&
        status == FE_OK)
        err = found;
    if (err.status != FE_OK)
        return replacement_fail(db, &err);
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
        return replacement_fail(db, &err);
    const int status = verify_held(db);
    fe_index_unlock(lock);
    return status;
}

/* The places of the new index, and a folder for what was read of the old one.
 */
struct places {
    struct replacement replacement;
    char salvaged[PATH_MAX];
};

static void
close_places(const struct places *places)
{
    replacement_remove(places->salvaged);
    replacement_close(&places->replacement);
}

static bool
open_places(struct places *places)
{
    if (!replacement_open(&places->replacement, "before-repair", "repairing"))
        return false;
    const int n = snprintf(places->salvaged, PATH_MAX, "%.*s/salvaged",
                           PATH_MAX - 16, places->replacement.work);
    if (n < PATH_MAX && mkdir(places->salvaged, 0700) == 0)
        return true;
    const int number = n < PATH_MAX ? errno : ENAMETOOLONG;
    replacement_close(&places->replacement);
    errno = number;
    return false;
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
    struct salvage_places from = {places->replacement.real, places->salvaged};
    char word[FINDINGS_SHELL_SIZE];
    struct fe_error err;

    const enum fe_status read = fe_run_apart(salvage_read, &from, &err);
    salvage_sources(places->salvaged, sources);
    if (read == FE_OK || sources->count > 0)
        return true;
    if (read == FE_FAILED)
        *status = replacement_fail(db, &err);
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

    if (!replacement_put(&places->replacement))
        return replacement_fail_system(
            db, "cannot put the repaired index in its place");
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
        db, places->replacement.kept);
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
    status = run_index(&what, places->replacement.fresh);
    if (status != EXIT_ALL && status != EXIT_REFUSED) {
        say("the index \"%s\" has not been repaired, and is as it was", db);
        return status;
    }
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
        return replacement_fail_system(db, "cannot make a folder beside it");
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
    struct fe_error err;

    /* Before the lock, which is a file in the folder. */
    if (!replacement_find(&places.replacement, db))
        return EXIT_FATAL;
    if (fe_index_lock(places.replacement.real, &lock, &err) != FE_OK)
        return replacement_fail(db, &err);
    const int status = repair_locked(options, sources, db, &places);
    fe_index_unlock(lock);
    return status;
}
