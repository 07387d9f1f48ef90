/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_matrix.h: counts in rows and columns, shaded by their share.
 */
#ifndef WEB_PAGE_PAGE_MATRIX_H
#define WEB_PAGE_PAGE_MATRIX_H

#include "web.h"

void page_matrix(struct web *web,
                 const struct request *request,
                 struct reply *reply);

#endif
