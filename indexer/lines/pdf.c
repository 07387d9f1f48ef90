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
#include "lines/page.h"
#include "lines/rows.h"

#include <poppler.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGES_MAX = 2000,      /* the longest real report has 90 */
    LETTERS_MIN = 200,     /* with fewer, it is a scan with a stamp on it */
    QUOTED_MAX = 60,       /* bytes of a watermark in a remark */
    DESCRIPTOR_MAX = 1024, /* bytes before and after a key of a font */
    TAG_END = 7,           /* the "+" of "/ABCDEF+Arial" */
    COMPLAINT_SIZE = 100
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
        letters += rows_add(lines, bytes, &frame->text, model);
    }
    frames_fini(&frames);
    return letters;
}

/* What is read and what is left out of a page. */
static size_t
add_page(struct lines *lines,
         struct text *bytes,
         PopplerPage *source,
         unsigned number)
{
    struct page page = page_read(source);

    if (page.main != DIRECTION_ACROSS)
        lines_remark(lines, number, false,
                     "the text is set sideways; it was read along its lines");
    if (page.watermark.len > 0)
        lines_remark(lines, number, false, "left out a watermark: \"%.*s\"",
                     (int)utf8_within(page.watermark.bytes, QUOTED_MAX),
                     page.watermark.bytes);
    if (page.unread.fields > 0)
        lines_remark(lines, number, false,
                     "form fields that belong to no form were left out: %zu",
                     page.unread.fields);
    if (page.unread.marks > 0)
        lines_remark(lines, number, false,
                     "comments, highlighting and stamps were left out: %zu",
                     page.unread.marks);
    const size_t letters =
        add_text(lines, bytes, &page.text[page.main], number);
    for (size_t d = 0; d < DIRECTIONS; d++)
        if (d != page.main)
            asides_add(lines, &page.text[d], number);
    page_fini(&page);
    return letters;
}

/* Messages of poppler about the page that is being read. */
struct complaints {
    size_t count;
    char first[COMPLAINT_SIZE];
};

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

/* Add the lines of all pages. Returns the number of letters, or -1 with a
 * reason: one page that cannot be read is enough to refuse the report. */
static long
add_pages(struct lines *lines,
          struct text *bytes,
          PopplerDocument *document,
          struct complaints *complaints,
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
        size_t found = 0;
        *complaints = (struct complaints){0};
        if (page) {
            found = add_page(lines, bytes, page, (unsigned)i + 1);
            g_object_unref(page);
        }
        if (!page || (found == 0 && complaints->count > 0)) {
            snprintf(reason, REASON_SIZE,
                     "page %d of %d is damaged; download it again", i + 1,
                     pages);
            return -1;
        }
        if (complaints->count > 0)
            lines_remark(lines, (unsigned)i + 1, true,
                         "the page is damaged (%s), and some of its text may "
                         "be missing; download the file again",
                         complaints->first);
        letters += found;
    }
    return (long)letters;
}

/* Whether a page has a picture. */
static bool
has_pictures(PopplerDocument *document)
{
    const int pages = poppler_document_get_n_pages(document);
    bool has = false;

    for (int i = 0; i < pages && !has; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        GList *pictures = page ? poppler_page_get_image_mapping(page) : NULL;
        has = pictures != NULL;
        poppler_page_free_image_mapping(pictures);
        g_clear_object(&page);
    }
    return has;
}

/* Read the document's lines. False with a reason if there is too little. */
static bool
read_document(PopplerDocument *document,
              struct complaints *complaints,
              struct lines *lines,
              char *reason)
{
    struct text text = {0};

    if (complaints->count > 0)
        lines_remark(lines, 0, true,
                     "the file is damaged (%s), and some of its text may be "
                     "missing; download it again",
                     complaints->first);
    const long letters = add_pages(lines, &text, document, complaints, reason);
    lines_end(lines, &text);
    if (letters >= LETTERS_MIN)
        return true;
    if (letters >= 0 && has_pictures(document))
        snprintf(reason, REASON_SIZE,
                 "it contains only images of its pages; recognise their text "
                 "first: ocrmypdf IN.pdf OUT.pdf");
    else if (letters >= 0)
        snprintf(reason, REASON_SIZE,
                 "it contains too little text for a report (%ld letters); "
                 "check that it is complete, or recognise its text: ocrmypdf "
                 "IN.pdf OUT.pdf",
                 letters);
    return false;
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
        is_read = read_document(document, &complaints, out, reason);
        g_object_unref(document);
    }
    g_log_remove_handler("Poppler", log);
    if (!is_read) {
        lines_fini(out);
        return false;
    }
    find_silent_damage(bytes, len, out);
    asides_choose(out);
    furniture_remove_pdf(out);
    cells_join(out);
    return true;
}
