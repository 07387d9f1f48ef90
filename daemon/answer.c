/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reads a request, has its method answer it, and wraps the result in a line.
 */
#include "answer.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/places_json.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <glib.h>
#include <jansson.h>
#include <stdatomic.h>
#include <string.h>

/* The member of a line, besides its id, that contains the answer. */
static const char result_key[] = "result", part_key[] = "part";

static const char timeout_key[] = "timeout_ms";

enum {
    ENVELOPE = 128, /* bytes of a line besides its value, usually */
    ATTEMPTS = 4    /* to make an answer from one commit */
};

struct answer {
    struct request_report report;
    json_t *id;                  /* NULL in a greeting */
    const struct method *method; /* NULL: the answer is the failure */
    json_t *params; /* the request borrows from them; NULL if there are none */
    void *request;  /* of method->size bytes; NULL if that is 0 */
    struct method_call call;
    struct failure failure;
    struct words *words; /* see answer_take_words() */
    bool has_commit;     /* see answer_has_commit() */
    GString *missing;    /* what its lines leave out, as JSON; NULL: nothing */
    char *missing_why;   /* the same for the log; or NULL */
    size_t timeout_ms;
    int64_t deadline;         /* of the next line, as in struct fe_stop */
    atomic_bool is_cancelled; /* set by the loop, read by the worker */
    double took;              /* seconds spent in the method so far */
    char *line; /* to send; NULL unless answer_work() has just made it */
    size_t len;
};

/* Whether the error is a NUL character, which Jansson's own message describes
 * in terms for programmers. */
static bool
is_of_nul(const json_error_t *error)
{
    const enum json_error_code code = json_error_code(error);

    return code == json_error_null_character ||
           code == json_error_null_byte_in_key;
}

/* Take timeout_ms, which every method accepts, out of the parameters. */
static bool
take_timeout(struct answer *a)
{
    if (!params_count_from(a->params, timeout_key, 1, FINDINGS_TIMEOUT_MAX,
                           &a->timeout_ms, &a->failure))
        return false;
    json_object_del(a->params, timeout_key);
    return true;
}

/* Let the method read the parameters, which may be NULL. Returns false on
 * error, with the failure set. */
static bool
read_params(struct answer *a, json_t *params)
{
    a->params = params ? json_incref(params) : json_object();
    a->request = g_malloc0(a->method->size);
    return take_timeout(a) &&
           a->method->read(a->request, a->params, &a->failure);
}

/* Read the request. Returns false if it is not valid, with the failure set. */
static bool
read_request(struct answer *a, const char *line, size_t len)
{
    static const char *const members[] = {"jsonrpc", "id", "method", "params",
                                          NULL};
    struct failure *failure = &a->failure;
    char method_names[256] = "";
    json_error_t error;
    json_t *request =
        json_loadb(line, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

    if (!request && is_of_nul(&error))
        return failure_set(
            failure, FINDINGS_PARSE_ERROR,
            "there is a NUL character (\\u0000) before byte %d of this "
            "line; leave it out",
            error.position);
    if (!request)
        return failure_set(
            failure, FINDINGS_PARSE_ERROR,
            "the line is not valid JSON (%s, at byte %d); send one object per "
            "line, such as {\"id\": 1, \"method\": \"ping\"}",
            error.text, error.position);
    methods_list(method_names, sizeof method_names);
    json_t *params = json_object_get(request, "params");
    const char *name = json_string_value(json_object_get(request, "method"));
    const json_t *version = json_object_get(request, "jsonrpc");
    bool is_good = false;

    a->id = params_id(json_object_get(request, "id"));
    if (json_is_array(request))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "batches are not supported; send one request per line");
    else if (!json_is_object(request))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "a request must be an object with \"id\", \"method\" and, "
                    "if needed, \"params\"");
    else if (!params_known(request, members, failure))
        failure->code = FINDINGS_INVALID_REQUEST;
    else if (!a->id)
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "a request needs an \"id\", a whole number or a string, "
                    "which its answer repeats");
    else if (version && (!json_is_string(version) ||
                         strcmp(json_string_value(version), "2.0") != 0))
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "\"jsonrpc\" must be \"2.0\", or be left out");
    else if (!name)
        failure_set(failure, FINDINGS_INVALID_REQUEST,
                    "a request needs a \"method\", one of: %s", method_names);
    else if (!(a->method = methods_find(name)))
        failure_set(failure, FINDINGS_NO_METHOD,
                    "unknown method \"%.60s\"; use one of: %s", name,
                    method_names);
    else if (params && !json_is_object(params))
        failure_set(failure, FINDINGS_BAD_PARAMS,
                    "\"params\" must be an object");
    else
        is_good = true;

    if (a->method)
        a->report.method = a->method->name;
    if (is_good)
        is_good = read_params(a, params);
    json_decref(request);
    return is_good;
}

static void
end_progress(struct answer *a)
{
    if (a->call.progress)
        a->method->end(a->call.progress);
    a->call.progress = NULL;
}

/* End the method: it will not be run again. */
static void
drop_method(struct answer *a)
{
    end_progress(a);
    a->call = (struct method_call){0};
    if (a->request && a->method->fini)
        a->method->fini(a->request);
    g_free(a->request);
    a->request = NULL;
    a->method = NULL;
}

static struct answer *
new_answer(void)
{
    struct answer *a = g_new0(struct answer, 1);

    a->failure.offset = -1;
    a->timeout_ms = FINDINGS_TIMEOUT_DEFAULT;
    return a;
}

struct answer *
answer_begin(const char *line, size_t len)
{
    struct answer *a = new_answer();

    a->report.method = "invalid";
    a->report.bytes_in = len + 1; /* its newline */
    if (!read_request(a, line, len))
        drop_method(a);
    return a;
}

struct answer *
answer_greeting(void)
{
    struct answer *a = new_answer();

    a->method = &method_greeting;
    return a;
}

struct answer *
answer_unasked(enum answer_unasked why, const struct limit *limits)
{
    struct answer *a = new_answer();
    struct failure *failure = &a->failure;

    switch (why) {
    case ANSWER_BUSY:
        failure_set(failure, FINDINGS_BUSY,
                    "too many connections are open; try again later");
        break;
    case ANSWER_TOO_LONG:
        failure_set(failure, FINDINGS_TOO_LONG,
                    "the request is longer than %u bytes and this connection "
                    "will be closed; reconnect and send a shorter one",
                    limits[LIMIT_REQUEST_BYTES].value);
        break;
    case ANSWER_TOO_SLOW:
        failure_set(failure, FINDINGS_CLOSED,
                    "the request did not arrive within %g s and this "
                    "connection will be closed; reconnect and send it at once",
                    limits[LIMIT_LINE].value / 1e3);
        break;
    case ANSWER_IDLE:
        failure_set(failure, FINDINGS_CLOSED,
                    "this connection was idle for %g s and will be closed; "
                    "reconnect when you need it",
                    limits[LIMIT_IDLE].value / 1e3);
        break;
    case ANSWER_DISPLACED:
        failure_set(failure, FINDINGS_CLOSED,
                    "too many connections are open and this one, which was "
                    "idle, will be closed; reconnect when you need it");
        break;
    }
    return a;
}

bool
answer_is_restricted(const struct answer *a)
{
    return a->method && a->method->is_restricted;
}

void
answer_refuse(struct answer *a)
{
    const char *name = a->method->name;

    drop_method(a);
    failure_set(&a->failure, FINDINGS_FORBIDDEN,
                "only the user who runs findingsd, and root, may ask for "
                "\"%s\"; ask that user",
                name);
}

bool
answer_needs_reader(const struct answer *a)
{
    return a->method && a->method->needs_reader &&
           a->call.output != METHOD_LAST_PART;
}

bool
answer_is_quick(const struct answer *a)
{
    return a->method && a->method->is_quick;
}

const json_t *
answer_target(const struct answer *a)
{
    return a->method == &method_cancel ? method_cancel_id(a->request) : NULL;
}

void
answer_found(struct answer *a)
{
    a->call.is_found = true;
}

bool
answer_has_id(const struct answer *a, const json_t *id)
{
    json_t *wanted = params_id((json_t *)id); /* it is only referenced */
    const bool is_same = wanted && a->id && json_equal(a->id, wanted);

    json_decref(wanted);
    return is_same;
}

/* The time as in struct fe_stop. */
static int64_t
now(void)
{
    return (int64_t)(facts_clock() * 1e9);
}

void
answer_start_clock(struct answer *a)
{
    a->deadline = now() + (int64_t)a->timeout_ms * 1000000;
}

size_t
answer_size(const struct answer *a)
{
    return a->report.bytes_in;
}

void
answer_cancel(struct answer *a)
{
    atomic_store(&a->is_cancelled, true);
}

bool
answer_is_over(const struct answer *a)
{
    return a->method && (atomic_load(&a->is_cancelled) ||
                         (a->deadline > 0 && now() >= a->deadline));
}

/* Add "took_us" as the last member of the result. */
static void
add_took(GString *out, double seconds)
{
    json_text_reopen(out);
    json_text_key(out, "took_us");
    json_text_integer(out, (json_int_t)(seconds * 1e6));
    g_string_append_c(out, '}');
}

/* Note which parts of the index the run has left out. */
static void
note_missing(struct answer *a)
{
    const struct served *served = a->call.facts->served;
    struct fe_location first;
    json_t *missing = places_missing_json(served, a->call.reader, &first);

    if (!missing)
        return;
    if (!a->missing)
        a->missing = g_string_new(NULL);
    g_string_truncate(a->missing, 0);
    json_text_value_new(a->missing, missing);
    g_free(a->missing_why);
    a->missing_why =
        g_strdup_printf("answers leave out \"%s\" (%s)",
                        served_name(served, first.shard), first.why);
}

static void
forget_missing(struct answer *a)
{
    if (a->missing)
        g_string_free(a->missing, TRUE);
    g_free(a->missing_why);
    a->missing = NULL;
    a->missing_why = NULL;
}

/* Add "incomplete" as the last member of the result. */
static void
add_missing(const struct answer *a, GString *out)
{
    if (!a->missing)
        return;
    json_text_reopen(out);
    json_text_key(out, "incomplete");
    g_string_append_len(out, a->missing->str, (gssize)a->missing->len);
    g_string_append_c(out, '}');
}

static bool
run_once(struct answer *a, GString *out)
{
    a->call.found = (struct method_found){0};
    return a->method->run(a->request, &a->call, out, &a->failure);
}

/* Note what a run found for the report; the parts of an answer add up. */
static void
note_found(struct answer *a)
{
    const struct method_found *found = &a->call.found;

    if (!found->is_known)
        return;
    a->report.has_counts = true;
    a->report.shown += found->shown;
    a->report.total = found->total;
}

/* Run the method on one commit: everything in an answer, or in a part of it, is
 * from the same. If the commit cannot be read to the end, because others follow
 * too fast, the method begins again with a later one. */
static bool
run_on_one_commit(struct answer *a, GString *out)
{
    struct method_call *call = &a->call;
    const bool is_first = !call->progress;

    for (int attempt = 1;; attempt++) {
        fe_reader_hold(call->reader);
        const bool is_good = run_once(a, out);
        a->has_commit = fe_reader_has_commit(call->reader);
        if (a->has_commit) /* it has read the index */
            note_missing(a);
        fe_reader_release(call->reader);
        if (is_good || !a->failure.is_stale || !is_first || attempt == ATTEMPTS)
            return is_good;
        end_progress(a);
        forget_missing(a);
        g_string_truncate(out, 0);
        a->failure =
            (struct failure){.offset = -1, .served = a->failure.served};
    }
}

/* End the method with an error. */
static void
give_up(struct answer *a, bool is_cancelled)
{
    drop_method(a);
    if (is_cancelled)
        failure_set(&a->failure, FINDINGS_CANCELLED,
                    "the request was cancelled");
    else
        failure_set(&a->failure, FINDINGS_TIMED_OUT,
                    "the request took longer than %g s; use fewer or rarer "
                    "words, more filters or a smaller limit, or allow up to "
                    "%d s (timeout_ms)",
                    (double)a->timeout_ms / 1e3, FINDINGS_TIMEOUT_MAX / 1000);
}

/* Run the method, which appends its result or part. Returns the key for it.
 * On error, returns NULL with the failure set, whatever was appended. */
static const char *
run_method(struct answer *a,
           struct fe_reader *reader,
           const struct facts *facts,
           GString *out)
{
    struct method_call *call = &a->call;
    const double start = facts_clock();
    const struct fe_stop stop = {a->deadline, &a->is_cancelled};

    call->reader = reader;
    call->facts = facts;
    a->failure.served = facts ? facts->served : NULL;
    call->output = METHOD_RESULT;
    if (reader)
        fe_reader_stop_at(reader, &stop);
    const bool is_good = reader ? run_on_one_commit(a, out) : run_once(a, out);
    if (reader)
        fe_reader_stop_at(reader, NULL);
    a->took += facts_clock() - start;
    a->words = call->words;
    call->words = NULL;
    if (!is_good) {
        const int code = a->failure.code;
        call->output = METHOD_RESULT;
        if (code == FINDINGS_TIMED_OUT || code == FINDINGS_CANCELLED)
            give_up(a, code == FINDINGS_CANCELLED);
        if (!a->failure.code)
            failure_damaged(&a->failure, "a text that is not valid UTF-8");
        return NULL;
    }
    note_found(a);
    if (call->output != METHOD_RESULT)
        return part_key;
    add_missing(a, out);
    if (a->method->is_timed)
        add_took(out, a->took);
    return result_key;
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

/* The error; that there is no such report may be because its part is away. */
static json_t *
error_json(const struct answer *a)
{
    json_t *error = failure_json(&a->failure);

    if (!a->missing || a->failure.code != FINDINGS_NOT_FOUND)
        return error;
    json_t *data = json_object_get(error, "data");
    if (!data) {
        data = json_object();
        json_object_set_new(error, "data", data);
    }
    json_object_set_new(data, "incomplete",
                        json_loads(a->missing->str, 0, NULL));
    return error;
}

/* Make the line from the value or, if the key is NULL, from the failure. */
static void
compose(struct answer *a, const char *key, GString *value)
{
    GString *line = NULL;

    if (!key) {
        g_string_truncate(value, 0);
        json_text_value_new(value, error_json(a));
        key = "error";
    } else if (a->method == &method_greeting) {
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

    a->has_commit = false;
    if (answer_is_over(a))
        give_up(a, atomic_load(&a->is_cancelled));
    const char *key = a->method ? run_method(a, reader, facts, value) : NULL;

    compose(a, key, value);
    g_string_free(value, TRUE);
}

const char *
answer_trouble(const struct answer *a)
{
    return a->failure.code == FINDINGS_NO_INDEX ||
                   a->failure.code == FINDINGS_INTERNAL
               ? a->failure.message
               : a->missing_why;
}

struct words *
answer_take_words(struct answer *a, const char **trouble)
{
    struct words *words = a->words;

    a->words = NULL;
    *trouble =
        a->failure.code == FINDINGS_BAD_WORDS ? a->failure.message : NULL;
    return words;
}

bool
answer_has_commit(const struct answer *a)
{
    return a->has_commit;
}

void
answer_spend(struct answer *a, double waited, double worked)
{
    a->report.waited += waited;
    a->report.worked += worked;
}

const struct request_report *
answer_report(const struct answer *a)
{
    return &a->report;
}

char *
answer_line(struct answer *a, size_t *len)
{
    if (a->failure.code != FINDINGS_CANCELLED &&
        atomic_load(&a->is_cancelled)) {
        g_free(a->line);
        give_up(a, true);
        answer_work(a, NULL, NULL);
    }
    char *line = a->line;

    *len = a->len;
    a->line = NULL;
    a->report.code = a->failure.code;
    a->report.bytes_out += a->len;
    return line;
}

bool
answer_has_more(const struct answer *a)
{
    return a->call.output != METHOD_RESULT;
}

void
answer_stop(struct answer *a)
{
    drop_method(a);
    failure_set(&a->failure, FINDINGS_BUSY,
                "findingsd is shutting down; the answer is incomplete; ask "
                "again later");
}

void
answer_free(struct answer *a)
{
    if (!a)
        return;
    drop_method(a);
    words_unref(a->words);
    json_decref(a->params);
    json_decref(a->id);
    forget_missing(a);
    g_free(a->line);
    g_free(a);
}
