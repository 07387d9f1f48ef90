/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * form.h: a form that was posted.
 */
#ifndef WEB_PAGE_FORM_H
#define WEB_PAGE_FORM_H

#include "server/request.h"

/* The fields of the body, which a form without files has, as the arguments of a
 * request for the same path; the caller frees it with request_free(). NULL if
 * the body is not such a form. */
struct request *form_read(const struct request *request);

#endif
