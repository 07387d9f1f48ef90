/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * naming.h: what people call the fields and values of the index.
 */
#ifndef CLIENT_PRINT_NAMING_H
#define CLIENT_PRINT_NAMING_H

#include <stdbool.h>
#include <stddef.h>

/* The name by which people know a field: that of its option, if it has one.
 * Borrowed from the field table or from the argument. */
const char *naming_field(const char *field);

/* A value as people write it: a word of a vocabulary without its hyphens, such
 * as "looked after children", and a kind of inspection by its full name. Other
 * values, such as names of authorities, are as they are. Returns out, or value
 * if it does not fit. */
enum { NAMING_VALUE_SIZE = 128 };
const char *
naming_value(const char *field, const char *value, char out[NAMING_VALUE_SIZE]);

/* The letters by which people know a kind of inspection, such as "SIF", or
 * the same as naming_value() if there are none. */
const char *naming_framework(const char *value, char out[NAMING_VALUE_SIZE]);

/* Whether two texts are equal apart from letter case, quotation marks, and
 * hyphens in place of spaces, such as "Children in care" and
 * "children-in-care". */
bool naming_is_same(const char *a, const char *b);

/* Whether the text contains a date, as the ids of reports do but names do not.
 */
bool naming_is_report(const char *text);

#endif
