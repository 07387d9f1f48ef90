/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * phrases.h: how often documents have a pattern of words at certain positions,
 * by reading their streams of words.
 */
#ifndef ENGINE_MATCH_PHRASES_H
#define ENGINE_MATCH_PHRASES_H

#include "engine/match/postings.h"

/* Set the times of the documents, which are rising; those without the pattern
 * are taken out. */
void phrases_count(const struct snapshot *snapshot,
                   const struct pattern *pattern,
                   struct posting_list *list);

#endif
