/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tokens.h: text -> tokens. The one reading of text that indexing, queries and
 * snippets share, so that what one writes the others find.
 *
 * A word is a run of letters and digits; an apostrophe between letters belongs
 * to it (children's, in whichever character), a full stop or comma between
 * digits too (2.1; the comma is dropped: 63,300 is 63300). Words are
 * lower-cased and lose their accents, in whichever Unicode form these are
 * written; fullwidth characters are their ASCII twins; soft hyphens and
 * zero-width characters are ignored.
 *
 * An ampersand is the word "and", with or without blanks: A&E is A & E is A and
 * E. Abbreviations with full stops are one word without them: U.K. is UK, Ph.D.
 * is PhD. Words joined by a hyphen are words of their own, and once more
 * together, with their hyphens (a compound): that tells where "multiagency" may
 * be split.
 */
#ifndef ENGINE_TEXT_TOKENS_H
#define ENGINE_TEXT_TOKENS_H

#include "engine/base/arena.h"

struct token {
    const char *word; /* folded; ends in NUL */
    size_t start;     /* bytes into the text */
    size_t end;
    uint32_t place;   /* counted in words, from 1 */
    bool is_compound; /* the hyphenated words before it, together */
};

struct tokens {
    struct token *at;
    size_t n;
};

/* The text need not be valid UTF-8 nor end in NUL. */
struct tokens tokens_of(struct arena *arena, const char *text, size_t len);

/* The words of a text, without compounds. */
struct phrase {
    const char **words;
    size_t n;
};
struct phrase phrase_of(struct arena *arena, const char *text, size_t len);

/* Lower case, without accents. */
char *folded(struct arena *arena, const char *text, size_t len);

/* The compound's words as one. */
char *joined(struct arena *arena, const char *compound);

/* The index term of two words that are side by side, or have only common words
 * between them, in either order: of their stems. */
#define PAIR_MARK '='
char *pair_term(struct arena *arena, const char *stem, const char *other);

/* Words too common to say what a query is about. */
bool is_stopword(const char *word);

/* The Levenshtein distance with transpositions, in characters; more than
 * `most`: most + 1. */
unsigned distance(const char *a, const char *b, unsigned most);

#endif
