/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_basket.h: paragraphs that somebody collects. The browser keeps them
 * (basket.js): the server is asked what they say, and for documents of them.
 */
#ifndef WEB_PAGE_PAGE_BASKET_H
#define WEB_PAGE_PAGE_BASKET_H

#include "web.h"

/* The page, which a script fills; with part=items, the paragraphs that the
 * arguments "id" name, in their order, as items of a list. */
void page_basket(struct web *web,
                 const struct request *request,
                 struct reply *reply);

/* The document that the body asks for (basket.h), in its "format". */
void page_basket_export(struct web *web,
                        const struct request *request,
                        struct reply *reply);

#endif
