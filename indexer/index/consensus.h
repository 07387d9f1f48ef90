/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * consensus.h: what each abbreviation stands for, agreed by the reports of an
 * index. It is updated as reports come and go, with the same result as if all
 * of them had been added at once.
 */
#ifndef INDEXER_CONSENSUS_H
#define INDEXER_CONSENSUS_H

#include "index/abbreviations.h"

#include <glib.h>

/* Zero-initialise it; free it with consensus_fini(). */
struct consensus {
    GHashTable *reports; /* report id -> the abbreviations it explains */
    GHashTable *votes;   /* letters in lower case -> the reports that explain
                            them, and how */
    GHashTable *changed; /* letters whose votes have changed */
};

/* Set what the report with this id explains, in place of what it explained
 * before. Takes ownership of the abbreviations. */
void consensus_set(struct consensus *consensus,
                   const char *report,
                   struct abbreviations *abbreviations);

/* What the letters (in lower case) stand for in at least CONSENSUS_SHARE out of
 * CONSENSUS_OUT_OF of the reports that explain them; "" if there is no such
 * meaning. The share tolerates mistakes in a few reports. Letters that stand
 * for several things (PCC: a police and crime commissioner, a parent carer
 * council) have no agreed meaning: searches for one would find the other. The
 * caller frees it. */
enum { CONSENSUS_SHARE = 2, CONSENSUS_OUT_OF = 3 };
char *consensus_meaning(const struct consensus *consensus, const char *letters);

/* The letters, in lower case, whose votes have changed since the last call;
 * NULL-terminated, freed with g_strfreev(). */
char **consensus_changes(struct consensus *consensus);

void consensus_fini(struct consensus *consensus);

#endif
