/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hits.h: what was found, as JSON: the records with what belongs to each, and
 * how the query was understood.
 */
#ifndef DAEMON_HITS_H
#define DAEMON_HITS_H

#include "failure.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

/* A hit's record as it was indexed; NULL with *failure filled where it is
 * damaged. The caller's, as all here. */
json_t *hits_record(struct fe_hit hit, struct failure *failure);
bool hits_fail_damaged(struct failure *failure);

/* The records of the hits from start up to end. NULL with *failure filled. */
json_t *hits_records(const struct fe_hits *hits,
                     size_t start,
                     size_t end,
                     struct failure *failure);

/* The records of all hits, each with its score and a quotation of so many
 * characters (0: none), and, where explained, what gave it its score. NULL
 * with *failure filled. */
json_t *hits_json(const struct fe_hits *hits,
                  size_t snippet,
                  bool is_explained,
                  struct failure *failure);

/* How the query was understood; where explained, with what it looked for. */
json_t *hits_query(const struct fe_hits *hits, bool is_explained);

#endif
