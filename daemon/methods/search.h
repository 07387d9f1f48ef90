/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * search.h: what the methods "search" and "explain" have in common: they differ
 * in what they ask for when nothing is said.
 */
#ifndef DAEMON_METHODS_SEARCH_H
#define DAEMON_METHODS_SEARCH_H

#include "messages/facets.h"
#include "messages/selection.h"
#include "methods/method.h"

/* Fields that texts must share to be shown as one. */
enum { SEARCH_ALIKE_BY = 2 };

/* It points into itself: do not copy it. */
struct search_request {
    struct selection selection;
    struct facets facets;
    unsigned total_slots[FACETS_N_TOTALS];
    unsigned alike_by[SEARCH_ALIKE_BY];
    size_t snippet;
};

/* Read the parameters; the limit is that where none is given. */
bool search_read(struct search_request *s,
                 const json_t *params,
                 size_t limit,
                 struct failure *failure);

/* A method's run. */
bool search_run(const void *request,
                struct method_call *call,
                GString *out,
                struct failure *failure);

#endif
