/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * variants.h: the other spellings of a word in American or British English, by
 * the rows of share/variants.txt and by rules. It works both ways, so a query
 * in either spelling finds the other.
 *
 * The spellings are only candidates: "actor" also gives "actour". The caller
 * keeps those that its index has. Any thread may call it.
 */
#ifndef ENGINE_TEXT_VARIANTS_H
#define ENGINE_TEXT_VARIANTS_H

#include <stddef.h>

enum {
    VARIANT_SIZE = 64, /* bytes, with the NUL */
    VARIANTS_MAX = 16  /* more than any word has */
};

/* Get the other spellings of a word in lower case, at most max, each once,
 * without the word itself. Returns how many there are. */
size_t variants_of(const char *word,
                   size_t len,
                   char (*variants)[VARIANT_SIZE],
                   size_t max);

#endif
