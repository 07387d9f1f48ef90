/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * layout.h: what all pages have around their contents.
 */
#ifndef WEB_PAGE_LAYOUT_H
#define WEB_PAGE_LAYOUT_H

#include "web.h"

/* Begin the page: the head with the title, which says what is shown, the way to
 * other pages, and the beginning of <main>. A request for a part of the page
 * (?part=...) gets only what is in <main>. */
void layout_open(struct reply *reply,
                 const struct request *request,
                 const char *title);

/* End what layout_open() has begun. */
void layout_close(struct reply *reply, const struct request *request);

/* Put notices that are about all of the page here, and not where <main> begins.
 */
void layout_put_notices_here(struct reply *reply);

/* Say that the reply leaves out these parts of the index: in a page, in a
 * header, and in the name of a file to save. */
void layout_put_incomplete(struct reply *reply, const json_t *parts);

/* Say what went wrong and what to do, in a sentence of its own. */
void layout_put_problem(GString *out, const char *message);

/* A page that says what went wrong and what to do, in place of all that the
 * reply has. */
void layout_problem(struct reply *reply,
                    const struct request *request,
                    unsigned status,
                    const char *title,
                    const char *message);

/* The same for what the daemon did not answer. */
void layout_failure(struct reply *reply,
                    const struct request *request,
                    const struct link_failure *failure);

/* The status of HTTP for a failure of the daemon. */
unsigned layout_status(const struct link_failure *failure);

#endif
