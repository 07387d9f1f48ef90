/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * changes.h: what has become of the files since they were read into the index.
 */
#ifndef INDEXER_CHANGES_H
#define INDEXER_CHANGES_H

#include "files/digest.h"
#include "index/registry.h"
#include "files/source.h"

#include <stdbool.h>
#include <stddef.h>

struct change {
    bool is_known; /* the index has it as it is: there is nothing to read */
    char *from;    /* where the file was, if it has moved; else NULL */
};

/* Free with changes_fini(). */
struct changes {
    struct change *list; /* one to a source, in their order */
    size_t count;
};

/* Compare the sources, whose content has these digests ("": not known), with
 * what the registry knows.
 *
 * A file has moved if its content is that of one that is gone. Where several
 * could have, those of its own name go first, then the first in order; no file
 * moves to two places.
 */
void changes_find(const struct sources *sources,
                  char (*digests)[DIGEST_SIZE],
                  const struct registry *registry,
                  struct changes *out);
void changes_fini(struct changes *changes);

#endif
