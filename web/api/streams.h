/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * streams.h: answers that come in parts, sent as they come: none is ever kept
 * as a whole. If the daemon fails on the way, what is sent is cut off, which
 * every client of HTTP notices.
 */
#ifndef WEB_API_STREAMS_H
#define WEB_API_STREAMS_H

#include "link/link.h"
#include "server/reply.h"

#include <jansson.h>

/* The type of content of a format (print/format.h). */
const char *streams_type(const char *format);

/* Send the records of the parts in this format; the reply then owns the parts.
 * Which parts of the index may be left out (print/incomplete.h), NULL for none,
 * has been said: if others are, what is sent is cut off. */
void streams_records(struct reply *reply,
                     struct link_parts *parts,
                     const char *format,
                     const json_t *incomplete);

/* Send one object: what the result has, and before that the list of all items
 * of the parts under this name, which is static. */
void
streams_list(struct reply *reply, struct link_parts *parts, const char *name);

/* Write one record in a format. */
void streams_record(GString *out, const json_t *record, const char *format);

#endif
