/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * source.h: a file to read.
 */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct source {
    char *path;    /* absolute: it identifies the file; or, for standard input,
                      SOURCE_INPUT and the name */
    char *name;    /* relative to the given folder, or the file's own name */
    off_t size;    /* in bytes, when it was found */
    char *opened;  /* a path at which standard input can be opened; or NULL */
    bool is_split; /* each of its reports is to be kept as a source of its own,
                      with its id for a name */
};

/* What identifies something that came by standard input begins with this. The
 * index has the only copy of it, so it is never gone. */
#define SOURCE_INPUT "stdin:"
bool source_is_input(const char *path);

/* The most bytes of a file, and of JSON Lines, which must fit in the memory of
 * a worker; the longest real report has 0.3 MB of text. */
enum { SOURCE_FILE_MAX = 64 << 20, SOURCE_RECORDS_MAX = 200 << 20 };

/* Whether nothing exists at the path any more. A path that may not be looked at
 * does not count as gone, nor does standard input. */
bool source_is_gone(const char *path);

/* The ending of a file's name, with its full stop; "" if it has none. Borrowed.
 */
const char *source_ending(const char *path);

/* Whether the endings of two names are the same, ignoring letter case. */
bool source_same_format(const char *a, const char *b);

/* The absolute path of a path, even if nothing exists there any more. False if
 * it is too long. */
bool source_place(const char *path, char *place, size_t size);

/* Read a file, which is open as fd, and close it; the caller frees *bytes.
 * False with a reason; errno is then that of the call that failed, or 0. If fd
 * is -1, the reason is errno. */
bool source_read(const struct source *source,
                 int fd,
                 char **bytes,
                 size_t *len,
                 char reason[REASON_SIZE]);

#endif
