/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Says that the daemon is running.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    (void)request;
    (void)call;
    (void)failure;
    return json_text_value_new(out, json_pack("{s:b}", "pong", 1));
}

const struct method method_ping = {
    .name = "ping",
    .read = params_none,
    .run = run,
};
