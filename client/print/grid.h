/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grid.h: results that are tables: counts, and grades over time.
 */
#ifndef CLIENT_PRINT_GRID_H
#define CLIENT_PRINT_GRID_H

#include <jansson.h>
#include <stddef.h>

/* Counts, with a row and a column of totals: as rows for CSV, which the caller
 * frees, or printed for a person. */
json_t *grid_matrix(const json_t *result);
void grid_show_matrix(const json_t *result);

/* Put the values of a field, the rows or columns of a matrix, into the order of
 * their names, unless they have an order of their own. */
void grid_sort_axis(json_t *axis);

/* Split headings of a table that would make their columns wide into two rows.
 * Returns how many rows of headings there are now. */
size_t grid_part_heads(json_t *grid);

/* The first judgement of each report, which tells the reports of judgements
 * that are sorted by date; and an entry for each judgement, {service_area,
 * judgement, grades}, with its grade in each of these reports, or null: "good /
 * adequate" if a report contradicts itself. The service areas of the judgements
 * become one text each. The caller frees both. */
json_t *grid_reports(json_t *judgements);
json_t *grid_side_by_side(json_t *judgements, const json_t *reports);

/* Print judgements: a table for each authority, with a column for each report.
 */
void grid_show_judgements(const json_t *result);

/* The judgements as rows for CSV, one to a row, with all that is known about
 * it; the caller frees them. */
json_t *grid_judgements(const json_t *result);

/* The judgements of two reports as objects for records: {service_area,
 * judgement, grade_1, grade_2, report_1, report_2}; the caller frees the list.
 */
json_t *grid_compared(const json_t *result);

/* Print the grades of two reports side by side. */
void grid_show_compared(const json_t *result);

#endif
