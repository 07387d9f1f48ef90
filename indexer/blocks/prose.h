/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * prose.h: lines of prose put together as they were written: words that a
 * line's end broke are one again, marks of emphasis and what cannot be seen
 * are gone.
 */
#ifndef INDEXER_PROSE_H
#define INDEXER_PROSE_H

#include "base/text.h"
#include "blocks/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

/* Go on with the text: a blank between, but none within a word that was broken
 * at the line's end. How the report writes a word elsewhere decides whether its
 * hyphen is its own. */
void prose_go_on(struct vocabulary *vocabulary,
                 struct text *text,
                 const char *more,
                 size_t len);

/* Whether the text ends as a sentence, or a clause before a list, does. */
bool prose_ends_sentence(const char *text, size_t len);

/* Whether the text begins in the middle of a sentence. */
bool prose_begins_small(const char *text, size_t len);

/* Text as it reads: no marks of emphasis, no invisible characters, one blank
 * where there were several. The caller frees it. */
char *prose_clean(const char *text, size_t len);

#endif
