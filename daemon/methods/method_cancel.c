/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Gives up another request of the same connection. The connection looks for it
 * before this runs (conn.c).
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

struct cancel {
    const json_t *id;
};

static bool
read_cancel(void *request, const json_t *params, struct failure *failure)
{
    struct cancel *cancel = request;
    static const char *const known[] = {"id", NULL};

    if (!params_known(params, known, failure))
        return false;
    cancel->id = json_object_get(params, "id");
    if (!cancel->id)
        return failure_param(failure, "id",
                             "\"id\" is missing; give the id of the request "
                             "to cancel");
    json_t *id = params_id((json_t *)cancel->id); /* it is only referenced */
    const bool is_id = id != NULL;
    json_decref(id);
    return is_id ||
           failure_param(failure, "id",
                         "\"id\" must be the id of a request: a string, a "
                         "whole number or null");
}

const json_t *
method_cancel_id(const void *request)
{
    const struct cancel *cancel = request;

    return cancel->id;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    (void)request;
    (void)failure;
    return json_text_value_new(out,
                               json_pack("{s:b}", "found", call->is_found));
}

const struct method method_cancel = {
    .name = "cancel",
    .size = sizeof(struct cancel),
    .read = read_cancel,
    .run = run,
};
