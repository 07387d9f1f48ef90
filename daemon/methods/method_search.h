/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * method_search.h: what the methods "search" and "explain" have in common: they
 * differ in what they ask for when nothing is said.
 */
#ifndef DAEMON_METHODS_METHOD_SEARCH_H
#define DAEMON_METHODS_METHOD_SEARCH_H

#include "messages/tally.h"
#include "messages/selection.h"
#include "methods/method.h"

/* Fields that texts must share to be shown as one. */
enum { METHOD_SEARCH_ALIKE_BY = 2 };

/* It points into itself: do not copy it. */
struct search_request {
    struct selection selection;
    struct tally_fields tally;
    unsigned total_slots[TALLY_N_TOTALS];
    unsigned alike_by[METHOD_SEARCH_ALIKE_BY];
    size_t snippet;
};

/* Read the parameters; the limit is that where none is given. */
bool method_search_read(struct search_request *s,
                        const json_t *params,
                        size_t limit,
                        struct failure *failure);

/* A method's run. */
bool method_search_run(const void *request,
                       struct method_call *call,
                       GString *out,
                       struct failure *failure);

#endif
