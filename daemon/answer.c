/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The methods, and how a request passes through them.
 */
#include "answer.h"
#include "methods/export.h"
#include "messages/json_text.h"
#include "methods/methods.h"
#include "messages/params.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct method {
    const char *name;
    bool needs_reader;
    bool is_timed; /* the result says how long it took */
    /* Runs on the loop's thread, so that a wrong request costs no worker. */
    method_check *check;
    /* One of these appends the result, as in methods.h; neither is the export,
     * which has many lines. */
    method_run *run; /* asks the index alone */
    bool (*tell)(struct fe_reader *reader,
                 const struct facts *facts,
                 GString *out,
                 struct failure *failure);
};

/* What a line tells, beside its id; else it is an error. */
static const char result_key[] = "result", part_key[] = "part";

enum { ENVELOPE = 128 }; /* bytes of a line around it, mostly */

struct answer {
    json_t *id;                  /* NULL in a greeting */
    json_t *params;              /* always an object */
    const struct method *method; /* NULL: there is but a failure to tell */
    struct failure failure;
    struct export *export; /* that is under way, or NULL */
    double took;           /* seconds, until now */
    bool has_more;
    char *line; /* to send; NULL until the work is done, or for no memory */
    size_t len;
};

static bool
check_nothing(const json_t *params, struct failure *failure)
{
    static const char *const known[] = {NULL};
    return params_known(params, known, failure);
}

/* A path need not be UTF-8; what is not is shown by question marks. */
static json_t *
path_json(const char *path)
{
    char text[512];

    snprintf(text, sizeof text, "%s", path);
    failure_make_valid(text);
    return json_string(text);
}

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
        result = json_pack("{s:s, s:s, s:i, s:s, s:o, s:I, s:I, s:I, s:I, s:i}",
                           "product", "findings", "version", FINDINGS_VERSION,
                           "protocol", FINDINGS_PROTOCOL, "xapian",
                           fe_xapian_version(), "db", path_json(facts->db),
                           "revision", (json_int_t)info.revision, "reports",
                           (json_int_t)keys.count, "paragraphs",
                           (json_int_t)info.documents, "uptime_s",
                           (json_int_t)(facts_clock() - facts->started),
                           "connections", (int)facts->connections);
    fe_keys_free(&keys);
    return result;
}

static bool
tell_status(struct fe_reader *reader,
            const struct facts *facts,
            GString *out,
            struct failure *failure)
{
    return json_text_value_new(out, status_json(reader, facts, failure));
}

static bool
tell_ping(struct fe_reader *reader,
          const struct facts *facts,
          GString *out,
          struct failure *failure)
{
    (void)reader;
    (void)facts;
    (void)failure;
    return json_text_value_new(out, json_pack("{s:b}", "pong", 1));
}

static bool
tell_greeting(struct fe_reader *reader,
              const struct facts *facts,
              GString *out,
              struct failure *failure)
{
    struct fe_info info = {0};
    struct fe_error err;

    (void)facts;
    /* Without an index the greeting says so by its revision; what is asked
     * then is answered with the reason. The failure is for the log. */
    const bool is_known = fe_reader_info(reader, &info, &err) == FE_OK;
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

/* clang-format off */
static const struct method methods[] = {
    /* name       reader timed  check             run */
    {"search",     true, true,  search_check,     search_run,     NULL},
    {"explain",    true, true,  explain_check,    explain_run,    NULL},
    {"get",        true, false, get_check,        get_run,        NULL},
    {"similar",    true, true,  similar_check,    similar_run,    NULL},
    {"matrix",     true, true,  matrix_check,     matrix_run,     NULL},
    {"absent",     true, true,  absent_check,     absent_run,     NULL},
    {"judgements", true, false, judgements_check, judgements_run, NULL},
    {"compare",    true, false, compare_check,    compare_run,    NULL},
    {"suggest",    true, false, suggest_check,    suggest_run,    NULL},
    {"export",     true, true,  export_check,     NULL,           NULL},
    {"status",     true, false, check_nothing,    NULL,           tell_status},
    {"ping",       false, false, check_nothing,   NULL,           tell_ping},
};
/* clang-format on */

enum { N_METHODS = sizeof methods / sizeof *methods };

static const struct method greeting = {
    .name = "greeting", .needs_reader = true, .tell = tell_greeting};

static const struct method *
method_of(const char *name)
{
    for (size_t i = 0; i < N_METHODS; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

static void
list_methods(char *out, size_t size)
{
    for (size_t i = 0, n = 0; i < N_METHODS && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "",
                              methods[i].name);
}

static bool
is_id(const json_t *id)
{
    return json_is_string(id) || json_is_integer(id) || json_is_null(id);
}

/* What Jansson says of it is for programmers. */
static bool
is_of_nul(const json_error_t *error)
{
    const enum json_error_code code = json_error_code(error);

    return code == json_error_null_character ||
           code == json_error_null_byte_in_key;
}

/* Read the request; false, with the failure filled, if it is not a
 * valid one. */
static bool
read_request(struct answer *a, const char *line, size_t len)
{
    static const char *const members[] = {"jsonrpc", "id", "method", "params",
                                          NULL};
    struct failure *failure = &a->failure;
    char method_names[128] = "";
    json_error_t error;
    json_t *request =
        json_loadb(line, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

    if (!request && is_of_nul(&error))
        return failure_set(failure, FINDINGS_PARSE_ERROR,
                    "there is a NUL character (\\u0000) before byte %d of this "
                    "line; leave it out",
                    error.position);
    if (!request)
        return failure_set(
            failure, FINDINGS_PARSE_ERROR,
            "this line is not JSON (%s, at byte %d); send one "
            "object per line, such as {\"id\": 1, \"method\": \"ping\"}",
            error.text, error.position);
    list_methods(method_names, sizeof method_names);
    json_t *id = json_object_get(request, "id");
    json_t *params = json_object_get(request, "params");
    const char *name = json_string_value(json_object_get(request, "method"));
    const json_t *version = json_object_get(request, "jsonrpc");
    bool is_good = false;

    if (json_is_array(request))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "batches are not supported; send one object per line");
    else if (!json_is_object(request))
        failure_set(
            failure, FINDINGS_INVALID_REQUEST,
            "a request is an object with \"id\", \"method\" and \"params\"");
    else if (!params_known(request, members, failure))
        failure->code = FINDINGS_INVALID_REQUEST;
    else if (!id || !is_id(id))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "a request needs an \"id\", a number or a string, that its "
                    "answer will carry");
    else if (version && (!json_is_string(version) ||
                         strcmp(json_string_value(version), "2.0") != 0))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "\"jsonrpc\" is \"2.0\"");
    else if (!name)
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "a request needs a \"method\"; there are: %s",
                    method_names);
    else if (!(a->method = method_of(name)))
        failure_set(failure, FINDINGS_NO_METHOD,
                    "there is no method \"%.60s\"; there are: %s", name,
                    method_names);
    else if (params && !json_is_object(params))
        failure_set(failure, FINDINGS_BAD_PARAMS,
                    "\"params\" must be an object");
    else
        is_good = true;

    if (is_id(id))
        a->id = json_incref(id);
    json_decref(a->params);
    a->params = params && is_good ? json_incref(params) : json_object();
    if (is_good)
        is_good = a->params && a->method->check(a->params, failure);
    json_decref(request);
    return is_good;
}

static struct answer *
new_answer(void)
{
    struct answer *a = calloc(1, sizeof *a);

    if (!a || !(a->params = json_object())) {
        free(a);
        return NULL;
    }
    a->failure.offset = -1;
    return a;
}

struct answer *
answer_begin(const char *line, size_t len)
{
    struct answer *a = new_answer();

    if (a && !read_request(a, line, len))
        a->method = NULL;
    return a;
}

struct answer *
answer_greeting(void)
{
    struct answer *a = new_answer();

    if (a)
        a->method = &greeting;
    return a;
}

struct answer *
answer_too_long(void)
{
    struct answer *a = new_answer();

    if (a)
        failure_set(&a->failure, FINDINGS_TOO_LONG,
                    "a request has at most %d bytes; this connection is closed",
                    FINDINGS_REQUEST_MAX);
    return a;
}

struct answer *
answer_busy(void)
{
    struct answer *a = new_answer();

    if (a)
        failure_set(&a->failure, FINDINGS_BUSY,
                    "too many connections are open; try again");
    return a;
}

bool
answer_needs_reader(const struct answer *a)
{
    return a->method && a->method->needs_reader &&
           !(a->export && export_is_done(a->export));
}

/* Append the next part, or the result after the last one: its key, or NULL. */
static const char *
work_on_export(struct answer *a, struct fe_reader *reader, GString *out)
{
    if (!a->export)
        a->export = export_open(reader, a->params, &a->failure);
    if (!a->export)
        return NULL;
    if (export_part(a->export, reader, out, &a->failure))
        return part_key;
    if (a->failure.code || !json_text_value_new(out, export_result(a->export)))
        return NULL;
    return result_key;
}

/* After the other members of a result. */
static void
add_took(GString *out, double seconds)
{
    json_text_reopen(out);
    json_text_key(out, "took_us");
    json_text_integer(out, (json_int_t)(seconds * 1e6));
    g_string_append_c(out, '}');
}

/* Append what the method answers: its key in the line; NULL with the failure
 * filled, whatever was appended. */
static const char *
work_on_method(struct answer *a,
               struct fe_reader *reader,
               const struct facts *facts,
               GString *out)
{
    const struct method *method = a->method;
    const double start = facts_clock();
    const char *key = result_key;

    if (method->run)
        key = method->run(reader, a->params, out, &a->failure) ? key : NULL;
    else if (method->tell)
        key = method->tell(reader, facts, out, &a->failure) ? key : NULL;
    else
        key = work_on_export(a, reader, out);
    a->took += facts_clock() - start;
    if (key == result_key && method->is_timed)
        add_took(out, a->took);
    if (!key && !a->failure.code)
        failure_no_memory(&a->failure);
    return key;
}

/* {"id": ..., KEY: VALUE} */
static GString *
enveloped(const json_t *id, const char *key, const GString *value)
{
    GString *line = g_string_sized_new(value->len + ENVELOPE);

    g_string_append_c(line, '{');
    json_text_key(line, "id");
    if (!json_text_value(line, id))
        g_string_append(line, "null");
    json_text_key(line, key);
    g_string_append_len(line, value->str, (gssize)value->len);
    g_string_append_c(line, '}');
    return line;
}

/* Make the line of the value; without a key, of the failure. */
static void
compose(struct answer *a, const char *key, GString *value)
{
    GString *line = NULL;

    if (!key) {
        g_string_truncate(value, 0);
        if (!json_text_value_new(value, failure_json(&a->failure)))
            return;
        key = "error";
    } else if (a->method == &greeting) {
        line = g_string_new_len(value->str, (gssize)value->len);
    }
    if (!line)
        line = enveloped(a->id, key, value);
    g_string_append_c(line, '\n');
    a->len = line->len;
    a->line = g_string_free(line, FALSE);
}

void
answer_work(struct answer *a,
            struct fe_reader *reader,
            const struct facts *facts)
{
    GString *value = g_string_new(NULL);
    const char *key =
        a->method ? work_on_method(a, reader, facts, value) : NULL;

    compose(a, key, value);
    a->has_more = key == part_key && a->line;
    g_string_free(value, TRUE);
}

const char *
answer_trouble(const struct answer *a)
{
    return a->failure.code == FINDINGS_NO_INDEX ||
                   a->failure.code == FINDINGS_INTERNAL
               ? a->failure.message
               : NULL;
}

char *
answer_line(struct answer *a, size_t *len)
{
    char *line = a->line;

    *len = a->len;
    a->line = NULL;
    return line;
}

bool
answer_has_more(const struct answer *a)
{
    return a->has_more;
}

void
answer_stop(struct answer *a)
{
    a->method = NULL;
    failure_set(
        &a->failure, FINDINGS_BUSY,
        "findingsd is shutting down; the export is incomplete; ask again "
        "later");
}

void
answer_free(struct answer *a)
{
    if (!a)
        return;
    json_decref(a->id);
    json_decref(a->params);
    export_close(a->export);
    free(a->line);
    free(a);
}
