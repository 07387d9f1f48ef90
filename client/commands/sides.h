/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sides.h: the two reports that are compared, by filters that name them.
 */
#ifndef CLIENT_COMMANDS_SIDES_H
#define CLIENT_COMMANDS_SIDES_H

#include <jansson.h>
#include <stdbool.h>

/* In place of the filters of these parameters, set what the method "compare"
 * takes: two reports or authorities, or one authority. False if the filters
 * name anything else; they have been removed all the same. */
bool sides_set(json_t *params);

#endif
