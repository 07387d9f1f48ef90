/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understanding.h: how a query was read, as findings(1) says it in the terminal
 * (print/notes.h, print/expansion.h), with links that change it.
 */
#ifndef WEB_PAGE_UNDERSTANDING_H
#define WEB_PAGE_UNDERSTANDING_H

#include "server/request.h"

#include <jansson.h>

/* Write what was corrected, what may have been meant, and what is not in the
 * index; the parts of the query, each with a link that leaves it out; and the
 * other names that were searched for. Nothing if it is simply as typed. params
 * are those of the result. */
void understanding_put(GString *out,
                       const struct request *request,
                       const json_t *result,
                       const json_t *params);

/* The query with this part replaced; the caller frees it. With an empty text
 * the whole words that the part is in are left out, with their signs. */
char *understanding_edited(const char *query,
                           size_t offset,
                           size_t length,
                           const char *text);

#endif
