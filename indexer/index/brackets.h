/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * brackets.h: finds the abbreviations that a text explains in brackets: "common
 * assessment framework (CAF)", or "CAF (common assessment framework)".
 *
 * A wrong pair makes searches find what was not asked for, while a missing one
 * changes nothing. So the letters must be the initials of the words, all of
 * them, and doubtful cases are left out.
 */
#ifndef INDEXER_BRACKETS_H
#define INDEXER_BRACKETS_H

#include "index/abbreviations.h"

/* Add the abbreviations that the text explains. */
void brackets_read(const char *text, struct abbreviations *found);

#endif
