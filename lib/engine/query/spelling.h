/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * spelling.h: which words of a vocabulary a person may have meant by a word
 * that is not in it, and whether to search for one of them instead.
 *
 * Words are folded: lower case, without accents, UTF-8. Names and dictionaries
 * must not change while words are judged; any number of threads may judge.
 */
#ifndef ENGINE_SPELLING_H
#define ENGINE_SPELLING_H

#include "engine/base/arena.h"

/* The words of a language, so that a word is not taken for a mistake merely
 * because the vocabulary does not have it. */
struct spelling_dictionary;

/* Read a list of words, one per line, in UTF-8. NULL with errno set if the file
 * cannot be read; words can be judged without a dictionary. */
struct spelling_dictionary *spelling_dictionary_open(const char *path);
void spelling_dictionary_close(struct spelling_dictionary *dictionary);

/* Whether it has the word. Any thread may call it. */
bool spelling_dictionary_has(const struct spelling_dictionary *dictionary,
                             const char *word);

/* Valid names of places or people, or single words of them. They are never
 * taken for mistakes, and a word is corrected to one only if it is one edit
 * away and no other name is as near. They need not be in the vocabulary. */
struct spelling_names;

struct spelling_names *spelling_names_new(void);
void spelling_names_free(struct spelling_names *names); /* NULL is allowed */
void spelling_names_add(struct spelling_names *names, const char *name);

/* What words are judged by. The callbacks may fail with arena_fail(). */
struct spelling {
    struct arena *arena;
    /* The number of documents that have the word; 0 if it is not in the
     * vocabulary. */
    unsigned (*documents)(void *data, const char *word);
    /* Every word that is at most `most` edits away (1 or 2), and perhaps
     * others, each once; see spelling_index.h. They live as long as the answer.
     */
    const char *const *(*candidates)(void *data,
                                     const char *word,
                                     unsigned most,
                                     size_t *n);
    void *data;                                   /* for both */
    const struct spelling_names *names;           /* or NULL */
    const struct spelling_dictionary *dictionary; /* or NULL */
};

struct spelling_word {
    const char *text;   /* of the vocabulary, or a name */
    unsigned documents; /* 0: a name that is not in the vocabulary */
    unsigned distance;  /* in edits; see edits.h */
};

/* Find the words of the vocabulary that are most like the word, the likeliest
 * first. Returns how many there are, at most limit. They are at most two edits
 * away, one for a word of fewer than eight letters; nothing is like a word of
 * fewer than four. */
size_t spelling_like(const struct spelling *spelling,
                     const char *word,
                     struct spelling_word *words,
                     size_t limit);

enum spelling_verdict {
    SPELLING_RIGHT,  /* or nothing is like it */
    SPELLING_OFFER,  /* search for it as typed, but offer the words */
    SPELLING_CORRECT /* search for the first of the words instead */
};

enum { SPELLING_WORDS = 5 };

struct spelling_answer {
    enum spelling_verdict verdict;
    struct spelling_word words[SPELLING_WORDS];
    size_t n_words;
};

/* Judge a word as it was typed. is_abbreviation: it has two or more capitals.
 *
 * A word is corrected if it is not in the vocabulary itself, even if its stem
 * is. If only one or two documents have it, it is searched for as typed, and
 * words a hundred times as frequent are offered. Not judged: words of fewer
 * than four letters, numbers, valid names, inflections of known words. In these
 * cases words are offered, but the word is not corrected:
 *
 *   - the two differ by a negating prefix: "unsupervised" is not "supervised",
 *     nor "misuse" "disuse". A mistake within the prefix is corrected
 *     ("unecessary", "inpact": in-, im-, il- and ir- are one prefix);
 *   - the dictionary has the word;
 *   - what may be meant is a name, and another name is as near
 * ("Herfordshire"), or it is more than one edit away, or not in the vocabulary;
 *   - the word is an abbreviation, unless its letters are merely in another
 *     order ("CAHMS"). */
void spelling_judge(const struct spelling *spelling,
                    const char *word,
                    bool is_abbreviation,
                    struct spelling_answer *answer);

#endif
