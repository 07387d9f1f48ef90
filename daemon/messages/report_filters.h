/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report_filters.h: reads the parameters that select reports, for methods that
 * list what reports have rather than paragraphs: filters and dates.
 */
#ifndef DAEMON_MESSAGES_REPORT_FILTERS_H
#define DAEMON_MESSAGES_REPORT_FILTERS_H

#include "messages/failure.h"
#include "messages/selection.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { REPORT_FILTERS_OWN_MAX = 2 };

/* It points into itself: do not copy it. A request that begins with it has
 * selection_fini() as its fini(). */
struct report_filters {
    struct selection selection;
    struct fe_filter filters[SELECTION_FILTERS_MAX];     /* on reports */
    struct fe_request reports;                           /* selects them */
    const struct fe_filter *own[REPORT_FILTERS_OWN_MAX]; /* NULL: none */
};

/* Read the parameters into zeroed filters. Those on the fields in own, which
 * ends in NULL, are kept apart: they apply to what is listed, not to paragraphs
 * of the report. what is the method's name, for errors. Returns false if one is
 * wrong, with *failure set. */
bool report_filters_read(struct report_filters *filters,
                         const char *what,
                         const char *const *own,
                         const json_t *params,
                         struct failure *failure);

/* Whether the value, or one of several, passes the filter on the i-th own
 * field; true if there is none. */
bool report_filters_pass(const struct report_filters *filters,
                         size_t i,
                         const json_t *value);

#endif
