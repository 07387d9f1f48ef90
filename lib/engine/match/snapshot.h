/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * snapshot.h: what one request sees of the index: a revision, which all workers
 * share, and the worker's own handle, arena, stemmer and packer. The planner
 * asks it which words there are; matching takes posting lists and columns from
 * it.
 */
#ifndef ENGINE_MATCH_SNAPSHOT_H
#define ENGINE_MATCH_SNAPSHOT_H

#include "engine/base/arena.h"
#include "engine/query/lexicon.h"
#include "engine/query/gazetteer.h"
#include "engine/query/spelling.h"
#include "engine/text/packed.h"
#include "engine/text/stem.h"

struct snapshot {
    struct arena *arena;
    struct stemmer *stemmer;
    struct packer *packer;
    const struct fe_lexicon *lexicon; /* or NULL */
    struct revision *revision; /* shared; referenced until the request ends */
    struct shards *store;      /* the worker's own, at this revision */
};

uint32_t snapshot_documents(const struct snapshot *snapshot);

/* Words of the index. The prefix is "" for the texts of documents, or that of a
 * field. */
struct word {
    const char *text;
    uint32_t documents;
};

struct words {
    struct word *at;
    size_t n;
};

/* Forms of the words of this text will be asked for: have other machines send
 * what is needed for that, all at once. */
void
words_expect(const struct snapshot *snapshot, const char *text, size_t len);

/* How many documents have exactly this word. */
uint32_t words_documents(const struct snapshot *snapshot,
                         const char *prefix,
                         const char *word);

/* All words of the stem, in text order. */
struct words words_of_stem(const struct snapshot *snapshot,
                           const char *prefix,
                           const char *stem);

/* The forms that words_keep_forms() kept for a word of the documents' texts in
 * this revision; false if there are none. Looking them up each time, in both
 * British and American spelling, would be a good part of the cost of a plan. */
bool words_find_forms(const struct snapshot *snapshot,
                      const char *word,
                      struct phrase *forms);

/* The forms must be words of the index. */
void words_keep_forms(const struct snapshot *snapshot,
                      const char *word,
                      const struct phrase *forms);

/* All words that begin with the letters, in text order. */
struct words words_of_prefix(const struct snapshot *snapshot,
                             const char *prefix,
                             const char *letters);

/* The words of a compound that may also be written as one ("well-being" for the
 * stem of "wellbeing"); none if the index never has it with a hyphen. */
struct phrase words_of_compound(const struct snapshot *snapshot,
                                const char *prefix,
                                const char *stem);

/* spelling_judge() and spelling_like() over the words of the prefix. */
void words_judge(const struct snapshot *snapshot,
                 const char *prefix,
                 const char *word,
                 bool is_abbreviation,
                 struct spelling_answer *answer);
size_t words_like(const struct snapshot *snapshot,
                  const char *word,
                  struct spelling_word *words,
                  size_t limit);

/* Whether any document has the second word directly after the first. */
bool words_adjoin(const struct snapshot *snapshot,
                  const char *first,
                  const char *second);

/* Whether any document has the value in the field; whether documents differ in
 * the field. */
bool values_exist(const struct snapshot *snapshot,
                  const struct field *field,
                  const char *value,
                  size_t len);
bool values_vary(const struct snapshot *snapshot, const struct field *field);

/* The names of values that words can stand for; NULL without a lexicon. */
const struct gazetteer *snapshot_gazetteer(const struct snapshot *snapshot);

/* Concepts that come from the index itself: see FE_EQUAL_KEY. */
const struct concepts *snapshot_learnt(const struct snapshot *snapshot);

#endif
