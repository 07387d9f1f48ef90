/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_paragraph.h: a paragraph in its report, with before and after, how many
 * of its neighbours, and how to cite it.
 */
#ifndef WEB_PAGE_PAGE_PARAGRAPH_H
#define WEB_PAGE_PAGE_PARAGRAPH_H

#include "web.h"

void page_paragraph(struct web *web,
                    const struct request *request,
                    struct reply *reply);

#endif
