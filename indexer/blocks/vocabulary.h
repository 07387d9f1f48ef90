/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * vocabulary.h: the words of a report, to ask how it writes one. They are
 * looked for once, when it is first asked: most reports break no words.
 */
#ifndef INDEXER_VOCABULARY_H
#define INDEXER_VOCABULARY_H

#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise it with the lines, which must stay; end it with
 * vocabulary_fini(). */
struct vocabulary {
    const struct lines *lines;
    struct _GHashTable *words; /* lower case; NULL: not looked for yet */
};

void vocabulary_fini(struct vocabulary *vocabulary);

/* Whether the word is somewhere in the text, in any case of letters, by
 * itself: not as a part of a hyphenated or broken word. */
bool
vocabulary_has(struct vocabulary *vocabulary, const char *word, size_t len);

#endif
