/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * edits.h: the edit distance between two words, counting letters inserted, left
 * out, changed, or exchanged with the next (optimal string alignment). Words
 * are folded: in lower case, without accents.
 */
#ifndef ENGINE_QUERY_EDITS_H
#define ENGINE_QUERY_EDITS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { LETTERS_MAX = 64 }; /* longer words are not compared */

struct letters {
    gunichar at[LETTERS_MAX];
    unsigned n;
    uint64_t mask; /* which letters it has; see edits_may_be_within() */
};

/* False if the word is too long. */
bool letters_of(const char *word, struct letters *out);

/* Whether the word consists of letters and apostrophes. */
bool is_all_letters(const char *word);

/* How many edits a misspelt word may be away from the word that was meant. A
 * shorter word than JUDGED_MIN is like too many others; one of TWO_EDITS_MIN
 * letters is long enough to be recognised with two. */
enum { JUDGED_MIN = 4, TWO_EDITS_MIN = 8 };
static inline unsigned
edits_allowed(unsigned n_letters)
{
    if (n_letters < JUDGED_MIN)
        return 0;
    return n_letters < TWO_EDITS_MIN ? 1 : 2;
}

/* A quick test. False only if words with these masks must be more than `most`
 * edits apart: an edit changes at most one letter on each side. */
static inline bool
edits_may_be_within(uint64_t mask, uint64_t other, unsigned most)
{
    return (unsigned)__builtin_popcountll(mask & ~other) <= most &&
           (unsigned)__builtin_popcountll(other & ~mask) <= most;
}

/* The least number of edits between two words; most + 1 if it is more than
 * `most`. */
unsigned
edit_distance(const struct letters *a, const struct letters *b, unsigned most);

/* The least cost of the edits between two words: ONE_EDIT each, less for a
 * frequent mistake, more for a letter that is unlike the right one. */
enum { ONE_EDIT = 10 };
unsigned edit_cost(const struct letters *a, const struct letters *b);

#endif
