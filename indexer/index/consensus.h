/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * consensus.h: what abbreviations stand for by all the reports of an index
 * together. It is kept as the reports come and go, and is then what it would
 * be if they had all come at once.
 */
#ifndef INDEXER_CONSENSUS_H
#define INDEXER_CONSENSUS_H

#include "index/abbreviations.h"

#include <glib.h>

/* Zero-initialise it; free it with consensus_fini(). */
struct consensus {
    GHashTable *reports; /* an id -> what the report explains */
    GHashTable *votes;   /* letters as they are typed -> who explains them, and
                              how */
    GHashTable *changed; /* letters that were touched */
};

/* The report of this id explains these, which it takes over, and no others. */
void consensus_set(struct consensus *consensus,
                   const char *report,
                   struct abbreviations *abbreviations);

/* What the letters (in lower case) stand for in CONSENSUS_SHARE out of
 * CONSENSUS_OUT_OF reports that explain them: a slip does not count, and
 * letters that stand for several things (PCC: a police and crime commissioner,
 * a parent carer council) stand for none, or who means the one would find the
 * other. "" where there is none; the caller frees it. */
enum { CONSENSUS_SHARE = 2, CONSENSUS_OUT_OF = 3 };
char *consensus_meaning(const struct consensus *consensus, const char *letters);

/* The letters, as they are typed, that were touched since this was last asked;
 * ended by NULL, g_strfreev() them. */
char **consensus_changes(struct consensus *consensus);

void consensus_fini(struct consensus *consensus);

#endif
