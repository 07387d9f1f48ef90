/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * arrays.h: an index made of arrays, in place of lib/engine/match, for tests of
 * what is above it. A query that is not blank finds what is_found says, with
 * the scores that are given.
 */
#ifndef TESTS_ARRAYS_H
#define TESTS_ARRAYS_H

#include "engine/match/reader.h"

enum { ARRAYS_SLOTS = 6, ARRAYS_CODES = 40 };

struct array_document {
    bool is_there;
    bool is_found;
    bool is_counted;
    bool is_boilerplate;
    double score;
    float bound;    /* not less than the score */
    uint32_t group; /* of near-duplicates */
    /* By slot, from 1: the value is the number in three digits; 0: none. */
    uint32_t codes[ARRAYS_SLOTS];
};

struct arrays {
    struct array_document *documents; /* by number, from 1 */
    size_t n;                         /* the last number + 1 */
    size_t n_scored;                  /* since it was set to 0 */
    uint64_t revision;
};

/* Valid until it is closed; the arrays may change between requests. */
struct fe_reader *arrays_open(struct arrays *arrays);
void arrays_close(struct fe_reader *reader);

/* The text of a value. */
const char *arrays_value(uint32_t code);

/* Numbers that are the same in every run, below a limit. */
unsigned arrays_drawn(unsigned below);

/* Fill with n documents, drawn. */
void arrays_draw(struct arrays *arrays, size_t n);
void arrays_clear(struct arrays *arrays);

#endif
