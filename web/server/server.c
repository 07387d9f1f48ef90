/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/server.h"

#include "findings/visible.h"

#include <errno.h>
#include <glib.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

struct server {
    struct MHD_Daemon *http;
    server_handler *handler;
    void *data;
};

/* What nothing on a page may do: run or load what does not come from here, be
 * shown within another page, or send a form elsewhere. */
static const char usual_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
    "data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/* Memory of a connection for the lines of a request. */
enum { CONNECTION_MEMORY = 32 * 1024, THREAD_STACK = 256 * 1024 };

/* A request while it is being read. */
struct reading {
    struct request *request;
    unsigned refused; /* its status, if it cannot be answered; else 0 */
};

static enum MHD_Result
take_argument(void *data,
              enum MHD_ValueKind kind,
              const char *name,
              size_t name_len,
              const char *value,
              size_t value_len)
{
    struct reading *reading = data;

    (void)kind;
    if (!value)
        value = "";
    if (strlen(name) != name_len || strlen(value) != value_len ||
        findings_utf8_fault(name, name_len) != name_len ||
        findings_utf8_fault(value, value_len) != value_len ||
        !request_add(reading->request, name, value))
        reading->refused = MHD_HTTP_BAD_REQUEST;
    return MHD_YES;
}

static struct reading *
begin(struct MHD_Connection *connection, const char *path, const char *method)
{
    static const char *const methods[] = {"GET", "HEAD", "POST"};
    struct reading *reading = g_new0(struct reading, 1);
    struct request *request = request_new();

    reading->request = request;
    request->connection = connection;
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (strcmp(method, methods[i]) == 0)
            request->method = methods[i];
    if (!request->method) {
        request->method = "GET";
        reading->refused = MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    request->path = g_strdup(path);
    if (*path != '/' || findings_utf8_fault(path, strlen(path)) != strlen(path))
        reading->refused = MHD_HTTP_BAD_REQUEST;
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND,
                                take_argument, reading);
    return reading;
}

/* A stream as libmicrohttpd reads it. */
struct flow {
    struct stream stream;
    GString *piece;
    size_t sent; /* of the piece */
    bool is_last;
    bool has_failed;
};

static ssize_t
flow_read(void *data, uint64_t position, char *out, size_t max)
{
    struct flow *flow = data;

    (void)position;
    while (flow->sent == flow->piece->len) {
        if (flow->has_failed)
            return MHD_CONTENT_READER_END_WITH_ERROR;
        if (flow->is_last)
            return MHD_CONTENT_READER_END_OF_STREAM;
        g_string_truncate(flow->piece, 0);
        flow->sent = 0;
        flow->is_last = !flow->stream.fill(flow->stream.data, flow->piece,
                                           &flow->has_failed);
    }
    const size_t n = MIN(max, flow->piece->len - flow->sent);
    memcpy(out, flow->piece->str + flow->sent, n);
    flow->sent += n;
    return (ssize_t)n;
}

static void
flow_free(void *data)
{
    struct flow *flow = data;

    flow->stream.end(flow->stream.data);
    g_string_free(flow->piece, TRUE);
    g_free(flow);
}

/* The reply as libmicrohttpd sends it, which takes over what it is made of. */
static struct MHD_Response *
make_response(struct reply *reply)
{
    if (reply->bytes)
        return MHD_create_response_from_buffer(reply->n_bytes,
                                               (void *)(uintptr_t)reply->bytes,
                                               MHD_RESPMEM_PERSISTENT);
    if (reply->file >= 0) {
        struct MHD_Response *response =
            MHD_create_response_from_fd(reply->file_size, reply->file);
        if (response)
            reply->file = -1;
        return response;
    }
    if (reply->stream.fill) {
        struct flow *flow = g_new0(struct flow, 1);
        flow->stream = reply->stream;
        flow->piece = g_string_new(NULL);
        reply->stream.end = NULL;
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 65536,
                                                 flow_read, flow, flow_free);
    }
    const size_t len = reply->body->len;
    char *bytes = g_string_free(reply->body, FALSE);
    reply->body = NULL;
    return MHD_create_response_from_buffer_with_free_callback(len, bytes,
                                                              g_free);
}

static void
add_headers(struct MHD_Response *response, const struct reply *reply)
{
    MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Content-Security-Policy",
                            reply->policy ? reply->policy : usual_policy);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy",
                            "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy",
                            "same-origin");
    MHD_add_response_header(response, "Cache-Control",
                            reply->is_kept ? "max-age=86400" : "no-store");
    if (reply->location)
        MHD_add_response_header(response, "Location", reply->location);
    if (reply->download) {
        char *value =
            g_strdup_printf("attachment; filename=\"%s\"", reply->download);
        MHD_add_response_header(response, "Content-Disposition", value);
        g_free(value);
    }
}

static enum MHD_Result
send_reply(struct MHD_Connection *connection, struct reply *reply)
{
    struct MHD_Response *response = make_response(reply);
    enum MHD_Result result = MHD_NO;

    if (response) {
        add_headers(response, reply);
        result = MHD_queue_response(connection, reply->status, response);
        MHD_destroy_response(response);
    }
    reply_fini(reply);
    return result;
}

static void
refuse(struct reply *reply, unsigned status)
{
    reply->status = status;
    reply->type = reply_text;
    g_string_assign(reply->body, status == MHD_HTTP_METHOD_NOT_ALLOWED
                                     ? "Only GET, HEAD and POST are answered.\n"
                                 : status == MHD_HTTP_CONTENT_TOO_LARGE
                                     ? "That is more than a request may send.\n"
                                     : "The address cannot be read.\n");
}

static enum MHD_Result
answer(void *data,
       struct MHD_Connection *connection,
       const char *path,
       const char *method,
       const char *version,
       const char *upload,
       size_t *upload_len,
       void **kept)
{
    const struct server *server = data;
    struct reading *reading = *kept;
    struct reply reply;

    (void)version;
    if (!reading) {
        *kept = begin(connection, path, method);
        return MHD_YES;
    }
    if (*upload_len > 0) {
        if (reading->request->body->len + *upload_len > REQUEST_BODY_MAX)
            reading->refused = MHD_HTTP_CONTENT_TOO_LARGE;
        else
            g_string_append_len(reading->request->body, upload,
                                (gssize)*upload_len);
        *upload_len = 0;
        return MHD_YES;
    }
    reply_init(&reply);
    if (reading->refused)
        refuse(&reply, reading->refused);
    else
        server->handler(server->data, reading->request, &reply);
    return send_reply(connection, &reply);
}

static void
finish(void *data,
       struct MHD_Connection *connection,
       void **kept,
       enum MHD_RequestTerminationCode how)
{
    struct reading *reading = *kept;

    (void)data;
    (void)connection;
    (void)how;
    if (reading) {
        request_free(reading->request);
        g_free(reading);
    }
    *kept = NULL;
}

struct server *
server_start(int listening,
             server_handler *handler,
             void *data,
             char reason[FINDINGS_REASON_SIZE])
{
    struct server *server = g_new0(struct server, 1);

    server->handler = handler;
    server->data = data;
    server->http = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
            MHD_USE_POLL | MHD_USE_ITC,
        0, NULL, NULL, answer, server, MHD_OPTION_LISTEN_SOCKET, listening,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVER_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVER_IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)THREAD_STACK,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_COMPLETED, finish,
        NULL, MHD_OPTION_END);
    if (!server->http) {
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot serve HTTP: %s",
                 strerror(errno));
        g_free(server);
        return NULL;
    }
    return server;
}

void
server_stop(struct server *server)
{
    MHD_stop_daemon(server->http);
    g_free(server);
}
