/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * zipped.h: makes files of word processors for tests.
 */
#ifndef TESTS_ZIPPED_H
#define TESTS_ZIPPED_H

#include <stddef.h>

/* A part of an archive: its name and content. */
struct zipped_part {
    const char *name; /* NULL: end of the list */
    const char *content;
};

/* The archive of these parts; the caller frees it. */
char *zipped(const struct zipped_part *parts, size_t *len);

/* A Word document with this XML in its body; styles and lists may be NULL, or
 * the XML in the parts of that name. */
char *zipped_docx(const char *body,
                  const char *styles,
                  const char *lists,
                  size_t *len);

/* An OpenDocument text with this XML in its text; styles may be NULL, or the
 * XML of its automatic styles. */
char *zipped_odt(const char *text, const char *styles, size_t *len);

#endif
