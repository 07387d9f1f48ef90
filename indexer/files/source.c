/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/source.h"
#include "base/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool
source_is_input(const char *path)
{
    return strncmp(path, SOURCE_INPUT, strlen(SOURCE_INPUT)) == 0;
}

bool
source_is_gone(const char *path)
{
    return !source_is_input(path) && access(path, F_OK) < 0 &&
           (errno == ENOENT || errno == ENOTDIR);
}

const char *
source_ending(const char *path)
{
    const char *folder_end = strrchr(path, '/');
    const char *ending = strrchr(folder_end ? folder_end : path, '.');

    return ending ? ending : "";
}

bool
source_same_format(const char *a, const char *b)
{
    return strcasecmp(source_ending(a), source_ending(b)) == 0;
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
            int fd,
            char **bytes,
            size_t *len,
            char reason[REASON_SIZE])
{
    const bool is_records = text_has_ending(source->path, ".jsonl");
    const size_t max = is_records ? SOURCE_RECORDS_MAX : SOURCE_FILE_MAX;
    FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");
    struct text text = {0};
    char part[65536];
    size_t n;

    if (!file) {
        snprintf(reason, REASON_SIZE, "%s", strerror(errno));
        return false;
    }
    while ((n = fread(part, 1, sizeof part, file)) > 0 && text.len < max)
        text_add(&text, part, n);
    /* It is open without waiting: a file of /proc may have nothing to say yet.
     */
    const bool is_empty = ferror(file) && errno == EAGAIN;
    const int error = ferror(file) && !is_empty ? errno : 0;
    const bool is_long = text.len >= max;
    fclose(file);
    if (!error && !is_long && !is_empty) {
        *bytes = text.bytes ? text.bytes : memory_strdup("");
        *len = text.len;
        return true;
    }
    if (error)
        snprintf(reason, REASON_SIZE, "%s", strerror(error));
    else if (is_empty)
        snprintf(reason, REASON_SIZE, "it is no ordinary file; leave it out");
    else
        snprintf(reason, REASON_SIZE, "it is larger than %zu MB%s", max >> 20,
                 is_records ? "; split it into several files"
                            : ", too large for a report");
    free(text.bytes);
    errno = error;
    return false;
}
