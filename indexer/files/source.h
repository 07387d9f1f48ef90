/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * source.h: paths -> files to read.
 */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
    char *path; /* absolute: it identifies the file */
    char *name; /* below the folder that was given, or the file's own */
};

/* Free with sources_fini(). */
struct sources {
    struct source *list;
    size_t count;
};

/* Add a file, or the files below a folder that may be reports (.txt, .md,
 * .pdf, .jsonl; hidden files and README* are left out), in order of name. False
 * with a reason where the path does not exist. */
bool sources_add(struct sources *sources,
                 const char *path,
                 char reason[REASON_SIZE]);
void sources_fini(struct sources *sources);

/* Whether there is nothing at the path any more. What may not be looked at is
 * not gone. */
bool source_is_gone(const char *path);

/* The absolute path that a path means, also where nothing is there any more.
 * False where it is too long. */
bool source_place(const char *path, char *place, size_t size);

/* The bytes of a file; free *bytes. False with a reason. */
bool source_read(const struct source *source,
                 char **bytes,
                 size_t *len,
                 char reason[REASON_SIZE]);

#endif
