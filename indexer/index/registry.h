/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * registry.h: which file each report id belongs to. Reports of the same
 * authority and date are distinguished by a number after the id; the reports of
 * a file keep their ids when it is read again.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include "files/source.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise it; free it with registry_fini(). */
struct registry {
    struct registry_entry {
        char *id;
        struct source file;
        char *digest;     /* of the file when it was read; "": unknown */
        bool is_released; /* free to be taken again by a report of the file */
    } * list;
    size_t count;
    GHashTable *places; /* id -> its index in the list, plus 1 */
    GHashTable *files;  /* path -> the number of its ids */
};

/* Record that the report with this id is from that file. Everything is copied.
 */
void registry_set(struct registry *registry,
                  const char *id,
                  const struct source *file,
                  const char *digest);
void registry_drop(struct registry *registry, const char *id);

/* Release the ids of a file that is being read again, for its reports to take.
 * Those that remain released are to be dropped. */
void registry_release(struct registry *registry, const char *path);

/* The id for a report of the file; the caller frees it. It is a released id of
 * this file if one is the wanted id, perhaps with a number; otherwise the first
 * of these that does not belong to a file that still exists. */
char *registry_id(const struct registry *registry,
                  const char *wanted,
                  const char *path);

/* The path of another file that still exists and whose report has the id; NULL
 * if there is none. Borrowed like the next. */
const char *registry_other(const struct registry *registry,
                           const char *id,
                           const char *path);

/* The first entry of the file; NULL if it has none. Borrowed until the next set
 * or drop. */
const struct registry_entry *registry_of(const struct registry *registry,
                                         const char *path);

/* How many of the files no longer exist. */
size_t registry_gone(const struct registry *registry);

void registry_fini(struct registry *registry);

#endif
