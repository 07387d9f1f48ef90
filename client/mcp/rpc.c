/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/rpc.h"
#include "print/print.h"

#include "findings/places.h"
#include "findings/visible.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
rpc_lines_init(struct rpc_lines *lines)
{
    *lines = (struct rpc_lines){.frames = {.max = RPC_LINE_MAX}};
}

void
rpc_lines_feed(struct rpc_lines *lines, const char *bytes, size_t len)
{
    if (lines->is_skipping && len > 0) {
        const char *newline = memchr(bytes, '\n', len);
        if (!newline)
            return;
        len -= (size_t)(newline + 1 - bytes);
        bytes = newline + 1;
        lines->is_skipping = false;
    }
    if (findings_frames_feed(&lines->frames, bytes, len) != FINDINGS_FRAME_NONE)
        print_out_of_memory();
}

/* Forget the line that is too long, and keep what follows it. */
static void
skip_line(struct rpc_lines *lines)
{
    struct findings_frames old = lines->frames;
    const char *rest = old.bytes + old.start;
    const size_t len = old.len - old.start;

    rpc_lines_init(lines);
    lines->is_skipping = true;
    rpc_lines_feed(lines, rest, len);
    findings_frames_fini(&old);
}

enum findings_frame
rpc_lines_next(struct rpc_lines *lines, char **line, size_t *len)
{
    const enum findings_frame frame =
        findings_frames_next(&lines->frames, line, len);

    if (frame == FINDINGS_FRAME_TOO_LONG)
        skip_line(lines);
    return frame;
}

void
rpc_lines_fini(struct rpc_lines *lines)
{
    findings_frames_fini(&lines->frames);
}

const char *
rpc_text(const json_t *value)
{
    const char *text = json_string_value(value);

    return text && strlen(text) == json_string_length(value) ? text : NULL;
}

json_t *
rpc_result(const json_t *id, json_t *result)
{
    return json_pack("{s:s, s:O, s:o}", "jsonrpc", "2.0", "id", (json_t *)id,
                     "result", result);
}

json_t *
rpc_error(const json_t *id, enum findings_code code, const char *format, ...)
{
    char message[FINDINGS_REASON_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    /* A long name may have been cut within a character. */
    message[findings_utf8_fault(message, strlen(message))] = '\0';
    return json_pack("{s:s, s:O?, s:{s:i, s:s}}", "jsonrpc", "2.0", "id",
                     (json_t *)id, "error", "code", (int)code, "message",
                     message);
}

/* Whether it can be the id of a request. MCP allows no null, and no fractions.
 */
static bool
is_id(const json_t *id)
{
    long long whole;

    return json_is_string(id) || json_is_integer(id) ||
           (json_is_real(id) && findings_whole(json_real_value(id), &whole));
}

/* What is wrong with the object as a message; NULL if nothing is. */
static const char *
fault_of(const struct rpc_message *message)
{
    const json_t *object = message->object;
    const char *version = rpc_text(json_object_get(object, "jsonrpc"));
    const json_t *params = json_object_get(object, "params");

    if (json_is_array(object))
        return "batches are not part of this revision of the protocol; send "
               "each message on a line of its own";
    if (!json_is_object(object))
        return "a message is a JSON object";
    if (!version || strcmp(version, "2.0") != 0)
        return "a message has the member \"jsonrpc\": \"2.0\"";
    if (message->kind == RPC_RESPONSE)
        return NULL;
    if (!message->method)
        return "\"method\" must be a string";
    if (message->kind == RPC_REQUEST && !is_id(message->id))
        return "\"id\" must be a string or a whole number";
    if (params && !json_is_object(params))
        return "\"params\" must be an object";
    return NULL;
}

void
rpc_read(const char *line, size_t len, struct rpc_message *out)
{
    json_error_t error;
    json_t *object = json_loadb(
        line, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL,
        &error);

    *out = (struct rpc_message){.object = object};
    if (!object) {
        out->error = rpc_error(NULL, FINDINGS_PARSE_ERROR,
                               "the line is not valid JSON: %s", error.text);
        return;
    }
    out->id = json_object_get(object, "id");
    out->method = rpc_text(json_object_get(object, "method"));
    out->params = json_object_get(object, "params");
    if (!json_object_get(object, "method") &&
        (json_object_get(object, "result") || json_object_get(object, "error")))
        out->kind = RPC_RESPONSE;
    else
        out->kind = out->id ? RPC_REQUEST : RPC_NOTIFICATION;
    const char *fault = fault_of(out);
    if (!fault)
        return;
    out->kind = RPC_WRONG;
    out->error = rpc_error(is_id(out->id) ? out->id : NULL,
                           FINDINGS_INVALID_REQUEST, "%s", fault);
}

void
rpc_message_fini(struct rpc_message *message)
{
    json_decref(message->object);
    json_decref(message->error);
    *message = (struct rpc_message){0};
}
