/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_similar.h: paragraphs that are about the same as one.
 */
#ifndef WEB_PAGE_PAGE_SIMILAR_H
#define WEB_PAGE_PAGE_SIMILAR_H

#include "web.h"

void page_similar(struct web *web,
                  const struct request *request,
                  struct reply *reply);

#endif
