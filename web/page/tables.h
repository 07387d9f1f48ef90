/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tables.h: tables of counts or grades, which are shaded by what is in their
 * cells: as HTML, and as SVG to take away. A table is a JSON object with a
 * "caption"; "columns", the first of which is that of the rows' names; "rows",
 * each a list of cells; and "foot", a row below them all, if there is one.
 *
 * A cell has a "text" and may have a "note" beside it, the "address" that it is
 * a link to, a "number" that it is sorted by, and a "shade", the name of one
 * below. A column has a "text", and may have a "note" below it, an "address",
 * and a "key" by which an address calls it ("order") where the rows can be
 * sorted.
 */
#ifndef WEB_PAGE_TABLES_H
#define WEB_PAGE_TABLES_H

#include "server/request.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Darker shades of one colour, for shares. */
enum { TABLES_SHADES = 5 };

/* The caller owns what these return; texts are copied, and may be NULL where a
 * member may be missing. */
json_t *tables_new(const char *caption);
json_t *tables_cell(const char *text, const char *address);
json_t *tables_count(size_t count, const char *address);

/* Add a column to the table; takes ownership of nothing. */
void tables_add_column(json_t *table,
                       const char *text,
                       const char *note,
                       const char *key,
                       const char *address);

/* The shade of a share of the greatest share; static. Nothing has none. */
const char *tables_shade_of_share(double share, double greatest);

/* A grade in its shade, which is its class (grades.h), or a dash if it is NULL;
 * the caller owns it. */
json_t *tables_grade(const char *grade);

/* Sort the rows by the column that the request's order names, if there is one:
 * numbers from the greatest on, texts from A on. */
void tables_sort(json_t *table, const struct request *request);

/* Keep only the n rows from the offset on, for a page. */
void tables_cut(json_t *table, size_t offset, size_t n);

/* Write the table. Headings of columns with a key are links that sort. */
void
tables_put(GString *out, const struct request *request, const json_t *table);

/* Append a drawing of the table, an SVG by itself, without links. */
void tables_put_svg(GString *out, const json_t *table);

#endif
