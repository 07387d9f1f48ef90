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
is_known(const struct served *served, const char *path)
{
    bool is_found = false;

    for (size_t i = 0; i < served->n_places && !is_found; i++)
        is_found = strcmp(served->places[i], path) == 0;
    return is_found;
}

/* Whether another place fits; a copy is one of the last part. */
static bool
has_room(const struct served *served,
         const char *path,
         bool is_copy,
         char *reason)
{
    if (is_known(served, path))
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the index \"%.400s\" is given twice; give each place once",
                 path);
    else if (is_copy && served->n == 0)
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "\"%.400s\" is to be a copy of the part above it, but there is "
            "none; write what it is a copy of on the line before",
            path);
    else if (!is_copy && served->n == SERVED_MAX)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "at most %d indexes can be searched as one; make fewer and "
                 "larger ones",
                 SERVED_MAX);
    else if (served->n_places == SERVED_PLACES_MAX)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "at most %d places can be used, with copies; use fewer",
                 SERVED_PLACES_MAX);
    else
        return true;
    return false;
}

/* Takes the path. */
static bool
add_place(struct served *served, char *path, bool is_copy, char *reason)
{
    if (!has_room(served, path, is_copy, reason)) {
        g_free(path);
        return false;
    }
    served->places[served->n_places++] = path;
    if (!is_copy)
        served->parts[served->n++].places =
            (const char *const *)&served->places[served->n_places - 1];
    served->parts[served->n - 1].n_places++;
    return true;
}

/* Add what a line names, if anything. */
static bool
add_line(struct served *served, char *line, const char *folder, char *reason)
{
    g_strstrip(line);
    if (!*line || *line == '#')
        return true;
    const bool is_copy = *line == '|';
    if (is_copy)
        g_strchug(++line);
    return add_place(served, absolute(line, folder), is_copy, reason);
}

/* Add the places that the file lists. */
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
                 "file that names the parts of one, each on a line",
                 path);
        g_free(text);
        return false;
    }
    char *folder = g_path_get_dirname(path);
    char **lines = g_strsplit(text, "\n", -1);
    bool is_good = true;
    for (char **line = lines; *line && is_good; line++)
        is_good = add_line(served, *line, folder, reason);
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
            is_good = add_place(out, path, false, reason);
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
    for (size_t i = 0; i < served->n_places; i++)
        g_free(served->places[i]);
    g_free(served->db);
    *served = (struct served){0};
}

const char *
served_name(const struct served *served, size_t part)
{
    return served->parts[part].places[0];
}

void
served_trouble(const struct served *served,
               const struct fe_error *err,
               char out[FINDINGS_TROUBLE_SIZE])
{
    findings_trouble(err,
                     served && err->shard < served->n
                         ? served_name(served, err->shard)
                         : NULL,
                     out);
}
