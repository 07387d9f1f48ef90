/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

bool
findings_whole(double number, long long *whole)
{
    static const double exact = 9007199254740992.0; /* 2 to the power of 53 */

    if (!(number >= -exact && number <= exact))
        return false;
    *whole = (long long)number;
    return (double)*whole == number;
}

/* Make room for more bytes after those that have not been returned yet; -1 if
 * out of memory. */
static int
reserve(struct findings_frames *f, size_t more)
{
    if (f->start > 0) {
        memmove(f->bytes, f->bytes + f->start, f->len - f->start);
        f->len -= f->start;
        f->scanned -= f->start;
        f->start = 0;
    }
    if (f->size - f->len >= more)
        return 0;
    const size_t size =
        f->len + more > 2 * f->size ? f->len + more : 2 * f->size;
    char *bytes = realloc(f->bytes, size);
    if (!bytes)
        return -1;
    f->bytes = bytes;
    f->size = size;
    return 0;
}

enum findings_frame
findings_frames_feed(struct findings_frames *f, const char *bytes, size_t len)
{
    if (len == 0)
        return FINDINGS_FRAME_NONE;
    if (reserve(f, len) < 0)
        return FINDINGS_FRAME_NO_MEMORY;
    memcpy(f->bytes + f->len, bytes, len);
    f->len += len;
    return FINDINGS_FRAME_NONE;
}

enum findings_frame
findings_frames_next(struct findings_frames *f, char **line, size_t *len)
{
    if (f->scanned == f->len)
        return f->len - f->start < f->max ? FINDINGS_FRAME_NONE
                                          : FINDINGS_FRAME_TOO_LONG;
    char *begin = f->bytes + f->start;
    char *newline = memchr(f->bytes + f->scanned, '\n', f->len - f->scanned);
    if (!newline) {
        f->scanned = f->len;
        return f->len - f->start < f->max ? FINDINGS_FRAME_NONE
                                          : FINDINGS_FRAME_TOO_LONG;
    }
    if ((size_t)(newline - begin) + 1 > f->max) {
        f->scanned = f->len; /* every later call fails as well */
        return FINDINGS_FRAME_TOO_LONG;
    }
    *newline = '\0';
    *line = begin;
    *len = (size_t)(newline - begin);
    f->start = f->scanned = (size_t)(newline - f->bytes) + 1;
    return FINDINGS_FRAME_LINE;
}

void
findings_frames_fini(struct findings_frames *f)
{
    free(f->bytes);
    *f = (struct findings_frames){.max = f->max};
}
