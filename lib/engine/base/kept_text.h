/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * kept_text.h: a text that the index keeps under a key of its metadata,
 * followed by its digest, as Xapian would not notice that a letter of it has
 * changed. A program that knows nothing of digests reads the text as far as its
 * NUL.
 */
#ifndef ENGINE_BASE_KEPT_TEXT_H
#define ENGINE_BASE_KEPT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes to keep; none for the empty text. The caller frees them with
 * g_free(). */
char *kept_text_make(const char *text, size_t *len);

/* Whether the bytes, which have a NUL after them, are a text as it was kept, or
 * one without a digest. */
bool kept_text_is_good(const char *bytes, size_t len);

#endif
