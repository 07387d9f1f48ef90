/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/tool.h"

#include "mcp/input.h"
#include "print/incomplete.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"
#include "findings/wire.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a result: more than a model can read, which the limits of the tools
 * keep far away from, unless paragraphs are extraordinarily long. */
enum { RESULT_MAX = 1 << 20 };

/* Characters of a hit with `full`: nearly all paragraphs are shorter. */
enum { FULL_MAX = 4000 };

const struct tool *
tools_find(const char *name)
{
    for (const struct tool *tool = tools_all; tool->name; tool++)
        if (strcmp(tool->name, name) == 0)
            return tool;
    return NULL;
}

/* What a tool does, as a model is told. */
static json_t *
description_of(const struct tool *tool)
{
    const char *summary = tool->command->summary;

    if (!tool->has_summary)
        return json_string(tool->help);
    return json_sprintf("%c%s. %s", toupper((unsigned char)*summary),
                        summary + 1, tool->help);
}

static json_t *
describe(const struct tool *tool)
{
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:{s:s, s:b, s:b, s:b, s:b}}",
                     "name", tool->name, "title", tool->title, "description",
                     description_of(tool), "inputSchema", input_schema(tool),
                     "outputSchema", output_schema(tool->members),
                     "annotations", "title", tool->title, "readOnlyHint", 1,
                     "destructiveHint", 0, "idempotentHint", 1, "openWorldHint",
                     0);
}

json_t *
tools_list(void)
{
    json_t *list = json_array();

    for (const struct tool *tool = tools_all; tool->name; tool++)
        json_array_append_new(list, describe(tool));
    return json_pack("{s:o}", "tools", list);
}

/* The whole number in an argument that has been checked. */
static size_t
number_of(const json_t *arguments, const char *name, size_t otherwise)
{
    const json_t *value = json_object_get(arguments, name);
    const double number = json_number_value(value);

    return value ? (size_t)number : otherwise;
}

/* Set the parameter, unless it was given. */
static void
set_default(json_t *params, const char *name, json_int_t number)
{
    if (!json_object_get(params, name))
        json_object_set_new(params, name, json_integer(number));
}

/* Set what all tools have in common. */
static void
set_common(struct call *call, json_t *params, const struct options *options)
{
    const struct tool *tool = call->tool;
    json_t *timeout = json_object_get(options->params, "timeout_ms");

    call->limit = number_of(call->arguments, "limit", tool->limit);
    call->offset = number_of(call->arguments, "offset", 0);
    if (tool->pages) {
        json_object_del(params, "limit");
        json_object_del(params, "offset");
    } else if (tool->limit > 0) {
        set_default(params, "limit", tool->limit);
    }
    if (json_is_true(json_object_get(params, "full")))
        set_default(params, "snippet", FULL_MAX);
    json_object_del(params, "full");
    if (timeout)
        json_object_set(params, "timeout_ms", timeout);
}

void
call_ask(struct call *call, const char *method, json_t *params)
{
    call->asked[call->n_asked++] =
        (struct inquiry){.question = question_of(method, params), .call = call};
    call->n_open++;
}

/* Make the inquiries of a call. False with a reason. */
static bool
prepare(struct call *call, const struct options *options, char *reason)
{
    const struct tool *tool = call->tool;

    if (!json_is_object(call->arguments)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "\"arguments\" must be an object");
        return false;
    }
    if (!input_check(tool, call->arguments, reason))
        return false;
    json_t *params = input_params(tool, call->arguments, reason);
    if (!params)
        return false;
    set_common(call, params, options);
    if (tool->prepare && !tool->prepare(params, reason)) {
        json_decref(params);
        return false;
    }
    if (tool->ask)
        tool->ask(call, params);
    else
        call_ask(call, tool->method, params);
    return true;
}

struct call *
call_new(const struct tool *tool,
         const json_t *id,
         const json_t *arguments,
         const struct options *options,
         char reason[FINDINGS_REASON_SIZE])
{
    struct call *call = calloc(1, sizeof *call);

    if (!call || !(call->asked = calloc(CALL_ASKED_MAX, sizeof *call->asked)))
        print_out_of_memory();
    call->tool = tool;
    call->id = json_copy((json_t *)id);
    call->arguments =
        arguments ? json_incref((json_t *)arguments) : json_object();
    if (prepare(call, options, reason))
        return call;
    call_free(call);
    return NULL;
}

void
call_free(struct call *call)
{
    for (size_t i = 0; i < call->n_asked; i++)
        inquiry_fini(&call->asked[i]);
    free(call->asked);
    json_decref(call->id);
    json_decref(call->arguments);
    free(call);
}

/* A result whose only content is this text, of which it takes ownership. */
static json_t *
result_of_text(json_t *text, json_t *structured)
{
    return json_pack("{s:[{s:s, s:o}], s:o*, s:b}", "content", "type", "text",
                     "text", text, "structuredContent", structured, "isError",
                     structured == NULL);
}

json_t *
call_refusal(const char *reason)
{
    return result_of_text(json_string(reason), NULL);
}

/* The text that a stream has written, which is freed. */
static json_t *
text_written(FILE *out, char **text)
{
    if (fclose(out) != 0 || !*text)
        print_out_of_memory();
    json_t *string = json_string(*text);
    free(*text);
    return string;
}

/* Say first what the result leaves out, so that a model passes it on. */
static void
put_incomplete(const json_t *structured, FILE *out)
{
    const json_t *parts = json_object_get(structured, incomplete_key);

    if (!parts)
        return;
    fputs("This result is incomplete: ", out);
    incomplete_write(parts, out);
    fputs(". Say so in your answer, and do not conclude that something is not "
          "in the reports.\n\n",
          out);
}

/* The error of the daemon for a model, with the place in the query if it names
 * one. */
static json_t *
refusal_of(const struct call *call, const json_t *error)
{
    const json_t *offset =
        json_object_get(json_object_get(error, "data"), "offset");
    const char *query = member_text(call->asked[0].question.params, "query");
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        print_out_of_memory();
    put_incomplete(json_object_get(error, "data"), out);
    findings_putf(out, "%s", member_text(error, "message"));
    if (json_integer_value(json_object_get(error, "code")) ==
        FINDINGS_TIMED_OUT)
        fputs("; whoever starts findings mcp can give it --timeout", out);
    if (json_is_integer(offset)) {
        const size_t at = (size_t)json_integer_value(offset);
        const size_t len = strlen(query);
        fputs("; the mistake is after >>> in: ", out);
        for (size_t i = 0; i < len;) {
            fputs(i == at ? ">>>" : "", out);
            i += print_char(query + i, out);
        }
        fputs(at >= len ? ">>>" : "", out);
    }
    return result_of_text(text_written(out, &text), NULL);
}

/* Set the parts of the index that any of the answers leaves out. */
static void
set_incomplete(const struct call *call, json_t *result)
{
    json_t *parts = NULL;

    for (size_t i = 0; i < call->n_asked; i++)
        incomplete_add(&parts, question_result(&call->asked[i].question));
    incomplete_set(result, parts);
}

/* The result for a model. Takes ownership of structured. */
static json_t *
result_of(const struct call *call, json_t *structured)
{
    char *text = NULL, *line = json_dumps(structured, JSON_COMPACT);
    const size_t len = line ? strlen(line) : 0;
    size_t size;

    free(line);
    if (len == 0 || len > RESULT_MAX) {
        json_decref(structured);
        return call_refusal("the result is too large; ask for less, with a "
                            "smaller limit or more filters");
    }
    FILE *out = open_memstream(&text, &size);
    if (!out)
        print_out_of_memory();
    put_incomplete(structured, out);
    call->tool->write(call, structured, out);
    return result_of_text(text_written(out, &text), structured);
}

json_t *
call_result(const struct call *call)
{
    const json_t *error = question_error(&call->asked[0].question);
    const char *missing = NULL;
    char reason[FINDINGS_REASON_SIZE];

    if (error && !call->tool->ask)
        return refusal_of(call, error);
    json_t *result = call->tool->refine(call, reason);
    if (!result)
        return call_refusal(reason);
    set_incomplete(call, result);
    json_t *structured = output_pick(call->tool->members, result, &missing);
    json_decref(result);
    if (!missing)
        return result_of(call, structured);
    json_decref(structured);
    snprintf(reason, sizeof reason,
             "the daemon's answer lacks \"%s\"; use the same version of "
             "findings and findingsd",
             missing);
    return call_refusal(reason);
}
