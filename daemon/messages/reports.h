/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reports.h: the records of reports, which the indexer stores beside the
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
    json_t **list; /* each as the indexer wrote it */
    size_t count;
    uint64_t revision;
    json_t *unknown; /* values not in the index: selection_unknown() */
};

/* The records of the reports in which the request finds a paragraph, sorted by
 * authority, provider, then date; release them with reports_fini(). Returns
 * false on error, with *failure set and nothing to release. */
bool reports_find(struct report_records *reports,
                  struct fe_reader *reader,
                  const struct fe_request *request,
                  struct failure *failure);
void reports_fini(struct report_records *reports);

/* A report's record, which the caller owns; an empty object if there is no such
 * report. Returns NULL if it cannot be read, with *failure set. */
json_t *
report_load(struct fe_reader *reader, const char *id, struct failure *failure);

/* The members of the record that are sent to clients, which are not the path of
 * its file, nor its judgements. The caller owns it. */
json_t *report_public(json_t *record);

/* The same, with its overall grade ("overall"; null if it has none), the path
 * of its file (originals_path()), how many copies of that file there are, and
 * how many of its pages were recognised or could not be read. Returns NULL on
 * error, with *failure set. */
json_t *report_described(json_t *record,
                         struct fe_reader *reader,
                         struct failure *failure);

/* The grade of the whole report: that of its judgement named overall, which is
 * about everything; NULL if it has none. Borrowed. */
json_t *report_overall(const json_t *record);

/* A member of the record, borrowed; "" if it is not a string. */
const char *report_text(const json_t *record, const char *name);

/* The list of its judgements, borrowed; NULL if it has none. */
const json_t *report_judgements(const json_t *record);

#endif
