/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/link.h"

#include "ask/ask.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>

/* Connections that are kept while nobody asks. */
enum { KEPT = 16 };

struct link {
    const struct options *options;
    pthread_mutex_t mutex;
    struct connection *kept[KEPT]; /* the first n of them */
    size_t n;
};

struct link_parts {
    struct link *link;
    struct connection *connection;
    json_t *first; /* of the answer; NULL once it has been taken */
    bool is_over;
};

struct link *
link_new(const struct options *options)
{
    struct link *link = g_new0(struct link, 1);

    link->options = options;
    pthread_mutex_init(&link->mutex, NULL);
    return link;
}

static void
close_connection(struct connection *connection)
{
    connection_close(connection);
    g_free(connection);
}

void
link_free(struct link *link)
{
    for (size_t i = 0; i < link->n; i++)
        close_connection(link->kept[i]);
    pthread_mutex_destroy(&link->mutex);
    g_free(link);
}

/* A connection that is kept; NULL if there is none. */
static struct connection *
take_kept(struct link *link)
{
    struct connection *connection = NULL;

    pthread_mutex_lock(&link->mutex);
    if (link->n > 0)
        connection = link->kept[--link->n];
    pthread_mutex_unlock(&link->mutex);
    return connection;
}

static void
give_back(struct link *link, struct connection *connection)
{
    pthread_mutex_lock(&link->mutex);
    if (link->n < KEPT) {
        link->kept[link->n++] = connection;
        connection = NULL;
    }
    pthread_mutex_unlock(&link->mutex);
    if (connection)
        close_connection(connection);
}

static void
fail(struct link_failure *failure, const char *message)
{
    *failure = (struct link_failure){.offset = -1};
    snprintf(failure->message, sizeof failure->message, "%s", message);
}

/* Ask over this connection. */
static json_t *
ask_over(struct connection *connection,
         const char *method,
         const json_t *params,
         struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer =
        connection_ask(connection, method, json_copy((json_t *)params), reason);

    if (!answer)
        fail(failure, reason);
    return answer;
}

/* Ask over any connection, which the caller then has: the daemon may have
 * closed one that was kept. */
static json_t *
ask(struct link *link,
    const char *method,
    const json_t *params,
    struct connection **used,
    struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    struct connection *connection;
    json_t *answer;

    while ((connection = take_kept(link))) {
        if (connection_is_quiet(connection) &&
            (answer = ask_over(connection, method, params, failure))) {
            *used = connection;
            return answer;
        }
        close_connection(connection);
    }
    connection = g_new0(struct connection, 1);
    if (!ask_connect(connection, link->options, reason))
        fail(failure, reason);
    else if ((answer = ask_over(connection, method, params, failure))) {
        *used = connection;
        return answer;
    }
    close_connection(connection);
    return NULL;
}

/* The failure that an answer is. */
static void
take_error(const json_t *answer, struct link_failure *failure)
{
    const json_t *error = json_object_get(answer, "error");
    const json_t *data = json_object_get(error, "data");
    const json_t *offset = json_object_get(data, "offset");
    const char *param = json_string_value(json_object_get(data, "param"));
    const char *message = json_string_value(json_object_get(error, "message"));

    fail(failure, message ? message : "the daemon did not say why");
    failure->code = json_integer_value(json_object_get(error, "code"));
    if (json_is_integer(offset))
        failure->offset = json_integer_value(offset);
    snprintf(failure->param, sizeof failure->param, "%s", param ? param : "");
}

/* The member of an answer; NULL with the failure if the answer is one. */
static json_t *
member(json_t *answer, const char *name, struct link_failure *failure)
{
    json_t *found = json_incref(json_object_get(answer, name));

    if (!found)
        take_error(answer, failure);
    json_decref(answer);
    return found;
}

json_t *
link_ask(struct link *link,
         const char *method,
         json_t *params,
         struct link_failure *failure)
{
    struct connection *connection;
    json_t *answer = ask(link, method, params, &connection, failure);

    json_decref(params);
    if (!answer)
        return NULL;
    give_back(link, connection);
    return member(answer, "result", failure);
}

struct link_parts *
link_parts(struct link *link,
           const char *method,
           json_t *params,
           struct link_failure *failure)
{
    struct connection *connection;
    json_t *answer = ask(link, method, params, &connection, failure);

    json_decref(params);
    if (!answer)
        return NULL;
    if (json_object_get(answer, "error")) {
        take_error(answer, failure);
        json_decref(answer);
        give_back(link, connection);
        return NULL;
    }
    struct link_parts *parts = g_new0(struct link_parts, 1);
    *parts = (struct link_parts){
        .link = link, .connection = connection, .first = answer};
    return parts;
}

json_t *
link_next(struct link_parts *parts, struct link_failure *failure)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = parts->first;

    parts->first = NULL;
    if (!answer && !(answer = connection_next(parts->connection, reason))) {
        fail(failure, reason);
        return NULL;
    }
    if (json_object_get(answer, "part"))
        return member(answer, "part", failure);
    parts->is_over = true;
    return member(answer, "result", failure);
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
        give_back(parts->link, parts->connection);
    else
        close_connection(parts->connection);
    g_free(parts);
}
