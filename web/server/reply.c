/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/reply.h"

#include <unistd.h>

const char reply_html[] = "text/html; charset=utf-8";
const char reply_json[] = "application/json";
const char reply_svg[] = "image/svg+xml";
const char reply_csv[] = "text/csv; charset=utf-8";
const char reply_text[] = "text/plain; charset=utf-8";

void
reply_init(struct reply *reply)
{
    *reply = (struct reply){.status = 200,
                            .type = reply_html,
                            .body = g_string_new(NULL),
                            .file = -1,
                            .notices = -1};
}

void
reply_fini(struct reply *reply)
{
    if (reply->body)
        g_string_free(reply->body, TRUE);
    if (reply->file >= 0)
        close(reply->file);
    if (reply->stream.end)
        reply->stream.end(reply->stream.data);
    g_free(reply->download);
    g_free(reply->range);
    g_free(reply->location);
    g_free(reply->cookie);
}

void
reply_redirect(struct reply *reply, const char *location)
{
    reply->status = 303;
    g_free(reply->location);
    reply->location = g_strdup(location);
}
