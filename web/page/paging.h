/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paging.h: the way to the other pages of a long list.
 */
#ifndef WEB_PAGE_PAGING_H
#define WEB_PAGE_PAGING_H

#include "server/request.h"

#include <glib.h>
#include <stddef.h>

/* Write an item of a list: a link to the request's view from this offset on;
 * rel is "prev" or "next". */
void paging_put_link(GString *out,
                     const struct request *request,
                     size_t offset,
                     const char *rel,
                     const char *text);

#endif
