/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * abbreviations.h: what a report itself says that an abbreviation stands for:
 * "common assessment framework (CAF)", or "CAF (common assessment framework)".
 *
 * A pair that is wrong makes searches find what was not asked for, and one that
 * is missed only leaves them as they are. So the letters must be the initials
 * of the words, all of them, and what is in doubt is left out.
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

/* Those that the text explains are added. */
void abbreviations_find(const char *text, struct abbreviations *found);

/* Those that the report explains, but for such as it writes in small letters
 * too, and a few that any does ("safe"): who types a word means the word. */
void abbreviations_read(const struct report *report, struct abbreviations *out);

/* What is the same in meanings that differ only in hyphens, apostrophes and
 * plurals. Yours to free. */
char *abbreviation_fold(const char *meaning);

void abbreviations_add(struct abbreviations *abbreviations,
                       const char *letters,
                       const char *meaning);
void abbreviations_fini(struct abbreviations *abbreviations);

#endif
