/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * abbreviations.h: the abbreviations that a report itself explains, in brackets
 * (brackets.h).
 */
#ifndef INDEXER_ABBREVIATIONS_H
#define INDEXER_ABBREVIATIONS_H

#include "report/report.h"

#include <glib.h>
#include <stddef.h>

/* Both are UTF-8 on a single line. */
struct abbreviation {
    char *letters; /* in the singular: "IRO" for "IROs" */
    char *meaning; /* in lower case, in the singular, without commas: "education
                      health and care" */
};

/* Zero-initialise it; free it with abbreviations_fini(). */
struct abbreviations {
    struct abbreviation *list; /* in order of occurrence; those that differ only
                                  in case, hyphens or plurals appear once */
    size_t count;
    GHashTable *known;
};

enum {
    ABBREVIATION_MAX = 8,    /* letters */
    ABBREVIATIONS_MAX = 1000 /* of one report; any more are ignored */
};

/* Add those that the report explains. Left out are letters that the report also
 * writes as a word, and everyday words ("safe"): someone who types a word means
 * the word. */
void abbreviations_read(const struct report *report, struct abbreviations *out);

void abbreviations_add(struct abbreviations *abbreviations,
                       const char *letters,
                       const char *meaning);
void abbreviations_fini(struct abbreviations *abbreviations);

#endif
