/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/path.h"

#include <stdbool.h>
#include <string.h>

/* Whether this part of a path has nothing but one or two dots, and then any
 * number of marks, but at least so many. */
static bool
is_dots(const char *part, size_t len, size_t least)
{
    size_t n_dots = 0;

    while (n_dots < 2 && n_dots < len && part[n_dots] == '.')
        n_dots++;
    for (size_t i = n_dots; i < len; i++)
        if (part[i] != '~')
            return false;
    return n_dots > 0 && len - n_dots >= least;
}

void
path_encode(GString *out, const char *path)
{
    for (;;) {
        const size_t len = strcspn(path, "/");
        char *part = g_strndup(path, len);
        g_string_append_uri_escaped(out, part, NULL, FALSE);
        g_free(part);
        if (is_dots(path, len, 0))
            g_string_append_c(out, '~');
        if (!path[len])
            return;
        g_string_append_c(out, '/');
        path += len + 1;
    }
}

char *
path_decode(const char *sent)
{
    GString *path = g_string_new(NULL);

    for (;;) {
        const size_t len = strcspn(sent, "/");
        g_string_append_len(path, sent, (gssize)(len - is_dots(sent, len, 1)));
        if (!sent[len])
            return g_string_free(path, FALSE);
        g_string_append_c(path, '/');
        sent += len + 1;
    }
}
