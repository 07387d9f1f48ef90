/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "findings/format.h"

#include <string.h>
#include <strings.h>

enum { PDF_HEADER_MAX = 1024 }; /* bytes that may be before that of a PDF */

/* Files that are not read, by their first bytes. */
static const struct {
    const char *bytes;
    size_t len;
    const char *name;
} others[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
     "an old Word, Excel or Outlook file; save it as DOCX or PDF"},
    {"{\\rtf", 5, "an RTF document; save it as DOCX or PDF"},
    {"\x89PNG", 4, "a picture; save it as a PDF, and read that with --ocr"},
    {"\xff\xd8\xff", 3,
     "a picture; save it as a PDF, and read that with --ocr"},
    {"GIF8", 4, "a picture; save it as a PDF, and read that with --ocr"},
    {"II*\0", 4, "a picture; save it as a PDF, and read that with --ocr"},
    {"MM\0*", 4, "a picture; save it as a PDF, and read that with --ocr"},
    {"\x1f\x8b", 2, "a compressed file; unpack it first"},
    {"BZh", 3, "a compressed file; unpack it first"},
    {"\xfd"
     "7zXZ",
     5, "a compressed file; unpack it first"},
    {"7z\xbc\xaf", 4, "an archive; unpack it first"},
    {"Rar!", 4, "an archive; unpack it first"},
};

/* Where a page begins: after a byte order mark, blanks and comments. */
static const char *
page_of(const char *bytes, const char *end)
{
    const char *p = bytes;

    if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    for (;;) {
        while (p < end && *p && strchr(" \t\r\n\f", *p))
            p++;
        if (end - p < 4 || memcmp(p, "<!--", 4) != 0)
            return p;
        const char *close = memmem(p, (size_t)(end - p), "-->", 3);
        if (!close)
            return p;
        p = close + 3;
    }
}

static bool
begins(const char *p, const char *end, const char *with)
{
    const size_t n = strlen(with);
    return (size_t)(end - p) >= n && strncasecmp(p, with, n) == 0;
}

/* Whether it begins as a page does, or as a part of one that was saved on its
 * own. What a text with some tags in it may begin with, such as <p>, is left
 * out. */
static bool
is_html(const char *bytes, size_t len)
{
    static const char *const tags[] = {
        "!doctype html", "html",    "head",   "body", "title",
        "meta",          "style",   "script", "main", "header",
        "article",       "section", "h1",     NULL};
    const char *end =
        bytes + (len < FINDINGS_FORMAT_BYTES ? len : FINDINGS_FORMAT_BYTES);
    const char *p = page_of(bytes, end);

    /* XHTML may begin with a declaration of XML. */
    if (begins(p, end, "<?xml"))
        return memmem(p, (size_t)(end - p), "<html", 5) != NULL;
    if (!begins(p, end, "<"))
        return false;
    for (const char *const *tag = tags; *tag; tag++) {
        const char *after = p + 1 + strlen(*tag);
        if (begins(p + 1, end, *tag) && after < end &&
            strchr(" \t\r\n\f/>", *after))
            return true;
    }
    return false;
}

static bool
is_pdf(const char *bytes, size_t len)
{
    for (size_t i = 0; i + 5 <= len && i < PDF_HEADER_MAX; i++)
        if (memcmp(bytes + i, "%PDF-", 5) == 0)
            return true;
    return false;
}

const char *
findings_format_name(const char *bytes, size_t len)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (len >= others[i].len &&
            memcmp(bytes, others[i].bytes, others[i].len) == 0)
            return others[i].name;
    return NULL;
}

enum findings_format
findings_format_of(const char *bytes, size_t len)
{
    if (findings_format_name(bytes, len))
        return FINDINGS_FORMAT_OTHER;
    if (is_pdf(bytes, len))
        return FINDINGS_FORMAT_PDF;
    if (is_html(bytes, len))
        return FINDINGS_FORMAT_HTML;
    return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0 ? FINDINGS_FORMAT_ZIP
                                                       : FINDINGS_FORMAT_TEXT;
}
