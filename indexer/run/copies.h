/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * copies.h: the files of a run that are not indexed, because another file has
 * the same report.
 */
#ifndef INDEXER_COPIES_H
#define INDEXER_COPIES_H

#include "files/digest.h"
#include "files/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise it; free it with copies_fini(). */
struct copies {
    struct copy {
        const struct source *file;  /* borrowed */
        char *original;             /* path of the other file */
        char compared[DIGEST_SIZE]; /* the digest of that, when it was compared
                                     */
        char digest[DIGEST_SIZE];   /* of the copy */
        bool is_same;               /* byte for byte; else in another format */
    } * list;
    size_t count;
};

void copies_add(struct copies *copies,
                const struct source *file,
                const char *original,
                const char *compared,
                const char *digest,
                bool is_same);

/* What is a copy of a copy becomes one of its original. */
void copies_resolve(struct copies *copies);

/* Keep only those for which the function returns true, in the same order. */
void copies_keep(struct copies *copies,
                 bool (*is_kept)(void *data, const struct copy *copy),
                 void *data);

/* What it is: "a copy of", or "the same report as" its original. */
const char *copies_kind(const struct copy *copy);

/* Print each on standard output, for a person: "b/x.pdf: a copy of a/x.pdf". */
void copies_print(const struct copies *copies);

/* How many there are, and the first of them: one line, for a person. The caller
 * frees it with g_free(). */
char *copies_summary(const struct copies *copies);

void copies_fini(struct copies *copies);

#endif
