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
    bool is_known;  /* the index has its present content, or another file has;
                       it need not be read */
    bool is_older;  /* it is known as an earlier version read it */
    char *from;     /* the former path of the file, if it has moved; or NULL */
    char *original; /* the path of the file that it is a copy of; or NULL */
    char *compared; /* the digest of that */
    bool is_same;   /* byte for byte; else in another format */
};

/* Free with changes_fini(). */
struct changes {
    struct change *list; /* one for each source, in the same order */
    size_t count;
};

/* Compare the sources with the registry. The digests are those of their present
 * content ("": unknown). With OCR, a file of which pages were not read, because
 * they have to be recognised, counts as changed. Without OCR, one of which
 * pages were recognised counts as known also if it would be read differently
 * now, or has another name: without these pages, most of the report would be
 * lost.
 *
 * A file counts as moved if its content is that of a file that is gone. If
 * there are several of these, one of the same name is preferred, then the first
 * in order; none is used twice.
 *
 * Of files with the same content, and endings of their names by which they are
 * read the same way, one is the original and the others are its copies. The
 * original is a file whose reports the index has, otherwise the first in order.
 * A file is also a copy if the index has noted it as one, and neither it nor
 * its original has changed, as far as that can be read.
 */
void changes_find(const struct sources *sources,
                  char (*digests)[DIGEST_SIZE],
                  const struct registry *registry,
                  bool with_ocr,
                  struct changes *out);
void changes_fini(struct changes *changes);

/* Keep only those of the n sources that may be copies of others, because they
 * are as large, in any order. Returns their number. */
size_t changes_keep_equal_sizes(const struct source **sources, size_t n);

#endif
