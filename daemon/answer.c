/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The methods, and the way of a request through them.
 */
#include "answer.h"
#include "params.h"
#include "search.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct method {
    const char *name;
    bool needs_reader;
    /* Runs on the loop's thread, so that a wrong request costs no worker. */
    bool (*check)(const json_t *params, struct failure *failure);
    json_t *(*run)(struct xc_reader *reader,
                   const json_t *params,
                   const struct answer_facts *facts,
                   struct failure *failure);
};

struct answer {
    json_t *id;     /* NULL in a greeting */
    json_t *params; /* always an object */
    const struct method *method;
    struct failure failure;
    json_t *result;
    char *line; /* to send; NULL until the work is done, or for no memory */
    size_t len;
};

double
answer_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static json_t *
run_search(struct xc_reader *reader,
           const json_t *params,
           const struct answer_facts *facts,
           struct failure *failure)
{
    const double start = answer_clock();
    json_t *result = search_run(reader, params, failure);

    (void)facts;
    if (result)
        json_object_set_new(
            result, "took_us",
            json_integer((json_int_t)((answer_clock() - start) * 1e6)));
    return result;
}

static bool
check_get(const json_t *params, struct failure *failure)
{
    static const char *const known[] = {"id", NULL};
    const char *id = NULL;

    if (!params_known(params, known, failure) ||
        !params_string(params, "id", &id, failure))
        return false;
    if (!id || !*id)
        return fail_param(failure, "id",
                          "\"id\" is missing: the id of a paragraph, such as "
                          "\"northmere-2010-02-19/23\"");
    return true;
}

static json_t *
run_get(struct xc_reader *reader,
        const json_t *params,
        const struct answer_facts *facts,
        struct failure *failure)
{
    const char *id = json_string_value(json_object_get(params, "id"));
    char *term = findings_term(findings_field("id"), id);
    struct xc_hits *hits = NULL;
    struct xc_error err;
    json_t *result = NULL;

    (void)facts;
    if (!term) {
        fail(failure, FINDINGS_BUSY, "out of memory");
        return NULL;
    }
    const enum xc_status status = xc_reader_get(reader, term, &hits, &err);
    free(term);
    if (status == XC_NO_DOCUMENT) {
        fail_param(failure, "id",
                   "there is no paragraph \"%.100s\"; search for one", id);
        failure->code = FINDINGS_NOT_FOUND;
    } else if (status != XC_OK) {
        fail_status(failure, &err);
    } else {
        json_t *record = search_record(xc_hits_at(hits, 0), failure);
        if (record)
            result = json_pack("{s:o, s:I}", "paragraph", record, "revision",
                               (json_int_t)xc_hits_revision(hits));
        xc_hits_free(hits);
    }
    return result;
}

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
run_status(struct xc_reader *reader,
           const json_t *params,
           const struct answer_facts *facts,
           struct failure *failure)
{
    struct xc_info info;
    struct xc_keys keys = {0};
    struct xc_error err;
    json_t *result = NULL;

    (void)params;
    if (xc_reader_info(reader, &info, &err) != XC_OK ||
        xc_reader_metadata_keys(reader, FINDINGS_REPORT_KEY, &keys, &err) !=
            XC_OK)
        fail_status(failure, &err);
    else
        result = json_pack("{s:s, s:s, s:i, s:s, s:o, s:I, s:I, s:I, s:I, s:i}",
                           "product", "findings", "version", FINDINGS_VERSION,
                           "protocol", FINDINGS_PROTOCOL, "xapian",
                           xc_xapian_version(), "db", path_json(facts->db),
                           "revision", (json_int_t)info.revision, "reports",
                           (json_int_t)keys.count, "paragraphs",
                           (json_int_t)info.documents, "uptime_s",
                           (json_int_t)(answer_clock() - facts->started),
                           "connections", (int)facts->connections);
    xc_keys_free(&keys);
    return result;
}

static json_t *
run_ping(struct xc_reader *reader,
         const json_t *params,
         const struct answer_facts *facts,
         struct failure *failure)
{
    (void)reader;
    (void)params;
    (void)facts;
    (void)failure;
    return json_pack("{s:b}", "pong", 1);
}

static json_t *
run_greeting(struct xc_reader *reader,
             const json_t *params,
             const struct answer_facts *facts,
             struct failure *failure)
{
    struct xc_info info = {0};
    struct xc_error err;

    (void)params;
    (void)facts;
    /* Without an index the greeting says so by its revision; what is asked
     * then is answered with the reason. The failure is for the log. */
    const bool is_known = xc_reader_info(reader, &info, &err) == XC_OK;
    if (!is_known)
        fail_status(failure, &err);
    return json_pack(
        "{s:s, s:s, s:i, s:o, s:{s:i, s:i, s:i, s:i, s:i}}", "product",
        "findings", "version", FINDINGS_VERSION, "protocol", FINDINGS_PROTOCOL,
        "revision",
        is_known ? json_integer((json_int_t)info.revision) : json_null(),
        "limits", "request_bytes", FINDINGS_REQUEST_MAX, "query_bytes",
        XC_QUERY_MAX, "in_flight", FINDINGS_IN_FLIGHT_MAX, "hits",
        FINDINGS_LIMIT_MAX, "snippet", FINDINGS_SNIPPET_MAX);
}

static const struct method methods[] = {
    {"search", true, search_check, run_search},
    {"get", true, check_get, run_get},
    {"status", true, check_nothing, run_status},
    {"ping", false, check_nothing, run_ping},
};

enum { N_METHODS = sizeof methods / sizeof *methods };

static const struct method greeting = {"greeting", true, NULL, run_greeting};

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

/* Read the request; false with the failure filled where it is none. */
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

    if (!request)
        return fail(failure, FINDINGS_PARSE_ERROR,
                    "this line is no JSON (%s, at byte %d); send one "
                    "object a line, such as {\"id\": 1, \"method\": \"ping\"}",
                    error.text, error.position);
    list_methods(method_names, sizeof method_names);
    json_t *id = json_object_get(request, "id");
    json_t *params = json_object_get(request, "params");
    const char *name = json_string_value(json_object_get(request, "method"));
    const json_t *version = json_object_get(request, "jsonrpc");
    bool is_good = false;

    if (json_is_array(request))
        fail(failure, FINDINGS_INVALID_REQUEST,
             "batches are not taken; send one object a line");
    else if (!json_is_object(request))
        fail(failure, FINDINGS_INVALID_REQUEST,
             "a request is an object with \"id\", \"method\" and \"params\"");
    else if (!params_known(request, members, failure))
        failure->code = FINDINGS_INVALID_REQUEST;
    else if (!id || !is_id(id))
        fail(failure, FINDINGS_INVALID_REQUEST,
             "a request needs an \"id\", a number or a string, that its "
             "answer will carry");
    else if (version && (!json_is_string(version) ||
                         strcmp(json_string_value(version), "2.0") != 0))
        fail(failure, FINDINGS_INVALID_REQUEST, "\"jsonrpc\" is \"2.0\"");
    else if (!name)
        fail(failure, FINDINGS_INVALID_REQUEST,
             "a request needs a \"method\"; there are: %s", method_names);
    else if (!(a->method = method_of(name)))
        fail(failure, FINDINGS_NO_METHOD,
             "there is no method \"%.60s\"; there are: %s", name, method_names);
    else if (params && !json_is_object(params))
        fail(failure, FINDINGS_BAD_PARAMS, "\"params\" must be an object");
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
        fail(&a->failure, FINDINGS_TOO_LONG,
             "a request has at most %d bytes; this connection is closed",
             FINDINGS_REQUEST_MAX);
    return a;
}

struct answer *
answer_busy(void)
{
    struct answer *a = new_answer();

    if (a)
        fail(&a->failure, FINDINGS_BUSY,
             "too many connections are open; try again");
    return a;
}

bool
answer_needs_reader(const struct answer *a)
{
    return a->method && a->method->needs_reader;
}

/* Put the line together, and let go of what it was made from. */
static void
compose(struct answer *a)
{
    json_t *object;

    if (a->method == &greeting && a->result) {
        object = json_incref(a->result);
    } else {
        object = json_object();
        json_object_set_new(object, "id",
                            a->id ? json_incref(a->id) : json_null());
        if (a->result)
            json_object_set(object, "result", a->result);
        else
            json_object_set_new(object, "error", failure_json(&a->failure));
    }
    a->line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(8));
    if (a->line) {
        a->len = strlen(a->line) + 1;
        a->line[a->len - 1] = '\n'; /* in place of the NUL */
    }
    json_decref(object);
    json_decref(a->result);
    a->result = NULL;
}

void
answer_work(struct answer *a,
            struct xc_reader *reader,
            const struct answer_facts *facts)
{
    if (a->method) {
        a->result = a->method->run(reader, a->params, facts, &a->failure);
        if (!a->result && !a->failure.code)
            fail(&a->failure, FINDINGS_BUSY, "out of memory");
    }
    compose(a);
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
answer_finish(struct answer *a, size_t *len)
{
    char *line = a->line;

    *len = a->len;
    a->line = NULL;
    answer_free(a);
    return line;
}

void
answer_free(struct answer *a)
{
    if (!a)
        return;
    json_decref(a->id);
    json_decref(a->params);
    json_decref(a->result);
    free(a->line);
    free(a);
}
