/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * glossary.h: what abbreviations stand for by all the reports of an index
 * together. It is kept as the reports come and go, and is then what it would
 * be if they had all come at once.
 */
#ifndef INDEXER_GLOSSARY_H
#define INDEXER_GLOSSARY_H

#include "index/abbreviations.h"

#include <glib.h>

/* Zero-initialise it; free it with glossary_fini(). */
struct glossary {
    GHashTable *reports; /* an id -> what the report explains */
    GHashTable *glosses; /* letters as they are typed -> who explains them, and
                            how */
    GHashTable *changed; /* letters that were touched */
};

/* The report of this id explains these, which it takes over, and no others. */
void glossary_set(struct glossary *glossary,
                  const char *report,
                  struct abbreviations *abbreviations);

/* What the letters (in lower case) stand for in GLOSSARY_AGREED out of
 * GLOSSARY_AGREED_OF reports that explain them: a slip does not count, and
 * letters that stand for several things (PCC: a police and crime commissioner,
 * a parent carer council) stand for none, or who means the one would find the
 * other. "" where there is none; the caller frees it. */
enum { GLOSSARY_AGREED = 2, GLOSSARY_AGREED_OF = 3 };
char *glossary_meaning(const struct glossary *glossary, const char *letters);

/* The letters, as they are typed, that were touched since this was last asked;
 * ended by NULL, g_strfreev() them. */
char **glossary_changes(struct glossary *glossary);

void glossary_fini(struct glossary *glossary);

#endif
