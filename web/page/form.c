/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/form.h"

#include "findings/visible.h"

#include <string.h>

/* The text between these places, decoded; NULL if it is not text. The caller
 * frees it. */
static char *
decode(const char *from, const char *to)
{
    char *spaced = g_strndup(from, (gsize)(to - from));

    for (char *p = spaced; *p; p++)
        if (*p == '+')
            *p = ' ';
    char *text = g_uri_unescape_string(spaced, NULL);
    g_free(spaced);
    if (text && findings_utf8_fault(text, strlen(text)) != strlen(text)) {
        g_free(text);
        return NULL;
    }
    return text;
}

static bool
add_field(struct request *form, const char *from, const char *to)
{
    const char *equals = memchr(from, '=', (size_t)(to - from));
    char *name = decode(from, equals ? equals : to);
    char *value = equals ? decode(equals + 1, to) : g_strdup("");
    const bool is_good = name && value && request_add(form, name, value);

    g_free(name);
    g_free(value);
    return is_good;
}

struct request *
form_read(const struct request *request)
{
    const char *p = request->body->str, *end = p + request->body->len;
    struct request *form = request_new();

    form->connection = request->connection;
    form->method = request->method;
    form->path = g_strdup(request->path);
    form->rest = request->rest;
    while (p < end) {
        const char *next = memchr(p, '&', (size_t)(end - p));
        next = next ? next : end;
        if (next > p && !add_field(form, p, next)) {
            request_free(form);
            return NULL;
        }
        p = next + 1;
    }
    return form;
}
