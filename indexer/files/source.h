/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * source.h: from paths to the files to read.
 */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
    char *path; /* absolute: it identifies the file */
    char *name; /* relative to the given folder, or the file's own name */
};

/* Free with sources_fini(). */
struct sources {
    struct source *list;
    size_t count;
};

/* Add a file, or those files below a folder that may be reports (.txt, .md,
 * .pdf, .jsonl; hidden files and README* are left out), in order of name. False
 * with a reason if the path does not exist. */
bool sources_add(struct sources *sources,
                 const char *path,
                 char reason[REASON_SIZE]);
void sources_fini(struct sources *sources);

/* Whether nothing exists at the path any more. A path that may not be looked at
 * does not count as gone. */
bool source_is_gone(const char *path);

/* The absolute path of a path, even if nothing exists there any more. False if
 * it is too long. */
bool source_place(const char *path, char *place, size_t size);

/* Read a file; the caller frees *bytes. False with a reason. */
bool source_read(const struct source *source,
                 char **bytes,
                 size_t *len,
                 char reason[REASON_SIZE]);

#endif
