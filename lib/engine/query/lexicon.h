/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lexicon.h: the engine's view of a lexicon, which is all that queries may use
 * besides plain words: fields, concepts and the terms that lead to them, names
 * of values, light words. It is constant once fe_lexicon_finish() has been
 * called.
 */
#ifndef ENGINE_QUERY_LEXICON_H
#define ENGINE_QUERY_LEXICON_H

#include "engine/query/spelling.h"
#include "engine/query/thesaurus.h"
#include "engine/query/values.h"
#include "engine/text/stem.h"
#include "engine/text/tokens.h"
#include "findings/engine.h"

struct field {
    const char *name;
    enum fe_field_kind kind;
    unsigned slot;
    size_t length;      /* only so many bytes of the values; 0: all */
    const char *prefix; /* "" unless FE_FIELD_TEXT */
    double weight;
    const struct value_word
        *words; /* ended by NULL; NULL: it may have any value */
    enum fe_naming naming;
};

/* A concept: what documents call it, and what it is related to. The words of a
 * term are not stemmed. A word that begins with '=' is an abbreviation, whose
 * only other form is its plural: SEND is not "sent". */
struct concept {
    struct phrase *names; /* interchangeable */
    size_t n_names;
    struct phrase *wordings; /* other ways to say it */
    size_t n_wordings;
    const size_t *narrower; /* numbers of concepts */
    size_t n_narrower;
    const size_t *related;
    size_t n_related;
};

/* How a term leads to a concept; thesaurus.h describes the roles. */
struct sense {
    size_t concept;
    enum fe_role role;
};

struct senses {
    const struct sense *at;
    size_t n;
};

/* Concepts by the stems of their terms. Fill it on one thread; after that it is
 * constant. */
struct concepts;

struct concepts *concepts_new(void);
void concepts_free(struct concepts *concepts); /* NULL is allowed */

/* Copy the concepts of a finished thesaurus, with the same numbers. Call before
 * anything else is added. */
void concepts_take(struct concepts *concepts,
                   const struct thesaurus *thesaurus,
                   struct stemmer *stemmer);

/* Add a synonym from an index (FE_EQUAL_KEY): a concept whose names are the
 * word and each of the lines. */
void concepts_add_equal(struct concepts *concepts,
                        const char *word,
                        const char *lines,
                        struct stemmer *stemmer);

/* The number of a stem, or of an abbreviation ('=' and its letters); 0 if no
 * term has it. Terms are looked up by these numbers. */
uint32_t concepts_stem(const struct concepts *concepts, const char *stem);

/* The senses of the term that has these words; or, with
 * concepts_find_content(), of terms that have these words and any fillers. n is
 * 0 if there are none. */
struct senses
concepts_find(const struct concepts *concepts, const uint32_t *stems, size_t n);
struct senses concepts_find_content(const struct concepts *concepts,
                                    const uint32_t *stems,
                                    size_t n);
const struct concept *concepts_at(const struct concepts *concepts,
                                  size_t number);
size_t concepts_longest(const struct concepts *concepts); /* words of a term */
/* Whether a term has the word in this form. */
bool concepts_have_word(const struct concepts *concepts, const char *word);

/* Mark the concepts of which a term contains all of these stems; is_marked has
 * room for all concepts. */
void concepts_containing(const struct concepts *concepts,
                         const uint32_t *stems,
                         size_t n,
                         bool *is_marked);

/* Whether terms mean the same without the word, as "changes of worker" does
 * without "of". */
bool is_filler(const char *word);

struct fe_lexicon; /* its functions: */

size_t lexicon_n_fields(const struct fe_lexicon *lexicon);
const struct field *lexicon_field_at(const struct fe_lexicon *lexicon,
                                     size_t number);
/* NULL if no field has the name. */
const struct field *
lexicon_field(const struct fe_lexicon *lexicon, const char *name, size_t len);
const struct concepts *lexicon_concepts(const struct fe_lexicon *lexicon);
bool lexicon_has_light_stem(const struct fe_lexicon *lexicon, const char *stem);
/* NULL if there is none. */
const struct spelling_dictionary *
lexicon_dictionary(const struct fe_lexicon *lexicon);

/* A name of a value, besides the values that the index has. */
struct lexicon_name {
    size_t field; /* its number */
    const char *value;
    const char *name;
    bool in_capitals;
};
size_t lexicon_n_names(const struct fe_lexicon *lexicon);
const struct lexicon_name *lexicon_name_at(const struct fe_lexicon *lexicon,
                                           size_t number);
size_t lexicon_n_excluded(const struct fe_lexicon *lexicon);
const char *lexicon_excluded_at(const struct fe_lexicon *lexicon,
                                size_t number);

/* See fe_lexicon_set_ties(); FE_NO_SLOT likewise. */
unsigned lexicon_ties_falling(const struct fe_lexicon *lexicon);
unsigned lexicon_ties_rising(const struct fe_lexicon *lexicon);

/* See fe_lexicon_set_repeated(); FE_NO_SLOT if it was not called. */
unsigned lexicon_repeated_slot(const struct fe_lexicon *lexicon);
unsigned lexicon_repeated_within(const struct fe_lexicon *lexicon);

#endif
