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

/* Print a table in the width of the style. Labels continue on the next line,
 * columns are narrowed and cells cut; if that is not enough, the table is
 * printed in parts, one below the other, each under the first n_heads rows. */
void sheet_print(const json_t *rows, size_t n_heads, const struct style *style);

/* Print one row as in RFC 4180. A string that a spreadsheet would run as a
 * formula (its first character is =, +, - or @) has a single quotation mark
 * before it. */
void sheet_put_csv_row(const json_t *row, FILE *out);

/* Print a table, each of its rows likewise. */
void sheet_put_csv(const json_t *rows, FILE *out);

#endif
