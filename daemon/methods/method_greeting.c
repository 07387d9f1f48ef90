/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first line that every client gets: what is answering, and its limits. It
 * is made without asking the index, so that no client waits for it.
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
    const struct facts *facts = call->facts;

    (void)request;
    (void)failure;
    /* If the index cannot be read, the revision is null, and requests are
     * answered with the reason. */
    return json_text_value_new(
        out, json_pack(
                 "{s:s, s:s, s:i, s:o, s:o, s:o}", "product", "findings",
                 "version", FINDINGS_VERSION, "protocol", FINDINGS_PROTOCOL,
                 "db", facts_path_json(facts->served->db), "revision",
                 facts->revision > 0 ? json_integer((json_int_t)facts->revision)
                                     : json_null(),
                 "limits", limits_json(facts->limits)));
}

const struct method method_greeting = {
    .name = "greeting",
    .read = params_none,
    .run = run,
};
