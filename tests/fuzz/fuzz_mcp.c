/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: what an assistant sends to findings mcp, up to the requests that
 * it leads to. Every line gets the reply that JSON-RPC asks for, and a call
 * leads to requests that can be sent.
 */
#include "check.h"

#include "mcp/rpc.h"
#include "mcp/server.h"

#include <stdlib.h>
#include <string.h>

static struct options options;

/* The lines come after these. */
static const char begin[] =
    "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"initialize\", \"params\": "
    "{\"protocolVersion\": \"2025-11-25\"}}";

static void
check_error(const json_t *error)
{
    const char *message = json_string_value(json_object_get(error, "message"));

    check(json_is_integer(json_object_get(error, "code")),
          "an error has no code");
    check(message && *message && !strchr(message, '\n'),
          "the message of an error is not one line");
}

static void
check_reply(const json_t *reply)
{
    const json_t *error = json_object_get(reply, "error");
    const json_t *id = json_object_get(reply, "id");
    char *text = json_dumps(reply, JSON_COMPACT);

    check(text && !strchr(text, '\n'), "a reply is not one line");
    check(json_object_size(reply) == 3, "a reply has other members");
    check(error || json_is_object(json_object_get(reply, "result")),
          "a reply is neither a result nor an error");
    check(json_is_string(id) || json_is_number(id) || (error && id),
          "a reply has no id");
    if (error)
        check_error(error);
    free(text);
}

static void
check_call(const struct call *call)
{
    check(call->n_asked > 0 && call->n_asked <= CALL_ASKED_MAX,
          "a call asks nothing, or too much");
    for (size_t i = 0; i < call->n_asked; i++) {
        const struct question *question = &call->asked[i].question;
        char reason[FINDINGS_REASON_SIZE] = "";
        char *line = connection_request(1, question->method,
                                        json_incref(question->params), reason);
        if (!line)
            check_reason(reason); /* it is too long */
        free(line);
    }
}

static void
take(struct server *server, const char *line, size_t len)
{
    struct server_step step = server_take(server, line, len);

    check(!step.call || !step.reply, "a call is answered twice");
    if (step.reply)
        check_reply(step.reply);
    if (step.call) {
        check_call(step.call);
        call_free(step.call);
    }
    json_decref(step.cancelled);
    json_decref(step.reply);
}

static void
take_lines(struct server *server, struct rpc_lines *lines)
{
    enum findings_frame frame;
    char *line;
    size_t len;

    while ((frame = rpc_lines_next(lines, &line, &len)) !=
           FINDINGS_FRAME_NONE) {
        check(frame == FINDINGS_FRAME_LINE || frame == FINDINGS_FRAME_TOO_LONG,
              "there is no line");
        if (frame == FINDINGS_FRAME_LINE)
            take(server, line, len);
    }
}

/* The first byte says in pieces of which length the others arrive. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct server server = {.options = &options};
    struct rpc_lines lines;
    const size_t piece = len > 0 ? (size_t)bytes[0] + 1 : 1;

    if (!options.params) {
        options.params = json_object();
        /* So that no saved queries are read. */
        setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);
    }
    rpc_lines_init(&lines);
    take(&server, begin, strlen(begin));
    for (size_t at = 1; at < len; at += piece) {
        rpc_lines_feed(&lines, (const char *)bytes + at,
                       piece < len - at ? piece : len - at);
        take_lines(&server, &lines);
    }
    rpc_lines_feed(&lines, "\n", 1);
    take_lines(&server, &lines);
    rpc_lines_fini(&lines);
    return 0;
}
