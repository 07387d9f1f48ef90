/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * files.h: the style sheet, scripts and pictures of the pages, which are parts
 * of the program.
 */
#ifndef WEB_PAGE_FILES_H
#define WEB_PAGE_FILES_H

#include "web.h"

/* Show the file that the rest of the path names. */
void
files_show(struct web *web, const struct request *request, struct reply *reply);

#endif
