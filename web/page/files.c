/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/files.h"

#include "page/layout.h"
#include "static_files.h"

#include <string.h>

static const char *
type_of(const char *name)
{
    static const struct {
        const char *suffix, *type;
    } types[] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(name, types[i].suffix))
            return types[i].type;
    return reply_text;
}

void
files_show(struct web *web, const struct request *request, struct reply *reply)
{
    (void)web;
    for (const struct static_file *file = static_files; file->name; file++)
        if (strcmp(file->name, request->rest) == 0) {
            reply->type = type_of(file->name);
            reply->bytes = file->bytes;
            reply->n_bytes = *file->len;
            return;
        }
    layout_problem(reply, request, 404, "No such file",
                   "There is nothing at this address.");
}
