/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tally.h: what is counted: by which fields, and of what.
 */
#ifndef DAEMON_MESSAGES_TALLY_H
#define DAEMON_MESSAGES_TALLY_H

#include "messages/failure.h"

#include "findings/schema.h"
#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The facets that were asked for. Zero-initialise it. */
struct tally {
    const struct findings_field *fields[FINDINGS_FIELDS_MAX];
    size_t n_fields;
    /* As the index is asked: of a date, its years and then its months. */
    struct fe_facet asked[2 * FINDINGS_FIELDS_MAX];
    size_t n_asked;
};

/* Read the parameter "facets"; the table's own where it is not there. */
bool
tally_read(struct tally *tally, const json_t *params, struct failure *failure);

/* Read the parameter "count": the slot whose values are counted. */
bool
tally_read_unit(const json_t *params, unsigned *slot, struct failure *failure);

/* What is counted of a field where it stands alone: of a date, its months. */
struct fe_facet tally_facet(const struct findings_field *field);

/* Append field: list of counts, from hits that were asked for them. */
void tally_append(GString *out,
                  const struct tally *tally,
                  const struct fe_hits *hits);

/* How many paragraphs, reports and authorities were found: have the request ask
 * for it (the slots stay with the caller), then tell. */
enum { TALLY_N_TOTALS = 2 };
void tally_ask_totals(struct fe_request *request,
                      unsigned slots[TALLY_N_TOTALS]);
json_t *tally_totals(const struct fe_hits *hits);

/* A list of {value, count}, in its order. */
json_t *tally_counts(const struct fe_count *counts, size_t n);

#endif
