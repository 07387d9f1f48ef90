/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reports.h: the reports' records, which the indexer keeps beside the
 * paragraphs.
 */
#ifndef DAEMON_MESSAGES_REPORTS_H
#define DAEMON_MESSAGES_REPORTS_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct report_records {
    json_t **list; /* each as it was kept */
    size_t count;
    uint64_t revision;
    json_t *unknown; /* values of the filters: selection_unknown() */
};

/* The reports that have a paragraph which the request finds, by authority, then
 * date; end them with reports_fini(). False with *failure filled. */
bool reports_find(struct report_records *reports,
                  struct fe_reader *reader,
                  const struct fe_request *request,
                  struct failure *failure);
void reports_fini(struct report_records *reports);

/* A report's record, an empty object where none is kept; NULL with *failure
 * filled. Yours. */
json_t *
report_load(struct fe_reader *reader, const char *id, struct failure *failure);

/* What of it is told: neither where its file is, nor its judgements. Yours. */
json_t *report_told(json_t *record);

/* A member of a record that is a string; "" where it is none. Borrowed. */
const char *report_text(const json_t *record, const char *name);

/* Its judgements, a list or NULL. Borrowed. */
const json_t *report_judgements(const json_t *record);

#endif
