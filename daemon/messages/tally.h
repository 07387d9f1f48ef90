/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tally.h: counts: reads by which fields a request wants to count, and what,
 * and writes the counts of its answer.
 */
#ifndef DAEMON_MESSAGES_TALLY_H
#define DAEMON_MESSAGES_TALLY_H

#include "messages/failure.h"

#include "findings/schema.h"
#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The fields to count by. Zero-initialise it. */
struct tally_fields {
    const struct findings_field *fields[FINDINGS_FIELDS_MAX];
    size_t n_fields;
    /* The facets of the request: for a date, its years and then its months. */
    struct fe_facet asked[2 * FINDINGS_FIELDS_MAX];
    size_t n_asked;
};

/* Read the parameter "facets"; where it is not given, the fields that the table
 * counts. False with *failure filled where it is wrong. */
bool tally_read(struct tally_fields *tally,
                const json_t *params,
                struct failure *failure);

/* Read the parameter "count": the slot whose values are counted. False with
 * *failure filled where it is wrong. */
bool
tally_read_unit(const json_t *params, unsigned *slot, struct failure *failure);

/* The facet that counts a field on its own: a date by its months. */
struct fe_facet tally_facet(const struct findings_field *field);

/* Append the object of {field: list of counts}, from hits of a request that
 * asked for these facets. */
void tally_append(GString *out,
                  const struct tally_fields *tally,
                  const struct fe_hits *hits);

/* How many paragraphs, reports and authorities were found. First have the
 * request ask for it: it borrows the slots. Then make the object, which the
 * caller owns. */
enum { TALLY_N_TOTALS = 2 };
void tally_ask_totals(struct fe_request *request,
                      unsigned slots[TALLY_N_TOTALS]);
json_t *tally_totals(const struct fe_hits *hits);

/* A list of {value, count}, in the same order. The caller owns it. */
json_t *tally_counts(const struct fe_count *counts, size_t n);

#endif
