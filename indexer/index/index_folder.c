/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/index_folder.h"
#include "base/memory.h"

#include "findings/trouble.h"

#include <dirent.h>
#include <errno.h>
#include <glib.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Say why the system refuses the folder; false. */
static bool
refuse(const char *path, const char *what, char reason[REASON_SIZE])
{
    struct fe_error err = {.status = FE_FAILED, .system = errno};

    snprintf(err.message, sizeof err.message, "%s: %s", what, strerror(errno));
    findings_trouble(&err, path, reason);
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

/* The files by which Xapian recognises an index, and a copy of one; and the
 * engine's seal. */
#define MARK "iamglass"
#define MARK_OF_COPY "XAPIANDB"
#define SEAL "seal"

static bool
has_file(const char *path, const char *name)
{
    char *file = g_build_filename(path, name, NULL);
    const bool is_there = access(file, F_OK) == 0;

    g_free(file);
    return is_there;
}

/* Whether xapian-replicate keeps a copy there, to which the engine refuses to
 * write: it says so better than we could. */
static bool
has_copy(const char *path)
{
    return !has_file(path, MARK) && has_file(path, MARK_OF_COPY);
}

bool
index_folder_has_index(const char *path)
{
    return has_file(path, MARK) || has_copy(path);
}

bool
index_folder_has_seal(const char *path)
{
    return has_file(path, SEAL);
}

/* Files that an index consists of, or that are left if it was being made; and
 * of changes for xapian-replicate, which Xapian writes if it is told to. An
 * index whose tables have contents is not taken for an empty folder: opening it
 * says that its version file is missing. */
static bool
is_of_index(const char *name)
{
    static const char *const names[] = {MARK, "v.tmp", "flintlock", SEAL,
                                        "changestmp"};
    static const char changes[] = "changes";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    if (g_str_has_prefix(name, changes) &&
        strspn(name + strlen(changes), "0123456789") ==
            strlen(name + strlen(changes)))
        return true;
    return text_has_ending(name, ".glass");
}

static int
is_foreign(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 &&
           strcmp(entry->d_name, "..") != 0 && !is_of_index(entry->d_name);
}

/* Whether the folder contains nothing but an index or, if other files may be
 * beside it, at least an index. */
static bool
check(const char *path, bool beside, char reason[REASON_SIZE])
{
    struct dirent **entries;
    char foreign[NAME_MAX + 1] = "";
    const int n = scandir(path, &entries, is_foreign, alphasort);

    if (n < 0)
        return refuse(path, "its folder cannot be opened", reason);
    if (n > 0)
        snprintf(foreign, sizeof foreign, "%s", entries[0]->d_name);
    for (int i = 0; i < n; i++)
        free(entries[i]);
    free(entries);
    if (!*foreign || has_copy(path) || (beside && index_folder_has_index(path)))
        return true;
    if (index_folder_has_index(path))
        snprintf(reason, REASON_SIZE,
                 "%.150s contains other files beside the index, such as "
                 "\"%.100s\"; move them elsewhere first",
                 path, foreign);
    else
        snprintf(reason, REASON_SIZE,
                 "%.150s contains other files but no index; choose an empty "
                 "folder with --db",
                 path);
    return false;
}

bool
index_folder_prepare(const char *path, char reason[REASON_SIZE])
{
    if (!make_folders(path))
        return refuse(path, "its folder cannot be created", reason);
    return check(path, true, reason);
}

bool
index_folder_is_own(const char *path, char reason[REASON_SIZE])
{
    return check(path, false, reason);
}
