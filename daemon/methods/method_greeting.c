/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first line that every client gets: what is answering, and its limits.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/wire.h"

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    struct fe_info info = {0};
    struct fe_error err;

    (void)request;
    /* If the index cannot be read, the revision is null, and requests are
     * answered with the reason. The failure is set for the log only. */
    const bool is_known = fe_reader_info(call->reader, &info, &err) == FE_OK;
    if (!is_known)
        failure_status(failure, &err);
    return json_text_value_new(
        out, json_pack("{s:s, s:s, s:i, s:o, s:{s:i, s:i, s:i, s:i, s:i}}",
                       "product", "findings", "version", FINDINGS_VERSION,
                       "protocol", FINDINGS_PROTOCOL, "revision",
                       is_known ? json_integer((json_int_t)info.revision)
                                : json_null(),
                       "limits", "request_bytes", FINDINGS_REQUEST_MAX,
                       "query_bytes", FE_QUERY_MAX, "in_flight",
                       FINDINGS_IN_FLIGHT_MAX, "hits", FINDINGS_LIMIT_MAX,
                       "snippet", FINDINGS_SNIPPET_MAX));
}

const struct method method_greeting = {
    .name = "greeting",
    .needs_reader = true,
    .read = params_none,
    .run = run,
};
