/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * legibility.h: finds the pages of a PDF that a person can read and we cannot:
 * what looks like text on them is a picture or a drawing, or it is text of
 * which nobody knows the letters.
 */
#ifndef INDEXER_LEGIBILITY_H
#define INDEXER_LEGIBILITY_H

#include "base/text.h"
#include "lines/page.h"

#include <stdbool.h>
#include <stddef.h>

enum legibility {
    LEGIBLE,   /* it has text, or shows none */
    SCANNED,   /* it is an image */
    UNMAPPED,  /* its fonts have no character map */
    DRAWN,     /* its letters are drawn as shapes, without fonts */
    RECOGNISED /* it was one of these, and its text has been recognised */
};

/* With fewer letters, a report is a scan with a stamp on it. */
enum { LEGIBLE_LETTERS = 200 };

/* What the page is, whose text has been read. */
enum legibility legibility_of(PopplerPage *source, const struct page *page);

bool legibility_is_lost(enum legibility page); /* it is not legible */
bool legibility_is_recognised(enum legibility page);

/* How many of the n pages are as asked by one of these. */
unsigned legibility_count(const enum legibility *pages,
                          size_t n,
                          bool (*is_asked)(enum legibility));

/* The pages that are as asked, of which there are some: "page 4", or "pages 3,
 * 5 to 9 and 12". The caller frees it. */
char *legibility_list(const enum legibility *pages,
                      size_t n,
                      bool (*is_asked)(enum legibility));

/* Why words of the pages are lost: "17 of 17 pages are images; read them with
 * --ocr". False if none are. */
bool legibility_cause(const enum legibility *pages,
                      size_t n,
                      char reason[REASON_SIZE]);

#endif
