/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/paragraph.h"
#include "messages/params.h"
#include "messages/reports.h"

#include "findings/schema.h"
#include "findings/visible.h"
#include "findings/wire.h"

#include <glib.h>

bool
paragraph_read_id(const json_t *params,
                  const char **id,
                  struct failure *failure)
{
    return params_needed(
        params, "id",
        "the id of a paragraph, such as \"northmere-2010-02-19/23\"", id,
        failure);
}

char *
paragraph_term(const char *id)
{
    char *term = findings_term(findings_field("id"), id);

    if (!term)
        g_error("out of memory");
    return term;
}

/* Whether it is the id of a report. */
static bool
is_report(struct fe_reader *reader, const char *id, struct failure *failure)
{
    json_t *record = report_load(reader, id, failure);
    const bool is_one = json_object_size(record) > 0;

    json_decref(record);
    return is_one;
}

void
paragraph_fail(struct fe_reader *reader,
               const char *id,
               const struct fe_error *err,
               struct failure *failure)
{
    char word[FINDINGS_SHELL_SIZE];

    if (err->status != FE_NO_DOCUMENT) {
        failure_status(failure, err);
        return;
    }
    const bool is_one = is_report(reader, id, failure);
    if (failure->code)
        return;
    if (is_one)
        failure_param(
            failure, "id",
            "\"%.100s\" is the id of a report, not of a paragraph; list its "
            "paragraphs with the filter \"report\": findings --report %s",
            id, findings_shell_word(id, "ID", word));
    else
        failure_param(failure, "id",
                      "there is no paragraph \"%.100s\"; check the id, or "
                      "search for the paragraph",
                      id);
    failure->code = FINDINGS_NOT_FOUND;
}
