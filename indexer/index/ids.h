/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ids.h: which ids the index can store.
 *
 * Where paragraphs come with their whole id, giving their report another id
 * does not make them unique: then neither the report nor a paragraph may have
 * an id that another file has.
 */
#ifndef INDEXER_IDS_H
#define INDEXER_IDS_H

#include "base/text.h"
#include "index/ingest.h"
#include "report/report.h"

#include <stdbool.h>

/* Another file that has an id. Borrowed until the index is changed. */
struct ids_rival {
    const char *path;
    const char *id;
    bool is_paragraph; /* the id is that of a paragraph */
};

/* Files that do not count as rivals. */
struct ids_excuse {
    bool (*is_excused)(const char *path, void *data);
    void *data;
};

/* Find an id of the report of the file at path that another file in the index
 * has and keeps. excuse may be NULL. False if there is none. */
bool ids_find_rival(struct ingest *ingest,
                    const struct report *report,
                    const char *path,
                    const struct ids_excuse *excuse,
                    struct ids_rival *out);

/* Why a file with such an id is refused, and what to do. */
void ids_blame(const struct ids_rival *rival, char reason[REASON_SIZE]);

/* Whether the index can store these reports beside those from other files than
 * path. False with a reason. ingest may be NULL. */
bool ids_accept(struct ingest *ingest,
                const struct report_list *reports,
                const char *path,
                char reason[REASON_SIZE]);

#endif
