/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * registry.h: which file each report id belongs to. Two reports of one
 * authority and day are told apart by a number after the id; a file that is
 * read again keeps its own.
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
        char *digest;     /* of the file when it was read; "": not known */
        bool is_released; /* it waits for the file's reports to take it again */
    } * list;
    size_t count;
    GHashTable *places; /* an id -> its place in the list, from 1 */
    GHashTable *files;  /* a path -> how many ids it has */
};

/* The report of this id is from that file. All is copied. */
void registry_set(struct registry *registry,
                  const char *id,
                  const struct source *file,
                  const char *digest);
void registry_drop(struct registry *registry, const char *id);

/* The file is read again: the ids that it has are given to its reports again.
 * Those that none wants are left released, to be dropped. */
void registry_release(struct registry *registry, const char *path);

/* The id that a report of the file is to have; the caller frees it. It is one
 * released of that file, if it is the wanted one or a numbered one of it; else
 * the first of those that belongs to no file that is still there. */
char *registry_id(const struct registry *registry,
                  const char *wanted,
                  const char *path);

/* The path of another file, which is still there, whose report has the id; NULL
 * where none has. Borrowed as the next. */
const char *registry_other(const struct registry *registry,
                           const char *id,
                           const char *path);

/* The first entry of the file; NULL where none. Borrowed until the next set or
 * drop. */
const struct registry_entry *registry_of(const struct registry *registry,
                                         const char *path);

void registry_fini(struct registry *registry);

#endif
