/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * selection.h: reads the parameters that say which paragraphs are asked for,
 * and in which order: the query and how it is matched, the filters and the
 * dates.
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

/* The parameters that are read here, for the list given to params_known(). */
#define SELECTION_FILTERS "filters", "date_from", "date_to"
#define SELECTION_QUERY "query", "match", "exact"
#define SELECTION_ORDER "sort"

/* Borrows strings from the parameters and points into itself: do not copy it.
 */
struct selection {
    /* Members that are not read here have their defaults. */
    struct fe_request request;
    struct fe_filter filters[SELECTION_FILTERS_MAX];
    const struct findings_field *fields[SELECTION_FILTERS_MAX];
    const char **values; /* of all filters, one after the other; owned */
    size_t n_values;
    char from[FINDINGS_DATE_SIZE];
    char to[FINDINGS_DATE_SIZE];
};

/* Read the parameters that are given into a zeroed selection. Returns false if
 * one is wrong, with *failure set. Values of filters are replaced in params by
 * the values as they are indexed. */
bool selection_read(struct selection *selection,
                    const json_t *params,
                    struct failure *failure);

/* A method's fini(), for a request that begins with a selection. */
void selection_fini(void *selection);

/* Whether the query is not blank. */
bool selection_has_query(const struct selection *selection);

/* The values in filters and in the query that are not in the index, for fields
 * without a vocabulary: a list of {field, value, suggestions}, owned by the
 * caller. Returns NULL if the index cannot be read, with *failure set. */
json_t *selection_unknown(const struct fe_hits *told,
                          struct fe_reader *reader,
                          struct failure *failure);

#endif
