/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * names.h: compares names with text as it was printed, word by word, ignoring
 * letter case, the kind of dash or apostrophe, and the difference between "&"
 * and "and".
 *
 * A list of words or names is one string, with a '|' between two of them.
 */
#ifndef INDEXER_NAMES_H
#define INDEXER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* The size of a word to compare; a longer one is cut, and matches no list. */
enum { NAMES_WORD_SIZE = 32 };

bool names_is_apostrophe(unsigned code);

/* Whether the character may separate two words of one name. */
bool names_is_between(unsigned code);

/* The length of the gap between words at p. */
size_t names_gap(const char *p, const char *end);

/* Whether there is a letter or a figure at p. */
bool names_is_within_word(const char *p, const char *end);

/* Write the word at p to out, in lower case and cut to size; returns how many
 * bytes of the text it takes. */
size_t names_word(const char *p, const char *end, char *out, size_t size);

/* Whether the word is one of the list. */
bool names_are_among(const char *word, const char *list);

/* How many bytes at p are this name, which ends at a '|' or at its NUL; 0 if it
 * is not there. Digits right after it are the number of a footnote. */
size_t names_length(const char *p, const char *end, const char *name);

/* The same for the longest of the list. */
size_t names_longest(const char *p, const char *end, const char *names);

#endif
