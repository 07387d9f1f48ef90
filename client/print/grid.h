/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grid.h: results that are tables: counts, and grades over time.
 */
#ifndef CLIENT_PRINT_GRID_H
#define CLIENT_PRINT_GRID_H

#include <jansson.h>

/* Counts, with their totals: a row and a column of their own. As a table for a
 * person or as the rows for CSV; the caller's. */
json_t *grid_matrix(const json_t *result);
void grid_show_matrix(const json_t *result);

/* Judgements: for each authority a table with a column for each report. */
void grid_show_judgements(const json_t *result);

/* One a row, all that is known of it. The caller's. */
json_t *grid_judgements(const json_t *result);

/* The grades of two reports, side by side. */
void grid_show_compared(const json_t *result);

#endif
