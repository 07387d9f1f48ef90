/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "readers.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the index was written for this version's field table. */
static bool
check_schema(struct xc_reader *reader, const char *db, struct xc_error *err)
{
    struct xc_info info;
    char *schema;

    if (xc_reader_info(reader, &info, err) != XC_OK ||
        xc_reader_metadata(reader, "schema", &schema, err) != XC_OK)
        return false;
    const bool is_ours = strcmp(schema, FINDINGS_SCHEMA) == 0 ||
                         (!*schema && info.documents == 0);
    free(schema);
    if (!is_ours) {
        err->status = XC_WRONG_VERSION;
        snprintf(err->message, sizeof err->message,
                 "%.150s was made by another version of findings", db);
    }
    return is_ours;
}

bool
readers_open(struct readers *readers,
             const char *db,
             size_t count,
             struct xc_error *err)
{
    *readers = (struct readers){0};
    while (readers->count < count && readers->count < READERS_MAX) {
        struct xc_reader *reader;
        if (xc_reader_open(db, &reader, err) != XC_OK) {
            readers_close(readers);
            return false;
        }
        readers->all[readers->count++] = reader;
        readers->free[readers->n_free++] = reader;
    }
    if (!check_schema(readers->all[0], db, err)) {
        readers_close(readers);
        return false;
    }
    return true;
}

struct xc_reader *
readers_lend(struct readers *readers)
{
    return readers->n_free > 0 ? readers->free[--readers->n_free] : NULL;
}

void
readers_return(struct readers *readers, struct xc_reader *reader)
{
    readers->free[readers->n_free++] = reader;
}

void
readers_close(struct readers *readers)
{
    for (size_t i = 0; i < readers->count; i++)
        xc_reader_close(readers->all[i]);
    *readers = (struct readers){0};
}
