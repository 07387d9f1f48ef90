/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * selection.h: which paragraphs are meant, from a request's parameters: the
 * query and how it is taken, the filters, the dates; and in which order.
 */
#ifndef DAEMON_MESSAGES_SELECTION_H
#define DAEMON_MESSAGES_SELECTION_H

#include "messages/failure.h"

#include "findings/schema.h"
#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

enum {
    SELECTION_FILTERS_MAX = FINDINGS_FIELDS_MAX + 1, /* each field, dates */
    SELECTION_VALUES_MAX = 256                       /* of one filter */
};

/* The parameters that are read here, for a list of those that are known. */
#define SELECTION_FILTERS "filters", "date_from", "date_to"
#define SELECTION_QUERY "query", "match", "exact"
#define SELECTION_ORDER "sort"

/* Its strings are borrowed from the parameters, but those of the dates: it
 * must stay where it is. */
struct selection {
    struct fe_request request; /* what is not read here asks for nothing */
    struct fe_filter filters[SELECTION_FILTERS_MAX];
    const struct findings_field *fields[SELECTION_FILTERS_MAX];
    const char *values[SELECTION_FILTERS_MAX][SELECTION_VALUES_MAX];
    char from[FINDINGS_DATE_SIZE];
    char to[FINDINGS_DATE_SIZE];
};

/* Read what is there of them; false with *failure filled where something is
 * wrong. */
bool selection_read(struct selection *selection,
                    const json_t *params,
                    struct failure *failure);

/* Whether it has words to look for. */
bool selection_has_query(const struct selection *selection);

/* The values of filters and of the query that the index does not hold, of
 * fields that can be anything: a list of {field, value, suggestions}. NULL with
 * *failure filled where the index cannot be read. */
json_t *selection_unknown(const struct fe_hits *told,
                          struct fe_reader *reader,
                          struct failure *failure);

#endif
