/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/txt.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/furniture.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
begins(const char *bytes, size_t len, const char *with)
{
    const size_t n = strlen(with);
    return len >= n && strncasecmp(bytes, with, n) == 0;
}

/* What the bytes are if they are not text; NULL if they may be. */
static const char *
not_text(const char *bytes, size_t len)
{
    const char *p = bytes;
    size_t n = len;

    if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        p += 3;
        n -= 3;
    }
    utf8_trim(&p, &n);
    if (n == 0)
        return "it is empty";
    if (begins(bytes, len, "\xff\xfe") || begins(bytes, len, "\xfe\xff"))
        return "it is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8";
    if (memchr(bytes, '\0', len))
        return "it is a binary file of a kind that is not read; save it as "
               "PDF, DOCX, ODT, HTML or text";
    return NULL;
}

static bool
check(const char *bytes, size_t len, char *reason)
{
    const char *what = not_text(bytes, len);
    const size_t fault = what ? 0 : utf8_fault(bytes, len);

    if (what) {
        snprintf(reason, REASON_SIZE, "%s", what);
        return false;
    }
    if (fault < len) {
        unsigned line = 1;
        for (size_t i = 0; i < fault; i++)
            line += bytes[i] == '\n';
        snprintf(
            reason, REASON_SIZE,
            "line %u is not valid UTF-8 (byte 0x%02x); if the file is from "
            "Windows, convert it: iconv -f CP1252 -t UTF-8",
            line, (unsigned char)bytes[fault]);
        return false;
    }
    return true;
}

static void
split(struct lines *lines)
{
    const char *p = lines->bytes, *end = p + lines->len;
    unsigned number = 1, page = 1;
    bool after_blank = true;

    if (lines->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3; /* byte order mark */
    while (p < end) {
        const char *stop = p;
        while (stop < end && *stop != '\n' && *stop != '\f')
            stop++;
        struct line line = {.text = p,
                            .len = (size_t)(stop - p),
                            .number = number,
                            .page = page,
                            .after_blank = after_blank};
        utf8_trim(&line.text, &line.len);
        line.chars = utf8_length(line.text, line.len);
        if (line.len > 0) {
            lines->list = memory_grow(lines->list, lines->count, sizeof line);
            lines->list[lines->count++] = line;
        }
        after_blank = line.len == 0;
        if (stop < end && *stop == '\f') {
            page++;
            after_blank = true;
        } else {
            number++;
        }
        p = stop + 1;
    }
}

static int
by_size(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

enum {
    WRAPPED_LINES_MIN = 10, /* with fewer, the width of a text cannot be told */
    WIDTH_MIN = 60,         /* characters, like the next */
    WIDTH_MAX = 160
};

/* The width to which the text was wrapped; 0 if it was not. It is a length that
 * a tenth of the lines reach and hardly any exceed (a line may if the converter
 * rejoined a word that was broken at its end). Text that was not wrapped has
 * lines of all lengths, up to a whole paragraph. */
static size_t
wrap_width(const struct lines *lines)
{
    size_t *lengths, width = 0;

    if (lines->count < WRAPPED_LINES_MIN)
        return 0;
    lengths = memory_resize(NULL, lines->count * sizeof *lengths);
    for (size_t i = 0; i < lines->count; i++)
        lengths[i] = lines->list[i].chars;
    qsort(lengths, lines->count, sizeof *lengths, by_size);
    const size_t full = lengths[lines->count * 9 / 10];
    const size_t nearly_all = lengths[lines->count * 19 / 20];
    if (full >= WIDTH_MIN && full <= WIDTH_MAX && nearly_all <= full + full / 4)
        width = full - full / 32;
    free(lengths);
    return width;
}

bool
txt_read(const char *bytes,
         size_t len,
         struct lines *out,
         char reason[REASON_SIZE])
{
    *out = (struct lines){0};
    if (!check(bytes, len, reason))
        return false;
    out->bytes = memory_strndup(bytes, len);
    out->len = len;
    split(out);
    furniture_remove_text(out);
    out->width = wrap_width(out);
    if (out->count == 0) {
        snprintf(reason, REASON_SIZE, "it contains only page numbers");
        lines_fini(out);
        return false;
    }
    return true;
}
