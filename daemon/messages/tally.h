/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tally.h: reads which fields a request wants to count by, and what to count,
 * and writes the counts into its answer.
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
    /* The facets to ask the engine for: for a date, its years, then its months.
     */
    struct fe_facet asked[2 * FINDINGS_FIELDS_MAX];
    size_t n_asked;
};

/* Read the parameter "facets"; if it is not given, take the fields that are
 * counted by default. Returns false if it is wrong, with *failure set. */
bool tally_read(struct tally_fields *tally,
                const json_t *params,
                struct failure *failure);

/* Read the parameter "count": the slot whose values are counted. Returns false
 * if it is wrong, with *failure set. */
bool
tally_read_unit(const json_t *params, unsigned *slot, struct failure *failure);

/* The single facet for a field: a date is counted by month. */
struct fe_facet tally_facet(const struct findings_field *field);

/* Append the object {field: list of counts}. The hits must be of a request for
 * these facets. */
void tally_append(GString *out,
                  const struct tally_fields *tally,
                  const struct fe_hits *hits);

/* How many paragraphs, reports and authorities were found: the first function
 * asks for them in the request, which borrows the slots; the second makes the
 * object, which the caller owns. */
enum { TALLY_N_TOTALS = 2 };
void tally_ask_totals(struct fe_request *request,
                      unsigned slots[TALLY_N_TOTALS]);
json_t *tally_totals(const struct fe_hits *hits);

/* A list of {value, count}, in the same order. The caller owns it. */
json_t *tally_counts(const struct fe_count *counts, size_t n);

#endif
