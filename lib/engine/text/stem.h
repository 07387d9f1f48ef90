/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stem.h: the stem of an English word, which its forms have in common.
 * Indexing, queries and snippets all use it. It is Porter2 (libstemmer's
 * "english"), but first come the word families of share/stems.txt, which
 * correct its mistakes, and a few rules that it lacks: "-ize" is "-ise", and
 * abbreviations (letters without a vowel) lose the "s" of a plural.
 *
 * A stemmer caches stems, as a few words make up most of a text. One thread may
 * use it at a time. Running out of memory ends the program, as in GLib.
 */
#ifndef ENGINE_TEXT_STEM_H
#define ENGINE_TEXT_STEM_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct stemmer;

struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer); /* NULL is allowed */

/* The stem of a word, which must be as in tokens: in lower case, without
 * accents. Borrowed until the next call. */
const char *stemmer_stem(struct stemmer *stemmer,
                         const char *word,
                         size_t len,
                         size_t *stem_len);

/* Likewise, for a word that ends in NUL; the stem is copied into the arena. */
const char *
stem_of(struct stemmer *stemmer, struct arena *arena, const char *word);

/* A hash of the rules by which words are stemmed: it differs if they do. */
uint64_t stemmer_rules(void);

#endif
