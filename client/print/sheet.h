/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sheet.h: prints rows and columns, for a person or as CSV. A table is a JSON
 * array of rows; a row is an array of cells, which are strings or whole
 * numbers. The first cell is the row's label; a row that has only a label is a
 * heading.
 */
#ifndef CLIENT_PRINT_SHEET_H
#define CLIENT_PRINT_SHEET_H

#include "print/print.h"

#include <jansson.h>
#include <stdio.h>

/* Print a table in the width of the screen: long labels continue on the next
 * line, columns are narrowed and cells are cut. If that is not enough, the
 * table is printed in parts, one below the other, each with the first n_heads
 * rows above it. */
void sheet_print(const json_t *rows, size_t n_heads, const struct style *style);

/* Print one row as RFC 4180 says. A string that a spreadsheet would run as a
 * formula, because its first character is =, +, - or @, gets a single quotation
 * mark before it. */
void sheet_put_csv_row(const json_t *row, FILE *out);

/* Print all rows of a table in the same way. */
void sheet_put_csv(const json_t *rows, FILE *out);

#endif
