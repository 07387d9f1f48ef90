/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * index.h: what a test looks up in an index.
 */
#ifndef TESTS_INDEX_H
#define TESTS_INDEX_H

#include "support.h"

/* The number of paragraphs in the index. */
uint64_t index_documents(const char *db);

/* The number of paragraphs that contain all words of the query. */
size_t index_found(const char *db, const char *query);

/* The number of paragraphs found by a query with fields of the field table. */
size_t index_field_found(const char *db, const char *query);

/* The ids of the reports, comma-separated; the caller frees them. */
char *index_reports(const char *db);
void assert_reports(const char *db, const char *expected);

/* Everything that is in the index, as text, apart from how it is stored: the
 * metadata that is not the engine's own, and the data of all paragraphs, in
 * order of their bytes. If there is no index, or it cannot be read, the text
 * says so. The caller frees it. */
char *index_contents(const char *db);

/* The record of a report; the caller owns it. */
json_t *index_record(const char *db, const char *report);

/* Fails unless a member of the report's record is this text. */
void assert_record(const char *db,
                   const char *report,
                   const char *member,
                   const char *expected);

/* The abbreviations of the index and their meanings, in order, as "caf=common
 * assessment framework|child action fund;..."; the caller frees it. */
char *index_abbreviations(const char *db);
void assert_abbreviations(const char *db, const char *expected);

#endif
