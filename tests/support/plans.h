/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plans.h: plans of queries over an index that consists of a few lists, which
 * are in plans.c with the lexicon. Plans are written as text:
 *
 *     a/b       forms of a word; "-" if there are none
 *     'a b'     a phrase; {a b}: side by side, in either order; <a near b>
 *     a;b       alternatives
 *     [a+b]     an idea with the words that were typed; then come =other names,
 *               ^wordings, <narrower, &joined, ~near, @values; not: it is
 *               denied; part: the words of a hyphenated one; ! needed; ? light;
 *               x2 typed twice
 *     any(x y)  parts; likewise all, one (of values), without, prefer
 *     pair:"a b"
 *               words that were typed side by side
 */
#ifndef TESTS_PLANS_H
#define TESTS_PLANS_H

#include "support.h"

#include "engine/query/plan.h"

#include <glib.h>

struct plans_world {
    struct arena *arena;
    struct stemmer *stemmer;
    struct fe_lexicon *lexicon;
    struct gazetteer *gazetteer;
    struct concepts *learnt;
    bool without_lexicon; /* makes plans as if there were none */
    size_t n_many; /* the number of words in the index that begin with "many" */
};

/* The index, its lexicon, and what plans are made with. */
extern struct plans_world *plans_world;

/* Group set-up and teardown: make plans_world. */
int plans_set_up(void **state);
int plans_tear_down(void **state);

struct plans_request {
    const char *query;
    enum fe_match match;
    bool is_literal;
    struct planned planned;
    const char *plan; /* as text */
};

/* The plan of the query; fails if there is none. It is valid until the arena of
 * plans_world is reset. */
struct plans_request
plans_make(const char *query, enum fe_match match, bool is_literal);

struct plans_case {
    const char *query, *plan, *text; /* text: NULL if the same as the query */
};

/* Fails unless the queries have these plans, and are understood as these texts.
 */
void plans_check(const struct plans_case *cases,
                 size_t n,
                 enum fe_match match,
                 bool is_literal);

#define ASSERT_PLANS(cases, match, is_literal)                                 \
    plans_check(cases, G_N_ELEMENTS(cases), match, is_literal)

#endif
