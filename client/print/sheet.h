/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sheet.h: rows and columns, for a person or as CSV. A table is a JSON array of
 * rows; a row is an array of cells, strings or whole numbers, the first of them
 * its label. A row of a label alone is a heading among the rows.
 */
#ifndef CLIENT_PRINT_SHEET_H
#define CLIENT_PRINT_SHEET_H

#include "print/print.h"

#include <jansson.h>
#include <stdio.h>

/* In the style's width: labels go on in the next line, columns are narrowed and
 * cells cut; where that does not do, the table is printed in parts, one under
 * the other. The first n_heads rows stand above each part. */
void sheet_print(const json_t *rows, size_t n_heads, const struct style *style);

/* One row, as RFC 4180 has it. A string that a spreadsheet would take for a
 * formula (it begins with =, +, - or @) gets a single quotation mark before
 * it. */
void sheet_put_csv_row(const json_t *row, FILE *out);

/* The whole table so. */
void sheet_put_csv(const json_t *rows, FILE *out);

#endif
