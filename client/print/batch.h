/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * batch.h: prints the counts of many themes. A result is what --json prints:
 * "themes" with their totals or errors, and, if they were counted in rows,
 * "rows" and "cells".
 */
#ifndef CLIENT_PRINT_BATCH_H
#define CLIENT_PRINT_BATCH_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

/* Print the result for a person. */
void batch_show(const json_t *result);

/* The result as a table (sheet.h), for another program. */
json_t *batch_rows(const json_t *result);

/* Print the notes (notes.h) on a theme, if there are any, below its name. */
void batch_show_notes(const json_t *theme,
                      const json_t *result,
                      const json_t *params,
                      FILE *out);

/* Show on standard error, a terminal, how many themes have been counted. The
 * second function wipes it out. */
void batch_show_progress(size_t n_done, size_t n, const char *name);
void batch_end_progress(void);

#endif
