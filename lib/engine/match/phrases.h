/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * phrases.h: how often documents have a pattern of words at certain positions,
 * by reading their streams of words.
 */
#ifndef ENGINE_MATCH_PHRASES_H
#define ENGINE_MATCH_PHRASES_H

#include "engine/match/postings.h"
#include "engine/query/plan.h"

/* A pattern, and the documents that may have it, rising. */
struct sought {
    const struct pattern *pattern;
    struct posting_list list;
};

/* Set the times of the documents of each list; those without the pattern are
 * taken out. A document's stream is read once for all patterns. */
void
phrases_count(const struct snapshot *snapshot, struct sought *sought, size_t n);

#endif
