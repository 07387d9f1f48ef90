/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * selection.h: reads from a request's parameters which paragraphs are asked
 * for: the query and how it is matched, the filters and the dates; and their
 * order.
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
    struct fe_request
        request; /* members that are not read here ask for nothing */
    struct fe_filter filters[SELECTION_FILTERS_MAX];
    const struct findings_field *fields[SELECTION_FILTERS_MAX];
    const char *values[SELECTION_FILTERS_MAX][SELECTION_VALUES_MAX];
    char from[FINDINGS_DATE_SIZE];
    char to[FINDINGS_DATE_SIZE];
};

/* Read those that are given. False with *failure filled where one is wrong. A
 * value of a filter is replaced in params by the value as the index has it. */
bool selection_read(struct selection *selection,
                    const json_t *params,
                    struct failure *failure);

/* Whether the query is not blank. */
bool selection_has_query(const struct selection *selection);

/* The values of filters and of the query that the index does not have, of
 * fields without a vocabulary: a list of {field, value, suggestions}, owned by
 * the caller. NULL with *failure filled where the index cannot be read. */
json_t *selection_unknown(const struct fe_hits *told,
                          struct fe_reader *reader,
                          struct failure *failure);

#endif
