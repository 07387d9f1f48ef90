/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scanned.h"
#include "support.h"
#include "typeset.h"

#include "lines/ocr.h"
#include "lines/render.h"

#include <stdlib.h>

enum { SCAN_DPI = 200 };

void
scanned_add(struct paper *paper, const char *pdf, size_t len, double degrees)
{
    GBytes *data = g_bytes_new(pdf, len);
    PopplerDocument *document =
        poppler_document_new_from_bytes(data, NULL, NULL);

    assert_non_null(document);
    for (int i = 0; i < poppler_document_get_n_pages(document); i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        struct image image;
        assert_true(render_page(page, SCAN_DPI, &image));
        paper_page(paper);
        paper_image(paper, image.bytes, image.width, image.height, degrees);
        image_fini(&image);
        g_object_unref(page);
    }
    g_object_unref(document);
    g_bytes_unref(data);
}

char *
scanned(const char *source, double degrees, size_t *len)
{
    struct paper *paper = paper_new();
    char *pdf = typeset(source, len);

    scanned_add(paper, pdf, *len, degrees);
    free(pdf);
    pdf = paper_bytes(paper, len);
    paper_free(paper);
    return pdf;
}

void
scanned_need_ocr(void)
{
    char reason[REASON_SIZE];

    if (!ocr_switch_on(NULL, reason)) {
        print_message("not run: OCR needs %s\n", reason);
        skip();
    }
}
