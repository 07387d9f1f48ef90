/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * entry.h: reads and checks one line of JSON Lines: a paragraph as record.h
 * prints it, of which only the text is required. jsonl.h says how lines belong
 * together.
 */
#ifndef INDEXER_ENTRY_H
#define INDEXER_ENTRY_H

#include "base/text.h"
#include "report/report.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The longest id of a report or a paragraph, in bytes: with "report/" before
 * it, it must fit into a key of the index. */
enum { ENTRY_ID_MAX = 238 };

enum entry_key {
    /* The same in all entries of a report. */
    ENTRY_FRAMEWORK,
    ENTRY_TITLE,
    ENTRY_AUTHORITY,
    ENTRY_PROVIDER,
    ENTRY_PUBLISHER,
    ENTRY_INSPECTED_FROM,
    ENTRY_INSPECTED_TO,
    ENTRY_PUBLISHED,
    ENTRY_DATE,
    ENTRY_N_OF_REPORT,
    /* Particular to the paragraph. */
    ENTRY_ID = ENTRY_N_OF_REPORT,
    ENTRY_REPORT,
    ENTRY_SERVICE_AREA,
    ENTRY_CHAPTER,
    ENTRY_SECTION,
    ENTRY_JUDGEMENT,
    ENTRY_KIND,
    ENTRY_POLARITY,
    ENTRY_DEADLINE,
    ENTRY_GRADE,
    ENTRY_GRADE_SOURCE,
    ENTRY_SECTION_GRADE,
    ENTRY_TEXT,
    ENTRY_LINE,
    ENTRY_PAGE,
    ENTRY_NUMBER,
    ENTRY_ITEM,
    ENTRY_N_KEYS
};

/* Which words a field with a vocabulary may have: those of frameworks that are
 * known, or their other names, in whose place the word comes; or any, as it is.
 */
enum entry_words { ENTRY_KNOWN_WORDS, ENTRY_ANY_WORDS };

/* Free it with entry_fini(). */
struct entry {
    json_t *object;
    enum entry_words words; /* that it may have */
    /* NULL: not given. Words of a vocabulary are constant; other strings belong
     * to the object. */
    const char *strings[ENTRY_N_KEYS];
    int numbers[ENTRY_N_KEYS];    /* 0: not given */
    const char *areas[AREAS_MAX]; /* of ENTRY_SERVICE_AREA: constant words, then
                                     NULLs */
};

/* Read a line. False with a reason that says what to do but not which line it
 * is, and the column; there is then nothing to free. */
bool entry_read(const char *line,
                size_t len,
                enum entry_words words,
                struct entry *out,
                size_t *column,
                char reason[REASON_SIZE]);
void entry_fini(struct entry *entry);

/* Where the key begins in a line that is a JSON object: a number of characters,
 * from 1. 1 if the object does not have it. */
size_t entry_column(const char *line, size_t len, const char *name);

const char *entry_key_name(enum entry_key key);

#endif
