/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * scan.h: paragraphs as words, read independently from their texts, to check
 * the engine's index against. It shares no code with the engine except the
 * stemmer and the spelling variants, which unit.stem and unit.variants test.
 * Which words are too common to search for is the engine's decision, and is
 * read from its table.
 */
#ifndef TESTS_SCAN_H
#define TESTS_SCAN_H

#include "support.h"

#include <glib.h>

/* Equal strings share one pointer. */
struct scan_word {
    const char *form; /* in small letters, without accents */
    const char *stem;
    bool is_joined; /* joined to the next word by a hyphen */
};

struct scan_words {
    struct scan_word *list;
    size_t count;
};

struct paragraph {
    json_t *record; /* borrowed from the dump */
    struct scan_words text;
    struct scan_words section;
    struct scan_words judgement;
};

/* How the texts of one kind are written: their words, and which of them also
 * occur with a hyphen. */
struct scan_usage {
    GHashTable *forms;
    GHashTable *stems;
    GHashTable *parted; /* stem of the whole -> its parts, joined by '-' */
    GHashTable *same;   /* a word of a query -> the stems that match it */
};

enum { SCAN_TEXT, SCAN_SECTION, SCAN_JUDGEMENT, SCAN_USAGES };

struct scan {
    json_t *dump;
    struct paragraph *list;
    size_t count;
    GHashTable *forms; /* all forms that occur in the texts */
    struct scan_usage usages[SCAN_USAGES];
    struct reading *reading;
};

/* Opens what --dump paragraphs prints for these files and folders,
 * NULL-terminated. */
void scan_open(struct scan *scan, const char *const *paths);
void scan_close(struct scan *scan);

/* The words of any text; the caller frees the list. */
struct scan_words scan_read(const struct scan *scan, const char *text);
/* The form as the pointer that other words share, for comparisons. */
const char *scan_form(const struct scan *scan, const char *form);
/* The stem of a form. */
const char *scan_stem(const struct scan *scan, const char *form);
/* Whether a word of the query matches a word of a text, in any inflection or
 * spelling. */
bool scan_is_same(const struct scan *scan,
                  const struct scan_usage *usage,
                  const char *wanted,
                  const struct scan_word *word);
/* The parts of a word that is also written with a hyphen; NULL if it is not.
 * Free them with g_strfreev(). */
char **scan_parts(const struct scan *scan,
                  const struct scan_usage *usage,
                  const char *form);
/* Whether the word is too common to search for. */
bool scan_is_common(const struct scan *scan, const char *form);
/* The number of words in the texts that begin with these letters. */
size_t scan_beginning(const struct scan *scan, const char *letters);

/* The i-th value of a field in the record, from 0. "year" and "month" are the
 * first letters of its date, "number" is given as digits; "" if there are not
 * so many values. The buffer holds these three. */
enum { SCAN_VALUE_SIZE = 24 };
const char *scan_value(const json_t *record,
                       const char *field,
                       size_t i,
                       char buffer[SCAN_VALUE_SIZE]);

/* A pseudo-random number, the same on every machine. */
unsigned draw(unsigned *seed, unsigned below);

#endif
