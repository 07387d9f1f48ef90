/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stem.h: what the forms of an English word have in common. The one stemming
 * that indexing, queries and snippets share: Porter2 (libstemmer's "english"),
 * and before it the families of share/stems.txt, where it errs, and a few
 * rules that it lacks: "-ize" is "-ise", and letters without a vowel, which
 * are an abbreviation, lose the "s" of a plural.
 *
 * A stemmer has state, and keeps the stems of words that it met last: a few
 * words make up most of a text. One thread at a time. Running out of memory
 * ends the program, as in GLib.
 */
#ifndef ENGINE_TEXT_STEM_H
#define ENGINE_TEXT_STEM_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct stemmer;

struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer); /* NULL is allowed */

/* The stem of a word, which is as the tokens have it: in lower case, accents
 * gone. Borrowed until the next call. */
const char *stemmer_stem(struct stemmer *stemmer,
                         const char *word,
                         size_t len,
                         size_t *stem_len);

/* The stem of a word that ends in NUL, copied into the arena. */
const char *
stem_of(struct stemmer *stemmer, struct arena *arena, const char *word);

/* A number for the rules that words are stemmed by: other rules have another
 * one. */
uint64_t stemmer_rules(void);

#endif
