/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * table.h: hash tables from strings to numbers, which are objects of jansson.
 */
#ifndef INDEXER_TABLE_H
#define INDEXER_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

void table_set(json_t *table, const char *key, size_t value);

/* False, with *value 0, if the table does not have the key. */
bool table_get(const json_t *table, const char *key, size_t *value);

/* The key of the id of a paragraph: ids that differ only in letter case would
 * be the same term of the index. (That of a report is findings_value_key().)
 * The caller frees it. */
char *table_key(const char *id);

#endif
