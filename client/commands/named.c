/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/named.h"
#include "ask/ask.h"
#include "commands/command.h"

#include <string.h>

static json_t *
ask_report_named(const struct options *options,
                 const char *id,
                 json_t **error,
                 int *status)
{
    json_t *params = json_pack("{s:s}", "id", id);
    json_t *timeout = json_object_get(options->params, "timeout_ms");

    if (timeout)
        json_object_set(params, "timeout_ms", timeout);
    return ask_whether(options, "report", params, error, status);
}

/* Ids of paragraphs have a slash, unless they came with records. */
json_t *
named_ask(struct options *options, const char *id, bool *is_report, int *status)
{
    json_t *result, *error, *other = NULL;

    *status = EXIT_ERROR;
    *is_report = false;
    if (!command_set_argument(options, "id", id))
        return NULL;
    if (strchr(id, '/'))
        return ask_daemon(options, "get", json_incref(options->params), status);
    result = ask_report_named(options, id, &error, status);
    *is_report = result != NULL;
    if (error)
        result = ask_whether(options, "get", json_incref(options->params),
                             &other, status);
    if (other)
        ask_report(options, error, NULL); /* which suggests reports */
    json_decref(error);
    json_decref(other);
    return result;
}
