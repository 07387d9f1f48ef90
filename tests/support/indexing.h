/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * indexing.h: runs findings-index as a person would, over a folder of reports
 * that a test writes. index.h looks at the index that it makes.
 */
#ifndef TESTS_INDEXING_H
#define TESTS_INDEXING_H

#include "index.h"

#include <glib.h>

struct indexing {
    char *folder;     /* of the test; what is below is in it */
    char *db;         /* the index, which does not exist yet */
    char *reports;    /* a folder, empty */
    GPtrArray *paths; /* those that were asked for */
};

/* Set-up and teardown of a test: *state is a struct indexing. */
int indexing_set_up(void **state);
int indexing_tear_down(void **state);

/* A path below the folder of the test, such as "reports/a.txt"; valid as long
 * as that. */
const char *indexing_path(const struct indexing *indexing, const char *name);

/* Makes a folder there, or writes a file. Returns its path. */
const char *indexing_folder(const struct indexing *indexing, const char *name);
const char *indexing_file(const struct indexing *indexing,
                          const char *name,
                          const char *text);

/* Writes a letter after a visit to the place on 7 May 2019. It has three
 * paragraphs: the visit, the finding, and one that is always the same. */
void indexing_letter(const char *path, const char *place, const char *finding);

/* Runs findings-index on the index with one or two more arguments; either may
 * be NULL. The exit status must be as expected, and standard error contain what
 * is said. */
void assert_run(const struct indexing *indexing,
                const char *a,
                const char *b,
                int status,
                const char *said);

/* Runs findings-index without an index over the folder of reports: --check, or
 * --dump of "paragraphs" or another. */
struct test_run indexing_check(const struct indexing *indexing);
struct test_run indexing_dump(const struct indexing *indexing,
                              const char *what);

#endif
