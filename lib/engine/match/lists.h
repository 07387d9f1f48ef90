/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lists.h: the documents that have a pattern, from the cache or the index.
 * Lists are the arena's.
 */
#ifndef ENGINE_MATCH_LISTS_H
#define ENGINE_MATCH_LISTS_H

#include "engine/match/postings.h"
#include "engine/query/plan.h"

/* How often it is in each document. FE_BAD_QUERY where its positions cost
 * a processor more than FE_PATIENCE seconds of the request. */
const struct postings *list_of(const struct snapshot *snapshot,
                               const struct pattern *pattern);

/* Make the lists of the phrases among the patterns, if they are not kept yet:
 * cheaper than one after the other. */
void lists_make(const struct snapshot *snapshot,
                const struct pattern *const *patterns,
                size_t n);

/* The documents whose headings have one of the words, with the number of the
 * heaviest of these headings, from 1, for times. NULL if headings do not count.
 * The pattern must be PATTERN_WORDS. */
const struct postings *list_of_headings(const struct snapshot *snapshot,
                                        const struct pattern *pattern);

/* The weight of a heading by its number; 0 after the last one. */
double heading_weight(const struct snapshot *snapshot, uint32_t number);

/* The documents that have the value of the field, or one of several. */
const struct postings *list_of_value(const struct snapshot *snapshot,
                                     const struct named_value *value);
const struct postings *list_of_either(const struct snapshot *snapshot,
                                      const struct postings *const *lists,
                                      size_t n);

/* A name of the pattern; no two patterns have the same. */
void pattern_name(struct arena *arena,
                  struct string *name,
                  const struct pattern *pattern);

#endif
