/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * replacement.h: makes a new index beside an old one and puts it in its place,
 * so that readers always find an index.
 */
#ifndef INDEXER_REPLACEMENT_H
#define INDEXER_REPLACEMENT_H

#include <limits.h>
#include <stdbool.h>

struct fe_error;

/* The index, and names beside it. */
struct replacement {
    char real[PATH_MAX];  /* of the index, without links */
    char kept[PATH_MAX];  /* where it is in the end */
    char work[PATH_MAX];  /* a folder of our own, for the next one */
    char fresh[PATH_MAX]; /* the new index: an empty folder */
};

/* Say what is wrong with the index db. Returns the exit status. */
int replacement_fail(const char *db, const struct fe_error *err);
int replacement_fail_system(const char *db, const char *what); /* by errno */

/* Find the index, and make sure that it is one and can be replaced. False after
 * a message. */
bool replacement_find(struct replacement *replacement, const char *db);

/* Make the folders; the old index is to get a name that ends with kept, as in
 * "before-repair", and that of the work folder ends with doing, as in
 * "repairing". False with errno. */
bool replacement_open(struct replacement *replacement,
                      const char *kept,
                      const char *doing);

/* Remove what is left of the folders that were made, with the files in them. */
void replacement_close(const struct replacement *replacement);

/* Give the new index the owner and permissions of the old one and let them
 * change places. False, with errno; then everything is as it was. */
bool replacement_put(const struct replacement *replacement);

/* Remove a folder that contains only files. */
void replacement_remove(const char *path);

#endif
