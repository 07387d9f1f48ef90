/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sources.h: from the paths that a person gives to the files to read.
 */
#ifndef INDEXER_SOURCES_H
#define INDEXER_SOURCES_H

#include "files/source.h"

#include <glib.h>
#include <stddef.h>

/* A file or folder that is left out, and why: one line, for a person. */
struct refusal {
    char *path;
    char *reason;
};

/* Zero-initialise it; free it with sources_fini(). */
struct sources {
    struct source *list;
    size_t count;
    struct refusal *refused;
    size_t n_refused;
    GHashTable *seen; /* paths of files, and folders by device and inode */
};

/* Add a file, or those files below a folder that may be reports (.txt, .md,
 * .pdf, .jsonl; hidden files and README* are left out), in order of name. A
 * folder is searched once, however many links lead to it: first by its own
 * path, if it is below the folder, else by that of a link. */
void sources_add(struct sources *sources, const char *path);
void sources_fini(struct sources *sources);

#endif
