/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * digest.h: what a file's content is known by: a file of the same digest reads
 * the same.
 */
#ifndef INDEXER_DIGEST_H
#define INDEXER_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_SIZE 65 /* hexadecimal figures and NUL */

/* The digest of the bytes, and of how this program reads them
 * (READING_REVISION). */
void digest_bytes(const char *bytes, size_t len, char digest[DIGEST_SIZE]);

/* Whether the text is a digest. */
bool is_digest(const char *text, size_t len);

#endif
