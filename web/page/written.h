/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * written.h: what the client's print/ writes to a stream, as text for html().
 */
#ifndef WEB_PAGE_WRITTEN_H
#define WEB_PAGE_WRITTEN_H

#include <jansson.h>
#include <stdio.h>

/* What write() writes about the object. The caller frees it with free(). */
char *written(void (*write)(const json_t *object, FILE *out),
              const json_t *object);

/* "1 paragraph", "1,234 paragraphs"; free() it. */
char *written_count(size_t n, const char *noun);

#endif
