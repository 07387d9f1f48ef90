/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * synonyms.h: the expansion of words that were typed side by side: synonyms,
 * narrower and related terms of the lexicon; synonyms that the index brings;
 * the same words written apart or as one; and the values that they name.
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
    struct phrases joined; /* the same words, written apart or as one */
    struct phrases same;   /* other names */
    struct phrases wordings;
    struct phrases narrower;
    struct phrases near; /* related terms */
    struct named_value *values;
    size_t n_values, values_room;
    bool is_concept;
    bool is_named; /* by a name or wording, not only by an everyday word */
};

/* Whether the words belong together, rather than just being side by side. */
bool synonyms_are_unit(const struct synonyms *synonyms);

struct synonyms synonyms_of(const struct snapshot *snapshot,
                            const struct phrase *words);

/* What the frame of a question asks about: "how long" asks about delay. */
struct synonyms synonyms_asked(const struct snapshot *snapshot,
                               const struct phrase *words);

/* The most words that a term or name may have. */
size_t synonyms_longest(const struct snapshot *snapshot);

bool is_light_word(const struct snapshot *snapshot, const char *word);

/* Whether the documents or the thesaurus have the word in this form. */
bool is_written(const struct snapshot *snapshot, const char *word);

bool phrase_equals(const struct phrase *a, const struct phrase *b);

#endif
