/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The characters of a page (page.h) are divided into its columns (frames.h),
 * and those into lines (rows.h).
 */
#define _GNU_SOURCE /* memmem() */
#include "lines/pdf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/asides.h"
#include "lines/cells.h"
#include "lines/checksums.h"
#include "lines/frames.h"
#include "lines/furniture.h"
#include "lines/legibility.h"
#include "lines/ocr.h"
#include "lines/page.h"
#include "lines/rows.h"

#include <poppler.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGES_MAX = 2000,      /* the longest real report has 90 */
    QUOTED_MAX = 60,       /* bytes of a watermark in a remark */
    DESCRIPTOR_MAX = 1024, /* bytes before and after a key of a font */
    TAG_END = 7,           /* the "+" of "/ABCDEF+Arial" */
    COMPLAINT_SIZE = 100,
    WHY_SIZE = 100
};

/* Add the frames of a page's text in its main direction. */
static size_t
add_text(struct lines *lines,
         struct text *bytes,
         struct glyphs *glyphs,
         unsigned page)
{
    struct line model = {.page = page,
                         .page_width = glyphs->width,
                         .page_height = glyphs->height};
    struct frames frames = frames_of(glyphs);
    size_t letters = 0;

    for (size_t f = 0; f < frames.count; f++) {
        const struct frame *frame = &frames.list[f];
        model.frame =
            1 + (lines->count > 0 ? lines->list[lines->count - 1].frame : 0);
        model.margin = frame->is_column ? frame->right : 0;
        model.is_figure = frame->is_figure;
        letters += rows_add(lines, bytes, &frame->text, model);
    }
    frames_fini(&frames);
    return letters;
}

/* Report what is special about a page, or left out of it. */
static void
remark(struct lines *lines, const struct page *page, unsigned number)
{
    if (page->main != DIRECTION_ACROSS)
        lines_remark(lines, number, false,
                     "the text is set sideways; it was read along its lines");
    if (page->watermark.len > 0)
        lines_remark(lines, number, false, "left out a watermark: \"%.*s\"",
                     (int)utf8_within(page->watermark.bytes, QUOTED_MAX),
                     page->watermark.bytes);
    if (page->unread.fields > 0)
        lines_remark(lines, number, false,
                     "form fields that belong to no form were left out: %zu",
                     page->unread.fields);
    if (page->unread.marks > 0)
        lines_remark(lines, number, false,
                     "comments, highlighting and stamps were left out: %zu",
                     page->unread.marks);
}

/* Add the lines of a page. Returns the number of letters. */
static size_t
add_page(struct lines *lines,
         struct text *bytes,
         struct page *page,
         unsigned number)
{
    remark(lines, page, number);
    const size_t letters =
        add_text(lines, bytes, &page->text[page->main], number);
    for (size_t d = 0; d < DIRECTIONS; d++)
        if (d != page->main)
            asides_add(lines, &page->text[d], number);
    return letters;
}

/* Messages of poppler about the page that is being read. */
struct complaints {
    size_t count;
    char first[COMPLAINT_SIZE];
};

/* Add the text of a page, unless it is to be recognised, or is not text. */
static size_t
add_source(struct lines *lines,
           struct text *bytes,
           PopplerPage *source,
           unsigned number,
           struct complaints *complaints,
           enum legibility *legibility)
{
    struct page page = page_read(source);
    const struct complaints of_text = *complaints;
    size_t letters = 0;

    *legibility = legibility_of(source, &page);
    *complaints = of_text; /* what it says of drawing it does not matter */
    if (*legibility == LEGIBLE || (*legibility != UNMAPPED && !ocr_is_on()))
        letters = add_page(lines, bytes, &page, number);
    page_fini(&page);
    return letters;
}

static void
note_complaint(const char *domain,
               GLogLevelFlags level,
               const char *message,
               void *data)
{
    struct complaints *complaints = data;

    (void)domain;
    (void)level;
    if (complaints->count++ == 0)
        snprintf(complaints->first, sizeof complaints->first, "%s", message);
}

/* Whether the descriptor of a font that has this key is that of a subset, which
 * has a tag in its name: "/FontName /ABCDEF+Arial". */
static bool
is_of_subset(const char *key, const char *bytes, const char *end)
{
    static const char name[] = "/FontName";
    const char *first = key, *last = key;

    while (first > bytes && key - first < DESCRIPTOR_MAX &&
           memcmp(first, "<<", 2) != 0)
        first--;
    while (last + 1 < end && last - key < DESCRIPTOR_MAX &&
           memcmp(last, ">>", 2) != 0)
        last++;
    const char *p = memmem(first, (size_t)(last - first), name, strlen(name));
    if (!p)
        return false;
    for (p += strlen(name); p < last && g_ascii_isspace(*p);)
        p++;
    return last - p > TAG_END && *p == '/' && p[TAG_END] == '+';
}

/* Hide what poppler would read for every page and not use for its text, by
 * renaming a key at the same length. The colour profile of a document for
 * printers makes it set up a colour transform, which takes four times as long
 * as reading the text. TrueType fonts are for drawing; but of a whole font that
 * has the name of a standard one, poppler believes the encoding and height only
 * if the font is there. */
static void
hide_unused(char *bytes, size_t len)
{
    static const char profile[] = "/OutputIntents", font[] = "/FontFile2";
    char *const end = bytes + len;

    for (char *p = bytes;
         (p = memmem(p, (size_t)(end - p), profile, strlen(profile))); p++)
        p[1] = 'X';
    for (char *p = bytes;
         (p = memmem(p, (size_t)(end - p), font, strlen(font))); p++)
        if (is_of_subset(p, bytes, end))
            p[1] = 'X';
}

static PopplerDocument *
open_document(char *bytes, size_t len, char *reason)
{
    GError *error = NULL;
    hide_unused(bytes, len);
    GBytes *data = g_bytes_new_static(bytes, len);
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

/* A document that is being read. */
struct reading {
    PopplerDocument *document;
    struct complaints *complaints;
    struct lines *lines;
    struct text text;
    enum legibility *pages;
    int n_pages;
    size_t letters;
    char *reason;           /* why it cannot be read */
    char why_not[WHY_SIZE]; /* a page could not be recognised: the last one */
};

/* Add the lines of all pages. False with a reason: one page that cannot be read
 * is enough to refuse the report. */
static bool
add_pages(struct reading *r)
{
    for (int i = 0; i < r->n_pages; i++) {
        PopplerPage *page = poppler_document_get_page(r->document, i);
        size_t found = 0;
        *r->complaints = (struct complaints){0};
        if (page) {
            found = add_source(r->lines, &r->text, page, (unsigned)i + 1,
                               r->complaints, &r->pages[i]);
            g_object_unref(page);
        }
        if (!page || (found == 0 && r->complaints->count > 0 &&
                      r->pages[i] == LEGIBLE)) {
            snprintf(r->reason, REASON_SIZE,
                     "page %d of %d is damaged; download it again", i + 1,
                     r->n_pages);
            return false;
        }
        if (r->complaints->count > 0)
            lines_remark(r->lines, (unsigned)i + 1, true,
                         "the page is damaged (%s), and some of its text may "
                         "be missing; download the file again",
                         r->complaints->first);
        r->letters += found;
    }
    return true;
}

/* Report a page that could not be recognised. */
static void
lose_page(struct reading *r, unsigned number, const char *why)
{
    snprintf(r->why_not, sizeof r->why_not, "%.*s", WHY_SIZE - 1, why);
    lines_remark(r->lines, number, true,
                 "the page was not read: %s; try again with --ocr", why);
}

/* Recognise the pages that are not legible, and add their lines. */
static void
recognise_pages(struct reading *r)
{
    const size_t n = (size_t)r->n_pages;
    const unsigned all = legibility_count(r->pages, n, legibility_is_lost);
    struct recognised pages = {0};
    unsigned done = 0;

    for (size_t i = 0; i < n; i++) {
        if (!legibility_is_lost(r->pages[i]))
            continue;
        PopplerPage *page = poppler_document_get_page(r->document, (int)i);
        ocr_progress(done++, all);
        if (page && ocr_read(&pages, page, (unsigned)i + 1, r->reason))
            r->pages[i] = RECOGNISED;
        else
            lose_page(r, (unsigned)i + 1, page ? r->reason : "it is damaged");
        g_clear_object(&page);
    }
    recognised_settle(&pages);
    for (size_t i = 0; i < pages.count; i++) {
        const struct recognised_page *from = &pages.pages[i];
        const struct glyphs glyphs = recognised_glyphs(from);
        struct page page = page_of(&glyphs);
        r->letters += add_page(r->lines, &r->text, &page, from->number);
        page_fini(&page);
    }
    lines_sort(r->lines);
    recognised_fini(&pages);
}

/* Say which pages were recognised, and which were not read and should be. */
static void
remark_legibility(const struct reading *r)
{
    const size_t n = (size_t)r->n_pages;
    char cause[REASON_SIZE];

    r->lines->recognised_pages =
        legibility_count(r->pages, n, legibility_is_recognised);
    r->lines->unread_pages = legibility_count(r->pages, n, legibility_is_lost);
    if (r->lines->recognised_pages > 0) {
        char *list = legibility_list(r->pages, n, legibility_is_recognised);
        lines_remark(r->lines, 0, false,
                     "read by OCR, so that words may be wrong: %s", list);
        free(list);
    }
    if (!ocr_is_on() && legibility_cause(r->pages, n, cause)) {
        char *list = legibility_list(r->pages, n, legibility_is_lost);
        lines_remark(r->lines, 0, true, "%s: %s", cause, list);
        free(list);
    }
}

/* Why the document, which has no text to speak of, is refused. */
static void
explain(const struct reading *r)
{
    char cause[REASON_SIZE];
    const bool is_lost = legibility_cause(r->pages, (size_t)r->n_pages, cause);

    if (is_lost && ocr_is_on())
        snprintf(r->reason, REASON_SIZE,
                 "too few of its %d pages can be read (%s); recognise its text "
                 "with another program",
                 r->n_pages, r->why_not);
    else if (is_lost)
        snprintf(r->reason, REASON_SIZE, "%s", cause);
    else
        snprintf(r->reason, REASON_SIZE,
                 "it contains too little text for a report (%zu letters); "
                 "check that it is complete",
                 r->letters);
}

/* Report damage that poppler does not notice, unless it has noticed some. */
static void
find_silent_damage(const char *bytes, size_t len, struct lines *lines)
{
    for (size_t i = 0; i < lines->n_remarks; i++)
        if (lines->remarks[i].is_damage)
            return;
    if (checksums_differ(bytes, len))
        lines_remark(lines, 0, true,
                     "the file is damaged (a checksum is wrong), and some of "
                     "its text may be wrong or missing; download it again");
}

/* Read the document's lines. False with a reason if there is too little. */
static bool
read_document(PopplerDocument *document,
              const char *source,
              size_t len,
              struct complaints *complaints,
              struct lines *lines,
              char *reason)
{
    const int n = poppler_document_get_n_pages(document);
    struct reading r = {.document = document,
                        .complaints = complaints,
                        .lines = lines,
                        .n_pages = n,
                        .reason = reason};

    if (n > PAGES_MAX) {
        snprintf(reason, REASON_SIZE,
                 "it has %d pages, and the limit is %d; split it", n,
                 PAGES_MAX);
        return false;
    }
    if (complaints->count > 0)
        lines_remark(lines, 0, true,
                     "the file is damaged (%s), and some of its text may be "
                     "missing; download it again",
                     complaints->first);
    r.pages = memory_resize(NULL, ((size_t)n + 1) * sizeof *r.pages);
    memset(r.pages, 0, ((size_t)n + 1) * sizeof *r.pages);
    bool is_read = add_pages(&r);
    if (is_read && ocr_is_on())
        recognise_pages(&r);
    lines_end(lines, &r.text);
    if (is_read && r.letters < LEGIBLE_LETTERS) {
        explain(&r);
        is_read = false;
    }
    if (is_read) {
        find_silent_damage(source, len, lines);
        remark_legibility(&r);
    }
    free(r.pages);
    return is_read;
}

bool
pdf_read(char *bytes, size_t len, struct lines *out, char reason[REASON_SIZE])
{
    struct complaints complaints = {0};
    bool is_read = false;

    *out = (struct lines){.has_type = true};
    /* Poppler does not fail where a page is damaged: it says so in its log. */
    const guint log = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK,
                                        note_complaint, &complaints);
    PopplerDocument *document = open_document(bytes, len, reason);
    if (document) {
        is_read = read_document(document, bytes, len, &complaints, out, reason);
        g_object_unref(document);
    }
    g_log_remove_handler("Poppler", log);
    if (!is_read) {
        lines_fini(out);
        return false;
    }
    asides_choose(out);
    furniture_remove_pdf(out);
    cells_join(out);
    return true;
}
