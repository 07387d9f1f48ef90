/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * postings.h: a posting list in memory: the documents that have a term, and how
 * often each has it. It is kept in chunks of the windows that matching works
 * on: a chunk of many documents is a set of bits, which is used as it is; one
 * of few is a list of offsets.
 *
 * A list does not change once it is made; it is reference-counted, and any
 * number of threads may use it.
 */
#ifndef ENGINE_MATCH_POSTINGS_H
#define ENGINE_MATCH_POSTINGS_H

#include "engine/base/arena.h"
#include "engine/match/window.h"

struct postings {
    int references;
    uint32_t n;           /* documents */
    uint64_t occurrences; /* in all of them */
    uint32_t most;        /* in one of them */
    size_t n_chunks;
    size_t size; /* bytes in memory */
    struct postings_chunk *chunks;
    unsigned char *bytes;
};

/* Documents and their times as plain arrays, rising, in an arena. times may be
 * NULL: all are 1. */
struct posting_list {
    uint32_t *ids;
    uint32_t *times;
    size_t n;
};

struct postings *postings_new(const struct posting_list *list);
struct postings *postings_ref(struct postings *postings);
void postings_unref(struct postings *postings); /* NULL is allowed */

/* All of it again; times are never NULL. */
struct posting_list postings_unpack(struct arena *arena,
                                    const struct postings *postings);

/* A walk over the windows of a list, rising. */
struct cursor {
    const struct postings *postings;
    size_t chunk; /* the first one that is not before the window */
};

/* Move to the window that begins at this document; false if the list has none
 * of it. Windows may be skipped, but not gone back to. */
bool cursor_seek(struct cursor *cursor, uint32_t first);

/* The documents of the window that was sought, as bits; scratch is used where
 * the list has no set of them. */
const uint64_t *cursor_bits(const struct cursor *cursor,
                            uint64_t scratch[WINDOW_WORDS]);

/* Of these, the documents that have the term more than once; NULL if none has.
 */
const uint64_t *cursor_more(const struct cursor *cursor,
                            uint64_t scratch[WINDOW_WORDS]);

/* How often the documents of the mask, all of which the window has, have the
 * term: by offset; others are left as they are. */
void cursor_times(const struct cursor *cursor,
                  const uint64_t mask[WINDOW_WORDS],
                  uint32_t times[WINDOW]);

#endif
