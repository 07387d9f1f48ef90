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
    GHashTable *elsewhere; /* paths of files that other shards have
                              (sharding.h); or NULL */
    GHashTable *seen;      /* paths of files, and folders by device and inode */
    char **folders; /* that were searched, or have a file that was given */
    size_t n_folders;
    GHashTable *left_out; /* ending of a name -> how many files; or NULL */
    size_t n_left_out;
    int input;    /* standard input, as a file; 0: it is not read */
    char *missed; /* the first path that could not be looked at because the
                     system lacks something; NULL: none */
    int lacks;    /* what: the errno */
};

/* Add a file, or those files below a folder that may be reports, by the ending
 * of their name or by their first bytes, in order of name. Other files are
 * counted; hidden files and README* are not. A
 * folder is searched once, however many links lead to it: first by its own
 * path, if it is below the folder, else by that of a link. */
void sources_add(struct sources *sources, const char *path);

/* Add a file that was read before, under the name that it had, if it is still
 * there. */
void
sources_add_as(struct sources *sources, const char *path, const char *name);

/* Add standard input, which has been copied to fd, under the name; without one,
 * as records that are kept report by report. Takes ownership of fd. */
void
sources_add_open(struct sources *sources, int fd, const char *name, off_t size);

/* Leave it out for this reason. */
void
sources_refuse(struct sources *sources, const char *path, const char *reason);

/* What was found in folders and is of a kind that is not read, as in "2 files
 * of kinds that are not read: .png (1), .xlsx (1)"; NULL if nothing was. The
 * caller frees it with g_free(). */
char *sources_left_out(const struct sources *sources);
void sources_fini(struct sources *sources);

#endif
