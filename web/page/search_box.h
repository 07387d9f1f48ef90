/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * search_box.h: the form that a search begins with, and how to write in it.
 */
#ifndef WEB_PAGE_SEARCH_BOX_H
#define WEB_PAGE_SEARCH_BOX_H

#include "server/request.h"

/* The id of the form. Controls elsewhere on the page belong to it by this. */
#define SEARCH_BOX_FORM "search"

/* Write the form: the box with the request's words, and options. heading is
 * whether its label is the heading of the page. */
void
search_box_put(GString *out, const struct request *request, bool is_heading);

/* Write how to write a query, by examples that are links; is_open is whether it
 * is shown at first. */
void search_box_put_help(GString *out, bool is_open);

#endif
