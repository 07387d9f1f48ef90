/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * explain.h: why a search finds what it finds.
 */
#ifndef CLIENT_PRINT_EXPLAIN_H
#define CLIENT_PRINT_EXPLAIN_H

#include "print/print.h"

#include <jansson.h>
#include <stddef.h>

/* Print the whole explanation on standard output; offset is the number of hits
 * before the first on the page. */
void explain_show(const json_t *result, size_t offset);

/* Print its parts: each idea of the query, with its terms grouped by their
 * origin; and what each term added to the score of a hit. */
void explain_query(const json_t *query, const struct style *style);
void
explain_hit(const json_t *hit, const json_t *query, const struct style *style);

#endif
