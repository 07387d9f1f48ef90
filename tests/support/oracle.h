/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * oracle.h: what the daemon finds and counts, held against a scan of every
 * paragraph and a plain count.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "scan.h"

/* Put that many questions drawn at random, the same at each run, to the world
 * that the scan is of: exact queries of every kind, or none, under filters.
 * The hits of all pages, the totals, the counts of every field, the cells of a
 * matrix and the list of those who never mention it must be the scan's. */
void oracle_check(const struct test_world *world,
                  const struct scan *scan,
                  unsigned questions);

/* A connection, its greeting read. */
int oracle_connect(const struct test_world *world);
/* One question; its result, a new object. It must be no error. */
json_t *oracle_ask(int fd, const char *method, const json_t *params);

#endif
