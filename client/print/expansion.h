/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * expansion.h: what the words of a query stand for besides themselves: values
 * of fields, and other names, in about two lines.
 */
#ifndef CLIENT_PRINT_EXPANSION_H
#define CLIENT_PRINT_EXPANSION_H

#include <jansson.h>
#include <stdio.h>

/* Print how a query was read, if not simply by its words as typed: the notes
 * (notes.h), then values and other names, then a blank line as notes_show()
 * has it. Of params, those of the request, it reads the query and the filters.
 */
void expansion_show(const json_t *result, const json_t *params, FILE *out);

#endif
