/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * vocabulary.h: the words of a report, to find out how it spells one. They are
 * collected at the first question, because most reports break no words.
 */
#ifndef INDEXER_VOCABULARY_H
#define INDEXER_VOCABULARY_H

#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Initialise it with the lines, which must outlive it, and zeros; end it with
 * vocabulary_fini(). */
struct vocabulary {
    const struct lines *lines;
    struct _GHashTable *words; /* lower case; NULL: not collected yet */
};

void vocabulary_fini(struct vocabulary *vocabulary);

/* Whether the word occurs in the text, ignoring letter case, as a word by
 * itself: not as part of a hyphenated or broken word. */
bool
vocabulary_has(struct vocabulary *vocabulary, const char *word, size_t len);

#endif
