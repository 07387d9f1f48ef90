/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines.h"
#include "grades.h"
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Lines at a page's edge among which running heads and feet are. */
enum { EDGE = 3 };

static bool
begins(const char *bytes, size_t len, const char *with)
{
    const size_t n = strlen(with);
    return len >= n && strncasecmp(bytes, with, n) == 0;
}

/* What the bytes are when they are no text; NULL where they may be. */
static const char *
not_text(const char *bytes, size_t len)
{
    const char *p = bytes;
    size_t n = len;

    if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        p += 3;
        n -= 3;
    }
    trim(&p, &n);
    if (n == 0)
        return "it is empty";
    if (begins(p, n, "%PDF-"))
        return "it is a PDF, which this version does not read; convert it "
               "first: pdftotext -enc UTF-8 FILE.pdf";
    if (begins(p, n, "<!doctype html") || begins(p, n, "<html"))
        return "it is a web page, not a report's text";
    if (begins(bytes, len, "\xff\xfe") || begins(bytes, len, "\xfe\xff"))
        return "it is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8";
    if (memchr(bytes, '\0', len))
        return "it is a binary file, not text";
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
        snprintf(reason, REASON_SIZE,
                 "line %u is no UTF-8 text (byte 0x%02x); if it is a Windows "
                 "file, convert it: iconv -f CP1252 -t UTF-8",
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
        trim(&line.text, &line.len);
        line.chars = utf8_length(line.text, line.len);
        if (line.len > 0) {
            lines->list = grown(lines->list, lines->count, sizeof line);
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

/* "12", "- 12 -", "Page 3 of 10". */
static bool
is_page_number(const struct line *printed)
{
    struct line bare = *printed, *line = &bare;
    size_t i = 0;

    if (line->len > 4 && line->text[0] == '-' &&
        line->text[line->len - 1] == '-') {
        line->text++;
        line->len -= 2;
        trim(&line->text, &line->len);
    }
    if (line->len >= 6 && strncasecmp(line->text, "page ", 5) == 0)
        i = 5;
    const size_t figures = i;
    while (i < line->len && isdigit((unsigned char)line->text[i]))
        i++;
    if (i == figures || i - figures > 3)
        return false;
    if (i < line->len && figures > 0 &&
        strncasecmp(line->text + i, " of ", 4) == 0)
        for (i += 4; i < line->len && isdigit((unsigned char)line->text[i]);)
            i++;
    return i == line->len;
}

/* A running line's words without the page number beside them. */
static char *
running_words(const struct line *line)
{
    char *words = plain_words(line->text, line->len);
    size_t n = strlen(words);

    while (n > 0 &&
           (isdigit((unsigned char)words[n - 1]) || words[n - 1] == ' '))
        words[--n] = '\0';
    return words;
}

/* Whether line i is among the first or last few of its page. */
static bool
is_at_edge(const struct lines *lines, size_t i)
{
    const struct line *l = lines->list;

    return i < EDGE || i + EDGE >= lines->count ||
           l[i - EDGE].page != l[i].page || l[i + EDGE].page != l[i].page;
}

struct running {
    char *words;
    unsigned page; /* the last it was seen on */
    unsigned pages;
    size_t line;
};

static int
by_words(const void *a, const void *b)
{
    const struct running *x = a, *y = b;
    const int order = strcmp(x->words, y->words);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Mark for removal the edge lines whose words stand on many pages' edges. */
static void
mark_running(const struct lines *lines, bool *drop)
{
    const unsigned pages =
        lines->count ? lines->list[lines->count - 1].page : 0;
    const unsigned many = pages / 3 > 3 ? pages / 3 : 3;
    struct running *edges = NULL;
    size_t n = 0;

    if (pages < 3)
        return;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        size_t before;
        if (!is_at_edge(lines, i))
            continue;
        /* The same grade may stand at many edges by chance. */
        if (grade_at_end(line->text, line->len, GRADE_NUMBERED, &before))
            continue;
        edges = grown(edges, n, sizeof *edges);
        edges[n++] = (struct running){.words = running_words(&lines->list[i]),
                                      .page = lines->list[i].page,
                                      .line = i};
    }
    if (n > 0)
        qsort(edges, n, sizeof *edges, by_words);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        unsigned seen = 0, last = 0;
        for (; end < n && strcmp(edges[end].words, edges[i].words) == 0; end++)
            if (edges[end].page != last) {
                last = edges[end].page;
                seen++;
            }
        for (size_t k = i; k < end; k++)
            if (seen >= many && *edges[k].words)
                drop[edges[k].line] = true;
        i = end;
    }
    for (size_t i = 0; i < n; i++)
        free(edges[i].words);
    free(edges);
}

static void
drop_furniture(struct lines *lines)
{
    const unsigned pages =
        lines->count ? lines->list[lines->count - 1].page : 0;
    bool *drop = xrealloc(NULL, lines->count * sizeof *drop);
    bool *at_edge = xrealloc(NULL, lines->count * sizeof *at_edge);
    size_t kept = 0;
    bool after_dropped = false;

    memset(drop, 0, lines->count * sizeof *drop);
    mark_running(lines, drop);
    for (size_t i = 0; i < lines->count; i++)
        at_edge[i] = pages < 2 || is_at_edge(lines, i);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        /* A number alone is a page's, not a paragraph's: that has a stop. Where
         * the pages are marked, it may be in mid-page part of a sentence. */
        if (drop[i] || (at_edge[i] && is_page_number(line))) {
            after_dropped = true;
            continue;
        }
        line->after_blank |= after_dropped;
        after_dropped = false;
        lines->list[kept++] = *line;
    }
    lines->count = kept;
    free(drop);
    free(at_edge);
}

static int
by_size(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The width that text was wrapped to: a length that a tenth of the lines
 * reach and hardly any passes (one may: a word that was broken at its end,
 * joined again by what made the text). Text that was not wrapped has lines of
 * all lengths, up to a whole paragraph. */
static size_t
wrap_width(const struct lines *lines)
{
    size_t *lengths, width = 0;

    if (lines->count < 10)
        return 0;
    lengths = xrealloc(NULL, lines->count * sizeof *lengths);
    for (size_t i = 0; i < lines->count; i++)
        lengths[i] = lines->list[i].chars;
    qsort(lengths, lines->count, sizeof *lengths, by_size);
    const size_t full = lengths[lines->count * 9 / 10];
    const size_t nearly_all = lengths[lines->count * 19 / 20];
    if (full >= 60 && full <= 160 && nearly_all <= full + full / 4)
        width = full - full / 32;
    free(lengths);
    return width;
}

bool
lines_read(const char *bytes,
           size_t len,
           struct lines *out,
           char reason[REASON_SIZE])
{
    *out = (struct lines){0};
    if (!check(bytes, len, reason))
        return false;
    out->bytes = xstrndup(bytes, len);
    out->len = len;
    split(out);
    drop_furniture(out);
    out->width = wrap_width(out);
    if (out->count == 0) {
        snprintf(reason, REASON_SIZE, "it has no words, only page numbers");
        lines_fini(out);
        return false;
    }
    return true;
}

void
lines_fini(struct lines *lines)
{
    free(lines->bytes);
    free(lines->list);
    *lines = (struct lines){0};
}

bool
lines_have_word(const struct lines *lines, const char *word, size_t len)
{
    const char *p = lines->bytes, *end = p + lines->len;

    for (; len > 0 && p + len <= end; p++) {
        if (strncasecmp(p, word, len) != 0 ||
            (p + len < end &&
             (isalpha((unsigned char)p[len]) || p[len] == '-')))
            continue;
        /* Nor may it be the second half of a word that was broken. */
        const char *before = p;
        while (before > lines->bytes && isspace((unsigned char)before[-1]))
            before--;
        if (before == lines->bytes ||
            (before[-1] != '-' &&
             (before < p || !isalpha((unsigned char)before[-1]))))
            return true;
    }
    return false;
}
