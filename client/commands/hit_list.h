/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hit_list.h: a page of hits as the commands search and similar print it: for
 * a person, or with --cite as citations.
 */
#ifndef CLIENT_COMMANDS_HIT_LIST_H
#define CLIENT_COMMANDS_HIT_LIST_H

#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>

/* Print how the query was read, then the page. */
void hit_list_print(const struct options *options, const json_t *result);

/* Whether any page of the list has a hit; with --cite, which prints only hits
 * that are counted, whether any is counted. */
bool hit_list_has_any(const struct options *options, const json_t *result);

#endif
