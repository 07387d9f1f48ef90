/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plan.h: the plan of a query, made from its syntax tree: what to look for in
 * this index. Words become the forms that the index has, misspelt words are
 * corrected, and words that mean the same, or nearly the same, are added. Who
 * uses a plan needs only this header; planner_private.h is for the files that
 * make it.
 *
 * Glossary:
 *   term      anything that adds to a document's score: a word in all its
 *             forms, a phrase, a synonym, a pair of adjacent words
 *   pattern   where in a text a term matches (a positional pattern)
 *   idea      everything that one typed word or phrase stands for
 *   plan      the tree of ideas, patterns and values that documents are matched
 *             against
 */
#ifndef ENGINE_QUERY_PLAN_H
#define ENGINE_QUERY_PLAN_H

#include "engine/match/snapshot.h"
#include "engine/query/parse.h"

enum pattern_kind {
    PATTERN_WORDS,  /* any of these */
    PATTERN_PHRASE, /* its parts, one after the other */
    PATTERN_LOOSE,  /* its parts side by side, in either order, with only common
                       words between: what the index keeps as pairs of stems */
    PATTERN_NEAR,   /* two parts, within distance words of one another */
    PATTERN_EITHER  /* any of its parts */
};

struct pattern {
    enum pattern_kind kind;
    const char **words; /* WORDS */
    size_t n_words;
    const char *prefix; /* of the words' terms: "", or a field's; never NULL */
    struct pattern *parts;
    size_t n_parts;
    const char **pairs; /* LOOSE: the index terms that stand for it */
    size_t n_pairs;
    unsigned distance; /* NEAR */
};

bool pattern_is_empty(const struct pattern *pattern);

struct term {
    const char *text;
    enum fe_origin origin;
    size_t of; /* the first typed term of its idea; itself */
    struct pattern pattern;
    bool is_cut;      /* more words than FE_FORMS_MAX begin so */
    bool in_headings; /* counts there, too */
    /* Set by matching. */
    size_t documents;
    double rarity;
};

#define NONE ((size_t)-1)

/* A value of a field that some words name. */
struct named_value {
    const struct field *field;
    const char *value; /* as the index has it; if it has none, as the lexicon
                          does */
    bool in_capitals;  /* only where it was typed so */
    size_t documents;  /* set by matching */
};

/* Numbers of terms. */
struct places {
    size_t *at;
    size_t n;
};

struct idea {
    const char *text; /* as understood */
    size_t offset;    /* bytes of the query */
    size_t length;
    struct places typed;  /* its words, or the one phrase; none of a question's
                             frame */
    struct places others; /* that say the same, or a narrower thing */
    size_t near;          /* related; helps the order only; or NONE */
    struct places apart;  /* the words of a hyphened one, anywhere */
    struct places denied; /* the typed words where they are denied */
    size_t value;         /* the documents of the values; or NONE */
    struct named_value *values;
    size_t n_values;
    bool is_needed; /* a document that lacks it is not counted */
    bool is_listed; /* a value is one of its field's list */
    bool is_light;  /* helps the order only */
    double times;   /* it was said */
    /* Set by matching. */
    size_t documents; /* that contain it */
    double weight;    /* of the query's */
};

enum plan_kind {
    PLAN_IDEA,
    PLAN_PLACE,  /* a pattern; adds nothing to the score */
    PLAN_VALUES, /* of a slot; likewise */
    PLAN_ALL,
    PLAN_ANY,
    PLAN_ONE_OF, /* values that exclude each other: one is as good as all */
    PLAN_PREFER, /* the first part; the second adds to the score */
    PLAN_WITHOUT /* the first part without the second */
};

struct plan {
    enum plan_kind kind;
    struct plan *parts;
    size_t n_parts;
    size_t idea;         /* IDEA: its number */
    struct places pairs; /* ANY and ALL: words typed side by side; their terms
                            help the order only */
    struct pattern pattern;    /* PLACE */
    const struct field *field; /* VALUES */
    const char **values;       /* one of these, or */
    size_t n_values;
    const char *from; /* from here; "": from the first */
    const char *to;
};

/* A word that may be misspelt, and what the index has instead. */
struct correction {
    size_t offset;
    size_t length;
    struct words words; /* likeliest first */
    bool is_applied;    /* the first was searched for */
};

/* A planned query. */
struct planned {
    struct plan plan;
    struct term *terms;
    size_t n_terms;
    struct idea *ideas;
    size_t n_ideas;
    const char *text;               /* as understood */
    struct correction *corrections; /* in the order of the query */
    size_t n_corrections;
    bool has_alternatives; /* a document may contain some ideas only */
};

struct planned make_plan(const struct snapshot *snapshot,
                         const struct parsed *parsed,
                         const char *query,
                         size_t len,
                         enum fe_match match,
                         bool is_literal);

/* The pattern of every word of the index that is the same word. */
struct pattern pattern_of_word(const struct snapshot *snapshot,
                               const char *word,
                               const char *prefix);

/* The pattern of words that follow one another, each by its stem. */
struct pattern pattern_of_phrase(const struct snapshot *snapshot,
                                 const struct phrase *phrase);

/* Likewise, or side by side where the index can tell that by itself, which is
 * far cheaper than to look at positions; empty if a word is not there. */
struct pattern pattern_of_loose(const struct snapshot *snapshot,
                                const struct phrase *phrase);

#endif
