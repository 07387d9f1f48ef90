/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * chips.h: what narrows a view besides its words: filters, dates, and how words
 * are matched.
 */
#ifndef WEB_PAGE_CHIPS_H
#define WEB_PAGE_CHIPS_H

#include "server/request.h"

#include <stdbool.h>

/* Whether the request has any. */
bool chips_are_any(const struct request *request);

/* Write them, each as a link that removes it alone, and one that removes all;
 * nothing if there are none. Many reports are removed together. */
void chips_put(GString *out, const struct request *request);

/* Append them to a title: ", inadequate, from 2010". */
void chips_name(GString *title, const struct request *request);

/* Write those that the form of the search box does not have otherwise as hidden
 * inputs; fields are those that have controls, a list that ends with NULL. */
void chips_put_hidden(GString *out,
                      const struct request *request,
                      const char *const *fields);

#endif
