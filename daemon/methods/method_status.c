/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The daemon's version, uptime and index.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <stdio.h>

/* A path need not be valid UTF-8; other bytes become question marks. */
static json_t *
status_json(struct fe_reader *reader,
            const struct facts *facts,
            struct failure *failure)
{
    struct fe_info info;
    struct fe_keys keys = {0};
    struct fe_error err;
    json_t *result = NULL;

    if (fe_reader_info(reader, &info, &err) != FE_OK ||
        fe_reader_metadata_keys(reader, FINDINGS_REPORT_KEY, &keys, &err) !=
            FE_OK)
        failure_status(failure, &err);
    else
        result = json_pack(
            "{s:s, s:s, s:i, s:s, s:o, s:I, s:I, s:I, s:I, s:i, s:i, "
            "s:i, s:I}",
            "product", "findings", "version", FINDINGS_VERSION, "protocol",
            FINDINGS_PROTOCOL, "xapian", fe_xapian_version(), "db",
            facts_db_json(facts), "revision", (json_int_t)info.revision,
            "reports", (json_int_t)keys.count, "paragraphs",
            (json_int_t)info.documents, "uptime_s",
            (json_int_t)(facts_clock() - facts->started), "connections",
            (int)facts->connections, "running", (int)facts->running, "waiting",
            (int)facts->waiting, "unread_bytes",
            (json_int_t)facts->unread_bytes);
    fe_keys_free(&keys);
    return result;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    (void)request;
    return json_text_value_new(out,
                               status_json(call->reader, call->facts, failure));
}

const struct method method_status = {
    .name = "status",
    .needs_reader = true,
    .is_quick = true,
    .read = params_none,
    .run = run,
};
