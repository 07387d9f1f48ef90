/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/address.h"

#include "server/path.h"

#include <string.h>

bool
address_is_of_view(const char *name)
{
    return strcmp(name, "part") == 0 || strcmp(name, "as") == 0;
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

    path_encode(out, id);
    return g_string_free(out, FALSE);
}

char *
address_of_place(const char *address, const char *name)
{
    GString *out = g_string_new(address);

    g_string_append_c(out, '#');
    append_encoded(out, name, NULL);
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

char *
address_of_search(const char *query)
{
    GString *out = g_string_new("/");

    append_argument(out, "q", query);
    return g_string_free(out, FALSE);
}

/* The path of the address, without arguments. */
static GString *
begin(const struct request *request, const char *path)
{
    GString *out = g_string_new(NULL);

    path_encode(out, path ? path : request->path);
    return out;
}

static bool
is_left_out(const struct argument *argument,
            const struct address_change *changes,
            size_t n_changes)
{
    if (!*argument->value || address_is_of_view(argument->name) ||
        (n_changes > 0 && strcmp(argument->name, "offset") == 0))
        return true;
    for (size_t i = 0; i < n_changes; i++)
        if (strcmp(argument->name, changes[i].name) == 0 &&
            (!changes[i].from || strcmp(argument->value, changes[i].from) == 0))
            return true;
    return false;
}

char *
address_changed(const struct request *request,
                const char *path,
                const struct address_change *changes,
                size_t n_changes)
{
    GString *out = begin(request, path);

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (!is_left_out(argument, changes, n_changes))
            append_argument(out, argument->name, argument->value);
    }
    for (size_t i = 0; i < n_changes; i++)
        if (changes[i].to)
            append_argument(out, changes[i].name, changes[i].to);
    return g_string_free(out, FALSE);
}

char *
address_at(const struct request *request, const char *path)
{
    return address_changed(request, path, NULL, 0);
}

char *
address_with(const struct request *request,
             const char *path,
             const char *name,
             const char *value)
{
    return address_changed(request, path,
                           &(struct address_change){name, NULL, value}, 1);
}

char *
address_toggled(const struct request *request,
                const char *path,
                const char *name,
                const char *value)
{
    const bool is_there = request_has(request, name, value);

    return address_changed(
        request, path,
        &(struct address_change){name, value, is_there ? NULL : value}, 1);
}
