/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * digest.h: the digest that identifies a file's content and how it is read.
 * Files with the same digest have the same reports.
 */
#ifndef INDEXER_DIGEST_H
#define INDEXER_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_SIZE 65 /* hexadecimal digits and NUL */

/* Raise it when files are read differently from before: every file then counts
 * as changed, and is read again into each index. So it does when a framework's
 * file has changed. */
#define READING_REVISION "8"

/* The digest of the bytes, of READING_REVISION and of the frameworks. Its first
 * half is of the bytes alone. */
void digest_bytes(const char *bytes, size_t len, char digest[DIGEST_SIZE]);

/* Whether the digests are of the same bytes, however these were read. */
bool digest_same_bytes(const char *a, const char *b);

/* The same for a GHashTable of digests. */
unsigned digest_hash_bytes(const void *digest);
int digest_equal_bytes(const void *a, const void *b);

/* Whether the text has the form of a digest. */
bool digest_is_valid(const char *text, size_t len);

#endif
