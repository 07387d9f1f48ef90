/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * inverter.h: the terms of documents -> the documents of each term. Terms are
 * numbered as they come, and each posting is one small record, so that a few
 * thousand documents take a few tens of megabytes, and sorting is by numbers.
 */
#ifndef ENGINE_STORE_INVERTER_H
#define ENGINE_STORE_INVERTER_H

#include "xapian-capi.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A document and how often it has the term, at least 1. */
struct posting {
    uint32_t id, times;
};

/* A word of a document. */
struct inverter_word {
    uint64_t key; /* the same for each word with this term, and for no other, so
                     that the term need not be made and compared each time; or 0
                   */
    const char *first, *second; /* of which the term is made */
    uint32_t times;             /* that the document has it */
};

/* Write the term of a word, with a NUL; returns its length. */
typedef size_t inverter_term(const struct inverter_word *word,
                             char term[XC_TERM_MAX + 1]);

struct inverter;

struct inverter *inverter_new(inverter_term *term_of);
void inverter_free(struct inverter *inverter); /* NULL is allowed */

/* Note that the document has the words; if one comes again, times add up.
 * Documents come one after the other, by rising ids. */
void inverter_add(struct inverter *inverter,
                  const struct inverter_word *words,
                  size_t n_words,
                  uint32_t id);

/* Bytes of memory that it uses for what was added. */
size_t inverter_size(const struct inverter *inverter);

/* Call visit() for each term, in byte order, with its postings by rising ids,
 * then forget all. A document that is_dropped() is left out, and so is a term
 * with no other document. */
void inverter_drain(struct inverter *inverter,
                    bool (*is_dropped)(const void *data, uint32_t id),
                    void (*visit)(void *data,
                                  const char *term,
                                  size_t len,
                                  const struct posting *postings,
                                  size_t n),
                    void *data);

/* Forget all. */
void inverter_clear(struct inverter *inverter);

#endif
