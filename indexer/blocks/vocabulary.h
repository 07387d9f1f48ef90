/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * vocabulary.h: the words of a report, to find out how it spells one, and a
 * list of English words beside them. Those of the report are collected at the
 * first question, because most reports break no words.
 */
#ifndef INDEXER_VOCABULARY_H
#define INDEXER_VOCABULARY_H

#include "base/english.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Initialise it with the lines and the list of English words, which must
 * outlive it, and zeros; end it with vocabulary_fini(). */
struct vocabulary {
    const struct lines *lines;
    const struct english *english; /* or NULL */
    struct _GHashTable *words;     /* lower case; NULL: not collected yet */
    char *text;                    /* what the words point into */
    enum {
        VOCABULARY_UNASKED,
        VOCABULARY_NO,
        VOCABULARY_YES
    } breaks; /* whether words are broken at the ends of lines (broken.c) */
};

void vocabulary_fini(struct vocabulary *vocabulary);

/* Whether the word occurs in the text, ignoring letter case, as a word by
 * itself: not as part of a hyphenated or broken word. */
bool
vocabulary_has(struct vocabulary *vocabulary, const char *word, size_t len);

/* Whether the text has the word, or the list of English words does. */
bool
vocabulary_knows(struct vocabulary *vocabulary, const char *word, size_t len);

#endif
