/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * variants.h: how American and British English may spell a word otherwise, by
 * the rows of share/variants.txt and by rules. It works both ways, so that
 * either finds what the other has printed.
 *
 * What comes out are candidates: "actor" gives "actour", too. The caller keeps
 * those that its index has. Any thread may call it.
 */
#ifndef ENGINE_TEXT_VARIANTS_H
#define ENGINE_TEXT_VARIANTS_H

#include <stddef.h>

enum {
    VARIANT_SIZE = 64, /* bytes, with the NUL */
    VARIANTS_MAX = 16  /* that any word has */
};

/* The other spellings of a word, which is in lower case: at most max of them,
 * each once, without the word itself. Returns how many. */
size_t variants_of(const char *word,
                   size_t len,
                   char (*variants)[VARIANT_SIZE],
                   size_t max);

#endif
