/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/address.h"

#include <string.h>

bool
address_is_of_view(const char *name)
{
    return strcmp(name, "part") == 0;
}

static void
append_encoded(GString *out, const char *text, const char *also)
{
    g_string_append_uri_escaped(out, text, also, FALSE);
}

char *
address_of(const char *path, const char *id)
{
    GString *out = g_string_new(path);

    append_encoded(out, id, "/");
    return g_string_free(out, FALSE);
}

static void
append_argument(GString *out, const char *name, const char *value)
{
    g_string_append_c(out, strchr(out->str, '?') ? '&' : '?');
    append_encoded(out, name, NULL);
    g_string_append_c(out, '=');
    append_encoded(out, value, ",:");
}

/* The path of the address, without arguments. */
static GString *
begin(const struct request *request, const char *path)
{
    GString *out = g_string_new(NULL);

    append_encoded(out, path ? path : request->path, "/");
    return out;
}

/* The address with the arguments that are left after leaving out those of this
 * name, or only the one with the value, if there is one. */
static GString *
without(const struct request *request,
        const char *path,
        const char *name,
        const char *value)
{
    GString *out = begin(request, path);

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        const bool is_left_out =
            !*argument->value || address_is_of_view(argument->name) ||
            (name && strcmp(argument->name, "offset") == 0) ||
            (name && strcmp(argument->name, name) == 0 &&
             (!value || strcmp(argument->value, value) == 0));
        if (!is_left_out)
            append_argument(out, argument->name, argument->value);
    }
    return out;
}

char *
address_at(const struct request *request, const char *path)
{
    return g_string_free(without(request, path, NULL, NULL), FALSE);
}

char *
address_with(const struct request *request,
             const char *path,
             const char *name,
             const char *value)
{
    GString *out = without(request, path, name, NULL);

    if (value)
        append_argument(out, name, value);
    return g_string_free(out, FALSE);
}

char *
address_toggled(const struct request *request,
                const char *path,
                const char *name,
                const char *value)
{
    GString *out = without(request, path, name, value);

    if (!request_has(request, name, value))
        append_argument(out, name, value);
    return g_string_free(out, FALSE);
}
