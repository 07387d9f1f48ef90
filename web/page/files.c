/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/files.h"

#include "page/layout.h"
#include "static_files.h"

#include <pthread.h>
#include <string.h>

/* The version of each file, by its bytes. */
static char **versions;

static void
make_versions(void)
{
    size_t n = 0;

    while (static_files[n].name)
        n++;
    versions = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        char *digest = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, static_files[i].bytes, *static_files[i].len);
        versions[i] = g_strdup_printf("\"%.32s\"", digest);
        g_free(digest);
    }
}

/* The version of a file, made once for all. */
static const char *
version_of(const struct static_file *file)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_versions);
    return versions[file - static_files];
}

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
            reply->etag = version_of(file);
            return;
        }
    layout_problem(reply, request, 404, "No such file",
                   "There is nothing at this address.");
}
