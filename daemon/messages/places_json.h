/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * places_json.h: what answers say of the places where the parts of the index
 * are. The caller owns what is returned.
 */
#ifndef DAEMON_MESSAGES_PLACES_JSON_H
#define DAEMON_MESSAGES_PLACES_JSON_H

#include "messages/served.h"

#include <jansson.h>

/* The parts that the reader's last call left out, each with its preferred
 * place, since when and why; NULL if there are none. *first is the first of
 * them. */
json_t *places_missing_json(const struct served *served,
                            struct fe_reader *reader,
                            struct fe_location *first);

/* The state of all places, by part. The last commits of the places of a part
 * are compared: the lag of a place, in seconds, is how much older its own is
 * than the newest. Places that are not in use are looked at, which may take a
 * moment.
 */
json_t *places_json(const struct served *served, struct fe_reader *reader);

#endif
