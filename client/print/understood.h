/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understood.h: how a query was read, for a person, where that is not simply
 * by the words as typed.
 *
 * params are those of the request: its query, to quote from, and its filters.
 * out is standard error where standard output is for a program; on standard
 * output a blank line follows.
 */
#ifndef CLIENT_PRINT_UNDERSTOOD_H
#define CLIENT_PRINT_UNDERSTOOD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Corrections, notes, words that may have been meant, and values that the index
 * does not have; then, in about two lines, the values and other names that the
 * query's words stand for. */
void understood_show(const json_t *result, const json_t *params, FILE *out);

/* The same without the values and other names: for explain, which lists all of
 * them, and beside what another program reads. */
void
understood_show_notes(const json_t *result, const json_t *params, FILE *out);

/* The name that people know a field by: that of its option, if it has one. */
const char *understood_field(const char *field);

/* Whether two texts are the same but for letter case, quotation marks, and
 * hyphens in place of blanks: "Children in care", "children-in-care". */
bool understood_same(const char *a, const char *b);

#endif
