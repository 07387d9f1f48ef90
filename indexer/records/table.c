/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/table.h"
#include "base/memory.h"
#include "records/record.h"

#include <ctype.h>

void
table_set(json_t *table, const char *key, size_t value)
{
    if (json_object_set_new(table, key, json_integer((json_int_t)value)) < 0)
        record_need(NULL);
}

bool
table_get(const json_t *table, const char *key, size_t *value)
{
    const json_t *found = json_object_get(table, key);

    *value = (size_t)json_integer_value(found);
    return found != NULL;
}

char *
table_key(const char *id)
{
    char *copy = memory_strdup(id);

    for (char *p = copy; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return copy;
}
