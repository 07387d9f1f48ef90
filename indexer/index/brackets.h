/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * brackets.h: the abbreviations that a text explains in brackets: "common
 * assessment framework (CAF)", or "CAF (common assessment framework)".
 *
 * A pair that is wrong makes searches find what was not asked for, and one that
 * is missed only leaves them as they are. So the letters must be the initials
 * of the words, all of them, and what is in doubt is left out.
 */
#ifndef INDEXER_BRACKETS_H
#define INDEXER_BRACKETS_H

#include "index/abbreviations.h"

/* Add those that the text explains. */
void brackets_read(const char *text, struct abbreviations *found);

#endif
