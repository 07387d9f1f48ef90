/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/source.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DEPTH_MAX = 32,
    FILE_MAX = 64 << 20, /* bytes; the longest real report has 0.3 MB of text */
    RECORDS_MAX = 200 << 20 /* bytes of JSON Lines: what fits in the memory of a
                               worker */
};

/* Add a file unless it is there already. One path never yields a file twice, so
 * only the files of the paths before it (the first "earlier") are compared. */
static void
add_file(struct sources *s, size_t earlier, const char *path, const char *name)
{
    for (size_t i = 0; i < earlier; i++)
        if (strcmp(s->list[i].path, path) == 0)
            return;
    s->list = memory_grow(s->list, s->count, sizeof *s->list);
    s->list[s->count++] = (struct source){.path = memory_strdup(path),
                                          .name = memory_strdup(name)};
}

static bool
may_be_report(const char *name)
{
    static const char *const endings[] = {".txt", ".md", ".pdf", ".jsonl",
                                          NULL};

    if (strncasecmp(name, "readme", 6) == 0)
        return false;
    for (const char *const *e = endings; *e; e++)
        if (text_has_ending(name, *e))
            return true;
    return false;
}

static int
visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Add the files below a folder; root is the length of the path of the folder
 * that was given. */
static bool
add_folder(struct sources *s,
           size_t earlier,
           const char *path,
           size_t root,
           int depth,
           char *reason)
{
    struct dirent **entries;
    const int n = scandir(path, &entries, visible, alphasort);

    if (n < 0) {
        snprintf(reason, REASON_SIZE, "cannot read the folder: %s",
                 strerror(errno));
        return false;
    }
    bool is_good = true;
    for (int i = 0; i < n; i++) {
        char below[PATH_MAX];
        struct stat st;
        const int len =
            snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        if (len > 0 && (size_t)len < sizeof below && stat(below, &st) == 0) {
            if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
                is_good &=
                    add_folder(s, earlier, below, root, depth + 1, reason);
            else if (S_ISREG(st.st_mode) && may_be_report(entries[i]->d_name))
                add_file(s, earlier, below, below + root + 1);
        }
        free(entries[i]);
    }
    free(entries);
    return is_good;
}

bool
sources_add(struct sources *s, const char *path, char reason[REASON_SIZE])
{
    char real[PATH_MAX];
    struct stat st;

    if (!realpath(path, real) || stat(real, &st) < 0) {
        snprintf(reason, REASON_SIZE, "%s", strerror(errno));
        return false;
    }
    if (S_ISDIR(st.st_mode))
        return add_folder(s, s->count, real, strlen(real), 0, reason);
    if (!S_ISREG(st.st_mode)) {
        snprintf(reason, REASON_SIZE, "it is neither a file nor a folder");
        return false;
    }
    add_file(s, s->count, real, strrchr(real, '/') + 1);
    return true;
}

void
sources_fini(struct sources *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->list[i].path);
        free(s->list[i].name);
    }
    free(s->list);
    *s = (struct sources){0};
}

bool
source_is_gone(const char *path)
{
    return access(path, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool
source_place(const char *path, char *place, size_t size)
{
    char here[PATH_MAX], real[PATH_MAX];
    struct text whole = {0};

    if (*path != '/') {
        if (!getcwd(here, sizeof here))
            return false;
        text_add_string(&whole, here);
        text_add(&whole, "/", 1);
    }
    text_add_string(&whole, path);
    while (whole.len > 1 && whole.bytes[whole.len - 1] == '/')
        whole.bytes[--whole.len] = '\0';
    /* Resolve as much of the path as exists, following links; then append the
     * rest. */
    size_t there = whole.len;
    while (there > 0) {
        const char was = whole.bytes[there];
        whole.bytes[there] = '\0';
        const bool is_there = realpath(whole.bytes, real) != NULL;
        whole.bytes[there] = was;
        if (is_there)
            break;
        do
            there--;
        while (there > 0 && whole.bytes[there] != '/');
    }
    const bool is_root = there == 0 || strcmp(real, "/") == 0;
    const int len =
        snprintf(place, size, "%s%s", is_root ? "" : real, whole.bytes + there);
    free(whole.bytes);
    return len >= 0 && (size_t)len < size;
}

bool
source_read(const struct source *source,
            char **bytes,
            size_t *len,
            char reason[REASON_SIZE])
{
    const bool is_records = text_has_ending(source->path, ".jsonl");
    const size_t max = is_records ? RECORDS_MAX : FILE_MAX;
    FILE *file = fopen(source->path, "rb");
    struct text text = {0};
    char part[65536];
    size_t n;

    if (!file) {
        snprintf(reason, REASON_SIZE, "%s", strerror(errno));
        return false;
    }
    while ((n = fread(part, 1, sizeof part, file)) > 0 && text.len < max)
        text_add(&text, part, n);
    const bool failed = ferror(file), is_long = text.len >= max;
    if (failed || is_long) {
        if (failed)
            snprintf(reason, REASON_SIZE, "%s", strerror(errno));
        else
            snprintf(reason, REASON_SIZE, "it is larger than %zu MB%s",
                     max >> 20,
                     is_records ? "; split it into several files"
                                : ", too large for a report");
        free(text.bytes);
    }
    fclose(file);
    if (failed || is_long)
        return false;
    *bytes = text.bytes ? text.bytes : memory_strdup("");
    *len = text.len;
    return true;
}
