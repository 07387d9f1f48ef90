/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * naming.h: the report or the authority that a request names.
 */
#ifndef DAEMON_MESSAGES_NAMING_H
#define DAEMON_MESSAGES_NAMING_H

#include "messages/failure.h"
#include "messages/reports.h"

#include "findings/engine.h"
#include "findings/schema.h"

#include <jansson.h>
#include <stdbool.h>

/* Find the reports that have this value, ignoring letter case. Returns false on
 * error, with *failure set; release them with reports_fini(). */
bool naming_find(struct report_records *reports,
                 struct fe_reader *reader,
                 const struct findings_field *field,
                 const char *value,
                 struct failure *failure);

/* Fail because no report has this value of the field, naming the parameter and
 * suggesting similar values. Returns false. */
bool naming_fail(struct fe_reader *reader,
                 const struct findings_field *field,
                 const char *param,
                 const char *value,
                 struct failure *failure);

/* The record of the report with this id, or the only one whose id begins with
 * it; blanks count as hyphens. The caller owns it. If there is none, or if
 * there are several, returns NULL, with *failure naming the parameter and
 * listing ids. */
json_t *naming_report(struct fe_reader *reader,
                      const char *param,
                      const char *id,
                      struct failure *failure);

#endif
