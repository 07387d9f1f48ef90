/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/request.h"

#include <microhttpd.h>
#include <string.h>

static void
clear_argument(void *data)
{
    struct argument *argument = data;

    g_free(argument->name);
    g_free(argument->value);
}

struct request *
request_new(void)
{
    struct request *request = g_new0(struct request, 1);

    request->arguments = g_array_new(FALSE, FALSE, sizeof(struct argument));
    g_array_set_clear_func(request->arguments, clear_argument);
    request->body = g_string_new(NULL);
    return request;
}

void
request_free(struct request *request)
{
    if (!request)
        return;
    g_free(request->address);
    g_free(request->path);
    g_array_free(request->arguments, TRUE);
    g_string_free(request->body, TRUE);
    g_free(request);
}

/* The text with lines that end as everywhere else: forms send CRLF. The caller
 * frees it. */
static char *
with_line_ends(const char *text)
{
    char *copy = g_strdup(text), *to = copy;

    for (const char *from = copy; *from; from++)
        if (from[0] != '\r' || from[1] != '\n')
            *to++ = *from;
    *to = '\0';
    return copy;
}

bool
request_add(struct request *request, const char *name, const char *value)
{
    const struct argument argument = {g_strdup(name), with_line_ends(value)};

    g_array_append_val(request->arguments, argument);
    return request->arguments->len <= REQUEST_ARGUMENTS_MAX;
}

const char *
request_get(const struct request *request, const char *name)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (strcmp(argument->name, name) == 0 && *argument->value)
            return argument->value;
    }
    return NULL;
}

bool
request_has(const struct request *request, const char *name, const char *value)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (strcmp(argument->name, name) == 0 &&
            strcmp(argument->value, value) == 0)
            return true;
    }
    return false;
}

unsigned
request_number(const struct request *request,
               const char *name,
               unsigned least,
               unsigned most,
               unsigned otherwise)
{
    const char *value = request_get(request, name);
    guint64 number;

    return value && g_ascii_string_to_unsigned(value, 10, least, most, &number,
                                               NULL)
               ? (unsigned)number
               : otherwise;
}

const char *
request_header(const struct request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND,
                                       name);
}
