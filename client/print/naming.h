/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * naming.h: what people call the fields and values of the index.
 */
#ifndef CLIENT_PRINT_NAMING_H
#define CLIENT_PRINT_NAMING_H

#include <stdbool.h>

/* The name by which people know a field: that of its option, if it has one.
 * Borrowed from the field table or from the argument. */
const char *naming_field(const char *field);

/* Whether two texts are equal apart from letter case, quotation marks, and
 * hyphens in place of spaces, such as "Children in care" and
 * "children-in-care". */
bool naming_is_same(const char *a, const char *b);

#endif
