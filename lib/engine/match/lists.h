/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lists.h: the posting list of a pattern, from the cache or from the index. The
 * lists belong to the arena.
 */
#ifndef ENGINE_MATCH_LISTS_H
#define ENGINE_MATCH_LISTS_H

#include "engine/match/postings.h"
#include "engine/query/plan.h"

/* The documents that have the pattern, and how often each has it. */
const struct postings *list_of(const struct snapshot *snapshot,
                               const struct pattern *pattern);

/* Put into the cache the lists of the phrases among the patterns that are not
 * in it yet. This is cheaper than making one after another, as the stream of a
 * document is read only once. */
void lists_make(const struct snapshot *snapshot,
                const struct pattern *const *patterns,
                size_t n);

/* The documents whose headings contain one of the words; in place of a
 * frequency, each has the number, from 1, of the heaviest such heading. NULL if
 * headings do not count. The pattern must be PATTERN_WORDS. */
const struct postings *list_of_headings(const struct snapshot *snapshot,
                                        const struct pattern *pattern);

/* The weight of a heading by its number; 0 after the last one. */
double heading_weight(const struct snapshot *snapshot, uint32_t number);

/* The documents that have the value in its field; the documents in any of
 * several lists. */
const struct postings *list_of_value(const struct snapshot *snapshot,
                                     const struct named_value *value);
const struct postings *list_of_either(const struct snapshot *snapshot,
                                      const struct postings *const *lists,
                                      size_t n);

/* Append a key for the pattern; no two patterns have the same key. */
void pattern_name(struct arena *arena,
                  struct string *name,
                  const struct pattern *pattern);

#endif
