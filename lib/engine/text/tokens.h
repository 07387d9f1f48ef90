/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tokens.h: the tokeniser. Indexing, queries and snippets all use it, so that
 * queries find what was indexed.
 *
 * A word is a run of letters and digits. It includes an apostrophe between
 * letters (children's, whichever character it is) and a full stop or comma
 * between digits (2.1; the comma is dropped: 63,300 is 63300). Words are in
 * lower case, without accents, in whichever Unicode form these are; fullwidth
 * characters become ASCII; soft hyphens and zero-width characters are ignored.
 *
 * An ampersand is the word "and", with or without blanks: A&E, A & E and A and
 * E are the same. Abbreviations with full stops are one word without them: U.K.
 * is UK, Ph.D. is PhD. Words joined by hyphens are words by themselves, and a
 * further token together, with their hyphens (a compound), which shows where
 * "multiagency" may be split.
 */
#ifndef ENGINE_TEXT_TOKENS_H
#define ENGINE_TEXT_TOKENS_H

#include "engine/base/arena.h"

struct token {
    const char *word; /* folded; ends in NUL */
    size_t start;     /* bytes into the text */
    size_t end;
    uint32_t place;   /* in words, from 1 */
    bool is_compound; /* the hyphenated words just before it, together */
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

/* The text in lower case, without accents or ignored characters. */
char *folded(struct arena *arena, const char *text, size_t len);

/* The words of a compound as one: without the hyphens. */
char *joined(struct arena *arena, const char *compound);

/* The index term of two stems whose words are side by side, in either order,
 * with only common words between them, if any. */
#define PAIR_MARK '='
char *pair_term(struct arena *arena, const char *stem, const char *other);

/* Write it, with a NUL, into three bytes more than both stems have. Returns its
 * length. */
size_t put_pair_term(char *term, const char *stem, const char *other);

/* Whether the word is too common to say what a query is about. */
bool is_stopword(const char *word);

/* The Levenshtein distance with transpositions, in characters; most + 1 if it
 * is more than most. */
unsigned distance(const char *a, const char *b, unsigned most);

#endif
