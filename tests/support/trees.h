/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trees.h: queries drawn at random as trees, written as a person might type
 * them, and answered by looking at one paragraph.
 */
#ifndef TESTS_TREES_H
#define TESTS_TREES_H

#include "scan.h"

enum tree_kind {
    TREE_WORDS, /* a word, or a phrase */
    TREE_VALUE, /* of a field */
    TREE_NEAR,  /* two parts */
    TREE_BAG,   /* parts side by side, with signs */
    TREE_AND,   /* two parts, as the next two */
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
    bool is_prefix;    /* the only word stands for all that begin so */
    bool is_phrase;    /* in quotation marks */
    const char *field; /* in the words of this field; also TREE_VALUE; or NULL
                        */
    /* TREE_VALUE */
    char *values[3]; /* one of these; or */
    size_t n_values;
    char *from; /* from here; NULL: no range */
    char *to;
    /* TREE_NEAR */
    unsigned distance;
};

/* What queries are made of. */
enum tree_shape {
    TREE_ANY_SHAPE,
    TREE_PLAIN, /* words and phrases in a bag, or joined by operators; each
                   word exact */
    TREE_BARE   /* words side by side */
};

struct tree *
tree_draw(const struct scan *scan, enum tree_shape shape, unsigned *seed);
void tree_free(struct tree *tree);

/* As typed. *has_operators: it has AND, OR or NOT. */
char *tree_text(const struct tree *tree, bool *has_operators, unsigned *seed);

/* Whether it finds the paragraph, where words side by side are all needed, or
 * any of them. */
bool tree_finds(const struct tree *tree,
                const struct scan *scan,
                const struct paragraph *paragraph,
                bool needs_all);

#endif
