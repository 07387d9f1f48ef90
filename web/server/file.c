/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/file.h"

#include <glib.h>
#include <string.h>

/* Read a number; false if there is none. One that is too large stays so. */
static bool
read_offset(const char **p, guint64 *out)
{
    char *end;

    if (!g_ascii_isdigit(**p))
        return false;
    *out = g_ascii_strtoull(*p, &end, 10);
    *p = end;
    return true;
}

enum file_range
file_range(const char *header, size_t size, size_t *start, size_t *len)
{
    static const char unit[] = "bytes=";
    guint64 first = 0, last = size;

    *start = 0;
    *len = size;
    if (!header || g_ascii_strncasecmp(header, unit, sizeof unit - 1) != 0)
        return FILE_WHOLE;
    const char *p = header + sizeof unit - 1;
    const bool has_first = read_offset(&p, &first);
    if (*p++ != '-')
        return FILE_WHOLE;
    const bool has_last = read_offset(&p, &last);
    if (*p || (!has_first && !has_last) ||
        (has_first && has_last && last < first))
        return FILE_WHOLE;
    if (!has_first) {
        /* The last bytes, this many. */
        first = last < size ? size - last : 0;
        if (last == 0)
            return FILE_BEYOND;
        last = size;
    }
    if (first >= size)
        return FILE_BEYOND;
    *start = (size_t)first;
    *len = (size_t)(last < size ? last + 1 : size) - *start;
    return FILE_RANGE;
}

void
file_send(struct reply *reply,
          const struct request *request,
          int fd,
          size_t size)
{
    size_t start, len;
    /* There is nothing by which a browser could tell that a file is still the
     * one it has a part of, so a condition for a range is never met. */
    const char *header = request_header(request, "If-Range")
                             ? NULL
                             : request_header(request, "Range");

    reply->file = fd;
    switch (file_range(header, size, &start, &len)) {
    case FILE_BEYOND:
        reply->status = 416;
        reply->range = g_strdup_printf("bytes */%zu", size);
        reply->file_size = 0;
        return;
    case FILE_RANGE:
        reply->status = 206;
        reply->range =
            g_strdup_printf("bytes %zu-%zu/%zu", start, start + len - 1, size);
        break;
    case FILE_WHOLE:
        break;
    }
    reply->file_start = start;
    reply->file_size = len;
}
