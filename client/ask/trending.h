/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trending.h: counts by year beside what they are a share of.
 */
#ifndef CLIENT_ASK_TRENDING_H
#define CLIENT_ASK_TRENDING_H

#include "ask/session.h"

#include <jansson.h>

enum { TRENDING_QUESTIONS = 3 };

/* The questions whose results make a trend of the selection, which is only
 * read: counts of a unit ("paragraphs", "reports" or "authorities"), in a
 * series for each value of the field by, unless that is NULL. */
void trending_ask(const json_t *selection,
                  const char *by,
                  const char *unit,
                  struct question questions[TRENDING_QUESTIONS]);

/* The trend (print/trend.h) of these results, which are only read; takes
 * ownership of revision, a number or null. The caller frees it. */
json_t *trending_of(const json_t *const results[TRENDING_QUESTIONS],
                    const char *by,
                    const char *unit,
                    json_t *revision);

#endif
