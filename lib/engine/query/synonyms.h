/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * synonyms.h: the expansion of words that were typed side by side: synonyms,
 * narrower and related terms of the lexicon; what the index has learnt; the
 * same words written apart or as one; and the values that they name.
 */
#ifndef ENGINE_QUERY_SYNONYMS_H
#define ENGINE_QUERY_SYNONYMS_H

#include "engine/query/plan.h"

/* Phrases, each once. */
struct phrases {
    struct phrase *at;
    size_t n, room;
};

struct synonyms {
    struct phrases joined; /* the same words, written otherwise */
    struct phrases same;
    struct phrases wordings;
    struct phrases narrower;
    struct phrases near;
    struct named_value *values;
    size_t n_values, values_room;
    bool is_concept;
    bool is_named; /* in the words of documents, not only everyday ones */
};

/* Whether the words are one thing rather than just side by side. */
bool synonyms_are_unit(const struct synonyms *synonyms);

struct synonyms synonyms_of(const struct snapshot *snapshot,
                            const struct phrase *words);

/* What a frame of a question asks about ("how long"). */
struct synonyms synonyms_asked(const struct snapshot *snapshot,
                               const struct phrase *words);

/* How many words a term may have. */
size_t synonyms_longest(const struct snapshot *snapshot);

bool is_light_word(const struct snapshot *snapshot, const char *word);

/* Whether the documents or the thesaurus have the word as it is written. */
bool is_written(const struct snapshot *snapshot, const char *word);

bool phrase_equals(const struct phrase *a, const struct phrase *b);

#endif
