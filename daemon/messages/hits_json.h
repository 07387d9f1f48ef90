/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hits_json.h: hits as JSON: their records with their scores and snippets, and
 * how the query was understood.
 */
#ifndef DAEMON_MESSAGES_HITS_JSON_H
#define DAEMON_MESSAGES_HITS_JSON_H

#include "messages/failure.h"
#include "messages/originals.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Append the hit's record as an item of a list, with the path of its original
 * unless originals is NULL. It is JSON already, and is copied without being
 * parsed. This and the functions below return false if a record is damaged,
 * with *failure set. */
bool hits_json_append_record(GString *out,
                             struct fe_hit hit,
                             struct originals *originals,
                             struct failure *failure);

/* Append the list of the records of the hits from start to before end. */
bool hits_json_append_records(GString *out,
                              const struct fe_hits *hits,
                              size_t start,
                              size_t end,
                              struct originals *originals,
                              struct failure *failure);

/* What to say about each hit besides its record and score. */
struct hits_shown {
    size_t snippet;              /* at most so many characters; 0: none */
    bool is_without_text;        /* leave out the record's text */
    bool is_explained;           /* what each term added to its score */
    struct originals *originals; /* NULL: without its path */
};

/* Append the list of all hits. */
bool hits_json_append(GString *out,
                      const struct fe_hits *hits,
                      const struct hits_shown *shown,
                      struct failure *failure);

/* How the query was understood; if it is explained, with the terms searched
 * for. The caller owns it. */
json_t *hits_json_query(const struct fe_hits *hits, bool is_explained);

/* Append the members that come with every list of hits: how the query was
 * understood, which of its values the index does not have, and the revision. */
bool hits_json_append_query(GString *out,
                            const struct fe_hits *hits,
                            bool is_explained,
                            struct fe_reader *reader,
                            struct failure *failure);

#endif
