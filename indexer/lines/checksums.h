/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * checksums.h: damage in a PDF that poppler does not notice. It stops reading a
 * compressed page where the data seem to end, and does not compare the checksum
 * after them.
 */
#ifndef INDEXER_CHECKSUMS_H
#define INDEXER_CHECKSUMS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a compressed part of the PDF that may have the text of a page is
 * damaged. Parts that are encrypted, or are pictures or fonts, are not looked
 * at. */
bool checksums_differ(const char *bytes, size_t len);

#endif
