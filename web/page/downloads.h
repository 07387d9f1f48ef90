/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * downloads.h: what a view can be taken away as: its numbers as CSV, and its
 * picture as SVG or, with a script, as PNG. The argument "as" of its address
 * says which.
 */
#ifndef WEB_PAGE_DOWNLOADS_H
#define WEB_PAGE_DOWNLOADS_H

#include "server/reply.h"
#include "server/request.h"

#include <jansson.h>
#include <stdbool.h>

/* Whether this is what is asked for: "csv" or "svg". */
bool downloads_are(const struct request *request, const char *type);

/* Write the links to them; an SVG only if there is a picture. */
void
downloads_put(GString *out, const struct request *request, bool has_picture);

/* Reply with rows (print/sheet.h) as CSV; takes ownership of them. The name is
 * that of the file, "a" of "a.csv". */
void downloads_reply_csv(struct reply *reply, json_t *rows, const char *name);

/* Make the reply, whose body is an SVG, one. */
void downloads_reply_svg(struct reply *reply, const char *name);

/* Reply with a table (tables.h) as SVG; takes ownership of it. */
void
downloads_reply_table(struct reply *reply, json_t *table, const char *name);

#endif
