/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * prose.h: joins lines of prose into the text as it was written: broken words
 * are joined again, and marks of emphasis and invisible characters are removed.
 */
#ifndef INDEXER_PROSE_H
#define INDEXER_PROSE_H

#include "base/text.h"
#include "blocks/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

/* Append a line to the text, with a space between them unless a word was broken
 * at the end of the line (broken.h). */
void prose_append(struct vocabulary *vocabulary,
                  struct text *text,
                  const char *more,
                  size_t len);

/* Whether the text ends like a sentence, or like a clause before a list. */
bool prose_ends_sentence(const char *text, size_t len);

/* Whether the text introduces a list: it ends with a colon. */
bool prose_introduces_list(const char *text);

/* Whether the line says how to reach somebody: the address of a page, a house
 * or a mailbox, or a number after "Telephone:". */
bool prose_is_contact(const char *text, size_t len);

/* Whether the line is nothing but a day or a range of days. */
bool prose_is_date(const char *text, size_t len);

/* Whether a value in figures follows a label: "Unit number: 4711". */
bool prose_is_labelled_figure(const char *text);

/* Whether the text begins in the middle of a sentence. */
bool prose_begins_small(const char *text, size_t len);

/* The text without marks of emphasis and invisible characters, and with single
 * spaces. The caller frees it. */
char *prose_clean(const char *text, size_t len);

#endif
