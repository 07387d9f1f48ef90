/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * thesaurus.h: concepts of a subject, the terms that people and documents use
 * for them, and how concepts relate.
 *
 * A file is UTF-8 text; '#' begins a comment. An entry is a line of names at
 * the left margin, then indented lines, each with a key, a colon and a list
 * separated by commas:
 *
 *     staff turnover = turnover of staff
 *         wordings: changes of social worker, high turnover
 *         said: churn, revolving door, staff keep leaving
 *         asked: why do they leave
 *         hints: resign
 *         broader: workforce
 *         narrower: leadership changes
 *         related: agency staff, vacancies
 *
 *   names     the documents' own terms for exactly this; they are
 *             interchangeable
 *   wordings  other ways in which documents say it
 *   said      what people type when they mean it
 *   asked     frames of questions about it, matched word for word
 *   hints     words that often point to it but also have other meanings
 *   broader, narrower, related
 *             names of other concepts; write each relation once, on either side
 *
 * A term has at most FE_TERM_WORDS words (findings/engine.h).
 *
 * An entry without keys must have two names or more. Entries that share a name
 * are one concept, even in different files, so a later file can extend an
 * earlier one. Names are compared without regard to case, hyphens, possessives
 * and plurals; but a word with two capitals or more is an abbreviation, which
 * equals only abbreviations (SEND is not "send").
 *
 * A line "a, b ~ c, d" lets a and b find c and d as well, but not the other way
 * round: it is a concept with the hints a and b and the names c and d, which is
 * never merged with others, and which no other can be related to.
 *
 * Fill it on one thread; once finished it does not change, and any number of
 * threads may read it. Running out of memory ends the program, as in GLib.
 */
#ifndef ENGINE_THESAURUS_H
#define ENGINE_THESAURUS_H

#include "findings/engine.h"

#include <stdbool.h>
#include <stddef.h>

struct thesaurus_error {
    char source[256]; /* the name of the file, as it was given */
    size_t line;      /* from 1 */
    char message[256];
};

struct thesaurus;

struct thesaurus *thesaurus_new(void);
void thesaurus_free(struct thesaurus *thesaurus);

/* Add the entries of a file; source is its name in errors. False with *err if a
 * line cannot be read; the thesaurus can then only be freed. */
bool thesaurus_add(struct thesaurus *thesaurus,
                   const char *source,
                   const char *text,
                   size_t len,
                   struct thesaurus_error *err);

/* Merge the entries and resolve their relations. Call once, after the last file
 * and before the functions below. False with *err if a relation names a concept
 * that does not exist or contradicts another relation; the thesaurus can then
 * only be freed. */
bool thesaurus_finish(struct thesaurus *thesaurus, struct thesaurus_error *err);

/* Concepts are numbered from 0 in the order of their first entries. */
size_t thesaurus_size(const struct thesaurus *thesaurus);
const struct fe_concept *thesaurus_at(const struct thesaurus *thesaurus,
                                      size_t number);

/* The files, in the order in which they were added, and how many entries each
 * has. */
size_t thesaurus_n_sources(const struct thesaurus *thesaurus);
const char *thesaurus_source(const struct thesaurus *thesaurus,
                             size_t number,
                             size_t *n_entries);

#endif
