/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/link.h"

#include "link/starter.h"

#include "ask/ask.h"
#include "print/incomplete.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Connections that are kept while nobody asks. */
enum { KEPT = 16 };

/* What the links of all requests share. */
struct pool {
    struct options options; /* which start none */
    struct servant *starter;
    pthread_mutex_t mutex;
    struct connection *kept[KEPT]; /* the first n of them */
    size_t n;
};

/* One link is used by one thread. It is freed when its owner and all parts that
 * it was asked for have been. */
struct link {
    struct pool *pool;
    bool is_owner; /* of the pool */
    unsigned refs;
    json_t *incomplete; /* what results have left out; NULL: nothing */
};

struct link_parts {
    struct link *link;
    struct connection *connection;
    const char *method;
    json_t *first; /* of the answer; NULL once it has been taken */
    bool is_over;
};

struct link *
link_new(const struct options *options, struct servant *starter)
{
    struct link *link = g_new0(struct link, 1);
    struct pool *pool = g_new0(struct pool, 1);

    pool->options = *options;
    pool->options.given |= OPTION_BIT(OPTION_NO_START);
    pool->starter = starter;
    pthread_mutex_init(&pool->mutex, NULL);
    *link = (struct link){.pool = pool, .is_owner = true, .refs = 1};
    return link;
}

struct link *
link_for_request(const struct link *link)
{
    struct link *own = g_new0(struct link, 1);

    own->pool = link->pool;
    own->refs = 1;
    return own;
}

const json_t *
link_incomplete(const struct link *link)
{
    return link->incomplete;
}

static void
close_connection(struct connection *connection)
{
    connection_close(connection);
    g_free(connection);
}

static void
free_pool(struct pool *pool)
{
    for (size_t i = 0; i < pool->n; i++)
        close_connection(pool->kept[i]);
    pthread_mutex_destroy(&pool->mutex);
    g_free(pool);
}

void
link_free(struct link *link)
{
    if (--link->refs > 0)
        return;
    if (link->is_owner)
        free_pool(link->pool);
    json_decref(link->incomplete);
    g_free(link);
}

/* A connection that is kept; NULL if there is none. */
static struct connection *
take_kept(struct pool *pool)
{
    struct connection *connection = NULL;

    pthread_mutex_lock(&pool->mutex);
    if (pool->n > 0)
        connection = pool->kept[--pool->n];
    pthread_mutex_unlock(&pool->mutex);
    return connection;
}

static void
give_back(struct pool *pool, struct connection *connection)
{
    pthread_mutex_lock(&pool->mutex);
    if (pool->n < KEPT) {
        pool->kept[pool->n++] = connection;
        connection = NULL;
    }
    pthread_mutex_unlock(&pool->mutex);
    if (connection)
        close_connection(connection);
}

static void
fail(struct link_failure *failure, const char *message)
{
    *failure = (struct link_failure){.offset = -1};
    snprintf(failure->message, sizeof failure->message, "%s", message);
}

/* Connect, to a daemon that is started if there is none. */
static bool
open_connection(struct pool *pool,
                struct connection *connection,
                char reason[FINDINGS_REASON_SIZE])
{
    if (ask_connect(connection, &pool->options, reason))
        return true;
    if (!pool->starter || connection->failure == CONNECTION_FAILED ||
        !starter_start(pool->starter, reason))
        return false;
    connection_close(connection);
    return ask_connect(connection, &pool->options, reason);
}

/* An answer: an object, or the text of its result. */
struct answer {
    json_t *object;
    char *text;
};

/* The text of the result of a line, if the line is an answer with one as the
 * daemon writes it. */
static char *
result_in(const char *line, size_t len)
{
    static const char before[] = "{\"id\":1,\"result\":{";
    const size_t n = sizeof before - 1;

    if (len < n + 2 || memcmp(line, before, n) != 0 ||
        memcmp(line + len - 2, "}}", 2) != 0)
        return NULL;
    return g_strndup(line + n - 1, len - n);
}

/* Receive the result as text, or else the answer as an object. */
static bool
receive_text(struct connection *connection,
             struct answer *answer,
             char reason[FINDINGS_REASON_SIZE])
{
    char *line;
    size_t len;

    if (!connection_receive_line(connection, &line, &len, reason))
        return false;
    if (!(answer->text = result_in(line, len)))
        answer->object = json_loadb(line, len, 0, NULL);
    if (!answer->text && !answer->object)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the daemon's answer cannot be read; use the same version of "
                 "findings-web and findingsd");
    return answer->text || answer->object;
}

/* Ask over this connection; false after a failure. */
static bool
ask_over(struct connection *connection,
         const char *method,
         const json_t *params,
         bool is_text,
         struct answer *answer,
         struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    char *line =
        connection_request(1, method, json_copy((json_t *)params), reason);
    const bool is_sent = line && connection_send(connection, line, reason);

    free(line);
    *answer = (struct answer){0};
    if (is_sent && is_text)
        receive_text(connection, answer, reason);
    else if (is_sent)
        answer->object = connection_next(connection, method, reason);
    if (!answer->object && !answer->text)
        fail(failure, reason);
    return answer->object || answer->text;
}

/* Ask over any connection: the daemon may have closed one that was kept, and
 * only then another is tried, as one that does not answer over this would not
 * over the next. The caller then has that connection; NULL after a failure. */
static struct connection *
ask(struct pool *pool,
    const char *method,
    const json_t *params,
    bool is_text,
    struct answer *answer,
    struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    struct connection *connection;

    while ((connection = take_kept(pool))) {
        const bool is_quiet = connection_is_quiet(connection);
        if (is_quiet &&
            ask_over(connection, method, params, is_text, answer, failure))
            return connection;
        const bool is_cut = !is_quiet || connection->failure == CONNECTION_CUT;
        close_connection(connection);
        if (!is_cut)
            return NULL;
    }
    connection = g_new0(struct connection, 1);
    if (!open_connection(pool, connection, reason))
        fail(failure, reason);
    else if (ask_over(connection, method, params, is_text, answer, failure))
        return connection;
    close_connection(connection);
    return NULL;
}

/* The failure that an answer is. */
static void
take_error(struct link *link,
           const json_t *answer,
           struct link_failure *failure)
{
    const json_t *error = json_object_get(answer, "error");
    const json_t *data = json_object_get(error, "data");
    const json_t *offset = json_object_get(data, "offset");
    const char *param = json_string_value(json_object_get(data, "param"));
    const char *message = json_string_value(json_object_get(error, "message"));

    incomplete_add(&link->incomplete, data);
    fail(failure, message ? message : "the daemon did not say why");
    failure->code = json_integer_value(json_object_get(error, "code"));
    if (json_is_integer(offset))
        failure->offset = json_integer_value(offset);
    snprintf(failure->param, sizeof failure->param, "%s", param ? param : "");
}

/* The member of an answer; NULL with the failure if the answer is one. */
static json_t *
member(struct link *link,
       json_t *answer,
       const char *name,
       struct link_failure *failure)
{
    json_t *found = json_incref(json_object_get(answer, name));

    if (!found)
        take_error(link, answer, failure);
    json_decref(answer);
    return found;
}

/* The result of an answer; NULL with the failure if it has none. */
static json_t *
take_result(struct link *link, json_t *answer, struct link_failure *failure)
{
    json_t *result = member(link, answer, "result", failure);

    incomplete_add(&link->incomplete, result);
    return result;
}

/* Ask one question, and keep the connection; false after a failure. */
static bool
ask_once(struct link *link,
         const char *method,
         json_t *params,
         bool is_text,
         struct answer *answer,
         struct link_failure *failure)
{
    struct connection *connection =
        ask(link->pool, method, params, is_text, answer, failure);

    json_decref(params);
    if (connection)
        give_back(link->pool, connection);
    return connection;
}

json_t *
link_ask(struct link *link,
         const char *method,
         json_t *params,
         struct link_failure *failure)
{
    struct answer answer;

    if (!ask_once(link, method, params, false, &answer, failure))
        return NULL;
    return take_result(link, answer.object, failure);
}

char *
link_ask_text(struct link *link,
              const char *method,
              json_t *params,
              struct link_failure *failure)
{
    struct answer answer;

    if (!ask_once(link, method, params, true, &answer, failure))
        return NULL;
    if (!answer.text)
        take_error(link, answer.object, failure);
    json_decref(answer.object);
    return answer.text;
}

struct link_parts *
link_parts(struct link *link,
           const char *method,
           json_t *params,
           struct link_failure *failure)
{
    struct answer answer;
    struct connection *connection =
        ask(link->pool, method, params, false, &answer, failure);

    json_decref(params);
    if (!connection)
        return NULL;
    if (json_object_get(answer.object, "error")) {
        take_error(link, answer.object, failure);
        json_decref(answer.object);
        give_back(link->pool, connection);
        return NULL;
    }
    struct link_parts *parts = g_new0(struct link_parts, 1);
    link->refs++;
    *parts = (struct link_parts){.link = link,
                                 .connection = connection,
                                 .method = method,
                                 .first = answer.object};
    return parts;
}

json_t *
link_next(struct link_parts *parts, struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = parts->first;

    parts->first = NULL;
    if (!answer &&
        !(answer = connection_next(parts->connection, parts->method, reason))) {
        fail(failure, reason);
        return NULL;
    }
    if (json_object_get(answer, "part"))
        return member(parts->link, answer, "part", failure);
    parts->is_over = true;
    return take_result(parts->link, answer, failure);
}

void
link_parts_end(struct link_parts *parts)
{
    if (!parts)
        return;
    if (json_object_get(parts->first, "result"))
        parts->is_over = true;
    json_decref(parts->first);
    if (parts->is_over)
        give_back(parts->link->pool, parts->connection);
    else
        close_connection(parts->connection);
    link_free(parts->link);
    g_free(parts);
}

json_t *
link_list(struct link *link,
          const char *method,
          json_t *params,
          json_t **result,
          struct link_failure *failure)
{
    struct link_parts *parts = link_parts(link, method, params, failure);
    json_t *list = json_array(), *part = NULL;

    while (parts && (part = link_next(parts, failure)) && json_is_array(part)) {
        json_array_extend(list, part);
        json_decref(part);
    }
    link_parts_end(parts);
    if (!part) {
        json_decref(list);
        return NULL;
    }
    if (result)
        *result = part;
    else
        json_decref(part);
    return list;
}
