/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/index_folder.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

__attribute__((format(printf, 2, 3))) static bool
refuse(char reason[REASON_SIZE], const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(reason, REASON_SIZE, format, args);
    va_end(args);
    return false;
}

/* Create the folder and those above it. */
static bool
make_folders(const char *path)
{
    char *copy = memory_strdup(path);
    bool is_made = true;

    for (char *p = copy + 1; is_made; p++) {
        if (*p != '/' && *p)
            continue;
        const char was = *p;
        *p = '\0';
        is_made = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *p = was;
        if (!was)
            break;
    }
    free(copy);
    return is_made;
}

/* The file by which Xapian recognises an index. */
static const char mark[] = "iamglass";

bool
index_folder_has_index(const char *path)
{
    char *file = g_build_filename(path, mark, NULL);
    const bool is_there = access(file, F_OK) == 0;

    g_free(file);
    return is_there;
}

static int
no_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

bool
index_folder_prepare(const char *path, char reason[REASON_SIZE])
{
    struct dirent **entries;

    if (!make_folders(path))
        return refuse(reason, "cannot create the folder %.150s: %.80s", path,
                      strerror(errno));
    const int n = scandir(path, &entries, no_dots, NULL);
    if (n < 0)
        return refuse(reason, "cannot open %.150s: %.80s", path,
                      strerror(errno));
    for (int i = 0; i < n; i++)
        free(entries[i]);
    free(entries);
    if (n > 0 && !index_folder_has_index(path))
        return refuse(
            reason,
            "%.150s contains other files but no index; choose an empty "
            "folder with --db",
            path);
    return true;
}
