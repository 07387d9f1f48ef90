/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * index.h: what a test sees in an index.
 */
#ifndef TESTS_INDEX_H
#define TESTS_INDEX_H

#include "support.h"

/* How many paragraphs it holds. */
uint64_t index_documents(const char *db);

/* How many paragraphs the text finds, by all its words. */
size_t index_found(const char *db, const char *query);

/* How many a query finds that has fields of the table in it. */
size_t index_field_found(const char *db, const char *query);

/* The ids of its reports, comma-separated; yours to free. */
char *index_reports(const char *db);
void assert_reports(const char *db, const char *expected);

/* A report's record; yours. */
json_t *index_record(const char *db, const char *report);

/* What the abbreviations of the index stand for: "caf=common assessment
 * framework|child action fund;..." in their order; yours to free. */
char *index_abbreviations(const char *db);
void assert_abbreviations(const char *db, const char *expected);

#endif
