/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/stored.h"
#include "base/memory.h"
#include "records/jsonl.h"

#include "findings/schema.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The records of the report, each a line; NULL if they cannot be read. */
static GString *
records_of(const char *db, const char *id)
{
    const struct findings_field *field = findings_field("report");
    char *term = memory_need(findings_term(field, id));
    struct fe_reader *reader = NULL;
    struct fe_hits *hits = NULL;
    GString *records = NULL;

    if (fe_reader_open_path(db, NULL, &reader, NULL) == FE_OK &&
        fe_reader_get(reader, term, field->prefix, 0, SIZE_MAX, &hits, NULL) ==
            FE_OK) {
        records = g_string_new(NULL);
        for (size_t i = 0; i < fe_hits_count(hits); i++) {
            g_string_append(records, fe_hits_at(hits, i).data);
            g_string_append_c(records, '\n');
        }
    }
    fe_hits_free(hits);
    fe_reader_close(reader);
    free(term);
    return records;
}

void
stored_free_ids(struct report *report)
{
    const size_t len = strlen(report->id);

    for (size_t i = 0; i < report->n_paragraphs; i++) {
        struct paragraph *p = &report->paragraphs[i];
        if (!p->is_id_whole || strncmp(p->id, report->id, len) != 0 ||
            p->id[len] != '/' || !p->id[len + 1])
            continue;
        memmove(p->id, p->id + len + 1, strlen(p->id + len + 1) + 1);
        p->is_id_whole = false;
    }
}

bool
stored_read(const char *db,
            const char *id,
            const char *name,
            struct report_list *out)
{
    char reason[REASON_SIZE];
    GString *records = records_of(db, id);

    *out = (struct report_list){0};
    if (!records)
        return false;
    if (jsonl_read_kept(name, records->str, records->len, out, reason) &&
        out->count != 1)
        report_list_fini(out);
    g_string_free(records, TRUE);
    return out->count == 1;
}
