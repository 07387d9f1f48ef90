/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * spelling.h: which words of a vocabulary a person may have meant by one that
 * is not in it, and whether to take one of them instead.
 *
 * Words are folded: lower case, without accents, UTF-8. Names and dictionaries
 * are constant while words are judged, and any number of threads may judge.
 */
#ifndef ENGINE_SPELLING_H
#define ENGINE_SPELLING_H

#include "engine/base/arena.h"

/* The words of a language, so that one which is merely not in the vocabulary is
 * not taken for a mistake. */
struct spelling_dictionary;

/* Read a list of words, one a line, in UTF-8; NULL with errno where the file
 * cannot be read, which a caller may take as no dictionary. */
struct spelling_dictionary *spelling_dictionary_open(const char *path);
void spelling_dictionary_close(struct spelling_dictionary *dictionary);

/* Whether it has the word; by any thread. */
bool spelling_dictionary_has(const struct spelling_dictionary *dictionary,
                             const char *word);

/* Valid names of places or persons, or single words of them: never taken for a
 * mistake, and taken for what was meant only where it is the one name that is
 * one slip away. They need not be in the vocabulary. */
struct spelling_names;

struct spelling_names *spelling_names_new(void);
void spelling_names_free(struct spelling_names *names); /* NULL is allowed */
void spelling_names_add(struct spelling_names *names, const char *name);

/* What words are judged by. */
struct spelling {
    struct arena *arena; /* its arena_try() may be ended by the next two */
    /* In how many documents of the vocabulary the word is; 0: it is not in it.
     */
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
    const char *text;   /* the vocabulary's, or a name */
    unsigned documents; /* 0: a name that is not in the vocabulary */
    unsigned distance;  /* letters put in, left out, changed, or exchanged with
                           their neighbours */
};

/* The words of the vocabulary that are most like the word, likeliest first; how
 * many, at most limit. A word of less than four letters is like none, one of
 * less than eight may differ by one letter, any other by two. */
size_t spelling_like(const struct spelling *spelling,
                     const char *word,
                     struct spelling_word *words,
                     size_t limit);

enum spelling_verdict {
    SPELLING_RIGHT,  /* or nothing is like it */
    SPELLING_OFFER,  /* take it as typed, but offer the words */
    SPELLING_CORRECT /* take the first of the words instead */
};

enum { SPELLING_WORDS = 5 };

struct spelling_answer {
    enum spelling_verdict verdict;
    struct spelling_word words[SPELLING_WORDS];
    size_t n_words;
};

/* Judge a word as it was typed; is_abbreviation: with two capitals or more.
 *
 * A word is corrected that is not in the vocabulary itself, whatever its stem.
 * One that is there once or twice is taken as typed, and words a hundred times
 * as frequent are offered. Never judged: less than four letters, figures, valid
 * names, inflections of words that are there. Offered but never corrected:
 *
 *   - across a negating prefix: "unsupervised" is not "supervised", nor
 *     "misuse" "disuse"; but a slip within the prefix is one ("unecessary",
 *     "inpact", as in-, im-, il- and ir- are one prefix);
 *   - a word that the dictionary knows;
 *   - to a name that is not the only one as near ("Herfordshire"), is more than
 *     a slip away, or is not in the vocabulary;
 *   - an abbreviation, but where its letters are exchanged ("CAHMS"). */
void spelling_judge(const struct spelling *spelling,
                    const char *word,
                    bool is_abbreviation,
                    struct spelling_answer *answer);

#endif
