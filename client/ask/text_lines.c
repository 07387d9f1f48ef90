/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/text_lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static json_t *
fail_large(const char *name, char reason[FINDINGS_REASON_SIZE])
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "%.200s: the file is larger than %d bytes; divide it into several",
             name, TEXT_LINES_MAX);
    return NULL;
}

json_t *
text_lines_of(const char *bytes,
              size_t len,
              const char *name,
              char reason[FINDINGS_REASON_SIZE])
{
    static const char mark[] = "\xef\xbb\xbf";
    const char *end = bytes + len;

    if (len > TEXT_LINES_MAX)
        return fail_large(name, reason);
    if (len >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0)
        bytes += strlen(mark);
    json_t *lines = json_array();
    while (bytes < end) {
        const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *next = feed ? feed + 1 : end;
        size_t size = (size_t)((feed ? feed : end) - bytes);
        if (memchr(bytes, '\0', size)) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "%.200s:%zu: the line contains a NUL byte; check that "
                     "this is a text file in UTF-8",
                     name, json_array_size(lines) + 1);
            json_decref(lines);
            return NULL;
        }
        size -= size > 0 && bytes[size - 1] == '\r';
        json_array_append_new(lines, json_stringn_nocheck(bytes, size));
        bytes = next;
    }
    return lines;
}

json_t *
text_lines_read(FILE *in, const char *name, char reason[FINDINGS_REASON_SIZE])
{
    char *bytes = malloc(TEXT_LINES_MAX + 1);
    json_t *lines = NULL;

    if (!bytes) {
        snprintf(reason, FINDINGS_REASON_SIZE, "out of memory");
        return NULL;
    }
    const size_t len = fread(bytes, 1, TEXT_LINES_MAX + 1, in);
    if (ferror(in))
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot read \"%.200s\": %s; check that it is a text file",
                 name, strerror(errno));
    else
        lines = text_lines_of(bytes, len, name, reason);
    free(bytes);
    return lines;
}
