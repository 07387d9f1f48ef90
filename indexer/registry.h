/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * registry.h: which file each report id belongs to. Two reports of one
 * authority and day are told apart by a number behind the id; a file that is
 * read again keeps its own.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include <stddef.h>

struct registry {
    struct registry_entry {
        char *id;
        char *path;
    } * list;
    size_t count;
};

void registry_set(struct registry *registry, const char *id, const char *path);
void registry_drop(struct registry *registry, const char *id);

/* The id that the file's report is to have, yours to free: the one it has, if
 * that is the wanted one or a numbered one of it; else the first of those that
 * belongs to no file that is still there. */
char *registry_id(const struct registry *registry,
                  const char *wanted,
                  const char *path);

/* An id that the file had; NULL where none. Borrowed until the next set or
 * drop. */
const char *registry_of(const struct registry *registry, const char *path);

void registry_fini(struct registry *registry);

#endif
