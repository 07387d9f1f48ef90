/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * word_set.h: a small set of short words, such as function words, which
 * indexing looks up for each word of each text.
 */
#ifndef ENGINE_TEXT_WORD_SET_H
#define ENGINE_TEXT_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WORD_SET_LETTERS = 8, /* bytes of its longest word */
    WORD_SET_SLOTS = 512  /* at least twice as many as words */
};

/* Zero-initialise it. Any number of threads may read it once it is complete. */
struct word_set {
    uint64_t slots[WORD_SET_SLOTS]; /* the bytes of a word; 0: empty */
};

/* Each word has NULs after it, unless it takes all the bytes. */
void word_set_fill(struct word_set *set,
                   const char (*words)[WORD_SET_LETTERS],
                   size_t n);

/* Any word may be asked for. */
bool word_set_has(const struct word_set *set, const char *word);

#endif
