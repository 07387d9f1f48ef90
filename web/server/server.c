/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/server.h"

#include "server/path.h"
#include "server/rate.h"

#include "findings/visible.h"

#include <errno.h>
#include <glib.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    struct MHD_Daemon *http;
    const struct gate *gate;
    struct guests *guests;
    struct rate *rate; /* NULL: no limit */
    bool is_behind_proxy;
    server_handler *handler;
    void *data;
};

/* What nothing on a page may do: run or load what does not come from here, be
 * shown within another page, or send a form elsewhere. */
static const char usual_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
    "data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/* Memory of a connection for the lines of a request and its arguments, and how
 * much of it the lines may take. */
enum {
    CONNECTION_MEMORY = 128 * 1024,
    LINES_MAX = 32 * 1024,
    THREAD_STACK = 256 * 1024
};

/* How long a connection may be silent while it is read or written. */
enum { SILENCE_S = 15 };

/* A request while it is being read. */
struct reading {
    struct request *request;
    struct gate_refusal refusal; /* its status is 0 unless it is refused */
    bool brings_token;
    bool is_seen; /* its headers have been read */
};

static void
refuse(struct reading *reading, unsigned status, const char *message)
{
    if (reading->refusal.status == 0)
        reading->refusal = (struct gate_refusal){status, message};
}

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
        findings_utf8_fault(value, value_len) != value_len) {
        refuse(reading, MHD_HTTP_BAD_REQUEST,
               "The address is not valid UTF-8; check it.");
        return MHD_NO;
    }
    if (!request_add(reading->request, name, value)) {
        refuse(reading, MHD_HTTP_BAD_REQUEST,
               "The address has too many arguments; leave some out.");
        return MHD_NO;
    }
    return MHD_YES;
}

static struct guest *
guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

/* Forget a request. libmicrohttpd says that one is over only if it got as far
 * as answer(), so the guest has it too. */
static void
forget(struct guest *guest)
{
    struct reading *reading = guest->begun;

    if (reading) {
        request_free(reading->request);
        g_free(reading);
    }
    guest->begun = NULL;
}

/* The line of a request has been read. */
static void *
begin(void *data, const char *address, struct MHD_Connection *connection)
{
    struct guest *guest = guest_of(connection);

    (void)data;
    if (!guest)
        return NULL;
    forget(guest);
    struct reading *reading = g_new0(struct reading, 1);
    guest->begun = reading;
    reading->request = request_new();
    reading->request->connection = connection;
    if (strlen(address) > REQUEST_ADDRESS_MAX)
        refuse(reading, MHD_HTTP_URI_TOO_LONG,
               "The address is too long; leave some of it out.");
    else
        reading->request->address = g_strdup(address);
    return reading;
}

static void
check_lines(struct reading *reading)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        reading->request->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    if (info && info->header_size > LINES_MAX)
        refuse(reading, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
               "The headers are too long (32 KiB); perhaps there are too many "
               "cookies.");
}

static void
take_method(struct reading *reading, const char *method)
{
    static const char *const methods[] = {"GET", "HEAD", "POST"};
    struct request *request = reading->request;

    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (strcmp(method, methods[i]) == 0)
            request->method = methods[i];
    if (request->method)
        return;
    request->method = "GET";
    refuse(reading, MHD_HTTP_METHOD_NOT_ALLOWED,
           "Only GET, HEAD and POST are answered.");
}

static void
take_address(struct reading *reading, const char *path)
{
    struct request *request = reading->request;

    request->path = path_decode(path);
    if (*path != '/')
        refuse(reading, MHD_HTTP_BAD_REQUEST,
               "The address has to begin with a slash.");
    else if (findings_utf8_fault(path, strlen(path)) != strlen(path))
        refuse(reading, MHD_HTTP_BAD_REQUEST,
               "The address is not valid UTF-8; check it.");
    MHD_get_connection_values_n(request->connection, MHD_GET_ARGUMENT_KIND,
                                take_argument, reading);
}

/* Two of these could be read in two ways, by a proxy and by us. */
static enum MHD_Result
find_repeated(void *data,
              enum MHD_ValueKind kind,
              const char *name,
              const char *value)
{
    static const char *const single[] = {"Host", "Content-Length",
                                         "Transfer-Encoding"};
    struct reading *reading = data;

    (void)kind;
    for (size_t i = 0; i < G_N_ELEMENTS(single); i++)
        if (g_ascii_strcasecmp(name, single[i]) == 0 &&
            request_header(reading->request, name) != value)
            refuse(reading, MHD_HTTP_BAD_REQUEST,
                   "A header that may be sent once was sent twice.");
    return MHD_YES;
}

/* Whether the body that is announced may be sent. */
static void
check_body(struct reading *reading)
{
    static const char *const types[] = {"application/x-www-form-urlencoded",
                                        "multipart/form-data",
                                        "application/json"};
    const struct request *request = reading->request;
    const char *length = request_header(request, "Content-Length");
    const char *type = request_header(request, "Content-Type");
    const bool is_post = strcmp(request->method, "POST") == 0;
    guint64 size = 0;

    if (request_header(request, "Transfer-Encoding"))
        refuse(reading, MHD_HTTP_LENGTH_REQUIRED,
               "Say how long the body is, with Content-Length.");
    else if (length && !g_ascii_string_to_unsigned(length, 10, 0, G_MAXINT64,
                                                   &size, NULL))
        refuse(reading, MHD_HTTP_BAD_REQUEST,
               "Content-Length is not a number.");
    else if (size > REQUEST_BODY_MAX)
        refuse(reading, MHD_HTTP_CONTENT_TOO_LARGE,
               "That is more than a request may send (1 MiB).");
    else if (!is_post && size > 0)
        refuse(reading, MHD_HTTP_BAD_REQUEST, "Only POST may have a body.");
    if (!is_post || !type)
        type = is_post && size > 0 ? "" : types[0];
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        const size_t len = strlen(types[i]);
        if (g_ascii_strncasecmp(type, types[i], len) == 0 &&
            strchr("; ", type[len]))
            return;
    }
    refuse(reading, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
           "The body has to be that of a form, or JSON; say so with "
           "Content-Type.");
}

/* Whether the request may be answered, by what its headers say. */
static void
pass_gate(const struct server *server, struct reading *reading)
{
    const struct request *request = reading->request;
    const struct gate_asked asked = {
        .method = request->method,
        .host = request_header(request, "Host"),
        .origin = request_header(request, "Origin"),
        .site = request_header(request, "Sec-Fetch-Site"),
        .mode = request_header(request, "Sec-Fetch-Mode"),
        .dest = request_header(request, "Sec-Fetch-Dest"),
        .authorization = request_header(request, "Authorization"),
        .cookie = request_header(request, "Cookie"),
        .token = request_get(request, "token"),
    };
    struct gate_refusal refusal;

    if (!gate_admits(server->gate, &asked, &reading->brings_token, &refusal))
        refuse(reading, refusal.status, refusal.message);
}

/* Who asks: a proxy says for whom, at the end of what it was told itself. */
static struct peer
peer_of(const struct server *server,
        const struct guest *guest,
        const struct request *request)
{
    const char *list = request_header(request, "X-Forwarded-For");
    struct peer peer = guest->peer;

    if (server->is_behind_proxy && list) {
        const char *comma = strrchr(list, ',');
        char *last = g_strstrip(g_strdup(comma ? comma + 1 : list));
        peer_of_text(last, &peer);
        g_free(last);
    }
    return peer;
}

/* The headers of a request have been read: whether it is to be answered. */
static void
consider(const struct server *server,
         const struct guest *guest,
         struct reading *reading,
         const char *path,
         const char *method)
{
    reading->is_seen = true;
    check_lines(reading);
    take_method(reading, method);
    if (guest->verdict == GUEST_FOREIGN)
        refuse(reading, MHD_HTTP_FORBIDDEN,
               "This page belongs to another user of this computer, who can "
               "let you see it with findings-web --any-user.");
    else if (guest->verdict == GUEST_BUSY)
        refuse(reading, MHD_HTTP_SERVICE_UNAVAILABLE,
               "There are too many connections; try again soon.");
    if (server->rate && reading->refusal.status == 0) {
        const struct peer peer = peer_of(server, guest, reading->request);
        if (!rate_allows(server->rate, &peer, guests_now_ms()))
            refuse(reading, MHD_HTTP_TOO_MANY_REQUESTS,
                   "There are too many requests in a short time; wait a "
                   "second.");
    }
    if (reading->refusal.status == 0)
        take_address(reading, path);
    MHD_get_connection_values(reading->request->connection, MHD_HEADER_KIND,
                              find_repeated, reading);
    if (reading->refusal.status == 0)
        pass_gate(server, reading);
    if (reading->refusal.status == 0)
        check_body(reading);
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
        struct MHD_Response *response = MHD_create_response_from_fd_at_offset64(
            reply->file_size, reply->file, reply->file_start);
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

/* What every reply has. */
static const struct {
    const char *name, *value;
} usual_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    /* With no-referrer, browsers do not say in Origin that a form is ours. */
    {"Referrer-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Origin-Agent-Cluster", "?1"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
     "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
     "payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), "
     "xr-spatial-tracking=()"},
    {"Vary", "Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Origin, Cookie"},
};

static void
add_headers(struct MHD_Response *response, const struct reply *reply)
{
    for (size_t i = 0; i < G_N_ELEMENTS(usual_headers); i++)
        MHD_add_response_header(response, usual_headers[i].name,
                                usual_headers[i].value);
    MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Content-Security-Policy",
                            reply->policy ? reply->policy : usual_policy);
    MHD_add_response_header(response, "Cache-Control",
                            reply->etag      ? "private, no-cache"
                            : reply->is_kept ? "private, max-age=86400"
                                             : "no-store");
    if (reply->etag)
        MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->location)
        MHD_add_response_header(response, "Location", reply->location);
    if (reply->cookie)
        MHD_add_response_header(response, "Set-Cookie", reply->cookie);
    if (reply->is_incomplete)
        MHD_add_response_header(response, "Findings-Incomplete", "1");
    if (reply->is_last)
        MHD_add_response_header(response, "Connection", "close");
    if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
    if (reply->status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (reply->retry_s > 0) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%u", reply->retry_s);
        MHD_add_response_header(response, "Retry-After", seconds);
    }
    if (reply->file_size > 0)
        MHD_add_response_header(response, "Accept-Ranges", "bytes");
    if (reply->range)
        MHD_add_response_header(response, "Content-Range", reply->range);
    if (reply->download) {
        char *value = g_strdup_printf("%s; filename=\"%s\"",
                                      reply->is_shown ? "inline" : "attachment",
                                      reply->download);
        MHD_add_response_header(response, "Content-Disposition", value);
        g_free(value);
    }
}

/* Leave out what the browser has already. */
static void
leave_out_known(const struct request *request, struct reply *reply)
{
    const char *known = request_header(request, "If-None-Match");

    if (!known || !reply->etag || reply->status != MHD_HTTP_OK ||
        !strstr(known, reply->etag))
        return;
    reply->status = MHD_HTTP_NOT_MODIFIED;
    reply->bytes = NULL;
    if (reply->file >= 0)
        close(reply->file);
    reply->file = -1;
}

static enum MHD_Result
send_reply(struct guest *guest,
           struct MHD_Connection *connection,
           struct reply *reply)
{
    const bool is_flow = reply->file >= 0 || reply->stream.fill;
    struct MHD_Response *response = make_response(reply);
    enum MHD_Result result = MHD_NO;

    if (response) {
        reply->is_last |= guest->requests >= GUESTS_REQUESTS;
        add_headers(response, reply);
        guest_is_answered(guest, is_flow);
        result = MHD_queue_response(connection, reply->status, response);
        MHD_destroy_response(response);
    }
    reply_fini(reply);
    return result;
}

/* Say why a request is not answered. */
static void
put_refusal(struct reply *reply, const struct gate_refusal *refusal)
{
    static const unsigned passing[] = {MHD_HTTP_TOO_MANY_REQUESTS,
                                       MHD_HTTP_SERVICE_UNAVAILABLE};

    reply->status = refusal->status;
    reply->type = reply_text;
    g_string_assign(reply->body, refusal->message);
    g_string_append_c(reply->body, '\n');
    for (size_t i = 0; i < G_N_ELEMENTS(passing); i++)
        if (refusal->status == passing[i])
            reply->retry_s = 1;
    reply->is_last = true;
}

/* Answer a request that has arrived, or is not to be read further. */
static enum MHD_Result
reply_to(const struct server *server,
         struct guest *guest,
         const struct reading *reading)
{
    const struct request *request = reading->request;
    struct reply reply;

    guest_asked(guest);
    reply_init(&reply);
    if (reading->refusal.status != 0) {
        put_refusal(&reply, &reading->refusal);
    } else if (reading->brings_token) {
        char *address = gate_without_token(request->address);
        reply_redirect(&reply, address);
        reply.cookie = gate_cookie(server->gate);
        g_free(address);
    } else {
        server->handler(server->data, request, &reply);
        leave_out_known(request, &reply);
    }
    return send_reply(guest, request->connection, &reply);
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
    struct guest *guest = guest_of(connection);

    (void)version;
    if (!guest)
        return MHD_NO;
    if (!reading->is_seen) {
        consider(server, guest, reading, path, method);
        return reading->refusal.status != 0 ? reply_to(server, guest, reading)
                                            : MHD_YES;
    }
    if (*upload_len > 0) {
        /* It is not longer than was announced. */
        g_string_append_len(reading->request->body, upload,
                            (gssize)*upload_len);
        *upload_len = 0;
        return MHD_YES;
    }
    return reply_to(server, guest, reading);
}

static void
finish(void *data,
       struct MHD_Connection *connection,
       void **kept,
       enum MHD_RequestTerminationCode how)
{
    struct guest *guest = guest_of(connection);

    (void)data;
    (void)how;
    if (guest) {
        guest_is_done(guest);
        forget(guest);
    }
    *kept = NULL;
}

/* A connection has been accepted, or is about to be closed. */
static void
greet(void *data,
      struct MHD_Connection *connection,
      void **kept,
      enum MHD_ConnectionNotificationCode what)
{
    const struct server *server = data;
    const union MHD_ConnectionInfo *info;
    struct sockaddr_storage address = {0};

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*kept) {
            forget(*kept);
            guest_close(*kept);
        }
        *kept = NULL;
        return;
    }
    info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *from = info->client_addr;
    memcpy(&address, from,
           from->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                       : sizeof(struct sockaddr_in));
    info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *kept = guests_open(server->guests, info->connect_fd, &address);
    if (!*kept)
        shutdown(info->connect_fd, SHUT_RDWR);
}

struct server *
server_start(int listening,
             const struct server_rules *rules,
             server_handler *handler,
             void *data,
             char reason[FINDINGS_REASON_SIZE])
{
    /* Some more than there is room for, which are closed at once. */
    enum { ACCEPTED = GUESTS_MAX + 2 * GUESTS_REFUSED };
    struct server *server = g_new0(struct server, 1);

    server->gate = rules->gate;
    server->is_behind_proxy = rules->guests.is_behind_proxy;
    server->handler = handler;
    server->data = data;
    server->guests = guests_new(&rules->guests);
    if (rules->rate > 0)
        server->rate = rate_new(rules->rate);
    server->http = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
            MHD_USE_POLL | MHD_USE_ITC,
        0, NULL, NULL, answer, server, MHD_OPTION_LISTEN_SOCKET, listening,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)ACCEPTED,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)THREAD_STACK,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begin,
        server, MHD_OPTION_NOTIFY_CONNECTION, greet, server,
        MHD_OPTION_NOTIFY_COMPLETED, finish, NULL, MHD_OPTION_END);
    if (!server->http) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot serve HTTP: %s; try again", strerror(errno));
        guests_free(server->guests);
        rate_free(server->rate);
        g_free(server);
        return NULL;
    }
    return server;
}

int64_t
server_idle_ms(const struct server *server)
{
    return guests_idle_ms(server->guests);
}

void
server_stop(struct server *server)
{
    MHD_stop_daemon(server->http);
    guests_free(server->guests);
    rate_free(server->rate);
    g_free(server);
}
