/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * changes.h: finds what has happened to files since they were indexed.
 */
#ifndef INDEXER_CHANGES_H
#define INDEXER_CHANGES_H

#include "files/digest.h"
#include "index/registry.h"
#include "files/sources.h"

#include <stdbool.h>
#include <stddef.h>

struct change {
    bool is_known; /* the index has its present content; it need not be read */
    char *from;    /* the former path of the file, if it has moved; or NULL */
};

/* Free with changes_fini(). */
struct changes {
    struct change *list; /* one for each source, in the same order */
    size_t count;
};

/* Compare the sources with the registry. The digests are those of their present
 * content ("": unknown).
 *
 * A file counts as moved if its content is that of a file that is gone. If
 * there are several of these, one of the same name is preferred, then the first
 * in order; none is used twice.
 */
void changes_find(const struct sources *sources,
                  char (*digests)[DIGEST_SIZE],
                  const struct registry *registry,
                  struct changes *out);
void changes_fini(struct changes *changes);

#endif
