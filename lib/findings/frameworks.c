/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All frameworks: those of the programs, and those that users add.
 */
#include "findings/frameworks.h"
#include "findings/files.h"
#include "findings/visible.h"
#include "shipped_frameworks.h"
#include "vocabulary.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    FRAMEWORKS_MAX = 256,
    FILE_MAX = 1 << 20 /* bytes; a larger file is hardly a framework */
};

static struct findings_framework *frameworks[FRAMEWORKS_MAX];
static size_t n_frameworks;
static uint64_t stamp = 14695981039346656037u; /* FNV-1a */

/* Add a framework from the text of its file. */
static bool
add(const char *file, const char *text, size_t len, char *reason)
{
    struct findings_framework *framework;

    if (n_frameworks == FRAMEWORKS_MAX) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%.200s: there are %d frameworks already; leave some out",
                 file, FRAMEWORKS_MAX);
        return false;
    }
    framework = findings_framework_read(file, text, len, reason);
    if (!framework)
        return false;
    frameworks[n_frameworks++] = framework;
    for (size_t i = 0; i < len; i++)
        stamp = (stamp ^ (unsigned char)text[i]) * 1099511628211u;
    if (!framework->name && n_frameworks > 1) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%.200s: the framework has no name; begin the file with, for "
                 "example, \"name: school\"",
                 file);
        return false;
    }
    return vocabulary_add(framework, reason);
}

bool
findings_framework_is_shipped(const struct findings_framework *framework)
{
    for (const struct shipped_framework *f = shipped_frameworks; f->file; f++)
        if (strcmp(f->file, framework->file) == 0)
            return true;
    return false;
}

/* A test reads the programs' own files, so only memory can be missing here. */
static void
add_shipped(void)
{
    char reason[FINDINGS_REASON_SIZE];

    for (const struct shipped_framework *f = shipped_frameworks; f->file; f++)
        if (!add(f->file, (const char *)f->text, f->len, reason)) {
            fputs("findings: cannot start: ", stderr);
            findings_put_text(reason, stderr);
            putc('\n', stderr);
            exit(2);
        }
}

static void
add_shipped_once(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, add_shipped);
}

static bool
refuse_file(const char *path, const char *why, char *reason)
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot read the framework \"%.200s\": %s; correct it, or choose "
             "another with --frameworks",
             path, why);
    return false;
}

static bool
add_file(const char *path, char *reason)
{
    size_t len;
    char *text = findings_read_file(path, FILE_MAX, &len);

    if (!text)
        return refuse_file(path,
                           errno == EFBIG ? "it is larger than 1 MB"
                                          : findings_read_problem(errno),
                           reason);
    const bool is_good = add(path, text, len, reason);
    free(text);
    return is_good;
}

static int
is_framework(const struct dirent *entry)
{
    const size_t len = strlen(entry->d_name);

    return *entry->d_name != '.' && len > 4 &&
           strcmp(entry->d_name + len - 4, ".txt") == 0;
}

static int
compare_names(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name);
}

static bool
add_folder(const char *path, char *reason)
{
    struct dirent **entries = NULL;
    const int n = scandir(path, &entries, is_framework, compare_names);
    bool is_good = n >= 0 || refuse_file(path, strerror(errno), reason);

    for (int i = 0; i < n; i++) {
        char file[PATH_MAX];
        const int len =
            snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
        if (len < 0 || (size_t)len >= sizeof file)
            is_good =
                is_good && refuse_file(path, "its path is too long", reason);
        is_good = is_good && add_file(file, reason);
        free(entries[i]);
    }
    free(entries);
    return is_good;
}

bool
findings_frameworks_add(const char *path, char reason[FINDINGS_REASON_SIZE])
{
    struct stat st;

    add_shipped_once();
    if (stat(path, &st) < 0)
        return refuse_file(path, strerror(errno), reason);
    return S_ISDIR(st.st_mode) ? add_folder(path, reason)
                               : add_file(path, reason);
}

bool
findings_frameworks_add_own(char reason[FINDINGS_REASON_SIZE])
{
    char path[PATH_MAX];
    struct stat st;

    add_shipped_once();
    if (!findings_default_frameworks(path, sizeof path) ||
        (stat(path, &st) < 0 && errno == ENOENT))
        return true;
    return findings_frameworks_add(path, reason);
}

const struct findings_framework *
findings_framework_at(size_t i)
{
    add_shipped_once();
    return i < n_frameworks ? frameworks[i] : NULL;
}

const struct findings_framework *
findings_framework_named(const char *name)
{
    add_shipped_once();
    for (size_t i = 0; i < n_frameworks; i++)
        if (frameworks[i]->name && strcmp(frameworks[i]->name, name) == 0)
            return frameworks[i];
    return NULL;
}

uint64_t
findings_frameworks_stamp(void)
{
    add_shipped_once();
    return stamp;
}

const struct findings_word *
findings_words(const struct findings_field *field)
{
    static const struct {
        const char *field;
        enum vocabulary vocabulary;
    } defined[] = {
        {"service_area", VOCABULARY_AREAS},
        {"grade", VOCABULARY_GRADES},
        {"framework", VOCABULARY_FRAMEWORKS},
        {"deadline", VOCABULARY_DEADLINES},
    };

    if (!field->is_defined)
        return field->fixed_words;
    add_shipped_once();
    for (size_t i = 0; i < sizeof defined / sizeof *defined; i++)
        if (strcmp(field->name, defined[i].field) == 0)
            return vocabulary_words(defined[i].vocabulary);
    return NULL;
}
