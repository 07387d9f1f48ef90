/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * abbreviations.h: what a report itself says that an abbreviation stands for,
 * in brackets (brackets.h).
 */
#ifndef INDEXER_ABBREVIATIONS_H
#define INDEXER_ABBREVIATIONS_H

#include "report/report.h"

#include <glib.h>
#include <stddef.h>

/* Both are UTF-8, on one line. */
struct abbreviation {
    char *letters; /* of one thing, where several are meant: "IRO" of "IROs" */
    char *meaning; /* in lower case, likewise, without commas: "education
                      health and care" */
};

/* Zero-initialise it; free it with abbreviations_fini(). */
struct abbreviations {
    struct abbreviation *list; /* in the order they are met; what differs only
                                  in case, hyphens or plurals, once */
    size_t count;
    GHashTable *known;
};

enum {
    ABBREVIATION_MAX = 8,    /* letters */
    ABBREVIATIONS_MAX = 1000 /* of one report; the rest is left */
};

/* Those that the report explains, except for letters that it also writes as a
 * word, and a few that any report does ("safe"): someone who types a word means
 * the word. */
void abbreviations_read(const struct report *report, struct abbreviations *out);

/* What is the same in meanings that differ only in hyphens, apostrophes and
 * plurals. The caller frees it. */
char *abbreviation_fold(const char *meaning);

void abbreviations_add(struct abbreviations *abbreviations,
                       const char *letters,
                       const char *meaning);
void abbreviations_fini(struct abbreviations *abbreviations);

#endif
