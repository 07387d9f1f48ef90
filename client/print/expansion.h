/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * expansion.h: what the words of a query match besides themselves, which are
 * values of fields and synonyms, in about two lines.
 */
#ifndef CLIENT_PRINT_EXPANSION_H
#define CLIENT_PRINT_EXPANSION_H

#include <jansson.h>
#include <stdio.h>

/* Print how a query was read, unless it was simply as typed: the notes
 * (notes.h), then values and synonyms, then a blank line as notes_show() does.
 * params are those of the request; it reads their query and filters. */
void expansion_show(const json_t *result, const json_t *params, FILE *out);

#endif
