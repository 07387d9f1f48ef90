/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * slips.h: the letters of a word, and the slips between two words: letters put
 * in, left out, changed, or exchanged with their neighbours (optimal string
 * alignment). Words are folded.
 */
#ifndef ENGINE_QUERY_SLIPS_H
#define ENGINE_QUERY_SLIPS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { LETTERS_MAX = 64 }; /* a longer word is like none */

struct letters {
    gunichar at[LETTERS_MAX];
    unsigned n;
    uint64_t mask; /* of the letters it has: see slips_may_be() */
};

/* False if the word is too long. */
bool letters_of(const char *word, struct letters *out);

/* Whether the word is of letters and apostrophes. */
bool is_all_letters(const char *word);

/* How many slips a word may be away from what was meant by it: none if it has
 * less than SHORTEST letters. */
enum { SHORTEST = 4 };
static inline unsigned
slips_most(unsigned n_letters)
{
    return n_letters < SHORTEST ? 0 : n_letters < 8 ? 1 : 2;
}

/* False only if words of these masks are more than `most` slips apart: a slip
 * changes at most one letter on each side. */
static inline bool
slips_may_be(uint64_t mask, uint64_t other, unsigned most)
{
    return (unsigned)__builtin_popcountll(mask & ~other) <= most &&
           (unsigned)__builtin_popcountll(other & ~mask) <= most;
}

/* The least number of slips; more than `most`: most + 1. */
unsigned
slips_between(const struct letters *a, const struct letters *b, unsigned most);

/* The least that they cost: ONE_SLIP each, less where people often make it, and
 * more for a letter that is nothing like the right one. */
enum { ONE_SLIP = 10 };
unsigned slips_cost(const struct letters *a, const struct letters *b);

#endif
