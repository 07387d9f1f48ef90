/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/pdfjs.h"

#include "page/layout.h"
#include "pdfjs_files.h"
#include "server/file.h"

#include "findings/files.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A worker has the policy that its script came with: it reads PDFs, and may
 * run the decoders of pictures, which are WebAssembly. */
static const char worker[] = "pdf.worker.min.mjs";
static const char worker_policy[] =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src "
    "'self'; frame-ancestors 'none'";

static char *folder;

static void
find_folder(void)
{
    static const char *const places[] = {"pdfjs", "../share/findings/pdfjs"};
    char *program = g_file_read_link("/proc/self/exe", NULL);
    char *beside = program ? g_path_get_dirname(program) : NULL;

    for (size_t i = 0; beside && !folder && i < G_N_ELEMENTS(places); i++) {
        char *place = g_build_filename(beside, places[i], NULL);
        char *file = g_build_filename(place, worker, NULL);
        if (access(file, R_OK) == 0)
            folder = g_strdup(place);
        g_free(file);
        g_free(place);
    }
    g_free(beside);
    g_free(program);
}

const char *
pdfjs_folder(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, find_folder);
    return folder;
}

static const char *
type_of(const char *name)
{
    return g_str_has_suffix(name, ".mjs")    ? "text/javascript; charset=utf-8"
           : g_str_has_suffix(name, ".wasm") ? "application/wasm"
                                             : "application/octet-stream";
}

static bool
is_known(const char *name)
{
    return g_strv_contains(pdfjs_files, name);
}

void
pdfjs_show(struct web *web, const struct request *request, struct reply *reply)
{
    struct stat st;
    int fd = -1;

    (void)web;
    if (pdfjs_folder() && is_known(request->rest)) {
        char *path = g_build_filename(pdfjs_folder(), request->rest, NULL);
        fd = findings_open_file(path);
        g_free(path);
    }
    if (fd < 0 || fstat(fd, &st) < 0) {
        if (fd >= 0)
            close(fd);
        layout_problem(reply, request, 404, "No such file",
                       "There is nothing at this address.");
        return;
    }
    reply->type = type_of(request->rest);
    reply->is_kept = true;
    if (strcmp(request->rest, worker) == 0)
        reply->policy = worker_policy;
    file_send(reply, request, fd, (size_t)st.st_size);
}
