/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * scan.h: paragraphs as words, read anew from their texts: what the engine's
 * index is held against. It shares no code with the engine but the stemmer,
 * whose claims are unit.stem's; which words are too common to look for, which
 * is the engine's to decide, is read from its table.
 */
#ifndef TESTS_SCAN_H
#define TESTS_SCAN_H

#include "support.h"

#include <glib.h>

/* Equal strings are the same pointer. */
struct scan_word {
    const char *form; /* in small letters, without accents */
    const char *stem;
    bool is_joined; /* to the next one, by a hyphen */
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

/* What the texts of a kind write: their words, and which of them they also
 * write with a hyphen. */
struct scan_usage {
    GHashTable *forms;
    GHashTable *stems;
    GHashTable
        *parted;      /* stem of the whole -> its parts' forms, a '-' between */
    GHashTable *same; /* a word of a query -> the stems that it stands for */
};

enum { SCAN_TEXT, SCAN_SECTION, SCAN_JUDGEMENT, SCAN_USAGES };

struct scan {
    json_t *dump;
    struct paragraph *list;
    size_t count;
    GHashTable *forms; /* all that the texts have */
    struct scan_usage usages[SCAN_USAGES];
    struct reading *reading;
};

/* What --dump paragraphs gives of these files and folders, NULL-terminated. */
void scan_open(struct scan *scan, const char *const *paths);
void scan_close(struct scan *scan);

/* The words of any text; free the list. */
struct scan_words scan_read(const struct scan *scan, const char *text);
/* The form itself, where it is to be held against others. */
const char *scan_form(const struct scan *scan, const char *form);
/* The stem of a form. */
const char *scan_stem(const struct scan *scan, const char *form);
/* Whether a word of the query is, in any form or spelling, that of a text. */
bool scan_is_same(const struct scan *scan,
                  const struct scan_usage *usage,
                  const char *wanted,
                  const struct scan_word *word);
/* The word's parts where it is also written with a hyphen; NULL. Free it with
 * g_strfreev(). */
char **scan_parts(const struct scan *scan,
                  const struct scan_usage *usage,
                  const char *form);
/* Whether the word is too common to look for. */
bool scan_is_common(const struct scan *scan, const char *form);
/* How many of the texts' words begin so. */
size_t scan_beginning(const struct scan *scan, const char *letters);

/* What the record says in a field: of "year" and "month" the first letters of
 * its date, of "number" the digits; "" where nothing. The buffer is for
 * those. */
enum { SCAN_VALUE_SIZE = 24 };
const char *scan_value(const json_t *record,
                       const char *field,
                       char buffer[SCAN_VALUE_SIZE]);

/* Numbers that look random and are the same on every machine. */
unsigned draw(unsigned *seed, unsigned below);

#endif
