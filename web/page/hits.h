/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hits.h: paragraphs that were found, as a list.
 */
#ifndef WEB_PAGE_HITS_H
#define WEB_PAGE_HITS_H

#include "server/request.h"

#include <jansson.h>

/* Write the hits of a result, those that match only in part in a list of their
 * own, numbered from first + 1. The request's view shows near-duplicates one
 * by one with all=1. */
void hits_put(GString *out,
              const struct request *request,
              const json_t *result,
              size_t first);

/* Write what is known about a paragraph, apart from its text: kind of
 * inspection, place, area, section, deadline. */
void hits_put_about(GString *out, const json_t *record);

/* Write what can be done with a paragraph: links, and a button for the
 * basket, which a script shows. From a search, the original is linked to with
 * the search, so that one can go on to the next hit there. */
void hits_put_actions(GString *out,
                      const struct request *request,
                      const json_t *record);

#endif
