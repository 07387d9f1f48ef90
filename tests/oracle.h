/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * oracle.h: totals and facet counts by a plain count, to hold the daemon's
 * against.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "support.h"

/* Every record of --dump paragraphs of these reports: a new array. */
json_t *oracle_dump(const char *reports);

/* Ask the world many questions: each of the queries ("" for everything) under
 * filters drawn at random, the same at each run. The total, the hits and the
 * counts of every field must be those of a plain count over what the query
 * finds without filters; for "" that is the dump itself. */
void oracle_check(const struct test_world *world,
                  json_t *dump,
                  const char *const *queries);

#endif
