/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hits_json.h: what was found, as JSON: the records with what belongs to each,
 * and how the query was understood.
 */
#ifndef DAEMON_MESSAGES_HITS_JSON_H
#define DAEMON_MESSAGES_HITS_JSON_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Append an item of a list: the hit's record as it was indexed, which is JSON
 * already and not read again. False, with *failure filled, where it is damaged;
 * so below. */
bool hits_json_append_record(GString *out,
                             struct fe_hit hit,
                             struct failure *failure);

/* Append the list of the records of the hits from start up to end. */
bool hits_json_append_records(GString *out,
                              const struct fe_hits *hits,
                              size_t start,
                              size_t end,
                              struct failure *failure);

/* Append the list of the records of all hits, each with its score and a
 * quotation of so many characters (0: none), and, where explained, what gave it
 * its score. */
bool hits_json_append(GString *out,
                      const struct fe_hits *hits,
                      size_t snippet,
                      bool is_explained,
                      struct failure *failure);

/* How the query was understood; where explained, with what it looked for. */
json_t *hits_json_query(const struct fe_hits *hits, bool is_explained);

/* Append the members that every list of hits has beside it: how the query was
 * understood, what it names that is not there, and the revision. */
bool hits_json_append_query(GString *out,
                            const struct fe_hits *hits,
                            bool is_explained,
                            struct fe_reader *reader,
                            struct failure *failure);

#endif
