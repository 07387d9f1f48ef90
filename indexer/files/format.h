/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * format.h: what kind of file it is, judging by its first bytes. Names do not
 * count: a page of a site may be saved as report.pdf.
 */
#ifndef INDEXER_FORMAT_H
#define INDEXER_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum format {
    FORMAT_TEXT, /* or anything that no other is; it may not even be text */
    FORMAT_PDF,
    FORMAT_HTML,
    FORMAT_ZIP,  /* a file of a word processor, or another archive */
    FORMAT_OTHER /* not read: format_name() says what it is */
};

/* The bytes that are enough to tell. */
enum { FORMAT_BYTES = 4096 };

enum format format_of(const char *bytes, size_t len);

/* What a file is that is not read, for a person, as in "an old Word document";
 * NULL for any other. Constant. */
const char *format_name(const char *bytes, size_t len);

#endif
