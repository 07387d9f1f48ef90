/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The segments of a page (segments.h) are joined into rows, such as the cells
 * of a table or a number and its paragraph, and each row becomes a line.
 */
#define _GNU_SOURCE /* memmem() */
#include "lines/pdf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/cells.h"
#include "lines/furniture.h"
#include "lines/segments.h"

#include <poppler.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGES_MAX = 2000,  /* the longest real report has 90 */
    LETTERS_MIN = 200, /* with fewer, it is a scan with a stamp on it */
    HEADER_MAX = 1024, /* bytes that PDF readers accept before "%PDF-" */
    BOLD_PERCENT = 80  /* of the letters of a line; with fewer, it has bold
                          words */
};

/* The smallest gap between two cells, as a fraction of the font size. */
static const double segment_gap = 0.6;

bool
pdf_is(const char *bytes, size_t len)
{
    for (size_t i = 0; i + 5 <= len && i < HEADER_MAX; i++)
        if (memcmp(bytes + i, "%PDF-", 5) == 0)
            return true;
    return false;
}

/* Add a row of segments as one line, with a tab between cells. */
static void
add_row(struct lines *lines,
        struct text *bytes,
        const struct segment *segments,
        size_t n,
        unsigned page)
{
    struct line line = {.page = page,
                        .left = segments->left,
                        .top = segments->top,
                        .bottom = segments->bottom,
                        .first_word = segments->first_word};
    size_t letters = 0, bold = 0, longest = 0;
    const size_t start = bytes->len;
    const struct segment *last = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct segment *segment = &segments[i];
        /* Skip the number of a footnote, after a word or before the note. */
        const struct segment *neighbour = i + 1 < n ? segment + 1 : last;
        if (neighbour && segment->size <= neighbour->size * NOTE_MARK_SIZE &&
            strspn(segment->text.bytes, "0123456789") == segment->text.len) {
            line.is_note |= !last;
            continue;
        }
        const bool is_cell =
            last && !last->is_mark &&
            segment->left - last->right >= segment->size * segment_gap;
        if (is_cell)
            line.cell_left = segment->left;
        if (last)
            text_add(bytes, is_cell ? "\t" : " ", 1);
        text_add(bytes, segment->text.bytes, segment->text.len);
        if (segment->text.len >= longest && !segment->is_mark) {
            longest = segment->text.len;
            line.size = segment->size;
            line.top = segment->top;
            line.bottom = segment->bottom;
        }
        if (last && last->is_mark)
            line.first_word = segment->first_word;
        if (line.text_left == 0 && !segment->is_mark)
            line.text_left = segment->left;
        letters += segment->letters;
        bold += segment->bold;
        last = segment;
    }
    if (!last)
        return;
    if (line.size == 0)
        line.size = last->size;
    line.right = last->right;
    /* A row of a table is bold only if all of its cells are. */
    line.is_bold = letters > 0 &&
                   (line.cell_left > 0 ? bold == letters
                                       : bold * 100 >= letters * BOLD_PERCENT);
    line.len = bytes->len - start;
    line.offset = start;
    line.chars = utf8_length(bytes->bytes + start, line.len);
    text_add(bytes, "\n", 1);
    lines->list = memory_grow(lines->list, lines->count, sizeof line);
    lines->list[lines->count++] = line;
}

static size_t
add_page(struct lines *lines,
         struct text *bytes,
         PopplerPage *page,
         unsigned number)
{
    struct segments segments = segments_read(page);
    size_t letters = 0;

    for (size_t i = 0; i < segments.count;) {
        const size_t end = segments_row_end(&segments, i);
        add_row(lines, bytes, segments.list + i, end - i, number);
        i = end;
    }
    for (size_t i = 0; i < segments.count; i++)
        letters += segments.list[i].letters;
    segments_fini(&segments);
    return letters;
}

/* A document with a colour profile for printers makes poppler set up a colour
 * transform for every page, which takes four times as long as reading its text.
 * We need no colours: renaming the key, at the same length, hides the profile.
 */
static void
hide_colours(char *bytes, size_t len)
{
    static const char name[] = "/OutputIntents";
    const size_t n = sizeof name - 1;
    char *end = bytes + len;

    for (char *p = bytes; (p = memmem(p, (size_t)(end - p), name, n)); p += n)
        p[1] = 'X';
}

static PopplerDocument *
open_document(const char *bytes, size_t len, char *reason)
{
    GError *error = NULL;
    char *copy = memory_strndup(bytes, len);
    hide_colours(copy, len);
    GBytes *data = g_bytes_new_with_free_func(copy, len, free, copy);
    PopplerDocument *document =
        poppler_document_new_from_bytes(data, NULL, &error);

    g_bytes_unref(data);
    if (document)
        return document;
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        snprintf(reason, REASON_SIZE,
                 "it is encrypted; save a copy without a password");
    else
        snprintf(reason, REASON_SIZE,
                 "it is a damaged PDF (%.100s); download it again",
                 error ? error->message : "no reason given");
    g_clear_error(&error);
    return NULL;
}

/* Add the lines of all pages. Returns the number of letters, or -1 with a
 * reason: one damaged page is enough to refuse the report. */
static long
add_pages(struct lines *lines,
          struct text *bytes,
          PopplerDocument *document,
          char *reason)
{
    const int pages = poppler_document_get_n_pages(document);
    size_t letters = 0;

    if (pages > PAGES_MAX) {
        snprintf(reason, REASON_SIZE,
                 "it has %d pages, and the limit is %d; split it", pages,
                 PAGES_MAX);
        return -1;
    }
    for (int i = 0; i < pages; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        const size_t before = lines->count;
        double width, height;
        if (!page) {
            snprintf(reason, REASON_SIZE,
                     "page %d of %d is damaged; download it again", i + 1,
                     pages);
            return -1;
        }
        letters += add_page(lines, bytes, page, (unsigned)i + 1);
        poppler_page_get_size(page, &width, &height);
        for (size_t k = before; k < lines->count; k++)
            lines->list[k].page_height = height;
        g_object_unref(page);
    }
    return (long)letters;
}

bool
pdf_read(const char *bytes,
         size_t len,
         struct lines *out,
         char reason[REASON_SIZE])
{
    struct text text = {0};

    *out = (struct lines){.has_type = true};
    PopplerDocument *document = open_document(bytes, len, reason);
    if (!document)
        return false;
    const long letters = add_pages(out, &text, document, reason);
    g_object_unref(document);
    lines_end(out, &text);
    if (letters >= 0 && letters < LETTERS_MIN)
        snprintf(reason, REASON_SIZE,
                 "it contains only images of its pages; recognise their text "
                 "first: ocrmypdf IN.pdf OUT.pdf");
    if (letters < LETTERS_MIN) {
        lines_fini(out);
        return false;
    }
    furniture_remove_typed(out);
    cells_join(out);
    return true;
}
