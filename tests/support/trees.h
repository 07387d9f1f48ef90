/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trees.h: random queries as trees, which can be written as a person might type
 * them, and answered by looking at one paragraph.
 */
#ifndef TESTS_TREES_H
#define TESTS_TREES_H

#include "scan.h"

enum tree_kind {
    TREE_WORDS, /* one word, or a phrase */
    TREE_VALUE, /* a value of a field */
    TREE_NEAR,  /* two parts */
    TREE_BAG,   /* parts side by side, each with its sign */
    TREE_AND,   /* two parts, as have the next two */
    TREE_OR,
    TREE_NOT,  /* the first without the second */
    TREE_GROUP /* one part, in brackets */
};

struct tree {
    enum tree_kind kind;
    char sign; /* '+', '-' or 0 */
    struct tree *parts[4];
    size_t n_parts;
    /* TREE_WORDS */
    struct scan_words words;
    bool is_exact;
    bool is_prefix;    /* the only word is a prefix */
    bool is_phrase;    /* in quotation marks */
    const char *field; /* whose words or values to search; or NULL */
    /* TREE_VALUE */
    char *values[3]; /* any of these, or a range */
    size_t n_values;
    char *from; /* start of the range; NULL: not a range */
    char *to;
    /* TREE_NEAR */
    unsigned distance;
};

/* The kinds of query to draw. */
enum tree_shape {
    TREE_ANY_SHAPE,
    TREE_PLAIN, /* exact words and phrases, joined by operators */
    TREE_BARE   /* words side by side */
};

struct tree *
tree_draw(const struct scan *scan, enum tree_shape shape, unsigned *seed);
void tree_free(struct tree *tree);

/* The query as typed. *has_operators: it contains AND, OR or NOT. */
char *tree_text(const struct tree *tree, bool *has_operators, unsigned *seed);

/* Whether the tree finds the paragraph. needs_all: words side by side are all
 * required; otherwise any of them is enough. */
bool tree_finds(const struct tree *tree,
                const struct scan *scan,
                const struct paragraph *paragraph,
                bool needs_all);

#endif
