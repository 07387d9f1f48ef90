/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "readers.h"

#include "findings/schema.h"

bool
readers_open(struct readers *readers,
             const char *db,
             size_t count,
             const struct xc_lexicon *lexicon,
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
        xc_reader_use(reader, lexicon);
        /* Now and after each commit: it must be of our field table. */
        if (xc_reader_expect(reader, FINDINGS_SCHEMA_KEY, FINDINGS_SCHEMA,
                             err) != XC_OK) {
            readers_close(readers);
            return false;
        }
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
