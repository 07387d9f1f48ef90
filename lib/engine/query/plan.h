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
    PATTERN_WORDS,  /* any of these words */
    PATTERN_PHRASE, /* its parts, one after the other */
    PATTERN_LOOSE,  /* its parts side by side, in either order, with only common
                       words between: the index keeps these as pairs of stems */
    PATTERN_NEAR,   /* two parts, within distance words of each other */
    PATTERN_EITHER  /* any of its parts */
};

struct pattern {
    enum pattern_kind kind;
    const char **words; /* WORDS */
    size_t n_words;
    const char *prefix; /* of the words' terms: "", or a field's; never NULL */
    struct pattern *parts;
    size_t n_parts;
    const char **pairs; /* LOOSE: the index terms of its pairs of stems */
    size_t n_pairs;
    unsigned distance; /* NEAR */
};

bool pattern_is_empty(const struct pattern *pattern);

struct term {
    const char *text;
    enum fe_origin origin;
    size_t of; /* the first typed term of its idea, which may be itself */
    struct pattern pattern;
    bool is_cut;      /* more than FE_FORMS_MAX words begin with its letters */
    bool in_headings; /* it counts in headings too */
    /* Set by matching. */
    size_t documents;
    double rarity;
};

#define NONE ((size_t)-1)

/* A value of a field that some words name. */
struct named_value {
    const struct field *field;
    const char *value; /* as the index has it, or else as the lexicon has it */
    bool in_capitals;  /* only if its name was typed in capitals */
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
    struct places typed;  /* its words, or one phrase; none if the idea comes
                             from the frame of a question */
    struct places others; /* other names, wordings and narrower terms */
    size_t near;         /* related terms, which only help the order; or NONE */
    struct places apart; /* the parts of a hyphenated word, anywhere */
    struct places denied; /* the typed words where a text denies them */
    size_t value;         /* the documents that have a value; or NONE */
    struct named_value *values;
    size_t n_values;
    bool is_needed; /* a document that does not contain it is not counted */
    bool is_listed; /* a value's field has a closed list of values */
    bool is_light;  /* only helps the order */
    double times;   /* how often it was typed */
    /* Set by matching. */
    size_t documents; /* that contain it */
    double weight;    /* its part of the query's weight */
};

enum plan_kind {
    PLAN_IDEA,
    PLAN_PLACE,  /* matches a pattern; adds nothing to the score */
    PLAN_VALUES, /* has a value in a slot; adds nothing to the score */
    PLAN_ALL,
    PLAN_ANY,
    PLAN_ONE_OF, /* values that exclude each other: one is as good as all */
    PLAN_PREFER, /* matches the first part; the second only adds to the score */
    PLAN_WITHOUT /* matches the first part but not the second */
};

struct plan {
    enum plan_kind kind;
    struct plan *parts;
    size_t n_parts;
    size_t idea;         /* IDEA: its number */
    struct places pairs; /* ANY and ALL: the terms of words typed side by side,
                            which only help the order */
    struct pattern pattern;    /* PLACE */
    const struct field *field; /* VALUES: has one of these values, */
    const char **values;
    size_t n_values;
    const char *from; /* or, if there are none, one from here to there; */
    const char *to;   /* "": no limit */
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
    bool has_alternatives; /* a document need not contain every idea */
};

struct planned make_plan(const struct snapshot *snapshot,
                         const struct parsed *parsed,
                         const char *query,
                         size_t len,
                         enum fe_match match,
                         bool is_literal);

/* Matches every form of the word that the index has, in either spelling. */
struct pattern pattern_of_word(const struct snapshot *snapshot,
                               const char *word,
                               const char *prefix);

/* Matches the words one after the other, each in any form. */
struct pattern pattern_of_phrase(const struct snapshot *snapshot,
                                 const struct phrase *phrase);

/* Likewise, but matches pairs of stems if the index has them for all the words,
 * which is far cheaper than reading positions (see PATTERN_LOOSE). Empty if the
 * index lacks one of the words. */
struct pattern pattern_of_loose(const struct snapshot *snapshot,
                                const struct phrase *phrase);

#endif
