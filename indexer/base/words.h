/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words.h: text reduced to plain words, for comparing: lower-case letters and
 * digits, with one space between words; apostrophes are dropped ("children's"
 * becomes "childrens").
 */
#ifndef INDEXER_WORDS_H
#define INDEXER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The plain words of a text. The caller frees them. */
char *words_plain(const char *text, size_t len);

/* Where these whole words begin in the plain words; NULL if they do not occur.
 */
const char *words_find(const char *words, const char *wanted);

/* Whether the plain words contain, or begin with, these whole words. */
bool words_contain(const char *words, const char *wanted);
bool words_begin(const char *words, const char *wanted);

#endif
