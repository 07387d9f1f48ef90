/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understood.h: how a query was understood, as far as it was not simply as
 * typed. This is what a person is told, on whatever screen.
 */
#ifndef CLIENT_PRINT_UNDERSTOOD_H
#define CLIENT_PRINT_UNDERSTOOD_H

#include <jansson.h>
#include <stdbool.h>

/* The values that ideas name and the index has: [{idea, fields: [{field,
 * values}]}], without ideas that name none, and without fields that a filter
 * names already. understood is that of the result's query, filters those of
 * the request, or NULL. The caller owns the result. */
json_t *understood_values(const json_t *understood, const json_t *filters);

/* The synonyms of ideas: [{idea, names}], without ideas that have none. Related
 * terms are left out, because they only affect the ranking. The caller owns
 * the result. */
json_t *understood_names(const json_t *understood);

/* Whether a suggestion of the result's query was searched for instead. */
bool understood_is_applied(const json_t *suggestion);

/* Whether no paragraph contains the word that a suggestion is about. That is
 * known if the word is an idea by itself. */
bool understood_is_nowhere(const json_t *suggestion, const json_t *query);

#endif
