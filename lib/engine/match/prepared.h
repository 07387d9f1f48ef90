/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * prepared.h: a query prepared for matching, inside struct matching: its plan
 * with posting lists in place of patterns, and its ideas with the lists that
 * find them. prepare.c builds it, candidates.c finds documents with it and
 * score.c scores them.
 */
#ifndef ENGINE_MATCH_PREPARED_H
#define ENGINE_MATCH_PREPARED_H

#include "engine/match/columns.h"
#include "engine/match/lists.h"
#include "engine/match/matching.h"
#include "engine/match/ranking.h"
#include "engine/match/revision.h"

/* A list, and its documents in the window that was last sought. */
struct leaf {
    struct cursor cursor;
    uint32_t first; /* of the window; NO_WINDOW at first */
    bool has_any;
    const uint64_t *bits; /* valid where it has any */
    uint64_t scratch[WINDOW_WORDS];
    uint32_t *times; /* by offset, of the documents that are scored; or NULL */
};

#define NO_WINDOW UINT32_MAX

/* Whether the list has documents of the window that begins here. */
bool leaf_seek(struct leaf *leaf, uint32_t first);

static inline bool
leaf_has(const struct leaf *leaf, unsigned offset)
{
    return leaf->has_any && leaf->bits[offset / 64] >> offset % 64 & 1;
}

/* Find out how often documents of the mask have the term. */
void leaf_load(const struct matching *matching,
               struct leaf *leaf,
               const uint64_t mask[WINDOW_WORDS]);

/* How often a document that was in the mask has it. */
static inline uint32_t
leaf_times(const struct leaf *leaf, unsigned offset)
{
    return leaf_has(leaf, offset) ? leaf->times[offset] : 0;
}

/* What a term is found by, and how it is weighed. */
struct weighed_term {
    const struct postings *text;
    const struct postings *headings; /* or NULL */
    struct weighing weighing;
};

/* Of an idea: where a list of documents comes from, and how much it counts. */
enum role {
    ROLE_TYPED,
    ROLE_OTHER,
    ROLE_NEAR,
    ROLE_APART,
    ROLE_DENIED,
    ROLE_VALUE
};

struct source {
    enum role role;
    size_t term;
    double share;  /* of an occurrence */
    double rarity; /* the term's */
    double most;   /* times in a document, headings included */
    struct leaf text;
    struct leaf headings; /* no postings where they do not count */
};

struct matched_idea {
    struct idea *idea;
    struct source *sources;
    size_t n_sources;
    size_t n_typed;
    struct weighing weighing; /* of the idea as one */
    double rarity;            /* of its typed words together */
    double most;              /* times as one in a document */
    bool has_value_documents; /* a document has its value */
};

struct node {
    enum plan_kind kind;
    struct node *parts;
    size_t n_parts;
    struct matched_idea *idea;   /* IDEA */
    struct leaf *leaf;           /* PLACE */
    const struct column *column; /* VALUES */
    const bool *passes;          /* by its codes */
    struct leaf *pairs;
    const size_t *pair_terms;
    size_t n_pairs;
    double weight; /* ONE_OF: what a document holds that has one */
};

/* Documents of a window that a part of the plan finds. Outside found, held and
 * needed are 0. */
struct candidates {
    uint64_t found[WINDOW_WORDS];
    uint64_t whole[WINDOW_WORDS]; /* contain it, or what operators ask for */
    double held[WINDOW];          /* of the query's weight */
    uint8_t needed[WINDOW];       /* ideas contained that must be */
    struct candidates *next;      /* of those that are free */
};

struct matching {
    const struct snapshot *snapshot;
    struct planned *planned; /* NULL: every document is found */
    struct weighed_term *terms;
    struct matched_idea *ideas;
    struct node root;
    const float *factors;
    double average_factor;   /* of a text of average length */
    double *heading_weights; /* by number, from 1 */
    bool is_sum; /* the score of a document that is found is the sum of what it
                    has of each part that the plan wants */

    bool has_least; /* not all that is found is counted */
    double least;   /* a counted document holds so much */
    unsigned needed;

    uint32_t next;  /* window */
    uint32_t first; /* of the current one */
    struct candidates *candidates;
    struct candidates *free;
    uint64_t counted[WINDOW_WORDS];
    float *bounds;
    float *once; /* by bit, the part of its highest score that a word gives to
                    a document that has it once */
};

/* Find the documents of the window, in addition to those that are there. */
void find_documents(struct matching *matching,
                    struct node *node,
                    uint32_t first,
                    struct candidates *into);

/* The documents of the window that contain the idea. */
void find_whole(struct matched_idea *matched,
                uint32_t first,
                uint64_t whole[WINDOW_WORDS]);

/* How often a document that contains the idea has it as one; its sources must
 * be loaded. */
double times_of_idea(const struct matched_idea *matched, unsigned offset);

struct candidates *candidates_new(struct matching *matching); /* empty */
void candidates_free(struct matching *matching, struct candidates *candidates);

#endif
