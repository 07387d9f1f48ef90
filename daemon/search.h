/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * search.h: the search method: its parameters, its run, its result.
 */
#ifndef DAEMON_SEARCH_H
#define DAEMON_SEARCH_H

#include "failure.h"

#include "xapian-capi.h"

#include <jansson.h>
#include <stdbool.h>

/* Check the parameters, which are an object. */
bool search_check(const json_t *params, struct failure *failure);

/* Answer them: a new result object; NULL with *failure filled. */
json_t *search_run(struct xc_reader *reader,
                   const json_t *params,
                   struct failure *failure);

/* A hit's record as it was indexed; NULL with *failure filled where it is
 * damaged. The caller's. */
json_t *search_record(struct xc_hit hit, struct failure *failure);

#endif
