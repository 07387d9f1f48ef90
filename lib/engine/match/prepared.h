/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * prepared.h: the inside of struct matching, a query prepared for matching: its
 * plan with posting lists in place of patterns, and its ideas with the posting
 * lists that find them. prepare.c builds it, candidates.c finds documents with
 * it, and score.c scores them.
 */
#ifndef ENGINE_MATCH_PREPARED_H
#define ENGINE_MATCH_PREPARED_H

#include "engine/match/columns.h"
#include "engine/match/lists.h"
#include "engine/match/matching.h"
#include "engine/match/ranking.h"
#include "engine/match/revision.h"

/* A posting list, and its documents in the window last sought. */
struct leaf {
    struct cursor cursor;
    uint32_t first; /* of the window; NO_WINDOW before the first */
    bool has_any;
    const uint64_t *bits; /* valid if has_any */
    uint64_t scratch[WINDOW_WORDS];
    uint32_t *times; /* by offset, set for the documents to score; or NULL */
};

#define NO_WINDOW UINT32_MAX

/* Move to the window that begins at this document; false if the list has no
 * document in it. */
bool leaf_seek(struct leaf *leaf, uint32_t first);

static inline bool
leaf_has(const struct leaf *leaf, unsigned offset)
{
    return leaf->has_any && leaf->bits[offset / 64] >> offset % 64 & 1;
}

/* Read how often each document of the mask has the term. */
void leaf_load(const struct matching *matching,
               struct leaf *leaf,
               const uint64_t mask[WINDOW_WORDS]);

/* How often a document has the term; it must have been in the mask. */
static inline uint32_t
leaf_times(const struct leaf *leaf, unsigned offset)
{
    return leaf_has(leaf, offset) ? leaf->times[offset] : 0;
}

/* The posting lists of a term, and how it is weighted. */
struct weighed_term {
    const struct postings *text;
    const struct postings *headings; /* or NULL */
    struct weighing weighing;
};

/* Where a posting list of an idea comes from, which decides how it counts. */
enum role {
    ROLE_TYPED,  /* a typed word */
    ROLE_OTHER,  /* another name, a wording or a narrower term */
    ROLE_NEAR,   /* a related term */
    ROLE_APART,  /* a part of a hyphenated word, by itself */
    ROLE_DENIED, /* a typed word that is negated */
    ROLE_VALUE   /* a value that the words name */
};

struct source {
    enum role role;
    size_t term;
    double share;  /* how much an occurrence counts */
    double rarity; /* of the term */
    double most;   /* highest frequency in a document, headings included */
    struct leaf text;
    struct leaf headings; /* no postings if headings do not count */
};

struct matched_idea {
    struct idea *idea;
    struct source *sources;
    size_t n_sources;
    size_t n_typed;
    struct weighing weighing; /* of the idea as a whole */
    double rarity;            /* sum over its typed words */
    double most;              /* highest frequency as a whole in a document */
    bool has_value_documents; /* some document has its value */
};

struct node {
    enum plan_kind kind;
    struct node *parts;
    size_t n_parts;
    struct matched_idea *idea;   /* IDEA */
    struct leaf *leaf;           /* PLACE */
    const struct column *column; /* VALUES */
    const bool *passes;          /* by code of the column */
    struct leaf *pairs;
    const size_t *pair_terms;
    size_t n_pairs;
    double weight; /* ONE_OF: the weight of a document that has any part */
};

/* The documents of a window that a part of the plan finds. Elements of held and
 * needed are 0 for documents that are not in found. */
struct candidates {
    uint64_t found[WINDOW_WORDS]; /* contain something of the part */
    uint64_t whole[WINDOW_WORDS]; /* contain the part as a whole */
    double held[WINDOW];     /* how much of the query's weight a document has */
    uint8_t needed[WINDOW];  /* how many needed ideas it contains */
    struct candidates *next; /* of those that are not in use */
};

struct matching {
    const struct snapshot *snapshot;
    struct planned *planned; /* NULL: finds every document */
    struct weighed_term *terms;
    struct matched_idea *ideas;
    struct node root;
    const float *factors;
    double average_factor;   /* for a text of average length */
    double *heading_weights; /* by heading number, from 1 */
    bool is_sum; /* the score is simply the sum over the parts of the plan */

    bool has_least;  /* only some of the documents found are counted */
    double least;    /* least of the query's weight a counted document needs */
    unsigned needed; /* how many needed ideas it must contain */

    uint32_t next;  /* number of the next window */
    uint32_t first; /* first document of the current one */
    struct candidates *candidates;
    struct candidates *free;
    uint64_t counted[WINDOW_WORDS];
    float *bounds;
    float *once; /* by bit: the part of a term's highest score that a document
                    gets if it has the term once */
};

/* Add the documents of the window that the node finds. */
void find_documents(struct matching *matching,
                    struct node *node,
                    uint32_t first,
                    struct candidates *into);

/* Set whole to the documents of the window that contain the idea. */
void find_whole(struct matched_idea *matched,
                uint32_t first,
                uint64_t whole[WINDOW_WORDS]);

/* How often a document that contains the idea has it as a whole. Its sources
 * must be loaded. */
double times_of_idea(const struct matched_idea *matched, unsigned offset);

struct candidates *candidates_new(struct matching *matching); /* empty */
void candidates_free(struct matching *matching, struct candidates *candidates);

#endif
