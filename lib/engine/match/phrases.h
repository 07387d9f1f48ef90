/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * phrases.h: how often documents have words at certain positions, such as a
 * phrase, found by reading the streams of their words.
 */
#ifndef ENGINE_MATCH_PHRASES_H
#define ENGINE_MATCH_PHRASES_H

#include "engine/match/postings.h"
#include "engine/query/plan.h"

/* A pattern, and the candidates: documents that may have it, rising. */
struct sought {
    const struct pattern *pattern;
    struct posting_list list;
};

/* Count how often each candidate has its pattern, and remove those that do not
 * have it. The stream of a document is read once for all patterns. */
void
phrases_count(const struct snapshot *snapshot, struct sought *sought, size_t n);

#endif
