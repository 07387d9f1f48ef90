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

struct inverter;

struct inverter *inverter_new(void);
void inverter_free(struct inverter *inverter); /* NULL is allowed */

/* Note that the document has the words, each as often as its frequency says; if
 * one comes again, that adds up. Documents come one after the other, by rising
 * ids. */
void inverter_add(struct inverter *inverter,
                  const struct xc_term *words,
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
