/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * arrays.h: an index made of arrays, in place of lib/engine/match, for tests of
 * the code above it. Any query that is not blank finds the documents whose
 * is_found is set, with the scores given.
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
    float bound;    /* at least the score */
    uint32_t group; /* the near-duplicates it belongs to */
    /* By slot, from 1. The value is the number written with three digits; 0: no
     * value. */
    uint32_t codes[ARRAYS_SLOTS];
};

struct arrays {
    struct array_document *documents; /* by number, from 1 */
    size_t n;                         /* the last number + 1 */
    size_t n_scored;                  /* since the test last set it to 0 */
    uint64_t revision;
};

/* The reader is valid until closed; the arrays may change between requests. */
struct fe_reader *arrays_open(struct arrays *arrays);
void arrays_close(struct fe_reader *reader);

/* A code as the text of its value. */
const char *arrays_value(uint32_t code);

/* A pseudo-random number below a limit; the sequence is the same in every run.
 */
unsigned arrays_drawn(unsigned below);

/* Fills the arrays with n random documents. */
void arrays_draw(struct arrays *arrays, size_t n);
void arrays_clear(struct arrays *arrays);

#endif
