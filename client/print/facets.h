/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facets.h: the counts by field below the hits.
 */
#ifndef CLIENT_PRINT_FACETS_H
#define CLIENT_PRINT_FACETS_H

#include <jansson.h>
#include <stdbool.h>

/* Print the counts of the result; counted is what they count, NULL for
 * paragraphs. params are those of the request.
 *
 * If the fields were asked for, print all their values, one on each line with a
 * bar. Otherwise print a line for each field, with the values that the request
 * filters by and as many others as fit; not for a field whose counts are of no
 * use. A last line says which filters they ignore. */
void facets_show(const json_t *result,
                 const json_t *params,
                 const char *counted,
                 bool is_asked);

/* Whether the counts of a field help to narrow or change the search: not if
 * there is nothing to choose, unless the request filters by the field, because
 * then they show what another value would give. */
bool facets_are_of_use(const json_t *result,
                       const json_t *params,
                       const char *field,
                       const json_t *counts);

#endif
