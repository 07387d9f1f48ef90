/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/served.h"

#include "findings/places.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LIST_MAX = 1024 * 1024 }; /* bytes of a file that lists folders */

/* The path, which is relative to the folder. The caller frees it. */
static char *
absolute(const char *path, const char *folder)
{
    return g_path_is_absolute(path) ? g_strdup(path)
                                    : g_build_filename(folder, path, NULL);
}

static bool
add_folder(struct served *served, char *path, char *reason)
{
    for (size_t i = 0; i < served->n; i++)
        if (strcmp(served->folders[i], path) == 0) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "the index \"%.400s\" is given twice; give each folder "
                     "once",
                     path);
            g_free(path);
            return false;
        }
    if (served->n == SERVED_MAX) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "at most %d indexes can be searched as one; make fewer and "
                 "larger ones",
                 SERVED_MAX);
        g_free(path);
        return false;
    }
    served->folders[served->n++] = path;
    return true;
}

/* Add the folders that the file lists. */
static bool
add_list(struct served *served, const char *path, off_t size, char *reason)
{
    const size_t n_before = served->n;
    GError *error = NULL;
    char *text = NULL;
    gsize len;

    if (size <= LIST_MAX && !g_file_get_contents(path, &text, &len, &error)) {
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot read the index: %.400s",
                 error->message);
        g_error_free(error);
        return false;
    }
    if (!text || memchr(text, '\0', len)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "no index at \"%.300s\": it is neither a folder nor a text "
                 "file that names a folder on each line",
                 path);
        g_free(text);
        return false;
    }
    char *folder = g_path_get_dirname(path);
    char **lines = g_strsplit(text, "\n", -1);
    bool is_good = true;
    for (char **line = lines; *line && is_good; line++) {
        g_strstrip(*line);
        if (**line && **line != '#')
            is_good = add_folder(served, absolute(*line, folder), reason);
    }
    if (is_good && served->n == n_before) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "\"%.400s\" names no folder; write that of an index on each "
                 "line",
                 path);
        is_good = false;
    }
    g_strfreev(lines);
    g_free(folder);
    g_free(text);
    return is_good;
}

bool
served_open(const char *const *places,
            size_t n,
            struct served *out,
            char *reason)
{
    char *here = g_get_current_dir();
    bool is_good = true;

    *out = (struct served){.db = absolute(places[0], here)};
    for (size_t i = 0; i < n && is_good; i++) {
        char *path = absolute(places[i], here);
        struct stat st;
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
            is_good = add_list(out, path, st.st_size, reason);
            g_free(path);
        } else {
            is_good = add_folder(out, path, reason);
        }
    }
    g_free(here);
    if (!is_good)
        served_close(out);
    return is_good;
}

void
served_close(struct served *served)
{
    for (size_t i = 0; i < served->n; i++)
        g_free(served->folders[i]);
    g_free(served->db);
    *served = (struct served){0};
}

void
served_trouble(const struct served *served,
               const struct fe_error *err,
               char out[FINDINGS_TROUBLE_SIZE])
{
    const char *folder =
        served && err->shard < served->n ? served->folders[err->shard] : NULL;

    findings_trouble(err, folder, out);
}
