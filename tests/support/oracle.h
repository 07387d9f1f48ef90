/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * oracle.h: checks what the daemon finds and counts against a scan of every
 * paragraph and a plain count.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "scan.h"

/* Asks this many random questions, the same ones in every run, of the world
 * that was scanned: exact queries of every kind, or none, with filters. The
 * hits of all pages, the totals, the facet counts of every field, the cells of
 * a matrix and the list of those who never mention it must agree with the scan.
 */
void oracle_check(const struct test_world *world,
                  const struct scan *scan,
                  unsigned questions);

/* A connection whose greeting has been read. */
int oracle_connect(const struct test_world *world);
/* Asks one question; the result is a new object. Fails on an error answer. */
json_t *oracle_ask(int fd, const char *method, const json_t *params);

#endif
