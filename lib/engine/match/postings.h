/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * postings.h: a posting list in memory: the documents that have a term, and how
 * often each has it. It is divided into chunks, one for each window that has a
 * posting. A chunk of many documents is a set of bits, which matching uses in
 * place; a chunk of few documents is a list of offsets.
 *
 * A list does not change once it is made. It is reference-counted, and any
 * number of threads may use it.
 */
#ifndef ENGINE_MATCH_POSTINGS_H
#define ENGINE_MATCH_POSTINGS_H

#include "engine/base/arena.h"
#include "engine/match/window.h"

struct postings {
    int references;
    uint32_t n;           /* documents */
    uint64_t occurrences; /* in all documents */
    uint32_t most;        /* the most in one document */
    size_t n_chunks;
    size_t size; /* bytes in memory */
    struct postings_chunk *chunks;
    unsigned char *bytes;
};

/* Document numbers, rising, and how often each has the term, as plain arrays in
 * an arena. times may be NULL if all are 1. */
struct posting_list {
    uint32_t *ids;
    uint32_t *times;
    size_t n;
};

struct postings *postings_new(const struct posting_list *list);
struct postings *postings_ref(struct postings *postings);
void postings_unref(struct postings *postings); /* NULL is allowed */

/* The whole list as arrays; times is never NULL. */
struct posting_list postings_unpack(struct arena *arena,
                                    const struct postings *postings);

/* A cursor over the windows of a list, in rising order. */
struct cursor {
    const struct postings *postings;
    size_t chunk; /* the first chunk that is not before the window */
};

/* Move to the window that begins at this document; false if the list has no
 * document in it. Windows may be skipped, but the cursor cannot go back. */
bool cursor_seek(struct cursor *cursor, uint32_t first);

/* The documents of the current window as a set. scratch is used if the chunk is
 * not a set already. */
const uint64_t *cursor_bits(const struct cursor *cursor,
                            uint64_t scratch[WINDOW_WORDS]);

/* The documents of cursor_bits() that have the term more than once; NULL if
 * there are none. */
const uint64_t *cursor_more(const struct cursor *cursor,
                            uint64_t scratch[WINDOW_WORDS]);

/* Set times[offset] for each document of the mask; all must be in the list.
 * Other elements are not changed. */
void cursor_times(const struct cursor *cursor,
                  const uint64_t mask[WINDOW_WORDS],
                  uint32_t times[WINDOW]);

#endif
