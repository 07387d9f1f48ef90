/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * format.h: what kind of file it is, judging by its first bytes. Its name is
 * ignored: a page of a site may be saved as report.pdf.
 */
#ifndef FINDINGS_FORMAT_H
#define FINDINGS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum findings_format {
    FINDINGS_FORMAT_TEXT, /* or anything that no other is; it may not even be
                             text */
    FINDINGS_FORMAT_PDF,
    FINDINGS_FORMAT_HTML,
    FINDINGS_FORMAT_ZIP,  /* a file of a word processor, or another archive */
    FINDINGS_FORMAT_OTHER /* not read: findings_format_name() says what it is */
};

/* How many of the first bytes are enough. */
enum { FINDINGS_FORMAT_BYTES = 4096 };

enum findings_format findings_format_of(const char *bytes, size_t len);

/* For a file that is not read, what it is and what to do, for a person, as in
 * "an archive; unpack it first"; NULL for any other. Constant. */
const char *findings_format_name(const char *bytes, size_t len);

#endif
