/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "readers.h"

#include "findings/schema.h"

bool
readers_open(struct readers *readers,
             const struct served *served,
             size_t count,
             const struct fe_lexicon *lexicon,
             struct fe_error *err)
{
    *readers = (struct readers){0};
    if (fe_index_open_shards(served->parts, served->n, served->answer_ms,
                             lexicon, &readers->index, err) != FE_OK)
        return false;
    /* Checked now and after each commit: the index must have been written with
     * the same field table. */
    fe_index_expect(readers->index, FINDINGS_SCHEMA_KEY, FINDINGS_SCHEMA);
    /* Answers name a report, and find it again, by its id. */
    fe_index_expect_unique(readers->index, FINDINGS_REPORT_KEY);
    while (readers->count < count && readers->count < READERS_MAX) {
        struct fe_reader *reader;
        if (fe_reader_open(readers->index, &reader, err) != FE_OK) {
            readers_close(readers);
            return false;
        }
        readers->all[readers->count++] = reader;
        readers->free[readers->n_free++] = reader;
    }
    return true;
}

struct fe_reader *
readers_lend(struct readers *readers)
{
    return readers->n_free > 0 ? readers->free[--readers->n_free] : NULL;
}

void
readers_return(struct readers *readers, struct fe_reader *reader)
{
    readers->free[readers->n_free++] = reader;
}

void
readers_close(struct readers *readers)
{
    for (size_t i = 0; i < readers->count; i++)
        fe_reader_close(readers->all[i]);
    fe_index_close(readers->index);
    *readers = (struct readers){0};
}
