/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * method_search.h: what the methods "search" and "explain" share; they differ
 * only in their defaults.
 */
#ifndef DAEMON_METHODS_METHOD_SEARCH_H
#define DAEMON_METHODS_METHOD_SEARCH_H

#include "messages/tally.h"
#include "messages/selection.h"
#include "methods/method.h"

/* How many fields near-duplicates must agree in to be collapsed. */
enum { METHOD_SEARCH_ALIKE_BY = 2 };

/* It points into itself: do not copy it. */
struct search_request {
    struct selection selection;
    struct tally_fields tally;
    unsigned total_slots[TALLY_N_TOTALS];
    unsigned alike_by[METHOD_SEARCH_ALIKE_BY];
    size_t snippet;
    bool has_text;
    bool has_paths;
};

/* Read the parameters; limit is the default of "limit". */
bool method_search_read(struct search_request *s,
                        const json_t *params,
                        size_t limit,
                        struct failure *failure);

/* The run() of both methods. */
bool method_search_run(const void *request,
                       struct method_call *call,
                       GString *out,
                       struct failure *failure);

#endif
