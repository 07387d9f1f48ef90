/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/totals.h"
#include "base/say.h"

void
totals_count(struct totals *totals, const struct report_list *reports)
{
    totals->reports += reports->count;
    for (size_t i = 0; i < reports->count; i++) {
        totals->paragraphs += reports->list[i].n_paragraphs;
        totals->recognised += reports->list[i].recognised_pages;
    }
}

void
totals_say_ocr(const struct totals *totals)
{
    const size_t n = totals->older;

    if (totals->recognised > 0)
        say("pages read by OCR: %zu", totals->recognised);
    if (n > 0)
        say("%zu file%s read with --ocr by an earlier version, or with other "
            "frameworks; read %s again with --ocr",
            n, n == 1 ? " was" : "s were", n == 1 ? "it" : "them");
}
