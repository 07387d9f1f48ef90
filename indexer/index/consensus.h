/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * consensus.h: what each abbreviation stands for, agreed by the reports of an
 * index. It is updated as reports come and go, with the same result as if all
 * of them had been added at once. Only votes that change are read.
 */
#ifndef INDEXER_CONSENSUS_H
#define INDEXER_CONSENSUS_H

#include "index/abbreviations.h"

#include <glib.h>

/* Zero-initialise it; free it with consensus_fini(). */
struct consensus {
    GHashTable *votes;   /* letters in lower case -> the reports that explain
                            them, and how */
    GHashTable *changed; /* letters whose votes have changed */
    /* Return the votes that the index has for the letters, as consensus_votes()
     * does; to be freed with free(), or NULL. NULL: it has none. */
    char *(*read_votes)(void *data, const char *letters);
    void *data;
};

/* Count what a report explains, or count it no more. */
void consensus_add(struct consensus *consensus,
                   const struct abbreviations *abbreviations);
void consensus_remove(struct consensus *consensus,
                      const struct abbreviations *abbreviations);

/* How many reports explain the letters (in lower case), and how many explain
 * each meaning, as FE_VOTES_KEY is to have it; "" if none does. The caller
 * frees it. */
char *consensus_votes(const struct consensus *consensus, const char *letters);

/* What they stand for by fe_votes_meaning(); likewise. */
char *consensus_meaning(const struct consensus *consensus, const char *letters);

/* The letters, in lower case, whose votes have changed since the last call;
 * NULL-terminated, freed with g_strfreev(). */
char **consensus_changes(struct consensus *consensus);

void consensus_fini(struct consensus *consensus);

#endif
