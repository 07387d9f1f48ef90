/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * english.h: a list of English words, one to a line, such as Debian's wbritish;
 * those that have only letters are in the order of their bytes. It shows
 * whether the halves of a word that was broken at the end of a line are words
 * by themselves.
 */
#ifndef INDEXER_ENGLISH_H
#define INDEXER_ENGLISH_H

#include <stdbool.h>
#include <stddef.h>

struct english;

/* The words of the file; NULL if it cannot be read. Free with english_free().
 */
struct english *english_read(const char *path);

void english_free(struct english *english);

/* The words of Debian's wbritish; NULL if it is not installed. The file is
 * opened at the first call and kept until the process ends. */
const struct english *english_installed(void);

/* Whether the list has the word, as it is or in lower case. No words: it has
 * none. */
bool english_has(const struct english *english, const char *word, size_t len);

#endif
