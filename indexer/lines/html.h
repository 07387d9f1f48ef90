/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * html.h: reads the lines of a web page: its headings, paragraphs, lists and
 * tables, without what belongs to the site: menus, banners, forms.
 */
#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

#include "base/text.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the page. False with a reason, for a person, if there is no text in it.
 */
bool html_read(const char *bytes,
               size_t len,
               struct lines *out,
               char reason[REASON_SIZE]);

#endif
