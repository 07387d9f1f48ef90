/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * thesaurus.h: concepts of a subject, the terms that people and documents use
 * for them, and how concepts relate.
 *
 * A file is UTF-8 text. From '#' on, a line is comment. An entry is a line of
 * names at the left margin, then indented lines, each a key, a colon and a list
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
 *   names     the documents' own terms for exactly this; searched for as one
 *   wordings  other phrases of the documents that say it
 *   said      what people type when they mean it
 *   asked     frames of questions about it, matched word for word
 *   hints     words that often point to it but have other meanings as well
 *   broader, narrower, related
 *             names of other concepts; each relation is written once, on either
 *             side
 *
 * A term has at most FE_TERM_WORDS words (findings/engine.h).
 *
 * Names alone, without keys, are an entry where there are two or more. Entries
 * that share a name are one concept, also across files, so that a later file
 * extends an earlier one. Names compare without regard to case, hyphens,
 * possessives and plurals; but a word with two capitals or more is an
 * abbreviation and equals none that is not (SEND is not "send").
 *
 * A line "a, b ~ c, d" lets a and b find c and d as well, one way only: a
 * concept of its own, with the hints a and b and the names c and d, which never
 * merges with others and to which nothing relates.
 *
 * Fill it on one thread; once finished it does not change, and any number of
 * threads may read it. Running out of memory ends the program, as GLib does.
 */
#ifndef ENGINE_THESAURUS_H
#define ENGINE_THESAURUS_H

#include <stdbool.h>
#include <stddef.h>

enum thesaurus_role {
    THESAURUS_NAME,
    THESAURUS_WORDING,
    THESAURUS_SAID,
    THESAURUS_HINT,
    THESAURUS_ASKED
};

struct thesaurus_term {
    const char *text; /* as written */
    enum thesaurus_role role;
};

enum thesaurus_relation {
    THESAURUS_BROADER,
    THESAURUS_NARROWER,
    THESAURUS_RELATED
};

struct thesaurus_concept {
    /* By role, within one as written; the first is the concept's name. A term
     * is there once, in the first of its roles; ASKED is apart. */
    const struct thesaurus_term *terms;
    size_t n_terms;
    /* Numbers of concepts, rising, by enum thesaurus_relation. */
    const size_t *relatives[3];
    size_t n_relatives[3];
    bool is_one_way; /* of a line with '~' */
};

struct thesaurus_error {
    char source[256]; /* the file, as it was named */
    size_t line;      /* from 1 */
    char message[256];
};

struct thesaurus;

struct thesaurus *thesaurus_new(void);
void thesaurus_free(struct thesaurus *thesaurus);

/* Add the entries of a file; source names it in errors. False with *err where a
 * line cannot be read; the thesaurus can then only be freed. */
bool thesaurus_add(struct thesaurus *thesaurus,
                   const char *source,
                   const char *text,
                   size_t len,
                   struct thesaurus_error *err);

/* Merge the entries and find the concepts that they relate to; call once, after
 * the last file and before what follows. False with *err where a relation names
 * no concept or contradicts another; the thesaurus can then only be freed. */
bool thesaurus_finish(struct thesaurus *thesaurus, struct thesaurus_error *err);

/* Concepts are numbered from 0 in the order of their first entries. */
size_t thesaurus_size(const struct thesaurus *thesaurus);
const struct thesaurus_concept *thesaurus_at(const struct thesaurus *thesaurus,
                                             size_t number);

#endif
